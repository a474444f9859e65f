"""Every reading that was ever made stays readable, is made once, and is believed only while it is whole."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge_base.catalog import open_plant
from knowledge_base.errors import ManualError
from knowledge_base.library import InPlace, Library
from knowledge_base.readers.contract import Facts, Source
from tests.knowledge_base.plant_folder import PlantFolder

NAME = "equipment/oven/manuals/oven.md"


@pytest.fixture
def library(folder: PlantFolder) -> Iterator[Library]:
    with Library(folder.root / "library", folder.root) as library:
        yield library


def source_of(folder: PlantFolder) -> Source:
    return Source(NAME, {NAME: folder.manual.read_bytes()}, Facts("oven"))


def kept(folder: PlantFolder) -> list[Path]:
    return sorted((folder.root / "library" / "readings").glob("*.json"))


def test_a_reading_is_made_once_and_then_kept(folder: PlantFolder, library: Library) -> None:
    first = library.read(source_of(folder))
    (file,) = kept(folder)
    made = file.stat().st_mtime_ns
    assert library.read(source_of(folder)) == first
    assert file.stat().st_mtime_ns == made
    assert file.name.startswith("OV-M@1.")


def test_what_the_process_reads_is_what_reading_in_place_gives(folder: PlantFolder, library: Library) -> None:
    assert library.read(source_of(folder)) == InPlace().read(source_of(folder))


def test_a_new_revision_is_read_and_the_old_one_stays_readable(folder: PlantFolder, library: Library) -> None:
    library.read(source_of(folder))
    folder.change(folder.manual, 'revision: "1"', 'revision: "2"')
    library.read(source_of(folder))
    assert [reading.manual.revision for reading in library.revisions("OV-M")] == ["1", "2"]
    old = library.revisions("OV-M")[0]
    step = old.manual.tasks[0].steps[0].quote
    where = step.citation
    assert old.texts[where.file][where.start : where.end] == step.text


def test_a_damaged_reading_is_not_believed_but_made_anew(folder: PlantFolder, library: Library) -> None:
    first = library.read(source_of(folder))
    (file,) = kept(folder)
    file.write_bytes(file.read_bytes()[:-100])
    assert library.read(source_of(folder)) == first
    assert library.revisions("OV-M") == (first,)


def test_a_reading_that_was_changed_on_disk_is_not_in_force(folder: PlantFolder, library: Library) -> None:
    open_plant(folder.root, library)
    (file,) = kept(folder)
    file.write_text(file.read_text().replace("Clean the burner.", "Touch the burner."))
    assert open_plant(folder.root, library).readings["oven"].in_force == ()


def test_who_only_looks_writes_nothing(folder: PlantFolder) -> None:
    with Library(folder.root / "library", folder.root, keep=False) as library:
        assert library.read(source_of(folder)).manual.id == "OV-M"
    assert not (folder.root / "library").exists()


def test_a_library_that_cannot_be_written_is_said(folder: PlantFolder, library: Library) -> None:
    (folder.root / "library").write_text("in the way")
    with pytest.raises(ManualError, match="cannot be written"):
        library.read(source_of(folder))


def test_the_library_moves_with_its_plant(folder: PlantFolder, library: Library, tmp_path: Path) -> None:
    first = library.read(source_of(folder))
    moved = PlantFolder(tmp_path / "elsewhere")
    shutil.copytree(folder.root, moved.root)
    with Library(moved.root / "library", moved.root) as other:
        assert other.read(source_of(moved)) == first
    assert len(kept(moved)) == 1
