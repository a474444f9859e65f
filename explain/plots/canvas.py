"""What all pictures share: a sheet 1,200 pixels wide with a heading, words that are measured before they are set, and
the bytes of the finished file.

Colours are Okabe and Ito's (2008, Color Universal Design), told apart by all common kinds of colour vision; what a
colour says is always said by a shape, a hatching or a sign, too.
"""

import io
import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explain.errors import ExplainError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, MARGIN = 12.0, 0.35
"""Inches; a hundred pixels each."""
RAISES, LOWERS, NEUTRAL, PURPLE = "#D55E00", "#0072B2", "#BBBBBB", "#CC79A7"
"""Vermillion, blue, grey, reddish purple."""
INK, FAINT, RULE = "#1A1A1A", "#595959", "#D9D9D9"
WARNING = "#F0E442"
HATCH = "////"
LABEL, SMALL, TITLE = 11.0, 9.5, 15.0
"""Points."""
SUFFIXES = (".png", ".svg")
_DPI = 100
_POINTS = 72.0
_SPACING = 1.32
_HALVINGS = 6


@dataclass(frozen=True)
class Heading:
    """What a picture is of, in people's words. unreliable: why its explanation is not to be relied on; empty if it is.

    when: a time, or a row's number where rows have no time. method: how it was computed.
    """

    asset: str
    what: str
    when: str
    method: str
    unreliable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """Lines of text at a place. top: inches from the top edge of the sheet to the top of the first line."""

    lines: tuple[str, ...]
    size: float
    top: float
    bold: bool = False

    @property
    def height(self) -> float:
        """Inches."""
        return len(self.lines) * line_height(self.size)


class Sheet:
    """A white page with its heading set. top: inches from the top edge at which the picture itself begins."""

    def __init__(self, heading: Heading, body: float) -> None:
        """body: height in inches of what will stand below the heading. Raises ExplainError without matplotlib."""
        need_matplotlib()
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.title = f"{heading.asset}: {heading.what}"
        self.doubts = heading.unreliable
        blocks = _heading(self.title, heading)
        self.top = blocks[-1].top + blocks[-1].height + (0.3 if self.doubts else 0.2)
        self.height = self.top + body
        self.figure: Figure = Figure(figsize=(WIDTH, self.height), dpi=_DPI, facecolor="white")
        FigureCanvasAgg(self.figure)
        for block in blocks:
            self.write(MARGIN + (0.12 if block is not blocks[0] and block.bold else 0.0), block, zorder=30)
        if self.doubts:
            self._band(blocks[-1])

    def panel(self, left: float, below: float, width: float, height: float) -> "Axes":
        """Empty axes; below: inches between the heading and their upper edge."""
        from matplotlib.axes import Axes

        bottom = self.height - self.top - below - height
        place = (left / WIDTH, bottom / self.height, width / WIDTH, height / self.height)
        axes: Axes = self.figure.add_axes(place)
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set_color(FAINT)
        axes.tick_params(labelsize=SMALL, colors=FAINT, length=3)
        axes.set_axisbelow(True)
        return axes

    def write(self, x: float, block: Block, *, colour: str = INK, align: str = "left", zorder: float = 10) -> None:
        """Set a block; x: inches from the left edge to its left end, middle or right end, as `align` says."""
        for i, line in enumerate(block.lines):
            down = block.top + (i + 0.5) * line_height(block.size)
            self.figure.text(
                x / WIDTH,
                1.0 - down / self.height,
                line,
                fontsize=block.size,
                fontweight="bold" if block.bold else "normal",
                color=colour,
                ha=align,
                va="center_baseline",
                zorder=zorder,
                parse_math=False,
            )

    def as_bytes(self, suffix: str) -> bytes:
        """The finished file. suffix: .png or .svg, in any case; ExplainError for another."""
        kind = file_kind(suffix)
        if self.doubts:
            self._stamp()
        nothing = {"Software": None} if kind == "png" else {"Date": None, "Creator": None}
        made = io.BytesIO()
        self.figure.savefig(made, format=kind, dpi=_DPI, metadata={"Title": self.title, **nothing})
        return made.getvalue()

    def _band(self, block: Block) -> None:
        """Yellow behind the reasons for doubt, over the whole width."""
        from matplotlib.patches import Rectangle

        low = 1.0 - (block.top + block.height + 0.08) / self.height
        size = (1.0 - 2 * MARGIN / WIDTH, (block.height + 0.16) / self.height)
        look: dict[str, Any] = {"facecolor": WARNING, "edgecolor": INK, "linewidth": 1.5, "zorder": 20}
        self.figure.add_artist(Rectangle((MARGIN / WIDTH, low), *size, transform=self.figure.transFigure, **look))

    def _stamp(self) -> None:
        self.figure.text(
            0.5,
            0.5 * (self.height - self.top) / self.height,
            "UNRELIABLE",
            fontsize=min(96.0, 24.0 * (self.height - self.top)),
            fontweight="bold",
            color=INK,
            alpha=0.16,
            ha="center",
            va="center",
            rotation=14,
            zorder=40,
        )


