"""What stands above a block of AsciiDoc: its attributes, anchor and title (Block Attributes, Block Titles)."""

import re
from dataclasses import dataclass, replace

from knowledge_base.readers.markup.labels import box_kind
from knowledge_base.readers.markup.outline import Part, PartKind
from knowledge_base.readers.source import Span
from knowledge_base.records import NoticeKind

_ID = re.compile(r"(?:^|,)\s*id\s*=\s*[\"']?(?P<id>[\w:.-]+)")
_BOXES = frozenset({"note", "tip", "important", "warning", "caution"})


@dataclass(frozen=True)
class Metadata:
    """What stands above a block. first: its first line. title: of the block. attributes: all of them, as written.

    signal: where the signal word of an admonition stands. source: of a quotation, whom it quotes. entries: document
    attributes, and titles that others replace.
    """

    first: int
    signal: int | None = None
    source: Span | None = None
    entries: tuple[Part, ...] = ()
    title: Span | None = None
    style: str = ""
    anchor: str | None = None
    attributes: str = ""

    @property
    def box(self) -> NoticeKind | None:
        """The kind of an admonition."""
        return box_kind(self.style) if self.style in _BOXES else None

    def with_entry(self, entry: Span) -> "Metadata":
        """The same with a document attribute."""
        return replace(self, entries=(*self.entries, Part(PartKind.TEXT, entry, entry)))

    def with_title(self, title: Span) -> "Metadata":
        """The same with a title."""
        replaced = (_title(self.title),) if self.title else ()
        return replace(self, title=title, entries=(*self.entries, *replaced))

    def with_attributes(self, words: str, anchor: str | None, span: Span) -> tuple["Metadata", bool]:
        """The same with the attributes of a line; True when nothing on that line is seen."""
        first, _, others = words.partition(",")
        style, _, rest = first.partition("#")
        style = re.split(r"[.%]", style)[0].strip().lower()
        style = self.style if "=" in style or not style else style
        named = _ID.search(words)
        anchor = re.split(r"[.%]", rest)[0] or (named["id"] if named else None) or anchor or self.anchor
        found = replace(self, style=style, anchor=anchor, attributes=f"{self.attributes},{words}")
        if style in {"quote", "verse"} and others:
            return replace(found, source=span), False
        if style in _BOXES and not others:
            return replace(found, signal=span[0]), False
        return found, True


def above(metadata: Metadata, first: int | None = None) -> list[Part]:
    """What stands above a block and is seen, up to where the block begins: its title and whom it quotes."""
    titles = (_title(span) for span in (metadata.title, metadata.source) if span)
    parts = sorted((*metadata.entries, *titles), key=lambda part: part.span)
    return [part for part in parts if first is None or part.span[1] <= first]


def _title(span: Span) -> Part:
    """A title; it begins with a mark."""
    return Part(PartKind.TITLE, span, (span[0] + 1, span[1]))
