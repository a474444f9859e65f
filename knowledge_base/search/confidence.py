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

THRESHOLD: Final = 0.885

_WORDS: Final = {
    "constant": -0.799, "score": 1.229, "margin": 5.562, "unknown": -1.464, "unknown_code": -0.241,
    "foreign": 1.073, "cover": -0.644, "cover_passage": -0.285, "title_asked": 0.193,
}  # fmt: skip
_MEANING: Final = {
    "constant": -3.749, "score": 0.473, "margin": 3.532, "unknown": -1.684, "unknown_code": -0.745,
    "foreign": 0.870, "cover": -0.316, "cover_passage": 0.822, "title_asked": 0.444, "window": 4.865,
    "cosine": 1.692,
}  # fmt: skip
_TOKENS: Final = {
    "constant": -4.520, "score": 0.495, "margin": 3.090, "unknown": -1.330, "unknown_code": -0.566,
    "foreign": 0.907, "cover": -0.025, "cover_passage": 0.890, "title_asked": 0.399, "window": 5.501,
    "cosine": 2.194, "late": -0.542, "late_least": 0.820,
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
