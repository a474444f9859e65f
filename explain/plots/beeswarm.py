"""What drives one failure mode over many rows: a dot a row and signal, placed by how much it pushed the score."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from explain.errors import DataError
from explain.plots.canvas import (
    FAINT,
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
    balanced,
    line_height,
    need_matplotlib,
    wrapped,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FloatArray = npt.NDArray[np.float64]

MOST_SIGNALS = 12
_LABELS, _ROW, _FOOT = 3.4, 0.56, 0.8
_COLUMNS = 220
"""Dots are stacked where they fall into the same of so many columns."""
_DOT = 5.6
_DOT_INCHES = 0.062
_EDGE, _PALE = "#8C8C8C", "#DDDDDD"
_LEGEND = (
    ("above its healthy range", "^", RAISES, "white"),
    ("high in it", "o", 1.0, _EDGE),
    ("in the middle", "o", 0.5, _EDGE),
    ("low", "o", 0.0, _EDGE),
    ("below it", "v", LOWERS, "white"),
    ("no range or reading", "x", FAINT, FAINT),
)
"""Words, shape, colour (or the place within the range, which has a colour), edge."""


def beeswarm(
    names: Sequence[str],
    shares: FloatArray,
    relative: FloatArray,
    heading: Heading,
    *,
    unit: str,
    suffix: str,
    remarks: tuple[str, ...] = (),
) -> bytes:
    """The picture of one failure mode over many rows; the signals that matter most stand first. suffix: .png or .svg.

    names: of the signals. shares: each signal's contributions in `unit`, shape (rows, signals). relative: its values
    with 0 at the low and 1 at the high end of its healthy range, the same shape; NaN without a range or a reading.
    remarks stand below. Raises DataError when the shapes do not fit or nothing is finite, ExplainError without
    matplotlib or for another suffix.
    """
    return _drawn(names, shares, relative, heading, unit, remarks).as_bytes(suffix)


def ranking(shares: FloatArray) -> npt.NDArray[np.intp]:
    """The signals' columns by their mean absolute contribution, the largest first."""
    return np.argsort(-np.abs(shares).mean(axis=0), kind="stable")


