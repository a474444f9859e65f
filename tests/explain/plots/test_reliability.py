"""Announced against observed: right bins, right intervals, and what is off is seen to be off."""

import numpy as np
import pytest

from explain.calibration import expected_calibration_error
from explain.errors import DataError
from explain.plots import reliability as subject
from explain.plots.reliability import reliability, reliability_bins, wilson
from tests.explain.plots.drawing import DOUBTFUL, PLAIN, flawed, words_in

DRAW = np.random.default_rng(0)
PROBABILITY = DRAW.beta(0.3, 0.6, 4_000)
HONEST = DRAW.random(4_000) < PROBABILITY
BOASTFUL = DRAW.random(4_000) < 0.4 * PROBABILITY


@pytest.mark.parametrize(
    ("share", "rows", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3.
    [
        (81 / 263, 263, 0.2553, 0.3662),
        (15 / 148, 148, 0.0624, 0.1605),
        (0 / 20, 20, 0.0, 0.1611),
        (1 / 29, 29, 0.0061, 0.1718),
    ],
)
def test_the_intervals_are_those_of_the_literature(share: float, rows: int, low: float, high: float) -> None:
    assert wilson(share, rows) == pytest.approx((low, high), abs=5e-5)


def test_the_intervals_are_mirrored_and_hold_the_share() -> None:
    for rows in (1, 7, 1_000):
        for share in (0.0, 1 / rows, 0.5, 1.0):
            low, high = wilson(share, rows)
            assert 0.0 <= low <= share <= high <= 1.0
            assert wilson(1 - share, rows) == pytest.approx((1 - high, 1 - low))


def test_every_row_is_in_the_bin_of_its_probability() -> None:
    bins = reliability_bins(np.array([0.0, 0.05, 0.31, 0.39, 0.999, 1.0]), np.array([0, 1, 1, 0, 1, 1], dtype=bool))
    assert [(b.start, b.end, b.rows, b.observed) for b in bins] == [
        (0.0, 0.1, 2, 0.5),
        (0.3, 0.4, 2, 0.5),
        (0.9, 1.0, 2, 1.0),
    ]
    assert bins[1].mean == pytest.approx(0.35)


def test_honest_probabilities_fit_and_boastful_ones_do_not() -> None:
    assert sum(b.fits for b in reliability_bins(PROBABILITY, HONEST)) >= 9
    assert sum(b.fits for b in reliability_bins(PROBABILITY, BOASTFUL)) <= 2


def test_a_point_that_is_off_has_another_shape() -> None:
    for labels in (HONEST, BOASTFUL):
        curve = subject._drawn(PROBABILITY, labels, PLAIN, ()).figure.axes[0]
        shapes = [line.get_marker() for line in curve.get_lines()]
        bins = reliability_bins(PROBABILITY, labels)
        assert (shapes.count("o"), shapes.count("D")) == (sum(b.fits for b in bins), sum(not b.fits for b in bins))


def test_no_line_leads_over_bins_without_rows() -> None:
    probability, labels = np.array([0.05, 0.15, 0.95]), np.array([False, False, True])
    curve = subject._drawn(probability, labels, PLAIN, ()).figure.axes[0]
    lines = [sorted(np.asarray(line.get_xdata()).tolist()) for line in curve.get_lines() if line.get_linewidth() == 0.8]
    assert lines == [pytest.approx([5.0, 15.0])]


def test_title_and_counts_tell_the_calibration_error_and_the_rows() -> None:
    said = words_in(reliability(PROBABILITY, BOASTFUL, PLAIN, suffix=".svg", remarks=("Seen in training.",)))
    error = expected_calibration_error(PROBABILITY, BOASTFUL)
    assert f"P-101 Pump A: why it is so, calibration error {error:.3f}" in said
    assert "(4,000 rows)" in said
    assert "Seen in training." in said
    for one in reliability_bins(PROBABILITY, BOASTFUL):
        assert f"{one.rows:,}" in said.splitlines()


def test_no_word_is_cut_and_none_lies_upon_another() -> None:
    for heading in (PLAIN, DOUBTFUL):
        assert flawed(subject._drawn(PROBABILITY, HONEST, heading, ("Rows seen in training flatter. " * 10,))) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_a_few_rows_can_be_drawn(rows: int) -> None:
    assert reliability(PROBABILITY[:rows], HONEST[:rows], PLAIN, suffix=".png")


@pytest.mark.parametrize(("rows", "labels"), [(0, 0), (3, 2)])
def test_labels_of_other_rows_or_none_are_refused(rows: int, labels: int) -> None:
    with pytest.raises(DataError, match="one of each for every row"):
        reliability(PROBABILITY[:rows], HONEST[:labels], PLAIN, suffix=".png")
