"""`faultlens explain` answers in words, in JSON and in pictures, and refuses what it cannot do before it works."""

import json
from pathlib import Path
from typing import Any

import pytest

from explain.records import Explanation
from knowledge_base.records import Plant
from tests.assistant.cli.conftest import Edit
from tests.assistant.cli.program import digests, error_of, faultlens_here
from tests.assistant.milling_files import milling_csv
from tests.assistant.pump_files import pump_csv
from tests.assistant.runs import pump_events

KINDS = ("waterfall", "heatmap", "beeswarm", "reliability")
MAGIC = {".png": b"\x89PNG\r\n\x1a\n", ".svg": b"<?xml"}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return milling_csv(tmp_path_factory.mktemp("explain"))


def said(home: Path, *arguments: object) -> dict[str, Any]:
    """What `--json` prints."""
    outcome = faultlens_here("explain", *arguments, "--json", home=home)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    found: dict[str, Any] = json.loads(outcome.stdout)
    return found


def test_a_technician_reads_why(milling_home: Path, file: Path) -> None:
    outcome = faultlens_here("explain", "milling-cell", "--data", file, "--row", 2, home=milling_home)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    for words in (
        "MC-1",
        "Why “Heat is not carried away” is at ",
        "Usually",
        "Now",
        "normally",
        "Method:",
        "Row 2 of 400",
    ):
        assert words in outcome.stdout


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", MAGIC)
def test_every_kind_writes_its_picture(milling_home: Path, file: Path, tmp_path: Path, kind: str, suffix: str) -> None:
    plot = tmp_path / f"why{suffix}"
    found = said(milling_home, "milling-cell", "--data", file, "--row", 2, "--kind", kind, "--plot", plot)
    assert plot.read_bytes().startswith(MAGIC[suffix])
    assert (found["kind"], found["asset_id"], found["plot"]) == (kind, "MC-1", str(plot))


def test_json_holds_the_whole_explanation(milling_home: Path, file: Path) -> None:
    found = said(milling_home, "milling-cell", "--data", file, "--row", 3)
    explanation = Explanation.model_validate_json(json.dumps(found["explanation"]))
    assert found["mode_id"] in {one.mode_id for one in explanation.attributions}
    assert (found["row"], found["rows"], found["plot"]) == (3, 400, None)


def test_the_last_row_is_the_default(milling_home: Path, file: Path) -> None:
    chosen = [said(milling_home, "milling-cell", "--data", file, *row) for row in ((), ("--last",), ("--row", 400))]
    assert chosen[0] == chosen[1] == chosen[2]


def test_the_asset_of_the_row_is_the_one_that_is_explained(home: Path, plant: Plant, tmp_path: Path) -> None:
    pumps = pump_csv(tmp_path, pump_events(plant, 6))
    found = said(home, "pump-skid", "--data", pumps, "--row", 17, "--mode", "cavitation", "--kind", "beeswarm")
    assert (found["asset_id"], found["mode_id"], found["rows"]) == ("P-102", "cavitation", 6)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--row", 0), "row 0 is not in"),
        (("--row", 401), "its rows are 1 to 400"),
        (("--row", 3, "--last"), "--row and --last exclude each other"),
        (("--mode", "rust"), "has no failure mode 'rust'; it has tool_wear_failure"),
        (("--plot", "why.pdf"), "a picture is written as .png or .svg, not as 'why.pdf'"),
        (("--plot", "/nowhere/why.png"), "there is no folder /nowhere"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    milling_home: Path, file: Path, arguments: tuple[object, ...], told: str
) -> None:
    before = digests(milling_home)
    outcome = faultlens_here("explain", "milling-cell", "--data", file, *arguments, home=milling_home)
    assert told in error_of(outcome)
    assert digests(milling_home) == before


def test_reliability_without_labels_is_refused_and_no_picture_is_written(
    home: Path, plant: Plant, tmp_path: Path
) -> None:
    pumps, plot = pump_csv(tmp_path, pump_events(plant, 2)), tmp_path / "why.png"
    arguments = ("explain", "pump-skid", "--data", pumps, "--kind", "reliability", "--plot", plot)
    assert "plant.yaml names no labels" in error_of(faultlens_here(*arguments, home=home))
    assert not plot.exists()


def test_without_a_model_the_command_that_makes_one_is_named(file: Path, tmp_path: Path) -> None:
    outcome = faultlens_here("explain", "milling-cell", "--data", file, home=tmp_path / "home")
    assert "Run: faultlens train milling-cell --data FILE" in error_of(outcome)


def test_brackets_in_a_plants_own_words_are_shown_as_they_are(edit: Edit, file: Path, tmp_path: Path) -> None:
    folder = edit("name: Heat is not carried away", 'name: "Heat [red] stays"')
    outcome = faultlens_here("explain", folder, "--data", file, "--row", 2, home=tmp_path / "home")
    assert "Why “Heat [red] stays” is at " in outcome.stdout
