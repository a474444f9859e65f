"""The report in the terminal: condition, reasons, steps with their warnings and sources, and the trace."""

import pytest

from assistant.cli.report import print_report
from assistant.one_row import OneRow, diagnose_last
from explain.bundle import Bundle
from knowledge_base.records import Asset, EquipmentType, Plant
from tests.assistant.runs import pump_events


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")


@pytest.fixture(scope="module")
def worn(plant: Plant, equipment: EquipmentType, bundle: Bundle) -> OneRow:
    """P-101 with a worn bearing."""
    events = [event for event in pump_events(plant, 45, fault="bearing_de_wear") if event.asset_id == "P-101"]
    return diagnose_last(events, equipment, bundle, plant.contact)


@pytest.fixture(scope="module")
def sound(plant: Plant, equipment: EquipmentType, bundle: Bundle) -> OneRow:
    """P-101 as it should be."""
    events = [event for event in pump_events(plant, 3) if event.asset_id == "P-101"]
    return diagnose_last(events, equipment, bundle, plant.contact)


@pytest.fixture
def asset(plant: Plant) -> Asset:
    return plant.assets[0]


def test_an_alarm_is_told_from_condition_to_trace(
    worn: OneRow, asset: Asset, equipment: EquipmentType, capsys: pytest.CaptureFixture[str]
) -> None:
    print_report(worn, asset, equipment, "row 3 of 9")
    said = capsys.readouterr().out
    places = [
        said.index(words)
        for words in ("P-101", "ALARM", "Why drive-end bearing wear", "speaks for it", "What to do", "chain ")
    ]
    assert places == sorted(places)
    assert "row 3 of 9" in said
    assert worn.score.chain_id in said
    assert worn.score.bundle_digest[:12] in said


def test_every_step_and_every_warning_of_the_procedure_is_shown_in_order(
    worn: OneRow, asset: Asset, equipment: EquipmentType, capsys: pytest.CaptureFixture[str]
) -> None:
    print_report(worn, asset, equipment, "row 3 of 9")
    said = capsys.readouterr().out
    assert worn.procedure is not None
    place = 0
    for task in worn.procedure.tasks:
        place = said.index(task.task_id, place)
        for step in task.steps:
            for notice in step.notices:
                place = said.index(notice.quote.text, place)
            place = said.index(step.quote.text, place)
            assert f"{step.quote.citation.start}-{step.quote.citation.end}" in said[place:]


def test_evidence_is_told_in_words_with_a_mark_for_expected_symptoms(
    worn: OneRow, asset: Asset, equipment: EquipmentType, capsys: pytest.CaptureFixture[str]
) -> None:
    print_report(worn, asset, equipment, "row 3 of 9")
    said = capsys.readouterr().out
    for evidence in worn.diagnosis.acted_on.evidence_for:
        line = next(line for line in said.splitlines() if evidence.text in line)
        assert ("✓" in line) == evidence.expected


def test_a_healthy_machine_gets_no_reasons_and_no_steps(
    sound: OneRow, asset: Asset, equipment: EquipmentType, capsys: pytest.CaptureFixture[str]
) -> None:
    print_report(sound, asset, equipment, "row 3 of 9")
    said = capsys.readouterr().out
    assert "HEALTHY" in said
    assert "No failure mode indicated" in said
    assert "Why" not in said
    assert "What to do" not in said


def test_a_procedure_with_gaps_shows_gap_safe_state_and_contact_and_no_step(
    worn: OneRow, asset: Asset, equipment: EquipmentType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert worn.procedure is not None
    torn = worn.procedure.model_copy(update={"complete": False, "gaps": ("No task to repair it",), "tasks": ()})
    print_report(worn.model_copy(update={"procedure": torn}), asset, equipment, "row 3 of 9")
    said = capsys.readouterr().out.partition("What to do")[2]
    for words in ("No steps are shown.", "No task to repair it", torn.safe_state, torn.contact.phone):
        assert words in said
    assert "make safe" not in said.lower().replace("safe state", "")


def test_cautions_are_shown_before_the_modes(
    worn: OneRow, asset: Asset, equipment: EquipmentType, capsys: pytest.CaptureFixture[str]
) -> None:
    doubtful = worn.diagnosis.model_copy(update={"cautions": ("some signals have no reading",)})
    print_report(worn.model_copy(update={"diagnosis": doubtful}), asset, equipment, "row 3 of 9")
    said = capsys.readouterr().out
    assert said.index("Caution: some signals have no reading") < said.index("Why ")


def test_brackets_in_a_plants_own_words_are_shown_as_they_are(
    worn: OneRow, asset: Asset, equipment: EquipmentType, capsys: pytest.CaptureFixture[str]
) -> None:
    named = asset.model_copy(update={"id": "P[red]", "name": "Pump [bold]A[/bold]"})
    print_report(worn, named, equipment, "row 3 of 9")
    said = capsys.readouterr().out
    assert "P[red]" in said
    assert "Pump [bold]A[/bold]" in said
