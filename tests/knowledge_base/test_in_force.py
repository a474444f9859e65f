"""Only what a named engineer approved may be followed; what he approved stays in force until the next approval."""

from collections.abc import Iterator

import pytest

from knowledge_base.approvals import FILE
from knowledge_base.catalog import OpenedPlant, open_plant
from knowledge_base.library import Library
from tests.knowledge_base.plant_folder import PlantFolder, approve_all


@pytest.fixture
def library(folder: PlantFolder) -> Iterator[Library]:
    with Library(folder.root / "library", folder.root) as library:
        yield library


def revisions(opened: OpenedPlant) -> tuple[list[str], list[str]]:
    """(in force, pending)."""
    shelved = opened.readings["oven"]
    return [r.manual.revision for r in shelved.in_force], [r.manual.revision for r in shelved.pending]


def test_an_approved_manual_is_in_force_under_the_name_of_who_approved_it(folder: PlantFolder) -> None:
    opened = open_plant(folder.root)
    assert revisions(opened) == (["1"], [])
    (manual,) = opened.plant.equipment[0].manuals
    assert manual.approval is not None
    assert manual.approval.approved_by == "Ada Brand"
    assert opened.plant.equipment[0].task("OV-T-200") is not None


def test_without_an_approval_no_task_can_be_had(folder: PlantFolder) -> None:
    (folder.root / FILE).unlink()
    opened = open_plant(folder.root)
    assert revisions(opened) == ([], ["1"])
    assert opened.plant.equipment[0].task("OV-T-200") is None
    said = [str(problem) for problem in opened.problems]
    assert any(
        "4 tasks (OV-T-010 to OV-T-200) stand in OV-M, revision 1, which nobody has approved" in line for line in said
    )
    assert any("faultlens approve PLANT OV-M --by" in line for line in said)


def test_a_manual_that_changed_behind_its_approval_is_not_followed(folder: PlantFolder) -> None:
    folder.change(folder.manual, "1. Clean the burner.", "1. Put your hand into the burner.")
    opened = open_plant(folder.root)
    assert revisions(opened) == ([], ["1"])
    assert opened.plant.equipment[0].task("OV-T-200") is None


def test_the_old_revision_stays_in_force_until_the_new_one_is_approved(folder: PlantFolder, library: Library) -> None:
    open_plant(folder.root, library)
    folder.change(folder.manual, 'revision: "1"', 'revision: "2"')
    folder.change(folder.manual, "1. Clean the burner.", "1. Brush the burner.")
    opened = open_plant(folder.root, library)
    assert revisions(opened) == (["1"], ["2"])
    old = opened.plant.equipment[0].task("OV-T-200")
    assert old is not None
    assert old.steps[0].quote.text == "Clean the burner."
    approve_all(folder.root)
    opened = open_plant(folder.root, library)
    assert revisions(opened) == (["2"], [])
    new = opened.plant.equipment[0].task("OV-T-200")
    assert new is not None
    assert new.steps[0].quote.text == "Brush the burner."


def test_a_manual_that_was_taken_away_is_in_force_no_more(folder: PlantFolder, library: Library) -> None:
    open_plant(folder.root, library)
    folder.manual.unlink()
    assert "oven" in open_plant(folder.root, library).readings
    assert revisions(open_plant(folder.root, library)) == ([], [])


def test_a_manual_that_cannot_be_read_does_not_take_the_others_with_it(folder: PlantFolder) -> None:
    (folder.manual.parent / "broken.md").write_bytes(b"\xff\xfe\x00\xff")
    opened = open_plant(folder.root)
    assert revisions(opened) == (["1"], [])
    (problem,) = [p for p in opened.problems if p.file.name == "broken.md"]
    assert not problem.fatal
