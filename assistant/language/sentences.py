"""A text → its sentences, each with what it cannot be understood without."""

import re
from dataclasses import dataclass

from knowledge_base.readers.task_draft.signal_words import signal_of
from knowledge_base.records import NoticeKind

_BREAK = re.compile(
    r"(?P<stop>(?<=[.!?…])[\"'”’)\]*_]*\s+(?=[\"'“‘(\[*_]*[A-ZÀ-ÖØ-Þ]))"
    r"|\n[ \t]*\n\s*"
    r"|\n(?=[ \t]*(?:[-*+•·–|#>]|\(?\w{1,3}[.)][ \t]))"
)
_ABBREVIATIONS = (
    "max min approx ca no nr fig figs abb bzw vgl incl inkl excl exkl etc usw vs cf ref sec pos art tab evtl ggf zzgl "
    "e.g i.e z.b d.h u.a núm pág réf env p pp resp std eq "
    "mech elektr hydr pneum therm chem techn autom man zul zust entspr allg bes bzgl betr gem lt mind evt insb ggfs "
    "sog bspw inkl temp druckl kap ziff abs pkt anl anm min sek std drehz tel str "
    "elec electr assy qty vol dia press recom dept mfr mfg mr mrs dr st inc ltd co corp rev ser mod "
    "chap par tél élec méc app pos cap apdo aprox máx mín temp sr sra"
)
_SHORT = frozenset(_ABBREVIATIONS.split())
_ITEM = re.compile(r"[ \t]*(?:[-+•·–]|\*(?=[ \t])|\(?\w{1,3}[.)][ \t])")
_ENDED = re.compile(r"[.!?…][\"'”’)\]*_]*$")
_LABEL = re.compile(r"\W*\w{1,3}\.")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_NEAR = 500
"""Characters in which an opened bracket is looked for: one that is never closed shall not make one sentence of all."""
_RULE = re.compile(r":?-+:?")
_DRAWN = re.compile(r"[*_`#>]+")
_LIMITING = re.compile(
    r"\W*(?:but|however|only|never|not|no|unless|except|exceptions?|otherwise|though|although|instead|this|that|these|those"
    r"|it\s+is|do\s+not|don['’]t"
    r"|aber|jedoch|nur|nicht|nie|niemals|kein\w*|außer\w*|ausser\w*|ausnahmen?|sonst|andernfalls|dies\w*|das"
    r"|mais|cependant|toutefois|sauf|seulement|uniquement|jamais|ne|n['’]|sinon|ceci|cela|cette|ce"
    r"|pero|sin\s+embargo|solo|sólo|solamente|salvo|excepto|excepción|nunca|si\s+no|esto|eso|esta|este)\b",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"(?P<number>\d\s)?(?<!\S)[(\[\"'“‘*_]*(?P<word>\S+)\.$")


