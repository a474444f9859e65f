"""Records → server messages: what of the chain is shown to whom, and what supersedes what."""

from collections.abc import Iterator, Sequence

from assistant.feature_plan import healthy_ranges
from assistant.records import Case, Diagnosis, Observation, OverlayFrame
from assistant.wire import (
    AssetState,
    AssetView,
    CaseMessage,
    ComponentView,
    DiagnosisMessage,
    EquipmentView,
    ExplanationMessage,
    FrameMessage,
    Hello,
    ModeView,
    ScoreMessage,
    SignalView,
    Telemetry,
)
from explain.bundle import Bundle
from explain.records import Explanation, Record, Score
from knowledge_base.records import EquipmentType, Plant

Built = AssetState | CaseMessage | DiagnosisMessage | ExplanationMessage | FrameMessage | ScoreMessage | Telemetry


def asset_message(record: Record, seq: int) -> Built | None:
    """The message that carries one record, or None for a record that does not cross the socket by itself."""
    match record:
        case Observation():
            return Telemetry(
                seq=seq,
                key=f"telemetry/{record.asset_id}",
                asset_id=record.asset_id,
                time=record.time,
                values=record.values,
            )
        case Score():
            return ScoreMessage(seq=seq, key=f"score/{record.asset_id}", record=record)
        case Explanation():
            return ExplanationMessage(seq=seq, key=f"explanation/{record.asset_id}", record=record)
        case Diagnosis():
            return DiagnosisMessage(seq=seq, key=f"diagnosis/{record.asset_id}", record=record)
        case Case():
            return CaseMessage(seq=seq, key="", record=record)
        case OverlayFrame():
            return FrameMessage(seq=seq, key=f"frame/{record.asset_id}", record=record)
    return None


def asset_state(frame: OverlayFrame, case_open: bool, seq: int) -> AssetState:
    """The overview line of one asset."""
    return AssetState(
        seq=seq,
        key=f"asset-state/{frame.asset_id}",
        asset_id=frame.asset_id,
        time=frame.time,
        health=frame.health,
        failure_probability=frame.failure_probability,
        headline=frame.headline,
        case_open=case_open,
    )


def case_open_after(records: Sequence[Record], before: bool) -> bool:
    """Whether the asset has an open case after these records."""
    for record in records:
        if isinstance(record, Case):
            before = record.closed is None
    return before


def hello(plant: Plant, bundles: dict[str, Bundle], *, epoch: str, version: str, simulated: bool) -> Hello:
    """The first message of a connection; `seq` 0."""
    return Hello(
        seq=0,
        key="hello",
        epoch=epoch,
        version=version,
        plant_id=plant.id,
        plant_name=plant.name,
        site=plant.site,
        simulated=simulated,
        people=plant.people,
        assets=tuple(
            AssetView(id=a.id, name=a.name, location=a.location, equipment_id=a.equipment) for a in plant.assets
        ),
        equipment=tuple(_equipment(e, bundles[e.id]) for e in plant.equipment),
    )


def _equipment(equipment: EquipmentType, bundle: Bundle) -> EquipmentView:
    return EquipmentView(
        id=equipment.id,
        name=equipment.name,
        description=equipment.description,
        safe_state=equipment.safe_state,
        model_url=f"/models/{equipment.id}.glb" if equipment.model_file else None,
        components=tuple(
            ComponentView(id=c.id, name=c.name, parent=c.parent, node=c.node) for c in equipment.components
        ),
        signals=tuple(_signals(equipment, healthy_ranges(equipment, bundle.learned))),
        modes=tuple(ModeView(id=m.id, name=m.name, component_id=m.component) for m in equipment.failure_modes),
    )


def _signals(equipment: EquipmentType, ranges: dict[str, tuple[float, float]]) -> Iterator[SignalView]:
    for signal in equipment.signals:
        low, high = ranges.get(signal.id, (None, None))
        yield SignalView(
            id=signal.id,
            name=signal.name,
            unit=signal.unit_label,
            component_id=signal.component,
            node=signal.node,
            low=low,
            high=high,
            derived=signal.expression is not None,
            categories=signal.categories,
        )
