"""The model card in the terminal: one line a failure mode, and no figure that was not measured."""

from pathlib import Path

import pytest

from assistant.cli.card import print_card
from explain.bundle import Bundle
from knowledge_base.records import EquipmentType


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def test_every_mode_has_a_line_with_its_alarm_threshold(
    equipment: EquipmentType, bundle: Bundle, capsys: pytest.CaptureFixture[str]
) -> None:
    print_card(equipment, bundle, Path("models"))
    lines = capsys.readouterr().out.splitlines()
    for mode in equipment.failure_modes:
        (line,) = [line for line in lines if line.startswith(mode.name)]
        assert line.endswith("0.50")
    assert bundle.digest[:12] in "".join(lines)


def test_a_figure_that_was_not_measured_is_not_printed_as_a_number(
    equipment: EquipmentType, bundle: Bundle, capsys: pytest.CaptureFixture[str]
) -> None:
    print_card(equipment, bundle, Path("models"))
    said = capsys.readouterr().out
    assert "not measurable" in said
    assert "nan" not in said.lower()
    assert "None" not in said


def test_brackets_in_names_and_paths_are_shown_as_they_are(
    equipment: EquipmentType, bundle: Bundle, capsys: pytest.CaptureFixture[str]
) -> None:
    print_card(equipment.model_copy(update={"name": "Pump [red]"}), bundle, Path("[bold]models"))
    said = capsys.readouterr().out
    assert "Pump [red]" in said
    assert "[bold]models" in said
