"""Tables of a page → rows, a cell that spans several rows said in each of them (HTML Standard, 4.9.12)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bs4 import Tag

from knowledge_base.readers.html.decoding import place_of
from knowledge_base.readers.html.look import Look
from knowledge_base.readers.task_draft import Element, Row
from knowledge_base.readers.task_draft.boxes import arranges, words_of_cell

_SPAN = re.compile(r"\s*(\d{1,5})")
_MOST_COLUMNS = 1000
_LONGEST_REPEATED = 200
_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})

Inside = Callable[[Tag, Look], list[Element]]
Visible = Callable[[Tag, Look], Look | None]


@dataclass(frozen=True)
class _Cell:
    tag: Tag
    inside: list[Element]


def table_of(tag: Tag, look: Look, inside: Inside, visible: Visible) -> list[Element]:
    """The rows of a table; of one that only arranges headings, steps or other tables, what is in it."""
    captions: list[Element] = []
    rows: list[tuple[Tag, list[_Cell]]] = []
    for part, part_look in _grid(tag, look, visible):
        if part.name == "caption":
            captions += inside(part, part_look)
            continue
        cells = [
            _Cell(cell, inside(cell, cell_look))
            for cell in part.find_all(["td", "th"], recursive=False)
            if (cell_look := visible(cell, part_look))
        ]
        rows.append((part, cells))
    if tag.find("table") or any(arranges(cell.inside) for _, cells in rows for cell in cells):
        return [*captions, *(element for _, cells in rows for cell in cells for element in cell.inside)]
    return [*captions, *_rows(rows)]


def _grid(tag: Tag, look: Look, visible: Visible) -> Iterator[tuple[Tag, Look]]:
    """Captions and rows, in their order."""
    for child in tag.children:
        child_look = visible(child, look) if isinstance(child, Tag) else None
        if not isinstance(child, Tag) or child_look is None:
            continue
        if child.name in _ROW_GROUPS:
            yield from _grid(child, child_look, visible)
        elif child.name in {"tr", "caption"}:
            yield child, child_look


def _rows(rows: list[tuple[Tag, list[_Cell]]]) -> Iterator[Row]:
    hanging: dict[int, tuple[int, str]] = {}
    """Column → in how many rows more, and what."""
    for tag, cells in rows:
        shown: list[str] = []
        column = 0
        below: dict[int, tuple[int, str]] = {}
        for cell in cells:
            column = _hung(hanging, below, shown, column)
            words = words_of_cell(cell.inside)
            shown.append(words)
            rows_more = _span(cell.tag, "rowspan") - 1
            if rows_more > 0:
                below[column] = (rows_more, words if len(words) <= _LONGEST_REPEATED else "")
            column += min(_span(cell.tag, "colspan"), _MOST_COLUMNS)
        _hung(hanging, below, shown, column)
        for left in sorted(hanging):
            _hung(hanging, below, shown, left)
        hanging = below
        if any(shown):
            header = tag.parent is not None and tag.parent.name == "thead"
            header = header or all(cell.tag.name == "th" for cell in cells)
            yield Row(tuple(shown), place_of(tag), header)


def _hung(hanging: dict[int, tuple[int, str]], below: dict[int, tuple[int, str]], shown: list[str], column: int) -> int:
    """Say the cells that hang down from rows above, from this column on; returns the first free column."""
    while column in hanging:
        rows_more, words = hanging.pop(column)
        shown.append(words)
        if rows_more > 1:
            below[column] = (rows_more - 1, words)
        column += 1
    return column


def _span(cell: Tag, attribute: str) -> int:
    match = _SPAN.match(str(cell.get(attribute) or ""))
    return max(int(match[1]), 1) if match else 1
