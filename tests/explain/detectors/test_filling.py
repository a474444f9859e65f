import numpy as np
import pytest

from explain.detectors.contract import FloatArray
from explain.detectors.filling import FURTHEST, Filling, fit_filling, healthy_rows
from explain.errors import BundleError, DataError, TrainingError

NAMES = ("torque.value", "lid.value", "speed.value", "lost.value")


def rows(count: int = 200) -> FloatArray:
    """A varying column, a constant one, another varying one, and one that is blank."""
    rng = np.random.default_rng(0)
    x = np.column_stack([rng.normal(50.0, 5.0, count), np.full(count, 3.0), rng.normal(1500.0, 40.0, count)])
    return np.column_stack([x, np.full(count, np.nan)])


def fitted(x: FloatArray, scaling: str = "standard") -> Filling:
    return fit_filling(x, NAMES, np.ones(len(x)), scaling)


def test_columns_that_never_vary_are_left_out_and_named() -> None:
    filling = fitted(rows())
    assert filling.kept == (0, 2)
    assert filling.left_out == ("lid.value", "lost.value")
    assert filling.scaled(rows(7)).shape == (7, 2)


def test_healthy_rows_come_out_with_mean_0_and_standard_deviation_1() -> None:
    z = fitted(rows()).scaled(rows())
    np.testing.assert_allclose(z.mean(axis=0), 0.0, atol=1e-12)
    np.testing.assert_allclose(z.std(axis=0), 1.0, rtol=1e-12)


def test_a_gap_is_filled_with_the_healthy_median() -> None:
    x = rows()
    x[5, 0] = np.nan
    filling = fitted(x)
    assert filling.filled(x)[5, 0] == np.nanmedian(x[:, 0])
    assert filling.known(x)[5].tolist() == [False, True]
    assert np.isfinite(filling.scaled(np.full((1, 4), np.nan))).all()


def test_robust_scales_are_not_moved_by_a_few_wild_readings() -> None:
    x = rows()
    x[:10, 0] = 1e5
    wild, calm = fitted(x, "robust"), fitted(rows(), "robust")
    assert wild.scale[0] == pytest.approx(calm.scale[0], rel=0.2)
    assert wild.centre[0] == pytest.approx(calm.centre[0], rel=0.02)
    assert fitted(x).scale[0] > 100 * calm.scale[0]


def test_a_column_that_rests_most_of_the_time_has_a_scale_even_when_robust() -> None:
    x = rows()
    x[:, 0] = 0.0
    x[::10, 0] = 1.0
    assert fitted(x, "robust").scale[0] == pytest.approx(0.3)


def test_a_spread_that_is_the_rounding_of_the_arithmetic_is_no_spread() -> None:
    x = rows()
    x[:, 1] = 1e6 + np.where(np.arange(200) % 2, 1e-9, 0.0)
    assert "lid.value" in fitted(x).left_out
    x[:, [0, 2]] = 1.0
    with pytest.raises(TrainingError, match="never changes"):
        fitted(x)


def test_rows_of_weight_count_that_often() -> None:
    x = rows(100)
    weight = np.where(np.arange(100) < 50, 2.0, 1.0)
    weighted = fit_filling(x, NAMES, weight, "standard")
    repeated = np.vstack([x, x[:50]])
    assert weighted.centre == pytest.approx(fitted(repeated).centre)
    assert weighted.scale == pytest.approx(fitted(repeated).scale)


def test_nothing_lies_further_out_than_a_million_scales() -> None:
    z = fitted(rows()).scaled(np.array([[1.7e308, 0.0, -1.7e308, 0.0]]))
    assert z.tolist() == [[FURTHEST, -FURTHEST]]


def test_healthy_rows_are_those_without_the_failure_that_count() -> None:
    x = rows(60)
    y = np.arange(60) < 20
    weight = np.where(np.arange(60) < 30, 0.0, 2.0)
    healthy, counts = healthy_rows(x, y, weight)
    np.testing.assert_array_equal(healthy, x[30:])
    assert counts.tolist() == [2.0] * 30
    assert len(healthy_rows(x, y, None)[0]) == 40
    with pytest.raises(TrainingError, match="at least 20"):
        healthy_rows(x, y, np.where(np.arange(60) < 45, 0.0, 1.0))


def test_another_scaling_and_numbers_too_large_are_refused() -> None:
    with pytest.raises(TrainingError, match="standard, robust"):
        fitted(rows(), "whitening")
    with pytest.raises(TrainingError, match="another unit"):
        fitted(rows() * 1e300)


def test_rows_of_another_width_are_refused() -> None:
    with pytest.raises(DataError, match=r"trained on \(rows, 4\)"):
        fitted(rows()).scaled(np.ones((2, 3)))


def test_it_comes_back_from_its_file_to_the_bit() -> None:
    filling = fitted(rows())
    assert Filling.from_files(filling.files()) == filling


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kept", (2, 0)),
        ("kept", (0, 4)),
        ("kept", (0, 0)),
        ("left_out", ("lid.value",)),
        ("scale", (1.0, 0.0)),
        ("scale", (1.0, -1.0)),
        ("fill", (1.0,)),
        ("features", 0),
    ],
)
def test_a_file_that_does_not_fit_together_is_refused(field: str, value: object) -> None:
    filling = fitted(rows())
    files = filling.model_copy(update={field: value}).files()
    with pytest.raises(BundleError, match=r"filling\.json"):
        Filling.from_files(files)
    with pytest.raises(BundleError, match="Train it again"):
        Filling.from_files({})
