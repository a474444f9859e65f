"""Homes with trained models, and a plant folder of one's own that can be spoiled."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.bundles import plant_models, train_on_file
from assistant.settings import Settings
from explain.training import unwatched
from knowledge_base.catalog import find_plant
from knowledge_base.records import Plant
from tests.assistant.milling_files import milling_csv
from tests.assistant.small_models import few_trees
from tests.knowledge_base.plant_folder import write_plant

Edit = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def milling_home(tmp_path_factory: pytest.TempPathFactory, milling: Plant) -> Path:
    """A FAULTLENS_HOME with a small trained model of the milling cell. Shared: do not train into it."""
    home = tmp_path_factory.mktemp("milling")
    models = plant_models(milling, find_plant("milling-cell"), Settings(home=home))
    with few_trees():
        train_on_file(models, milling_csv(tmp_path_factory.mktemp("data")), unwatched)
    return home


@pytest.fixture
def own_home(home: Path, tmp_path: Path) -> Path:
    """A FAULTLENS_HOME with the small model of the pump skid, for one test to write into."""
    return Path(shutil.copytree(home, tmp_path / "home"))


@pytest.fixture
def own_plant(tmp_path: Path, milling_home: Path) -> Path:
    """A user's plant folder: the milling cell under another roof, with its trained model."""
    folder = tmp_path / "my-plant"
    shutil.copytree(find_plant("milling-cell"), folder)
    shutil.copytree(milling_home / "models" / "milling-cell", folder / "models")
    return folder


@pytest.fixture
def edit(own_plant: Path) -> Edit:
    """Replace words in the equipment.yaml of the user's plant; returns the plant folder."""
    file = own_plant / "equipment" / "milling-machine" / "equipment.yaml"

    def replace(old: str, new: str) -> Path:
        text = file.read_text(encoding="utf-8")
        assert text.count(old) >= 1, old
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return own_plant

    return replace


@pytest.fixture
def oven(tmp_path: Path) -> Path:
    """A small plant folder with one approved manual."""
    return write_plant(tmp_path / "bakery").root
