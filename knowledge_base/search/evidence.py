"""What speaks for each section that a search has found, as numbers from which it is ranked."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge_base.search.concepts import Concept
from knowledge_base.search.documents import SectionWords

FloatArray = NDArray[np.float32]

_SATURATION = 1.2
_SHORTNESS = 0.5
_TYPICAL = 120.0
"""Words of a section: those of a longer one count less."""
_IN_TITLE = 2.0

LEXICAL: Final = ("bm25", "bm25_passage", "cover", "cover_title", "cover_path", "cover_passage", "title_asked", "pairs")
DENSE: Final = ("cosine", "cosine_more", "cosine_mean")
LATE: Final = ("late", "late_section", "late_least")
EXACT: Final = ("defines", "mentions")
FEATURES: Final = (*LEXICAL, *DENSE, *LATE, *EXACT)


@dataclass
class Found:
    """One section that was found. cosines and nearest: of its passages by place, as far as they were looked at.

    nearest: for each token of the question, the cosine of the nearest token of the passage.
    """

    words: SectionWords
    cosines: dict[int, float] = field(default_factory=dict)
    nearest: dict[int, FloatArray] = field(default_factory=dict)
    defines: float = 0.0
    mentions: float = 0.0


def evidence(found: Sequence[Found], concepts: Sequence[Concept], token_weights: FloatArray) -> FloatArray:
    """The features of each section: (sections, FEATURES). token_weights: of the question's tokens; they add up to 1."""
    total = sum(concept.weight for concept in concepts) or 1.0
    rows = [
        (*_lexical(one.words, concepts, total), *_dense(one.cosines), *_late(one.nearest, token_weights), one.defines, one.mentions)
        for one in found
    ]
    return np.array(rows, dtype=np.float32).reshape(len(found), len(FEATURES))


def _lexical(section: SectionWords, concepts: Sequence[Concept], total: float) -> tuple[float, ...]:
    title, path = set(section.title), set(section.path)
    bodies = list(section.passages.values())
    sets = [set(body) for body in bodies]
    length = sum(map(len, bodies))
    norm = _SATURATION * (1 - _SHORTNESS + _SHORTNESS * length / _TYPICAL)
    cover = cover_title = cover_path = bm25 = 0.0
    by_passage = [0.0] * len(bodies)
    by_passage_bm25 = [0.0] * len(bodies)
    asked: set[str] = set()
    for concept in concepts:
        in_title = _best(concept, title, section.title)
        in_path = _best(concept, path, section.path)
        counts = [_count(concept, words, body) for words, body in zip(sets, bodies, strict=True)]
        inside = [strength for strength, _ in counts]
        best = max(inside, default=0.0)
        weight = concept.weight
        cover += weight * max(best, in_title, in_path)
        cover_title += weight * in_title
        cover_path += weight * max(in_path, in_title)
        frequency = sum(count for _, count in counts) + _IN_TITLE * in_title + in_path
        bm25 += weight * frequency / (frequency + norm)
        heading = _IN_TITLE * in_title + in_path
        for number, (strength, count) in enumerate(counts):
            by_passage[number] += weight * max(strength, in_title, in_path)
            tf = count + heading
            by_passage_bm25[number] += weight * tf / (tf + _SATURATION)
        if in_title:
            asked.update(word for form, _ in concept.forms for word in form.split() if word in title)
    return (
        bm25 / total,
        max(by_passage_bm25, default=0.0) / total,
        cover / total,
        cover_title / total,
        cover_path / total,
        max(by_passage, default=0.0) / total,
        len(asked) / len(title) if title else 0.0,
        _pairs(concepts, section, total),
    )


def _best(concept: Concept, words: set[str], row: list[str]) -> float:
    """How well a concept is met: the weight of its best form that is there."""
    return max((weight for form, weight in concept.forms if _stands(form, words, row)), default=0.0)


def _count(concept: Concept, words: set[str], row: list[str]) -> tuple[float, float]:
    best = count = 0.0
    for form, weight in concept.forms:
        if _stands(form, words, row):
            best = max(best, weight)
            count += weight * row.count(form.split()[0])
    return best, count


def _stands(form: str, words: set[str], row: list[str]) -> bool:
    if " " not in form:
        return form in words
    stems = form.split()
    if not all(stem in words for stem in stems):
        return False
    return any(row[place : place + len(stems)] == stems for place, word in enumerate(row) if word == stems[0])


def _pairs(concepts: Sequence[Concept], section: SectionWords, total: float) -> float:
    """Neighbours in the question that are near each other in a passage or heading."""
    placed = [concept for concept in concepts if concept.span is not None]
    if len(placed) < 2:
        return 0.0
    near = 0.0
    rows = [section.title, *section.passages.values()]
    for one, other in zip(placed, placed[1:], strict=False):
        firsts = {form for form, _ in one.forms}
        seconds = {form for form, _ in other.forms}
        for row in rows:
            here = [place for place, word in enumerate(row) if word in firsts]
            if here and any(word in seconds for place in here for word in row[max(0, place - 4) : place + 5]):
                near += (one.weight + other.weight) / 2
                break
    return near / total


def _dense(cosines: Mapping[int, float]) -> tuple[float, float, float]:
    best = sorted(cosines.values(), reverse=True) or [0.0]
    return best[0], best[1] if len(best) > 1 else best[0] * 0.8, sum(best[:3]) / len(best[:3])


def _late(nearest: Mapping[int, FloatArray], weights: FloatArray) -> tuple[float, float, float]:
    if not nearest or not len(weights):
        return 0.0, 0.0, 0.0
    rows = np.stack(list(nearest.values()))
    best = rows[int(np.argmax(rows @ weights))]
    important = weights >= weights.max() / 2
    return float(best @ weights), float(rows.max(axis=0) @ weights), float(best[important].min())


def idf(count: int, frequency: int) -> float:
    """Inverse document frequency (Robertson and Spärck Jones 1976, with 1 added as in Lucene)."""
    return math.log1p((max(count - frequency, 0) + 0.5) / (frequency + 0.5))
