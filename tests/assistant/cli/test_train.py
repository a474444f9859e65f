"""`faultlens train` learns from a file or a twin, shows its figures, and never loses a model that was there."""

import json
import shutil
from pathlib import Path

import pytest

from assistant.bundles import PlantModels, load_bundles
from knowledge_base.records import Plant
from tests.assistant.cli.conftest import Edit
from tests.assistant.cli.program import digests, error_of, faultlens, faultlens_here
from tests.assistant.milling_files import milling_csv


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home after one training on a file, and what the command said."""
    home, data = tmp_path_factory.mktemp("trained"), tmp_path_factory.mktemp("data")
    outcome = faultlens("train", "milling-cell", "--data", milling_csv(data), home=home)
    assert outcome.returncode == 0, outcome.stderr
    return home, outcome.stdout


def test_training_ends_with_the_headline_figures(trained: tuple[Path, str]) -> None:
    _, said = trained
    for words in ("Milling machine", "400 rows of milling.csv", "held-out folds", "any failure", "Calibration error"):
        assert words in said
    assert "nan" not in said.lower()


def test_the_model_is_saved_where_diagnose_looks_for_it(trained: tuple[Path, str], milling: Plant) -> None:
    home, said = trained
    bundle = load_bundles(PlantModels(milling, home / "models" / "milling-cell", home))["milling-machine"]
    assert bundle.digest[:12] in said
    assert str(home / "models" / "milling-cell" / "milling-machine") in said
    assert bundle.card.metrics.mode_top1 is not None
    assert bundle.card.metrics.mode_top1 > 0.9


def test_training_a_users_plant_writes_beside_its_catalog_and_only_its_digest_elsewhere(
    own_plant: Path, tmp_path: Path
) -> None:
    shutil.rmtree(own_plant / "models")
    outcome = faultlens("train", own_plant, "--data", milling_csv(tmp_path), "--json", home=tmp_path / "home")
    card = json.loads(outcome.stdout)["milling-machine"]
    assert card["card"]["rows"] == 400
    assert (own_plant / "models" / "milling-machine" / "manifest.json").is_file()
    (only,) = (tmp_path / "home").iterdir()
    assert only.read_text().split() == [card["digest"]]


SPOILED = {
    "a missing column": ({"without": "Torque [Nm]"}, "has no column 'Torque [Nm]'"),
    "a missing label": ({"without": "HDF"}, "has no column 'HDF'"),
    "text for a number": ({"one_row": {"Torque [Nm]": "fast"}}, "row 3, column 'Torque [Nm]' holds 'fast'"),
    "NaN": ({"one_row": {"Torque [Nm]": "NaN"}}, "row 3, column 'Torque [Nm]' holds 'NaN'"),
    "an empty cell": ({"one_row": {"Torque [Nm]": ""}}, "row 3, column 'Torque [Nm]' is empty"),
    "a wrong category": ({"one_row": {"Type": "Q"}}, "row 3, column 'Type' holds 'Q', not one of L, M, H"),
    "a label of 2": ({"one_row": {"PWF": "2"}}, "row 3, column 'PWF' holds '2', not 0 or 1"),
    "no failed row": ({"every_row": {"TWF": "0"}}, "tool_wear_failure: 0 rows with"),
    "too few rows": ({"rows": 20}, "at least 10 of each"),
}

MUST_HOLD = ("a missing column", "text for a number", "NaN")


@pytest.mark.parametrize("name", SPOILED)
def test_bad_data_is_told_and_the_old_model_stays_whole(own_plant: Path, tmp_path: Path, name: str) -> None:
    spoiled, said = SPOILED[name]
    file = milling_csv(tmp_path, **spoiled)  # type: ignore[arg-type]  # the names above are its own
    before = digests(own_plant)
    run = faultlens if name in MUST_HOLD else faultlens_here
    assert said in error_of(run("train", own_plant, "--data", file, home=tmp_path / "home"))
    assert digests(own_plant) == before


@pytest.mark.parametrize(("content", "said"), [("", "is empty"), ("Type,Torque [Nm]\n", "has a header but no rows")])
def test_a_file_without_rows_is_told(own_plant: Path, tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "d.csv").write_text(content)
    before = digests(own_plant)
    assert said in error_of(faultlens("train", own_plant, "--data", tmp_path / "d.csv", home=tmp_path / "home"))
    assert digests(own_plant) == before


def test_a_file_that_is_not_there_is_told(own_plant: Path, tmp_path: Path) -> None:
    said = error_of(faultlens_here("train", own_plant, "--data", tmp_path / "none.csv", home=tmp_path / "home"))
    assert said == f"there is no file {tmp_path / 'none.csv'}"


def test_a_plant_without_a_twin_cannot_train_without_data(tmp_path: Path) -> None:
    assert "--data" in error_of(faultlens_here("train", "milling-cell", home=tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_unit_that_does_not_fit_stops_the_training(edit: Edit, tmp_path: Path) -> None:
    folder = edit("unit: W", "unit: m")
    before = digests(folder)
    outcome = faultlens("train", folder, "--data", milling_csv(tmp_path), home=tmp_path / "home")
    assert outcome.returncode == 1
    assert "equipment.yaml:" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert digests(folder) == before


def test_a_full_disk_is_told_and_the_old_model_stays_whole(own_plant: Path, tmp_path: Path) -> None:
    before = digests(own_plant)
    file = milling_csv(tmp_path)
    outcome = faultlens("train", own_plant, "--data", file, home=tmp_path / "home", small_files_only=True)
    assert "cannot write the model" in error_of(outcome)
    assert digests(own_plant) == before


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    outcome = faultlens("train", "milling-cell", "--data", milling_csv(tmp_path), home=tmp_path / "home")
    assert "cannot write the model" in error_of(outcome)
