"""The tree of a page → its elements: what a person sees of it, in reading order."""

import re
from dataclasses import dataclass, field

from bs4 import CData, NavigableString, Tag

from knowledge_base.readers.html.decoding import place_of
from knowledge_base.readers.html.formula import formula
from knowledge_base.readers.html.lists import list_of
from knowledge_base.readers.html.look import Look, look_of
from knowledge_base.readers.html.style_sheet import Cascade
from knowledge_base.readers.html.tables import table_of
from knowledge_base.readers.task_draft import (
    Element,
    Enter,
    Findings,
    Heading,
    Leave,
    Notice,
    Paragraph,
    Part,
    Row,
    excerpt,
    one_line,
    words_of,
)
from knowledge_base.readers.task_draft.boxes import notice_in_box
from knowledge_base.readers.task_draft.run import Run
from knowledge_base.readers.task_draft.signal_words import kind_named, signal_of
from knowledge_base.readers.task_draft.unseen import PICTURE, UNREADABLE, superscript
from knowledge_base.records import FindingKind, NoticeKind

_BLOCK_NAMES = (
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu ol optgroup option p pre search section "
    "summary table tbody td tfoot th thead tr caption ul xmp noscript"
)
_OUT_NAMES = "head script style template nav select datalist textarea noframes noembed"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_OUT = frozenset(_OUT_NAMES.split())
_PICTURES = frozenset({"img", "svg", "object", "iframe", "canvas", "video", "audio", "embed", "picture", "map"})
_OUT_ROLES = frozenset({"navigation", "search", "contentinfo", "doc-toc", "doc-index"})
_CONTENTS = frozenset({"toc", "table-of-contents", "tableofcontents", "contents-list"})
_ROLES = {"note": NoticeKind.NOTE, "doc-tip": NoticeKind.NOTE, "doc-notice": NoticeKind.CAUTION}
_NOTICES = frozenset({"p", "div", "aside", "section", "blockquote", "table", "dl", "figure", "fieldset", "details"})
_LONGEST_NOTICE = 3000
_SECTION = re.compile(r"section|sect\d")
_HEADING = re.compile(r"h([1-6])")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


