"""What is new is indexed, what is gone is forgotten, and what has not changed is left alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge_base.approvals import FILE
from knowledge_base.catalog import OpenedPlant, open_plant
from knowledge_base.errors import ManualError
from knowledge_base.ingest import Standing, bring, group_of, groups_in_force, ingest
from knowledge_base.library import Library
from knowledge_base.search.index import SearchIndex
from knowledge_base.search.records import SearchMode
from tests.knowledge_base.plant_folder import PlantFolder
from tests.knowledge_base.search.small import Small


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    index = SearchIndex.open(tmp_path / "index")
    yield index
    index.close()


def opened(folder: PlantFolder) -> OpenedPlant:
    with Library(folder.root / "library", folder.root) as library:
        return open_plant(folder.root, library)


def test_a_manual_is_counted_and_becomes_searchable(folder: PlantFolder, index: SearchIndex) -> None:
    (found,) = ingest(opened(folder), index)
    assert (found.id, found.revision, found.reader, found.standing) == ("OV-M", "1", "markdown", Standing.IN_FORCE)
    assert (found.new, found.tasks, found.steps, found.notices) == (True, 4, 4, 1)
    assert found.passages >= 4
    (first, *_) = index.search("clean the burner").hits
    assert first.passage.task_id == "OV-T-200"


def test_what_has_not_changed_is_not_indexed_again(folder: PlantFolder, index: SearchIndex) -> None:
    ingest(opened(folder), index)
    before = index.groups()
    (again,) = ingest(opened(folder), index)
    assert not again.new
    assert index.groups() == before


def test_what_was_indexed_without_a_model_is_completed_when_there_is_one(folder: PlantFolder, tmp_path: Path) -> None:
    ingest(opened(folder), SearchIndex.open(tmp_path / "index"))
    index = SearchIndex.open(tmp_path / "index", Small())
    assert index.search("burner").mode is SearchMode.LEXICAL
    ingest(opened(folder), index)
    assert index.search("burner").mode is SearchMode.FUSED


def test_a_new_revision_is_indexed_beside_the_old_until_it_is_approved(folder: PlantFolder, index: SearchIndex) -> None:
    ingest(opened(folder), index)
    folder.change(folder.manual, 'revision: "1"', 'revision: "2"')
    folder.change(folder.manual, "1. Clean the burner.", "1. Brush the flame holes.")
    plant = opened(folder)
    standings = {(one.revision, one.standing) for one in ingest(plant, index)}
    assert standings == {("1", Standing.IN_FORCE), ("2", Standing.PENDING)}
    followed = index.search("brush the flame holes", groups=groups_in_force(plant))
    assert all(hit.passage.quote.citation.revision == "1" for hit in followed.hits)
    every = index.search("brush the flame holes")
    assert every.hits[0].passage.quote.citation.revision == "2"


def test_a_manual_that_was_taken_away_is_not_found_any_more(folder: PlantFolder, index: SearchIndex) -> None:
    ingest(opened(folder), index)
    folder.manual.unlink()
    assert ingest(opened(folder), index) == ()
    assert index.groups() == {}
    assert index.search("clean the burner").hits == ()


def test_manuals_without_an_approval_are_not_among_those_in_force(folder: PlantFolder, index: SearchIndex) -> None:
    (folder.root / FILE).unlink()
    plant = opened(folder)
    (found,) = ingest(plant, index)
    assert found.standing is Standing.PENDING
    assert groups_in_force(plant) == frozenset()


def test_the_name_of_a_group_tells_its_passages(folder: PlantFolder) -> None:
    (reading,) = opened(folder).readings["oven"].in_force
    assert group_of(reading).startswith("OV-M@1#")
    assert group_of(reading) != group_of(reading.model_copy(update={"passages": reading.passages[1:]}))


def test_manuals_are_brought_into_the_plant(folder: PlantFolder, tmp_path: Path) -> None:
    paper = tmp_path / "valve.md"
    paper.write_text("# Valve\n\nIt closes.\n")
    modules = tmp_path / "set"
    modules.mkdir()
    (modules / "DMC-A.xml").write_text("<dmodule/>")
    brought = bring([paper, modules], folder.manual.parent)
    assert [path.name for path in brought] == ["valve.md", "set"]
    assert (folder.manual.parent / "valve.md").read_text() == paper.read_text()
    assert (folder.manual.parent / "set" / "DMC-A.xml").is_file()


def test_a_manual_of_the_same_name_is_replaced_whole(folder: PlantFolder, tmp_path: Path) -> None:
    newer = tmp_path / "oven.md"
    newer.write_text("# Oven\n\nOther words.\n")
    bring([newer], folder.manual.parent)
    assert folder.manual.read_text() == newer.read_text()
    assert [file.name for file in folder.manual.parent.iterdir()] == ["oven.md"]


def test_bringing_a_file_that_is_already_there_changes_nothing(folder: PlantFolder) -> None:
    before = folder.manual.read_bytes()
    bring([folder.manual], folder.manual.parent)
    assert folder.manual.read_bytes() == before


@pytest.mark.parametrize(("name", "said"), [("gone.md", "no such file"), ("a.xyz", "no reader knows")])
def test_what_cannot_be_a_manual_is_refused_and_not_copied(
    folder: PlantFolder, tmp_path: Path, name: str, said: str
) -> None:
    if name != "gone.md":
        (tmp_path / name).write_text("?")
    with pytest.raises(ManualError, match=said):
        bring([tmp_path / name], folder.manual.parent)
    assert [file.name for file in folder.manual.parent.iterdir()] == ["oven.md"]


def test_a_folder_without_modules_is_refused(folder: PlantFolder, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    with pytest.raises(ManualError, match="holds no S1000D or DITA modules"):
        bring([tmp_path / "papers"], folder.manual.parent)
