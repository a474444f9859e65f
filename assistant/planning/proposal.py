"""The nouns of a plan: what is proposed for each job, what it costs in expectation, why, and what was in the way.

Times are UTC, money is whole cents.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from explain.records import Digest, Probability, Record, UtcTime

EVEN = 0.5
"""The chance of failing from which a plan to wait is a plan to run to failure."""


class OptionKind(StrEnum):
    """Do it in a window, stop the machine at once, or leave it beyond the horizon."""

    WINDOW = "window"
    NOW = "now"
    NEVER = "never"


class ExpectedCost(Record):
    """What an option costs in expectation, in cents; the parts of `total`.

    risk: that the machine fails before. production, people and parts are those of the planned work, counted with the
    probability that it comes to that; breakdown counts with the risk. running: what running on until then costs.
    waiting: the share of `total` that comes of waiting: risk · (breakdown - planned) + running. It is negative where
    a breakdown would be cheaper than the work.
    """

    risk: Probability
    production: int
    people: int
    parts: int
    breakdown: int
    running: int
    waiting: int

    @property
    def total(self) -> int:
        """Cents."""
        return self.production + self.people + self.parts + self.breakdown + self.running


class ObstacleKind(StrEnum):
    """What keeps a job out of a window."""

    PART = "part"
    SKILL = "skill"
    PERSONS = "persons"
    WINDOW = "window"
    MACHINE = "machine"
    OTHER_JOBS = "other-jobs"


class Obstacle(Record):
    """Why a better window was not to be had, and what would help. saving: cents, in expectation."""

    kind: ObstacleKind
    window_id: str | None
    text: str
    remedy: str
    saving: int


class Alternative(Record):
    """The next best for one job, the rest of the plan staying as it is. extra: cents on top of the choice."""

    kind: OptionKind
    window_id: str | None
    start: UtcTime | None
    extra: int


class Choice(Record):
    """What is proposed for one job.

    start, end: of the work; None where it is not done in the horizon. crew: ids of technicians, empty when called out.
    """

    job_id: str
    asset_id: str
    mode_id: str
    task_ids: tuple[str, ...]
    kind: OptionKind
    window_id: str | None
    start: UtcTime | None
    end: UtcTime | None
    crew: tuple[str, ...]
    cost: ExpectedCost
    reasons: tuple[str, ...]
    second_best: Alternative
    obstacles: tuple[Obstacle, ...]


class Order(Record):
    """Parts to order for this plan. by: the last moment at which they still come in time. job_ids: for which work."""

    number: str
    name: str
    quantity: int
    by: UtcTime
    job_ids: tuple[str, ...]


class Plan(Record):
    """The plan that costs least in expectation, or the best that was found.

    total, bound: cents; no plan costs less than `bound`. gap: (total - bound) / total. optimal: proved to be the best.
    inputs_digest: of the jobs and the planning that it was made from. orders: most urgent first. notes: what was left
    out of account.
    """

    now: UtcTime
    until: UtcTime
    time_zone: str
    currency: str
    inputs_digest: Digest
    choices: tuple[Choice, ...]
    total: int
    bound: int
    gap: Annotated[float, Field(ge=0)]
    optimal: bool
    orders: tuple[Order, ...] = ()
    notes: tuple[str, ...] = ()
