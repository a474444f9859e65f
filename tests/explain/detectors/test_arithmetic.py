import numpy as np
import pytest

from explain.detectors import arithmetic
from explain.detectors.arithmetic import FURTHEST_LOG, log_ratio, product, squared_distances
from explain.detectors.contract import FloatArray


def sample(rows: int, columns: int, seed: int = 0) -> FloatArray:
    return np.random.default_rng(seed).normal(size=(rows, columns))


@pytest.mark.parametrize("columns", [1, 3, 64, 301])
def test_products_and_distances_are_those_of_the_definition_for_a_row_alone_as_for_many(columns: int) -> None:
    x, other = sample(50, columns), sample(17, columns, seed=1)
    np.testing.assert_allclose(product(x, other), x @ other.T, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(squared_distances(x, other), [[((a - b) ** 2).sum() for b in other] for a in x])
    for found in (product, squared_distances):
        together = found(x, other)
        np.testing.assert_array_equal(np.vstack([found(x[i : i + 1], other) for i in range(50)]), together)
        assert found(x[:0], other).shape == (0, 17)


def test_many_rows_are_taken_in_stretches_and_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    x, other = sample(100, 5), sample(4, 5, seed=1)
    whole = product(x, other), squared_distances(x, other)
    monkeypatch.setattr(arithmetic, "_CELLS", 60)
    np.testing.assert_array_equal(product(x, other), whole[0])
    np.testing.assert_array_equal(squared_distances(x, other), whole[1])


def test_the_logarithm_of_a_ratio_of_distances_is_finite_at_both_ends() -> None:
    found = log_ratio(np.array([4.0, 1.0, 0.0, 1e308, np.inf, np.nan]), 4.0)
    assert found[0] == 0.0
    assert found[1] == pytest.approx(np.log(0.5))
    assert found[2] == -FURTHEST_LOG
    assert found[3:].tolist() == [FURTHEST_LOG] * 3
