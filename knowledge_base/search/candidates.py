"""The sections that a question may mean: found by words, by meaning and by code, each with what speaks for it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge_base.search.concepts import Question
from knowledge_base.search.dense import DenseIndex
from knowledge_base.search.documents import SectionWords, place_of, row_of
from knowledge_base.search.embedding import Embedder
from knowledge_base.search.evidence import Found, idf
from knowledge_base.search.late import TokenEmbedder, TokenStore, nearest_tokens
from knowledge_base.search.lexical import LexicalIndex
from knowledge_base.search.words import stem, words

FloatArray = NDArray[np.float32]

BY_WORDS: Final = 40
BY_MEANING: Final = 60
MOST: Final = 60
"""Sections that are judged."""
_JUDGED: Final = 3
"""Passages of a section whose tokens are looked at."""


@dataclass(frozen=True)
class Limits:
    """What a search is limited to; None for all."""

    groups: frozenset[str] | None = None
    equipment: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Candidates:
    """sections: what was found. token_weights: of the question's tokens. lexical, dense: places found that way."""

    sections: list[Found]
    token_weights: FloatArray
    lexical: frozenset[int]
    dense: frozenset[int]


@dataclass(frozen=True)
class Meaning:
    """The dense side of an index: model, vectors, tokens where the model tells them, and the groups that have them."""

    embedder: Embedder
    vectors: DenseIndex
    tokens: TokenStore | None
    names: dict[str, int]
    """Name of a group's vectors → its number."""


def gather(question: Question, lexical: LexicalIndex, meaning: Meaning | None, limits: Limits) -> Candidates:
    """Everything that is found, and what speaks for it."""
    within = lexical.within(limits.groups, limits.equipment, limits.language)
    by_words = lexical.best_passages(question.concepts, BY_WORDS, within) if question.concepts else []
    by_section = lexical.best_sections(question.concepts, BY_WORDS, within) if question.concepts else []
    vector, asked, weights = _meant(question, lexical, meaning)
    cosines = _nearest(vector, lexical, meaning, limits)
    order: dict[int, float] = defaultdict(float)
    for rank, place in enumerate(place for place, _ in by_words):
        order[lexical.section_of(place)] += 1 / (10 + rank)
    for rank, section in enumerate(section for section, _ in by_section):
        order[section] += 1 / (10 + rank)
    for rank, place in enumerate(cosines):
        order[lexical.section_of(place)] += 1 / (10 + rank)
    chosen = sorted(order, key=lambda section: (-order[section], section))[:MOST]
    found = {one.place: Found(one) for one in lexical.section_words(chosen)}
    for place, cosine in cosines.items():
        section = found.get(lexical.section_of(place))
        if section is not None:
            section.cosines[place] = cosine
    lexical_places = frozenset(place for place, _ in by_words)
    if meaning is not None and asked is not None:
        _look_at_tokens(found.values(), lexical_places, lexical, meaning, asked)
    return Candidates([found[s] for s in chosen], weights, lexical_places, frozenset(cosines))


def _meant(question, lexical, meaning):
    if meaning is None:
        return None, None, np.zeros(0, np.float32)
    if not isinstance(meaning.embedder, TokenEmbedder):
        return meaning.embedder.query(question.meaning), None, np.zeros(0, np.float32)
    read = meaning.embedder.tokens(question.meaning)
    weights = token_weights(question.meaning, read.spans, lexical)
    return read.vector, read.states, weights


def token_weights(text, spans, lexical) -> FloatArray:
    """Each token by how rare its word is in the manuals, shared among the tokens of the word; they add up to 1."""
    import re
    weights = np.zeros(len(spans), np.float32)
    for match in re.finditer(r"\w+", text):
        own = [n for n, (a, b) in enumerate(spans) if a < match.end() and b > match.start()]
        plain = words(match[0])
        if own and plain:
            f = max(lexical.frequency(stem(p, "en")) for p in plain)
            weights[own] = idf(lexical.section_count, f) / len(own) ** .5
    total = weights.sum()
    return weights / total if total else weights


def _nearest(vector, lexical, meaning, limits):
    if meaning is None or vector is None: return {}
    groups = None
    near = meaning.vectors.nearest(vector, BY_MEANING, groups)
    return {place_of(meaning.names[n], row): c for n, row, c in near if n in meaning.names}


def _look_at_tokens(found, lexical_places, lexical, meaning, asked):
    name = {number: n for n, number in meaning.names.items()}
    wanted = []
    for one in found:
        places = list(one.words.passages)
        likely = sorted(places, key=lambda p: (-(one.cosines.get(p, 0) + .1 * (p in lexical_places)), p))[:_JUDGED]
        wanted += [(one, p) for p in likely]
    by_group = defaultdict(list)
    for one, p in wanted:
        n = name.get(p >> 32)
        if n: by_group[n].append(row_of(p))
    bits = meaning.tokens.read(by_group)
    have = [(one, p, bits[name[p >> 32], row_of(p)]) for one, p in wanted if (name.get(p >> 32), row_of(p)) in bits]
    for (one, p, _), row in zip(have, nearest_tokens(asked, [b for _, _, b in have]), strict=True):
        one.nearest[p] = row
