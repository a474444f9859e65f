"""Read this file first: one event in, the records of the whole chain out.

    reading → features → score → explanation → diagnosis → case with procedure → overlay frame

`step` has no clock, no socket and no randomness: the same events give the same records, to the byte.
"""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assistant.cases import CaseBook
from assistant.diagnosis import diagnose, health_of
from assistant.errors import AssistantError, ModelMissing, UsageError
from assistant.feature_plan import explainer_of, feature_plan, healthy_ranges, trained_for
from assistant.overlay import carrying_evidence, frame, observe
from assistant.records import CaseResumed, CauseJudged, Event, Health, ReadingsArrived, StepAcknowledged
from explain.attribution import Explainer
from explain.bundle import Bundle
from explain.features import Windows
from explain.records import FeatureVector, Record
from explain.scoring import score
from explain.surrogate import warm_up
from knowledge_base.records import Asset, EquipmentType, Plant

_EXPLAINED_MODES = 3


class Sink(Protocol):
    """Takes every event with all that came of it, in order: the stream, the audit log, a store."""

    def take(self, event: Event, records: Sequence[Record]) -> None:
        """Must not change anything; may raise to stop the run (a log that cannot be written)."""
        ...


@dataclass
class _AssetState:
    """What the pipeline remembers of one asset between events."""

    asset: Asset
    equipment: EquipmentType
    bundle: Bundle
    windows: Windows
    explainer: Explainer = field(init=False)
    book: CaseBook = field(init=False)
    lit: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.explainer = explainer_of(self.bundle, self.equipment)
        self.book = CaseBook(self.asset.id)


class Pipeline:
    """The chain for all assets of a plant."""

    def __init__(self, plant: Plant, bundles: Mapping[str, Bundle]) -> None:
        """bundles: equipment id → trained model. Raises ModelMissing when one is absent or of another plan."""
        warm_up()
        self.plant = plant
        self._assets: dict[str, _AssetState] = {}
        for asset in plant.assets:
            equipment = plant.equipment_of(asset)
            plan = feature_plan(equipment)
            bundle = _fitting(plant, equipment, bundles.get(equipment.id))
            self._assets[asset.id] = _AssetState(asset, equipment, bundle, Windows(plan))

    def step(self, event: Event) -> tuple[Record, ...]:
        """The records that follow from one event, in the order of the chain.

        An act that the case does not allow gives a RefusedAttempt. Raises UsageError for an asset that the plant does
        not have.
        """
        state = self._assets.get(event.asset_id)
        if state is None:
            raise UsageError(f"the plant has no asset {event.asset_id!r}; it has {', '.join(self._assets)}")
        if isinstance(event, StepAcknowledged):
            return (state.book.acknowledge(event, self.plant.people),)
        if isinstance(event, CauseJudged):
            return state.book.judge(event, state.equipment, self.plant.people)
        if isinstance(event, CaseResumed):
            state.book.resume(event.case)
            return (event.case,)
        return self._readings(state, event)

    def _readings(self, state: _AssetState, event: ReadingsArrived) -> tuple[Record, ...]:
        chain_id = chain_id_of(event)
        values, features, quality = state.windows.push(event.readings)
        vector = FeatureVector(
            chain_id=chain_id,
            asset_id=event.asset_id,
            time=event.time,
            names=state.bundle.plan.feature_names,
            values=features,
            quality=quality,
        )
        scored = score(state.bundle, vector, values)
        ranges = healthy_ranges(state.equipment, state.bundle.learned, scored.regime)
        observation = observe(chain_id, event.asset_id, event.time, values, ranges)
        health = health_of(scored)
        records: list[Record] = [observation, scored]
        reason = finding = None
        if health in (Health.ALARM, Health.WATCH) or state.book.current is not None:
            reason = state.explainer.explain(vector, scored, values, ranges, _EXPLAINED_MODES)
            finding = diagnose(scored, reason, state.equipment)
            records += [reason, finding]
        records += state.book.update(finding, health, observation, state.equipment, self.plant.contact)
        shown = frame(
            observation,
            scored,
            reason,
            finding,
            state.book.current,
            state.equipment,
            ranges,
            health=health,
            simulated=event.simulated,
            lit_before=state.lit,
        )
        state.lit = carrying_evidence(shown)
        records.append(shown)
        return tuple(records)


def chain_id_of(event: ReadingsArrived) -> str:
    """The id that all records of one chain share: from the canonical bytes of the readings themselves."""
    return hashlib.sha256(event.canonical).hexdigest()[:24]


def _fitting(plant: Plant, equipment: EquipmentType, bundle: Bundle | None) -> Bundle:
    if bundle is None:
        raise ModelMissing(f"there is no model for {equipment.id} yet. Run: faultlens train {plant.id}")
    unknown = {mode.mode_id for mode in bundle.modes} - {mode.id for mode in equipment.failure_modes}
    if unknown:
        raise ModelMissing(
            f"the model of {equipment.id} knows modes that equipment.yaml does not: {', '.join(sorted(unknown))}"
        )
    if not trained_for(bundle, equipment):
        raise ModelMissing(
            f"the model of {equipment.id} was trained for an older equipment.yaml. Run: faultlens train {plant.id}"
        )
    return bundle


class Source(Protocol):
    """Where `run` gets its events: each with a future that its submitter waits on."""

    async def next(self) -> "tuple[Event, asyncio.Future[Sequence[Record]]]":
        """The oldest event that waits."""
        ...


async def run(pipeline: Pipeline, source: Source, sinks: Sequence[Sink]) -> None:
    """Take events one at a time through the chain, then to every sink in order; each submitter gets the outcome.

    Only a refused event is survived: any other error ends the run, because a chain that cannot be logged is not shown.
    """
    while True:
        event, outcome = await source.next()
        try:
            records = pipeline.step(event)
        except AssistantError as error:
            if not outcome.cancelled():
                outcome.set_exception(error)
            continue
        try:
            for sink in sinks:
                sink.take(event, records)
        except Exception as error:
            if not outcome.cancelled():
                outcome.set_exception(error)
            raise
        if not outcome.cancelled():
            outcome.set_result(records)
