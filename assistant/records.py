"""The nouns of `assistant`: what is concluded, what to do about it, and what is shown over the machine.

Every record carries the `chain_id` of the readings that it came from and the digest of the record before it.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from explain.records import Digest, Probability, Quality, Record, SensorReading, UtcTime
from knowledge_base.energies import EnergyCoverage
from knowledge_base.records import Consequence, Contact, Measurement, Notice, Quote, Role


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
    up; None when it names none (no part is lit on a guess). measure: a value without which the next step stays closed.
    role: of who may say that it is done. signatures: how many different persons have to.
    """

    id: str
    number: int
    kind: StepKind
    quote: Quote
    notices: tuple[Notice, ...]
    component_id: str | None
    measure: Measurement | None
    role: Role
    signatures: int


class Conclusion(Record):
    """What an inspection means when it finds what it looks for, or does not: the failure modes that are then left."""

    found: bool
    mode_ids: tuple[str, ...]


class ProcedureTask(Record):
    """A whole task of a manual, with everything it says to have at hand, and who approved that revision.

    conclusions: of an inspection, when it is done, for each of its outcomes.
    """

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
    conclusions: tuple[Conclusion, ...]


class WatchedSignal(Record):
    """A signal that has to be back on the healthy side. wrong: the side on which the fault showed."""

    signal_id: str
    wrong: SignalState


class Proof(Record):
    """What proves the repair: for so long after the last step the machine is healthy, and these signals are back."""

    seconds: float
    signals: tuple[WatchedSignal, ...]


class Procedure(Record):
    """What to do now about one failure mode: whole manual tasks, in order; no word of a step is our own.

    isolation: which steps control which energy of the machine. gaps: what the manuals lack. When `complete` is false
    no step may be shown as the way to a repair: `safe_state` and `contact` say what to leave the machine in and whom to
    call. Both are the plant's own words.
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
    isolation: tuple[EnergyCoverage, ...]
    tasks: tuple[ProcedureTask, ...]
    proof: Proof


class Acknowledgement(Record):
    """A step that a person says is done, with what was measured. completes: nobody else has to sign it."""

    step_id: str
    actor: str
    time: UtcTime
    value: float | None
    completes: bool


class Verdict(StrEnum):
    """What became of the cause that the diagnosis named.

    confirmed: it was there. rejected: it was not, and no other was found. other: another was found in its place.
    """

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    OTHER = "other"


class Feedback(Record):
    """What a technician found, in their words, beside what was diagnosed. found_mode_id: what it was, where known."""

    chain_id: str
    asset_id: str
    case_id: str
    diagnosed_mode_id: str
    verdict: Verdict
    found_mode_id: str | None
    words: str
    actor: str
    time: UtcTime


class RefusedAttempt(Record):
    """A person said that a step is done, or what the cause was (no step), and it was not accepted."""

    asset_id: str
    case_id: str
    step_id: str | None
    actor: str
    time: UtcTime
    value: float | None
    reason: str


class Case(Record):
    """One open matter on one asset: what was found first, what to do, and how far it is done.

    proving_since: all steps are done, and since then the machine has been as it should.
    """

    case_id: str
    asset_id: str
    mode_id: str
    opened: UtcTime
    closed: UtcTime | None
    procedure: Procedure
    done: tuple[Acknowledgement, ...]
    proving_since: UtcTime | None


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
    """Event: a person says that a step of an open case is done. value: what was measured, in the step's unit."""

    kind: Literal["step-acknowledged"] = "step-acknowledged"
    asset_id: str
    time: UtcTime
    case_id: str
    step_id: str
    actor: str
    value: float | None


class CauseJudged(Record):
    """Event: a person says whether the cause was the one that was diagnosed. mode_id: of another that was found."""

    kind: Literal["cause-judged"] = "cause-judged"
    asset_id: str
    time: UtcTime
    case_id: str
    actor: str
    verdict: Verdict
    mode_id: str | None
    words: str


class CaseResumed(Record):
    """Event: the server starts, and this case was open when it stopped."""

    kind: Literal["case-resumed"] = "case-resumed"
    asset_id: str
    time: UtcTime
    case: Case


Event = Annotated[ReadingsArrived | StepAcknowledged | CauseJudged | CaseResumed, Field(discriminator="kind")]
