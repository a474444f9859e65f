"""What speaks for each section → one order. Sections with a code that was asked for exactly come first.

The weights of a linear ranker, learned by the softmax loss of the right sections (ListNet, Cao et al. 2007) with an L2
penalty of .02 on standardised features, on the development questions of `bench retrieval` and on nothing else: with
the glossary's `said` and without it, so that the ranker does not come to trust what was written for these questions.
There are three sets: without a model, with one, and with one that tells its tokens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from knowledge_base.search.candidates import Candidates, Codes
from knowledge_base.search.evidence import FEATURES, FloatArray, Judged
from knowledge_base.search.records import Reason

_WORDS: Final = {
    "bm25": 7.16, "bm25_passage": 3.64, "cover": 2.26, "cover_title": -2.81, "cover_path": 4.45, "cover_passage": 2.78,
    "title_asked": 2.96, "pairs": 2.66, "defines": 4.44, "mentions": 1.31,
}  # fmt: skip
_MEANING: Final = {
    "bm25": 6.09, "bm25_passage": 2.30, "cover": 1.57, "cover_title": -3.35, "cover_path": 3.26, "cover_passage": 2.87,
    "title_asked": 2.65, "pairs": 1.51, "defines": 2.51, "mentions": 1.79, "cosine": 0.80, "cosine_more": 1.04,
    "cosine_mean": 0.61, "window": 6.30, "window_mean": 3.27,
}  # fmt: skip
_TOKENS: Final = {
    "bm25": 5.98, "bm25_passage": 1.64, "cover": 0.82, "cover_title": -3.20, "cover_path": 3.33, "cover_passage": 2.16,
    "title_asked": 3.15, "pairs": 0.77, "defines": 2.08, "mentions": 2.30, "cosine": 0.17, "cosine_more": 0.50,
    "cosine_mean": 0.74, "window": 4.68, "window_mean": 2.01, "late": 6.33, "late_section": 4.51, "late_least": 5.85,
}  # fmt: skip
_CODE_FIRST: Final = 100.0
"""Added for each rank of exactness: more than any difference between sections."""


@dataclass(frozen=True)
class Ranked:
    """A section by its best passage. place: of that passage. row: of the section among the candidates."""

    place: int
    row: int
    score: float
    because: tuple[Reason, ...]


def rank(codes: Codes, candidates: Candidates, judged: Judged) -> tuple[Ranked, ...]:
    """The sections, best first."""
    if not candidates.sections:
        return ()
    scores = judged.features @ weights_for(judged.features)
    found = []
    for row, section in enumerate(candidates.sections):
        exactness, place = codes.of(section.words.passages)
        exact: tuple[Reason, ...] = ("exact",) if exactness else ()
        lexical: tuple[Reason, ...] = ("lexical",) if section.words.place in candidates.lexical else ()
        dense: tuple[Reason, ...] = ("dense",) if section.words.place in candidates.dense else ()
        score = float(scores[row]) + (_CODE_FIRST * exactness if codes.first else 0.0)
        because = (*exact, *lexical, *dense)
        found.append(Ranked(judged.best[row] if place is None else place, row, round(score, 4), because))
    return tuple(sorted(found, key=lambda one: (-one.score, one.place)))


def weights_for(features: FloatArray) -> FloatArray:
    """The weights for the evidence that there is."""
    late, dense = (features[:, FEATURES.index(name)].any() for name in ("late", "window"))
    chosen: Mapping[str, float] = _TOKENS if late else _MEANING if dense else _WORDS
    return np.array([chosen.get(name, 0.0) for name in FEATURES], dtype=np.float32)
