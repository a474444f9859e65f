"""One page: what a person can read on it, where it stands, and what was found that nobody can see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium

from knowledge_base.readers.pdf.frame import Frame, frame_of
from knowledge_base.readers.pdf.glyphs import Glyph, PageGlyphs, read_glyphs
from knowledge_base.readers.pdf.ink import Canvas
from knowledge_base.readers.pdf.rules import Drawn, drawn_on
from knowledge_base.readers.pdf.seen import Cause, seen_on
from knowledge_base.readers.pdf.words import Chunk, chunks_of
from knowledge_base.records import Finding, FindingKind

MOST_OBJECTS = 200_000
"""Of one page. A page of more is a drawing or an attack; its text is not read."""

_MOST_CHARACTERS = 100_000
_LONGEST_SIDE = 14_400.0
_SHORTEST_SIDE = 20.0
_QUOTED = 80
_MOST_RUNS = 25
_SCAN = 0.6
_UNKNOWN_SIGNS = 3


@dataclass(frozen=True)
class Sheet:
    """A page as it is read. number: counted from 1. drawn: lines, boxes and pictures. refused: it is not read."""

    number: int
    width: float
    height: float
    chunks: tuple[Chunk, ...]
    drawn: Drawn
    refused: bool = False

    @property
    def unread(self) -> bool:
        """It may hold words that are not in its chunks."""
        return self.refused or (not self.chunks and self.drawn.picture >= _SCAN)

    def keeping(self, chunks: Sequence[Chunk]) -> "Sheet":
        """The page with these chunks alone."""
        return replace(self, chunks=tuple(chunks))


def broken_sheet(number: int) -> Sheet:
    """A page of which nothing is known."""
    return Sheet(number, 0.0, 0.0, (), Drawn((), (), 0.0), refused=True)


def read_sheet(page: Any, number: int, file: str) -> tuple[Sheet, list[Finding]]:
    """Read a pdfium page; findings say what of it is not read, and why."""
    frame = frame_of(page)
    nothing = Sheet(number, frame.width, frame.height, (), Drawn((), (), 0.0), refused=True)
    refusal = _refusal(page, frame)
    if refusal:
        return nothing, [_finding(FindingKind.NOT_UNDERSTOOD, file, number, f"{refusal}; this page is not read")]
    signs = read_glyphs(page, MOST_OBJECTS)
    if len(signs.glyphs) > _MOST_CHARACTERS:
        what = f"holds {len(signs.glyphs)} characters, {_MOST_CHARACTERS} are the most; this page is not read"
        return nothing, [_finding(FindingKind.NOT_UNDERSTOOD, file, number, what)]
    seen = seen_on(signs, Canvas(page, frame))
    drawn = drawn_on(page, frame, MOST_OBJECTS)
    sheet = Sheet(number, frame.width, frame.height, tuple(chunks_of(signs, seen.glyphs)), drawn)
    findings = list(_hidden(signs, seen.hidden, sheet, file))
    if signs.unknown > _UNKNOWN_SIGNS:
        what = f"{signs.unknown} signs whose font does not say which letters they are; they read as \ufffd"
        findings.append(_finding(FindingKind.MISSING, file, number, what))
    return sheet, findings


def _refusal(page: Any, frame: Frame) -> str | None:
    if not (
        _SHORTEST_SIDE <= frame.width <= _LONGEST_SIDE and _SHORTEST_SIDE <= frame.height <= _LONGEST_SIDE
    ):  # ISO 32000-1, annex C: a page is at most 14,400 units long
        return f"measures {frame.width:.0f} by {frame.height:.0f} points"
    objects = pdfium.FPDFPage_CountObjects(page)
    return f"is drawn with {objects} objects, {MOST_OBJECTS} are the most" if objects > MOST_OBJECTS else None


def _hidden(
    page: PageGlyphs, hidden: Sequence[tuple[Cause, list[Glyph]]], sheet: Sheet, file: str
) -> Iterator[Finding]:
    """What cannot be seen, run by run; the text layer of a scan at once; and words that the file says are meant."""
    kind = FindingKind.QUARANTINED
    invisible = [glyph for cause, run in hidden if cause is Cause.INVISIBLE for glyph in run]
    is_scan = sheet.drawn.picture >= _SCAN and invisible and not sheet.chunks
    if is_scan:
        said = _words(page, invisible)[:_QUOTED]
        what = f"the page is a scan with an invisible text layer, which nobody can check by eye; not read: {said!r}"
        yield _finding(kind, file, sheet.number, what)
    elif sheet.drawn.picture >= _SCAN and not sheet.chunks:
        what = "the page is a picture without text; recognise its text (OCR) and save it as visible text"
        yield _finding(FindingKind.MISSING, file, sheet.number, what)
    runs = [
        (cause, words)
        for cause, run in hidden
        if not (is_scan and cause is Cause.INVISIBLE) and (words := _words(page, run))
    ]
    for cause, words in runs[:_MOST_RUNS]:
        yield _finding(kind, file, sheet.number, f"text that {cause}: {words[:_QUOTED]!r}")
    if len(runs) > _MOST_RUNS:
        yield _finding(kind, file, sheet.number, f"{len(runs) - _MOST_RUNS} more pieces of text that nobody can see")
    for item in page.objects:
        if item.meant and _letters(item.meant) not in {"", _letters("".join(item.drawn))}:
            what = f"text that stands in the file in place of what is drawn: {item.meant[:_QUOTED]!r}"
            yield _finding(kind, file, sheet.number, what)


def _words(page: PageGlyphs, glyphs: Sequence[Glyph]) -> str:
    """Characters with a space wherever a line or word ends."""
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        size = max(page.objects[glyph.owner].style.size, 0.5)
        far = last is not None and _are_apart(last, glyph, size)
        parts.append(" " if glyph.char.isspace() else (" " if far else "") + _shown(glyph.char))
        last = glyph
    return " ".join("".join(parts).split())


def _are_apart(one: Glyph, other: Glyph, size: float) -> bool:
    """They are in two words or on two lines, whichever way the text runs."""
    a, b = one.advance, other.advance
    gap = max(a[0] - b[2], b[0] - a[2], a[1] - b[3], b[1] - a[3])
    return gap > 0.2 * size or min(abs(one.x - other.x), abs(one.y - other.y)) > 0.5 * size


def _shown(char: str) -> str:
    """A sign without width by its number; a tag character by the letter that it stands for (Unicode, Tags)."""
    code = ord(char[0]) if char else 0
    if 0xE0020 <= code < 0xE007F:
        return chr(code - 0xE0000)
    return char if char.isprintable() else f"<U+{code:04X}>"


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _finding(kind: FindingKind, file: str, number: int, what: str) -> Finding:
    return Finding(kind=kind, file=file, place=f"page {number}", what=what)
