"""The nouns of `assistant`: what is concluded, what to do about it, and what is shown over the machine.

Every record carries the `chain_id` of the readings that it came from and the digest of the record before it.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from explain.records import Digest, Probability, Quality, Record, SensorReading, UtcTime
from knowledge_base.records import Consequence, Contact, Notice, Quote


class Health(StrEnum):
    """The condition of an asset as shown to people. An asset that is not heard of is unknown, never healthy."""

    HEALTHY = "healthy"
    WATCH = "watch"
    ALARM = "alarm"
    UNKNOWN = "unknown"


class SignalState(StrEnum):
    """A value against its healthy range."""

    NORMAL = "normal"
    HIGH = "high"
    LOW = "low"
    UNKNOWN = "unknown"


class Evidence(Record):
    """One signal that speaks for or against a failure mode.

    text: the same in a technician's words. points: its share in percentage points of probability.
    low, high: the healthy range. expected: the catalog lists it as a symptom of this mode on this side.
    """

    signal_id: str
    component_id: str
    value: float | None
    unit: str
    low: float | None
    high: float | None
    state: SignalState
    points: float
    expected: bool
    text: str


class RankedMode(Record):
    """A failure mode with its calibrated probability and the signals for and against it, strongest first."""

    mode_id: str
    name: str
    component_id: str
    probability: Probability
    alarm: bool
    mechanism: str
    effect: str
    consequence: Consequence
    evidence_for: tuple[Evidence, ...]
    evidence_against: tuple[Evidence, ...]


class Diagnosis(Record):
    """The ranked failure modes of one asset at one instant. `cautions` says why not to rely on it, if so."""

    chain_id: str
    asset_id: str
    time: UtcTime
    explanation_digest: Digest
    health: Health
    headline: str
    reliable: bool
    cautions: tuple[str, ...]
    modes: tuple[RankedMode, ...]

    @property
    def acted_on(self) -> RankedMode:
        """The mode that procedure and overlay are about: the first that is an alarm, else the first."""
        return next((mode for mode in self.modes if mode.alarm), self.modes[0])


class StepKind(StrEnum):
    """What a step is for, in the order in which they are done."""

    MAKE_SAFE = "make-safe"
    CONFIRM = "confirm"
    REPAIR = "repair"
    RESTORE = "restore"


class Step(Record):
    """One step to do, verbatim from the manual, after the notices that guard it.

    id: task id and the step's own number, `PS-T-210.3`. component_id: the part that the step names and that lights
    up; None when it names none (no part is lit on a guess).
    """

    id: str
    number: int
    kind: StepKind
    quote: Quote
    notices: tuple[Notice, ...]
    component_id: str | None


class ProcedureTask(Record):
    """A whole task of a manual, with everything it says to have at hand, and who approved that revision."""

    task_id: str
    manual_id: str
    revision: str
    approved_by: str
    approved_on: date
    title: str
    kind: StepKind
    purpose: Quote | None
    duration: Quote | None
    personnel: Quote | None
    preconditions: Quote | None
    tools: tuple[Quote, ...]
    parts: tuple[Quote, ...]
    supplies: tuple[Quote, ...]
    steps: tuple[Step, ...]
    acceptance: tuple[Quote, ...]


class Procedure(Record):
    """What to do now about one failure mode: whole manual tasks, in order; no word of a step is our own.

    gaps: what the manuals lack. When `complete` is false no step may be shown as the way to a repair: `safe_state`
    and `contact` say what to leave the machine in and whom to call. Both are the plant's own words.
    """

    chain_id: str
    asset_id: str
    time: UtcTime
    diagnosis_digest: Digest
    mode_id: str
    title: str
    complete: bool
    gaps: tuple[str, ...]
    safe_state: str
    contact: Contact
    tasks: tuple[ProcedureTask, ...]


class Acknowledgement(Record):
    """A step that a person says is done."""

    step_id: str
    actor: str
    time: UtcTime


class Case(Record):
    """One open matter on one asset: what was found first, what to do, and how far it is done."""

    case_id: str
    asset_id: str
    mode_id: str
    opened: UtcTime
    closed: UtcTime | None
    procedure: Procedure
    done: tuple[Acknowledgement, ...]


class SignalValue(Record):
    """One signal at one instant; None when it is missing or bad."""

    signal_id: str
    value: float | None
    state: SignalState


class Observation(Record):
    """All signals of one asset at one instant, measured and derived, each against its healthy range."""

    chain_id: str
    asset_id: str
    time: UtcTime
    values: tuple[SignalValue, ...]


class Anchor(Record):
    """A place on the machine: the component, and the node of the 3D model that stands for it."""

    component_id: str
    node: str


class HighlightRole(StrEnum):
    """Why a part is lit: it is the one at fault, it carries evidence, or the step to do now is about it."""

    GUILTY = "guilty"
    EVIDENCE = "evidence"
    STEP = "step"


class Highlight(Record):
    """A lit part. share: 0 to 1, its part of all evidence for the first-ranked mode (1 for the part of a step)."""

    anchor: Anchor
    role: HighlightRole
    share: Annotated[float, Field(ge=0.0, le=1.0)]
    label: str


class Callout(Record):
    """A live value pinned to the machine."""

    anchor: Anchor
    signal_id: str
    label: str
    value: float | None
    unit: str
    low: float | None
    high: float | None
    state: SignalState
    points: float


class OverlayFrame(Record):
    """All that is laid over one machine at one instant. The client draws it and decides nothing."""

    chain_id: str
    asset_id: str
    time: UtcTime
    diagnosis_digest: Digest | None
    procedure_digest: Digest | None
    health: Health
    quality: Quality
    simulated: bool
    failure_probability: Probability | None
    headline: str
    highlights: tuple[Highlight, ...]
    callouts: tuple[Callout, ...]
    active_step_id: str | None


class ReadingsArrived(Record):
    """Event: readings of one asset at one instant, together."""

    kind: Literal["readings"] = "readings"
    asset_id: str
    time: UtcTime
    simulated: bool
    readings: tuple[SensorReading, ...]


class StepAcknowledged(Record):
    """Event: a person says that a step of an open case is done."""

    kind: Literal["step-acknowledged"] = "step-acknowledged"
    asset_id: str
    time: UtcTime
    case_id: str
    step_id: str
    actor: str


Event = Annotated[ReadingsArrived | StepAcknowledged, Field(discriminator="kind")]
