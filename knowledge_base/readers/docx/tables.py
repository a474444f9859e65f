"""Tables of a Word document → rows, a cell that goes on downwards said in each row (ECMA-376 part 1, 17.4)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from knowledge_base.readers.docx.package import W, is_on, number, value
from knowledge_base.readers.docx.styles import Styles
from knowledge_base.readers.task_draft import Element, Findings, Row
from knowledge_base.readers.task_draft.boxes import arranges, notice_in_box, words_of_cell
from knowledge_base.readers.task_draft.unseen import RGB

_LONGEST_REPEATED = 200
_TINY_ROW = 40
_MOST_COLUMNS = 1000
_FIRST_ROW = 0x0020

Inside = Callable[[etree._Element, RGB], list[Element]]  # noqa: SLF001  # the only name that lxml has for its type


@dataclass(frozen=True)
class _Cell:
    column: int
    merged: str | None
    inside: list[Element]


def table_of(
    table: etree._Element, styles: Styles, findings: Findings, place: str, inside: Inside, behind: RGB
) -> list[Element]:
    """The rows of a table; the notice, where it is a box round one; of one that only arranges steps or headings, these.

    inside: the elements in a cell on a background. behind: the colour behind the table.
    """
    fills = styles.table_fills(value(table.find(f"{W}tblPr"), "tblStyle"))
    has_first = _has_first_row(table)
    rows: list[tuple[bool, list[_Cell]]] = []
    for at, row in enumerate(_wrapped(table, "tr")):
        properties = row.find(f"{W}trPr")
        if why := _out(properties):
            findings.hidden(place, why, " ".join(part.text or "" for part in row.iter(f"{W}t", f"{W}delText")))
            continue
        first = fills.get("firstRow") if at == 0 and has_first else None
        rows.append(
            (bool(is_on(properties, "tblHeader")), list(_cells(row, styles, inside, first or fills.get("") or behind)))
        )
    nested = next(table.iter(f"{W}tbl"), None) is not None and len(list(table.iter(f"{W}tbl"))) > 1
    if nested or any(arranges(cell.inside) for _, cells in rows for cell in cells):
        return [element for _, cells in rows for cell in cells for element in cell.inside]
    boxed = notice_in_box([[words_of_cell(cell.inside) for cell in cells] for _, cells in rows], place)
    return [boxed] if boxed else list(_rows(rows, place))


def _wrapped(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows or cells, those in content controls and in changes that were put in too."""
    for child in element.iterchildren(etree.Element):
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"}:
            yield from _wrapped(child, name)


def _has_first_row(table: etree._Element) -> bool:
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    stated = look.get(f"{W}firstRow")
    if stated is not None:
        return stated in {"1", "true", "on"}
    try:
        return bool(int(look.get(f"{W}val") or "0", 16) & _FIRST_ROW)
    except ValueError:
        return False


def _out(properties: etree._Element | None) -> str | None:
    """Why a row is not to be read."""
    if properties is None:
        return None
    if properties.find(f"{W}del") is not None:
        return "row taken out"
    if is_on(properties, "hidden"):
        return "hidden row"
    if value(properties, "trHeight", "hRule") == "exact" and number(value(properties, "trHeight"), 999) <= _TINY_ROW:
        return "row without height"
    return None


def _cells(row: etree._Element, styles: Styles, inside: Inside, behind: RGB) -> Iterator[_Cell]:
    column = number(value(row.find(f"{W}trPr"), "gridBefore"))
    for cell in _wrapped(row, "tc"):
        properties = cell.find(f"{W}tcPr")
        shading = properties.find(f"{W}shd") if properties is not None else None
        merge = properties.find(f"{W}vMerge") if properties is not None else None
        merged = (merge.get(f"{W}val") or "continue") if merge is not None else None
        yield _Cell(column, merged, inside(cell, styles.theme.of_shading(shading) or behind))
        column += min(max(number(value(properties, "gridSpan"), 1), 1), _MOST_COLUMNS)


def _rows(rows: list[tuple[bool, list[_Cell]]], place: str) -> Iterator[Row]:
    above: dict[int, str] = {}
    for header, cells in rows:
        shown = []
        for cell in cells:
            words = words_of_cell(cell.inside)
            if cell.merged == "continue" and not words.strip():
                words = above.get(cell.column, "")
            if cell.merged:
                above[cell.column] = words if len(words) <= _LONGEST_REPEATED else ""
            shown.append(words)
        if any(words.strip() for words in shown):
            yield Row(tuple(shown), place, header)
