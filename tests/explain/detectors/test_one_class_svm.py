import numpy as np
import pytest

from explain.detectors.arrays import array_files
from explain.detectors.contract import FloatArray, Setting
from explain.detectors.one_class_svm import OneClassSvm
from explain.errors import BundleError, TrainingError

NAMES = ("x.value", "y.value")


def ring(count: int = 300, seed: int = 0) -> FloatArray:
    """Healthy rows lie on a ring: no single reading says who is off it."""
    rng = np.random.default_rng(seed)
    angle = rng.uniform(0.0, 2.0 * np.pi, count)
    radius = rng.normal(10.0, 0.4, count)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def fitted(x: FloatArray, **settings: Setting) -> OneClassSvm:
    return OneClassSvm.fit(x, np.zeros(len(x), dtype=bool), columns=NAMES, settings=settings, seed=0)


def test_raw_is_the_logarithm_of_the_support_that_scikit_learn_computes() -> None:
    from sklearn.svm import OneClassSVM

    x, unseen = ring(), ring(60, seed=1) * 1.2
    z, judged = ((rows - x.mean(axis=0)) / x.std(axis=0) for rows in (x, unseen))
    reference = OneClassSVM(nu=0.05, gamma=2.0).fit(z)
    limit = np.quantile(reference.score_samples(z), 0.01, method="linear")
    found = fitted(x, nu=0.05, gamma=4.0).raw(unseen)
    np.testing.assert_allclose(found, np.log(limit / reference.score_samples(judged)), rtol=1e-6, atol=1e-4)


def test_rows_inside_the_ring_are_odd_though_each_reading_is_usual() -> None:
    machine = fitted(ring(1000), gamma=10.0)
    assert machine.raw(np.array([[0.0, 0.0], [3.0, 3.0]])).min() > 0.3
    assert (machine.raw(ring(500, seed=1)) > 0.0).mean() < 0.1


def test_rows_too_far_for_any_kernel_are_still_told_apart() -> None:
    near, far, farther = fitted(ring()).raw(np.array([[100.0, 0.0], [1e4, 0.0], [1e300, 0.0]]))
    assert np.isfinite(farther)
    assert near < far < farther


def test_of_many_rows_so_many_are_drawn_by_the_seed() -> None:
    x = ring(300)

    def drawn(seed: int) -> dict[str, bytes]:
        settings: dict[str, Setting] = {"max_rows": 50}
        return OneClassSvm.fit(x, np.zeros(300, dtype=bool), columns=NAMES, settings=settings, seed=seed).files()

    assert drawn(0) == drawn(0) != drawn(1)
    assert fitted(x, max_rows=300).files() == fitted(x, max_rows=5000).files()


@pytest.mark.parametrize("settings", [{"quantile": 0.0}, {"gamma": 0.0}, {"gamma": 1e9}, {"max_rows": 0}])
def test_settings_out_of_range_are_refused(settings: dict[str, float]) -> None:
    with pytest.raises(TrainingError, match="must be positive"):
        fitted(ring(), **settings)


def test_a_nu_that_scikit_learn_refuses_is_refused_with_its_reason() -> None:
    with pytest.raises(TrainingError, match="nu"):
        fitted(ring(), nu=2.0)


@pytest.mark.parametrize(
    "arrays",
    [
        {"alpha": np.array([]), "vectors": np.empty((0, 2))},
        {"alpha": np.array([0.0]), "vectors": np.ones((1, 2))},
        {"alpha": np.array([1e300]), "vectors": np.ones((1, 2))},
        {"alpha": np.array([1.0]), "vectors": np.full((1, 2), 1e200)},
        {"alpha": np.array([1.0]), "vectors": np.ones((1, 3))},
        {"gamma_and_limit": np.array([0.0, 1.0])},
        {"gamma_and_limit": np.array([1.0, 1e200])},
    ],
)
def test_arrays_that_are_no_machine_are_refused(arrays: dict[str, FloatArray]) -> None:
    with pytest.raises(BundleError, match="Train"):
        OneClassSvm.from_files({**fitted(ring()).files(), **array_files(arrays)})
