"""Where a plant's library lives, and that its manuals are read through it."""

from pathlib import Path

import pytest

from assistant.libraries import library_folder, load_from_library, open_from_library, search_index
from assistant.settings import Settings
from knowledge_base.catalog import find_plant, load_plant
from knowledge_base.ingest import ingest
from tests.knowledge_base.plant_folder import PlantFolder, write_plant


@pytest.fixture
def folder(tmp_path: Path) -> PlantFolder:
    return write_plant(tmp_path / "bakery")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


def test_a_users_plant_keeps_its_library_and_a_bundled_one_does_not(folder: PlantFolder, settings: Settings) -> None:
    assert library_folder(folder.root, settings) == folder.root / "library"
    assert library_folder(find_plant("pump-skid"), settings) == settings.home / "library" / "pump-skid"


def test_a_plant_is_the_same_through_its_library(folder: PlantFolder, settings: Settings) -> None:
    assert load_from_library(folder.root, settings) == load_plant(folder.root)
    assert not (folder.root / "library").exists()
    assert load_from_library(folder.root, settings, keep=True) == load_plant(folder.root)
    assert len(list((folder.root / "library" / "readings").iterdir())) == 1
    assert load_from_library(folder.root, settings) == load_plant(folder.root)


def test_the_library_is_no_part_of_the_plants_digest(folder: PlantFolder, settings: Settings) -> None:
    before = load_plant(folder.root).digest
    load_from_library(folder.root, settings)
    assert load_plant(folder.root).digest == before


def test_the_index_lies_in_the_library_and_is_found_again(folder: PlantFolder, settings: Settings) -> None:
    opened = open_from_library(folder.root, settings)
    with search_index(folder.root, settings, dense=False) as index:
        ingest(opened, index)
    with search_index(folder.root, settings, dense=False) as index:
        assert index.search("clean the burner").hits
    assert (folder.root / "library" / "index").is_dir()
