"""Numbers of lists, counted as Word counts them (ECMA-376 part 1, 17.9)."""

import re
from dataclasses import dataclass

from lxml import etree

from knowledge_base.readers.docx.package import W, is_on, number, value
from knowledge_base.readers.task_draft.numerals import letters, roman

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
_NOT_COUNTED = frozenset({"bullet", "none"})


@dataclass(frozen=True)
class Number:
    """What stands before a paragraph. mark: as it is shown, "-" for a bullet. value: None for a bullet."""

    mark: str
    value: int | None
    indent: int | None


class Numbering:
    """The lists of one document, and how far each of them has counted."""

    def __init__(self, root: etree._Element | None) -> None:
        self._nums: dict[str, etree._Element] = {}
        self._abstract: dict[str, etree._Element] = {}
        links: dict[str, etree._Element] = {}
        for abstract in root.iterchildren(f"{W}abstractNum") if root is not None else ():
            self._abstract[abstract.get(f"{W}abstractNumId") or ""] = abstract
            if link := value(abstract, "styleLink"):
                links[link] = abstract
        for ident, abstract in self._abstract.items():
            self._abstract[ident] = links.get(value(abstract, "numStyleLink") or "", abstract)
        for num in root.iterchildren(f"{W}num") if root is not None else ():
            self._nums[num.get(f"{W}numId") or ""] = num
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, ident: str, level: int) -> Number | None:
        """The number of the next paragraph of this list; None where nothing is shown."""
        num = self._nums.get(ident)
        definition = self._level(num, level)
        if num is None or definition is None:
            return None
        shown = value(definition, "lvlText") or ""
        indent = value(definition.find(f"{W}pPr"), "ind", "left")
        left = number(indent) if indent else None
        if (value(definition, "numFmt") or "decimal") in _NOT_COUNTED:
            return Number("-", None, left) if shown else None
        counts = self._counted(num, ident, level, definition)
        if not shown:
            return None
        mark = _PLACEHOLDER.sub(lambda match: self._shown(num, int(match[1]) - 1, counts, definition), shown)
        return Number(mark.strip(), counts[level], left)

    def _counted(self, num: etree._Element, ident: str, level: int, definition: etree._Element) -> list[int | None]:
        counts = self._counts.setdefault(value(num, "abstractNumId") or "", [None] * _LEVELS)
        override = self._override(num, level)
        restart = value(override, "startOverride") if override is not None else None
        before = counts[level]
        if restart and (ident, level) not in self._begun:
            counts[level] = number(restart, 1)
        elif before is None:
            counts[level] = number(restart or value(definition, "start"), 1)
        else:
            counts[level] = before + 1
        self._begun.add((ident, level))
        for deeper in range(level + 1, _LEVELS):
            below = self._level(num, deeper)
            if below is None or value(below, "lvlRestart") != "0":
                counts[deeper] = None
        return counts

    def _shown(self, num: etree._Element, level: int, counts: list[int | None], definition: etree._Element) -> str:
        shown = self._level(num, level)
        form = value(shown, "numFmt") or "decimal"
        count = counts[level]
        if count is None:
            count = number(value(shown, "start"), 1)
        return _as(count, "decimal" if is_on(definition, "isLgl") else form)

    def _override(self, num: etree._Element, level: int) -> etree._Element | None:
        return next((o for o in num.iterchildren(f"{W}lvlOverride") if number(o.get(f"{W}ilvl"), -1) == level), None)

    def _level(self, num: etree._Element | None, level: int) -> etree._Element | None:
        """The definition of a level: the list's own, or that of the list that it is made after."""
        if num is None:
            return None
        override = self._override(num, level)
        own = override.find(f"{W}lvl") if override is not None else None
        if own is not None:
            return own
        abstract = self._abstract.get(value(num, "abstractNumId") or "")
        levels = abstract.iterchildren(f"{W}lvl") if abstract is not None else ()
        return next((entry for entry in levels if number(entry.get(f"{W}ilvl"), -1) == level), None)


def _as(count: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and 0 < count < 1000:
        # Word goes on after z with aa, bb, cc.
        letter = letters((count - 1) % 26 + 1) * ((count - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        return roman(count) if form == "lowerRoman" else roman(count).upper()
    return f"{count:02d}" if form == "decimalZero" else str(count)
