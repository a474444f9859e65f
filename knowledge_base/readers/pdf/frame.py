"""Where things are on a page as a person sees it: points from the top left corner, after /CropBox and /Rotate."""

import math
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
"""left, top, right, bottom in points; top < bottom."""

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of ISO 32000-1, 8.3.3: x' = a·x + c·y + e, y' = b·x + d·y + f."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Frame:
    """The visible rectangle of a page. matrix: from the page's own coordinates to the display's."""

    width: float
    height: float
    matrix: Matrix

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the page, its corners in any order, as it lies on the display."""
        x1, y1 = apply(self.matrix, left, bottom)
        x2, y2 = apply(self.matrix, right, top)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def frame_of(page: Any) -> Frame:
    """The frame of a pdfium page: the intersection of its media box and crop box, turned by /Rotate."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, rect)
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    turns = pdfium.FPDFPage_GetRotation(page) % 4
    wide, high = right - left, top - bottom
    matrices: tuple[Matrix, ...] = (
        (1, 0, 0, -1, -left, top),
        (0, 1, 1, 0, -bottom, -left),
        (-1, 0, 0, 1, right, -bottom),
        (0, -1, -1, 0, top, right),
    )
    return Frame(high if turns % 2 else wide, wide if turns % 2 else high, matrices[turns])


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """The point after the matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def times(first: Matrix, then: Matrix) -> Matrix:
    """One matrix that does `first` and `then`."""
    a, b, c, d, e, f = first
    e, f = apply(then, e, f)
    origin_x, origin_y = then[4], then[5]
    (ax, ay), (cx, cy) = apply(then, a, b), apply(then, c, d)
    return ax - origin_x, ay - origin_y, cx - origin_x, cy - origin_y, e, f


def direction(matrix: Matrix) -> int:
    """Which way text runs on the display under a matrix: 0 to the right, 90 upwards, 180, 270; whole degrees."""
    return round(math.degrees(math.atan2(-matrix[1], matrix[0]))) % 360


def turned(box: Box, angle: int, width: float, height: float) -> Box:
    """The box after the display was turned so that text running at `angle` (0, 90, 180, 270) runs to the right."""
    left, top, right, bottom = box
    if angle == 90:
        return height - bottom, left, height - top, right
    if angle == 180:
        return width - right, height - bottom, width - left, height - top
    if angle == 270:
        return top, width - right, bottom, width - left
    return box
