"""The nouns that a plan is made from: what is to be done, when it may be done, by whom and with what.

Times are UTC; `Planning.time_zone` is for people. Money is whole cents of the plant's currency. Terms follow
EN 13306 (maintenance terminology) where it has them.
"""

from datetime import timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from explain.records import Record, UtcTime

Cents = Annotated[int, Field(ge=0, le=10**11)]
Hours = Annotated[float, Field(gt=0, le=10_000)]
Count = Annotated[int, Field(ge=1, le=100)]
Persons = Annotated[int, Field(ge=1, le=12)]
Identifier = Annotated[str, Field(min_length=1, max_length=120)]

LONGEST_PRICED_WINDOW = timedelta(days=1)
"""The risk of waiting is counted up to the start of a window; in a longer one the machine would run on for too long."""


class Life(Record):
    """How long a machine will still run, in running hours: the median, and an interval that holds it.

    level: how often the interval holds it, the rest half below `low` and half above `high`.
    capped: `high` is the longest life that is told apart, so the life left may as well be longer.
    as_of: when that was judged; None for the moment of planning.
    """

    median: Annotated[float, Field(ge=0)]
    low: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(gt=0)]
    level: Annotated[float, Field(ge=0.5, le=0.99)] = 0.9
    capped: bool = False
    as_of: UtcTime | None = None

    @model_validator(mode="after")
    def _is_an_interval(self) -> Self:
        if not self.low <= self.median <= self.high:
            raise ValueError("low, median and high must rise")
        return self


class Breakdown(Record):
    """What a failure in service costs, all of it.

    fixed: labour, parts and call-out of the forced repair. hours: how long the machine then stands.
    consequential: what the failure destroys besides (the shaft, the batch, a penalty).
    """

    fixed: Cents
    hours: Annotated[float, Field(ge=0, le=10_000)]
    downtime_per_hour: Cents
    consequential: Cents = 0

    @property
    def cost(self) -> int:
        """Cents."""
        return self.fixed + self.consequential + round(self.hours * self.downtime_per_hour)


class Job(Record):
    """Open work on one machine.

    persons: how many it takes. skills: of these, how many hold each; one person may hold several, and each holds at
    least one of them. parts: number → how many. duty: the share of time that the machine runs.
    downtime_per_hour: lost production while it stands for the job. running_loss_per_hour: what running on with the
    fault costs each hour (energy, leakage), apart from the risk.
    """

    id: Identifier
    asset_id: Identifier
    mode_id: Identifier
    task_ids: tuple[str, ...] = ()
    hours: Hours
    persons: Persons = 1
    skills: Annotated[dict[Identifier, Persons], Field(max_length=5)] = Field(default_factory=dict)
    parts: dict[Identifier, Count] = Field(default_factory=dict)
    life: Life
    duty: Annotated[float, Field(gt=0, le=1)] = 1.0
    downtime_per_hour: Cents
    running_loss_per_hour: Cents = 0
    breakdown: Breakdown

    @model_validator(mode="after")
    def _enough_persons(self) -> Self:
        if any(count > self.persons for count in self.skills.values()):
            raise ValueError("more persons must hold a skill than there are persons on the job")
        return self


class Span(Record):
    """From `start` up to `end`."""

    start: UtcTime
    end: UtcTime

    @model_validator(mode="after")
    def _has_length(self) -> Self:
        if self.end <= self.start:
            raise ValueError("must end after it starts")
        return self


class WindowKind(StrEnum):
    """Do the machines stand anyway, or are they stopped for the job, at a price?"""

    PLANNED_STOP = "planned-stop"
    AT_A_PRICE = "at-a-price"


class Window(Span):
    """When work may be done. machines: those that stand, or may be stopped; empty for all.

    downtime_share: the part of a machine's downtime cost that an hour costs here; nothing in a planned stop.
    surcharge: for each person and hour (night, Sunday). capacity: jobs at the same time, None for no limit.
    """

    id: Identifier
    name: str
    kind: WindowKind
    machines: tuple[Identifier, ...] = ()
    capacity: Count | None = None
    downtime_share: Annotated[float, Field(ge=0, le=10)] = 1.0
    surcharge: Cents = 0

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.kind is WindowKind.PLANNED_STOP and self.downtime_share != 0:
            raise ValueError("a planned stop loses no production, so its downtime_share is 0")
        if self.kind is WindowKind.AT_A_PRICE and self.end - self.start > LONGEST_PRICED_WINDOW:
            raise ValueError("a window at a price is a day long at most")
        return self

    def stops(self, asset_id: str) -> bool:
        """Whether work on this machine may be done in it."""
        return not self.machines or asset_id in self.machines


class Technician(Record):
    """A person, or a role that one person fills. available: when at work and free, without overlaps."""

    id: Identifier
    name: str
    skills: tuple[Identifier, ...]
    per_hour: Cents
    available: tuple[Span, ...]

    @model_validator(mode="after")
    def _is_at_one_place(self) -> Self:
        spans = sorted(self.available, key=lambda span: span.start)
        if any(later.start < earlier.end for earlier, later in pairwise(spans)):
            raise ValueError("the times of a technician must not overlap")
        return self


class Delivery(Record):
    """Parts that were ordered and have not come yet."""

    arrives: UtcTime
    quantity: Count


class Part(Record):
    """A spare part. lead_hours: from an order placed now to its arrival, None when it cannot be had."""

    number: Identifier
    name: str
    in_stock: Annotated[int, Field(ge=0)]
    deliveries: tuple[Delivery, ...] = ()
    lead_hours: Annotated[float, Field(ge=0)] | None = None
    price: Cents = 0


class CallOut(Record):
    """A crew that comes when it is called: what it costs at once, and for each person and hour."""

    fixed: Cents = 0
    per_person_hour: Cents = 0


class Planning(Record):
    """All that a plan must fit into. It reaches from `now` to `until`."""

    now: UtcTime
    until: UtcTime
    time_zone: str = "UTC"
    currency: str = "EUR"
    windows: tuple[Window, ...]
    technicians: tuple[Technician, ...]
    parts: tuple[Part, ...] = ()
    call_out: CallOut = CallOut()

    @model_validator(mode="after")
    def _reaches_forward(self) -> Self:
        if self.until <= self.now:
            raise ValueError("the horizon must end after now")
        for ids in ([w.id for w in self.windows], [t.id for t in self.technicians], [p.number for p in self.parts]):
            if len(ids) != len(set(ids)):
                raise ValueError("two windows, technicians or parts have the same id")
        return self

    def part(self, number: str) -> Part | None:
        """The part of that number, None when the plant keeps none."""
        return next((part for part in self.parts if part.number == number), None)
