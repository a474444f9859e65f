"""The sections that a question may mean: found by words, by meaning and by code."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tantivy import Query

from knowledge_base.search.concepts import Question, idf
from knowledge_base.search.documents import group_number, place_of, row_of
from knowledge_base.search.evidence import Candidate
from knowledge_base.search.exact import (
    AskedCode,
    asked_codes,
    asked_literally,
    asked_number,
    asks_little_else,
    listed_as,
)
from knowledge_base.search.late import AskedTokens
from knowledge_base.search.lexical import LexicalIndex
from knowledge_base.search.meaning import MeaningIndex, Read
from knowledge_base.search.words import stem, words

FloatArray = NDArray[np.float32]

_FOUND: Final = 40
"""Passages and sections that each way of searching finds."""
_FOUND_LIMITED: Final = 400
"""Passages that meaning finds where some of them may lie outside the limits of the search."""
_JUDGED: Final = 28
"""Sections that are judged, beside those with a code that was asked for."""
_WITH_CODE: Final = 30
EXPLAINS: Final = 3
"""Exactness of a passage that explains a code."""
_LOOKED_AT: Final = 2
"""Passages of a section whose details are read."""
_RANK: Final = 10
"""Reciprocal rank fusion (Cormack et al. 2009) with this constant chooses what is judged."""
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True)
class Codes:
    """Codes of a question in the index, as places of passages.

    exactness: 3 of a passage that explains a code, 2 of a row of a table, 1 of any other that has it.
    first: whether these go before all others. unknown: codes that no manual has. certain: whether what stands there is
    a code, and not just written like what was asked for.
    """

    exactness: Mapping[int, int]
    first: bool
    unknown: tuple[AskedCode, ...]
    certain: bool = True

    def of(self, places: Iterable[int]) -> tuple[int, int | None]:
        """The highest exactness of these passages, and which passage has it; (0, None) where none has a code."""
        best = max(places, key=lambda place: self.exactness.get(place, 0), default=None)
        exactness = 0 if best is None else self.exactness.get(best, 0)
        return exactness, best if exactness else None


@dataclass(frozen=True)
class Candidates:
    """What was found. lexical, dense: the sections that were found in that way."""

    sections: list[Candidate]
    lexical: frozenset[int]
    dense: frozenset[int]


def find_codes(text: str, index: LexicalIndex, within: Query | None) -> Codes:
    """Where the codes of a question stand. Where one is certain to be a code, words that may be one do not count."""
    number = asked_number(text)
    if number is not None:
        places = index.with_codes("number", [number], _WITH_CODE, within)
        places += index.with_codes("lists", [number], _WITH_CODE, within)
        return Codes(dict.fromkeys(places, EXPLAINS), first=bool(places), unknown=())
    asked = asked_codes(text)
    found = {code: _exactness(code, index, within) for code in asked}
    known = [code for code in asked if found[code]]
    if not known and asks_little_else(text):
        literal = {
            place: 1 for written in asked_literally(text) for place in index.literally(written, _WITH_CODE, within)
        }
        if literal:
            return Codes(literal, first=True, unknown=asked, certain=False)
    strict = [code for code in known if code.strict]
    exactness: dict[int, int] = {}
    for code in strict or known:
        for place, rank in found[code].items():
            exactness[place] = max(rank, exactness.get(place, 0))
    first = bool(strict) or (bool(known) and asks_little_else(text))
    return Codes(exactness, first, tuple(code for code in asked if not found[code]))


def _exactness(code: AskedCode, index: LexicalIndex, within: Query | None) -> dict[int, int]:
    """Place → exactness of the passages with a code."""
    mentions = dict.fromkeys(index.with_codes("mentions", [code.normal], _WITH_CODE, within), 1)
    lists = dict.fromkeys(index.with_codes("lists", listed_as(code), _WITH_CODE, within), 2)
    return mentions | lists | dict.fromkeys(index.with_codes("defines", [code.normal], _WITH_CODE, within), EXPLAINS)


def gather(
    question: Question,
    index: LexicalIndex,
    meaning: MeaningIndex | None,
    read: Read | None,
    codes: Codes,
    within: Query | None,
) -> Candidates:
    """The sections that a question may mean, the most promising first."""
    passages = [place for place, _ in index.best_passages(question.concepts, _FOUND, within)]
    sections = [place for place, _ in index.best_sections(question.concepts, _FOUND, within)]
    cosines = _nearest(index, meaning, read, within)
    likely = list(cosines)[:_FOUND]
    order: dict[int, float] = defaultdict(float)
    for ranked in ([index.section_of(one) for one in passages], sections, [index.section_of(one) for one in likely]):
        for rank, section in enumerate(ranked):
            order[section] += 1 / (_RANK + rank)
    chosen = dict.fromkeys(sorted(order, key=lambda place: (-order[place], place))[:_JUDGED])
    chosen |= dict.fromkeys(map(index.section_of, sorted(codes.exactness)))
    found = {words.place: Candidate(words) for words in index.section_words(list(chosen))}
    for place, cosine in cosines.items():
        candidate = found.get(index.section_of(place))
        if candidate is not None:
            candidate.cosines[place] = cosine
    for candidate in found.values():
        candidate.exactness = codes.of(candidate.words.passages)[0]
    if meaning is not None and read is not None:
        _look_closer(found.values(), index, meaning, frozenset(passages))
    return Candidates(
        [found[place] for place in chosen if place in found],
        frozenset((*map(index.section_of, passages), *sections)),
        frozenset(map(index.section_of, likely)),
    )


def asked_tokens(question: Question, read: Read | None, index: LexicalIndex) -> AskedTokens:
    """The tokens of a question, each by how rare its word is in the manuals, shared by the tokens of that word."""
    if read is None or read.tokens is None:
        return AskedTokens.none()
    weights = np.zeros(len(read.tokens.spans), np.float32)
    for match in _WORD.finditer(question.meaning):
        plain = words(match[0])
        own = [n for n, (start, end) in enumerate(read.tokens.spans) if start < match.end() and end > match.start()]
        if plain and own:
            frequency = max(index.frequency(stem(word, "en")) for word in plain)
            weights[own] = idf(index.section_count, frequency) / len(own) ** 0.5
    total = weights.sum()
    return AskedTokens(read.tokens.states, weights / total if total else weights)


def _nearest(
    index: LexicalIndex, meaning: MeaningIndex | None, read: Read | None, within: Query | None
) -> dict[int, float]:
    """Place → cosine of the passages nearest in meaning, best first."""
    if meaning is None or read is None:
        return {}
    number = {group.vectors: number for number, group in index.groups.items()}
    found = meaning.nearest(read.vector, _FOUND if within is None else _FOUND_LIMITED, number.keys())
    near = {place_of(number[group], row): cosine for group, row, cosine in found}
    if within is None:
        return near
    allowed = index.among(near, within)
    return {place: cosine for place, cosine in near.items() if place in allowed}


def _look_closer(
    found: Iterable[Candidate], index: LexicalIndex, meaning: MeaningIndex, by_words: frozenset[int]
) -> None:
    """Read the details of the likeliest passages of each section."""
    wanted: dict[str, list[int]] = defaultdict(list)
    places: dict[tuple[str, int], tuple[Candidate, int]] = {}
    for one in found:
        near: Mapping[int, float] = one.cosines
        likely = sorted(one.words.passages, key=lambda place: (-near.get(place, 0.0) - (place in by_words), place))
        for place in likely[:_LOOKED_AT]:
            group = index.groups[group_number(place)].vectors
            wanted[group].append(row_of(place))
            places[group, row_of(place)] = one, place
    for key, detail in meaning.details(wanted).items():
        one, place = places[key]
        one.details[place] = detail
