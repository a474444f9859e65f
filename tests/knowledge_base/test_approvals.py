"""A named engineer allows a revision; what was approved is pinned by two digests."""

import datetime as dt
from pathlib import Path

import pytest

from knowledge_base.approvals import FILE, approvals_of, approve, approves
from knowledge_base.catalog import open_plant
from knowledge_base.errors import ApprovalError, CatalogError
from knowledge_base.records import Reading
from tests.knowledge_base.plant_folder import PlantFolder

DAY = dt.date(2026, 3, 1)


@pytest.fixture
def reading(folder: PlantFolder) -> Reading:
    (folder.root / FILE).unlink()
    (found,) = open_plant(folder.root).readings["oven"].pending
    return found


def test_an_approval_names_the_engineer_and_pins_what_was_read(folder: PlantFolder, reading: Reading) -> None:
    (given,) = approve(folder.root, [reading], "  Ada   Brand ", DAY)
    assert (given.manual, given.revision, given.approved_by, given.approved_on) == ("OV-M", "1", "Ada Brand", DAY)
    assert (given.sha256, given.reading_sha256) == (reading.manual.sha256, reading.digest())
    assert approvals_of(folder.root) == (given,)
    assert approves(given, reading)


@pytest.mark.parametrize("name", ["", "  ", "7", "x", "!!"])
def test_nobody_can_approve_without_a_name(folder: PlantFolder, reading: Reading, name: str) -> None:
    with pytest.raises(ApprovalError, match="--by"):
        approve(folder.root, [reading], name, DAY)
    assert not (folder.root / FILE).exists()


def test_the_same_approval_is_not_given_twice(folder: PlantFolder, reading: Reading) -> None:
    approve(folder.root, [reading], "Ada Brand", DAY)
    assert approve(folder.root, [reading], "Bo Lind", DAY) == ()
    assert len(approvals_of(folder.root)) == 1


def test_an_approval_is_of_one_reading_only(folder: PlantFolder, reading: Reading) -> None:
    (given,) = approve(folder.root, [reading], "Ada Brand", DAY)
    (task, *others) = reading.manual.tasks
    changed = reading.manual.model_copy(update={"tasks": (task.model_copy(update={"title": "Other"}), *others)})
    assert not approves(given, reading.model_copy(update={"manual": changed}))
    assert not approves(given, reading.model_copy(update={"texts": {"m.md": "other words"}}))


def test_how_search_cuts_passages_is_not_what_was_approved(folder: PlantFolder, reading: Reading) -> None:
    (given,) = approve(folder.root, [reading], "Ada Brand", DAY)
    assert approves(given, reading.model_copy(update={"passages": ()}))


def test_older_approvals_stay_in_the_file(folder: PlantFolder, reading: Reading) -> None:
    (first,) = approve(folder.root, [reading], "Ada Brand", DAY)
    folder.change(folder.manual, 'revision: "1"', 'revision: "2"')
    (newer,) = open_plant(folder.root).readings["oven"].pending
    (second,) = approve(folder.root, [newer], "Bo Lind", DAY)
    assert approvals_of(folder.root) == (first, second)


def test_a_file_that_was_tampered_with_is_refused_with_its_line(folder: PlantFolder) -> None:
    file = folder.root / FILE
    file.write_text(file.read_text().replace("approved_by: Ada Brand", "approved_by: [1]"))
    with pytest.raises(CatalogError, match=r"approvals\.yaml:\d+:.*approved_by"):
        approvals_of(folder.root)


def test_a_disk_that_cannot_be_written_is_said_and_leaves_nothing_half(folder: PlantFolder, reading: Reading) -> None:
    gone = folder.root / "not-there"
    with pytest.raises(ApprovalError, match="cannot write"):
        approve(gone, [reading], "Ada Brand", DAY)
    assert not gone.exists()


def test_a_plant_without_approvals_has_none(tmp_path: Path) -> None:
    assert approvals_of(tmp_path) == ()
