"""A dead sensor is taught, not guessed: training sees whole signals blank, and all that is derived from them."""

import numpy as np

from explain.features import FeaturePlan, SignalSpec
from explain.gaps import SHARE, columns_lost_with, with_gaps


def plan_of(measured: int) -> FeaturePlan:
    """Measured signals s0, s1 … with two features each, and one signal derived from the first two."""
    signals = [
        SignalSpec(
            signal_id=f"s{i}", component_id="c", scale=1, offset=0, expression=None, statistics=("value", "mean_3")
        )
        for i in range(measured)
    ]
    if measured > 1:
        signals.append(
            SignalSpec(signal_id="d", component_id="c", scale=1, offset=0, expression="s0 * s1", statistics=("value",))
        )
        signals.append(
            SignalSpec(signal_id="e", component_id="c", scale=1, offset=0, expression="d + 1", statistics=("value",))
        )
    return FeaturePlan(equipment_id="m", constants={}, signals=tuple(signals))


def test_a_signal_takes_its_own_features_and_all_that_is_derived_from_it() -> None:
    lost = columns_lost_with(plan_of(3))
    assert [columns.tolist() for columns in lost] == [[0, 1, 6, 7], [2, 3, 6, 7], [4, 5]]


def test_the_rows_stay_as_they_are_and_blank_copies_follow() -> None:
    plan = plan_of(8)
    x = np.random.default_rng(1).normal(size=(200, len(plan.columns)))
    y = np.arange(200) % 3 == 0
    taught, labels = with_gaps(plan, x, y, seed=5)
    assert np.array_equal(taught[:200], x)
    assert np.array_equal(labels[:200], y)
    copies = taught[200:]
    assert len(copies) == round(SHARE * 200)
    lost = [columns.tolist() for columns in columns_lost_with(plan)]
    for row, label in zip(copies, labels[200:], strict=True):
        blank = set(np.flatnonzero(np.isnan(row)).tolist())
        whole = [columns for columns in lost if set(columns) <= blank]
        assert 1 <= len(whole) <= 2
        assert blank == set().union(*whole)
        original = int(np.flatnonzero((x == row).sum(axis=1) == (~np.isnan(row)).sum())[0])
        assert label == y[original]


def test_the_same_seed_makes_the_same_copies() -> None:
    plan = plan_of(5)
    x, y = np.random.default_rng(2).normal(size=(100, len(plan.columns))), np.arange(100) % 2 == 0
    first, second, other = (with_gaps(plan, x, y, seed=seed)[0] for seed in (3, 3, 4))
    assert np.array_equal(first, second, equal_nan=True)
    assert not np.array_equal(first, other, equal_nan=True)


def test_a_machine_with_one_sensor_is_never_blinded() -> None:
    plan = plan_of(1)
    x, y = np.ones((50, 2)), np.arange(50) % 2 == 0
    taught, labels = with_gaps(plan, x, y, seed=0)
    assert taught is x
    assert labels is y
