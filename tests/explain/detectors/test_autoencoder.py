from functools import cache

import numpy as np
import pytest

from explain.detectors.arrays import array_files
from explain.detectors.autoencoder import Autoencoder
from explain.detectors.contract import FloatArray, Setting
from explain.detectors.pca import PcaMonitor
from explain.errors import BundleError, TrainingError

NAMES = ("speed.value", "torque.value", "fan.value")


def curve(count: int = 400, seed: int = 0) -> FloatArray:
    """Torque grows with the square of the speed, on both sides of standstill; the fan runs on its own."""
    rng = np.random.default_rng(seed)
    speed = rng.uniform(-2.0, 2.0, count)
    torque = speed**2 + rng.normal(scale=0.05, size=count)
    return np.column_stack([speed, torque, rng.normal(scale=0.1, size=count)])


@cache
def fitted(**settings: Setting) -> Autoencoder:
    x = curve()
    chosen = {"code": 0.67, "steps": 3000, "learning_rate": 0.005, **settings}
    return Autoencoder.fit(x, np.zeros(len(x), dtype=bool), columns=NAMES, settings=chosen, seed=0)


def test_it_learns_a_curved_relation_that_straight_components_cannot_describe() -> None:
    off = np.array([[0.0, 3.0, 0.0], [1.9, 0.2, 0.0], [-1.9, 0.2, 0.0]])
    x = curve()
    straight = PcaMonitor.fit(x, np.zeros(400, dtype=bool), columns=NAMES, settings={}, seed=0)
    assert fitted().raw(off).min() > np.log(2.0)
    assert straight.raw(off).max() < np.log(2.0)


def test_few_healthy_rows_that_it_has_not_seen_pass_the_limit() -> None:
    assert 0.0 < (fitted().raw(curve(2000, seed=1)) > 0.0).mean() < 0.08


def test_what_was_not_measured_is_not_held_against_a_row() -> None:
    x = np.array([[0.0, 3.0, 0.0]])
    blind = np.array([[0.0, np.nan, 0.0]])
    assert fitted().raw(blind)[0] < fitted().raw(x)[0] - 1.0
    assert fitted().raw(np.full((1, 3), np.nan))[0] < 0.0


def test_rows_beyond_all_bounds_score_alike_and_worse_than_healthy_ones() -> None:
    far, farther = fitted().raw(np.array([[0.0, 1e6, 0.0], [0.0, 1e300, 0.0]]))
    assert far == farther
    assert far > fitted().raw(curve(100, seed=1)).max()


def test_training_ends_when_it_gets_no_better() -> None:
    impatient = fitted(patience=1)
    assert impatient.files() != fitted().files()


@pytest.mark.filterwarnings("error")
def test_a_single_column_can_be_learned() -> None:
    x = curve()[:, :1]
    found = Autoencoder.fit(x, np.zeros(400, dtype=bool), columns=NAMES[:1], settings={"steps": 300}, seed=0)
    assert found.raw(np.array([[50.0]]))[0] > found.raw(x).max()


@pytest.mark.parametrize(
    "settings",
    [{"hidden": 0}, {"hidden": 5000}, {"code": 1.5}, {"quantile": 2.0}, {"steps": 0}, {"learning_rate": -1.0}],
)
def test_settings_out_of_range_are_refused(settings: dict[str, float]) -> None:
    with pytest.raises(TrainingError, match=r"must be positive|at most"):
        Autoencoder.fit(curve(), np.zeros(400, dtype=bool), columns=NAMES, settings=settings, seed=0)


@pytest.mark.filterwarnings("ignore:overflow|invalid value:RuntimeWarning")
def test_a_training_that_runs_away_is_refused() -> None:
    with pytest.raises(TrainingError, match=r"cannot be trained|did not settle"):
        Autoencoder.fit(curve(), np.zeros(400, dtype=bool), columns=NAMES, settings={"learning_rate": 1e300}, seed=0)


@pytest.mark.parametrize(
    "arrays",
    [
        {"bias_3": np.zeros(2)},
        {"bias_1": np.zeros(0), "weight_1": np.zeros((0, 32)), "weight_2": np.zeros((32, 0))},
        {"bias_0": np.zeros(7)},
        {"weight_0": np.full((32, 3), 1e10)},
        {"residual": np.zeros(3)},
        {"limit": np.array([0.0])},
    ],
)
def test_arrays_that_are_no_network_are_refused(arrays: dict[str, FloatArray]) -> None:
    with pytest.raises(BundleError, match="Train it again"):
        Autoencoder.from_files({**fitted().files(), **array_files(arrays)})
