"""Which characters of a page a person can see. The others are reported; they are neither read nor searched.

What the file says of a character is believed when it hides it (an invisible render mode, type of one point). What it
says to the contrary is not: whether a character leaves a mark is asked of the page as it is drawn (`ink`).
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pypdfium2.raw as pdfium

from knowledge_base.readers.pdf.frame import Box
from knowledge_base.readers.pdf.glyphs import Glyph, PageGlyphs
from knowledge_base.readers.pdf.ink import Canvas, Picture, differs

SMALLEST = 3.0
"""Points. Smaller type cannot be read on paper."""

_SMALLEST_OUTLINE = 1.3
_SQUEEZED = 0.12
_TRANSPARENT = 13
_ONE_SIGN = 3
_SAME_PLACE = 0.12
_LAYERS_OF_TEXT = 12
_TILE = 32.0
_NOTHING = 0.02
_INVISIBLE_MODES = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}
_SOFT_HYPHEN = "\u00ad"


class Cause(StrEnum):
    """Why a person does not see a character."""

    INVISIBLE = "is drawn in an invisible mode"
    TRANSPARENT = "is transparent"
    TINY = "is too small to be read"
    OUTSIDE = "lies outside the page"
    GROUND = "has the colour of what lies behind it"
    LAYER = "is on a layer that is switched off"
    COVERED = "is covered or cut off"
    BLANK = "is set in a font that draws nothing for it"
    CROWDED = "lies among so many layers of text that nobody can tell what is seen"
    ONE_SIGN = "is drawn as one sign that stands for many letters"
    NO_WIDTH = "is made of signs without width or of direction marks"
    REPEATED = "is drawn twice at the same place"


@dataclass(frozen=True)
class Seen:
    """The characters that a person sees, in drawing order, and the others: runs of one cause with none seen between."""

    glyphs: list[Glyph]
    hidden: list[tuple[Cause, list[Glyph]]]


def seen_on(page: PageGlyphs, canvas: Canvas) -> Seen:
    """Part the characters of a page into those that are seen and those that are not."""
    tiny = _tiny_outlines(page)
    causes = {i: cause for i, glyph in enumerate(page.glyphs) if (cause := _stated(page, glyph, tiny))}
    left = [i for i, glyph in enumerate(page.glyphs) if i not in causes and not glyph.char.isspace()]
    overlapping = _overlapping(page, left)
    repeated = _repeated(page, [i for i in left if page.glyphs[i].owner in overlapping])
    causes |= dict.fromkeys(repeated, Cause.REPEATED)
    causes |= _unmarked(page, canvas, [i for i in left if i not in causes], causes, overlapping)
    return Seen([glyph for i, glyph in enumerate(page.glyphs) if i not in causes], _runs(page, causes))


def _runs(page: PageGlyphs, causes: Mapping[int, Cause]) -> list[tuple[Cause, list[Glyph]]]:
    runs: list[tuple[Cause, list[Glyph]]] = []
    parted = True
    for index, glyph in enumerate(page.glyphs):
        cause = causes.get(index)
        if cause is None or cause is Cause.REPEATED:
            parted = parted or not glyph.char.isspace()
        elif parted or runs[-1][0] is not cause:
            runs.append((cause, [glyph]))
            parted = False
        else:
            runs[-1][1].append(glyph)
    return runs


def _tiny_outlines(page: PageGlyphs) -> set[int]:
    """Text objects that draw no letter or digit of readable size; a font may call letters of one point twelve."""
    largest: dict[int, float] = defaultdict(float)
    for glyph in page.glyphs:
        if glyph.char[:1].isalnum():
            left, top, right, bottom = glyph.ink
            largest[glyph.owner] = max(largest[glyph.owner], right - left, bottom - top)
    return {owner for owner, size in largest.items() if size < _SMALLEST_OUTLINE}


def _stated(page: PageGlyphs, glyph: Glyph, tiny: set[int]) -> Cause | None:
    """The cause that the file itself states, if there is one."""
    item = page.objects[glyph.owner]
    if glyph.char != _SOFT_HYPHEN and unicodedata.category(glyph.char[0]) in {"Cf", "Cc"}:
        return None if glyph.char.isspace() else Cause.NO_WIDTH
    if item.mode in _INVISIBLE_MODES:
        return Cause.INVISIBLE
    if item.alpha < _TRANSPARENT:
        return Cause.TRANSPARENT
    middle, centre = (glyph.ink[0] + glyph.ink[2]) / 2, (glyph.ink[1] + glyph.ink[3]) / 2
    if not (0 <= middle <= page.frame.width and 0 <= centre <= page.frame.height):
        return Cause.OUTSIDE
    if item.style.size < SMALLEST or item.wide < _SQUEEZED or glyph.owner in tiny:
        return Cause.TINY
    return Cause.ONE_SIGN if glyph.sharing > _ONE_SIGN else None


def _repeated(page: PageGlyphs, indices: Sequence[int]) -> list[int]:
    """Characters that a later text object draws again at the same place.

    So are shadows made, and bold type. Two texts that share a letter by chance are not meant: nearly all of an object
    must be drawn again.
    """
    latest: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    twins: list[int] = []
    for index in reversed(indices):
        glyph = page.glyphs[index]
        reach = page.objects[glyph.owner].style.size * _SAME_PLACE
        column, row = int(glyph.x // 2), int(glyph.y // 2)
        near = (n for i in (-1, 0, 1) for j in (-1, 0, 1) for n in latest.get((glyph.char, column + i, row + j), ()))
        if any(_is_twin(glyph, page.glyphs[n], reach) for n in near):
            twins.append(index)
        else:
            latest[glyph.char, column, row].append(index)
    drawn = Counter(page.glyphs[index].owner for index in indices)
    again = Counter(page.glyphs[index].owner for index in twins)
    return [i for i in twins if again[page.glyphs[i].owner] >= 0.8 * drawn[page.glyphs[i].owner]]


def _is_twin(one: Glyph, other: Glyph, reach: float) -> bool:
    return one.owner != other.owner and abs(one.x - other.x) <= reach and abs(one.y - other.y) <= reach


def _unmarked(
    page: PageGlyphs, canvas: Canvas, left: Sequence[int], known: dict[int, Cause], overlapping: set[int]
) -> dict[int, Cause]:
    """Those of the characters that leave no mark of their own, each with the likeliest cause."""
    if not left:
        return {}
    boxes = [page.glyphs[i].ink for i in left]
    ink, _ = canvas.marks_of([handle for item in page.objects for handle in (item.handle, *item.twins)])
    marked = dict(zip(left, ink.fills(boxes).tolist(), strict=True))
    doubtful = {page.glyphs[i].owner for i in left if not marked[i]}
    by_owner: dict[int, list[int]] = defaultdict(list)
    for index in left:
        by_owner[page.glyphs[index].owner].append(index)
    doubtful |= overlapping & by_owner.keys()
    groups, crowded = _apart(page, {owner: by_owner[owner] for owner in sorted(doubtful)})
    causes = {i: Cause.CROWDED for owner in crowded for i in by_owner[owner]}
    shadows = _only_repeated(page, known)
    for group in groups:
        causes |= _unmarked_of(page, canvas, [i for owner in group for i in by_owner[owner]], shadows)
    return causes


def _overlapping(page: PageGlyphs, indices: Sequence[int]) -> set[int]:
    """Text objects of which a character lies over or under a character of another one."""
    scale = 2.0
    rows, columns = (min(int(side * scale) + 2, 8000) for side in (page.frame.height, page.frame.width))
    owners = np.full((rows, columns), -1, dtype=np.int32)
    found: set[int] = set()
    for index in indices:
        glyph = page.glyphs[index]
        left, top, right, bottom = glyph.ink
        # The outer sixth is left out: slanted and kerned letters touch.
        x, y = (right - left) / 6, (bottom - top) / 6
        part = owners[
            max(int((top + y) * scale), 0) : int((bottom - y) * scale) + 1,
            max(int((left + x) * scale), 0) : int((right - x) * scale) + 1,
        ]
        if part.size and part.max() >= 0:
            others = set(np.unique(part).tolist()) - {-1, glyph.owner}
            if others:
                found |= others | {glyph.owner}
        part[:] = glyph.owner
    return found


def _apart(page: PageGlyphs, doubtful: dict[int, list[int]]) -> tuple[list[list[int]], list[int]]:
    """Groups of text objects that do not overlap within a group, and the objects that found no place in a few."""
    groups: list[tuple[list[int], dict[tuple[int, int], list[Box]]]] = [([], {}) for _ in range(_LAYERS_OF_TEXT)]
    crowded = []
    for owner, indices in doubtful.items():
        box = _around([page.glyphs[i].ink for i in indices])
        left, top, right, bottom = (int(side // _TILE) for side in box)
        tiles = [(column, row) for column in range(left, right + 1) for row in range(top, bottom + 1)]
        for members, taken in groups:
            if not any(_meet(box, other) for tile in tiles for other in taken.get(tile, ())):
                members.append(owner)
                for tile in tiles:
                    taken.setdefault(tile, []).append(box)
                break
        else:
            crowded.append(owner)
    return [members for members, _ in groups if members], crowded


def _only_repeated(page: PageGlyphs, known: dict[int, Cause]) -> list[int]:
    """Text objects of which every character is drawn again by another: without them nothing is missing."""
    repeated = {page.glyphs[i].owner for i, cause in known.items() if cause is Cause.REPEATED}
    kept = {g.owner for i, g in enumerate(page.glyphs) if i not in known and not g.char.isspace()}
    return sorted(repeated - kept)


def _unmarked_of(page: PageGlyphs, canvas: Canvas, indices: list[int], shadows: list[int]) -> dict[int, Cause]:
    """Look closely at text objects that do not overlap each other: their characters that leave no mark."""
    owners = {page.glyphs[i].owner for i in indices}
    part = _around([page.glyphs[i].ink for i in indices])
    part = part[0] - 2, part[1] - 2, part[2] + 2, part[3] + 2
    items = [page.objects[owner] for owner in (*sorted(owners), *shadows)]
    handles = [handle for item in items for handle in (item.handle, *item.twins)]
    ink, bare = canvas.marks_of(handles, part)
    fills = ink.fills([page.glyphs[i].ink for i in indices]).tolist()
    unmarked = [i for i, filled in zip(indices, fills, strict=True) if not filled]
    likely: dict[int, Counter[Cause]] = defaultdict(Counter)
    for i in unmarked:
        likely[page.glyphs[i].owner][_cause(page, page.glyphs[i], bare)] += 1
    causes = {i: likely[page.glyphs[i].owner].most_common(1)[0][0] for i in unmarked}
    seen = {page.glyphs[i].owner for i in indices if i not in causes}
    # On a line of its colour below the words, as links have it, an underscore leaves no mark and is seen all the same.
    lines = {i for i, cause in causes.items() if page.glyphs[i].char == "_" and cause is Cause.GROUND}
    return {i: cause for i, cause in causes.items() if i not in lines or page.glyphs[i].owner not in seen}


def _cause(page: PageGlyphs, glyph: Glyph, bare: Picture) -> Cause:
    """The likeliest reason for which a character leaves no mark. bare: the page without it."""
    item = page.objects[glyph.owner]
    if item.layered:
        return Cause.LAYER
    left, top, right, bottom = glyph.ink
    if min(right - left, bottom - top) < _NOTHING:
        return Cause.BLANK
    rows, columns = bare.pixels.shape
    row = min(max(int(((top + bottom) / 2 - bare.origin[1]) * bare.scale), 0), rows - 1)
    column = min(max(int(((left + right) / 2 - bare.origin[0]) * bare.scale), 0), columns - 1)
    red, green, blue = item.style.colour
    type_colour = np.array([[0xFF000000 | red << 16 | green << 8 | blue]], dtype=np.uint32)
    ground = bare.pixels[row : row + 1, column : column + 1]
    return Cause.COVERED if differs(type_colour, ground).any() else Cause.GROUND


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
