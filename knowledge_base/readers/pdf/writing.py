"""Sections → the reading text, in the order of the manual, and its blocks."""

from collections.abc import Iterator, Mapping, Sequence

from knowledge_base.readers.passages import Block, BlockKind
from knowledge_base.readers.pdf.elements import Element, ElementKind
from knowledge_base.readers.pdf.joining import Vocabulary, joined
from knowledge_base.readers.pdf.lines import CELL_BORDER, Row
from knowledge_base.readers.pdf.paragraphs import Piece
from knowledge_base.readers.pdf.sections import Section
from knowledge_base.readers.source import WrittenText

_CLOSE = {ElementKind.ITEM, ElementKind.ROW}
_KINDS = {
    ElementKind.ROW: BlockKind.TABLE,
    ElementKind.NOTICE: BlockKind.NOTICE,
    ElementKind.ITEM: BlockKind.TEXT,
}


def write_section(text: WrittenText, section: Section, elements: Sequence[Element], words: Vocabulary) -> None:
    """Append a section; each element is told where its pieces stand, as one stretch."""
    if section.heading is not None:
        text.write(section.heading.paragraph.text)
    last: ElementKind | None = None
    for element in elements:
        after = "\n" if element.kind in _CLOSE and element.kind is last else "\n\n"
        element.spans = []
        for piece in element.pieces:
            element.spans.append(text.write(words_of(piece, words), after=after))
            after = "\n"
        last = element.kind


def write_contents(text: WrittenText, pieces: Sequence[Piece], words: Vocabulary) -> None:
    """Append a table of contents: it is part of what a person reads, and of no passage."""
    after = "\n\n"
    for piece in pieces:
        text.write(words_of(piece, words), after=after)
        after = "\n"


def words_of(piece: Piece, words: Vocabulary) -> str:
    """The words of a paragraph; the cells of a row, parted by a bar."""
    if isinstance(piece, Row):
        return CELL_BORDER.join(joined(cell, words) for cell in piece.cells)
    return piece.text


def blocks_of(
    text: WrittenText,
    section: Section,
    elements: Sequence[Element],
    task_id: str | None,
    of_task: Mapping[Element, BlockKind | None],
) -> Iterator[Block]:
    """The blocks of a section. of_task: the elements that are steps and notices of its task, None: part of another."""
    for element in elements:
        if element in of_task and of_task[element] is None:
            continue
        kind = of_task.get(element) or _KINDS.get(element.kind, BlockKind.TEXT)
        yield Block(
            text=text,
            span=element.span,
            kind=kind,
            section=section.path,
            page=element.first.page,
            task_id=task_id if element in of_task else None,
        )
