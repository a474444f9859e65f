"""`faultlens drift` names what has shifted and what to do about it; only an error is an error."""

import json
from pathlib import Path

import pytest

from assistant.recorded_drift import EquipmentDrift
from knowledge_base.records import Plant
from tests.assistant.cli.program import digests, error_of, faultlens_here
from tests.assistant.milling_files import milling_csv, write_csv
from tests.assistant.pump_files import pump_csv
from tests.assistant.runs import pump_events
from tests.assistant.small_milling import healthy_rows

SPEED = "Rotational speed [rpm]"


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "sound.csv", healthy_rows())


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    """The speed sensor reads 400 rpm too much."""
    rows = [row | {SPEED: f"{float(row[SPEED]) + 400:.2f}"} for row in healthy_rows()]
    return write_csv(tmp_path / "spoiled.csv", rows)


def test_a_shifted_sensor_is_named_with_what_to_do_and_the_exit_code_stays_zero(
    milling_home: Path, spoiled: Path
) -> None:
    outcome = faultlens_here("drift", "milling-cell", "--data", spoiled, home=milling_home)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    verdict = outcome.stdout.partition("MAJOR")[2]
    for words in ("Spindle speed", "check the sensor", "binding", "faultlens train milling-cell"):
        assert words in verdict


def test_every_signal_has_a_line_with_its_shift_grade_and_gaps(milling_home: Path, sound: Path, milling: Plant) -> None:
    lines = faultlens_here("drift", "milling-cell", "--data", sound, home=milling_home).stdout.splitlines()
    for signal in milling.equipment[0].signals:
        (line,) = [line for line in lines if line.startswith(f"{signal.name}  ")]
        shift, grade, *gaps = line.removeprefix(signal.name).split()
        assert (grade, gaps) == ("stable", ["0.0", "%", "0.0", "%"])
        assert 0.0 <= float(shift) < 0.3


def test_json_is_one_object_of_records(milling_home: Path, sound: Path) -> None:
    outcome = faultlens_here("drift", "milling-cell", "--data", sound, "--json", home=milling_home)
    said = json.loads(outcome.stdout)
    assert said["plant_id"] == "milling-cell"
    (found,) = [EquipmentDrift.model_validate_json(json.dumps(one)) for one in said["equipment"]]
    assert (found.equipment_id, found.rows) == ("milling-machine", 500)


def test_the_file_that_was_learned_is_recognised(milling_home: Path, tmp_path: Path) -> None:
    outcome = faultlens_here("drift", "milling-cell", "--data", milling_csv(tmp_path), home=milling_home)
    assert "The models were trained on this very file" in outcome.stdout
    assert "probability of" not in outcome.stdout


@pytest.mark.parametrize(
    ("rows", "told"), [(49, "at least 50 are needed"), (None, "there is no file"), (0, "has a header but no rows")]
)
def test_a_file_that_cannot_be_judged_is_an_error(
    milling_home: Path, tmp_path: Path, rows: int | None, told: str
) -> None:
    file = tmp_path / "few.csv"
    if rows is not None:
        write_csv(file, healthy_rows(50))
        file.write_text("\n".join(file.read_text().splitlines()[: rows + 1]) + "\n")
    before = digests(milling_home)
    assert told in error_of(faultlens_here("drift", "milling-cell", "--data", file, home=milling_home))
    assert digests(milling_home) == before


def test_without_a_model_the_command_that_makes_one_is_named(sound: Path, tmp_path: Path) -> None:
    outcome = faultlens_here("drift", "milling-cell", "--data", sound, home=tmp_path / "home")
    assert "Run: faultlens train milling-cell --data FILE" in error_of(outcome)


def test_a_model_that_cannot_tell_says_so(home: Path, plant: Plant, tmp_path: Path) -> None:
    outcome = faultlens_here("drift", "pump-skid", "--data", pump_csv(tmp_path, pump_events(plant, 20)), home=home)
    assert "does not hold what its training rows looked like" in error_of(outcome)
