"""Lines of AsciiDoc → the parts of a section: paragraphs, lists, notices, rows of tables, listings.

After the AsciiDoc Language Documentation: Blocks (Delimited Blocks, Build a Basic Block), Lists (Ordered, Unordered,
Description Lists, Complex List Items), Admonitions, Tables, Verbatim and Source Blocks, Passthroughs.
"""

from collections.abc import Sequence

from knowledge_base.readers.asciidoc.lines import Lines, Marker
from knowledge_base.readers.asciidoc.margin import Margin, hides_a_block
from knowledge_base.readers.asciidoc.metadata import Metadata, above
from knowledge_base.readers.asciidoc.tables import rows
from knowledge_base.readers.markup.hidden import Hidden, blanked
from knowledge_base.readers.markup.outline import Item, Part, PartKind, unnumbered
from knowledge_base.readers.markup.paragraphs import item_parts, paragraph_parts
from knowledge_base.readers.source import Span
from knowledge_base.records import FindingKind, NoticeKind

_DEEPEST = 40


class Blocks:
    """Reads the blocks of one file."""

    def __init__(self, lines: Lines, margin: Margin) -> None:
        self._lines = lines
        self._margin = margin
        self._depth = 0
        self._lists: tuple[str, ...] = ()
        self._levels: dict[int, int] = {}

    def all(self, line: int, last: int) -> list[Part]:
        """All blocks of lines [line, last)."""
        parts: list[Part] = []
        while (line := self._lines.after_blanks(line, last)) < last:
            metadata, line = self.metadata(line, last)
            block, line = self.block(metadata, line, last)
            parts += block
        return parts

    def metadata(self, line: int, last: int) -> tuple[Metadata, int]:
        """What stands above a block, and the line on which the block itself begins."""
        found = Metadata(line)
        while (line := self._lines.after_blanks(line, last)) < last:
            following = self._margin.aside(line, last)
            match = self._lines.attributes(line)
            if following > line:
                line = following
            elif entry := self._margin.entry(line):
                found = found.with_entry(entry)
                line = self._margin.end_of_entry(line)
            elif match:
                span = self._lines.span(line, line + 1)
                found, is_mark = found.with_attributes(match["all"] or "", match["anchor"], span)
                if is_mark:
                    self._margin.block_attributes(line, match["all"] or "")
                line += 1
            elif self._lines.is_title(line):
                found = found.with_title(self._lines.span(line, line + 1))
                line += 1
            else:
                break
        return found, line

    def block(self, metadata: Metadata, line: int, last: int) -> tuple[list[Part], int]:
        """The block that begins on a line, if one does, with what stands above it; and the line after it."""
        if line >= last:
            return above(metadata), line
        begin = self._lines.starts[metadata.first]
        parts, stop = self._untitled(metadata, line, last)
        if hides_a_block(metadata.attributes):
            self._margin.hidden.append(Hidden((begin, self._lines.span(line, stop)[1]), "a block whose role hides it"))
        return [*above(metadata, parts[0].span[0] if parts else None), *parts], stop

    def _untitled(self, metadata: Metadata, line: int, last: int) -> tuple[list[Part], int]:
        if self._lines.delimiter(line):
            return self._delimited(metadata, line, last)
        if self._lines.has_no_words(line):
            return [], line + 1
        marker = self._lines.marker(line)
        if marker:
            part, stop = self._list(marker, line, last, metadata)
            return [part], stop
        return self._paragraph(metadata, line, last)

    def _paragraph(self, metadata: Metadata, line: int, last: int) -> tuple[list[Part], int]:
        """Lines up to an empty one, or to one that begins a block."""
        stop, starts, literal = line, list[int](), self._lines.at(line)[:1] in {" ", "\t"}
        while stop < last and not self._lines.is_blank(stop) and not (stop > line and self._ends_a_paragraph(stop)):
            following = self._margin.aside(stop, last) if not literal else stop
            if stop > line and following == stop:
                starts.append(self._lines.starts[stop])
            stop = max(following, stop + 1)
        span = self._lines.span(line, stop)
        if metadata.style == "comment":
            self._margin.comment(line, stop)
            return [], stop
        if metadata.box:
            return [self._notice(metadata, metadata.box, span)], stop
        if literal or metadata.style in {"listing", "source", "literal"}:
            return [Part(PartKind.LISTING, span, span)], stop
        return list(paragraph_parts(self._lines.text, span, starts)), stop

    def _ends_a_paragraph(self, line: int) -> bool:
        if self._lines.begins_a_block(line):
            return True
        return bool(self._lists) and (self._lines.at(line) == "+" or self._lines.marker(line) is not None)

    def _notice(self, metadata: Metadata, kind: NoticeKind, words: Span) -> Part:
        """An admonition; its title is part of its words."""
        start = words[0] if metadata.signal is None else min(words[0], metadata.signal)
        if metadata.title:
            start = min(start, metadata.title[0])
            words = metadata.title[0] + 1, words[1]
        return Part(PartKind.NOTICE, (start, words[1]), words, notice=kind)

    def _delimited(self, metadata: Metadata, line: int, last: int) -> tuple[list[Part], int]:
        fence = self._lines.delimiter(line) or ""
        stop = next((n for n in range(line + 1, last) if self._lines.at(n) == fence), None)
        if stop is None:
            self._margin.report(FindingKind.NOT_UNDERSTOOD, line, f"the block that begins with {fence} is never closed")
            stop = last
        else:
            self._margin.mark(stop)
        self._margin.mark(line)
        after = min(stop + 1, last)
        inner = self._lines.span(line + 1, stop)
        mark = fence[0]
        if metadata.style == "comment" or mark == "/":
            self._margin.comment(line, after)
            return [], after
        if fence[0] in "|,:!" and fence != "--":
            return self._table(metadata, line + 1, stop, fence), after
        if mark == "+":
            self._margin.html(inner)
            return [Part(PartKind.TEXT, inner, inner)], after
        if mark in ".`" or (mark == "-" and fence != "--") or metadata.style in {"source", "listing", "literal"}:
            for n in range(line + 1, stop):
                self._margin.directive(n)
            return [Part(PartKind.LISTING, inner, inner)], after
        parts = self._inside(line + 1, stop)
        if metadata.box:
            return [self._notice(metadata, metadata.box, inner)], after
        return list(unnumbered(parts)), after

    def _inside(self, line: int, stop: int) -> list[Part]:
        """The blocks inside a block; from some depth on, only its words."""
        if self._depth >= _DEEPEST:
            span = self._lines.span(line, stop)
            return [Part(PartKind.TEXT, span, span)]
        lists, self._lists = self._lists, ()
        self._depth += 1
        parts = self.all(line, stop)
        self._depth -= 1
        self._lists = lists
        return parts

    def _table(self, metadata: Metadata, line: int, stop: int, fence: str) -> list[Part]:
        asides = list[Span]()
        for n in range(line, stop):
            if self._lines.is_comment(n):
                self._margin.comment(n, n + 1)
                asides.append(self._lines.span(n, n + 1))
            elif self._margin.directive(n):
                asides.append(self._lines.span(n, n + 1))
        text = blanked(self._lines.text, asides) if asides else self._lines.text
        inner = self._lines.span(line, stop)
        return [Part(PartKind.ROW, row, row) for row in rows(text, inner, metadata.attributes, fence)]

    def _list(self, marker: Marker, line: int, last: int, metadata: Metadata) -> tuple[Part, int]:
        """A list and the lists in it; one of letters is no list of steps unless it stands in another."""
        outer, self._lists = self._lists, (*self._lists, marker.key)
        items: list[Item] = []
        current: Marker | None = marker
        start, stop = self._lines.starts[line], line
        while current is not None and current.key == marker.key:
            item, stop = self._item(current, line, last)
            items.append(item)
            line = self._lines.after_blanks(stop, last)
            current = self._lines.marker(line) if line < last else None
        self._lists = outer
        counted = marker.ordered and (bool(outer) or marker.kind in {"dots", "number"})
        span = (start, max(item.end for item in items))
        if counted and ("start=" in metadata.attributes or "reversed" in metadata.attributes):
            items = [Item(item.start, item.parts, 0) for item in items]
        return Part(PartKind.NUMBERED if counted else PartKind.BULLETS, span, span, tuple(items)), stop

    def _item(self, marker: Marker, line: int, last: int) -> tuple[Item, int]:
        start = self._lines.starts[line]
        parts, stop = self._first_words(marker, line, last)
        alone = marker.kind == "term" and not self._lines.text[marker.end : parts[-1].span[1]].strip()
        while True:
            more, following = self._attached(stop, last, empty=alone and len(parts) == 1)
            if following == stop:
                break
            parts += more
            stop = following
        return Item(start, tuple(parts), marker.number), stop

    def _first_words(self, marker: Marker, line: int, last: int) -> tuple[list[Part], int]:
        """The paragraph that begins beside the marker; the words of a term belong to it."""
        stop, starts = line + 1, list[int]()
        while stop < last and not self._lines.is_blank(stop) and not self._ends_a_paragraph(stop):
            if self._lines.is_title(stop):
                break
            following = self._margin.aside(stop, last)
            if following == stop:
                starts.append(self._lines.starts[stop])
            stop = max(following, stop + 1)
        span = self._lines.span(line, stop)
        words = span[0] if marker.kind == "term" else min(marker.end, span[1])
        return list(item_parts(self._lines.text, span, words, starts)), stop

    def _attached(self, line: int, last: int, empty: bool) -> tuple[Sequence[Part], int]:
        """What belongs to an item below its first words, and the line after it; the same line when nothing does."""
        here = self._lines.after_blanks(line, last)
        blanks = here - line
        if here >= last:
            return (), line
        words = self._lines.at(here)
        if words == "+":
            # Each empty line before the mark leads one list out (Complex List Items: attach to an ancestor).
            level = self._levels.setdefault(here, max(1, len(self._lists) - blanks))
            if len(self._lists) > level:
                return (), line
            self._margin.mark(here)
            return self.block(*self.metadata(here + 1, last), last)
        found = self._lines.marker(here)
        if found:
            if found.key in self._lists:
                return (), line
            part, stop = self._list(found, here, last, Metadata(here))
            return [part], stop
        return self._adjacent(line, here, last, empty)

    def _adjacent(self, line: int, here: int, last: int, empty: bool) -> tuple[Sequence[Part], int]:
        """A nested list with attributes, an indented paragraph, or the words of a term on a line of their own."""
        blanks = here - line
        if self._lines.attributes(here) and not blanks:
            below = here
            while below < last and self._lines.attributes(below):
                below += 1
            found = self._lines.marker(below) if below < last else None
            if found and found.key not in self._lists:
                metadata, begin = self.metadata(here, last)
                part, stop = self._list(found, begin, last, metadata)
                return [*above(metadata), part], stop
        indented = blanks and self._lines.at(here)[:1] in {" ", "\t"}
        if indented or (empty and self._lines.is_plain(here, last)):
            return self._paragraph(Metadata(here), here, last)
        if not blanks and (stop := self._margin.aside(here, last)) > here:
            return (), stop
        return (), line
