"""A dot a row and signal: where it stands, what its shape says, and that none hides another."""

import numpy as np
import pytest

from explain.errors import DataError
from explain.plots import beeswarm as subject
from explain.plots.beeswarm import MOST_SIGNALS, beeswarm, place_colour, ranking, swarmed
from explain.plots.canvas import Sheet
from tests.explain.plots.drawing import DOUBTFUL, PLAIN, flawed, words_in

UNIT = "share of the score, log-odds"
SHARES = np.array([[2.0, -0.5], [-1.0, 0.1], [3.0, 0.2], [0.5, 0.3], [0.0, 0.0]])
RELATIVE = np.array([[1.4, 0.5], [-0.2, 0.5], [np.nan, 0.5], [0.3, 0.5], [1.0, 0.0]])
NAMES = ("Drive-end bearing vibration", "Speed")


def drawn(shares: np.ndarray = SHARES, relative: np.ndarray = RELATIVE, names: tuple[str, ...] = NAMES) -> Sheet:
    return subject._drawn(names, shares, relative, PLAIN, UNIT, ())


def marks(sheet: Sheet, shape: str) -> list[float]:
    """Where the marks of one shape stand, over all signals."""
    (axes,) = sheet.figure.axes
    lines = [line for line in axes.get_lines() if line.get_marker() == shape]
    return sorted(float(x) for line in lines for x in np.asarray(line.get_xdata()))


def circles(sheet: Sheet) -> list[float]:
    (axes,) = sheet.figure.axes
    return sorted(float(x) for dots in axes.collections for x in np.asarray(dots.get_offsets())[:, 0])


def test_the_shape_says_on_which_side_of_its_healthy_range_a_value_is() -> None:
    sheet = drawn()
    assert (marks(sheet, "^"), marks(sheet, "v"), marks(sheet, "x")) == ([2.0], [-1.0], [3.0])
    assert circles(sheet) == sorted([0.5, 0.0, -0.5, 0.1, 0.2, 0.3, 0.0])


def test_within_the_range_the_colour_goes_from_blue_over_grey_to_vermillion() -> None:
    low, middle, high = (np.array(place_colour(place)) for place in (0.0, 0.5, 1.0))
    assert low[2] - low[0] > 0.3
    assert np.ptp(middle) < 0.01
    assert high[0] - high[2] > 0.3


def test_signals_stand_by_their_mean_size() -> None:
    assert ranking(np.array([[1.0, -3.0, 0.0], [1.0, 3.0, 0.5]])).tolist() == [1, 0, 2]


def test_dots_at_one_place_stand_beside_each_other_and_others_on_the_line() -> None:
    apart = swarmed(np.array([0.5, 0.5, 0.5, 0.1, 0.9, 0.5]))
    assert apart.tolist() == [0.0, 1.0, -1.0, 0.0, 0.0, 2.0]


def test_no_dot_leaves_the_row_of_its_signal() -> None:
    rows = 2_000
    sheet = drawn(np.zeros((rows, 2)), np.full((rows, 2), 0.5))
    (axes,) = sheet.figure.axes
    for row, dots in enumerate(axes.collections):
        y = np.asarray(dots.get_offsets())[:, 1]
        assert row * subject._ROW < y.min() <= y.max() < (row + 1) * subject._ROW
        assert len(np.unique(y)) == rows


def test_signals_that_do_not_fit_are_counted() -> None:
    many = MOST_SIGNALS + 3
    shares = np.tile(np.arange(many, dtype=np.float64), (4, 1))
    names = tuple(f"signal {i}" for i in range(many))
    said = words_in(beeswarm(names, shares, np.zeros_like(shares), PLAIN, unit=UNIT, suffix=".svg", remarks=("All.",)))
    assert "3 signals with smaller contributions are not shown." in said
    assert "All." in said
    assert "signal 14" in said
    assert "signal 2" not in said.splitlines()


def test_every_signal_the_unit_and_the_meaning_of_the_shapes_are_written() -> None:
    said = words_in(beeswarm(NAMES, SHARES, RELATIVE, PLAIN, unit=UNIT, suffix=".svg"))
    for words in (*NAMES, UNIT, "above its healthy range", "below it", "no range or reading", "lowers the score"):
        assert words in said


def test_no_word_is_cut_and_none_lies_upon_another() -> None:
    names = tuple(f"Speed-normalised housing temperature difference of bearing {i} above ambient" for i in range(14))
    shares = np.random.default_rng(0).normal(size=(50, 14))
    for heading in (PLAIN, DOUBTFUL):
        remark = "Rows are taken evenly. " * 12
        assert flawed(subject._drawn(names, shares, shares, heading, "standard deviations", (remark,))) == []


def test_rows_without_any_contribution_can_be_drawn() -> None:
    assert beeswarm(("Speed",), np.zeros((3, 1)), np.zeros((3, 1)), PLAIN, unit=UNIT, suffix=".png")


@pytest.mark.parametrize(
    ("shares", "relative"),
    [
        (SHARES[:, :1], RELATIVE),
        (SHARES[:3], RELATIVE),
        (np.empty((0, 2)), np.empty((0, 2))),
        (np.where(SHARES > 2.0, np.nan, SHARES), RELATIVE),
    ],
)
def test_tables_that_do_not_fit_or_hold_no_numbers_are_refused(shares: np.ndarray, relative: np.ndarray) -> None:
    with pytest.raises(DataError):
        beeswarm(NAMES, shares, relative, PLAIN, unit=UNIT, suffix=".png")
