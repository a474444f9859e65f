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
    bodies = list(section.passages.values())
    every = set(section.title).union(section.path, *bodies)
    norm = _SATURATION * (1 - _LENGTH + _LENGTH * sum(map(len, bodies)) / _TYPICAL)
    cover = cover_title = cover_path = bm25 = 0.0
    covers, scores = [0.0] * len(bodies), [0.0] * len(bodies)
    asked: set[str] = set()
    for concept in concepts:
        there = [(parts, weight) for form, weight in concept.forms if every.issuperset(parts := form.split()) and parts]
        if not there:
            continue
        (in_title, _), (in_path, _) = _counted(there, section.title), _counted(there, section.path)
        inside = [_counted(there, body) for body in bodies]
        above, heading, weight = max(in_title, in_path), _IN_TITLE * in_title + in_path, concept.weight
        often = sum(count for _, count in inside) + heading
        cover += weight * max(above, *(strength for strength, _ in inside))
        cover_title += weight * in_title
        cover_path += weight * above
        bm25 += weight * often / (often + norm)
        for number, (strength, count) in enumerate(inside):
            covers[number] += weight * max(strength, above)
            scores[number] += weight * (count + heading) / (count + heading + _SATURATION)
        asked.update(stem for parts, _ in there for stem in parts)
    title = set(section.title)
    share = len(asked & title) / len(title) if title else 0.0
    pairs = _pairs(concepts, [section.title, *bodies], every)
    features = bm25, max(scores), cover, cover_title, cover_path, max(covers)
    of_passages = {place: covered / total for place, covered in zip(section.passages, covers, strict=True)}
    return (*(feature / total for feature in features), share, pairs / total), of_passages


def _counted(forms: Sequence[tuple[list[str], float]], row: list[str]) -> tuple[float, float]:
    """The weight of the best form that stands in a row of stems, and how often any does, by weight."""
    best = count = 0.0
    for parts, weight in forms:
        often = row.count(parts[0])
        if often and (len(parts) == 1 or _in_a_row(parts, row)):
            best = max(best, weight)
            count += weight * often
    return best, count


def _in_a_row(parts: list[str], row: list[str]) -> bool:
    return any(row[at : at + len(parts)] == parts for at, stem in enumerate(row) if stem == parts[0])


def _pairs(concepts: Sequence[Concept], rows: Sequence[list[str]], every: set[str]) -> float:
    """The weight of neighbours in the question that stand near each other in a passage or the heading."""
    placed = [
        (every.intersection(form for form, _ in concept.forms), concept.weight)
        for concept in concepts
        if concept.span is not None
    ]
    found = 0.0
    for (firsts, weight), (seconds, other) in pairwise(placed):
        if firsts and seconds and any(_near(firsts, seconds, row) for row in rows):
            found += (weight + other) / 2
    return found


def _near(firsts: set[str], seconds: set[str], row: list[str]) -> bool:
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
