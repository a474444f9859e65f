"""Ruled tables: from lines and words to rows of cells. A frame around text, or the border of a page, is no table."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.readers.pdf.frame import Box
from knowledge_base.readers.pdf.lines import Cell, Row
from knowledge_base.readers.pdf.rules import NEAR, Rule
from knowledge_base.readers.pdf.words import Chunk, Word

_ONE_BORDER = 4.5
_DRAWN = 0.6
_MANY_RULES = 1500
_MANY_CELLS = 10_000
_PAGE_BORDER = 0.7
_LONG_ROW = 3
_UNDERLINE = 0.3


_Borders = dict[float, list[Rule]]


@dataclass(frozen=True)
class Grid:
    """Lines that meet. xs, ys: where its columns and rows begin and end."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rules: tuple[Rule, ...]

    @property
    def box(self) -> Box:
        """Around it."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The grids of at least two columns that the lines of a page make."""
    found: list[Grid] = []
    if len(rules) > _MANY_RULES:
        return found
    for group in _connected(rules):
        levels = [rule for rule in group if rule.level]
        uprights = [rule for rule in group if not rule.level]
        if not levels or not uprights:
            continue
        ends_x = [min(rule.start for rule in levels), max(rule.end for rule in levels)]
        ends_y = [min(rule.start for rule in uprights), max(rule.end for rule in uprights)]
        xs = _borders([rule.at for rule in uprights] + ends_x)
        ys = _borders([rule.at for rule in levels] + ends_y)
        if len(xs) >= 3 and len(ys) >= 2 and len(xs) * len(ys) <= _MANY_CELLS:
            found.append(Grid(xs, ys, tuple(group)))
    return found


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines that cross or touch, group by group."""
    parent = list(range(len(rules)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = i = parent[parent[i]]
        return i

    uprights = [i for i, rule in enumerate(rules) if not rule.level]
    for i, rule in enumerate(rules):
        if not rule.level:
            continue
        for j in uprights:
            other = rules[j]
            if rule.start - NEAR <= other.at <= rule.end + NEAR and other.start - NEAR <= rule.at <= other.end + NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for i, rule in enumerate(rules):
        groups[root(i)].append(rule)
    return [groups[key] for key in sorted(groups)]


def _borders(places: list[float]) -> tuple[float, ...]:
    """Places that are one border, a double line too, as one: their middle."""
    runs: list[list[float]] = []
    for place in sorted(places):
        if runs and place - runs[-1][-1] <= _ONE_BORDER:
            runs[-1].append(place)
        else:
            runs.append([place])
    return tuple((run[0] + run[-1]) / 2 for run in runs)


def without_underlines(rules: Sequence[Rule], chunks: Sequence[Chunk]) -> list[Rule]:
    """Lines that run under words, from the beginning of one to the end of one, are no borders."""
    in_order = sorted(chunks, key=lambda chunk: chunk.base)
    bases = [chunk.base for chunk in in_order]
    reach = max((chunk.size for chunk in chunks), default=0.0)

    def underlines(rule: Rule) -> bool:
        near = in_order[bisect_left(bases, rule.at - reach) : bisect_right(bases, rule.at + reach)]
        return rule.level and any(_underlines(rule, chunk) for chunk in near)

    return [rule for rule in rules if not underlines(rule)]


def _underlines(rule: Rule, chunk: Chunk) -> bool:
    if not -0.6 * chunk.size <= rule.at - chunk.base <= _UNDERLINE * chunk.size:
        return False
    begins = any(abs(rule.start - word.x0) <= 1.5 for word in chunk.words)
    return begins and any(abs(rule.end - word.x1) <= 1.5 for word in chunk.words)


def ruled_tables(
    rules: Sequence[Rule], chunks: Sequence[Chunk], page: int, height: float
) -> tuple[list[list[Row]], list[Chunk]]:
    """The tables of a page, and the chunks that are in none of them."""
    tables: list[list[Row]] = []
    borders = without_underlines(rules, chunks) if len(rules) <= _MANY_RULES else []
    for grid in grids(borders):
        inside = [chunk for chunk in chunks if _holds(grid.box, chunk)]
        if not inside or (grid.ys[-1] - grid.ys[0] > _PAGE_BORDER * height and len(grid.ys) < 5):
            continue
        rows, used = _rows(grid, inside, page)
        if rows:
            tables.append(rows)
            chunks = [chunk for chunk in chunks if chunk not in used]
    return tables, list(chunks)


def _holds(box: Box, chunk: Chunk) -> bool:
    left, top, right, bottom = chunk.box
    x, y = (left + right) / 2, (top + bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _rows(grid: Grid, inside: Sequence[Chunk], page: int) -> tuple[list[Row], set[Chunk]]:
    """The rows of a grid and the chunks in them. A long text that runs over all columns is left to the page."""
    merged = _merged_cells(grid)
    words: dict[tuple[int, int], list[Word]] = defaultdict(list)
    owners: dict[tuple[int, int], set[Chunk]] = defaultdict(set)
    for chunk in inside:
        for word in chunk.words:
            place = _place(grid, word)
            words[merged[place]].append(word)
            owners[merged[place]].add(chunk)
    columns = sorted({column for _, column in words})
    rows: list[Row] = []
    used: set[Chunk] = set()
    for row in range(len(grid.ys) - 1):
        cells = {column: lines_of(words[row, column]) for column in columns if words.get((row, column))}
        if not cells:
            continue
        if len(cells) == 1 and len(next(iter(cells.values()))) > _LONG_ROW:
            continue
        used |= {chunk for column in cells for chunk in owners[row, column]}
        box = grid.xs[0], grid.ys[row], grid.xs[-1], grid.ys[row + 1]
        in_order = [cells.get(column, ()) for column in columns]
        rows.extend(_lines_as_rows(in_order, words, row, columns, box, page))
    if len(columns) < 2 or all(sum(bool(cell) for cell in row.cells) < 2 for row in rows):
        return [], set()
    return rows, used


def _lines_as_rows(
    cells: list[Cell],
    words: dict[tuple[int, int], list[Word]],
    row: int,
    columns: list[int],
    box: Box,
    page: int,
) -> Iterator[Row]:
    """One row. Where no line parts the rows of a table, each line of text is a row."""
    bases = [sorted({round(word.base) for word in words.get((row, column), ())}) for column in columns]
    full = [places for places in bases if places]
    side_by_side = len(full) >= 2 and len(full[0]) >= 3 and all(_alike(places, full[0]) for places in full)
    goes_on = any(line[:1].islower() for cell in cells for line in cell[1:])
    if side_by_side and not goes_on:
        for line, base in enumerate(full[0]):
            yield Row(tuple((c[line],) if c else () for c in cells), (box[0], base - 8.0, box[2], base + 2.0), page)
    else:
        yield Row(tuple(cells), box, page)


def _alike(places: Sequence[int], others: Sequence[int]) -> bool:
    return len(places) == len(others) and all(abs(a - b) <= 2 for a, b in zip(places, others, strict=True))


def _place(grid: Grid, word: Word) -> tuple[int, int]:
    x, y = (word.x0 + word.x1) / 2, word.base - 0.3 * word.style.size
    column = min(max(bisect_right(grid.xs, x) - 1, 0), len(grid.xs) - 2)
    row = min(max(bisect_right(grid.ys, y) - 1, 0), len(grid.ys) - 2)
    return row, column


def _merged_cells(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Each cell → the upper left one of those that no line parts from it."""
    columns, rows = len(grid.xs) - 1, len(grid.ys) - 1
    first = {(row, column): (row, column) for row in range(rows) for column in range(columns)}
    uprights, levels = _on_borders(grid, grid.xs, level=False), _on_borders(grid, grid.ys, level=True)
    for row in range(rows):
        for column in range(columns):
            if column and not _is_drawn(uprights, grid.xs[column], grid.ys[row], grid.ys[row + 1]):
                first[row, column] = first[row, column - 1]
            elif row and not _is_drawn(levels, grid.ys[row], grid.xs[column], grid.xs[column + 1]):
                first[row, column] = first[row - 1, column]
    return first


def _on_borders(grid: Grid, places: Sequence[float], *, level: bool) -> _Borders:
    """Where a border is → the lines that it is drawn with."""
    lines = [rule for rule in grid.rules if rule.level == level]
    return {place: [rule for rule in lines if abs(rule.at - place) <= _ONE_BORDER] for place in places}


def _is_drawn(borders: _Borders, at: float, start: float, end: float) -> bool:
    """Most of a border is drawn."""
    covered = sum(max(min(rule.end, end) - max(rule.start, start), 0.0) for rule in borders[at])
    return covered >= _DRAWN * (end - start)


def lines_of(words: Sequence[Word]) -> Cell:
    """Words of one cell as lines of text."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.base):
        if lines and word.base - lines[-1][-1].base <= 0.35 * word.style.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    return tuple(" ".join(word.text for word in sorted(line, key=lambda w: w.x0)) for line in lines)
