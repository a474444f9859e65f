"""Ruling lines, filled boxes and pictures of a page: what tables, framed notices and scans are made of."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from knowledge_base.readers.pdf.frame import Box, Frame, Matrix, apply, times
from knowledge_base.readers.pdf.objects import matrix_of, page_objects

_THIN = 3.0
_SHORT = 6.0
_MANY_POINTS = 500
_MANY_PATHS = 20_000
NEAR = 3.0
"""Points. Lines no farther apart meet."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along one side of the page. at: where it stands across; start, end: from where to where."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Drawn:
    """Lines, boxes (framed or filled areas) and the part of the page, from 0 to 1, that its largest picture takes."""

    rules: tuple[Rule, ...]
    boxes: tuple[Box, ...]
    picture: float


def drawn_on(page: Any, frame: Frame, limit: int) -> Drawn:
    """What is drawn on a page beside text. A page of very many paths is a drawing: it has no lines then."""
    rules: list[Rule] = []
    boxes: list[Box] = []
    paths = list(page_objects(page, pdfium.FPDF_PAGEOBJ_PATH, limit))
    for item, outer in paths if len(paths) <= _MANY_PATHS else []:
        matrix = times(times(matrix_of(item), outer), frame.matrix)
        for points in _outlines(item, matrix):
            box = _rectangle(points)
            if box is None:
                rules.extend(rule for pair in pairwise(points) if (rule := _rule(*pair)) is not None)
            elif (thin := _thin(box)) is not None:
                rules.append(thin)
            elif box[2] - box[0] >= _SHORT and box[3] - box[1] >= _SHORT:
                boxes.append(box)
                rules.extend(_sides(box))
    return Drawn(tuple(merged(rules)), tuple(dict.fromkeys(boxes)), _largest_picture(page, frame, limit))


def _outlines(item: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each outline of a path that has no curves. pdfium lists no path that is not painted."""
    count = pdfium.FPDFPath_CountSegments(item)
    if count > _MANY_POINTS:
        return
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    curved = False
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append(apply(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and points[-1] != points[0]:
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points


def _rectangle(points: list[tuple[float, float]]) -> Box | None:
    """The box of an outline that is an upright rectangle."""
    corners = points[:-1] if len(points) == 5 and _same(points[0], points[-1]) else points
    if len(corners) != 4:
        return None
    for (x1, y1), (x2, y2) in pairwise([*corners, corners[0]]):
        if abs(x1 - x2) > 0.5 and abs(y1 - y2) > 0.5:
            return None
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _same(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < 0.1 and abs(one[1] - other[1]) < 0.1


def _thin(box: Box) -> Rule | None:
    """A line that is drawn as a narrow box."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    if high <= _THIN and wide > high:
        return Rule(level=True, at=(top + bottom) / 2, start=left, end=right)
    if wide <= _THIN and high > wide:
        return Rule(level=False, at=(left + right) / 2, start=top, end=bottom)
    return None


def _rule(start: tuple[float, float], end: tuple[float, float]) -> Rule | None:
    (x1, y1), (x2, y2) = start, end
    if abs(y1 - y2) <= 0.5 and abs(x1 - x2) > 1:
        return Rule(level=True, at=(y1 + y2) / 2, start=min(x1, x2), end=max(x1, x2))
    if abs(x1 - x2) <= 0.5 and abs(y1 - y2) > 1:
        return Rule(level=False, at=(x1 + x2) / 2, start=min(y1, y2), end=max(y1, y2))
    return None


def _sides(box: Box) -> Iterator[Rule]:
    left, top, right, bottom = box
    yield Rule(level=True, at=top, start=left, end=right)
    yield Rule(level=True, at=bottom, start=left, end=right)
    yield Rule(level=False, at=left, start=top, end=bottom)
    yield Rule(level=False, at=right, start=top, end=bottom)


def merged(rules: list[Rule]) -> list[Rule]:
    """Lines that continue each other, as one; the short remains are left out."""
    found: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (r.level, round(r.at), r.start)):
        last = found[-1] if found else None
        if (
            last is not None
            and last.level == rule.level
            and abs(last.at - rule.at) <= 1.0
            and rule.start <= last.end + NEAR
        ):
            found[-1] = Rule(last.level, last.at, last.start, max(last.end, rule.end))
        else:
            found.append(rule)
    return [rule for rule in found if rule.end - rule.start >= _SHORT]


def _largest_picture(page: Any, frame: Frame, limit: int) -> float:
    area = max(frame.width * frame.height, 1.0)
    largest = 0.0
    for item, outer in page_objects(page, pdfium.FPDF_PAGEOBJ_IMAGE, limit):
        matrix = times(times(matrix_of(item), outer), frame.matrix)
        corners = [apply(matrix, x, y) for x in (0, 1) for y in (0, 1)]
        xs = [min(max(x, 0.0), frame.width) for x, _ in corners]
        ys = [min(max(y, 0.0), frame.height) for _, y in corners]
        largest = max(largest, (max(xs) - min(xs)) * (max(ys) - min(ys)) / area)
    return largest
