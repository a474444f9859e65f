"""All that may cross the socket, and nothing else. TypeScript, JSON Schema and AsyncAPI are printed from this file.

Subprotocol `faultlens.v1`. Every server message carries `seq` (rises by one a message made) and `key`: a newer
message of the same key supersedes an older one that has not been sent yet, so a slow headset gets the newest state.
An empty key is never superseded.
"""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from assistant.records import (
    Acknowledgement,
    Anchor,
    Callout,
    Case,
    Conclusion,
    Diagnosis,
    Evidence,
    Health,
    Highlight,
    HighlightRole,
    OverlayFrame,
    Procedure,
    ProcedureTask,
    Proof,
    RankedMode,
    SignalState,
    SignalValue,
    Step,
    StepKind,
    Verdict,
    WatchedSignal,
)
from explain.records import Explanation, Probability, Record, Score, UtcTime
from knowledge_base.energies import Energy, EnergyCoverage, Phase
from knowledge_base.records import Measurement, Person, Role

PROTOCOL = "faultlens.v1"

__all__ = [
    "PROTOCOL",
    "AcknowledgeStep",
    "Acknowledgement",
    "Anchor",
    "AssetState",
    "AssetView",
    "Callout",
    "Case",
    "CaseMessage",
    "ClientMessage",
    "ComponentView",
    "Conclusion",
    "Diagnosis",
    "DiagnosisMessage",
    "Energy",
    "EnergyCoverage",
    "EquipmentView",
    "Evidence",
    "ExplanationMessage",
    "FrameMessage",
    "Health",
    "Hello",
    "Highlight",
    "HighlightRole",
    "JudgeCause",
    "Measurement",
    "ModeView",
    "OverlayFrame",
    "Person",
    "Phase",
    "Procedure",
    "ProcedureTask",
    "Proof",
    "RankedMode",
    "Refused",
    "Role",
    "ScoreMessage",
    "ServerMessage",
    "SignalState",
    "SignalValue",
    "SignalView",
    "Step",
    "StepKind",
    "Subscribe",
    "Telemetry",
    "Verdict",
    "WatchedSignal",
    "client_message",
    "server_message",
]


class ComponentView(Record):
    """A component and its node in the 3D model."""

    id: str
    name: str
    parent: str | None
    node: str


class SignalView(Record):
    """A signal as people see it. low, high: its healthy range. node: where its sensor sits, if the model shows it."""

    id: str
    name: str
    unit: str
    component_id: str
    node: str | None
    low: float | None
    high: float | None
    derived: bool
    categories: tuple[str, ...]


class ModeView(Record):
    """A failure mode's name and the component at fault."""

    id: str
    name: str
    component_id: str


class EquipmentView(Record):
    """A type of machine. model_url: its GLB, relative to the server's root, None when the plant has none."""

    id: str
    name: str
    description: str
    safe_state: str
    model_url: str | None
    components: tuple[ComponentView, ...]
    signals: tuple[SignalView, ...]
    modes: tuple[ModeView, ...]


class AssetView(Record):
    """A machine that stands in the plant."""

    id: str
    name: str
    location: str
    equipment_id: str


class Hello(Record):
    """The first message: who is speaking, and the plant. `epoch` changes with each start of the server.

    people: who may say that a step is done; empty when everybody may who gives a name.
    """

    type: Literal["hello"] = "hello"
    seq: int
    key: str
    epoch: str
    version: str
    plant_id: str
    plant_name: str
    site: str
    simulated: bool
    people: tuple[Person, ...]
    assets: tuple[AssetView, ...]
    equipment: tuple[EquipmentView, ...]


class AssetState(Record):
    """One line of the plant overview."""

    type: Literal["asset-state"] = "asset-state"
    seq: int
    key: str
    asset_id: str
    time: UtcTime
    health: Health
    failure_probability: Probability | None
    headline: str
    case_open: bool


class Telemetry(Record):
    """All signals of one asset at one instant, measured and derived."""

    type: Literal["telemetry"] = "telemetry"
    seq: int
    key: str
    asset_id: str
    time: UtcTime
    values: tuple[SignalValue, ...]


class ScoreMessage(Record):
    """The record `Score`, as logged."""

    type: Literal["score"] = "score"
    seq: int
    key: str
    record: Score


class ExplanationMessage(Record):
    """The record `Explanation`, as logged."""

    type: Literal["explanation"] = "explanation"
    seq: int
    key: str
    record: Explanation


class DiagnosisMessage(Record):
    """The record `Diagnosis`, as logged."""

    type: Literal["diagnosis"] = "diagnosis"
    seq: int
    key: str
    record: Diagnosis


class CaseMessage(Record):
    """The record `Case`, as logged: opened, a step done, closed."""

    type: Literal["case"] = "case"
    seq: int
    key: str
    record: Case


class FrameMessage(Record):
    """The record `OverlayFrame`, as logged."""

    type: Literal["frame"] = "frame"
    seq: int
    key: str
    record: OverlayFrame


class Refused(Record):
    """The server did not do what this client asked; `reason` is for the person."""

    type: Literal["refused"] = "refused"
    seq: int
    key: str
    reason: str


ServerMessage = Annotated[
    Hello
    | AssetState
    | Telemetry
    | ScoreMessage
    | ExplanationMessage
    | DiagnosisMessage
    | CaseMessage
    | FrameMessage
    | Refused,
    Field(discriminator="type"),
]


class Subscribe(Record):
    """Which assets in full detail: an empty list means none. Asset states of the whole plant always come."""

    type: Literal["subscribe"] = "subscribe"
    asset_ids: Annotated[tuple[str, ...], Field(max_length=1000)]


class AcknowledgeStep(Record):
    """A person says that a step is done, and what was measured. The server decides whether it counts."""

    type: Literal["acknowledge-step"] = "acknowledge-step"
    asset_id: Annotated[str, Field(max_length=80)]
    case_id: Annotated[str, Field(max_length=80)]
    step_id: Annotated[str, Field(max_length=120)]
    actor: Annotated[str, Field(min_length=1, max_length=80)]
    value: float | None


class JudgeCause(Record):
    """A person says whether the cause was the one that was diagnosed, and what was found."""

    type: Literal["judge-cause"] = "judge-cause"
    asset_id: Annotated[str, Field(max_length=80)]
    case_id: Annotated[str, Field(max_length=80)]
    actor: Annotated[str, Field(min_length=1, max_length=80)]
    verdict: Verdict
    mode_id: Annotated[str, Field(max_length=80)] | None
    words: Annotated[str, Field(min_length=1, max_length=2000)]


ClientMessage = Annotated[Subscribe | AcknowledgeStep | JudgeCause, Field(discriminator="type")]

server_message: TypeAdapter[ServerMessage] = TypeAdapter(ServerMessage)
client_message: TypeAdapter[ClientMessage] = TypeAdapter(ClientMessage)