def need_matplotlib() -> None:
    """Raises ExplainError when the optional package is not there."""
    if find_spec("matplotlib") is None:
        raise ExplainError("pictures need matplotlib. Run: pip install matplotlib")


def file_kind(suffix: str) -> str:
    """`png` or `svg` of a file's name or suffix. Raises ExplainError for anything else."""
    found = (Path(suffix).suffix or suffix).lower()
    if found not in SUFFIXES:
        raise ExplainError(
            f"a picture is written as {' or '.join(SUFFIXES)}, not as {suffix!r}. Change the file's name"
        )
    return found[1:]


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Lines of at most `width` inches, broken between words; a word that is longer than a line, after its hyphens."""
    return _filled(text, width, size, bold)


def balanced(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """As `wrapped`, in as few lines, all about as long: no single word is left for the last one."""
    lines = _filled(text, width, size, bold)
    longest = max((text_width(word, size, bold=bold) for word in text.split()), default=0.0)
    if longest > width:
        longest = longest_word(text, size, bold=bold)
    narrow, wide = min(longest, width), width
    for _ in range(_HALVINGS if len(lines) > 1 else 0):
        middle = (narrow + wide) / 2
        tried = _filled(text, middle, size, bold)
        if len(tried) > len(lines):
            narrow = middle
        else:
            lines, wide = tried, middle
    return lines


def longest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Inches of the longest part that no line break may go through."""
    return max((text_width(part, size, bold=bold) for word in text.split() for part in _parts(word)), default=0.0)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Inches that a line of text takes, by the metrics of the font."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    if not text:
        return 0.0
    look = FontProperties(size=size, weight="bold" if bold else "normal")
    return float(text_to_path.get_text_width_height_descent(text, look, ismath=False)[0]) / _POINTS


def line_height(size: float) -> float:
    """Inches from line to line."""
    return _SPACING * size / _POINTS


def signed(points: float) -> str:
    """`+41`, `-3.2`, `+0.4`: one digit after the point below ten; `0.0` without a sign."""
    shown = round(points, 0 if abs(points) >= 10 else 1)
    if shown == 0:
        return "0.0"
    return f"{shown:+.0f}" if abs(shown) >= 10 else f"{shown:+.1f}"


def percent(probability: float) -> str:
    """`93 %`; never 0 % or 100 %, which would claim certainty."""
    whole = round(100 * probability)
    if whole >= 100:
        return "over 99 %"
    return "under 1 %" if whole < 1 else f"{whole} %"


def _heading(title: str, heading: Heading) -> list[Block]:
    room = WIDTH - 2 * MARGIN
    first = Block(wrapped(title, room, TITLE, bold=True), TITLE, 0.25, bold=True)
    below = f"{heading.when}. {heading.method}"
    second = Block(wrapped(below, room, LABEL), LABEL, first.top + first.height + 0.04)
    if not heading.unreliable:
        return [first, second]
    told = f"UNRELIABLE: {'. '.join(reason.rstrip('.') for reason in heading.unreliable)}."
    lines = wrapped(told, room - 0.24, LABEL, bold=True)
    return [first, second, Block(lines, LABEL, second.top + second.height + 0.18, bold=True)]


def _filled(text: str, width: float, size: float, bold: bool) -> tuple[str, ...]:
    lines = [""]
    for word in text.split():
        between = " " if lines[-1] else ""
        for part in [word] if text_width(word, size, bold=bold) <= width else _parts(word):
            for piece in _pieces(part, width, size, bold):
                if lines[-1] and text_width(lines[-1] + between + piece, size, bold=bold) > width:
                    lines.append("")
                    between = ""
                lines[-1] += between + piece
                between = ""
    return tuple(lines)


def _parts(word: str) -> list[str]:
    """A word, parted after its hyphens."""
    return re.split(r"(?<=[^\W\d_]-)(?=[^\W\d_])", word)


def _pieces(part: str, width: float, size: float, bold: bool) -> list[str]:
    """What fits onto a line each: all of the part, unless it is longer than a line."""
    if text_width(part, size, bold=bold) <= width:
        return [part]
    pieces = [""]
    for letter in part:
        if pieces[-1] and text_width(pieces[-1] + letter, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
