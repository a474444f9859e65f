"""Which characters of a page a person can see. The others are reported; they are neither read nor searched.

What the file says of a character is believed when it hides it (an invisible render mode, type of one point). What it
says to the contrary is not: whether a character leaves a mark is asked of the page as it is drawn (`ink`).
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pypdfium2.raw as pdfium

from knowledge_base.readers.pdf.frame import Box
from knowledge_base.readers.pdf.glyphs import Glyph, PageGlyphs, TextObject
from knowledge_base.readers.pdf.ink import Canvas, Picture, differs

SMALLEST = 3.0
"""Points. Smaller type cannot be read on paper."""

_SMALLEST_OUTLINE = 1.3
_SQUEEZED = 0.12
_TRANSPARENT = 13
_ONE_SIGN = 3
_SAME_PLACE = 0.12
_LAYERS_OF_TEXT = 12
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
    CROWDED = "lies among so many layers of text that nobody can tell what is seen"
    ONE_SIGN = "is drawn as one sign that stands for many letters"
    NO_WIDTH = "is made of signs without width or of direction marks"
    REPEATED = "is drawn twice at the same place"


@dataclass(frozen=True)
class Seen:
    """The characters that a person sees, in drawing order, and the others by the cause."""

    glyphs: list[Glyph]
    hidden: list[tuple[Glyph, Cause]]


def seen_on(page: PageGlyphs, canvas: Canvas) -> Seen:
    """Part the characters of a page into those that are seen and those that are not."""
    causes: dict[int, Cause] = {}
    tiny = {n for n, item in enumerate(page.objects) if _outlines_are_tiny(page, n, item)} if page.glyphs else set()
    for index, glyph in enumerate(page.glyphs):
        cause = _stated(page, glyph, tiny)
        if cause is not None:
            causes[index] = cause
    left = [i for i, glyph in enumerate(page.glyphs) if i not in causes and not glyph.char.isspace()]
    for index in _repeated(page, left):
        causes[index] = Cause.REPEATED
    left = [i for i in left if i not in causes]
    if left:
        causes.update(_unmarked(page, canvas, left, causes))
    hidden = [(page.glyphs[i], causes[i]) for i in sorted(causes) if causes[i] is not Cause.REPEATED]
    return Seen([glyph for i, glyph in enumerate(page.glyphs) if i not in causes], hidden)


def _stated(page: PageGlyphs, glyph: Glyph, tiny: set[int]) -> Cause | None:
    """The cause that the file itself states, if there is one."""
    item = page.objects[glyph.owner]
    if glyph.char and glyph.char != _SOFT_HYPHEN and all(unicodedata.category(c) in {"Cf", "Cc"} for c in glyph.char):
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


def _outlines_are_tiny(page: PageGlyphs, owner: int, item: TextObject) -> bool:
    """A font may call itself 12 points and draw letters of one."""
    if item.style.size < SMALLEST or not any(char.isalnum() for char in item.drawn):
        return False
    letters = [glyph for glyph in _by_owner(page)[owner] if glyph.char[:1].isalnum()]
    return all(max(g.ink[3] - g.ink[1], g.ink[2] - g.ink[0]) < _SMALLEST_OUTLINE for g in letters)


_last: list[tuple[PageGlyphs, dict[int, list[Glyph]]]] = []
