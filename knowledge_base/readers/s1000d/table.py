"""Tables of S1000D (the CALS model: `tgroup`, `row`, `entry`): a line for each row, spans filled in."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from knowledge_base.readers.s1000d.inline import Inline

BETWEEN = " | "
_MOST_ROWS = 200


@dataclass(frozen=True)
class Row:
    """One row. words: its cells, " | " between them; a cell that spans rows is repeated in each of them."""

    element: etree._Element
    words: str


@dataclass
class _Hanging:
    """A cell that reaches into rows below. width: in columns."""

    rows: int
    words: str
    width: int


def rows(inline: Inline, table: etree._Element) -> Iterator[Row]:
    """The rows of all groups of a table, heads first, in the order of the file."""
    for group in table.iter("tgroup"):
        columns = {spec.get("colname"): number for number, spec in enumerate(group.iterchildren("colspec"))}
        spans = {
            spec.get("spanname"): (spec.get("namest"), spec.get("nameend")) for spec in group.iterchildren("spanspec")
        }
        for part in group.iterchildren("thead", "tbody", "tfoot"):
            yield from _rows(inline, part, columns, spans)


def _rows(
    inline: Inline,
    part: etree._Element,
    columns: dict[str | None, int],
    spans: dict[str | None, tuple[str | None, str | None]],
) -> Iterator[Row]:
    hanging: dict[int, _Hanging] = {}
    for row in part.iterchildren("row"):
        cells: dict[int, str] = {column: cell.words for column, cell in hanging.items()}
        taken = {column + more for column, cell in hanging.items() for more in range(cell.width)}
        hanging = {
            column: _Hanging(cell.rows - 1, cell.words, cell.width) for column, cell in hanging.items() if cell.rows > 1
        }
        place = 0
        for entry in row.iterchildren("entry"):
            first, last = spans.get(entry.get("spanname"), (entry.get("namest"), entry.get("nameend")))
            start = columns.get(first or entry.get("colname"))
            if start is None:
                start = next(column for column in range(place, place + len(taken) + 1) if column not in taken)
            width = max(1, columns.get(last, start) - start + 1)
            words = inline.line(entry)
            cells[start] = words
            place = start + width
            more = entry.get("morerows", "")
            if more.isdecimal() and int(more) > 0:
                hanging[start] = _Hanging(min(int(more), _MOST_ROWS), words, width)
        yield Row(row, BETWEEN.join(cells[column] for column in sorted(cells)) if any(cells.values()) else "")
