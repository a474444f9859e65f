"""Development questions → the weights by which sections are ranked, and those of the confidence in the first ones.

Each question is asked of its machine's manuals and of all, without what the glossary has of `said`: it was written
beside some of these questions. The loss is the softmax of the right sections (ListNet, Cao et al. 2007), with an L2
penalty on standardised features.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from unittest import mock

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax
from sklearn.linear_model import LogisticRegression

from assistant.bench.retrieval_corpus import Question, questions
from explain.training import Progress
from knowledge_base.records import Reading
from knowledge_base.search import fusion, glossary
from knowledge_base.search.answer import Limits, Weighed, weigh
from knowledge_base.search.confidence import signs_of
from knowledge_base.search.embedding import bundled_embedder
from knowledge_base.search.evidence import DENSE, EXACT, FEATURES, LEXICAL, Judged
from knowledge_base.search.fusion import rank
from tests.tooling.search_training.indexed import Indexed

Floats = NDArray[np.float64]

MODES: Final[Mapping[str, tuple[str, ...]]] = {
    "_WORDS": (*LEXICAL, *EXACT),
    "_MEANING": (*LEXICAL, *EXACT, *DENSE),
    "_TOKENS": FEATURES,
}
_PENALTY: Final = 0.02
_FOLDS: Final = 8
_SILENT: Final = 0.92
"""The share of the questions without an answer, left out in turn, that the threshold has to leave unanswered."""
_FIRST: Final = 5
_STRENGTH: Final = 0.1
"""Inverse of the L2 penalty of the logistic regression."""


@dataclass(frozen=True)
class Judgement:
    """A question, the machine it is asked at (None for anywhere), what was found, and which sections are right."""

    question: Question
    machine: str | None
    weighed: Weighed
    right: NDArray[np.bool_]


def judged_by(indexed: Indexed, asked: Sequence[Question], *, at_machine: bool) -> Iterator[Judgement]:
    """Each question, weighed."""
    words = indexed.words
    with mock.patch.object(glossary, "meant_by", return_value=()):
        for one in asked:
            machine = one.machine if at_machine else None
            weighed = weigh(one.question, words, indexed.meaning, Limits(equipment=machine))
            places = [next(iter(found.words.passages)) for found in weighed.candidates.sections]
            passages = words.passages(places)
            right = np.array([one.answered_by(passages[place]) for place in places], dtype=np.bool_)
            yield Judgement(one, machine, weighed, right)


def report(corpus: Sequence[Reading], folder: Path, models: Path, told: Progress) -> str:
    """What was learned, and how it does on questions that were left out. The ranker first, then its confidence."""
    indexed, asked = Indexed.of(corpus, folder, bundled_embedder(models), told), questions("development")
    answerable = [one for one in asked if one.gold]
    lines = ["fusion.py"]
    judged = [one for there in (True, False) for one in judged_by(indexed, answerable, at_machine=there)]
    learned = {mode: learn(judged, names) for mode, names in MODES.items()}
    for mode, names in MODES.items():
        lines.append(f"{mode} = {_as_written(learned[mode])}")
        lines += _left_out(judged, names)
    lines.append("confidence.py")
    every = [one for one in asked if one.kind != "code"]
    with mock.patch.dict(vars(fusion), learned):
        lines += confidence(list(judged_by(indexed, every, at_machine=False)), indexed.words.occurs)
    return "\n".join(lines)


def learn(judged: Sequence[Judgement], names: Sequence[str]) -> dict[str, float]:
    """The weight of each feature."""
    columns = [FEATURES.index(name) for name in names]
    rows = [one.weighed.judged.features[:, columns].astype(np.float64) for one in judged]
    used = [(row, one.right) for row, one in zip(rows, judged, strict=True) if one.right.any() and not one.right.all()]
    every = np.concatenate([row for row, _ in used])
    spread = every.std(axis=0) + 1e-6
    scaled = [((row - every.mean(axis=0)) / spread, right) for row, right in used]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros(len(weights))
        for row, right in scaled:
            scores = row @ weights
            wanted = np.where(right, scores, -np.inf)
            total += float(logsumexp(scores) - logsumexp(wanted))
            slope += row.T @ (softmax(scores) - softmax(wanted))
        return total / len(scaled) + _PENALTY * float(weights @ weights), slope / len(scaled) + 2 * _PENALTY * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x / spread
    return dict(zip(names, map(float, found), strict=True))


def _left_out(judged: Sequence[Judgement], names: Sequence[str]) -> Iterator[str]:
    """The share of English questions found first and in five, each by what was learned without its part of them."""
    ids = sorted({one.question.id for one in judged})
    folds = dict(zip(ids, np.random.default_rng(0).integers(_FOLDS, size=len(ids)), strict=True))
    keys: dict[str, Callable[[Question], object]] = {
        "questions": lambda one: folds[one.id],
        "machines": lambda one: one.machine,
    }
    for what, key in keys.items():
        places: dict[bool, list[int]] = {True: [], False: []}
        for part in {key(one.question) for one in judged}:
            weights = learn([one for one in judged if key(one.question) != part], names)
            for one in judged:
                if key(one.question) == part and one.question.language == "en" and one.question.kind == "answerable":
                    places[bool(one.machine)].append(_place_of_right(one, weights))
        for there, found in places.items():
            first, five = np.mean(np.array(found) < 1), np.mean(np.array(found) < 5)
            yield f"  left out by {what}, {'at the machine' if there else 'anywhere'}: {first:.3f} / {five:.3f}"


def _place_of_right(one: Judgement, weights: Mapping[str, float]) -> int:
    columns = [FEATURES.index(name) for name in weights]
    scores = one.weighed.judged.features[:, columns] @ np.array(list(weights.values()))
    order = np.argsort(-scores, kind="stable")
    return int(np.argmax(one.right[order])) if one.right.any() else len(FEATURES) ** 2


def confidence(judged: Sequence[Judgement], occurs: Callable[[str], bool]) -> list[str]:
    """The weights of the confidence in each mode, and its threshold, for the ranker as it is."""
    lines: list[str] = []
    asked = [one for one in judged if _is_uncertain(one.weighed)]
    answerable = np.array([bool(one.question.gold) for one in asked])
    for mode, names in MODES.items():
        rows, right = [], []
        for one in asked:
            masked = _masked(one.weighed.judged, names)
            ranked = rank(one.weighed.codes, one.weighed.candidates, masked)
            signs = signs_of(one.weighed.question, one.weighed.codes, masked, ranked, occurs)
            rows.append({name: value for name, value in signs.items() if name in names or name not in FEATURES})
            right.append(bool(one.right[[found.row for found in ranked[:_FIRST]]].any()))
        lines += _logistic(mode, rows, np.array(right), answerable)
    return lines


def _is_uncertain(weighed: Weighed) -> bool:
    """Codes that were asked for settle the matter, by being there or not."""
    settled = weighed.codes.first or any(code.strict for code in weighed.codes.unknown)
    return bool(weighed.candidates.sections) and not settled


def _masked(judged: Judged, names: Sequence[str]) -> Judged:
    features = judged.features.copy()
    features[:, [number for number, name in enumerate(FEATURES) if name not in names]] = 0
    return replace(judged, features=features)


def _logistic(
    mode: str, rows: Sequence[Mapping[str, float]], right: NDArray[np.bool_], answerable: NDArray[np.bool_]
) -> Iterator[str]:
    names = list(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    scaled = (table - middle) / spread
    fresh = np.zeros(len(scaled))
    folds = np.random.default_rng(0).integers(_FOLDS, size=len(scaled))
    for fold in range(_FOLDS):
        model = LogisticRegression(C=_STRENGTH, max_iter=5000).fit(scaled[folds != fold], right[folds != fold])
        fresh[folds == fold] = model.predict_proba(scaled[folds == fold])[:, 1]
    model = LogisticRegression(C=_STRENGTH, max_iter=5000).fit(scaled, right)
    weights = model.coef_[0] / spread
    written = {"constant": float(model.intercept_[0] - middle @ weights), **dict(zip(names, weights, strict=True))}
    yield f"{mode} = {_as_written(written)}"
    threshold = float(np.quantile(fresh[~answerable], _SILENT))
    answered = float((fresh[answerable] > threshold).mean())
    wrong = float((~right[answerable & (fresh > threshold)]).mean())
    yield f"  left out: threshold {threshold:.3f} answers {answered:.3f} of the answerable, {wrong:.3f} wrongly"
    parts = [(fresh >= low) & (fresh < low + 0.2) for low in np.arange(0, 1, 0.2)]
    yield "  in five parts, said and seen: " + ", ".join(
        f"{fresh[part].mean():.2f} {right[part].mean():.2f}" for part in parts if part.any()
    )


def _as_written(weights: Mapping[str, float]) -> str:
    return "{" + ", ".join(f'"{name}": {value:.3f}' for name, value in weights.items()) + "}"
