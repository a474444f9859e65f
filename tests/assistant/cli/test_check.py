"""`faultlens check` says what is wrong with a plant folder by file and line, and what to write instead."""

import json
import re
from pathlib import Path

import pytest

from knowledge_base.catalog import bundled_plants
from tests.assistant.cli.conftest import Edit
from tests.assistant.cli.program import digests, error_of, faultlens, faultlens_here


def line_of(file: Path, text: str) -> int:
    """The line on which a text first stands."""
    return next(i for i, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if text in line)


@pytest.mark.parametrize("name", bundled_plants())
def test_the_bundled_plants_are_whole(tmp_path: Path, name: str) -> None:
    outcome = faultlens("check", name, home=tmp_path)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert "Everything fits." in outcome.stdout
    assert list(tmp_path.iterdir()) == []


def test_which_step_controls_which_energy_is_said(tmp_path: Path) -> None:
    said = faultlens_here("check", "milling-cell", home=tmp_path).stdout
    assert "pressure energy, steps of MC-T-010: isolated by 13; locked by 14; released by 15; verified by 16" in said


def test_an_energy_that_the_manuals_do_not_isolate_is_told(edit: Edit, tmp_path: Path) -> None:
    folder = edit("energies: [electrical,", "energies: [spring, tension, electrical,")
    said = faultlens_here("check", folder, home=tmp_path / "home").stderr
    assert "do not say how to control spring energy: release, verify" in said
    assert "Whether tension energy is isolated cannot be told" in said
    assert "No repair is shown until then" in said


def test_a_whole_plant_as_json(tmp_path: Path) -> None:
    outcome = faultlens_here("check", "pump-skid", "--json", home=tmp_path)
    said = json.loads(outcome.stdout)
    assert (outcome.returncode, said["ok"], said["problems"]) == (0, True, [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("component: spindle", "component: spindel", "spindel"),
        ("unit: K", "unit: Kelwin", "Kelwin"),
        ("unit: W", "unit: kPa", "kPa"),
        ("consequence: high", "consequence: dire", "consequence"),
        ("isolation_tasks:", "isolation_task:", "isolation_tasks"),
    ],
)
def test_a_broken_folder_is_told_by_file_and_line(edit: Edit, tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = edit(old, new)
    file = folder / "equipment" / "milling-machine" / "equipment.yaml"
    before = digests(folder)
    outcome = faultlens("check", folder, home=tmp_path / "home")
    assert outcome.returncode == 1
    assert outcome.stdout == ""
    assert "Traceback" not in outcome.stderr
    places = re.findall(rf"^{re.escape(str(file))}:(\d+): (.*)$", outcome.stderr, re.MULTILINE)
    assert places
    assert said in places[0][1]
    assert abs(int(places[0][0]) - line_of(file, new)) <= 3
    assert digests(folder) == before


def test_a_binding_whose_unit_does_not_fit_is_told_with_one_that_does(own_plant: Path, tmp_path: Path) -> None:
    file = own_plant / "plant.yaml"
    file.write_text(file.read_text().replace('"Torque [Nm]", unit: N*m', '"Torque [Nm]", unit: rpm'))
    outcome = faultlens_here("check", own_plant, home=tmp_path)
    assert outcome.returncode == 1
    assert f"{file}:{line_of(file, 'Torque')}: " in outcome.stderr
    assert "Write a unit that fits N*m" in outcome.stderr


def test_all_problems_are_told_at_once_and_counted(edit: Edit, tmp_path: Path) -> None:
    edit("component: spindle", "component: spindel")
    folder = edit("unit: K", "unit: Kelwin")
    outcome = faultlens_here("check", folder, home=tmp_path / "home")
    assert "spindel" in outcome.stderr
    assert "Kelwin" in outcome.stderr
    assert re.search(r"^\d+ problem\(s\) in ", outcome.stderr, re.MULTILINE)


def test_problems_as_json_carry_file_line_and_remedy(edit: Edit, tmp_path: Path) -> None:
    folder = edit("component: spindle", "component: spindel")
    outcome = faultlens_here("check", folder, "--json", home=tmp_path / "home")
    assert outcome.returncode == 1
    said = json.loads(outcome.stdout)
    assert said["ok"] is False
    first = said["problems"][0]
    assert set(first) == {"file", "line", "what", "remedy", "fatal"}
    assert first["file"].endswith("equipment.yaml")
    assert first["line"] > 1
    assert first["remedy"]


def test_a_manual_task_that_is_not_there_is_told_though_the_plant_can_be_watched(edit: Edit, tmp_path: Path) -> None:
    folder = edit("MC-T-210", "MC-T-999")
    outcome = faultlens_here("check", folder, home=tmp_path / "home")
    assert outcome.returncode == 1
    assert "MC-T-999" in outcome.stderr


def test_a_manual_that_cannot_be_read_is_told_by_file_and_line(own_plant: Path, tmp_path: Path) -> None:
    file = next((own_plant / "equipment" / "milling-machine" / "manuals").glob("*.md"))
    file.write_text(file.read_text(encoding="utf-8").replace("date: ", "date: the ", 1), encoding="utf-8")
    outcome = faultlens_here("check", own_plant, home=tmp_path / "home")
    assert outcome.returncode == 1
    assert f"{file}:1: the front matter is wrong: date" in outcome.stderr


@pytest.mark.parametrize("command", ["check", "train", "serve"])
def test_an_unknown_plant_is_told_with_the_bundled_ones(tmp_path: Path, command: str) -> None:
    said = error_of(faultlens(command, "no-such-plant", home=tmp_path))
    assert (
        said == "there is no plant 'no-such-plant'. Give a folder with a plant.yaml, or one of: milling-cell, pump-skid"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_plant_is_told(tmp_path: Path) -> None:
    assert "has no plant.yaml" in error_of(faultlens_here("check", tmp_path, home=tmp_path))


def test_a_mistake_in_the_planning_is_told_by_line(own_plant: Path, tmp_path: Path) -> None:
    file = own_plant / "planning.yaml"
    file.write_text("time_zone: Europe/Berlin\nassets:\n  - {id: M-99, downtime_per_hour: 5}\n", encoding="utf-8")
    outcome = faultlens_here("check", own_plant, home=tmp_path / "home")
    assert outcome.returncode == 1
    assert f"{file}:3: unknown asset 'M-99'" in outcome.stderr
    file.write_text("time_zone: Europe/Berlin\n", encoding="utf-8")
    assert faultlens_here("check", own_plant, home=tmp_path / "home").returncode == 0
