"""The characters that a PDF page draws, each with its place, type and text object (ISO 32000-1, 9.4).

What the file says is *meant* (/ActualText) is set aside: a reader of the paper sees what is drawn.
"""

import ctypes
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from knowledge_base.readers.pdf.frame import Box, Frame, Matrix, apply, direction, frame_of, times
from knowledge_base.readers.pdf.objects import page_objects

_BOLD = re.compile(r"bold|black|heavy|demi|cmbx|sfbx|cmb10|-medi\b|cmssbx", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|cmti|cmsl|sfti", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_FORCE_BOLD = 1 << 18
_SAME_PLACE = 1.5
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# pdfium's own sign for a hyphen at the end of a line, and bullets of symbol fonts, which have no Unicode of their own.
_MEANT = {0x2: "-", 0xFFFE: "-", 0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xF076: "•", 0xF0FC: "•"}


@dataclass(frozen=True, slots=True)
class Style:
    """How type looks. size: in points on the display."""

    font: str
    size: float
    bold: bool
    italic: bool
    colour: tuple[int, int, int]


@dataclass(slots=True)
class TextObject:
    """One show operator. angle: as in frame.direction. alpha: 0 to 255. meant: its /ActualText, if it has one.

    wide: horizontal scale by vertical scale; type that is squeezed to nothing has a small one.
    twins: objects that draw the same words at the same place, which pdfium does not list.
    """

    handle: Any
    style: Style
    angle: int
    mode: int
    alpha: int
    layered: bool
    wide: float
    meant: str = ""
    drawn: list[str] = field(default_factory=list)
    twins: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class Glyph:
    """One character. ink: the box of its outline; advance: its cell in the line; owner: index of its text object.

    sharing: how many characters the file says this one sign stands for.
    """

    char: str
    ink: Box
    advance: Box
    x: float
    y: float
    owner: int
    sharing: int = 1


@dataclass(frozen=True)
class PageGlyphs:
    """All characters of a page in the order in which they are drawn. unknown: how many signs have no Unicode."""

    frame: Frame
    glyphs: list[Glyph]
    objects: list[TextObject]
    unknown: int


def read_glyphs(page: Any, limit: int) -> PageGlyphs:
    """The characters of a pdfium page. limit: of page objects that are looked at."""
    meant = dict(_without_actual_text(page, limit))
    text = pdfium.FPDFText_LoadPage(page)
    try:
        reader = _Reader(page, text, meant)
        found = reader.read()
    finally:
        pdfium.FPDFText_ClosePage(text)
    texts = page_objects(page, pdfium.FPDF_PAGEOBJ_TEXT, limit)
    _add_twins(found, [(item, outer) for item, outer in texts if not reader.lists(item)])
    return found


def _add_twins(page: PageGlyphs, unlisted: list[tuple[Any, Matrix]]) -> None:
    """Keep each text object that pdfium leaves out beside the one that draws the same words at the same place."""
    boxes: dict[int, Box] = {}
    for glyph in page.glyphs if unlisted else ():
        if not glyph.char.isspace():
            boxes[glyph.owner] = _around(boxes.get(glyph.owner, glyph.ink), glyph.ink)
    corners: dict[tuple[int, int], list[int]] = defaultdict(list)
    for owner, ink in boxes.items():
        corners[int(ink[0] // _SAME_PLACE), int(ink[1] // _SAME_PLACE)].append(owner)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for item, outer in unlisted:
        if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        matrix = times(outer, page.frame.matrix)
        x1, y1 = apply(matrix, left.value, bottom.value)
        x2, y2 = apply(matrix, right.value, top.value)
        box = min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
        column, row = int(box[0] // _SAME_PLACE), int(box[1] // _SAME_PLACE)
        near = (n for i in (-1, 0, 1) for j in (-1, 0, 1) for n in corners.get((column + i, row + j), ()))
        one = next((n for n in near if _is_same(box, boxes[n])), None)
        if one is not None:
            page.objects[one].twins.append(item)


def _is_same(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= _SAME_PLACE for a, b in zip(one, other, strict=True))


def _around(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _without_actual_text(page: Any, limit: int) -> Iterator[tuple[int, str]]:
    """Take /ActualText off all text objects, so that pdfium returns what they draw; yields address and words."""
    for item, _ in page_objects(page, pdfium.FPDF_PAGEOBJ_TEXT, limit):
        for index in reversed(range(pdfium.FPDFPageObj_CountMarks(item))):
            mark = pdfium.FPDFPageObj_GetMark(item, index)
            buffer, length = ctypes.create_string_buffer(2048), ctypes.c_ulong()
            if pdfium.FPDFPageObjMark_GetParamStringValue(
                mark, b"ActualText", ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 2048, length
            ):
                words = buffer.raw[: min(length.value, 2048)].decode("utf-16-le", "replace").rstrip("\0")
                pdfium.FPDFPageObj_RemoveMark(item, mark)
                yield ctypes.addressof(item.contents), words


class _Reader:
    """Reads one page; the properties of a text object are asked for once."""

    def __init__(self, page: Any, text: Any, meant: dict[int, str]) -> None:
        self._text = text
        self._meant = meant
        self._frame = frame_of(page)
        self._objects: list[TextObject] = []
        self._index: dict[int, int] = {}
        self._unknown = 0

    def read(self) -> PageGlyphs:
        glyphs: list[Glyph] = []
        raw, frame = self._text, self._frame
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        x, y = ctypes.c_double(), ctypes.c_double()
        loose = pdfium.FS_RECTF()
        for index in range(pdfium.FPDFText_CountChars(raw)):
            item = pdfium.FPDFText_GetTextObject(raw, index)
            if not item:  # a space or line end that pdfium thinks of; nothing is drawn there
                continue
            owner = self._owner(item, index)
            pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top)
            pdfium.FPDFText_GetLooseCharBox(raw, index, loose)
            pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
            ink = frame.box(left.value, bottom.value, right.value, top.value)
            advance = frame.box(loose.left, loose.bottom, loose.right, loose.top)
            at_x, at_y = apply(frame.matrix, x.value, y.value)
            char = self._char(index, glyphs)
            if char is None:
                continue
            glyphs.append(Glyph(char, ink, advance, at_x, at_y, owner))
            self._objects[owner].drawn.append(char)
        _count_sharing(glyphs)
        return PageGlyphs(frame, glyphs, self._objects, self._unknown)

    def lists(self, item: Any) -> bool:
        """A text object is one of those that were read."""
        return ctypes.addressof(item.contents) in self._index

    def _char(self, index: int, glyphs: list[Glyph]) -> str | None:
        """The character; None for the second half of one beyond the first 65,536, which completes the one before."""
        code = pdfium.FPDFText_GetUnicode(self._text, index)
        if 0xDC00 <= code < 0xE000 and glyphs and glyphs[-1].char == "\ufffd":
            before = pdfium.FPDFText_GetUnicode(self._text, index - 1)
            if 0xD800 <= before < 0xDC00:
                self._unknown -= 1
                glyphs[-1].char = self._objects[glyphs[-1].owner].drawn[-1] = chr(
                    0x10000 + ((before - 0xD800) << 10) + code - 0xDC00
                )
                return None
        if code in _MEANT:
            return _MEANT[code]
        if code in _LIGATURES:
            return _LIGATURES[code]
        known = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
        if not known or pdfium.FPDFText_HasUnicodeMapError(self._text, index) == 1:
            self._unknown += 1
            return "\ufffd"
        return chr(code)

    def _owner(self, item: Any, index: int) -> int:
        address = ctypes.addressof(item.contents)
        owner = self._index.get(address)
        if owner is None:
            owner = self._index[address] = len(self._objects)
            self._objects.append(self._text_object(item, index, self._meant.get(address, "")))
        return owner

    def _text_object(self, item: Any, index: int, meant: str) -> TextObject:
        m = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text, index, m)
        matrix = times((m.a, m.b, m.c, m.d, 0.0, 0.0), self._frame.matrix)
        tall, wide = math.hypot(matrix[2], matrix[3]), math.hypot(matrix[0], matrix[1])
        size = pdfium.FPDFText_GetFontSize(self._text, index) * tall
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        strokes = mode in {pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP}
        red, green, blue, alpha = _colour(
            item, pdfium.FPDFPageObj_GetStrokeColor if strokes else pdfium.FPDFPageObj_GetFillColor
        )
        font = pdfium.FPDFTextObj_GetFont(item)
        name = _font_name(font)
        flags = pdfium.FPDFFont_GetFlags(font)
        # Word processors make a missing bold type by drawing its outline too.
        drawn_bold = mode in {pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP}
        bold = bool(_BOLD.search(name)) or drawn_bold or (flags > 0 and bool(flags & _FORCE_BOLD))
        style = Style(name, round(abs(size), 1), bold, bool(_ITALIC.search(name)), (red, green, blue))
        return TextObject(
            handle=item,
            style=style,
            angle=direction(matrix),
            mode=mode,
            alpha=alpha,
            layered=_is_layered(item),
            wide=wide / tall if tall else 0.0,
            meant=meant,
        )


def _count_sharing(glyphs: list[Glyph]) -> None:
    """Characters that stand for one and the same sign have one origin and one box."""
    start = 0
    for index in range(1, len(glyphs) + 1):
        first = glyphs[start]
        if index < len(glyphs):
            glyph = glyphs[index]
            if glyph.owner == first.owner and glyph.ink == first.ink and (glyph.x, glyph.y) == (first.x, first.y):
                continue
        if index - start > 1:
            for glyph in glyphs[start:index]:
                glyph.sharing = index - start
        start = index


def _colour(item: Any, get: Any) -> tuple[int, int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not get(item, red, green, blue, alpha):
        return 0, 0, 0, 255
    return red.value, green.value, blue.value, alpha.value


def _font_name(font: Any) -> str:
    buffer = ctypes.create_string_buffer(256)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    return _SUBSET.sub("", buffer.raw[: max(min(length, 256) - 1, 0)].decode("utf-8", "replace"))


def _is_layered(item: Any) -> bool:
    """It is marked as part of an optional content group (ISO 32000-1, 8.11)."""
    for index in range(pdfium.FPDFPageObj_CountMarks(item)):
        buffer, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        pdfium.FPDFPageObjMark_GetName(mark, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 64, length)
        if buffer.raw[: min(length.value, 64)].decode("utf-16-le", "replace").rstrip("\0") == "OC":
            return True
    return False
