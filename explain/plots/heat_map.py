"""Which component speaks for which failure mode: one explanation as a map of percentage points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
    balanced,
    line_height,
    longest_word,
    need_matplotlib,
    percent,
    signed,
    text_width,
)
from explain.records import Attribution

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_COLUMNS = 12
_NARROWEST, _WIDEST = 0.62, 2.0
_MODES, _ROW, _FOOT = 2.9, 0.46, 0.55
_NAME = 9.0
"""Points of the components' names."""
_NOTHING = 0.05
"""Percentage points that are shown as none."""


@dataclass(frozen=True)
class HeatMap:
    """points: a row a mode, a column a component. others: how many components the last column is the sum of, so that
    a row keeps its sum; 0 where it is a component like the others.
    """

    modes: tuple[str, ...]
    components: tuple[str, ...]
    points: tuple[tuple[float, ...], ...]
    others: int = 0

    @property
    def strongest(self) -> tuple[int, int]:
        """Row and column of the component with the most points, whichever way; the first of equals."""
        single = len(self.components) - (self.others > 0)
        places = [(i, j) for i in range(len(self.modes)) for j in range(single)]
        return max(places, key=lambda place: abs(self.points[place[0]][place[1]]))


def heat_map(
    attributions: Sequence[Attribution],
    modes: Mapping[str, str],
    components: Mapping[str, str],
    heading: Heading,
    *,
    suffix: str,
) -> bytes:
    """The picture of all modes of one explanation. modes, components: id → name. suffix: .png or .svg.

    Raises DataError when no component contributed anything, ExplainError without matplotlib or for another suffix.
    """
    return _drawn(attributions, modes, components, heading).as_bytes(suffix)


def component_map(
    attributions: Sequence[Attribution],
    modes: Mapping[str, str],
    components: Mapping[str, str],
    most: int = MOST_COLUMNS,
) -> HeatMap:
    """The map in numbers: components by their strongest share, those beyond `most` columns gathered as "others"."""
    shares = [{share.component_id: share.points for share in found.components} for found in attributions]
    strength: dict[str, float] = {}
    for row in shares:
        for component, points in row.items():
            strength[component] = max(strength.get(component, 0.0), abs(points))
    ranked = sorted(strength, key=lambda component: (-strength[component], component))
    if not ranked:
        raise DataError("no component contributed to any failure mode, so there is nothing to draw")
    shown = ranked if len(ranked) <= most else ranked[: most - 1]
    others = ranked[len(shown) :]
    names = [components.get(component, component) for component in shown]
    rows = [[row.get(component, 0.0) for component in shown] for row in shares]
    if others:
        names.append(f"{len(others)} others")
        rows = [[*row, sum(share.get(o, 0.0) for o in others)] for row, share in zip(rows, shares, strict=True)]
    return HeatMap(_mode_names(attributions, modes), tuple(names), tuple(tuple(row) for row in rows), len(others))


def _mode_names(attributions: Sequence[Attribution], modes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{modes.get(one.mode_id, one.mode_id)}, {percent(one.probability)}" for one in attributions)


def _drawn(
    attributions: Sequence[Attribution], modes: Mapping[str, str], components: Mapping[str, str], heading: Heading
) -> Sheet:
    need_matplotlib()
    told = _mode_names(attributions, modes)
    left = MARGIN + min(_MODES, max((text_width(name, LABEL) for name in told), default=0.0)) + 0.25
    wide = WIDTH - MARGIN - left
    ids = {share.component_id for found in attributions for share in found.components}
    words = [longest_word(components.get(one, one), _NAME) + 0.07 for one in ids]
    narrowest = min(_WIDEST, max(_NARROWEST, *words, 0.0))
    found = component_map(attributions, modes, components, min(MOST_COLUMNS, int(wide / narrowest)))
    cell = min(_WIDEST, wide / len(found.components))
    rows = [balanced(name, left - MARGIN - 0.15, LABEL) for name in found.modes]
    columns = [balanced(name, cell - 0.06, _NAME) for name in found.components]
    heights = [max(_ROW, len(lines) * line_height(LABEL) + 0.1) for lines in rows]
    head = max(len(lines) for lines in columns) * line_height(_NAME) + 0.12
    sheet = Sheet(heading, head + sum(heights) + _FOOT)
    axes = sheet.panel(left, head, cell * len(found.components), sum(heights))
    axes.set(xlim=(0.0, cell * len(found.components)), ylim=(sum(heights), 0.0), xticks=[], yticks=[])
    axes.spines["bottom"].set_visible(False)
    for j, lines in enumerate(columns):
        top = sheet.top + head - 0.08 - len(lines) * line_height(_NAME)
        sheet.write(left + (j + 0.5) * cell, Block(lines, _NAME, top), align="center")
    down = 0.0
    for i, (lines, height) in enumerate(zip(rows, heights, strict=True)):
        top = sheet.top + head + down + (height - len(lines) * line_height(LABEL)) / 2
        sheet.write(left - 0.15, Block(lines, LABEL, top), align="right")
        for j in range(len(found.components)):
            _draw_cell(axes, found, (i, j), (j * cell, down, cell, height))
        down += height
    said = "Percentage points: + raises the probability, - (hatched) lowers it. The thick frame is the strongest share."
    sheet.write(MARGIN, Block((said,), SMALL, sheet.height - 0.14 - line_height(SMALL)), colour=FAINT)
    return sheet


def _draw_cell(axes: "Axes", found: HeatMap, at: tuple[int, int], box: tuple[float, float, float, float]) -> None:
    """box: left, top, width, height in inches."""
    from matplotlib.patches import Rectangle

    x, y, width, height = box
    i, j = at
    points, row, column = found.points[i][j], *found.strongest
    most = abs(found.points[row][column])
    # Many others together may outweigh the strongest one.
    weight = min(1.0, abs(points) / most) if most > 0.0 else 0.0
    silent = abs(points) < _NOTHING
    look: dict[str, Any] = {"facecolor": "white" if silent else _tint(points, weight), "edgecolor": RULE}
    axes.add_patch(Rectangle((x, y), width, height, linewidth=1.0, zorder=1, clip_on=False, **look))
    if points < 0 and not silent:
        look = {"facecolor": "none", "edgecolor": LOWERS, "hatch": HATCH, "linewidth": 0.0, "alpha": 0.45}
        axes.add_patch(Rectangle((x, y), width, height, zorder=2, **look))
    if at == (row, column) and not silent:
        frame: dict[str, Any] = {"facecolor": "none", "edgecolor": INK, "linewidth": 3.0, "zorder": 5}
        axes.add_patch(Rectangle((x, y), width, height, clip_on=False, **frame))
    axes.text(
        x + width / 2,
        y + height / 2,
        "·" if silent else signed(points),
        fontsize=LABEL,
        fontweight="bold" if at == (row, column) else "normal",
        color=FAINT if silent else INK,
        ha="center",
        va="center_baseline",
        zorder=6,
        bbox=None if silent or points > 0 else {"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.8},
        parse_math=False,
    )


def _tint(points: float, weight: float) -> tuple[float, float, float]:
    """The colour of the sign, mixed with white: light enough for dark words on it."""
    from matplotlib.colors import to_rgb

    strength = 0.12 + 0.63 * weight
    red, green, blue = (1.0 - strength * (1.0 - part) for part in to_rgb(RAISES if points > 0 else LOWERS))
    return red, green, blue
