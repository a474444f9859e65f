"""Styles of a Word document: what holds for a paragraph or a run after all styles (ECMA-376 part 1, 17.7.2)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from knowledge_base.readers.docx.colours import Theme, of_highlight
from knowledge_base.readers.docx.package import W, is_on, number, value
from knowledge_base.readers.task_draft.signal_words import kind_named
from knowledge_base.readers.task_draft.unseen import RGB, WHITE, too_alike
from knowledge_base.records import NoticeKind

_TEXT_FILL = "{http://schemas.microsoft.com/office/word/2010/wordml}textFill"
_NO_FILL = "{http://schemas.microsoft.com/office/word/2010/wordml}noFill"
# Built-in styles have English names in every language of Word; their ids are translated.
_HEADING = re.compile(
    r"(?:heading|überschrift|berschrift|titre|título|ttulo|titulo|titolo|kop)\s?([1-9])", re.IGNORECASE
)
_CONTENTS = re.compile(r"toc ?(?:\d|heading)|table of (?:figures|authorities)|verzeichnis ?\d|tm ?\d", re.IGNORECASE)
_DEEPEST = 30
_TINY_LINE = 40
_OFF_PAGE = -5000
_SQUEEZED = 5


@dataclass(frozen=True)
class RunLook:
    """How the letters of a run look. size: in half points. colour: None when automatic."""

    vanished: bool = False
    size: int = 22
    colour: RGB | None = None
    background: RGB | None = None
    struck: bool = False
    bold: bool = False
    raised: bool = False
    width: int = 100
    filled: bool = True

    def unseen(self) -> str | None:
        """Why a person does not see the letters; None when they are seen."""
        if self.vanished:
            return "hidden text"
        if self.size <= 2:
            return f"letters of {self.size / 2:g} pt"
        if self.width <= _SQUEEZED:
            return f"letters of {self.width} % of their width"
        if not self.filled:
            return "letters without a fill"
        if self.colour and too_alike(self.colour, self.background or WHITE):
            return "letters in the colour of what is behind them"
        return None


@dataclass(frozen=True)
class ParagraphLook:
    """What holds for a paragraph. level: of a heading. number: id and level of its list. indent: in twentieths of a
    point. hidden: why nothing of it is seen.
    """

    style: str = ""
    level: int | None = None
    notice: NoticeKind | None = None
    contents: bool = False
    number: tuple[str, int] | None = None
    indent: int | None = None
    continues: bool = False
    background: RGB | None = None
    hidden: str | None = None


class Styles:
    """The styles of one document."""

    def __init__(self, root: etree._Element | None, theme: Theme) -> None:
        self.theme = theme
        self._by_id: dict[str, etree._Element] = {}
        self._default = ""
        for style in root.iter(f"{W}style") if root is not None else ():
            ident = style.get(f"{W}styleId") or ""
            self._by_id[ident] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true", "on"}:
                self._default = ident
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._run = self._changed(RunLook(), defaults)
        self._looks: dict[str, RunLook] = {}

    def paragraph(self, properties: etree._Element | None) -> ParagraphLook:
        """What holds for a paragraph with these properties."""
        ident = value(properties, "pStyle") or self._default
        names = [ident]
        look = ParagraphLook(style=ident)
        for style in reversed(list(self._chain(ident))):
            look = self._applied(look, style.find(f"{W}pPr"))
            names.append(value(style, "name") or "")
        look = self._applied(look, properties)
        own = {ident, names[-1]}
        level = look.level if look.level is not None else _level_of(names)
        return replace(
            look,
            level=level if level is None or level < 10 else None,
            notice=kind_named(own),
            contents=any(_CONTENTS.fullmatch(name) for name in own),
            continues=any(name.lower().startswith(("list continue", "listcontinue", "list paragraph")) for name in own),
        )

    def run(self, paragraph: ParagraphLook, properties: etree._Element | None, background: RGB) -> RunLook:
        """How a run with these properties looks in a paragraph, on a background."""
        if paragraph.style not in self._looks:
            look = self._run
            for style in reversed(list(self._chain(paragraph.style))):
                look = self._changed(look, style.find(f"{W}rPr"))
            self._looks[paragraph.style] = look
        look = self._looks[paragraph.style]
        for style in reversed(list(self._chain(value(properties, "rStyle") or ""))):
            look = self._changed(look, style.find(f"{W}rPr"))
        look = self._changed(look, properties)
        return replace(look, background=look.background or paragraph.background or background)

    def table_fills(self, ident: str | None) -> dict[str, RGB]:
        """The shading of a table style: of all of it (""), and of its parts ("firstRow" …)."""
        found: dict[str, RGB] = {}
        for style in reversed(list(self._chain(ident or ""))):
            for kind, properties in (
                ("", style),
                *((s.get(f"{W}type") or "", s) for s in style.iter(f"{W}tblStylePr")),
            ):
                fill = self.theme.of_shading(properties.find(f"{W}tcPr/{W}shd"))
                if fill:
                    found[kind] = fill
        return found

    def _chain(self, ident: str) -> Iterator[etree._Element]:
        """The style and those that it is based on."""
        for _ in range(_DEEPEST):
            style = self._by_id.get(ident)
            if style is None:
                return
            yield style
            ident = value(style, "basedOn") or ""

    def _changed(self, look: RunLook, properties: etree._Element | None) -> RunLook:
        if properties is None:
            return look
        vanish = [switch for name in ("vanish", "webHidden") if (switch := is_on(properties, name)) is not None]
        struck = [switch for name in ("strike", "dstrike") if (switch := is_on(properties, name)) is not None]
        bold = is_on(properties, "b")
        color = properties.find(f"{W}color")
        raised = value(properties, "vertAlign")
        fill = properties.find(_TEXT_FILL)
        background = of_highlight(value(properties, "highlight")) or self.theme.of_shading(properties.find(f"{W}shd"))
        return replace(
            look,
            vanished=any(vanish) if vanish else look.vanished,
            size=number(value(properties, "sz"), look.size),
            colour=self.theme.of_text(color) if color is not None else look.colour,
            background=background or look.background,
            struck=any(struck) if struck else look.struck,
            bold=look.bold if bold is None else bold,
            raised=raised == "superscript" if raised else look.raised,
            width=number(value(properties, "w"), look.width),
            filled=look.filled if fill is None else fill.find(_NO_FILL) is None,
        )

    def _applied(self, look: ParagraphLook, properties: etree._Element | None) -> ParagraphLook:
        if properties is None:
            return look
        outline = value(properties, "outlineLvl")
        numbering = properties.find(f"{W}numPr")
        listed = look.number
        if numbering is not None:
            ident = value(numbering, "numId") or (listed[0] if listed else "")
            level = number(value(numbering, "ilvl"), listed[1] if listed else 0)
            listed = (ident, min(max(level, 0), 8)) if ident not in {"", "0"} else None
        left = value(properties, "ind", "left") or value(properties, "ind", "start")
        return replace(
            look,
            level=number(outline) + 1 if outline else look.level,
            number=listed,
            indent=number(left) if left else look.indent,
            background=self.theme.of_shading(properties.find(f"{W}shd")) or look.background,
            hidden=_hidden_by(properties) or look.hidden,
        )


def _level_of(names: list[str]) -> int | None:
    if any(name.lower() == "title" for name in names):
        return 0
    return next((int(match[1]) for name in reversed(names) if (match := _HEADING.fullmatch(name))), None)


def _hidden_by(properties: etree._Element) -> str | None:
    """What of a paragraph's own properties puts it out of sight."""
    line = value(properties, "spacing", "line")
    if line and value(properties, "spacing", "lineRule") == "exact" and number(line) <= _TINY_LINE:
        return "lines without height"
    places = (value(properties, "ind", "left"), value(properties, "ind", "start"), value(properties, "framePr", "x"))
    if any(place and number(place) <= _OFF_PAGE for place in (*places, value(properties, "framePr", "y"))):
        return "far off the page"
    return None
