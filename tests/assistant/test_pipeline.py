"""One event in, the records of the whole chain out: the same events give the same bytes."""

import asyncio
from collections.abc import Sequence
from typing import TypeVar

import pytest

from assistant.errors import ModelMissing, UsageError
from assistant.feeds.inbox import Inbox
from assistant.pipeline import Pipeline, chain_id_of, run
from assistant.records import (
    Case,
    Diagnosis,
    Event,
    Health,
    Observation,
    OverlayFrame,
    ReadingsArrived,
    RefusedAttempt,
    SignalState,
    StepAcknowledged,
)
from explain.bundle import Bundle
from explain.bundle_files import make_bundle
from explain.records import Explanation, Quality, Record, Score, digest_of
from knowledge_base.records import EquipmentType, Plant
from tests.assistant.runs import START, Step, faulty_run, opened_case, pump_events
from tests.assistant.small_models import small_bundle

WEAR = "bearing_de_wear"
Kind = TypeVar("Kind", bound=Record)


def only(records: Sequence[Record], kind: type[Kind]) -> Kind:
    """The one record of a kind."""
    (found,) = [record for record in records if isinstance(record, kind)]
    return found


def without(event: ReadingsArrived, *signals: str) -> ReadingsArrived:
    """The same event, these signals unheard."""
    kept = tuple(reading for reading in event.readings if reading.signal_id not in signals)
    return event.model_copy(update={"readings": kept})


def bytes_of(steps: Sequence[Step]) -> bytes:
    """All records of a run as JSON."""
    return b"\n".join(record.model_dump_json().encode() for _, records in steps for record in records)


def acknowledgement(case: Case, step_id: str | None = None) -> StepAcknowledged:
    """A person says that the first step, or this one, is done."""
    first = case.procedure.tasks[0].steps[0].id
    return StepAcknowledged(
        asset_id=case.asset_id, time=START, case_id=case.case_id, step_id=step_id or first, actor="A. Smith", value=None
    )


def test_the_same_events_give_the_same_bytes(
    plant: Plant, bundles: dict[str, Bundle], worn_bearing: tuple[Step, ...]
) -> None:
    assert bytes_of(faulty_run(plant, bundles, WEAR)) == bytes_of(worn_bearing)


@pytest.mark.slow
def test_a_model_that_is_trained_again_gives_the_same_bytes(
    plant: Plant, equipment: EquipmentType, worn_bearing: tuple[Step, ...]
) -> None:
    again = {equipment.id: small_bundle(equipment)}
    assert bytes_of(faulty_run(plant, again, WEAR)) == bytes_of(worn_bearing)


def test_a_healthy_instant_gives_observation_score_and_frame(worn_bearing: tuple[Step, ...]) -> None:
    _, records = worn_bearing[0]
    assert [type(record) for record in records] == [Observation, Score, OverlayFrame]
    assert only(records, OverlayFrame).health is Health.HEALTHY


def test_the_instant_that_opens_a_case_gives_the_whole_chain_in_order(worn_bearing: tuple[Step, ...]) -> None:
    records = next(records for _, records in worn_bearing if any(isinstance(record, Case) for record in records))
    assert [type(record) for record in records] == [Observation, Score, Explanation, Diagnosis, Case, OverlayFrame]


def test_a_growing_fault_ends_in_its_own_case_on_its_own_machine(worn_bearing: tuple[Step, ...]) -> None:
    cases = [record for _, records in worn_bearing for record in records if isinstance(record, Case)]
    assert [(case.asset_id, case.mode_id, case.closed) for case in cases] == [("P-101", WEAR, None)]
    others = [only(records, OverlayFrame).health for event, records in worn_bearing if event.asset_id != "P-101"]
    assert set(others) == {Health.HEALTHY}


def test_the_frame_of_the_alarm_lights_the_bearing_and_the_step(worn_bearing: tuple[Step, ...]) -> None:
    last = next(only(r, OverlayFrame) for e, r in reversed(worn_bearing) if e.asset_id == "P-101")
    case = next(record for _, records in worn_bearing for record in records if isinstance(record, Case))
    assert last.health is Health.ALARM
    assert last.highlights[0].anchor.component_id == "bearing_de"
    assert last.headline.startswith("Drive-end bearing wear")
    assert last.active_step_id == case.procedure.tasks[0].steps[0].id
    assert last.simulated


def test_all_records_of_one_chain_share_the_id_of_their_readings(worn_bearing: tuple[Step, ...]) -> None:
    seen = set()
    for event, records in worn_bearing:
        chain_id = chain_id_of(event)
        seen.add(chain_id)
        for record in records:
            told = record.procedure.chain_id if isinstance(record, Case) else getattr(record, "chain_id", None)
            assert told == chain_id
    assert len(seen) == len(worn_bearing)


