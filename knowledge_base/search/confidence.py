"""How probable it is that one of the first sections answers, and from when on that is called an answer.

Logistic regressions, learned on the development questions of `bench retrieval` (173 that the manuals answer, 62 that
they do not, many of which ask for what stands right beside what the manuals say) with and without the glossary's
`said`. In cross-validation on these, THRESHOLD leaves nine of ten questions without an answer unanswered; the price is
that four of ten that have one are called doubtful. Their sections are found and shown all the same.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from knowledge_base.search.candidates import Codes
from knowledge_base.search.concepts import Question
from knowledge_base.search.evidence import FEATURES, Judged
from knowledge_base.search.fusion import Ranked, weights_for

THRESHOLD: Final = 0.86

_WORDS: Final = {
    "constant": -3.081, "score": 0.287, "margin": 3.324, "cover": 1.618, "cover_passage": 0.97, "title_asked": 1.378,
    "unknown": -0.911, "unknown_code": -0.908, "length": 2.5, "foreign": 0.665,
}  # fmt: skip
_MEANING: Final = {
    "constant": -3.679, "score": -0.155, "margin": 2.542, "cover": 2.117, "cover_passage": 1.118, "title_asked": 1.216,
    "window": 0.061, "cosine": 1.707, "unknown": -0.619, "unknown_code": -0.974, "length": 2.619, "foreign": 0.663,
}  # fmt: skip
_TOKENS: Final = {
    "constant": -2.775, "score": 0.143, "margin": 2.47, "cover": 2.121, "cover_passage": 0.846, "title_asked": 1.749,
    "late": -6.354, "late_least": 4.773, "window": 0.561, "cosine": 1.39, "unknown": -1.011, "unknown_code": -0.976,
    "length": 2.487, "foreign": 0.462,
}  # fmt: skip
_OF_SECTIONS: Final = ("cover", "cover_passage", "title_asked", "window", "cosine", "late", "late_least")
_FIRST: Final = 5
_MOST_WORDS: Final = 12
_CERTAIN: Final = 0.99
"""A code that was asked for stands there."""
_ABSENT: Final = 0.01
"""A code that was asked for stands nowhere."""


def probability_of_answer(
    question: Question, codes: Codes, judged: Judged, ranked: Sequence[Ranked], occurs: Callable[[str], bool]
) -> float:
    """That one of the first five sections answers. occurs: whether a form stands anywhere in the manuals."""
    if not ranked:
        return 0.0
    if codes.first:
        return _CERTAIN
    if any(code.strict for code in codes.unknown):
        return _ABSENT
    said = _signs(question, codes, judged, ranked, occurs)
    weights = _weights(judged)
    total = weights["constant"] + sum(weights.get(name, 0.0) * value for name, value in said.items())
    return round(1 / (1 + math.exp(-total)), 4)


def _signs(
    question: Question, codes: Codes, judged: Judged, ranked: Sequence[Ranked], occurs: Callable[[str], bool]
) -> dict[str, float]:
    """What tells answers from near misses, by name."""
    order = [one.row for one in ranked[:_FIRST]]
    scores = judged.features[order] @ weights_for(judged.features)
    first = judged.features[order].max(axis=0)
    asked = [concept for concept in question.concepts if concept.span is not None]
    total = sum(concept.weight for concept in asked) or 1.0
    unknown = sum(concept.weight for concept in asked if not any(occurs(form) for form, _ in concept.forms))
    return {
        "score": float(scores[0]) / 10,
        "margin": float(scores[0] - np.mean(scores[1:])) / 10 if len(scores) > 1 else 0.0,
        "unknown": unknown / total,
        "unknown_code": float(bool(codes.unknown)),
        "length": min(len(asked), _MOST_WORDS) / 10,
        "foreign": float(question.language != "en"),
        **{name: float(first[FEATURES.index(name)]) for name in _OF_SECTIONS},
    }


def _weights(judged: Judged) -> Mapping[str, float]:
    late, dense = (judged.features[:, FEATURES.index(name)].any() for name in ("late", "window"))
    return _TOKENS if late else _MEANING if dense else _WORDS