@dataclass(frozen=True)
class Sentence:
    """Characters [start, end) of a text. lead: place in the list of the sentence without which it may say the opposite.

    It is "Never do this:" before an item of a list, the head of a table or of a group of rows before its row, a
    heading, or the first half of a sentence that a page or an empty line cut in two; None where there is none.
    limits: it bounds or turns what the sentence before it says ("But never while warm."); neither stands alone.
    warns: it is of a warning or caution that stands within the text.
    """

    start: int
    end: int
    lead: int | None
    limits: bool = False
    warns: bool = False


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences, items and table rows of a text, in order; together they hold all its words."""
    found: list[Sentence] = []
    lead: int | None = None
    before: int | None = None
    table: _Table | None = None
    listed = broken_off = False
    for start, end, goes_on in _pieces(text):
        here, piece = len(found), text[start:end]
        if piece.startswith("|"):
            apart = bool(found) and _EMPTY_LINE.search(text[found[-1].end : start]) is not None
            hangs_on, table = (lead, _Table(here)) if table is None else table.take(here, piece, apart=apart)
            listed = True
        else:
            table = None
            was_listed, listed = listed, listed if goes_on else _ITEM.match(piece) is not None
            cut_in_two = broken_off and (not was_listed or piece[0].islower())
            hangs_on = before if listed else here - 1 if cut_in_two else None
        warns = _warns(piece) or _goes_on_warning(found, hangs_on, goes_on=goes_on, broken_off=broken_off)
        limits = (
            here > 0 and table is None and (_LIMITING.match(piece) is not None or (broken_off and piece[0].islower()))
        )
        found.append(Sentence(start, end, hangs_on, limits, warns))
        broken_off = _ENDED.search(piece) is None
        if not listed:
            before = here
            lead = here if broken_off else None
    return tuple(found)


@dataclass(frozen=True)
class _Table:
    """What the next row of a table hangs on. head: the last row of its head; group: a row that names those after it.

    row: the last one. begun: a row of the body was there, so that no more of the head comes.
    """

    head: int
    group: int | None = None
    row: int | None = None
    begun: bool = False

    def take(self, here: int, piece: str, *, apart: bool) -> "tuple[int, _Table]":
        """(what this row hangs on, the table after it). apart: after an empty line a table of its own may begin."""
        if apart:
            return self.head, _Table(here)
        cells = [cell.strip() for cell in piece.strip().strip("|").split("|")]
        last = self.head if self.row is None else self.row
        if not self.begun and all(_RULE.fullmatch(cell) for cell in cells):
            return self.head, _Table(self.head, row=here)
        if not cells[0]:
            # The rest of the head, its units; or what the row above begins.
            return last, _Table(self.head if self.begun else here, self.group, here, self.begun)
        if len(cells) > 1 and not any(cells[1:]):
            # Of two such rows in a row, the second is a part of the first.
            return (self.group if self.group == last else self.head), _Table(self.head, here, here, begun=True)
        return self.head if self.group is None else self.group, _Table(self.head, self.group, here, begun=True)


def _warns(piece: str) -> bool:
    """Does it begin with a signal word of a warning or caution?"""
    words = piece.strip("|").split("|")[0] if piece.startswith("|") else piece
    item = _ITEM.match(words)
    signal = signal_of(_DRAWN.sub("", words[item.end() if item else 0 :]).strip())
    return signal is not None and signal[0] is not NoticeKind.NOTE


def _goes_on_warning(found: list[Sentence], hangs_on: int | None, *, goes_on: bool, broken_off: bool) -> bool:
    """Is it of the warning before it: in the same paragraph, or cut off from it?"""
    if goes_on or (broken_off and hangs_on == len(found) - 1):
        return bool(found) and found[-1].warns
    return hangs_on is not None and found[hangs_on].warns


def _pieces(text: str) -> list[tuple[int, int, bool]]:
    """Start, end, and whether it goes on in the paragraph or item of the piece before."""
    cuts = [(0, False)]
    ends: list[int] = []
    for match in _BREAK.finditer(text):
        if match["stop"] is not None and _goes_on(text[max(cuts[-1][0], match.start() - _NEAR) : match.start()]):
            continue
        ends.append(match.start())
        cuts.append((match.end(), match["stop"] is not None and _EMPTY_LINE.search(match[0]) is None))
    ends.append(len(text))
    pieces = zip(cuts, ends, strict=True)
    return [(*_trimmed(text, start, end), goes_on) for (start, goes_on), end in pieces if text[start:end].strip()]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return start, start + len(text[start:end].rstrip())


def _goes_on(before: str) -> bool:
    """Does the sentence go on though a full stop and a capital say otherwise: within brackets, after dots?"""
    opened = any(before.count(left) > before.count(right) for left, right in ("()", "[]"))
    return opened or before.endswith(("...", "…")) or _is_short(before)


def _is_short(before: str) -> bool:
    """Does it end in an abbreviation, such as "approx." or "A.", or is it no more than the number of an item?"""
    match = _WORD_BEFORE.search(before)
    if match is None:
        return False
    word = match["word"].lower()
    letter = len(word) == 1 and word.isalpha() and match["number"] is None
    return letter or word in _SHORT or _LABEL.fullmatch(before) is not None
