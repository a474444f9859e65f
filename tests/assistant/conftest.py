"""The pump house and a small trained model of its machines, shared by all tests of `assistant`."""

from pathlib import Path

import pytest
from hypothesis import settings

from assistant.bundles import PlantModels
from assistant.foreign import remember
from assistant.pipeline import Pipeline
from explain.bundle import Bundle
from explain.bundle_files import save_bundle
from knowledge_base.catalog import find_plant, load_plant
from knowledge_base.records import EquipmentType, Plant
from tests.assistant.runs import Step, faulty_run, messages_of
from tests.assistant.small_models import small_bundle

# A busy machine is no failure of the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def plant() -> Plant:
    """The bundled pump house: three pumps of one type."""
    return load_plant(find_plant("pump-skid"))


@pytest.fixture(scope="session")
def equipment(plant: Plant) -> EquipmentType:
    """The pump skid."""
    return plant.equipment[0]


@pytest.fixture(scope="session")
def milling() -> Plant:
    """The bundled milling cell: one machine, no twin, one signal with categories."""
    return load_plant(find_plant("milling-cell"))


@pytest.fixture(scope="session")
def bundle(equipment: EquipmentType) -> Bundle:
    """A small trained model of the pump skid."""
    return small_bundle(equipment)


@pytest.fixture(scope="session")
def bundles(bundle: Bundle, equipment: EquipmentType) -> dict[str, Bundle]:
    """What a pipeline of the pump house needs."""
    return {equipment.id: bundle}


@pytest.fixture
def pipeline(plant: Plant, bundles: dict[str, Bundle]) -> Pipeline:
    """A pipeline that has heard nothing yet."""
    return Pipeline(plant, bundles)


@pytest.fixture(scope="session")
def worn_bearing(plant: Plant, bundles: dict[str, Bundle]) -> tuple[Step, ...]:
    """Every event, and what came of it, of a run in which the drive-end bearing of P-101 wears out."""
    return faulty_run(plant, bundles, "bearing_de_wear")


@pytest.fixture(scope="session")
def transcript(plant: Plant, bundles: dict[str, Bundle], worn_bearing: tuple[Step, ...]) -> list[str]:
    """Every server message of that run, as sent."""
    return messages_of(plant, bundles, worn_bearing)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, plant: Plant, bundle: Bundle, equipment: EquipmentType) -> Path:
    """A FAULTLENS_HOME in which the small model stands for the trained one. Shared: do not train into it."""
    folder = tmp_path_factory.mktemp("home")
    save_bundle(bundle, PlantModels(plant, folder / "models" / plant.id, folder).of(equipment))
    remember(bundle.digest, folder)
    return folder
