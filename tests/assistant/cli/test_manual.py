"""`faultlens manual` shows a manual as it was read: what an engineer approves, in any revision."""

import json
from pathlib import Path

import pytest

from knowledge_base.approvals import FILE
from tests.assistant.cli.program import error_of, faultlens_here

MANUAL = Path("equipment") / "oven" / "manuals" / "oven.md"


def test_sections_tasks_steps_and_warnings_are_shown_in_their_order(oven: Path, tmp_path: Path) -> None:
    said = faultlens_here("manual", oven, "OV-M", home=tmp_path / "home").stdout
    assert "approved by Ada Brand" in said
    order = [
        "Task OV-T-010",
        "Open the main switch",
        "Task OV-T-200",
        "WARNING Hot surface. Burns.",
        "1  Clean the burner.",
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places)


def test_one_task_alone(oven: Path, tmp_path: Path) -> None:
    said = faultlens_here("manual", oven, "OV-M", "--task", "OV-T-200", home=tmp_path / "home").stdout
    assert "Clean the burner." in said
    assert "main switch" not in said


def test_a_manual_that_nobody_approved_says_so(oven: Path, tmp_path: Path) -> None:
    (oven / FILE).unlink()
    said = faultlens_here("manual", oven, "OV-M", home=tmp_path / "home").stdout
    assert "not approved" in said


def test_an_old_revision_stays_readable(oven: Path, tmp_path: Path) -> None:
    faultlens_here("ingest", oven, home=tmp_path / "home")
    text = (oven / MANUAL).read_text()
    (oven / MANUAL).write_text(text.replace('revision: "1"', 'revision: "2"').replace("Clean the", "Brush the"))
    faultlens_here("ingest", oven, home=tmp_path / "home")
    old = faultlens_here("manual", oven, "OV-M", "--revision", "1", home=tmp_path / "home").stdout
    new = faultlens_here("manual", oven, "OV-M", "--revision", "2", home=tmp_path / "home").stdout
    assert "Clean the burner." in old
    assert "Brush the burner." in new


def test_machines_get_the_whole_reading(oven: Path, tmp_path: Path) -> None:
    said = json.loads(faultlens_here("manual", oven, "OV-M", "--json", home=tmp_path / "home").stdout)
    assert [task["id"] for task in said["manual"]["tasks"]] == ["OV-T-010", "OV-T-020", "OV-T-100", "OV-T-200"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["OV-X"], "there is no manual 'OV-X'. Manuals of this plant: OV-M"),
        (["OV-M", "--revision", "7"], "there is no revision '7' of OV-M. Known: 1"),
        (["OV-M", "--task", "T-9"], "has no task 'T-9': OV-T-010"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(oven: Path, tmp_path: Path, words: list[str], said: str) -> None:
    assert said in error_of(faultlens_here("manual", oven, *words, home=tmp_path / "home"))
