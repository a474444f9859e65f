"""The objects that a page is drawn with, those in form XObjects too (ISO 32000-1, 8.2 and 8.10)."""

from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from knowledge_base.readers.pdf.frame import IDENTITY, Matrix, times

_DEEP = 12


def page_objects(page: Any, kind: int, limit: int) -> Iterator[tuple[Any, Matrix]]:
    """Objects of one kind, those in form XObjects too, each with the matrix of the forms around it."""
    yield from _inside(page, IDENTITY, kind, [limit], 0)


def _inside(holder: Any, outer: Matrix, kind: int, left: list[int], depth: int) -> Iterator[tuple[Any, Matrix]]:
    count = pdfium.FPDFFormObj_CountObjects(holder) if depth else pdfium.FPDFPage_CountObjects(holder)
    get = pdfium.FPDFFormObj_GetObject if depth else pdfium.FPDFPage_GetObject
    for index in range(count):
        left[0] -= 1
        if left[0] < 0:
            return
        item = get(holder, index)
        found = pdfium.FPDFPageObj_GetType(item)
        if found == kind:
            yield item, outer
        elif found == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEP:
            yield from _inside(item, times(matrix_of(item), outer), kind, left, depth + 1)


def matrix_of(item: Any) -> Matrix:
    """The matrix of a page object."""
    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, m)
    return m.a, m.b, m.c, m.d, m.e, m.f
