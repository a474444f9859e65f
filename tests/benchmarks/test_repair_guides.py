"""Repair guides become passages that cite their guide, and nothing that anyone could follow as a task."""

import gzip
import json
from pathlib import Path

import pytest

from assistant.bench.repair_guides import read_guides
from knowledge_base.errors import ManualError
from knowledge_base.records import Reading

OVEN = {
    "Title": "Tunnel oven  lamp swap",
    "Toolbox": [{"Name": "nut driver"}, {"Name": ["long", "tweezers"]}],
    "Steps": [{"Text_raw": "Let the oven cool.\nOpen the hatch."}, {"Text_raw": "  "}, {"Text_raw": "Swap the lamp."}],
}
BELT = {"Title": "Belt splice", "Toolbox": [], "Steps": [{"Text_raw": "Clean both ends."}]}


def write(folder: Path, *guides: object) -> Path:
    file = folder / "fixes" / "Plant Things.json.gz"
    file.parent.mkdir()
    file.write_bytes(gzip.compress("\n".join(json.dumps(guide) for guide in guides).encode()))
    return file


def test_a_guide_is_a_section_with_its_steps_and_then_its_tools(tmp_path: Path) -> None:
    reading = read_guides(write(tmp_path, OVEN, BELT))
    said = [(passage.quote.citation.section, passage.quote.text) for passage in reading.passages]
    assert said == [
        (
            ("Tunnel oven lamp swap",),
            "Let the oven cool. Open the hatch.\n\nSwap the lamp.\n\nnut driver, long tweezers",
        ),
        (("Belt splice",), "Clean both ends."),
    ]


def test_the_file_is_called_by_its_folder_and_name_and_has_no_task(tmp_path: Path) -> None:
    reading = read_guides(write(tmp_path, OVEN))
    assert reading.manual.id == "myfixit-plant-things"
    assert reading.manual.file == "fixes/Plant Things.json.gz"
    assert reading.manual.language == "en"
    assert reading.manual.tasks == ()
    assert all(passage.task_id is None for passage in reading.passages)


def test_a_passage_is_a_slice_of_the_reading_text(tmp_path: Path) -> None:
    assert_slices(read_guides(write(tmp_path, OVEN, BELT)))


def assert_slices(reading: Reading) -> None:
    for passage in reading.passages:
        place = passage.quote.citation
        assert reading.texts[place.file][place.start : place.end] == passage.quote.text


def test_a_line_that_is_no_guide_is_named(tmp_path: Path) -> None:
    with pytest.raises(ManualError, match=r"^fixes/Plant Things\.json\.gz:2: is not a repair guide"):
        read_guides(write(tmp_path, OVEN, {"Title": "half a guide"}))


@pytest.mark.parametrize("damage", [b"not gzip at all", gzip.compress(b"{}")[:-9], gzip.compress(b"\xff")])
def test_a_damaged_file_is_an_error_of_its_own(damage: bytes, tmp_path: Path) -> None:
    file = tmp_path / "Broken.json.gz"
    file.write_bytes(damage)
    with pytest.raises(ManualError, match=r"Broken\.json\.gz: is not gzip of UTF-8 lines"):
        read_guides(file)


def test_a_file_that_is_not_there_is_an_error_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(ManualError, match="cannot be read"):
        read_guides(tmp_path / "None.json.gz")


@pytest.mark.data
def test_the_real_files_are_read_whole(manuals_root: Path) -> None:
    readings = [read_guides(file) for file in sorted((manuals_root / "myfixit").glob("*.json.gz"))]
    guides = [len({passage.quote.citation.section for passage in reading.passages}) for reading in readings]
    # Three titles stand twice.
    assert dict(zip([reading.manual.id for reading in readings], guides, strict=True)) == {
        "myfixit-appliance": 608,
        "myfixit-car-and-truck": 286,
        "myfixit-computer-hardware": 515,
        "myfixit-vehicle": 170,
    }
    for reading in readings:
        assert_slices(reading)
