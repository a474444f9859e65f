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
    "bm25": 6.857, "bm25_passage": 3.204, "cover": 1.602, "cover_title": -1.544, "cover_path": 3.039,
    "cover_passage": 2.407, "title_asked": 1.813, "pairs": 2.968, "defines": 0.855, "mentions": 1.824,
}  # fmt: skip
_MEANING: Final = {
    "bm25": 3.277, "bm25_passage": 2.712, "cover": 1.518, "cover_title": -1.020, "cover_path": 0.964,
    "cover_passage": 2.132, "title_asked": 1.185, "pairs": 2.447, "defines": 0.599, "mentions": 2.378,
    "cosine": 1.840, "cosine_more": 1.285, "cosine_mean": 2.189, "window": 9.384, "window_mean": 5.257,
}  # fmt: skip
_TOKENS: Final = {
    "bm25": 3.012, "bm25_passage": 1.988, "cover": 0.739, "cover_title": -0.826, "cover_path": 1.053,
    "cover_passage": 1.297, "title_asked": 1.348, "pairs": 2.249, "defines": 0.696, "mentions": 2.326,
    "cosine": 0.788, "cosine_more": 0.606, "cosine_mean": 1.662, "window": 7.377, "window_mean": 4.278,
    "late": 7.800, "late_section": 6.214, "late_least": 2.742,
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
