"""One recorded row through the whole chain says the same as the live pipeline says of the same readings."""

import pytest

from assistant.one_row import OneRow, diagnose_last
from assistant.pipeline import Pipeline
from assistant.records import Health, ReadingsArrived
from explain.bundle import Bundle
from explain.records import Score
from knowledge_base.records import Contact, EquipmentType, Plant
from tests.assistant.runs import pump_events

CONTACT = Contact(role="Shift lead", phone="ext. 1")


def of_one_pump(plant: Plant, ticks: int, fault: str | None) -> list[ReadingsArrived]:
    """The past of P-101."""
    return [event for event in pump_events(plant, ticks, fault=fault) if event.asset_id == "P-101"]


@pytest.fixture(scope="module")
def worn(plant: Plant, equipment: EquipmentType, bundle: Bundle) -> OneRow:
    """P-101 with a worn bearing."""
    return diagnose_last(of_one_pump(plant, 45, "bearing_de_wear"), equipment, bundle, CONTACT)


def test_a_failed_row_is_diagnosed_and_answered(worn: OneRow) -> None:
    assert worn.diagnosis.health is Health.ALARM
    assert worn.diagnosis.acted_on.mode_id == "bearing_de_wear"
    assert worn.procedure is not None
    assert worn.procedure.mode_id == "bearing_de_wear"
    assert worn.procedure.complete


def test_all_modes_are_explained(worn: OneRow) -> None:
    assert len(worn.explanation.attributions) == len(worn.score.modes) == 10


def test_a_healthy_row_gets_reasons_but_no_procedure(plant: Plant, equipment: EquipmentType, bundle: Bundle) -> None:
    found = diagnose_last(of_one_pump(plant, 5, None), equipment, bundle, CONTACT)
    assert found.diagnosis.health is Health.HEALTHY
    assert found.explanation.attributions
    assert found.procedure is None


def test_the_score_is_that_of_the_live_pipeline(
    plant: Plant, equipment: EquipmentType, bundle: Bundle, pipeline: Pipeline
) -> None:
    past = of_one_pump(plant, 20, "bearing_de_wear")
    live = [record for event in past for record in pipeline.step(event) if isinstance(record, Score)]
    assert diagnose_last(past, equipment, bundle, CONTACT).score == live[-1]


def test_the_past_counts(plant: Plant, equipment: EquipmentType, bundle: Bundle) -> None:
    past = of_one_pump(plant, 20, "bearing_de_wear")
    with_past = diagnose_last(past, equipment, bundle, CONTACT)
    without = diagnose_last(past[-1:], equipment, bundle, CONTACT)
    assert with_past.score.chain_id == without.score.chain_id
    assert with_past.score.modes != without.score.modes


def test_evidence_holds_the_values_of_the_last_row(worn: OneRow, plant: Plant) -> None:
    last = of_one_pump(plant, 45, "bearing_de_wear")[-1]
    measured = {reading.signal_id: reading.value for reading in last.readings}
    seen = [e for e in worn.diagnosis.acted_on.evidence_for if e.signal_id in measured]
    assert seen
    for evidence in seen:
        assert evidence.value == measured[evidence.signal_id]
