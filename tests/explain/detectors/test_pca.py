import numpy as np
import pytest

from explain.detectors.arrays import array_files, read_array
from explain.detectors.contract import FloatArray, Setting
from explain.detectors.pca import PcaMonitor
from explain.errors import BundleError, TrainingError

NAMES = ("flow.value", "power.value", "pressure.value", "fan.value", "lid.value")


def healthy(count: int = 500, seed: int = 0) -> FloatArray:
    """Flow drives power and pressure; the fan runs on its own; the lid never moves."""
    rng = np.random.default_rng(seed)
    flow = rng.normal(100.0, 10.0, count)
    power = 2.0 * flow + rng.normal(scale=2.0, size=count)
    pressure = 300.0 - flow + rng.normal(scale=1.0, size=count)
    return np.column_stack([flow, power, pressure, rng.normal(20.0, 1.0, count), np.full(count, 5.0)])


def fitted(x: FloatArray, **settings: Setting) -> PcaMonitor:
    return PcaMonitor.fit(x, np.zeros(len(x), dtype=bool), columns=NAMES, settings=settings, seed=0)


def test_t2_and_q_are_those_of_an_independent_implementation() -> None:
    from sklearn.decomposition import PCA

    x, unseen = healthy(), healthy(50, seed=1)[:, :4] * 1.1
    scaled = (x[:, :4] - x[:, :4].mean(axis=0)) / x[:, :4].std(axis=0)
    z = (unseen - x[:, :4].mean(axis=0)) / x[:, :4].std(axis=0)
    model = PCA(n_components=2).fit(scaled)

    def statistics(rows: FloatArray) -> FloatArray:
        scores = model.transform(rows)
        t2 = (scores**2 / model.explained_variance_).sum(axis=1) * len(x) / (len(x) - 1)
        return np.column_stack([t2, ((rows - model.inverse_transform(scores)) ** 2).sum(axis=1)])

    wanted = statistics(z) / np.quantile(statistics(scaled), 0.99, axis=0)
    found = fitted(x).statistics(np.column_stack([unseen, np.full(50, 5.0)]))
    np.testing.assert_allclose(found, wanted, rtol=1e-9)


def test_raw_is_0_at_the_limit_and_few_healthy_rows_pass_it() -> None:
    monitor = fitted(healthy())
    x = healthy(2000, seed=1)
    raw = monitor.raw(x)
    np.testing.assert_allclose(raw, 0.5 * np.log(monitor.statistics(x).max(axis=1)))
    assert 0.005 < (raw > 0.0).mean() < 0.05


def test_the_limit_stands_at_the_quantile_that_is_asked_for() -> None:
    x = healthy()
    strict, lax = (np.sort(fitted(x, quantile=q).statistics(x), axis=0) for q in (0.99, 0.9))
    assert ((strict > 1.0).mean(axis=0) == 0.01).all()
    assert ((lax > 1.0).mean(axis=0) == 0.1).all()


def test_a_relation_that_breaks_is_an_alarm_though_each_reading_is_in_its_range() -> None:
    x = healthy(1, seed=2)
    x[0] = [100.0, 180.0, 200.0, 20.0, 5.0]
    monitor = fitted(healthy())
    assert monitor.raw(x)[0] > 0.5
    t2, q = monitor.statistics(x)[0]
    assert q > 1.0 > t2
    assert monitor.contributions(x)[0].argmax() == NAMES.index("power.value")


def test_a_reading_far_along_the_usual_relation_is_an_alarm_of_t2() -> None:
    x = np.array([[180.0, 360.0, 120.0, 20.0, 5.0]])
    t2, q = fitted(healthy()).statistics(x)[0]
    assert t2 > 4.0
    assert t2 > q


def test_contributions_add_up_to_the_larger_statistic_and_what_is_left_out_has_none() -> None:
    monitor = fitted(healthy())
    x = healthy(300, seed=3) * np.random.default_rng(0).normal(1.0, 0.1, (300, 5))
    larger = monitor.statistics(x)
    assert {0, 1} == set(larger.argmax(axis=1).tolist())
    np.testing.assert_allclose(monitor.contributions(x).sum(axis=1), larger.max(axis=1), rtol=1e-9)
    assert (monitor.contributions(x)[:, 4] == 0.0).all()


def test_columns_that_follow_from_each_other_raise_no_alarm_by_rounding() -> None:
    def doubled(x: FloatArray) -> FloatArray:
        return np.column_stack([x[:, 0], 3.0 * x[:, 0], x[:, 0] - 7.0, x[:, 3], x[:, 4]])

    for explained in (0.9, 1.0):
        monitor = fitted(doubled(healthy()), explained=explained)
        assert read_array(monitor.files(), "variances", np.float64, (2,)).min() > 0.5
        assert (monitor.raw(doubled(healthy(500, seed=1))) > 0.1).mean() < 0.05


def test_a_single_column_is_judged_by_its_distance() -> None:
    x = healthy()[:, :1]
    found = PcaMonitor.fit(x, np.zeros(500, dtype=bool), columns=NAMES[:1], settings={}, seed=0)
    assert found.raw(np.array([[200.0], [100.0]])).tolist() == sorted(found.raw(np.array([[200.0], [100.0]])))[::-1]
    assert found.raw(np.array([[200.0]]))[0] > 1.0


def test_a_gap_counts_as_the_healthy_median() -> None:
    monitor, x = fitted(healthy()), healthy(20, seed=1)
    filled = x.copy()
    x[:, 3], filled[:, 3] = np.nan, np.median(healthy()[:, 3])
    np.testing.assert_array_equal(monitor.raw(x), monitor.raw(filled))


@pytest.mark.parametrize("settings", [{"explained": 0.0}, {"explained": 1.1}, {"quantile": 0.0}, {"quantile": 2.0}])
def test_shares_that_are_none_are_refused(settings: dict[str, float]) -> None:
    with pytest.raises(TrainingError, match="between 0 and 1"):
        fitted(healthy(), **settings)


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("variances", np.array([1.0, 0.0])),
        ("variances", np.array([])),
        ("variances", np.ones(5)),
        ("limits", np.array([1.0, -1.0])),
        ("directions", np.full((4, 4), 1e200)),
        ("directions", np.eye(3)),
    ],
)
def test_arrays_that_are_no_components_are_refused(name: str, array: FloatArray) -> None:
    with pytest.raises(BundleError, match="Train"):
        PcaMonitor.from_files({**fitted(healthy()).files(), **array_files({name: array})})
