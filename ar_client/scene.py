"""Messages become the state of the scene: a pure reducer, the same in TypeScript (`web/src/scene.ts`).

`summary` is the form in which both are compared over recorded transcripts (`tests/golden/`).
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TypedDict

from assistant.wire import (
    AssetState,
    Case,
    CaseMessage,
    Diagnosis,
    DiagnosisMessage,
    ExplanationMessage,
    FrameMessage,
    Health,
    Hello,
    OverlayFrame,
    ProcedureTask,
    Refused,
    ScoreMessage,
    ServerMessage,
    Step,
    Telemetry,
)


@dataclass(frozen=True, slots=True)
class AssetScene:
    """The newest of each kind that has come about one asset; None where nothing has come yet."""

    state: AssetState | None = None
    telemetry: Telemetry | None = None
    score: ScoreMessage | None = None
    explanation: ExplanationMessage | None = None
    diagnosis: Diagnosis | None = None
    case: Case | None = None
    frame: OverlayFrame | None = None


UNHEARD = AssetScene()


@dataclass(frozen=True, slots=True)
class SceneState:
    """All that a screen knows. `chosen`: the asset that the person picked by hand. `refusal`: the server's
    last no.
    """

    hello: Hello | None = None
    assets: Mapping[str, AssetScene] = field(default_factory=lambda: MappingProxyType({}))
    chosen: str | None = None
    refusal: str | None = None

    def asset(self, asset_id: str) -> AssetScene:
        """The scene of one asset, empty for one not heard of."""
        return self.assets.get(asset_id, UNHEARD)


def reduce(state: SceneState, message: ServerMessage) -> SceneState:
    """The state after one more message. A Hello of another epoch starts from nothing."""
    match message:
        case Hello():
            same = state.hello is not None and state.hello.epoch == message.epoch
            return replace(state, hello=message) if same else SceneState(hello=message)
        case AssetState():
            return _with(state, message.asset_id, replace(state.asset(message.asset_id), state=message))
        case Telemetry():
            return _with(state, message.asset_id, replace(state.asset(message.asset_id), telemetry=message))
        case ScoreMessage(record=score):
            return _with(state, score.asset_id, replace(state.asset(score.asset_id), score=message))
        case ExplanationMessage(record=explanation):
            known = state.asset(explanation.asset_id)
            return _with(state, explanation.asset_id, replace(known, explanation=message))
        case DiagnosisMessage(record=diagnosis):
            return _with(state, diagnosis.asset_id, replace(state.asset(diagnosis.asset_id), diagnosis=diagnosis))
        case CaseMessage(record=case):
            return _with(state, case.asset_id, replace(state.asset(case.asset_id), case=case))
        case FrameMessage(record=frame):
            return _with(state, frame.asset_id, replace(state.asset(frame.asset_id), frame=frame))
        case Refused():
            return replace(state, refusal=message.reason)


def replay(messages: Iterable[ServerMessage]) -> SceneState:
    """The state after all messages, from nothing."""
    state = SceneState()
    for message in messages:
        state = reduce(state, message)
    return state


def choose(state: SceneState, asset_id: str | None) -> SceneState:
    """The person picks an asset by hand; None hands the choice back to the open cases."""
    return replace(state, chosen=asset_id)


def selected(state: SceneState) -> str | None:
    """The asset to show: the chosen one, else the one with an open case, alarm before watch, longest open
    first.
    """
    if state.chosen is not None:
        return state.chosen
    waiting = [(_urgency(scene), asset_id) for asset_id, scene in state.assets.items() if case_open(scene)]
    return min(waiting)[1] if waiting else None


def case_open(scene: AssetScene) -> bool:
    """Whether a case is open on the asset, as its overview line says: that line always comes, the case may
    not.
    """
    return scene.state is not None and scene.state.case_open


def undone(case: Case | None) -> tuple[ProcedureTask, Step] | None:
    """The next step of an open case and the task that it belongs to; None when nothing is left to do."""
    if case is None or case.closed is not None:
        return None
    done = {acknowledgement.step_id for acknowledgement in case.done if acknowledgement.completes}
    steps = ((task, step) for task in case.procedure.tasks for step in task.steps)
    return next(((task, step) for task, step in steps if step.id not in done), None)


class AssetSummary(TypedDict):
    """One asset in a summary."""

    health: str
    headline: str
    case_open: bool


class Summary(TypedDict):
    """What a person would see, small enough to compare. `lit`: [node, role, share]; `callouts`: [signal,
    state].
    """

    assets: dict[str, AssetSummary]
    selected: str | None
    lit: list[list[str | float]]
    callouts: list[list[str]]
    open_task: str | None
    next_step: str | None
    done: int


def summary(state: SceneState) -> Summary:
    """The golden form of a state. Shares are rounded half up to four decimals, as `Math.round` does."""
    asset_id = selected(state)
    shown = state.asset(asset_id) if asset_id is not None else UNHEARD
    highlights = shown.frame.highlights if shown.frame else ()
    callouts = shown.frame.callouts if shown.frame else ()
    following = undone(shown.case)
    return Summary(
        assets={known: _asset_summary(state.asset(known)) for known in _known(state)},
        selected=asset_id,
        lit=[[h.anchor.node, h.role.value, math.floor(h.share * 1e4 + 0.5) / 1e4] for h in highlights],
        callouts=[[callout.signal_id, callout.state.value] for callout in callouts],
        open_task=following[0].task_id if following else None,
        next_step=following[1].id if following else None,
        done=len(shown.case.done) if shown.case else 0,
    )


def _with(state: SceneState, asset_id: str, scene: AssetScene) -> SceneState:
    return replace(state, assets=MappingProxyType({**state.assets, asset_id: scene}))


def _urgency(scene: AssetScene) -> tuple[int, float]:
    """Sorts alarm before watch before the rest, then by when the case was opened; unknown comes last."""
    health = scene.state.health if scene.state else Health.UNKNOWN
    rank = {Health.ALARM: 0, Health.WATCH: 1}.get(health, 2)
    opened: datetime | None = scene.case.opened if scene.case and scene.case.closed is None else None
    return rank, opened.timestamp() if opened else math.inf


def _known(state: SceneState) -> list[str]:
    listed = [asset.id for asset in state.hello.assets] if state.hello else []
    return listed + [asset_id for asset_id in state.assets if asset_id not in listed]


def _asset_summary(scene: AssetScene) -> AssetSummary:
    if scene.state is None:
        return AssetSummary(health=Health.UNKNOWN.value, headline="", case_open=False)
    return AssetSummary(health=scene.state.health.value, headline=scene.state.headline, case_open=scene.state.case_open)
