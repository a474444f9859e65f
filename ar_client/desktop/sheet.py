"""What one picture says about one asset, gathered from the scene. Pure; it passes to the drawing process as
JSON.
"""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from ar_client.desktop import wording
from ar_client.scene import SceneState, selected, undone
from assistant.wire import AssetView, Callout, Case, EquipmentView, Health, Highlight, Step


class Words(BaseModel):
    """A card of text. notices: the kind and words of each warning, caution and note that guards the step."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    notices: tuple[tuple[str, str], ...] = ()
    text: str
    source: str = ""


class Sheet(BaseModel):
    """Everything that is written on a picture or lit in it.

    nodes: all nodes of the model that stand for something by themselves. probability: of a failure, 0 to 1.
    link: what is wrong with the connection; empty while it is live.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    plant: str
    asset: str
    location: str
    health: Health
    headline: str
    time: datetime | None
    probability: float | None
    simulated: bool
    nodes: frozenset[str]
    highlights: tuple[Highlight, ...]
    callouts: tuple[Callout, ...]
    names: dict[str, str] = {}
    """Category signals: the present value's name, by signal id."""
    todo: Words | None = None
    link: str = ""


def shown_asset(state: SceneState) -> str | None:
    """The selected asset; with no case open, the first of the plant."""
    first = state.hello.assets[0].id if state.hello and state.hello.assets else None
    return selected(state) or first


def views_of(state: SceneState, asset_id: str) -> tuple[AssetView, EquipmentView] | None:
    """The asset and its type as the server described them; None for an asset that the plant does not have."""
    assets = state.hello.assets if state.hello else ()
    asset = next((asset for asset in assets if asset.id == asset_id), None)
    if state.hello is None or asset is None:
        return None
    return asset, next(kind for kind in state.hello.equipment if kind.id == asset.equipment_id)


def sheet_of(state: SceneState, asset_id: str, link: str = "") -> Sheet | None:
    """The sheet of one asset; None before the server has described it."""
    views = views_of(state, asset_id)
    if state.hello is None or views is None:
        return None
    asset, equipment = views
    scene = state.asset(asset_id)
    frame, line = scene.frame, scene.state
    return Sheet(
        plant=state.hello.plant_name,
        asset=f"{asset.id} {asset.name}",
        location=asset.location,
        health=frame.health if frame else line.health if line else Health.UNKNOWN,
        headline=frame.headline if frame else line.headline if line else "Nothing has been heard of this machine yet",
        time=frame.time if frame else line.time if line else None,
        probability=frame.failure_probability if frame else line.failure_probability if line else None,
        simulated=frame.simulated if frame else state.hello.simulated,
        nodes=frozenset(_nodes(equipment)),
        highlights=frame.highlights if frame else (),
        callouts=frame.callouts if frame else (),
        names=_category_names(equipment, frame.callouts if frame else ()),
        todo=_todo(scene.case),
        link=link,
    )


def _nodes(equipment: EquipmentView) -> set[str]:
    return {component.node for component in equipment.components} | {
        signal.node for signal in equipment.signals if signal.node is not None
    }


def _category_names(equipment: EquipmentView, callouts: tuple[Callout, ...]) -> dict[str, str]:
    categories = {signal.id: signal.categories for signal in equipment.signals if signal.categories}
    return {
        callout.signal_id: categories[callout.signal_id][int(callout.value)]
        for callout in callouts
        if callout.value is not None and 0 <= callout.value < len(categories.get(callout.signal_id, ()))
    }


def _todo(case: Case | None) -> Words | None:
    """The next step and all that guards it; where the manuals end, the safe state and whom to call."""
    if case is None or case.closed is not None:
        return None
    procedure = case.procedure
    if not procedure.complete:
        call = f"Call: {procedure.contact.role}, {procedure.contact.phone}."
        text = f"Leave the machine in its safe state: {procedure.safe_state} {call}"
        return Words(
            title="The manuals hold no complete procedure for this",
            text=text,
            source=" · ".join(procedure.gaps),
        )
    following = undone(case)
    if following is None:
        return Words(title=procedure.title, text="All steps are done.")
    task, step = following
    place = task.steps.index(step) + 1
    return Words(
        title=f"{task.title}: step {place} of {len(task.steps)}",
        notices=tuple((notice.kind.value, notice.quote.text) for notice in step.notices),
        text=step.quote.text,
        source=_source(step),
    )


def _source(step: Step) -> str:
    citation = step.quote.citation
    section = f", {citation.section[-1]}" if citation.section else ""
    return f"{step.id} · {citation.manual_id} rev. {citation.revision}{section}"


def value_of(sheet: Sheet, callout: Callout) -> str:
    """A callout's present value in print."""
    return sheet.names.get(callout.signal_id) or wording.quantity(callout.value, callout.unit)