@dataclass
class Walker:
    """Walks one page. pictures: how many were passed by."""

    cascade: Cascade
    findings: Findings
    pictures: int = 0
    _struck: list[str] = field(default_factory=list)

    def elements(self, root: Tag) -> list[Element]:
        """What is seen of the page from `root` on; it looks as the elements around it make it look."""
        look: Look | None = Look()
        for tag in (*reversed([parent for parent in root.parents if parent.parent is not None]), root):
            look = self._visible(tag, look) if look else None
        return self._inside(root, look) if look else []

    def _visible(self, tag: Tag, around: Look) -> Look | None:
        """The look of an element; None, and a finding, when nothing in it is seen."""
        if tag.name in _OUT or tag.get("role") in _OUT_ROLES:
            return None
        look = look_of(tag, self.cascade.of(tag), around)
        if look.hidden is None and tag.name == "noscript":
            self.findings.hidden(place_of(tag), "noscript", tag.get_text(" "))
            return None
        if look.hidden:
            self.findings.hidden(place_of(tag), look.hidden, tag.get_text(" "))
            return None
        return look

    def _parts(self, tag: Tag, look: Look) -> list[Part]:
        """What is in an item or a notice."""
        return _parts_of(self._inside(tag, look))

    def _whole(self, tag: Tag, look: Look) -> list[Part]:
        """What an element is that stands where an item is due."""
        is_block = tag.name in _BLOCKS or look.block
        return _parts_of(self._block(tag, look)) if is_block else self._parts(tag, look)

    def _inside(self, tag: Tag, look: Look) -> list[Element]:
        found: list[Element] = []
        run = Run(place_of(tag))
        self._children(tag, look, run, found)
        self._flush(run, found)
        return found

    def _children(self, tag: Tag, look: Look, run: Run, found: list[Element]) -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                self._child(child, look, run, found)
            elif isinstance(child, NavigableString) and type(child) in {NavigableString, CData}:
                self._words(child, tag, look, run)

    def _child(self, tag: Tag, around: Look, run: Run, found: list[Element]) -> None:
        if tag.name in _PICTURES:
            self._picture(tag, around, run)
            return
        look = self._visible(tag, around)
        if look is None:
            return
        if tag.name in _BLOCKS or look.block:
            self._flush(run, found)
            run.place = place_of(tag)
            found += self._block(tag, look)
        elif tag.name == "br":
            run.break_line()
        elif tag.name == "sup":
            raised = Run(run.place)
            self._children(tag, look, raised, found)
            run.add(superscript(raised.words()[0].strip()), bold=look.bold)
        elif tag.name == "math":
            run.add(formula(tag))
        else:
            self._children(tag, look, run, found)

    def _words(self, words: str, tag: Tag, look: Look, run: Run) -> None:
        if not words.strip():
            run.add(words, bold=look.bold, keeps_space=look.keeps_space)
        elif why := look.unseen():
            self.findings.hidden(place_of(tag), why, words)
        elif look.struck:
            what = f"struck out, and left out: {excerpt(words)}"
            self.findings.add(FindingKind.ASSUMED, place_of(tag), what)
        elif look.backwards and not _RIGHT_TO_LEFT.search(words):
            self.findings.hidden(place_of(tag), "shown backwards", words)
            run.add(UNREADABLE)
        else:
            run.add(words, bold=look.bold, keeps_space=look.keeps_space)

    def _picture(self, tag: Tag, around: Look, run: Run) -> None:
        look = look_of(tag, self.cascade.of(tag), around)
        if look.hidden is None and not look.invisible:
            self.pictures += 1
            run.add(PICTURE, bold=True)

    def _flush(self, run: Run, found: list[Element]) -> None:
        paragraph = run.paragraph(self.findings)
        if paragraph is not None:
            found.append(paragraph)

    def _block(self, tag: Tag, look: Look) -> list[Element]:
        place = place_of(tag)
        kind = _kind_of(tag) if tag.name in _NOTICES else None
        if kind is not None:
            return self._notice(tag, look, kind)
        if level := _level(tag):
            words = one_line(words_of(self._parts(tag, look)))
            return [Heading(level, words, place, _ident(tag))] if words else []
        if tag.name in {"ol", "ul", "menu", "dir"}:
            return [*list_of(tag, look, self._parts, self._whole, self._visible)]
        if tag.name == "table":
            return self._table(tag, look, place)
        if tag.name == "dl":
            return self._definitions(tag, look)
        if tag.name == "aside" or (tag.name == "footer" and not tag.find_parent(["section", "article"])):
            return self._beside(tag, look, place)
        if _CONTENTS.intersection((*_classes(tag), _ident(tag))):
            return []
        inside = self._inside(tag, look)
        is_section = tag.name in {"section", "article"} or any(_SECTION.fullmatch(name) for name in _classes(tag))
        return [Enter(_ident(tag)), *inside, Leave()] if is_section else inside

    def _beside(self, tag: Tag, look: Look, place: str) -> list[Element]:
        """What stands beside the text is left out, unless it warns."""
        parts = self._parts(tag, look)
        if any(isinstance(part, Notice) or (isinstance(part, Paragraph) and signal_of(part.words)) for part in parts):
            return [*parts]
        if words_of(parts).strip():
            self.findings.not_understood(place, f"{tag.name} is left out: {excerpt(words_of(parts))}")
        return []

    def _table(self, tag: Tag, look: Look, place: str) -> list[Element]:
        found = table_of(tag, look, self._inside, self._visible)
        rows = [element for element in found if isinstance(element, Row)]
        boxed = notice_in_box([row.lines for row in rows], place) if len(rows) == len(found) else None
        return [boxed] if boxed else found

    def _notice(self, tag: Tag, look: Look, kind: NoticeKind) -> list[Element]:
        """The notice that a class or role makes of an element; a whole chapter of that class is none."""
        inside = self._table(tag, look, "") if tag.name == "table" else self._inside(tag, look)
        parts = _parts_of(inside)
        words = words_of(parts)
        headings = sum(isinstance(element, Heading) for element in inside)
        nested = [part for part in parts if isinstance(part, Notice)]
        if len(words) > _LONGEST_NOTICE or headings > 1 or (nested and len(parts) > 1):
            return inside
        if not words.strip():
            return []
        if nested:
            return [nested[0]]
        rows = [part.lines for part in parts if isinstance(part, Row)]
        boxed = notice_in_box(rows, place_of(tag)) if len(rows) == len(parts) else None
        if boxed is not None:
            return [boxed]
        signal = signal_of(words, parts[0].lead if isinstance(parts[0], Paragraph) else 0)
        return [Notice(signal[0] if signal else kind, words, place_of(tag), signal[1] if signal else 0)]

    def _definitions(self, tag: Tag, look: Look) -> list[Element]:
        """Terms and what they mean: one paragraph where that is one paragraph, the term being its lead-in."""
        found: list[Element] = []
        terms: list[str] = []
        for child in tag.children:
            child_look = self._visible(child, look) if isinstance(child, Tag) else None
            if not isinstance(child, Tag) or child_look is None:
                continue
            place = place_of(child)
            if child.name == "div":
                found += self._definitions(child, child_look)
            elif child.name == "dt":
                terms.append(one_line(words_of(self._parts(child, child_look))))
            else:
                found += _defined("\n".join(terms), self._parts(child, child_look), place)
                terms = []
        return [*found, *_defined("\n".join(terms), [], place_of(tag))]


def _parts_of(inside: list[Element]) -> list[Part]:
    """The elements as parts of an item or a notice; a heading there is a bold line."""
    return [
        Paragraph(element.words, element.place, len(element.words)) if isinstance(element, Heading) else element
        for element in inside
        if not isinstance(element, Enter | Leave)
    ]


def _defined(term: str, parts: list[Part], place: str) -> list[Element]:
    if term and parts and isinstance(parts[0], Paragraph):
        return [Paragraph(f"{term}\n{parts[0].words}", place, len(term)), *parts[1:]]
    return [Paragraph(term, place, len(term)), *parts] if term else [*parts]


def _kind_of(tag: Tag) -> NoticeKind | None:
    role = str(tag.get("role") or "")
    named = kind_named((*_classes(tag), str(tag.get("epub:type") or "")))
    return named or _ROLES.get(role) or (NoticeKind.WARNING if role == "alert" else None)


def _classes(tag: Tag) -> list[str]:
    names = tag.get("class") or []
    return names.split() if isinstance(names, str) else list(names)


def _ident(tag: Tag) -> str | None:
    return str(tag["id"]).strip() or None if tag.has_attr("id") else None


def _level(tag: Tag) -> int | None:
    match = _HEADING.fullmatch(tag.name)
    if match:
        return int(match[1])
    stated = str(tag.get("aria-level") or "2")
    return min(int(stated), 9) if tag.get("role") == "heading" and stated.isdecimal() and len(stated) < 3 else None
