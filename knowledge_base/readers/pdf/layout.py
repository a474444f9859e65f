"""Reading order: columns from left to right, full-width lines between them, tables where they stand."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge_base.readers.pdf.aligned import with_aligned_tables
from knowledge_base.readers.pdf.frame import Box, turned
from knowledge_base.readers.pdf.lines import Item, Line, Region, Row
from knowledge_base.readers.pdf.rules import Rule
from knowledge_base.readers.pdf.sheet import Sheet
from knowledge_base.readers.pdf.tables import ruled_tables
from knowledge_base.readers.pdf.words import ASLANT, Chunk

_GUTTER = 7.0
_EDGE = 0.12
_SAME_LINE = 0.3
_FEW_LINES = (3, 2)
_LETTERS_OF_TEXT = 15
_FILLED = 0.5
_MOST_LETTERS = 0.6
_ROW_BREAK = 1.45
_CANDIDATES = 8
_MOST_CHUNKS = 1500
_PIECES = 2
_LARGEST_FRAME = 0.4
_FRAME_LINES = 1.6
_ITEM = re.compile(r"\(?\d{1,3}[.)](?:\s|$)|[•●▪–]")


def regions_of(sheet: Sheet, gutters: Sequence[float]) -> list[Region]:
    """The regions of a page in reading order. gutters: where other pages of the document part their columns."""
    found: list[Region] = []
    for turn in sorted({chunk.turn for chunk in sheet.chunks}, key=lambda t: (t == ASLANT, t)):
        chunks = [chunk for chunk in sheet.chunks if chunk.turn == turn]
        if turn == ASLANT:
            found += [_as_lines([chunk], sheet.number) for chunk in chunks]
            continue
        high = sheet.width if turn in {90, 270} else sheet.height
        rules = [_turned_rule(rule, turn, sheet) for rule in sheet.drawn.rules] if turn else list(sheet.drawn.rules)
        boxes = [turned(b, turn, sheet.width, sheet.height) for b in sheet.drawn.boxes if _is_frame(b, sheet)]
        tables, rest = ruled_tables(rules, chunks, sheet.number, high)
        for atoms, shift in _columns([*rest, *tables], gutters):
            found.append(_region(atoms, sheet.number, boxes, shift))
    return [region for region in found if region]


_Atom = Chunk | list[Row]


def _box(atom: _Atom) -> Box:
    if isinstance(atom, Chunk):
        return atom.box
    boxes = [row.box for row in atom]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def gutters_of(sheets: Sequence[Sheet]) -> tuple[float, ...]:
    """Where the pages of a document part their columns: places that one page at least shows beyond doubt."""
    places: Counter[float] = Counter()
    for sheet in sheets:
        upright = [chunk for chunk in sheet.chunks if chunk.turn == 0]
        _, beside_tables = ruled_tables(sheet.drawn.rules, upright, sheet.number, sheet.height)
        place = _gutter(beside_tables, ())
        if place is not None:
            places[round(place / _GUTTER) * _GUTTER] += 1
    most = max(places.values(), default=0)
    return tuple(place for place, count in places.items() if count >= most / 2)


def _columns(
    atoms: Sequence[_Atom], gutters: Sequence[float], shift: float = 0.0
) -> Iterator[tuple[list[_Atom], float]]:
    """The atoms of each region in reading order, and how far its column lies to the right of the first."""
    gutter = _gutter([atom for atom in atoms if isinstance(atom, Chunk)], gutters)
    if gutter is None:
        if atoms:
            yield list(atoms), shift
        return
    left_start = min(_box(atom)[0] for atom in atoms if _box(atom)[2] <= gutter + 1)
    right_start = min(_box(atom)[0] for atom in atoms if _box(atom)[0] >= gutter - 1)
    for band in _bands(atoms, gutter):
        left = [atom for atom in band if _box(atom)[2] <= gutter + 1]
        right = [atom for atom in band if _box(atom)[0] >= gutter - 1]
        if len(left) + len(right) == len(band):
            yield from _columns(left, gutters, shift)
            yield from _columns(right, gutters, shift + right_start - left_start)
        else:
            yield band, shift


def _bands(atoms: Sequence[_Atom], gutter: float) -> list[list[_Atom]]:
    """Runs of atoms that cross the gutter, and of atoms beside it, from top to bottom."""
    crossing = sorted((atom for atom in atoms if _crosses(_box(atom), gutter)), key=lambda atom: _box(atom)[1])
    beside = [atom for atom in atoms if not _crosses(_box(atom), gutter)]
    bands: list[list[_Atom]] = []
    above = float("-inf")
    run: list[_Atom] = []
    for atom in crossing:
        middle = (_box(atom)[1] + _box(atom)[3]) / 2
        between = [other for other in beside if above <= (_box(other)[1] + _box(other)[3]) / 2 < middle]
        if between:
            bands += [run, between] if run else [between]
            run = []
        run.append(atom)
        above = middle
    if run:
        bands.append(run)
    below = [other for other in beside if (_box(other)[1] + _box(other)[3]) / 2 >= above]
    return [*bands, below] if below else bands


def _crosses(box: Box, gutter: float) -> bool:
    return box[0] < gutter - 1 and box[2] > gutter + 1


def _gutter(chunks: Sequence[Chunk], known: Sequence[float]) -> float | None:
    """Where two columns of running text are parted; None for one column, or a table.

    The right column begins where many lines begin. One of the known places needs fewer lines to be believed.
    """
    if not 2 <= len(chunks) <= _MOST_CHUNKS:
        return None
    low, high = min(chunk.x0 for chunk in chunks), max(chunk.x1 for chunk in chunks)
    starts = Counter(round(chunk.x0 / 2) * 2 for chunk in chunks)
    best: tuple[int, float] | None = None
    for start, _ in starts.most_common(_CANDIDATES):
        place = start - _GUTTER / 2 - 1
        if not low + _EDGE * (high - low) < place < high - _EDGE * (high - low):
            continue
        sure = any(abs(place - other) <= _GUTTER for other in known)
        bands = _bands(chunks, place)
        score = sum(_score(band, place, sure) for band in bands)
        if score > 0 and (best is None or (score, -place) > (best[0], -best[1])):
            best = score, place
    return None if best is None else best[1]


def _score(band: Sequence[_Atom], place: float, sure: bool) -> int:
    """How many lines of a band are two columns of running text; 0 for a band that is none, or is a table."""
    chunks = [atom for atom in band if isinstance(atom, Chunk)]
    left = [chunk for chunk in chunks if chunk.x1 <= place + 1]
    right = [chunk for chunk in chunks if chunk.x0 >= place - 1]
    if not left or not right or len(left) + len(right) != len(chunks):
        return 0
    if min(chunk.x0 for chunk in right) - max(chunk.x1 for chunk in left) < _GUTTER:
        return 0
    few = (1, 1) if sure else _FEW_LINES
    if len(left) < few[0] or len(right) < few[1]:
        return 0
    if not all(_is_running_text(side) for side in (left, right)) or _are_rows(left, right):
        return 0
    return len(left) + len(right)


def _is_running_text(chunks: Sequence[Chunk]) -> bool:
    """Most of its letters stand in long lines that fill the column."""
    width = max(chunk.x1 for chunk in chunks) - min(chunk.x0 for chunk in chunks)
    rows: dict[int, list[Chunk]] = defaultdict(list)
    for chunk in chunks:
        rows[round(chunk.base)].append(chunk)
    full = all_letters = 0
    for row in rows.values():
        letters = sum(len(chunk.text) for chunk in row)
        filled = max(chunk.x1 for chunk in row) - min(chunk.x0 for chunk in row)
        all_letters += letters
        is_line = len(row) <= _PIECES and letters >= _LETTERS_OF_TEXT and filled >= _FILLED * width
        full += letters if is_line else 0
    return full >= _MOST_LETTERS * all_letters


def _are_rows(left: Sequence[Chunk], right: Sequence[Chunk]) -> bool:
    """They are the cells of a table: where one side leaves a space, the other leaves it too. No list is a cell."""
    if any(_ITEM.match(chunk.text) for chunk in right):
        return False
    breaks = [_breaks(side) for side in (left, right)]
    common = sum(any(abs(place - other) <= 2.0 for other in breaks[1]) for place in breaks[0])
    return common >= 2 and common >= 0.7 * max(len(side) for side in breaks)


def _breaks(chunks: Sequence[Chunk]) -> list[float]:
    """The base lines before which there is more space than between the lines of a paragraph."""
    bases = sorted({round(chunk.base, 1) for chunk in chunks})
    steps = [after - before for before, after in pairwise(bases)]
    if not steps:
        return []
    usual = min(step for step in steps if step > 0)
    return [after for step, after in zip(steps, bases[1:], strict=True) if step > _ROW_BREAK * usual]


def _region(atoms: Sequence[_Atom], page: int, boxes: Sequence[Box], shift: float) -> Region:
    """Lines and table rows from top to bottom."""
    chunks = [atom for atom in atoms if isinstance(atom, Chunk)]
    items: list[tuple[float, Item]] = []
    lines = _as_lines(chunks, page, boxes, shift)
    for part in with_aligned_tables(lines):
        items += [(item.base if isinstance(item, Line) else item.box[3], item) for item in part]
    for table in atoms:
        if not isinstance(table, Chunk):
            items += [(row.box[3], row) for row in table]
    return tuple(item for _, item in sorted(items, key=lambda pair: pair[0]))


def _as_lines(chunks: Sequence[Chunk], page: int, boxes: Sequence[Box] = (), shift: float = 0.0) -> tuple[Line, ...]:
    """Chunks on one base line, side by side."""
    if not chunks:
        return ()
    left, right = min(chunk.x0 for chunk in chunks), max(chunk.x1 for chunk in chunks)
    rows: list[list[Chunk]] = []
    for chunk in sorted(chunks, key=lambda c: (c.base, c.x0)):
        if rows and chunk.base - rows[-1][0].base <= _SAME_LINE * min(chunk.size, rows[-1][0].size):
            rows[-1].append(chunk)
        else:
            rows.append([chunk])
    in_order = [tuple(sorted(row, key=lambda c: c.x0)) for row in rows]
    return tuple(Line(row, page, left, right, _frame_around(row, boxes), shift) for row in in_order)


def _is_frame(box: Box, sheet: Sheet) -> bool:
    """It is smaller than the border of a page."""
    return (box[2] - box[0]) * (box[3] - box[1]) <= _LARGEST_FRAME * sheet.width * sheet.height


def _frame_around(chunks: Sequence[Chunk], boxes: Sequence[Box]) -> Box | None:
    """The smallest box that holds the chunks and is higher than a marked line."""
    left, base, right = chunks[0].x0, chunks[0].base, chunks[-1].x1
    high = _FRAME_LINES * chunks[0].size
    around = [
        box
        for box in boxes
        if box[0] <= left + 1 and right - 1 <= box[2] and box[1] < base < box[3] and box[3] - box[1] >= high
    ]
    return min(around, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]), default=None)


def _turned_rule(rule: Rule, turn: int, sheet: Sheet) -> Rule:
    box = (rule.start, rule.at, rule.end, rule.at) if rule.level else (rule.at, rule.start, rule.at, rule.end)
    left, top, right, bottom = turned(box, turn, sheet.width, sheet.height)
    level = rule.level if turn == 180 else not rule.level
    return Rule(level, top, left, right) if level else Rule(level, left, top, bottom)
