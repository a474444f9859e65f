"""A text → its sentences, each with what it cannot be understood without."""

import re
from dataclasses import dataclass

_BREAK = re.compile(
    r"(?P<stop>(?<=[.!?…])[\"'”’)\]*_]*\s+(?=[\"'“‘(\[*_]*[A-ZÀ-ÖØ-Þ]))"
    r"|\n[ \t]*\n\s*"
    r"|\n(?=[ \t]*(?:[-*+•·–|#>]|\(?\w{1,3}[.)][ \t]))"
)
_ABBREVIATIONS = (
    "max min approx ca no nr fig figs abb bzw vgl incl inkl excl exkl etc usw vs cf ref sec pos art tab evtl ggf zzgl "
    "e.g i.e z.b d.h u.a núm pág réf env p pp resp std eq"
)
_SHORT = frozenset(_ABBREVIATIONS.split())
_ITEM = re.compile(r"[ \t]*(?:[-*+•·–]|\(?\w{1,3}[.)][ \t])")
_ENDED = re.compile(r"[.!?…][\"'”’)\]*_]*$")
_LABEL = re.compile(r"\W*\w{1,3}\.")
_WORD_BEFORE = re.compile(r"(?P<number>\d\s)?(?<!\S)[(\[\"'“‘*_]*(?P<word>\S+)\.$")


@dataclass(frozen=True)
class Sentence:
    """Characters [start, end) of a text. lead: place in the list of the sentence without which it may say the opposite.

    It is "Never do this:" before an item of a list, the head of a table before its row, a heading, or the first half of
    a sentence that a page or an empty line cut in two; None where there is none.
    """

    start: int
    end: int
    lead: int | None


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences, items and table rows of a text, in order; together they hold all its words."""
    found: list[Sentence] = []
    lead: int | None = None
    head: int | None = None
    listed = broken_off = False
    for start, end, goes_on in _pieces(text):
        here, piece = len(found), text[start:end]
        row = piece.startswith("|")
        if row and head is not None:
            found.append(Sentence(start, end, head))
            continue
        was_listed, listed = listed, row or (listed if goes_on else _ITEM.match(piece) is not None)
        if listed:
            found.append(Sentence(start, end, lead))
        else:
            hangs_on = broken_off and (not was_listed or piece[0].islower())
            found.append(Sentence(start, end, here - 1 if hangs_on else None))
        head = here if row else None
        broken_off = _ENDED.search(piece) is None
        if not listed:
            lead = here if broken_off else None
    return tuple(found)


def _pieces(text: str) -> list[tuple[int, int, bool]]:
    """Start, end, and whether it goes on in the paragraph or item of the piece before."""
    cuts = [(0, False)]
    ends: list[int] = []
    for match in _BREAK.finditer(text):
        if match["stop"] is not None and _is_short(text[cuts[-1][0] : match.start()]):
            continue
        ends.append(match.start())
        cuts.append((match.end(), match["stop"] is not None))
    ends.append(len(text))
    pieces = zip(cuts, ends, strict=True)
    return [(*_trimmed(text, start, end), goes_on) for (start, goes_on), end in pieces if text[start:end].strip()]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return start, start + len(text[start:end].rstrip())


def _is_short(before: str) -> bool:
    """Does it end in an abbreviation, such as "approx." or "A.", or is it no more than the number of an item?"""
    match = _WORD_BEFORE.search(before)
    if match is None:
        return False
    word = match["word"].lower()
    letter = len(word) == 1 and word.isalpha() and match["number"] is None
    return letter or word in _SHORT or _LABEL.fullmatch(before) is not None
