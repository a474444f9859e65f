"""Does a character leave a mark on the page? The page is drawn with it and without it, and the two are compared.

This asks the renderer, so it holds for every way to hide text: the colour of the ground, a cover, a clip, a layer that
is off, a transparent fill, an invisible render mode, a place outside the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from knowledge_base.readers.pdf.frame import Box, Frame

_SCREEN_SCALE = 1.5
_CLOSE_SCALE = 4.0
_PIXELS = 12_000_000
_RATIO = 1.1
_FAR = 64
Pixels = NDArray[np.uint32]
"""Rows of pixels, each 0xAARRGGBB."""

Marks = NDArray[np.bool_]


def _luminance_table() -> NDArray[np.float32]:
    """Linear light of an sRGB byte (WCAG 2.2, relative luminance)."""
    value = np.arange(256) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).astype(np.float32)


_LINEAR = _luminance_table()
_WEIGHTS = np.array([0.0722, 0.7152, 0.2126], dtype=np.float32)


def differs(first: Pixels, second: Pixels) -> Marks:
    """Where two pictures differ so that a person sees it: contrast of at least 1.1, or another hue altogether."""
    marks: Marks = first != second
    one, two = _channels(first[marks]), _channels(second[marks])
    light = np.stack([_LINEAR[one] @ _WEIGHTS, _LINEAR[two] @ _WEIGHTS])
    contrast = (light.max(axis=0) + 0.05) / (light.min(axis=0) + 0.05)
    hue = np.abs(one.astype(np.int16) - two).max(axis=1, initial=0)
    marks[marks] = (contrast >= _RATIO) | (hue >= _FAR)
    return marks


def _channels(pixels: Pixels) -> NDArray[np.uint8]:
    """Blue, green and red in the last axis."""
    return np.ascontiguousarray(pixels, dtype="<u4").view(np.uint8).reshape(-1, 4)[:, :3]


@dataclass(frozen=True)
class Picture:
    """A part of a page, drawn. scale: pixels to a point; origin: left and top of the part, in points."""

    pixels: Pixels
    scale: float
    origin: tuple[float, float]


class Canvas:
    """Draws a page, annotations included, as a viewer does on the screen."""

    def __init__(self, page: Any, frame: Frame) -> None:
        self._page = page
        self._frame = frame

    def draw(self, part: Box, wanted: float) -> Picture:
        """The part of the page at the wanted scale, or at a smaller one if that were too many pixels."""
        left, top = max(part[0], 0.0), max(part[1], 0.0)
        wide = max(min(part[2], self._frame.width) - left, 1.0)
        high = max(min(part[3], self._frame.height) - top, 1.0)
        scale = min(wanted, (_PIXELS / (wide * high)) ** 0.5)
        columns, rows = max(round(wide * scale), 1), max(round(high * scale), 1)
        bitmap = pdfium.FPDFBitmap_Create(columns, rows, 0)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xFFFFFFFF)
            x, y = round(left * scale), round(top * scale)
            size = round(self._frame.width * scale), round(self._frame.height * scale)
            pdfium.FPDF_RenderPageBitmap(bitmap, self._page, -x, -y, *size, 0, pdfium.FPDF_ANNOT)
            return Picture(_copy(bitmap, columns, rows), scale, (x / scale, y / scale))
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)

    def whole(self) -> Box:
        """All of the page."""
        return 0.0, 0.0, self._frame.width, self._frame.height

    def without(self, handles: Sequence[Any], part: Box, scale: float) -> Picture:
        """The same with some page objects left out."""
        for handle in handles:
            pdfium.FPDFPageObj_SetIsActive(handle, False)
        try:
            return self.draw(part, scale)
        finally:
            for handle in handles:
                pdfium.FPDFPageObj_SetIsActive(handle, True)

    def marks_of(self, handles: Sequence[Any], part: Box | None = None) -> tuple["Ink", Picture]:
        """Where these objects leave marks, and the page without them. part: looked at closely; None: all, roughly."""
        where, scale = (self.whole(), _SCREEN_SCALE) if part is None else (part, _CLOSE_SCALE)
        full, bare = self.draw(where, scale), self.without(handles, where, scale)
        return Ink(differs(full.pixels, bare.pixels), full.scale, full.origin), bare


def _copy(bitmap: Any, columns: int, rows: int) -> Pixels:
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    address = pdfium.FPDFBitmap_GetBuffer(bitmap)
    buffer = (pdfium.c_ubyte * (stride * rows)).from_address(address)
    flat = np.frombuffer(buffer, dtype="<u4").reshape(rows, stride // 4)
    return flat[:, :columns].astype(np.uint32)


class Ink:
    """Marks on a part of a page, asked box by box."""

    def __init__(self, marks: Marks, scale: float, origin: tuple[float, float]) -> None:
        self._sum = np.zeros((marks.shape[0] + 1, marks.shape[1] + 1), dtype=np.int32)
        np.cumsum(np.cumsum(marks, axis=0, dtype=np.int32), axis=1, out=self._sum[1:, 1:])
        self._scale = scale
        self._origin = origin

    def fills(self, boxes: Sequence[Box]) -> NDArray[np.bool_]:
        """For each box, whether there are marks in its left half, its right half, its upper and its lower half."""
        if not boxes:
            return np.zeros(0, dtype=np.bool_)
        corners = np.array(boxes, dtype=np.float64)
        left, right = self._pixels(corners[:, 0], corners[:, 2], 0)
        top, bottom = self._pixels(corners[:, 1], corners[:, 3], 1)
        # A glyph may be drawn a fraction of a pixel off, so each half reaches over the middle.
        middle, centre = (left + right) // 2, (top + bottom) // 2
        return (
            self._any(left, top, middle + 1, bottom)
            & self._any(middle - 1, top, right, bottom)
            & self._any(left, top, right, centre + 1)
            & self._any(left, centre - 1, right, bottom)
        )

    def _pixels(
        self, low: NDArray[np.float64], high: NDArray[np.float64], axis: int
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        first = np.floor((low - self._origin[axis]) * self._scale + 1e-6).astype(np.intp)
        last = np.ceil((high - self._origin[axis]) * self._scale - 1e-6).astype(np.intp)
        return first, np.maximum(last, first + 1)

    def _any(
        self, left: NDArray[np.intp], top: NDArray[np.intp], right: NDArray[np.intp], bottom: NDArray[np.intp]
    ) -> NDArray[np.bool_]:
        s = self._sum
        rows, columns = s.shape[0] - 1, s.shape[1] - 1
        left, right = np.clip(left, 0, columns), np.clip(right, 0, columns)
        top, bottom = np.clip(top, 0, rows), np.clip(bottom, 0, rows)
        found: NDArray[np.bool_] = (s[bottom, right] - s[top, right] - s[bottom, left] + s[top, left]) > 0
        return found
