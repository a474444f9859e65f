"""`faultlens diagnose` takes one recorded row through the whole chain, for a person or for a machine."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from assistant.one_row import OneRow
from assistant.records import Diagnosis, Procedure
from explain.records import Explanation, Record, Score
from knowledge_base.records import Plant
from tests.assistant.cli.conftest import Edit
from tests.assistant.cli.program import digests, error_of, faultlens, faultlens_here
from tests.assistant.milling_files import milling_csv
from tests.assistant.pump_files import pump_csv
from tests.assistant.runs import pump_events

MODES = {1: "tool_wear_failure", 2: "heat_dissipation_failure", 3: "power_failure", 4: "overstrain_failure"}
"""Row of the small file → the mode that it is labelled with."""

RECORDS: dict[str, type[Record]] = {
    "score": Score,
    "explanation": Explanation,
    "diagnosis": Diagnosis,
    "procedure": Procedure,
}


def diagnose(home: Path, *arguments: object, plant: object = "milling-cell") -> dict[str, Any]:
    """What `--json` prints."""
    outcome = faultlens_here("diagnose", plant, *arguments, "--json", home=home)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    said: dict[str, Any] = json.loads(outcome.stdout)
    return said


def test_json_holds_exactly_the_four_records(milling_home: Path, tmp_path: Path) -> None:
    said = diagnose(milling_home, "--data", milling_csv(tmp_path), "--row", 3)
    assert list(said) == ["score", "explanation", "diagnosis", "procedure"]
    for name, record in (
        ("score", Score),
        ("explanation", Explanation),
        ("diagnosis", Diagnosis),
        ("procedure", Procedure),
    ):
        assert record.model_validate_json(json.dumps(said[name])).model_dump(mode="json") == said[name]
    OneRow.model_validate_json(json.dumps(said))


@pytest.mark.parametrize("row", MODES)
def test_a_failed_row_is_given_its_mode_and_the_steps_against_it(milling_home: Path, tmp_path: Path, row: int) -> None:
    said = diagnose(milling_home, "--data", milling_csv(tmp_path), "--row", row)
    assert said["score"]["modes"][0]["mode_id"] == MODES[row]
    assert said["diagnosis"]["health"] in {"watch", "alarm"}
    assert said["procedure"]["mode_id"] == MODES[row]
    assert said["procedure"]["complete"]


def test_a_healthy_row_has_no_procedure(milling_home: Path, tmp_path: Path) -> None:
    said = diagnose(milling_home, "--data", milling_csv(tmp_path), "--row", 6)
    assert said["diagnosis"]["health"] == "healthy"
    assert said["procedure"] is None


def test_the_last_row_is_the_default(milling_home: Path, tmp_path: Path) -> None:
    file = milling_csv(tmp_path)
    chosen = [diagnose(milling_home, "--data", file, *row) for row in ((), ("--last",), ("--row", 400))]
    assert chosen[0] == chosen[1] == chosen[2]


def test_the_report_reads_as_a_technician_would_say_it(milling_home: Path, tmp_path: Path) -> None:
    outcome = faultlens("diagnose", "milling-cell", "--data", milling_csv(tmp_path), "--row", 2, home=milling_home)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    for words in ("MC-1", "ALARM", "Why ", "speaks for it", "What to do", "Make safe", "MC-T-010", "WARNING", "chain "):
        assert words in outcome.stdout


def test_a_row_of_a_pump_is_judged_with_its_own_past(home: Path, tmp_path: Path, plant: Plant) -> None:
    file = pump_csv(tmp_path, pump_events(plant, 45, fault="bearing_de_wear"))
    said = diagnose(home, "--data", file, "--row", 133, plant="pump-skid")
    assert said["score"]["asset_id"] == "P-101"
    assert said["diagnosis"]["modes"][0]["mode_id"] == "bearing_de_wear"
    other = diagnose(home, "--data", file, "--row", 134, plant="pump-skid")
    assert (other["score"]["asset_id"], other["diagnosis"]["health"]) == ("P-102", "healthy")


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        ({"without": "Torque [Nm]"}, "has no column 'Torque [Nm]' for signal torque"),
        ({"one_row": {"Torque [Nm]": "fast"}}, "row 3, column 'Torque [Nm]' holds 'fast', not a number"),
        ({"one_row": {"Torque [Nm]": "NaN"}}, "row 3, column 'Torque [Nm]' holds 'NaN', not a number"),
        ({"one_row": {"Torque [Nm]": "inf"}}, "row 3, column 'Torque [Nm]' holds 'inf', not a number"),
        ({"one_row": {"Type": "Q"}}, "row 3, column 'Type' holds 'Q', not one of L, M, H"),
    ],
)
def test_bad_data_is_told_by_row_and_column(
    milling_home: Path, tmp_path: Path, spoiled: dict[str, Any], said: str
) -> None:
    before = digests(milling_home)
    file = milling_csv(tmp_path, **spoiled)
    run = faultlens_here if "Type" in said or "inf" in said else faultlens
    assert said in error_of(run("diagnose", "milling-cell", "--data", file, "--row", 3, home=milling_home))
    assert digests(milling_home) == before


@pytest.mark.parametrize(("content", "said"), [("", "is empty"), ("Type,Torque [Nm]\n", "has a header but no rows")])
def test_a_file_without_rows_is_told(milling_home: Path, tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "d.csv").write_text(content)
    assert said in error_of(faultlens("diagnose", "milling-cell", "--data", tmp_path / "d.csv", home=milling_home))


@pytest.mark.parametrize("row", ["0", "-1", "401"])
def test_a_row_out_of_range_is_told_with_the_range(milling_home: Path, tmp_path: Path, row: str) -> None:
    file = milling_csv(tmp_path)
    said = error_of(faultlens_here("diagnose", "milling-cell", "--data", file, "--row", row, home=milling_home))
    assert said == f"row {row} is not in {file}: its rows are 1 to 400"


def test_a_row_and_the_last_row_exclude_each_other(milling_home: Path, tmp_path: Path) -> None:
    file = milling_csv(tmp_path)
    outcome = faultlens_here("diagnose", "milling-cell", "--data", file, "--row", 3, "--last", home=milling_home)
    assert error_of(outcome) == "--row and --last exclude each other"


def test_without_a_model_the_command_that_makes_one_is_named(tmp_path: Path) -> None:
    outcome = faultlens("diagnose", "milling-cell", "--data", milling_csv(tmp_path), home=tmp_path / "home")
    assert "Run: faultlens train milling-cell --data FILE" in error_of(outcome)
    assert not (tmp_path / "home").exists()


def test_a_changed_model_is_not_used(own_plant: Path, tmp_path: Path) -> None:
    model = own_plant / "models" / "milling-machine" / "power_failure" / "model.txt"
    model.write_bytes(model.read_bytes().replace(b"leaf_value=", b"leaf_value=9", 1))
    outcome = faultlens_here("diagnose", own_plant, "--data", milling_csv(tmp_path), home=tmp_path / "home")
    assert "was changed after training" in error_of(outcome)


def test_a_unit_that_does_not_fit_is_told_by_file_and_line(own_plant: Path, tmp_path: Path) -> None:
    file = own_plant / "plant.yaml"
    file.write_text(file.read_text().replace("unit: rpm", "unit: bar"))
    outcome = faultlens("diagnose", own_plant, "--data", milling_csv(tmp_path), home=tmp_path / "home")
    assert outcome.returncode == 1
    assert "plant.yaml:" in outcome.stderr
    assert "Write a unit that fits rpm" in outcome.stderr
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("isolation_tasks: [MC-T-010]", "isolation_tasks: []"),
        ("restore_tasks: [MC-T-020]", "restore_tasks: [MC-T-999]"),
        ("tasks: [MC-T-230, MC-T-231]", "tasks: []"),
        ("tasks: [MC-T-230, MC-T-231]", "tasks: [MC-T-230, MC-T-999]"),
    ],
)
def test_where_the_manual_has_no_task_no_step_is_invented(edit: Edit, tmp_path: Path, old: str, new: str) -> None:
    folder = edit(old, new)
    file = milling_csv(tmp_path)
    procedure = diagnose(tmp_path / "home", "--data", file, "--row", 3, plant=folder)["procedure"]
    assert (procedure["mode_id"], procedure["complete"], procedure["tasks"]) == ("power_failure", False, [])
    assert procedure["gaps"]
    assert procedure["safe_state"]
    report = faultlens_here("diagnose", folder, "--data", file, "--row", 3, home=tmp_path / "home").stdout
    assert "No steps are shown." in report
    assert "Safe state:" in report
    assert procedure["contact"]["phone"] in report
    assert " 1. " not in report.partition("What to do")[2]


@pytest.fixture(scope="module")
def ai4i(data_root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A home after training on the real AI4I 2020 data, and the data."""
    home, file = tmp_path_factory.mktemp("ai4i"), data_root / "ai4i2020" / "ai4i2020.csv"
    outcome = faultlens("train", "milling-cell", "--data", file, home=home)
    assert outcome.returncode == 0, outcome.stderr
    return home, file


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.parametrize(
    ("label", "mode"),
    [("HDF", "heat_dissipation_failure"), ("PWF", "power_failure"), ("OSF", "overstrain_failure")],
)
def test_a_failed_record_of_the_ai4i_data_is_given_its_labelled_mode(
    ai4i: tuple[Path, Path], label: str, mode: str
) -> None:
    home, file = ai4i
    with file.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    labels = ("TWF", "HDF", "PWF", "OSF")
    failed = [i for i, row in enumerate(rows, 1) if [name for name in labels if row[name] == "1"] == [label]]
    said = diagnose(home, "--data", file, "--row", failed[0])
    assert list(said) == ["score", "explanation", "diagnosis", "procedure"]
    OneRow.model_validate_json(json.dumps(said))
    assert said["diagnosis"]["modes"][0]["mode_id"] == mode
    assert said["procedure"]["mode_id"] == mode
    assert all(step["quote"]["citation"]["sha256"] for task in said["procedure"]["tasks"] for step in task["steps"])
    for told in said["explanation"]["attributions"]:
        total = told["base"] + sum(feature["contribution"] for feature in told["features"])
        assert total == pytest.approx(told["raw"], rel=1e-9)
