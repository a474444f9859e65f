"""Lines → paragraphs, each one text in the order of the manual, over columns and pages too."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from knowledge_base.readers.pdf.aligned import LEADER
from knowledge_base.readers.pdf.glyphs import Style
from knowledge_base.readers.pdf.joining import Vocabulary, joined
from knowledge_base.readers.pdf.labels import Label, label_of
from knowledge_base.readers.pdf.lines import Cell, Line, Region, Row
from knowledge_base.readers.pdf.phrases import CAPTION, field_in, notice_in
from knowledge_base.readers.pdf.words import main_style

_LOOSE = 1.22
_WIDEST_LEADING = 1.8
_INDENT = 0.7
_DEEPEST_INDENT = 5.0
_ENDS = (".", ":", ";", "!", "?", ".”", ".)", '."')
_FOOTNOTE_SIZE = 0.92
_SENTENCE = 6
_IN_SENTENCE = re.compile(r"(?=[^\W\d_])[^\W\d_A-Z]+(?=[\s,;.)]|$)")
_BROKEN_WORD = re.compile(r"[^\W\d_][-‐\u00ad]$")
_TITLE_SIZE = 1.3
_FOOTNOTE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹*†‡]|\d{1,2}\s")


@dataclass(frozen=True, eq=False)
class Paragraph:
    """Lines that are one text. page: of its first word."""

    lines: tuple[Line, ...]
    words: Vocabulary

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page

    @cached_property
    def text(self) -> str:
        """Its words, those that a line breaks joined where that is sure."""
        return joined([line.text for line in self.lines], self.words)

    @cached_property
    def label(self) -> Label | None:
        """The number or bullet before its text."""
        return label_of(self.lines[0])

    @cached_property
    def style(self) -> Style:
        """The style of most of its letters."""
        return main_style([word for line in self.lines for word in line.words])

    @property
    def x0(self) -> float:
        """Where its first line begins, as if it stood in the first column."""
        return self.lines[0].x0 - self.lines[0].shift

    @property
    def text_x(self) -> float:
        """Where its text begins: after the label, if it has one; as if it stood in the first column."""
        line = self.lines[min(1, len(self.lines) - 1)]
        return self.label.text_x - self.lines[0].shift if self.label else line.x0 - line.shift

    @cached_property
    def bold_until(self) -> int:
        """How many characters at the beginning of its text are bold."""
        count = 0
        for line in self.lines:
            for word in line.words:
                if not word.style.bold:
                    return max(count - 1, 0)
                count += len(word.text) + 1
        return len(self.text)

    @property
    def all_bold(self) -> bool:
        """It is bold from end to end."""
        return self.bold_until >= len(self.text)


Piece = Paragraph | Row


def vocabulary_of(regions: Sequence[Region]) -> Vocabulary:
    """The words that a document writes within its lines."""
    return Vocabulary([item.text for region in regions for item in region if isinstance(item, Line)])


def paragraphs_of(regions: Sequence[Region], words: Vocabulary) -> list[Piece]:
    """All pieces of a document in reading order."""
    lines = [item for region in regions for item in region if isinstance(item, Line)]
    usual = _Usual(_leadings(regions), _body_size(lines))
    parts = [list(_of_region(region, words, usual)) for region in regions]
    return _over_breaks(parts, usual.size)


@dataclass(frozen=True)
class _Usual:
    """What is usual in a document. leadings: size → distance of base lines; size: of the running text."""

    leadings: Mapping[float, float]
    size: float


def _leadings(regions: Sequence[Region]) -> Mapping[float, float]:
    """Size of type → the widest distance of base lines that is usual within paragraphs of it."""
    steps: dict[float, Counter[float]] = defaultdict(Counter)
    for region in regions:
        for one, other in pairwise(region):
            if isinstance(one, Line) and isinstance(other, Line) and one.style.size == other.style.size:
                step = round((other.base - one.base) * 2) / 2
                if 0 < step <= _WIDEST_LEADING * one.style.size:
                    steps[one.style.size][step] += 1
    return {
        size: max(step for step, times in counts.items() if times >= 0.15 * counts.total())
        for size, counts in steps.items()
        if any(times >= 0.15 * counts.total() for times in counts.values())
    }


def _body_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.style.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _of_region(region: Region, words: Vocabulary, usual: _Usual) -> Iterator[Piece]:
    """The paragraphs and rows of one region."""
    lines: list[Line] = []
    for item in region:
        if lines and (isinstance(item, Row) or _begins(lines, item, usual)):
            yield Paragraph(tuple(lines), words)
            lines = []
        if isinstance(item, Row):
            yield item
        else:
            lines.append(item)
    if lines:
        yield Paragraph(tuple(lines), words)


def _begins(lines: Sequence[Line], line: Line, usual: _Usual) -> bool:
    """A line begins a new paragraph after these lines of another one."""
    last = lines[-1]
    if line.framed != last.framed or _looks_other(last, line) or LEADER.search(last.text) or LEADER.search(line.text):
        return True
    if _is_loose(lines, line, usual.leadings) or _names_something(line):
        return True
    label = label_of(line)
    if line.style.size > _TITLE_SIZE * usual.size:  # the lines of a title end where its author wanted
        return label is not None
    if label is not None and (label.sure or last.text.endswith(_ENDS) or not _is_full(last, line)):
        return True
    if _is_indented(lines, line):
        return True
    return not _is_full(last, line) and (
        last.text.endswith(_ENDS) or last.x1 < last.right - 0.3 * (last.right - last.left)
    )


def _looks_other(last: Line, line: Line) -> bool:
    """It is set in other type from end to end: a heading before or after text."""
    one, other = last.style, line.style
    end, start = last.words[-1].style, line.words[0].style
    if abs(one.size - other.size) > 0.08 * max(one.size, other.size) and end.size != start.size:
        return True
    uniform = all(len({word.style.bold for word in x.words}) == 1 for x in (last, line))
    if uniform and one.bold != other.bold:
        return True
    return one.bold and other.bold and uniform and one.colour != other.colour


def _is_loose(lines: Sequence[Line], line: Line, leadings: Mapping[float, float]) -> bool:
    """There is more space above it than between the lines of a paragraph."""
    last, size = lines[-1], line.style.size
    step = line.base - last.base
    if step <= 0:
        return True
    if len(lines) > 1:
        return step > _LOOSE * max(last.base - lines[-2].base, size)
    return step > _LOOSE * leadings.get(size, 1.35 * size)


def _names_something(line: Line) -> bool:
    """It begins a notice, a field, or a caption."""
    if CAPTION.match(line.text) or notice_in(line.text):
        return True
    bold = line.words[0].style.bold
    return bold and field_in(line.text) is not None


def _is_indented(lines: Sequence[Line], line: Line) -> bool:
    """It begins further in or out than the paragraph goes on."""
    size, first = line.style.size, lines[0]
    if len(lines) > 1:
        return abs(line.x0 - lines[-1].x0) > _INDENT * size and not _is_centred(lines, line)
    label = label_of(first)
    if label is not None:
        # A list item goes on below its text, or below its label.
        return line.x0 < first.x0 - _INDENT * size or line.x0 > label.text_x + _INDENT * size
    inwards = line.x0 - first.x0
    if inwards > _INDENT * size:
        return not _is_centred(lines, line)
    return inwards < -_DEEPEST_INDENT * size


def _is_centred(lines: Sequence[Line], line: Line) -> bool:
    """Both lines stand in the middle of the column."""
    middle = (line.left + line.right) / 2
    return all(
        abs((x.x0 + x.x1) / 2 - middle) < 2.0 and x.x0 > line.left + 2 * line.style.size for x in (lines[-1], line)
    )


def _is_full(last: Line, line: Line) -> bool:
    """The first word of the line would not have fitted at the end of the last one, or is the rest of its last word."""
    if _BROKEN_WORD.search(last.text):
        return True
    first = line.words[0]
    return last.x1 + 0.25 * last.style.size + (first.x1 - first.x0) > last.right - 1.0


def _over_breaks(parts: list[list[Piece]], body_size: float) -> list[Piece]:
    """Pieces of all regions; what goes on in the next column or on the next page is one, footnotes come after it."""
    found: list[Piece] = []
    for part in parts:
        notes = _footnotes_at_end(found, body_size)
        above = found[: len(found) - len(notes)]
        if above and part:
            one = _goes_on(above[-1], part[0])
            if one is not None:
                found = [*above[:-1], one, *notes, *part[1:]]
                continue
        found += part
    return found


def _footnotes_at_end(pieces: Sequence[Piece], body_size: float) -> list[Piece]:
    notes: list[Piece] = []
    for piece in reversed(pieces):
        if isinstance(piece, Row) or piece.style.size > _FOOTNOTE_SIZE * body_size or not _FOOTNOTE.match(piece.text):
            break
        notes.insert(0, piece)
    return notes


def _goes_on(last: Piece, first: Piece) -> Piece | None:
    """Both as one, if the second surely goes on with the first."""
    if isinstance(last, Row) and isinstance(first, Row):
        return _one_row(last, first)
    if not isinstance(last, Paragraph) or not isinstance(first, Paragraph):
        return None
    end, start = last.lines[-1], first.lines[0]
    if first.label or _names_something(start) or _looks_other(end, start) or LEADER.search(start.text):
        return None
    if CAPTION.match(last.text) or LEADER.search(end.text) or (last.all_bold and first.all_bold):
        return None
    below = end.x0 - end.shift
    places = (last.text_x, last.x0) if len(last.lines) == 1 and not last.label else (below, last.text_x)
    if not any(abs(first.x0 - x) <= 4.0 or abs(start.x0 - start.left - x + end.left) <= 4.0 for x in places):
        return None
    ended = last.text.endswith(_ENDS)
    if start.text[:1].islower() and not ended:
        return Paragraph((*last.lines, *first.lines), last.words)
    if not ended and len(last.lines) > 1 and _is_full(end, start):
        return Paragraph((*last.lines, *first.lines), last.words)
    return None


def _ends(cell: Cell) -> bool:
    return cell[-1].endswith(_ENDS)


def _one_row(last: Row, first: Row) -> Row | None:
    """A row that a page breaks: a cell goes on in the middle of a sentence, or the first cell below is empty."""
    same = len(last.cells) == len(first.cells) and abs(last.box[0] - first.box[0]) <= 4 and last.page + 1 == first.page
    if not same:
        return None
    goes_on = any(
        below and len(" ".join(above).split()) >= _SENTENCE and _IN_SENTENCE.match(below[0]) and not _ends(above)
        for above, below in zip(last.cells, first.cells, strict=True)
    )
    if goes_on or not first.cells[0]:
        cells = tuple(above + below for above, below in zip(last.cells, first.cells, strict=True))
        return Row(cells, last.box, last.page)
    return None
