"""Which paragraphs are headings, and what encloses what: by bookmarks, table of contents, numbers and type."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge_base.readers.pdf.contents import key_of
from knowledge_base.readers.pdf.glyphs import Style
from knowledge_base.readers.pdf.labels import LabelKind
from knowledge_base.readers.pdf.outline import Bookmark
from knowledge_base.readers.pdf.paragraphs import Paragraph, Piece
from knowledge_base.readers.pdf.phrases import CAPTION, STEP_WORD, field_in, is_safety_heading, notice_in
from knowledge_base.readers.pdf.stated import is_statement

_LARGER = 1.12
_MOST_LINES = 3
_LONGEST = 150
_LONGEST_OF_COVER = 80
_RUN_OF_ITEMS = 3
_TITLE = re.compile(r"(?=.*[^\W\d_]{3})[\W\d_]*[^\W_]")
_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,5})\.?\s*(?=[^\W\d_])")
_CHAPTER = re.compile(
    r"(?:chapter|section|part|appendix|annex|kapitel|abschnitt|anhang|chapitre|annexe|capítulo|anexo)\s+[\dA-Z]{1,3}\b",
    re.IGNORECASE,
)

Face = tuple[float, bool, bool]
"""Size, bold, upright: what ranks a heading among others. Larger is higher."""


@dataclass(frozen=True)
class Heading:
    """A heading. number: (2, 1) of "2.1 Pump", empty if it has none; level: of its bookmark."""

    title: str
    paragraph: Paragraph
    number: tuple[int, ...]
    level: int | None
    listed: bool

    @property
    def face(self) -> Face:
        """How it ranks by its type."""
        style = self.paragraph.style
        return round(style.size * 2) / 2, style.bold, not style.italic


@dataclass(frozen=True)
class Evidence:
    """What a document tells of its headings. listed: titles of its table of contents, as `key_of` writes them."""

    body: Style | None
    listed: Collection[str]
    bookmarks: Mapping[tuple[str, int], int]


def evidence_of(pieces: Sequence[Piece], listed: Collection[str], bookmarks: Sequence[Bookmark]) -> Evidence:
    """The type of the running text, and where headings are known to stand."""
    letters: Counter[Style] = Counter()
    for piece in pieces:
        if isinstance(piece, Paragraph):
            for line in piece.lines:
                for word in line.words:
                    letters[word.style] += len(word.text)
    body = letters.most_common(1)[0][0] if letters else None
    marks = {(key_of(mark.title), mark.page): mark.level for mark in bookmarks if mark.page is not None}
    return Evidence(body, listed, marks)


def headings_in(pieces: Sequence[Piece], evidence: Evidence) -> dict[int, Heading]:
    """Index of a piece → the heading that it is."""
    found: dict[int, Heading] = {}
    for index, piece in enumerate(pieces):
        if isinstance(piece, Paragraph):
            heading = _heading(piece, evidence)
            if heading is not None:
                found[index] = heading
    for index in _list_items(pieces, found) | _without_text(pieces, found) | _on_cover(pieces, found):
        del found[index]
    return found


def _heading(paragraph: Paragraph, evidence: Evidence) -> Heading | None:
    """The paragraph as a heading, if it is one."""
    text = paragraph.text
    if len(paragraph.lines) > _MOST_LINES or len(text) > _LONGEST or not any(char.isalpha() for char in text):
        return None
    if notice_in(text) or field_in(text) or is_safety_heading(text) or CAPTION.match(text) or is_statement(text):
        return None
    if paragraph.label is not None and paragraph.label.kind is LabelKind.BULLET:
        return None
    key = key_of(text)
    level = evidence.bookmarks.get((key, paragraph.page))
    listed = key in evidence.listed
    if level is None and not listed and not (_stands_out(paragraph, evidence.body) and not STEP_WORD.match(text)):
        return None
    if level is None and _is_body(paragraph, evidence.body) and not _may_be_plain(paragraph):
        return None
    number = _NUMBER.match(text)
    parts = tuple(int(part) for part in number["number"].split(".")) if number else ()
    title = f"{text[: number.end()].rstrip()} {text[number.end() :]}" if number else text
    return Heading(title, paragraph, parts, level, listed or level is not None)


def _stands_out(paragraph: Paragraph, body: Style | None) -> bool:
    """It is set in larger type than the text, or is bold from end to end, and ends as no sentence does."""
    style = paragraph.style
    if body is None or paragraph.text.endswith((".", ",", ";")) or not _TITLE.match(paragraph.text):
        return False
    if style.size >= _LARGER * body.size:
        return True
    bold = paragraph.all_bold and not body.bold and style.size >= 0.9 * body.size
    return bold and not paragraph.text.endswith(":")


def _is_body(paragraph: Paragraph, body: Style | None) -> bool:
    """It looks like the running text."""
    style = paragraph.style
    return body is not None and (style.size, style.bold, style.font) == (body.size, body.bold, body.font)


def _may_be_plain(paragraph: Paragraph) -> bool:
    """A title of the table of contents, set as the text is: only as a paragraph by itself, and no sentence."""
    return len(paragraph.lines) == 1 and not paragraph.text.endswith((".", ",", ";", ":"))


def _list_items(pieces: Sequence[Piece], found: Mapping[int, Heading]) -> set[int]:
    """Bold items of a numbered list: three or more in a row with nothing between them."""
    items: set[int] = set()
    run: list[int] = []
    for index in range(len(pieces) + 1):
        heading = found.get(index)
        counted = heading is not None and len(heading.number) == 1 and not heading.listed
        if counted and heading is not None and run and heading.number[0] == found[run[-1]].number[0] + 1:
            run.append(index)
            continue
        if len(run) >= _RUN_OF_ITEMS:
            items.update(run)
        run = [index] if counted else []
    return items


def _without_text(pieces: Sequence[Piece], found: Mapping[int, Heading]) -> set[int]:
    """Large or bold lines of a cover or a drawing: no text follows, but another one that they do not enclose."""
    empty: set[int] = set()
    for index, following in pairwise([*sorted(found), len(pieces)]):
        heading, after = found[index], found.get(following)
        if following > index + 1 or heading.listed or heading.number or _CHAPTER.match(heading.title):
            continue
        if after is None or heading.face <= after.face:
            empty.add(index)
    return empty


def _on_cover(pieces: Sequence[Piece], found: Mapping[int, Heading]) -> set[int]:
    """What stands on a first page that has no text, but only names, numbers and dates."""
    first = min((piece.page for piece in pieces), default=0)
    cover = [index for index, piece in enumerate(pieces) if piece.page == first]
    if not pieces or all(piece.page == first for piece in pieces):
        return set()
    for index in cover:
        piece = pieces[index]
        if not isinstance(piece, Paragraph) or piece.label is not None or len(piece.text) > _LONGEST_OF_COVER:
            return set()
    return {index for index in cover if index in found and not found[index].number and not found[index].listed}


class Path:
    """The headings that enclose what is being read."""

    def __init__(self, headings: Sequence[Heading]) -> None:
        self._stack: list[Heading] = []
        self._depths: dict[Face, int] = {}
        faces: dict[Face, Counter[int]] = defaultdict(Counter)
        for heading in headings:
            if heading.number:
                faces[heading.face][len(heading.number)] += 1
        numbered = sum(counts.total() for counts in faces.values())
        if numbered >= 0.5 * len(headings):
            self._depths = {face: counts.most_common(1)[0][0] for face, counts in faces.items()}

    def enter(self, heading: Heading) -> tuple[str, ...]:
        """The titles from the outermost heading to this one."""
        while self._stack and not self._encloses(self._stack[-1], heading):
            self._stack.pop()
        self._stack.append(heading)
        return tuple(entry.title for entry in self._stack)

    def _encloses(self, outer: Heading, inner: Heading) -> bool:
        if outer.level is not None and inner.level is not None:
            return outer.level < inner.level
        if outer.number and inner.number:
            return len(outer.number) < len(inner.number)
        if self._depths:
            return self._depth(outer) < self._depth(inner)
        return outer.face > inner.face

    def _depth(self, heading: Heading) -> float:
        """How deep a heading stands where most are numbered: as deep as the numbered ones of its type, or deepest."""
        if heading.number:
            return len(heading.number)
        if heading.face in self._depths:
            return self._depths[heading.face]
        highest = max(self._depths)
        below = sorted(face for face in self._depths if face < heading.face)
        return 0.5 if heading.face > highest else 50.0 - len(below)
