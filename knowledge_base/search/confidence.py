"""How probable it is that one of the first sections answers, and from when on that is called an answer.

Logistic regressions, learned on the development questions of `bench retrieval` (785 that the manuals answer, 150 that
they do not, many of which ask for what stands right beside what the manuals say), by `python -m
tests.tooling.search_training ranker`. In cross-validation on these, THRESHOLD leaves 92 of 100 questions without an
answer unanswered, and what is called answered is right in 97 of 100; the price is that more than half of the questions
that have an answer are called doubtful. Their sections are found and shown all the same.
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
    "constant": -0.794, "score": 1.277, "margin": 5.497, "unknown": -1.515, "unknown_code": -0.244, "foreign":
    1.155, "cover": -0.713, "cover_passage": -0.245, "title_asked": 0.162,
}  # fmt: skip
_MEANING: Final = {
    "constant": -3.794, "score": 0.387, "margin": 3.600, "unknown": -1.252, "unknown_code": -0.759, "foreign":
    0.998, "cover": 0.109, "cover_passage": 0.685, "title_asked": 0.072, "window": 6.416, "cosine": 0.272,
}  # fmt: skip
_TOKENS: Final = {
    "constant": -3.860, "score": 0.147, "margin": 4.008, "unknown": -1.368, "unknown_code": -0.610, "foreign":
    0.895, "cover": -0.011, "cover_passage": 1.121, "title_asked": 0.422, "window": 6.822, "cosine": 1.114,
    "late": -1.997, "late_least": 0.452,
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
    if codes.first and codes.certain:
        return _CERTAIN
    if any(code.strict for code in codes.unknown):
        return _ABSENT
    said = signs_of(question, codes, judged, ranked, occurs)
    weights = _weights(judged)
    total = weights["constant"] + sum(weights.get(name, 0.0) * value for name, value in said.items())
    return round(1 / (1 + math.exp(-total)), 4)


def signs_of(
    question: Question, codes: Codes, judged: Judged, ranked: Sequence[Ranked], occurs: Callable[[str], bool]
) -> dict[str, float]:
    """What tells answers from near misses, by name; there is at least one section. Arguments as above."""
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
