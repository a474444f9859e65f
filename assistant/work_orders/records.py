"""The nouns of work orders: what the technician says about a case, and the order that is made of it.

What belongs to a failure record and to a maintenance record follows ISO 14224:2016, tables 6 and 8. Hours are hours.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from assistant.records import Verdict
from assistant.work_orders.iso14224 import (
    Activity,
    Cause,
    DetectionMethod,
    Discipline,
    FailureImpact,
    FailureModeCode,
    MaintenanceCategory,
    Mechanism,
)
from explain.records import Digest, Record, UtcTime

_TEXT = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
_LINE = r"^[^\x00-\x1f\x7f]*$"
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000, pattern=_TEXT)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_LINE)]
OrderId = Annotated[str, Field(pattern=r"^wo_[0-9a-f]{32}$")]
Hours = Annotated[float, Field(gt=0, le=10_000)]

_BOOKED_TO = 0.25
"""Hours are booked in quarters: so much more than the time by the clock is no mistake."""


class Failure(Record):
    """A failure in codes of ISO 14224."""

    mode: FailureModeCode
    impact: FailureImpact
    mechanism: Mechanism
    cause: Cause


class Found(Record):
    """What the technician found.

    mode_id: the failure mode of the equipment that was there instead; component_id: the part, where no mode fits. Both
    belong to the verdict "other" alone. failure: None only when the cause was rejected and nothing had failed.
    """

    verdict: Verdict
    words: Words
    mode_id: str | None = None
    component_id: str | None = None
    failure: Failure | None = None

    @model_validator(mode="after")
    def _fits_the_verdict(self) -> Self:
        if self.verdict is not Verdict.OTHER and (self.mode_id or self.component_id):
            raise ValueError('only the verdict "other" names another failure mode or component')
        if self.mode_id and self.component_id:
            raise ValueError("name the failure mode or the component: the mode has its own component")
        if self.verdict is not Verdict.REJECTED and self.failure is None:
            raise ValueError("a cause that was found needs its failure mode, impact, mechanism and cause codes")
        return self


class PartUsed(Record):
    """A spare part or supply that was used up."""

    number: Name
    description: Name
    quantity: Annotated[float, Field(gt=0, le=1_000_000)]
    unit: Name = "pcs"
    component_id: str | None = None


class Labour(Record):
    """The hours that one person worked."""

    person: Name
    discipline: Discipline
    hours: Hours


class WorkOutcome(StrEnum):
    """The state in which the machine was left."""

    RESTORED = "restored"
    TEMPORARY = "temporary"
    NOT_RESTORED = "not-restored"
    NOT_NEEDED = "not-needed"


class Work(Record):
    """What was done.

    active_hours: how long the machine was worked on, without waiting. down_hours: how long it could not run; None
    where nobody noted it.
    """

    category: MaintenanceCategory
    activity: Activity
    words: Words
    parts: tuple[PartUsed, ...] = ()
    labour: Annotated[tuple[Labour, ...], Field(min_length=1)]
    started: UtcTime
    finished: UtcTime
    active_hours: Hours
    down_hours: Annotated[float, Field(ge=0, le=100_000)] | None = None
    outcome: WorkOutcome

    @model_validator(mode="after")
    def _times_agree(self) -> Self:
        if self.finished < self.started:
            raise ValueError("the work was finished before it was started")
        if timedelta(hours=self.active_hours - _BOOKED_TO) > self.finished - self.started:
            raise ValueError("active_hours is longer than the time from started to finished")
        return self


class CaseReport(Record):
    """What a technician says about a case when the work is done.

    detection: how the failure came to light; by default as Faultlens finds them, by watching the signals all the time.
    """

    case_id: str
    time: UtcTime
    actor: Name
    found: Found
    work: Work
    detection: DetectionMethod = DetectionMethod.CONTINUOUS_CONDITION_MONITORING
    remarks: Words | None = None

    @model_validator(mode="after")
    def _is_over(self) -> Self:
        if self.work.finished > self.time:
            raise ValueError("the work is reported as finished later than the report itself")
        return self


class WorkOrder(Record):
    """A report in the frame of its case: what a maintenance system is told.

    order_id: the same for the same report, always. found_mode_id: the failure mode that was there: the diagnosed one if
    it was confirmed; None where none of the equipment's was. component_id: the part that had failed, None likewise.
    simulated: the machine was a simulation; such an order is never sent.
    """

    order_id: OrderId
    asset_id: str
    equipment_id: str
    component_id: str | None
    case_id: str
    chain_id: str
    procedure_digest: Digest
    report_digest: Digest
    opened: UtcTime
    diagnosed_mode_id: str
    diagnosed_mode: str
    found_mode_id: str | None
    found: Found
    detection: DetectionMethod
    work: Work
    remarks: str | None
    reported: UtcTime
    reported_by: str
    simulated: bool


class WorkOrderReported(Record):
    """The message that carries an order, in the shape that Standard Webhooks recommends for a payload."""

    type: Literal["work_order.reported"] = "work_order.reported"
    timestamp: UtcTime
    data: WorkOrder
