"""Characters → words → chunks: words on one base line with no wide gap between them.

The order is that of the page as it is looked at, not that in which the file draws it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from knowledge_base.readers.pdf.frame import Box, turned
from knowledge_base.readers.pdf.glyphs import Glyph, PageGlyphs, Style

WIDE_GAP = 1.0
"""In sizes of the type: a gap as wide as this parts columns, cells, or a label and its text."""

ASLANT = -1
"""The turn of text that runs along no side of the page."""

_NEARLY_STRAIGHT = 3
_WORD_GAP = 0.17
_SAME_BASE = 0.12
_ASCENT = 0.8
_RAISED = dict(zip("0123456789+-−–()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ⁿ", strict=True))


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its type. base: where its letters stand; x0, x1: where it begins and ends, in points."""

    text: str
    x0: float
    x1: float
    base: float
    style: Style


@dataclass(frozen=True, eq=False)
class Chunk:
    """Words of one line with no wide gap between them. turn: 0, or the angle at which they run on the page."""

    words: tuple[Word, ...]
    turn: int = 0

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.words[-1].x1

    @cached_property
    def base(self) -> float:
        """The base line of its largest type."""
        return max(self.words, key=lambda word: word.style.size).base

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return self.style.size

    @cached_property
    def style(self) -> Style:
        """The style of most of its letters."""
        return main_style(self.words)

    @cached_property
    def box(self) -> Box:
        """Around its letters, ascenders and descenders included."""
        return self.x0, self.base - _ASCENT * self.size, self.x1, self.base + (1 - _ASCENT) * self.size

    @cached_property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)


def main_style(words: Sequence[Word]) -> Style:
    """The style of most letters."""
    first = words[0].style
    if all(word.style is first or word.style == first for word in words):
        return first
    letters: Counter[Style] = Counter()
    for word in words:
        letters[word.style] += len(word.text)
    return letters.most_common(1)[0][0]


def chunks_of(page: PageGlyphs, glyphs: Sequence[Glyph]) -> list[Chunk]:
    """The chunks of a page, upright ones first. Text that runs along no side of the page is left as it is drawn."""
    turns: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        turns[_turn(page.objects[glyph.owner].angle)].append(glyph)
    aslant = turns.pop(ASLANT, [])
    found = [chunk for turn in sorted(turns) for chunk in _of_one_turn(page, turns[turn], turn)]
    return [*found, *_aslant(page, aslant)]


def _turn(angle: int) -> int:
    nearest = round(angle / 90) * 90
    return nearest % 360 if abs(angle - nearest) <= _NEARLY_STRAIGHT else ASLANT


def _aslant(page: PageGlyphs, glyphs: list[Glyph]) -> Iterator[Chunk]:
    """One chunk for each text object; across a page stand stamps and watermarks."""
    for owner, group in groupby(glyphs, key=lambda glyph: glyph.owner):
        letters = list(group)
        style = page.objects[owner].style
        x0, x1 = min(glyph.ink[0] for glyph in letters), max(glyph.ink[2] for glyph in letters)
        text = "".join(glyph.char for glyph in letters).split()
        words = tuple(Word(word, x0, x1, letters[0].y, style) for word in text)
        if words:
            yield Chunk(words, ASLANT)


def _of_one_turn(page: PageGlyphs, glyphs: list[Glyph], turn: int) -> Iterator[Chunk]:
    placed = []
    for glyph in glyphs:
        style = page.objects[glyph.owner].style
        _, _, x1, _ = turned(glyph.advance, turn, page.frame.width, page.frame.height)
        x, base, _, _ = turned((glyph.x, glyph.y, glyph.x, glyph.y), turn, page.frame.width, page.frame.height)
        placed.append(_Placed(glyph.char, x, max(x1, x), base, style))
    rows = [row for row in _rows(placed) if any(not glyph.char.isspace() for glyph in row)]
    chunks = [chunk for row in rows for chunk in _chunks_of_row(row, turn)]
    yield from with_raised_signs(chunks)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A character in upright coordinates."""

    char: str
    x0: float
    x1: float
    base: float
    style: Style


def _rows(glyphs: list[_Placed]) -> list[list[_Placed]]:
    """Characters on one base line, from left to right; those that share a sign remain in their order."""
    rows: list[list[_Placed]] = []
    for glyph in sorted(glyphs, key=lambda g: g.base):
        if rows and glyph.base - rows[-1][-1].base <= _SAME_BASE * min(glyph.style.size, rows[-1][-1].style.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        row.sort(key=lambda g: g.x0)
    return rows


def _chunks_of_row(row: list[_Placed], turn: int) -> Iterator[Chunk]:
    words: list[Word] = []
    letters: list[_Placed] = []
    parted = False
    for glyph in row:
        if glyph.char.isspace():
            parted = True
            continue
        if letters:
            gap = glyph.x0 - letters[-1].x1
            size = max(glyph.style.size, letters[-1].style.size)
            if parted or gap > _WORD_GAP * size:
                words.append(_word(letters))
                letters = []
            if gap > WIDE_GAP * size:
                yield Chunk(tuple(words), turn)
                words = []
        letters.append(glyph)
        parted = False
    if letters:
        words.append(_word(letters))
    if words:
        yield Chunk(tuple(words), turn)


def _word(letters: list[_Placed]) -> Word:
    styles = Counter(glyph.style for glyph in letters)
    style = styles.most_common(1)[0][0]
    text = "".join(glyph.char for glyph in letters)
    return Word(text, letters[0].x0, letters[-1].x1, letters[0].base, style)


def with_raised_signs(chunks: list[Chunk]) -> list[Chunk]:
    """Put small raised or lowered signs into the word that they belong to: m and a raised 2 become m²."""
    found = sorted(chunks, key=lambda chunk: chunk.base)
    bases = [chunk.base for chunk in found]
    gone: set[int] = set()
    for index, small in enumerate(found):
        if len(small.words) > 2 or len(small.text) > 12:
            continue
        for other in _neighbours(index, bases, small.size * 1.2):
            if other in gone or found[other].size * 0.86 < small.size:
                continue
            joined = _joined(found[other], small)
            if joined is not None:
                found[other] = joined
                gone.add(index)
                break
    return [chunk for index, chunk in enumerate(found) if index not in gone]


def _neighbours(index: int, bases: list[float], reach: float) -> Iterator[int]:
    for step in (1, -1):
        other = index + step
        while 0 <= other < len(bases) and abs(bases[other] - bases[index]) <= reach:
            yield other
            other += step


def _joined(line: Chunk, small: Chunk) -> Chunk | None:
    """The line with the small signs in it, if they touch one of its words."""
    rise = line.base - small.base
    if not -0.35 * line.size <= rise <= 0.7 * line.size:
        return None
    reach = 0.25 * line.size
    for position, word in enumerate(line.words):
        after, before = abs(small.x0 - word.x1) <= reach, abs(small.x1 - word.x0) <= reach
        if not after and not (before and position == 0):
            continue
        text = _raised(small.text) if rise > 0.12 * line.size else small.text
        both = word.text + text if after else text + word.text
        grown = Word(both, min(word.x0, small.x0), max(word.x1, small.x1), word.base, word.style)
        return Chunk((*line.words[:position], grown, *line.words[position + 1 :]), line.turn)
    return None


def _raised(text: str) -> str:
    """Raised digits and signs as Unicode writes them, so that 10 and a raised 3 do not become 103."""
    if all(sign in _RAISED for sign in text):
        return "".join(_RAISED[sign] for sign in text)
    return text
