"""What speaks for each section that was found, as numbers by which sections are ranked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge_base.search.concepts import Concept
from knowledge_base.search.detail import Detail
from knowledge_base.search.documents import SectionWords
from knowledge_base.search.late import AskedTokens, nearest_tokens

FloatArray = NDArray[np.float32]

_SATURATION: Final = 1.2
_LENGTH: Final = 0.5
_TYPICAL: Final = 120.0
"""Words of a section of usual length, and how much the words of a longer one count less (BM25's b)."""
_IN_TITLE: Final = 2.0
"""A word in a section's heading counts as often as this many in its text."""
_NEAR: Final = 4
"""Words between two neighbours of the question that still belong together."""
_EXPLAINED: Final = 2
_NEXT_BEST: Final = 0.8

LEXICAL: Final = ("bm25", "bm25_passage", "cover", "cover_title", "cover_path", "cover_passage", "title_asked", "pairs")
EXACT: Final = ("defines", "mentions")
DENSE: Final = ("cosine", "cosine_more", "cosine_mean", "window", "window_mean")
LATE: Final = ("late", "late_section", "late_least")
FEATURES: Final = (*LEXICAL, *EXACT, *DENSE, *LATE)


@dataclass
class Candidate:
    """A section that was found. cosines, details: of its passages, by place, as far as they were looked at.

    exactness: of a code that was asked for, see Codes.
    """

    words: SectionWords
    cosines: dict[int, float] = field(default_factory=dict)
    details: dict[int, Detail] = field(default_factory=dict)
    exactness: int = 0


@dataclass(frozen=True)
class Judged:
    """features: (sections, FEATURES). best: of each section, the place of the passage that fits best."""

    features: FloatArray
    best: tuple[int, ...]


def judge(
    candidates: Sequence[Candidate], concepts: Sequence[Concept], vector: FloatArray | None, asked: AskedTokens
) -> Judged:
    """What speaks for each section. vector, asked: of the question, where a model has read it."""
    nearest = _nearest(candidates, asked)
    features, best = [], []
    for one in candidates:
        lexical, covered = _lexical(one.words, concepts)
        windows = {place: detail.cosines(vector) for place, detail in one.details.items()} if vector is not None else {}
        tokens = {place: nearest[place] for place in one.details if place in nearest}
        exact = float(one.exactness >= _EXPLAINED), float(one.exactness > 0)
        features.append((*lexical, *exact, *_dense(one.cosines, windows), *_late(tokens, asked)))
        best.append(_best_passage(one, covered, windows, tokens, asked))
    return Judged(np.array(features, dtype=np.float32).reshape(len(candidates), len(FEATURES)), tuple(best))


def _lexical(section: SectionWords, concepts: Sequence[Concept]) -> tuple[tuple[float, ...], dict[int, float]]:
    """The lexical features, and how much of the question each passage covers."""
    total = sum(concept.weight for concept in concepts) or 1.0
    title, path = set(section.title), set(section.path)
    bodies = [(set(body), body) for body in section.passages.values()]
    norm = _SATURATION * (1 - _LENGTH + _LENGTH * sum(len(body) for _, body in bodies) / _TYPICAL)
    cover = cover_title = cover_path = bm25 = 0.0
    covers, scores = [0.0] * len(bodies), [0.0] * len(bodies)
    asked: set[str] = set()
    for concept in concepts:
        weight = concept.weight
        in_title, in_path = _strength(concept, title, section.title), _strength(concept, path, section.path)
        above, heading = max(in_title, in_path), _IN_TITLE * in_title + in_path
        inside = [_counted(concept, *body) for body in bodies]
        cover += weight * max(above, *(strength for strength, _ in inside))
        cover_title += weight * in_title
        cover_path += weight * above
        often = sum(count for _, count in inside) + heading
        bm25 += weight * often / (often + norm)
        for number, (strength, count) in enumerate(inside):
            covers[number] += weight * max(strength, above)
            scores[number] += weight * (count + heading) / (count + heading + _SATURATION)
        if in_title:
            asked.update(stem for form, _ in concept.forms for stem in form.split() if stem in title)
    features = bm25, max(scores), cover, cover_title, cover_path, max(covers), _pairs(concepts, section)
    bm25, best, cover, cover_title, cover_path, cover_best, pairs = (feature / total for feature in features)
    share = len(asked) / len(title) if title else 0.0
    of_passages = dict(zip(section.passages, (covered / total for covered in covers), strict=True))
    return (bm25, best, cover, cover_title, cover_path, cover_best, share, pairs), of_passages


def _strength(concept: Concept, stems: set[str], row: list[str]) -> float:
    """The weight of the best form of a concept that is there; 0 when none is."""
    return max((weight for form, weight in concept.forms if _stands(form, stems, row)), default=0.0)


def _counted(concept: Concept, stems: set[str], row: list[str]) -> tuple[float, float]:
    """The weight of the best form that is there, and how often any is, by weight."""
    there = [(form, weight) for form, weight in concept.forms if _stands(form, stems, row)]
    if not there:
        return 0.0, 0.0
    return max(weight for _, weight in there), sum(weight * row.count(form.split()[0]) for form, weight in there)


def _stands(form: str, stems: set[str], row: list[str]) -> bool:
    if " " not in form:
        return form in stems
    parts = form.split()
    if not stems.issuperset(parts):
        return False
    return any(row[at : at + len(parts)] == parts for at, stem in enumerate(row) if stem == parts[0])


def _pairs(concepts: Sequence[Concept], section: SectionWords) -> float:
    """The weight of neighbours in the question that stand near each other in a passage or the heading."""
    found = 0.0
    rows = [section.title, *section.passages.values()]
    for one, other in pairwise(concept for concept in concepts if concept.span is not None):
        firsts, seconds = {form for form, _ in one.forms}, {form for form, _ in other.forms}
        if any(_near(firsts, seconds, row) for row in rows):
            found += (one.weight + other.weight) / 2
    return found


def _near(firsts: set[str], seconds: set[str], row: list[str]) -> bool:
    if firsts.isdisjoint(row) or seconds.isdisjoint(row):
        return False
    here = [at for at, stem in enumerate(row) if stem in firsts]
    return any(not seconds.isdisjoint(row[max(0, at - _NEAR) : at + _NEAR + 1]) for at in here)


def _dense(cosines: Mapping[int, float], windows: Mapping[int, FloatArray]) -> tuple[float, ...]:
    whole = sorted(cosines.values(), reverse=True)[:3] or [0.0]
    parts = np.sort(np.concatenate([*windows.values(), np.zeros(0 if windows else 1, np.float32)]))[::-1][:3]
    second = whole[1] if len(whole) > 1 else _NEXT_BEST * whole[0]
    return whole[0], second, sum(whole) / len(whole), float(parts[0]), float(parts.mean())


def _nearest(candidates: Sequence[Candidate], asked: AskedTokens) -> dict[int, FloatArray]:
    """Of each passage that was looked at, how near its tokens come to each of the question's."""
    looked_at = [(place, detail.tokens) for one in candidates for place, detail in one.details.items()]
    if not len(asked.weights) or not looked_at:
        return {}
    rows = nearest_tokens(asked.states, [tokens for _, tokens in looked_at])
    return {place: row for (place, _), row in zip(looked_at, rows, strict=True)}


def _late(nearest: Mapping[int, FloatArray], asked: AskedTokens) -> tuple[float, float, float]:
    """Of the best passage, of all passages together, and of the rarest words in the best passage."""
    if not nearest or not asked.weights.any():
        return 0.0, 0.0, 0.0
    rows = np.stack(list(nearest.values()))
    best = rows[int(np.argmax(rows @ asked.weights))]
    rare = asked.weights >= asked.weights.max() / 2
    return float(best @ asked.weights), float(rows.max(axis=0) @ asked.weights), float(best[rare].min())


def _best_passage(
    one: Candidate,
    covered: Mapping[int, float],
    windows: Mapping[int, FloatArray],
    nearest: Mapping[int, FloatArray],
    asked: AskedTokens,
) -> int:
    def fits(place: int) -> float:
        meant = float(windows[place].max()) if place in windows else one.cosines.get(place, 0.0)
        late = float(nearest[place] @ asked.weights) if place in nearest else 0.0
        return covered[place] + meant + late

    return max(covered, key=lambda place: (fits(place), -place))
