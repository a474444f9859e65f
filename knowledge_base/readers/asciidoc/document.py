"""An AsciiDoc file → its header and its sections (Document Header, Sections)."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.readers.asciidoc.blocks import Blocks
from knowledge_base.readers.asciidoc.lines import Lines
from knowledge_base.readers.asciidoc.margin import Margin
from knowledge_base.readers.asciidoc.metadata import above
from knowledge_base.readers.identity import Stated
from knowledge_base.readers.markup.hidden import blanked, reported, shapeless
from knowledge_base.readers.markup.outline import Part, PartKind, Section, leaves, pruned
from knowledge_base.readers.source import SourceText, Span
from knowledge_base.records import Finding

_REVISION = re.compile(
    r"v(?P<plain>\d[^,:]*)|v?(?P<number>[^,:]*\d[^,:]*),\s*(?P<date>[^:]+?)(?::\s.*)?|v?(?P<noted>\d[^,:]*):\s.*"
)
_INLINE_ANCHOR = re.compile(r"\[\[(?P<a>[^\[\],]+)(?:,[^\]]*)?\]\]|\[#(?P<b>[^\[\]]+)\]")
_TERMS = re.compile(r"\(\(\([^()]*\)\)\)|indexterm:\[[^\]]*\]|image:\S*\[[^\]]*\]|anchor:\S*\[[^\]]*\]")
_NAMED = re.compile(r"<<[^<>,]*,(?P<a>[^<>]*)>>|(?:xref|link|footnote|https?):\S*?\[(?P<b>[^\[\]]*)\]")
_MARKED = re.compile(r"(?<!\w)(?P<mark>\*\*|__|``|##|[*_`#'])(?P<words>\S(?:.*?\S)?)(?P=mark)(?!\w)")
_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Document:
    """What a file holds. text: blanked where nobody sees it, cited by draft names."""

    text: SourceText
    sections: tuple[Section, ...]
    stated: Stated
    findings: tuple[Finding, ...]


def document_of(text: str, file: str) -> Document:
    """Read a whole file."""
    lines = Lines(text)
    margin = Margin(lines, file)
    reader = _Reader(lines, margin)
    sections = reader.sections()
    parts = [part for section in sections for part in section.parts]
    entries = {lines.starts[line] for _, _, line in margin.entries}
    seen = [span for span, _ in leaves(parts) if span[0] not in entries]
    for part in _worded(parts):
        margin.inline(part.span)
    margin.settle([*seen, *(lines.span(line, line + 1) for line in reader.headings)])
    hidden = [*margin.hidden, *shapeless(text)]
    page = SourceText(blanked(text, [*(item.span for item in hidden), *margin.quiet]), "draft", "draft", file)

    def said(span: Span) -> bool:
        return _WORD.search(page.text, *span) is not None

    for section in sections:
        section.parts = pruned(section.parts, said)
    findings = (*reported(page, text, file, hidden), *margin.findings)
    kept = tuple(section for section in sections if section.level or section.parts)
    return Document(page, kept, reader.stated(), findings)


def _worded(parts: list[Part]) -> Iterator[Part]:
    """The parts in which markup is read; a listing stands as it is."""
    for part in parts:
        for item in part.items:
            yield from _worded(list(item.parts))
        if not part.items and part.kind is not PartKind.LISTING:
            yield part


class _Reader:
    """Walks the top level of a document."""

    def __init__(self, lines: Lines, margin: Margin) -> None:
        self._lines = lines
        self._margin = margin
        self._blocks = Blocks(lines, margin)
        self._title: str | None = None
        self._revision: re.Match[str] | None = None
        self.headings: list[int] = []

    def sections(self) -> list[Section]:
        """All sections; the header belongs to the first."""
        found = [Section("", (), 0, 0)]
        path: list[tuple[int, str]] = []
        parts: list[Part] = []
        line, last = 0, len(self._lines)
        while line < last:
            metadata, line = self._blocks.metadata(line, last)
            heading = self._lines.section(line, last) if line < last else None
            if heading is None or metadata.style in {"discrete", "float"}:
                block, line = self._blocks.block(metadata, line, last)
                parts += block
                continue
            found[-1].parts, parts = (*parts, *above(metadata)), []
            words, level, following = heading
            title, anchor = self._plain(words)
            path = [entry for entry in path if entry[0] < level] + [(level, title)]
            names = tuple(name for _, name in path)
            start = self._lines.starts[line]
            self.headings.append(line)
            found.append(Section(title, names, level, start, anchor or metadata.anchor))
            is_header = level == 1 and self._title is None and len(found) == 2
            line = following
            if is_header:
                self._title = title
                line = self._header(line, last, parts)
        found[-1].parts = tuple(parts)
        return found

    def _header(self, line: int, last: int, parts: list[Part]) -> int:
        """Author and revision directly below the document title (Author Line, Revision Line)."""
        for place in range(2):
            while line < last and not self._lines.is_blank(line):
                following = self._margin.aside(line, last)
                entry = None if following > line else self._margin.entry(line)
                if entry:
                    parts.append(Part(PartKind.TEXT, entry, entry))
                    following = self._margin.end_of_entry(line)
                if following == line:
                    break
                line = following
            if line >= last or self._lines.is_blank(line) or self._lines.begins_a_block(line):
                return line
            span = self._lines.span(line, line + 1)
            parts.append(Part(PartKind.TEXT, span, span))
            if place:
                self._revision = _REVISION.fullmatch(self._lines.at(line).strip())
            line += 1
        return line

    def _plain(self, words: str) -> tuple[str, str | None]:
        """The words of a title without its markup, and its id."""
        words = blanked(words, [item.span for item in shapeless(words)])
        anchor = _INLINE_ANCHOR.search(words)
        words = _TERMS.sub("", _INLINE_ANCHOR.sub(" ", words))
        words = _NAMED.sub(lambda match: match["a"] or match["b"] or "", words)
        words = _MARKED.sub(lambda match: match["words"], words)
        return " ".join(words.split()), (anchor["a"] or anchor["b"]) if anchor else None

    def stated(self) -> Stated:
        """What the header says of the manual."""
        values = {name: value for name, value, _ in self._margin.entries if value}
        line = self._revision.groupdict() if self._revision else {}
        number = line.get("plain") or line.get("number") or line.get("noted")
        return Stated(
            title=self._title or values.get("doctitle") or values.get("title"),
            revision=values.get("revnumber") or (number.strip() if number else None),
            date=_date(values.get("revdate") or line.get("date")),
            language=values.get("lang"),
        )


def _date(words: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((words or "").strip())
    except ValueError:
        return None
