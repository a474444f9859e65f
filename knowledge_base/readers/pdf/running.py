"""Running heads, running feet and page numbers: what stands at the same place on most pages."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from knowledge_base.readers.pdf.glyphs import Style
from knowledge_base.readers.pdf.phrases import notice_in
from knowledge_base.readers.pdf.sheet import Sheet
from knowledge_base.readers.pdf.tables import grids
from knowledge_base.readers.pdf.words import Chunk

_MARGIN = 0.13
_MOST_OF_ONE_SIDE = 0.6
_CHAPTER_PAGES = 3
_PLACE_TAKEN = 0.7
_BUCKET = 3.0
_NUMBER = re.compile(r"\d+")
_ITEM = re.compile(r"\(?\d{1,3}[.)](?:\s|$)")
_ROMAN = re.compile(r"[ivxl]{1,7}", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_PAGE_WORDS = re.compile(
    r"(?:page|seite|página|pagina|p\.|s\.)\s*\d+(?:\s*(?:/|of|von|de|sur|di)\s*\d+)?|[-–—]\s*\d+\s*[-–—]|\d+\s*/\s*\d+",
    re.IGNORECASE,
)

_Place = tuple[int, int]
_Key = tuple[_Place, str]


def without_running(sheets: Sequence[Sheet]) -> tuple[list[Sheet], tuple[str, ...]]:
    """The pages without their running heads and feet, and the words of these, each once."""
    candidates = {sheet.number: _at_the_edge(sheet) for sheet in sheets}
    count = sum(bool(sheet.chunks) for sheet in sheets)
    offsets = _page_offsets(candidates, count)
    pages: dict[_Key, set[int]] = defaultdict(set)
    taken: dict[_Place, set[int]] = defaultdict(set)
    for number, chunks in candidates.items():
        for chunk in chunks:
            text = _without_page_number(chunk.text, number, offsets)
            for place in _places(chunk):
                pages[place, text].add(number)
                taken[place].add(number)
    body = _body_style(sheets)
    running: dict[int, set[Chunk]] = defaultdict(set)
    known: set[tuple[_Place, Style]] = set()
    for number, chunks in candidates.items():
        for chunk in chunks:
            place, text = _places(chunk)[1], _without_page_number(chunk.text, number, offsets)
            alone = sum(abs(other.base - chunk.base) <= _BUCKET for other in chunks) == 1
            counts = count == 1 and alone and _counts(chunk.text, number)
            if counts or _runs(chunk, pages[place, text], taken[place], count):
                running[number].add(chunk)
                if chunk.style != body and len(pages[place, text]) >= _CHAPTER_PAGES:
                    known |= {(near, chunk.style) for near in _places(chunk)}
    # The head of a short chapter stands where those of the long ones stand, in their type.
    for number, chunks in candidates.items():
        running[number] |= {chunk for chunk in chunks if (_places(chunk)[1], chunk.style) in known}
    gone = {sheet.number: _from_the_edge(sheet, running[sheet.number]) for sheet in sheets}
    words = [chunk.text for sheet in sheets for chunk in sheet.chunks if chunk in gone[sheet.number]]
    kept = [sheet.keeping([chunk for chunk in sheet.chunks if chunk not in gone[sheet.number]]) for sheet in sheets]
    return kept, tuple(dict.fromkeys(words))


def _body_style(sheets: Sequence[Sheet]) -> Style | None:
    letters: Counter[Style] = Counter()
    for sheet in sheets:
        for chunk in sheet.chunks:
            letters[chunk.style] += len(chunk.text)
    return letters.most_common(1)[0][0] if letters else None


def _from_the_edge(sheet: Sheet, running: set[Chunk]) -> set[Chunk]:
    """Those with nothing of the text between them and the edge of the page: the same words further in are no head."""
    found = {chunk for chunk in running if chunk.turn}
    upright = sorted((chunk for chunk in sheet.chunks if not chunk.turn), key=lambda chunk: chunk.base)
    for chunks in (upright, upright[::-1]):
        for chunk in chunks:
            beside = [other for other in upright if abs(other.base - chunk.base) <= _BUCKET]
            if not any(other in running for other in beside):
                break
            found |= {other for other in beside if other in running}
    return found


def _at_the_edge(sheet: Sheet) -> list[Chunk]:
    """What may be a running head: it stands at the edge, in no table of the text. A notice is never taken away."""
    tables = [grid.box for grid in grids(sheet.drawn.rules) if grid.ys[-1] - grid.ys[0] > _MARGIN * sheet.height]
    found = []
    for chunk in sheet.chunks:
        inner = _MARGIN * sheet.height < chunk.base < (1 - _MARGIN) * sheet.height
        if (inner and not chunk.turn) or notice_in(chunk.text):
            continue
        if not any(box[0] <= chunk.x0 <= box[2] and box[1] <= chunk.base <= box[3] for box in tables):
            found.append(chunk)
    return found


def _places(chunk: Chunk) -> list[_Place]:
    """The height at which it stands, roughly, and the two next to it; its own is the second."""
    row = int(chunk.base // _BUCKET)
    return [(chunk.turn, row - 1), (chunk.turn, row), (chunk.turn, row + 1)]


def _runs(chunk: Chunk, pages: set[int], taken: set[int], count: int) -> bool:
    """It is on most pages, on most left or right ones, or on those of a chapter where each page has its like."""
    if len(pages) < 2 or (len(pages) == 2 and _ITEM.match(chunk.text)):
        return False
    if len(pages) > count / 2:
        return True
    for side in (0, 1):
        of_side = (count + side) // 2
        if of_side >= _CHAPTER_PAGES and sum(page % 2 == side for page in pages) >= _MOST_OF_ONE_SIDE * of_side:
            return True
    return len(pages) >= _CHAPTER_PAGES and len(taken) >= _PLACE_TAKEN * count and max(pages) - min(pages) < count / 2


def _counts(text: str, page: int) -> bool:
    """It is the number of the page and nothing else."""
    return text == str(page) or _PAGE_WORDS.fullmatch(text) is not None


def _page_offsets(candidates: Mapping[int, Sequence[Chunk]], count: int) -> set[int]:
    """Differences between a number at the edge and the count of pages that hold for enough of them."""
    offsets: Counter[int] = Counter()
    for number, chunks in candidates.items():
        offsets.update({value - number for chunk in chunks for value in _numbers(chunk.text)})
    enough = max(2, min(_CHAPTER_PAGES, math.ceil(count / 2)))
    return {offset for offset, times in offsets.items() if times >= enough}


def _numbers(text: str) -> set[int]:
    if _ROMAN.fullmatch(text):
        return {_roman(text)}
    return {int(match) for match in _NUMBER.findall(text) if len(match) < 6}


def _without_page_number(text: str, page: int, offsets: set[int]) -> str:
    """The text with # for each number that counts the pages."""

    def sign(match: re.Match[str]) -> str:
        return "#" if len(match[0]) < 6 and int(match[0]) - page in offsets else match[0]

    if _ROMAN.fullmatch(text) and _roman(text) - page in offsets:
        return "#"
    return _NUMBER.sub(sign, " ".join(text.split()))


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text.lower()]
    return sum(-v if i + 1 < len(values) and values[i + 1] > v else v for i, v in enumerate(values))