def test_each_record_names_the_digest_of_the_one_it_came_from(worn_bearing: tuple[Step, ...]) -> None:
    records = next(records for _, records in worn_bearing if any(isinstance(record, Case) for record in records))
    assert only(records, Explanation).score_digest == digest_of(only(records, Score))
    assert only(records, Diagnosis).explanation_digest == digest_of(only(records, Explanation))
    assert only(records, Case).procedure.diagnosis_digest == digest_of(only(records, Diagnosis))
    assert only(records, OverlayFrame).diagnosis_digest == digest_of(only(records, Diagnosis))
    assert only(records, OverlayFrame).procedure_digest == digest_of(only(records, Case).procedure)


def test_contributions_add_up_to_the_score_in_every_explanation(worn_bearing: tuple[Step, ...]) -> None:
    explanations = [r for _, records in worn_bearing for r in records if isinstance(r, Explanation)]
    assert explanations
    for explanation in explanations:
        for said in explanation.attributions:
            for level in (said.features, said.signals, said.components):
                total = said.base + sum(share.contribution for share in level)
                assert total == pytest.approx(said.raw, rel=1e-9, abs=1e-9)


def test_the_chain_id_depends_on_every_reading(plant: Plant) -> None:
    event = next(pump_events(plant, 1))
    assert chain_id_of(event) == chain_id_of(event.model_copy())
    assert chain_id_of(without(event, "flow")) != chain_id_of(event)
    assert chain_id_of(event.model_copy(update={"simulated": False})) != chain_id_of(event)


def test_an_unknown_asset_is_refused_by_name(pipeline: Pipeline, plant: Plant) -> None:
    event = next(pump_events(plant, 1)).model_copy(update={"asset_id": "P-999"})
    with pytest.raises(UsageError, match=r"no asset 'P-999'; it has P-101, P-102, P-103"):
        pipeline.step(event)


def test_without_a_model_there_is_no_pipeline_and_the_command_is_named(plant: Plant) -> None:
    with pytest.raises(ModelMissing, match="faultlens train pump-skid"):
        Pipeline(plant, {})


def test_a_model_of_another_feature_plan_is_refused(plant: Plant, bundle: Bundle, equipment: EquipmentType) -> None:
    shorter = bundle.plan.model_copy(update={"signals": bundle.plan.signals[:-1]})
    old = make_bundle(shorter, bundle.learned, bundle.modes, bundle.card)
    with pytest.raises(ModelMissing, match=r"older equipment\.yaml"):
        Pipeline(plant, {equipment.id: old})


def test_a_model_with_modes_that_the_catalog_lacks_is_refused(plant: Plant, bundles: dict[str, Bundle]) -> None:
    machine = plant.equipment[0]
    fewer = machine.model_copy(update={"failure_modes": machine.failure_modes[1:]})
    with pytest.raises(ModelMissing, match=WEAR):
        Pipeline(plant.model_copy(update={"equipment": (fewer,)}), bundles)


def test_a_missing_signal_makes_the_quality_uncertain_but_not_the_machine_unknown(
    pipeline: Pipeline, plant: Plant
) -> None:
    records = pipeline.step(without(next(pump_events(plant, 1)), "flow"))
    frame = only(records, OverlayFrame)
    assert only(records, Score).quality is Quality.UNCERTAIN
    assert frame.quality is Quality.UNCERTAIN
    assert frame.health is not Health.UNKNOWN
    flow = next(value for value in only(records, Observation).values if value.signal_id == "flow")
    assert (flow.value, flow.state) == (None, SignalState.UNKNOWN)


def test_what_is_derived_from_a_missing_signal_is_missing_too(pipeline: Pipeline, plant: Plant) -> None:
    records = pipeline.step(without(next(pump_events(plant, 1)), "flow"))
    values = {value.signal_id: value.value for value in only(records, Observation).values}
    assert values["hydraulic_power"] is None
    assert values["differential_pressure"] is not None


def test_a_diagnosis_from_incomplete_readings_carries_the_caution(pipeline: Pipeline, plant: Plant) -> None:
    findings = [
        record
        for event in pump_events(plant, 40, fault=WEAR)
        for record in pipeline.step(without(event, "seal_leakage"))
        if isinstance(record, Diagnosis)
    ]
    assert findings
    assert not any(finding.reliable for finding in findings)
    assert all(any("no sure reading" in caution for caution in finding.cautions) for finding in findings)


def test_a_machine_that_measures_nothing_is_unknown_not_healthy(pipeline: Pipeline, plant: Plant) -> None:
    event = next(pump_events(plant, 1))
    silent = tuple(r.model_copy(update={"value": None, "quality": Quality.BAD}) for r in event.readings)
    for nothing in (event.model_copy(update={"readings": ()}), event.model_copy(update={"readings": silent})):
        frame = only(pipeline.step(nothing), OverlayFrame)
        assert frame.health is Health.UNKNOWN
        assert frame.failure_probability is None
        assert frame.highlights == ()