def swarmed(x: FloatArray, columns: int = _COLUMNS) -> FloatArray:
    """How far each dot stands from the middle line, in dots, so that those at one place stand beside each other.

    x: shape (rows,), scaled to 0 … 1. The first dot of a place stands on the line, the next above, then below.
    """
    place = np.minimum((np.clip(x, 0.0, 1.0) * columns).astype(int), columns - 1)
    order = np.argsort(place, kind="stable")
    starts = np.searchsorted(place[order], place[order], side="left")
    rank = np.empty(len(x), dtype=np.int64)
    rank[order] = np.arange(len(x)) - starts
    return np.where(rank % 2 == 1, (rank + 1) // 2, -(rank // 2)).astype(np.float64)


def _drawn(
    names: Sequence[str],
    shares: FloatArray,
    relative: FloatArray,
    heading: Heading,
    unit: str,
    remarks: tuple[str, ...],
) -> Sheet:
    need_matplotlib()
    if shares.ndim != 2 or shares.shape != relative.shape or shares.shape[1] != len(names) or not shares.size:
        raise DataError("contributions and values must be two tables of the same rows, a column a signal")
    if not np.isfinite(shares).all():
        raise DataError("a contribution is not a number; explain the rows again")
    shown = ranking(shares)[:MOST_SIGNALS]
    lines = [balanced(names[j], _LABELS - 0.2, LABEL) for j in shown]
    said = remarks
    if len(shown) < len(names):
        said = (*remarks, f"{len(names) - len(shown)} signals with smaller contributions are not shown.")
    foot = tuple(line for text in said for line in wrapped(text, WIDTH - 2 * MARGIN, SMALL))
    tall = _ROW * len(shown)
    sheet = Sheet(heading, 0.35 + tall + _FOOT + len(foot) * line_height(SMALL))
    left = MARGIN + _LABELS
    axes = sheet.panel(left, 0.35, WIDTH - left - MARGIN, tall)
    low, high = _limits(shares[:, shown])
    axes.set(xlim=(low, high), ylim=(tall, 0.0), yticks=[])
    axes.grid(axis="x", color=RULE, linewidth=0.8)
    axes.axvline(0.0, color=INK, linewidth=1.0, zorder=1)
    for row, (j, name) in enumerate(zip(shown.tolist(), lines, strict=True)):
        middle = (row + 0.5) * _ROW
        top = sheet.top + 0.35 + middle - len(name) * line_height(LABEL) / 2
        sheet.write(left - 0.2, Block(name, LABEL, top), align="right")
        _draw_dots(axes, shares[:, j], relative[:, j], middle)
    axes.set_xlabel(f"◀ lowers the score     {unit}     raises it ▶", fontsize=LABEL, color=FAINT)
    _draw_legend(sheet, axes)
    sheet.write(MARGIN, Block(foot, SMALL, sheet.height - 0.14 - len(foot) * line_height(SMALL)), colour=FAINT)
    return sheet


def _limits(shares: FloatArray) -> tuple[float, float]:
    low, high = min(0.0, float(shares.min())), max(0.0, float(shares.max()))
    room = 0.03 * (high - low) or 1.0
    return low - room, high + room


def _draw_dots(axes: "Axes", shares: FloatArray, relative: FloatArray, middle: float) -> None:
    """What is outside its range lies on top."""
    low, high = axes.get_xlim()
    apart = swarmed((shares - low) / (high - low))
    # The fullest place still keeps within its row.
    step = min(_DOT_INCHES, (0.5 * _ROW - 0.04) / max(1.0, float(np.abs(apart).max())))
    y = middle + step * apart
    unjudged, above, below = np.isnan(relative), relative > 1.0, relative < 0.0
    within = ~(unjudged | above | below)
    axes.scatter(
        shares[within],
        y[within],
        s=(0.75 * _DOT) ** 2,
        c=[place_colour(place) for place in relative[within].tolist()],
        edgecolors=_EDGE,
        linewidths=0.3,
        zorder=3,
    )
    axes.plot(shares[unjudged], y[unjudged], "x", color=FAINT, markersize=0.75 * _DOT, markeredgewidth=0.8, zorder=4)
    for rows, shape, colour in ((below, "v", LOWERS), (above, "^", RAISES)):
        look: dict[str, Any] = {"markersize": _DOT, "markeredgecolor": "white", "markeredgewidth": 0.4, "zorder": 5}
        axes.plot(shares[rows], y[rows], shape, color=colour, **look)


def place_colour(place: float) -> tuple[float, float, float]:
    """From blue at the low end of the range, 0, over grey to vermillion at the high end, 1; pale, for all is well."""
    from matplotlib.colors import to_rgb

    strength = 0.75 * abs(2.0 * place - 1.0)
    end, grey = to_rgb(RAISES if place > 0.5 else LOWERS), to_rgb(_PALE)
    red, green, blue = (g + strength * (e - g) for e, g in zip(end, grey, strict=True))
    return red, green, blue


def _draw_legend(sheet: Sheet, axes: "Axes") -> None:
    """Above the dots, so that it can hide none."""
    from matplotlib.lines import Line2D

    handles = []
    for said, shape, colour, edge in _LEGEND:
        face = place_colour(colour) if isinstance(colour, float) else colour
        mark = Line2D([], [], linestyle="", marker=shape, color=face, markeredgecolor=edge, markersize=8, label=said)
        handles.append(mark)
    axes.legend(
        handles=handles,
        title=None,
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
        ncols=len(handles),
        frameon=False,
        fontsize=SMALL,
        handletextpad=0.2,
        columnspacing=1.2,
        borderaxespad=0.1,
    )
    words = Block(("A dot is a row. Its value was:",), SMALL, sheet.top + 0.35 - 1.35 * line_height(SMALL))
    sheet.write(MARGIN, words, colour=FAINT)
