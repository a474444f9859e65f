"""What speaks for each section → one order. Sections with a code that was asked for exactly come first.

The weights of a linear ranker, learned by the softmax loss of the right sections (ListNet, Cao et al. 2007) with an L2
penalty of .02 on standardised features, on the development questions of `bench retrieval` and on nothing else, by
`python -m tests.tooling.search_training ranker`. There are three sets: without a model, with one, and with one that
tells its tokens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from knowledge_base.search.candidates import Candidates, Codes
from knowledge_base.search.evidence import FEATURES, FloatArray, Judged
from knowledge_base.search.records import Reason

_WORDS: Final = {
    "bm25": 6.84, "bm25_passage": 3.33, "cover": 1.58, "cover_title": -1.49, "cover_path": 3.07,
    "cover_passage": 2.33, "title_asked": 1.79, "pairs": 3.06, "defines": 0.84, "mentions": 1.82,
}  # fmt: skip
_MEANING: Final = {
    "bm25": 3.32, "bm25_passage": 2.64, "cover": 1.34, "cover_title": -1.20, "cover_path": 1.11,
    "cover_passage": 2.16, "title_asked": 1.13, "pairs": 2.28, "defines": 0.30, "mentions": 2.58, "cosine":
    1.98, "cosine_more": 1.52, "cosine_mean": 2.46, "window": 9.16, "window_mean": 4.78,
}  # fmt: skip
_TOKENS: Final = {
    "bm25": 3.18, "bm25_passage": 1.98, "cover": 0.53, "cover_title": -1.08, "cover_path": 1.09,
    "cover_passage": 1.34, "title_asked": 1.33, "pairs": 2.08, "defines": 0.32, "mentions": 2.44, "cosine":
    0.95, "cosine_more": 0.94, "cosine_mean": 1.89, "window": 7.21, "window_mean": 3.92, "late": 7.60,
    "late_section": 5.48, "late_least": 2.70,
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
