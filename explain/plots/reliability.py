"""Does it happen as often as announced? Held-out probabilities against what became of the rows.

Source of the diagram: Murphy, Winkler 1977, Reliability of subjective probability forecasts; of the intervals: Wilson
1927, Probable inference, the law of succession, and statistical inference.
"""

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from explain.calibration import expected_calibration_error
from explain.errors import DataError
from explain.plots.canvas import (
    FAINT,
    HATCH,
    INK,
    LABEL,
    LOWERS,
    MARGIN,
    RAISES,
    RULE,
    SMALL,
    WIDTH,
    Block,
    Heading,
    Sheet,
    line_height,
    need_matplotlib,
    wrapped,
)
from explain.records import Probability, Record

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

BINS = 10
_Z = 1.959963984540054
"""Standard normal quantile of a 95 % interval."""
_CURVE, _BETWEEN, _COUNTS, _FOOT = 4.2, 0.3, 1.1, 0.75
_LEFT = 0.95


class ReliabilityBin(Record):
    """The rows whose probability lies in [start, end). mean: of their probabilities; observed: the share that failed.

    low, high: 95 % Wilson interval of the observed share.
    """

    start: float
    end: float
    rows: int
    mean: Probability
    observed: Probability
    low: Probability
    high: Probability

    @property
    def fits(self) -> bool:
        """Whether the mean probability lies in the interval of what was observed."""
        return self.low <= self.mean <= self.high


def reliability(
    probability: FloatArray, y: BoolArray, heading: Heading, *, suffix: str, remarks: tuple[str, ...] = ()
) -> bytes:
    """The picture of `reliability_bins`, with the calibration error in the title. suffix: .png or .svg.

    probability, y: shape (rows,), of rows that the model has not seen; remarks stand below, such as that it has.
    Raises DataError as `reliability_bins`, ExplainError without matplotlib or for another suffix.
    """
    return _drawn(probability, y, heading, remarks).as_bytes(suffix)


def reliability_bins(probability: FloatArray, y: BoolArray) -> tuple[ReliabilityBin, ...]:
    """The bins that hold rows, of ten of equal width. Raises DataError without rows, or for unequal lengths."""
    if not len(y) or len(probability) != len(y):
        raise DataError(f"{len(probability)} probabilities and {len(y)} labels: give one of each for every row")
    place = np.minimum((probability * BINS).astype(int), BINS - 1)
    made = []
    for b in np.unique(place).tolist():
        failed, rows = float(y[place == b].mean()), int((place == b).sum())
        low, high = wilson(failed, rows)
        mean = float(probability[place == b].mean())
        made.append(
            ReliabilityBin(
                start=b / BINS, end=(b + 1) / BINS, rows=rows, mean=mean, observed=failed, low=low, high=high
            )
        )
    return tuple(made)


def wilson(share: float, rows: int) -> tuple[float, float]:
    """The 95 % interval of a share that was observed in so many rows (Wilson 1927)."""
    weight = _Z**2 / rows
    centre = (share + weight / 2) / (1 + weight)
    half = float(np.sqrt(share * (1 - share) * weight + weight**2 / 4)) / (1 + weight)
    # Rounding must not put the share itself outside.
    return max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half))


def _drawn(probability: FloatArray, y: BoolArray, heading: Heading, remarks: tuple[str, ...]) -> Sheet:
    need_matplotlib()
    bins = reliability_bins(probability, y)
    error = expected_calibration_error(probability, y, BINS)
    said = (
        "Dashed: as announced. Bars: 95 % interval of what was observed (Wilson). ● as announced, ◆ not so.",
        *remarks,
    )
    lines = tuple(line for text in said for line in wrapped(text, WIDTH - 2 * MARGIN, SMALL))
    below = len(lines) * line_height(SMALL)
    sheet = Sheet(
        replace(heading, what=f"{heading.what}, calibration error {error:.3f}"),
        _CURVE + _BETWEEN + _COUNTS + _FOOT + below,
    )
    wide = WIDTH - MARGIN - _LEFT - MARGIN
    _draw_curve(sheet.panel(_LEFT + MARGIN, 0.1, wide, _CURVE), bins)
    _draw_counts(sheet.panel(_LEFT + MARGIN, _CURVE + _BETWEEN, wide, _COUNTS), bins, len(y))
    sheet.write(MARGIN, Block(lines, SMALL, sheet.height - 0.14 - below), colour=FAINT)
    return sheet


def _draw_curve(axes: "Axes", bins: tuple[ReliabilityBin, ...]) -> None:
    axes.plot([0, 100], [0, 100], color=FAINT, linewidth=1.2, linestyle="--", zorder=1)
    for found in bins:
        colour, shape = (LOWERS, "o") if found.fits else (RAISES, "D")
        x = 100 * found.mean
        axes.plot([x, x], [100 * found.low, 100 * found.high], color=colour, linewidth=1.6, zorder=2)
        for end in (found.low, found.high):
            axes.plot([x - 0.6, x + 0.6], [100 * end] * 2, color=colour, linewidth=1.6, zorder=2)
        axes.plot(x, 100 * found.observed, shape, color=colour, markersize=8, zorder=3)
    for one, other in pairwise(bins):
        # Over bins without rows nothing is known, so no line leads there.
        if other.start == one.end:
            ends = [100 * one.mean, 100 * other.mean], [100 * one.observed, 100 * other.observed]
            axes.plot(*ends, color=INK, linewidth=0.8, zorder=1)
    axes.set(xlim=(-1, 101), ylim=(-2, 102))
    axes.set_xticks(range(0, 101, 10), [""] * 11)
    axes.set_yticks(range(0, 101, 20))
    axes.set_ylabel("Had the failure, %", fontsize=LABEL, color=FAINT)
    axes.grid(color=RULE, linewidth=0.8)


def _draw_counts(axes: "Axes", bins: tuple[ReliabilityBin, ...], rows: int) -> None:
    """How many rows stand behind each point, on a logarithmic scale: most rows of a machine are healthy."""
    centres = [50 * (b.start + b.end) for b in bins]
    axes.bar(centres, [b.rows for b in bins], width=9.0, facecolor="white", edgecolor=FAINT, hatch=HATCH, linewidth=0.8)
    axes.set_yscale("log")
    axes.set(xlim=(-1, 101), ylim=(0.7, 6.0 * max(b.rows for b in bins)))
    for centre, found in zip(centres, bins, strict=True):
        axes.text(centre, found.rows * 1.25, f"{found.rows:,}", fontsize=SMALL, color=INK, ha="center", va="bottom")
    axes.set_xticks(range(0, 101, 10))
    axes.set_yticks([])
    axes.minorticks_off()
    axes.set_ylabel("Rows, log", fontsize=LABEL, color=FAINT)
    axes.set_xlabel(f"Probability announced, % ({rows:,} rows)", fontsize=LABEL, color=FAINT)
