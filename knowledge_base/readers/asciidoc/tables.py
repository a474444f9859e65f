"""The rows of an AsciiDoc table (Tables: columns, cells, spans, CSV and DSV)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.readers.source import Span

_CELL = re.compile(
    r"(?:(?:(?<=\s)|^)(?P<spec>(?:(?P<span>\d+(?:\.\d+)?|\.\d+)\+|(?P<copies>\d+)\*)?(?:[<^>])?(?:\.[<^>])?[aehlmsdv]?))?"
    r"(?<!\\)\|",
    re.MULTILINE,
)
_COLUMNS = re.compile(r"cols\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^,\]]+))")
_COPIES = re.compile(r"\s*(\d+)\*")
_SEPARATED = re.compile(r"format\s*=\s*\"?(?:csv|dsv|tsv)|separator\s*=")
_MOST = 1000


@dataclass(frozen=True)
class _Cell:
    start: int
    width: int
    height: int


def rows(text: str, inner: Span, attributes: str, delimiter: str) -> Iterator[Span]:
    """The characters of each row. inner: between the delimiters. attributes: of the block."""
    if not delimiter.startswith(("|", "!")) or _SEPARATED.search(attributes):
        yield from _lines(text, inner)
        return
    own = text[slice(*inner)]
    cells = list(_cells(own.replace("!", "|") if delimiter.startswith("!") else own, inner[0]))
    if not cells:
        yield from _lines(text, inner)
        return
    if text[inner[0] : cells[0].start].strip():
        yield inner[0], cells[0].start
    columns = _columns(attributes) or sum(
        cell.width for cell in cells if cell.start < _end_of_first_line(own, inner[0])
    )
    starts = list(_row_starts(cells, max(columns, 1)))
    for start, stop in zip(starts, [*starts[1:], inner[1]], strict=True):
        yield start, start + len(text[start:stop].rstrip())


def _lines(text: str, inner: Span) -> Iterator[Span]:
    for match in re.compile(r"[^\r\n]*\S").finditer(text, *inner):
        yield match.span()


def _end_of_first_line(own: str, offset: int) -> int:
    """The end of the first line with words: its cells tell how many columns there are."""
    match = re.search(r"\S[^\r\n]*", own)
    return offset + (match.end() if match else 0)


def _columns(attributes: str) -> int:
    match = _COLUMNS.search(attributes)
    if match is None:
        return 0
    listed = next(value for value in match.groupdict().values() if value is not None)
    copies = (_COPIES.match(column) for column in re.split(r"[,;]", listed))
    return min(sum(int(found[1]) if found else 1 for found in copies), _MOST)


def _cells(own: str, offset: int) -> Iterator[_Cell]:
    for match in _CELL.finditer(own):
        width, _, height = (match["span"] or "1").partition(".")
        yield _Cell(
            start=offset + match.start(),
            width=min(int(match["copies"] or width or 1), _MOST),
            height=min(int(height or 1), _MOST),
        )


def _row_starts(cells: list[_Cell], columns: int) -> Iterator[int]:
    """Where the rows begin; a cell that is several rows high takes its place in the rows below it."""
    taken: list[int] = []
    filled = columns
    for cell in cells:
        while filled >= columns:
            filled = taken.pop(0) if taken else 0
            if filled < columns:
                yield cell.start
        filled += cell.width
        for below in range(cell.height - 1):
            if below >= len(taken):
                taken.append(0)
            taken[below] += cell.width
