"""The pieces of a section → what they are to a technician: notices, fields, numbered items, tables, text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge_base.readers.pdf.labels import Label, LabelKind
from knowledge_base.readers.pdf.lines import CELL_BORDER, Row
from knowledge_base.readers.pdf.paragraphs import Paragraph, Piece
from knowledge_base.readers.pdf.phrases import CAPTION, FieldName, field_in, is_safety_heading, notice_in
from knowledge_base.readers.source import Span
from knowledge_base.records import NoticeKind

_NEAR = 4.0


class ElementKind(StrEnum):
    """What an element is."""

    TEXT = "text"
    CAPTION = "caption"
    ROW = "row"
    NOTICE = "notice"
    FIELD = "field"
    ITEM = "item"


@dataclass(eq=False)
class Element:
    """Pieces that belong together, one after the other. skip: characters of the first one before its own words.

    name: of a field; its pieces after the first are the items of its value.
    spans: where each piece stands in the reading text, once it is written.
    """

    kind: ElementKind
    pieces: list[Piece]
    skip: int = 0
    notice: NoticeKind | None = None
    name: str | None = None
    label: Label | None = None
    spans: list[Span] = field(default_factory=list)

    @property
    def first(self) -> Piece:
        """Its first piece."""
        return self.pieces[0]

    @property
    def span(self) -> Span:
        """All of it in the reading text."""
        return self.spans[0][0], self.spans[-1][1]

    @property
    def words(self) -> Span:
        """It in the reading text without its label or name."""
        return self.spans[0][0] + self.skip, self.spans[-1][1]


def elements_of(pieces: Sequence[Piece]) -> list[Element]:
    """The elements of a section, in its order; together they hold every piece once."""
    found: list[Element] = []
    index = 0
    while index < len(pieces):
        element = _element(pieces, index, found)
        if element is None:
            found[-1].pieces.append(pieces[index])
            index += 1
        else:
            found.append(element)
            index += len(element.pieces)
    return found


def _element(pieces: Sequence[Piece], index: int, before: Sequence[Element]) -> Element | None:
    """The element that begins with a piece; None if the piece goes on with the item before."""
    piece = pieces[index]
    if isinstance(piece, Row):
        return _notice_row(piece) or Element(ElementKind.ROW, [piece])
    if CAPTION.match(piece.text):
        return Element(ElementKind.CAPTION, [piece])
    word = notice_in(piece.text)
    if word is not None:
        body = _notice_body(pieces, index, alone=word.alone)
        return Element(ElementKind.NOTICE, [piece, *body], skip=word.end, notice=word.kind)
    if is_safety_heading(piece.text):
        body = _list_after(pieces, index) or _notice_body(pieces, index, alone=True)
        if body and not any(notice_in(p.text) for p in body):
            return Element(ElementKind.NOTICE, [piece, *body], skip=len(piece.text), notice=NoticeKind.WARNING)
    name = field_in(piece.text, bold_until=piece.bold_until)
    if name is not None:
        element = _field(pieces, index, piece, name)
        if element is not None:
            return element
    label = piece.label
    if label is not None and label.kind is not LabelKind.BULLET:
        return Element(ElementKind.ITEM, [piece], skip=label.length, label=label)
    if len(before) > 0 and before[-1].kind is ElementKind.ITEM and _is_inside(piece, before[-1]):
        return None
    return Element(ElementKind.TEXT, [piece])


def _notice_row(row: Row) -> Element | None:
    """A notice that is set as a table: its name, or a sign and its name, beside its words."""
    cells = [" ".join(cell) for cell in row.cells]
    first = next((index for index, cell in enumerate(cells) if cell), 0)
    word = notice_in(cells[first])
    said = [index for index, cell in enumerate(cells) if cell and index > first]
    if word is None or len(said) > 1 or word.alone != bool(said) or (len(row.cells[first]) > 1 and said):
        return None
    before = said[0] if said else first
    skip = sum(len(cell) + len(CELL_BORDER) for cell in cells[:before]) + (0 if said else word.end)
    return Element(ElementKind.NOTICE, [row], skip=skip, notice=word.kind)


def _is_inside(piece: Paragraph, item: Element) -> bool:
    """It is set below the text of the item, not below its label."""
    first = item.first
    if not isinstance(first, Paragraph):
        return False
    return piece.x0 >= first.text_x - _NEAR and first.text_x > first.x0 + _NEAR


def _notice_body(pieces: Sequence[Piece], index: int, *, alone: bool) -> list[Paragraph]:
    """What else is in the frame of a notice; without a frame the paragraph below its name, and a list below that."""
    head = pieces[index]
    if not isinstance(head, Paragraph):
        return []
    frame = head.lines[0].framed
    body: list[Paragraph] = []
    for piece in pieces[index + 1 :]:
        if not isinstance(piece, Paragraph) or notice_in(piece.text) or CAPTION.match(piece.text):
            break
        bullet = _is_bullet(piece)
        if piece.label is not None and not bullet:
            break
        below_name = alone and not body
        framed = frame is not None and piece.lines[0].framed == frame
        in_list = bullet and (alone or _leads_to_list(body[-1] if body else head))
        if not (framed or below_name or in_list):
            break
        # The name may stand in a bar of its own above the box of the text.
        frame = piece.lines[0].framed if below_name else frame
        body.append(piece)
    return body


def _leads_to_list(piece: Paragraph) -> bool:
    return piece.text.endswith(":") or _is_bullet(piece)


def _is_bullet(piece: Paragraph) -> bool:
    return piece.label is not None and piece.label.kind is LabelKind.BULLET


def _list_after(pieces: Sequence[Piece], index: int) -> list[Paragraph]:
    """The bullets that directly follow a piece."""
    found: list[Paragraph] = []
    for piece in pieces[index + 1 :]:
        if not isinstance(piece, Paragraph) or not _is_bullet(piece):
            break
        found.append(piece)
    return found


def _field(pieces: Sequence[Piece], index: int, piece: Paragraph, name: FieldName) -> Element | None:
    """A field with its value: the words after its name, or the bullets below it, or one plain paragraph below it."""
    if not name.alone:
        following = _list_after(pieces, index) if piece.text.rstrip().endswith(":") else []
        return Element(ElementKind.FIELD, [piece, *following], skip=name.end, name=name.name)
    if name.name == "procedure":
        return Element(ElementKind.FIELD, [piece], skip=len(piece.text), name=name.name)
    value: list[Paragraph] = _list_after(pieces, index)
    if not value and piece.bold_until and index + 1 < len(pieces):
        following_piece = pieces[index + 1]
        plain = isinstance(following_piece, Paragraph) and following_piece.label is None
        if plain and isinstance(following_piece, Paragraph) and not _begins_other(following_piece):
            value = [following_piece]
    if not value:
        return None
    return Element(ElementKind.FIELD, [piece, *value], skip=len(piece.text), name=name.name)


def _begins_other(piece: Paragraph) -> bool:
    return notice_in(piece.text) is not None or field_in(piece.text, bold_until=piece.bold_until) is not None
