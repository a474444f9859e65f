"""Tables of DITA, whatever they are called, as rows of cells.

CALS tables (`tgroup`), `simpletable`, `properties` and `choicetable` (DITA 1.3, 3.2.2 and 3.3).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from knowledge_base.readers.dita.elements import children, kind
from knowledge_base.readers.dita.words import Words

_HEADS = frozenset({"sthead", "prophead", "chhead"})
_ROWS = frozenset({"row", "strow", "property", "chrow"})
_OF_CODES = re.compile(
    r"\b(codes?|alarms?|errors?|faults?|kode|fehler\w*|störung\w*|alarme\w*|erreurs?|défauts?|códigos?|fallos?|alarmas?|"
    r"errori|allarm[ei]|codic[ei])\b",
    re.IGNORECASE,
)
_LONGEST_CODE = 24
CELL_END = " | "


@dataclass(frozen=True)
class Row:
    """The words of one row. code: of an alarm or fault, when the table lists such codes in its first column."""

    words: str
    code: str | None = None


def rows(table: etree._Element, words: Words) -> Iterator[Row]:
    """The rows of a table, its head first; rows without words are left out."""
    lists_codes = False
    for row in table.iter(etree.Element):
        name = kind(row)
        if (name not in _HEADS and name not in _ROWS) or _in_a_cell(row, table):
            continue
        cells = [words.of(cell) for cell in children(row)]
        parent = row.getparent()
        head = name in _HEADS or (parent is not None and kind(parent) == "thead")
        lists_codes = bool(cells) and bool(_OF_CODES.search(cells[0])) if head else lists_codes
        said = CELL_END.join(cells).strip(CELL_END)
        if said:
            yield Row(said, None if head or not lists_codes else _code(cells[0]))


def _in_a_cell(row: etree._Element, table: etree._Element) -> bool:
    """A table in a cell of this one: its words are in that cell."""
    for around in row.iterancestors():
        if around is table:
            return False
        if kind(around) in _ROWS:
            return True
    return False


def _code(cell: str) -> str | None:
    return cell if len(cell) <= _LONGEST_CODE and any(one.isdigit() for one in cell) else None
