import numpy as np
import pytest

from explain.choice import Balance
from explain.errors import TrainingError
from explain.history import BoolArray, FloatArray
from explain.rebalance import rebalance


def rare(failed: int = 12, rows: int = 100) -> tuple[FloatArray, BoolArray]:
    """Rows that carry their own number, a few of them failed."""
    y = np.zeros(rows, dtype=bool)
    y[np.random.default_rng(0).choice(rows, failed, replace=False)] = True
    return np.column_stack([np.arange(rows, dtype=np.float64), np.full(rows, np.nan)]), y


def test_nothing_is_done_unless_it_is_asked_for() -> None:
    x, y = rare()
    same_x, same_y, weight = rebalance(x, y, Balance.NONE, 0)
    assert same_x is x
    assert same_y is y
    assert weight is None


def test_weights_make_both_classes_weigh_the_same_and_a_row_one_on_average() -> None:
    x, y = rare()
    same_x, same_y, weight = rebalance(x, y, Balance.WEIGHT, 0)
    assert same_x is x
    assert same_y is y
    assert weight is not None
    assert weight[y].sum() == pytest.approx(weight[~y].sum())
    assert weight.mean() == pytest.approx(1.0)
    assert len(np.unique(weight)) == 2


def test_oversampling_keeps_every_row_and_draws_failures_again_until_there_are_as_many() -> None:
    x, y = rare()
    more_x, more_y, weight = rebalance(x, y, Balance.OVERSAMPLE, 0)
    assert weight is None
    assert (more_y.sum(), (~more_y).sum()) == (88, 88)
    assert more_x[~more_y, 0].tolist() == x[~y, 0].tolist()
    assert set(more_x[more_y, 0]) == set(x[y, 0])
    assert len(np.unique(np.bincount(more_x[more_y, 0].astype(int)))) > 2, "drawn at random, not in turn"


def test_undersampling_keeps_every_failure_and_draws_as_many_healthy_rows_each_once() -> None:
    x, y = rare(40)
    fewer_x, fewer_y, weight = rebalance(x, y, Balance.UNDERSAMPLE, 0)
    assert weight is None
    assert (fewer_y.sum(), (~fewer_y).sum()) == (40, 40)
    assert fewer_x[fewer_y, 0].tolist() == x[y, 0].tolist()
    assert len(set(fewer_x[~fewer_y, 0])) == 40
    assert set(fewer_x[~fewer_y, 0]) <= set(x[~y, 0])


@pytest.mark.parametrize("kind", [Balance.OVERSAMPLE, Balance.UNDERSAMPLE])
def test_labels_go_with_their_rows_in_their_order_and_the_seed_decides_which(kind: Balance) -> None:
    x, y = rare()
    before = x.copy(), y.copy()
    drawn_x, drawn_y, _ = rebalance(x, y, kind, 1)
    assert drawn_y.tolist() == y[drawn_x[:, 0].astype(int)].tolist()
    assert (np.diff(drawn_x[:, 0]) >= 0.0).all()
    np.testing.assert_array_equal(rebalance(x, y, kind, 1)[0], drawn_x)
    assert rebalance(x, y, kind, 2)[0][:, 0].tolist() != drawn_x[:, 0].tolist()
    np.testing.assert_array_equal(x, before[0])
    np.testing.assert_array_equal(y, before[1])


@pytest.mark.parametrize("kind", [Balance.OVERSAMPLE, Balance.UNDERSAMPLE])
def test_where_healthy_rows_are_the_rare_ones_they_are_helped(kind: Balance) -> None:
    x, y = rare()
    _, drawn_y, _ = rebalance(x, ~y, kind, 0)
    assert drawn_y.sum() == (~drawn_y).sum() == (88 if kind is Balance.OVERSAMPLE else 12)


@pytest.mark.parametrize("kind", [kind for kind in Balance if kind is not Balance.NONE])
@pytest.mark.parametrize("label", [True, False])
def test_one_class_cannot_be_balanced(kind: Balance, label: bool) -> None:
    x, y = rare()
    with pytest.raises(TrainingError, match="both healthy and failed rows are needed"):
        rebalance(x, np.full_like(y, label), kind, 0)
