"""Pieces → sections: a heading with the path to it, and what stands below it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from knowledge_base.readers.pdf.contents import contents_in
from knowledge_base.readers.pdf.headings import Heading, Path, evidence_of, headings_in
from knowledge_base.readers.pdf.outline import Bookmark
from knowledge_base.readers.pdf.paragraphs import Paragraph, Piece

_TITLE_PAGES = 2
_TITLE_SIZE = 1.25


@dataclass
class Section:
    """A section. path: the titles from the outermost heading to its own; contents: it is a table of contents."""

    path: tuple[str, ...]
    heading: Heading | None
    pieces: list[Piece] = field(default_factory=list)
    contents: bool = False


@dataclass(frozen=True)
class Structure:
    """The sections of a document and its largest line on the first pages."""

    sections: list[Section]
    title: str | None


def structure_of(pieces: Sequence[Piece], bookmarks: Sequence[Bookmark]) -> Structure:
    """All sections in the order of the manual; what stands before the first heading is one without a path."""
    contents, listed = contents_in(pieces)
    text = [piece for index, piece in enumerate(pieces) if index not in contents]
    headings = headings_in(text, evidence_of(text, listed, bookmarks))
    title = _title(text, headings)
    by_paragraph = {heading.paragraph: heading for heading in headings.values()}
    path = Path([heading for heading in headings.values() if heading is not title])
    sections = [Section((), None)]
    for index, piece in enumerate(pieces):
        if index in contents:
            if not sections[-1].contents:
                sections.append(Section((), None, contents=True))
            sections[-1].pieces.append(piece)
            continue
        heading = by_paragraph.get(piece) if isinstance(piece, Paragraph) else None
        if heading is not None:
            titles = (heading.title,) if heading is title else path.enter(heading)
            sections.append(Section(titles, heading))
        else:
            if sections[-1].contents:
                sections.append(Section(sections[-2].path, None))
            sections[-1].pieces.append(piece)
    named = _words(title, text, {heading.paragraph for heading in headings.values() if heading.number})
    return Structure([section for section in sections if section.pieces or section.heading], named)


def _title(pieces: Sequence[Piece], headings: dict[int, Heading]) -> Heading | None:
    """The heading in the largest type, if it is on the first pages, once, and larger than all others.

    It is the name of the manual and encloses no section, unless there is no other heading.
    """
    if len(headings) < 2:
        return None
    first_page = min(piece.page for piece in pieces)
    order = [headings[index] for index in sorted(headings)]
    largest = max(heading.paragraph.style.size for heading in order)
    found = [heading for heading in order if heading.paragraph.style.size >= largest - 0.5]
    if len(found) == 1 and found[0].paragraph.page < first_page + _TITLE_PAGES and not found[0].number:
        return found[0]
    return None


def _words(title: Heading | None, pieces: Sequence[Piece], numbered: Collection[Paragraph]) -> str | None:
    """The title's words, or those of the largest line of the first page, where it is much larger than the rest.

    A numbered heading is the name of a section, not of the manual.
    """
    if title is not None:
        return title.title
    paragraphs = [piece for piece in pieces if isinstance(piece, Paragraph)]
    first = [piece for piece in paragraphs if piece.page == paragraphs[0].page and any(map(str.isalpha, piece.text))]
    if not first:
        return None
    largest = max(first, key=lambda piece: piece.style.size)
    if largest in numbered:
        return None
    letters: Counter[float] = Counter()
    for piece in paragraphs:
        letters[piece.style.size] += len(piece.text)
    return largest.text if largest.style.size >= _TITLE_SIZE * letters.most_common(1)[0][0] else None
