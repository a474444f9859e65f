from collections.abc import Iterator
from unittest.mock import patch

import pytest

from explain.bundle import Bundle
from explain.detectors import LightGbmTrees, lightgbm_trees
from explain.training import train
from tests.explain.samples import FEW_TREES, silent, small_history, small_plan


@pytest.fixture
def few_trees() -> Iterator[None]:
    """Training that takes a blink: little models on one thread."""
    with (
        patch.object(LightGbmTrees, "PARAMETERS", FEW_TREES),
        patch.object(lightgbm_trees, "_TRAINING_THREADS", 1),
    ):
        yield


@pytest.fixture(scope="session")
def small_bundle() -> Bundle:
    """A real bundle, of little models."""
    with (
        patch.object(LightGbmTrees, "PARAMETERS", FEW_TREES),
        patch.object(lightgbm_trees, "_TRAINING_THREADS", 1),
    ):
        return train(small_history(), small_plan(), seed=0, progress=silent)
