"""Tables without lines: rows whose pieces stand in columns, one under the other."""

import re
from collections.abc import Iterator, Sequence

from knowledge_base.readers.pdf.lines import Cell, Item, Line, Row
from knowledge_base.readers.pdf.words import Chunk

LABEL = re.compile(
    r"(?:\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]|\(?[A-Za-z][.)]|\d{1,3}(?:\.\d{1,3}){1,4}|[ivxIVX]{1,5}[.)]|[-–—•●○▪■□◦‣∙*·►▶✓]+)"
)
"""What stands before the text of a list item or a numbered heading."""

LEADER = re.compile(r"(?:[.·…_‥]\s?){4,}|…{2,}")
"""The dots between an entry of a table of contents and its page."""

_FEWEST_ROWS = 3
_NEXT_LINE = 1.7

_Span = tuple[float, float]


def with_aligned_tables(lines: Sequence[Line]) -> Iterator[list[Item]]:
    """The lines in groups; a group of lines that is a table becomes its rows."""
    start = 0
    while start < len(lines):
        end, columns = _table_from(lines, start)
        rows = sum(len(line.chunks) >= 2 for line in lines[start:end])
        if len(columns) >= 2 and rows >= _FEWEST_ROWS and not _is_counted_list(lines[start:end], columns):
            yield list(_rows(lines[start:end], columns))
            start = end
        else:
            yield [lines[start]]
            start += 1


def _table_from(lines: Sequence[Line], start: int) -> tuple[int, list[_Span]]:
    """Where a table that begins with a line would end, and its columns."""
    columns: list[_Span] = []
    end = start
    for index in range(start, len(lines)):
        line = lines[index]
        if not _may_be_row(line, columns):
            break
        if index > start and line.base - lines[index - 1].base > 3 * line.style.size:
            break
        wider = _with_pieces(columns, line.chunks)
        if len(wider) < 2:
            break
        columns, end = wider, index + 1
    return end, columns


def _is_counted_list(lines: Sequence[Line], columns: Sequence[_Span]) -> bool:
    """Its first column only counts 1, 2, 3 … before the text of the second: a numbered list."""
    counts = [line.chunks[0].text for line in lines if line.chunks[0].x0 <= columns[0][1]]
    if len(columns) != 2 or not counts or not counts[0].isdecimal():
        return False
    first = int(counts[0])
    return counts == [str(number) for number in range(first, first + len(counts))]


def _may_be_row(line: Line, columns: Sequence[_Span]) -> bool:
    """It has two pieces or more, or goes on in a column that is not the first."""
    first = line.chunks[0]
    if LABEL.fullmatch(first.text) or any(LEADER.search(chunk.text) for chunk in line.chunks):
        return False
    return len(line.chunks) >= 2 or bool(columns and first.x0 > columns[0][1])


def _with_pieces(columns: Sequence[_Span], pieces: Sequence[Chunk]) -> list[_Span]:
    """The columns, made wide enough for more pieces; those that a piece joins become one."""
    spans = sorted([*columns, *((piece.x0, piece.x1) for piece in pieces)])
    joined: list[_Span] = []
    for x0, x1 in spans:
        if joined and x0 <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], x1)
        else:
            joined.append((x0, x1))
    # Two pieces of one line in one column: the columns are not what they seemed.
    if any(sum(x0 <= piece.x0 < x1 for piece in pieces) > 1 for x0, x1 in joined):
        return []
    return joined


def _rows(lines: Sequence[Line], columns: Sequence[_Span]) -> Iterator[Row]:
    """A row for each line that has something in the first column; other lines go on with the row above."""
    cells: list[list[str]] = []
    first = last = lines[0]
    for line in lines:
        pieces = [[chunk.text for chunk in line.chunks if x0 <= chunk.x0 <= x1] for x0, x1 in columns]
        goes_on = not pieces[0] and line.base - last.base <= _NEXT_LINE * line.style.size
        if cells and not goes_on:
            yield _row(cells, first, last)
            cells = []
        if not cells:
            cells, first = [[] for _ in columns], line
        for cell, piece in zip(cells, pieces, strict=True):
            cell.extend(piece)
        last = line
    yield _row(cells, first, last)


def _row(cells: list[list[str]], first: Line, last: Line) -> Row:
    size = first.style.size
    box = first.left, first.base - size, first.right, last.base + 0.2 * size
    found: tuple[Cell, ...] = tuple(tuple(cell) for cell in cells)
    return Row(found, box, first.page)
