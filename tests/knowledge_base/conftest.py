from pathlib import Path

import pytest

from tests.knowledge_base.plant_folder import PlantFolder, write_plant


@pytest.fixture
def folder(tmp_path: Path) -> PlantFolder:
    """A small valid plant."""
    return write_plant(tmp_path / "bakery")
