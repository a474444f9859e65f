import fcntl
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from assistant.bundles import TRAINING_SEED, twin_history
from assistant.feature_plan import detector_choices, feature_plan
from assistant.feeds.recorded import history_of
from assistant.feeds.table import read_table
from explain import training
from explain.bundle import Bundle
from explain.bundle_files import load_bundle, save_bundle
from explain.detectors.lightgbm_trees import LightGbmTrees
from explain.history import History
from explain.training import train
from knowledge_base.catalog import find_plant, load_plant
from tests.explain.samples import FEW_TREES, small_history, small_plan


@pytest.fixture
def few_trees() -> Iterator[None]:
    """Training that takes a blink."""
    with patch.object(LightGbmTrees, "DEFAULTS", FEW_TREES):
        yield


@pytest.fixture(scope="session")
def small_bundle() -> Bundle:
    """A real bundle, of little models."""
    with patch.object(LightGbmTrees, "DEFAULTS", FEW_TREES):
        return train(small_history(), small_plan(), seed=0)


@pytest.fixture(scope="session")
def pump_history() -> History:
    """What the bundled pump skid learns from."""
    return twin_history(load_plant(find_plant("pump-skid")).equipment[0], 1)


@pytest.fixture(scope="session")
def pump_bundle(pump_history: History, shared_folder: Path) -> Bundle:
    """The detectors of the bundled pump skid: two folds instead of five change its figures, not what is kept."""
    equipment = load_plant(find_plant("pump-skid")).equipment[0]

    def made() -> Bundle:
        with patch.object(training, "FOLDS", 2):
            return train(pump_history, feature_plan(equipment), detector_choices(equipment), seed=TRAINING_SEED)

    return once(shared_folder / "pump-skid", made)


@pytest.fixture(scope="session")
def milling_history(data_root: Path) -> History:
    """What the bundled milling cell learns from."""
    plant = load_plant(find_plant("milling-cell"))
    return history_of(read_table(data_root / "ai4i2020" / "ai4i2020.csv"), plant, plant.assets[0])


@pytest.fixture(scope="session")
def milling_bundle(milling_history: History, shared_folder: Path) -> Bundle:
    """The bundled milling cell, trained as a user does."""
    equipment = load_plant(find_plant("milling-cell")).equipment[0]

    def made() -> Bundle:
        return train(milling_history, feature_plan(equipment), detector_choices(equipment), seed=TRAINING_SEED)

    return once(shared_folder / "milling-cell", made)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A temporary folder of this run of the tests, the same for all workers of pytest-xdist."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


def once(folder: Path, make: Callable[[], Bundle]) -> Bundle:
    """The bundle in `folder`, made by whichever worker comes first while the others wait."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            save_bundle(make(), folder)
    return load_bundle(folder)
