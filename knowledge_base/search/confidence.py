"""How probable it is that one of the first sections answers, and from when on that is called an answer.

Logistic regressions, learned on the development questions of `bench retrieval` (173 that the manuals answer, 62 that
they do not, many of which ask for what stands right beside what the manuals say) with and without the glossary's
`said`. In cross-validation on these, THRESHOLD leaves nine of ten questions without an answer unanswered; the price is
that nearly half of those that have one are called doubtful. Their sections are found and shown all the same.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from knowledge_base.search.candidates import Codes
from knowledge_base.search.concepts import Question
from knowledge_base.search.evidence import FEATURES, Judged
from knowledge_base.search.fusion import Ranked, weights_for

THRESHOLD: Final = 0.87

_WORDS: Final = {
    "constant": -1.490, "score": 0.257, "margin": 3.179, "cover": 1.843, "cover_passage": 0.217, "title_asked": 1.515,
    "unknown": -1.203, "unknown_code": -0.970, "foreign": 0.485,
}  # fmt: skip
_MEANING: Final = {
    "constant": -2.386, "score": -0.148, "margin": 2.560, "cover": 2.060, "cover_passage": 0.700, "title_asked": 1.488,
    "window": 0.419, "cosine": 1.714, "unknown": -0.935, "unknown_code": -1.095, "foreign": 0.452,
}  # fmt: skip
_TOKENS: Final = {
    "constant": -1.117, "score": 0.360, "margin": 2.537, "cover": 2.087, "cover_passage": 0.135, "title_asked": 1.407,
    "late": -7.153, "late_least": 3.902, "window": 0.789, "cosine": 2.014, "unknown": -1.394, "unknown_code": -1.041,
    "foreign": 0.286,
}  # fmt: skip
_OF_SECTIONS: Final = ("cover", "cover_passage", "title_asked", "window", "cosine", "late", "late_least")
_FIRST: Final = 5
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
        "foreign": float(question.language != "en"),
        **{name: float(first[FEATURES.index(name)]) for name in _OF_SECTIONS},
    }


def _weights(judged: Judged) -> Mapping[str, float]:
    late, dense = (judged.features[:, FEATURES.index(name)].any() for name in ("late", "window"))
    return _TOKENS if late else _MEANING if dense else _WORDS