def test_a_doubtful_reading_is_used_and_makes_the_whole_doubtful(pipeline: Pipeline, plant: Plant) -> None:
    event = next(pump_events(plant, 1))
    doubtful = tuple(
        r.model_copy(update={"quality": Quality.UNCERTAIN}) if r.signal_id == "flow" else r for r in event.readings
    )
    records = pipeline.step(event.model_copy(update={"readings": doubtful}))
    value = next(value.value for value in only(records, Observation).values if value.signal_id == "flow")
    assert value == next(reading.value for reading in event.readings if reading.signal_id == "flow")
    assert only(records, Score).quality is Quality.UNCERTAIN


@pytest.mark.parametrize("absurd", [1e308, -1e308, 1e200])
def test_a_reading_too_large_for_arithmetic_is_survived(pipeline: Pipeline, plant: Plant, absurd: float) -> None:
    for event in pump_events(plant, 3):
        broken = tuple(r.model_copy(update={"value": absurd}) for r in event.readings)
        only(pipeline.step(event.model_copy(update={"readings": broken})), OverlayFrame)


def test_assets_do_not_disturb_each_other(plant: Plant, bundles: dict[str, Bundle]) -> None:
    together, alone = Pipeline(plant, bundles), Pipeline(plant, bundles)
    for event in pump_events(plant, 15, fault=WEAR, asset="P-102"):
        records = together.step(event)
        if event.asset_id == "P-101":
            assert alone.step(event) == records


def test_an_acknowledged_step_gives_the_case_alone(pipeline: Pipeline, plant: Plant) -> None:
    case = opened_case(pipeline, plant)
    (told,) = pipeline.step(acknowledgement(case))
    assert isinstance(told, Case)
    assert [done.step_id for done in told.done] == [case.procedure.tasks[0].steps[0].id]


def test_a_step_out_of_turn_is_refused_and_leaves_the_case_as_it_was(pipeline: Pipeline, plant: Plant) -> None:
    case = opened_case(pipeline, plant)
    (refused,) = pipeline.step(acknowledgement(case, case.procedure.tasks[0].steps[1].id))
    assert isinstance(refused, RefusedAttempt)
    assert "comes first" in refused.reason
    assert isinstance(pipeline.step(acknowledgement(case))[0], Case)


class Kept:
    """A sink that keeps what it takes, or fails."""

    def __init__(self, error: Exception | None = None) -> None:
        self.taken: list[tuple[Event, Sequence[Record]]] = []
        self.error = error

    def take(self, event: Event, records: Sequence[Record]) -> None:
        if self.error is not None:
            raise self.error
        self.taken.append((event, records))


def test_every_sink_takes_every_event_in_order_and_the_submitter_gets_its_records(
    pipeline: Pipeline, plant: Plant
) -> None:
    first, second = Kept(), Kept()

    async def drive() -> list[Sequence[Record]]:
        inbox = Inbox()
        running = asyncio.create_task(run(pipeline, inbox, (first, second)))
        outcomes = [await inbox.submit(event) for event in pump_events(plant, 2)]
        running.cancel()
        return outcomes

    outcomes = asyncio.run(drive())
    assert [records for _, records in first.taken] == outcomes
    assert first.taken == second.taken
    assert [event.asset_id for event, _ in first.taken] == ["P-101", "P-102", "P-103"] * 2


def test_a_refused_event_reaches_no_sink_and_the_run_goes_on(pipeline: Pipeline, plant: Plant) -> None:
    sink = Kept()
    good = next(pump_events(plant, 1))

    async def drive() -> None:
        inbox = Inbox()
        running = asyncio.create_task(run(pipeline, inbox, (sink,)))
        with pytest.raises(UsageError):
            await inbox.submit(good.model_copy(update={"asset_id": "P-999"}))
        await inbox.submit(good)
        running.cancel()

    asyncio.run(drive())
    assert [event for event, _ in sink.taken] == [good]


def test_what_cannot_be_logged_is_not_shown_and_ends_the_run(pipeline: Pipeline, plant: Plant) -> None:
    full, screen = Kept(OSError(28, "No space left on device")), Kept()

    async def drive() -> None:
        inbox = Inbox()
        running = asyncio.create_task(run(pipeline, inbox, (full, screen)))
        with pytest.raises(OSError, match="No space left"):
            await asyncio.wait_for(inbox.submit(next(pump_events(plant, 1))), timeout=5)
        with pytest.raises(OSError, match="No space left"):
            await asyncio.wait_for(running, timeout=5)

    asyncio.run(drive())
    assert screen.taken == []
