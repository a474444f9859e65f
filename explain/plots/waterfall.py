"""From the usual probability to the present one, signal by signal: one attribution as a waterfall."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from explain.plots.canvas import (
    FAINT,
    HATCH,
    INK,
    LABEL,
    LOWERS,
    MARGIN,
    NEUTRAL,
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
    percent,
    signed,
    text_width,
    wrapped,
)
from explain.records import Attribution

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS = 10
LEAST_SHARE = 0.02
"""Of all that signals contributed, whichever way; what is less is gathered as "others"."""
_UNACCOUNTED = 0.05
"""Percentage points that may be missing before the picture says so."""
_LEAST_SPAN = 10.0
"""Percentage points that the axis shows at least, so that the small steps of a healthy machine look small."""
_LABELS = 4.9
_GAP, _BAR, _FOOT = 0.14, 0.34, 0.95


@dataclass(frozen=True)
class Stage:
    """One row of the picture: percentage points before and after it. label: its words; total: it is a level itself."""

    label: str
    before: float
    after: float
    total: bool = False

    @property
    def points(self) -> float:
        """Percentage points that this row adds."""
        return self.after - self.before


def waterfall(attribution: Attribution, labels: Mapping[str, str], heading: Heading, *, suffix: str) -> bytes:
    """The picture of one attribution. suffix: .png or .svg.

    labels: signal id → what the row says, such as "Spindle torque 71 N·m, normally 22 to 58"; the id where it has none.
    Raises ExplainError without matplotlib, or for another suffix.
    """
    return _drawn(attribution, labels, heading).as_bytes(suffix)


def stages(attribution: Attribution, labels: Mapping[str, str]) -> tuple[Stage, ...]:
    """Rows from the usual probability to the present one, in percentage points; no point is lost on the way.

    The strongest signals first; what is under LEAST_SHARE, and what would be more than MOST_ROWS, stands as "others".
    """
    level = 100.0 * attribution.base_probability
    end = 100.0 * attribution.probability
    made = [Stage("Usually", 0.0, level, total=True)]
    ranked = sorted(attribution.signals, key=lambda s: (-abs(s.points), s.signal_id))
    least = LEAST_SHARE * sum(abs(signal.points) for signal in ranked)
    shown = [signal for signal in ranked if abs(signal.points) >= least][:MOST_ROWS]
    others = ranked[len(shown) :]
    if len(others) == 1:
        shown, others = ranked, []
    told = [(labels.get(signal.signal_id, signal.signal_id), signal.points) for signal in shown]
    if others:
        told.append((f"{len(others)} others", sum(signal.points for signal in others)))
    for label, points in told:
        made.append(Stage(label, level, level + points))
        level += points
    if abs(end - level) >= _UNACCOUNTED:
        made.append(Stage("Not accounted for", level, end))
    return (*made, Stage("Now", 0.0, end, total=True))


def _drawn(attribution: Attribution, labels: Mapping[str, str], heading: Heading) -> Sheet:
    need_matplotlib()
    rows = stages(attribution, labels)
    lines = [balanced(row.label, _LABELS - 0.2, LABEL, bold=row.total) for row in rows]
    heights = [max(_BAR, len(said) * line_height(LABEL)) + _GAP for said in lines]
    levels = [level for row in rows for level in (row.before, row.after)]
    beyond = min(levels) < -0.5 or max(levels) > 100.5
    body = sum(heights) + _FOOT + (0.18 if beyond else 0.0)
    sheet = Sheet(heading, body)
    left = MARGIN + _LABELS
    axes = sheet.panel(left, 0.0, WIDTH - left - MARGIN, sum(heights))
    low, high = _limits(rows, WIDTH - left - MARGIN)
    axes.set(xlim=(low, high), ylim=(sum(heights), 0.0), yticks=[])
    down = 0.0
    for row, said, height in zip(rows, lines, heights, strict=True):
        middle = down + height / 2
        top = sheet.top + middle - len(said) * line_height(LABEL) / 2
        sheet.write(left - 0.2, Block(said, LABEL, top, bold=row.total), align="right")
        _draw_row(axes, row, middle)
        if row is not rows[-1]:
            axes.plot([row.after] * 2, [middle, middle + height], color=FAINT, linewidth=0.8, linestyle=":", zorder=1)
        down += height
    _draw_foot(sheet, axes, beyond=beyond)
    return sheet


def _limits(rows: tuple[Stage, ...], width: float) -> tuple[float, float]:
    """Left and right end of the axis, in points, so that every bar has room for the number beside it."""
    levels = [level for row in rows for level in (row.before, row.after)]
    low, high = min(0.0, *levels), max(*levels, _LEAST_SPAN)
    widest = max(text_width(_number(row), LABEL, bold=True) for row in rows) + 0.15
    room = (high - low) * widest / (width - 2 * widest)
    leftmost = any(row.points < 0 and min(row.before, row.after) - room < low for row in rows if not row.total)
    return low - (room if leftmost or low < 0 else 0.0), high + room


def _number(row: Stage) -> str:
    return percent(row.after / 100.0) if row.total else signed(row.points)


def _draw_row(axes: "Axes", row: Stage, middle: float) -> None:
    """A bar for a level, an arrow for a step; the number stands at its end."""
    low, high = axes.get_xlim()
    inch = (high - low) / (WIDTH - 2 * MARGIN - _LABELS)
    if row.total:
        axes.barh(middle, row.after, height=_BAR, color=NEUTRAL, edgecolor=FAINT, linewidth=0.8)
    else:
        _draw_arrow(axes, row, middle, 0.16 * inch)
    falls = row.points < 0 and not row.total
    axes.text(
        row.after + (-0.07 if falls else 0.07) * inch,
        middle,
        _number(row),
        fontsize=LABEL,
        fontweight="bold",
        color=INK,
        ha="right" if falls else "left",
        va="center_baseline",
        parse_math=False,
    )


def _draw_arrow(axes: "Axes", row: Stage, middle: float, tip: float) -> None:
    """Points to where the probability goes; hatched where it falls."""
    from matplotlib.patches import Polygon

    rises = row.points >= 0
    head = min(tip, abs(row.points)) * (1 if rises else -1)
    neck, half = row.after - head, _BAR / 2
    corners = [
        (row.before, middle - half),
        (neck, middle - half),
        (row.after, middle),
        (neck, middle + half),
        (row.before, middle + half),
    ]
    look: dict[str, Any] = (
        {"facecolor": RAISES, "edgecolor": RAISES}
        if rises
        else {"facecolor": "white", "edgecolor": LOWERS, "hatch": HATCH}
    )
    axes.add_patch(Polygon(corners, closed=True, linewidth=1.2, zorder=3, **look))


def _draw_foot(sheet: Sheet, axes: "Axes", *, beyond: bool) -> None:
    axes.grid(axis="x", color=RULE, linewidth=0.8)
    axes.set_xlabel("Probability, %", fontsize=LABEL, color=FAINT)
    low, high = axes.get_xlim()
    ticks = [tick for tick in axes.get_xticks() if low <= tick <= high and 0 <= tick <= 100]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    said = ["Numbers are percentage points. ▶ raises the probability, ◀ (hatched) lowers it."]
    if beyond:
        said.append("Steps may pass 0 or 100 %: signals pull both ways, and only the last level is a probability.")
    lines = tuple(line for text in said for line in wrapped(text, WIDTH - 2 * MARGIN, SMALL))
    sheet.write(MARGIN, Block(lines, SMALL, sheet.height - 0.14 - len(lines) * line_height(SMALL)), colour=FAINT)
