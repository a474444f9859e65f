"""The card that says what to do next. A warning is never cut short while there is room on the page."""

from dataclasses import dataclass

from ar_client.desktop import palette
from ar_client.desktop.camera import Box
from ar_client.desktop.page import HIGHEST_FOOT, LOWEST_FOOT, Page
from ar_client.desktop.sheet import Sheet, Words
from ar_client.desktop.typeset import Pen

_NOTICES = {"warning": palette.WARNING, "caution": palette.EVIDENCE, "note": palette.STEP}
_NOTICE_SIZE, _TEXT_SIZE, _SMALL = 16.0, 20.0, 14.0


@dataclass(frozen=True, slots=True)
class _Row:
    """One line, `indent` units in and `height` high; `chip` before it, if any."""

    text: str
    size: float
    height: float
    bold: bool = False
    colour: palette.Rgb = palette.TEXT
    indent: float = 0.0
    chip: str = ""


def page_for(pen: Pen, width: int, height: int, sheet: Sheet) -> Page:
    """The page of so many pixels whose foot is as high as the sheet's words need."""
    if sheet.todo is None:
        return Page(width, height)
    rows = _rows(pen, sheet.todo, Page(width, height).todo.width - 40)
    needed = 24 + sum(row.height for row in rows)
    return Page(width, height, min(max(needed, LOWEST_FOOT), HIGHEST_FOOT))


def draw(pen: Pen, words: Words, box: Box) -> None:
    """Draws the card into its box."""
    pen.card(box, palette.STEP)
    y = box.top + 12
    for row in _rows(pen, words, box.width - 40):
        if row.chip:
            pen.chip(box.left + 20, y, row.chip.upper(), 14, _NOTICES.get(row.chip, palette.WARNING))
        pen.text(box.left + 20 + row.indent, y + 2, row.text, row.size, row.colour, bold=row.bold)
        y += row.height


def _rows(pen: Pen, words: Words, width: float) -> list[_Row]:
    title = pen.wrapped(words.title, _NOTICE_SIZE, width, 1, bold=True)
    rows = [_Row(line, _NOTICE_SIZE, 28, bold=True, colour=palette.MUTED) for line in title]
    for kind, text in words.notices:
        indent = pen.width(kind.upper(), 14, bold=True) + 30
        lines = pen.wrapped(text, _NOTICE_SIZE, width - indent, 6, bold=True)
        rows += [
            _Row(line, _NOTICE_SIZE, 21, bold=True, indent=indent, chip=kind if place == 0 else "")
            for place, line in enumerate(lines)
        ]
        rows.append(_Row("", _SMALL, 9))
    rows += [_Row(line, _TEXT_SIZE, 27) for line in pen.wrapped(words.text, _TEXT_SIZE, width, 7)]
    if words.source:
        rows.append(_Row("", _SMALL, 6))
        source = pen.wrapped(words.source, _SMALL, width, 2)
        rows += [_Row(line, _SMALL, 19, colour=palette.MUTED) for line in source]
    return rows
