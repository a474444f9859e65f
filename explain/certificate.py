"""Is an explanation good enough to be shown? It is told apart from the explanation so that it can say no.

Checked are: do the contributions add up (Lundberg, Lee 2017: local accuracy), do they stay the same under another
seed and under the noise of sensors (Alvarez-Melis, Jaakkola 2018: robustness), does LIME agree, and does the score
fall when the signals that are blamed are made healthy (Samek et al. 2017: area over the deletion curve).

Where the score is no higher or lower than healthy rows score anyhow, there is nothing to explain: LIME and deletion
would compare noise with noise, and so only adding up and seeds are judged. Such a check has no value, and says so.

How the limits were chosen: on cross-validated rows of a milling and of a pump history, so that explanations of right
alarms mostly pass and spoilt ones (a sign turned, contributions dealt out anew, another row's or model's) do not.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from explain.errors import DataError
from explain.records import Attribution, Certificate, Check, CheckName, ModeCertificate
from explain.shapley.sampled import BoolArray, FloatArray, IntArray, Players, Raw, owner_of_columns
from explain.surrogate import SecondOpinion

LARGEST_GAP = 1e-9
"""Relative: base plus contributions may differ from the raw score by no more than this."""
COPIES = 8
NOISE = 0.01
"""Standard deviation of the noise on each feature, as a share of the feature's range in healthy rows."""
UNUSUAL = 3.0
"""Standard deviations of the healthy scores between the score and their mean, from which it is worth explaining."""
LIKE_RESEEDED, LIKE_OPINIONS, LIKE_NOISY, LIKE_LIME = 0.9, 0.9, 0.8, 0.9
TOP_KEPT, TOP_SHARED, DELETION_GAIN, LEAST_GAIN = 0.75, 0.6, 0.25, 0.05
_TOP = 3
_WORTH_NAMING = 0.1
_LIME_SAYS_NOTHING = 0.05
_KEPT_PROMISE = 0.5
_HEALTHY_ROWS, _RANDOM_ORDERS = 20, 10

Contributions = Callable[[FloatArray], FloatArray]
"""(rows, features) → (rows, features + 1): contributions of the features, the last column the base."""


@dataclass(frozen=True)
class Claim:
    """One mode's explanation, and all that is needed to doubt it.

    signals: their names, for sentences. players: the feature columns of each signal. row: shape (features,).
    raw: the detector. contributions: how the explanation is computed, to repeat it on noisy copies; a method that
    knows whole signals only gives each signal's contribution in its first column and 0 in the others.
    claimed: what is shown, shape (signals,), and its base. background: healthy rows, shape (rows, features).
    opinions: of LIME with at least two seeds; none are needed where the score is not `is_unusual`.
    stated_error: the largest standard error of a sampled method, in the unit of the raw score.
    reseeded: `claimed` with other seeds, shape (seeds, signals); None for an exact method.
    held: columns that noise cannot change, such as a category.
    """

    mode_id: str
    signals: Sequence[str]
    players: Players
    row: FloatArray
    raw: Raw
    contributions: Contributions
    claimed: FloatArray
    base: float
    background: FloatArray
    opinions: Sequence[SecondOpinion]
    stated_error: float = 0.0
    reseeded: FloatArray | None = None
    held: frozenset[int] = field(default=frozenset())


def certify(
    attributions: Iterable[Attribution],
    modes: Iterable[ModeCertificate] = (),
    *,
    acted_on: Collection[str] | None = None,
) -> Certificate:
    """Check every attribution; one that fails makes the explanation unreliable, with the reason.

    modes: of `certify_mode`, for those that were checked in full. acted_on: the modes that matter; None for all. A
    mode that nobody acts on keeps its own certificate, but does not discredit the others.
    """
    modes = tuple(modes)
    gaps = {attribution.mode_id: attribution.additivity_gap for attribution in attributions}
    doubts = {mode.mode_id: mode.reasons for mode in modes}
    failed = [mode for mode, gap in gaps.items() if not gap <= LARGEST_GAP and mode not in doubts]
    told = [(mode, f"the contributions to {mode} do not add up to its score") for mode in failed]
    told += [(mode, f"{mode}: {reason}") for mode, reasons in doubts.items() for reason in reasons]
    reasons = tuple(reason for mode, reason in told if acted_on is None or mode in acted_on)
    return Certificate(
        reliable=not reasons,
        reasons=reasons,
        largest_additivity_gap=max(gaps.values(), default=0.0),
        modes=modes,
    )


def is_unusual(raw: Raw, row: FloatArray, background: FloatArray) -> bool:
    """Is the score so far from those of healthy rows that there is something to explain? row: shape (features,)."""
    scores = raw(np.vstack([row, background]))
    distance = abs(float(scores[0] - scores[1:].mean()))
    return bool(distance > 0.0 and distance >= UNUSUAL * scores[1:].std())


def certify_mode(claim: Claim, *, seed: int, copies: int = COPIES) -> ModeCertificate:
    """Check one mode's explanation in every way.

    Raises DataError when the parts of the claim do not fit each other.
    """
    owner = owner_of_columns(claim.players, len(claim.row))
    _refuse_misfits(claim)
    draw = np.random.default_rng(seed)
    score = float(claim.raw(claim.row[None])[0])
    checks = [_additivity(claim, score), _reseeding(claim)]
    if is_unusual(claim.raw, claim.row, claim.background):
        if len(claim.opinions) < 2:
            raise DataError("a certificate of an unusual score needs LIME's opinion with at least two seeds")
        deletion, share = _deletion(claim, owner, score, draw)
        checks += [*_under_noise(claim, draw, copies), *_second_opinion(claim), deletion]
    else:
        share = None
        checks += [_nothing_unusual(name) for name in tuple(CheckName)[2:]]
    reasons = tuple(check.sentence for check in checks if not check.passed)
    return ModeCertificate(
        mode_id=claim.mode_id, reliable=not reasons, reasons=reasons, share_explained=share, checks=tuple(checks)
    )


def _refuse_misfits(claim: Claim) -> None:
    signals = len(claim.players)
    lengths = {len(claim.signals), len(claim.claimed), *(len(opinion.contributions) for opinion in claim.opinions)}
    if lengths != {signals}:
        raise DataError(f"the explanation is of {signals} signals; its names, contributions and opinions are not")
    if claim.background.ndim != 2 or claim.background.shape[1] != len(claim.row) or not len(claim.background):
        raise DataError("healthy rows with the row's features are needed to compare with; there are none")


def _additivity(claim: Claim, score: float) -> Check:
    gap = abs(claim.base + float(claim.claimed.sum()) - score) / max(1.0, abs(score))
    limit = max(LARGEST_GAP, claim.stated_error / max(1.0, abs(score)))
    passed = gap <= limit
    told = (
        "The contributions add up to the score."
        if passed
        else f"The contributions do not add up to the score: {gap:.2g} of it is unaccounted for."
    )
    return Check(name=CheckName.ADDITIVITY, value=gap, limit=limit, passed=passed, sentence=told)


def _reseeding(claim: Claim) -> Check:
    if claim.reseeded is None:
        told = "The method is exact: no chance is in it."
        return Check(name=CheckName.RESEEDING, value=None, limit=LIKE_RESEEDED, passed=True, sentence=told)
    likeness = min((_alike(claim.claimed, other) for other in claim.reseeded), default=0.0)
    return _at_least(
        CheckName.RESEEDING,
        likeness,
        LIKE_RESEEDED,
        "Other random draws give the same reasons.",
        "Other random draws give other reasons: more evaluations are needed.",
    )


def _under_noise(claim: Claim, draw: np.random.Generator, copies: int) -> tuple[Check, Check]:
    """The explanation repeated on copies of the row with a little noise on every feature, each by itself."""
    known = np.where(np.isnan(claim.background), -np.inf, claim.background).max(axis=0)
    lowest = np.where(np.isnan(claim.background), np.inf, claim.background).min(axis=0)
    spread = np.where(np.isfinite(known - lowest), known - lowest, 0.0)
    spread[list(claim.held)] = 0.0
    noisy = claim.contributions(claim.row + NOISE * spread * draw.standard_normal((copies, len(claim.row))))
    shares = np.column_stack([noisy[:, list(columns)].sum(axis=1) for columns in claim.players])
    top = int(np.abs(claim.claimed).argmax())
    kept = int((np.abs(shares).argmax(axis=1) == top).sum())
    likeness = float(np.mean([_alike(claim.claimed, other) for other in shares]))
    first = _at_least(
        CheckName.NOISE_TOP,
        kept / copies,
        TOP_KEPT,
        f"With a little noise on the sensors, {claim.signals[top]} stays the first reason.",
        f"With a little noise on the sensors, {claim.signals[top]} stays the first reason "
        f"in {kept} of {copies} cases only.",
    )
    picture = _at_least(
        CheckName.NOISE_PICTURE,
        likeness,
        LIKE_NOISY,
        "With a little noise on the sensors, the reasons stay the same.",
        "With a little noise on the sensors, the reasons change: a value is close to a limit of the model.",
    )
    return first, picture


def _second_opinion(claim: Claim) -> tuple[Check, Check, Check, Check]:
    """LIME against itself, and the mean of its opinions against the claim, over the signals that have a value."""
    told = np.array([opinion.contributions for opinion in claim.opinions], dtype=np.float64)
    judged = np.flatnonzero(~np.isnan(told).any(axis=0))
    told, claimed = told[:, judged], claim.claimed[judged]
    lime = told.mean(axis=0)
    seeds = _at_least(
        CheckName.OPINION_RESEEDING,
        min(_alike(told[0], other) for other in told[1:]),
        LIKE_OPINIONS,
        "The second method (LIME) gives the same answer with other random draws.",
        "The second method (LIME) gives different answers with other random draws, so it can confirm nothing.",
    )
    named = _named(claimed)
    also = sum(j in _first(np.abs(lime)) for j in named)
    shared = also / len(named) if len(named) else 1.0
    return (
        seeds,
        _signs(claimed, lime, [claim.signals[int(j)] for j in judged]),
        _at_least(
            CheckName.TOP_THREE,
            shared,
            TOP_SHARED,
            "The second method (LIME) names the same main reasons.",
            f"Of the {len(named)} main reasons the second method (LIME) names only {also}.",
        ),
        _at_least(
            CheckName.PICTURE,
            _alike(claimed, lime),
            LIKE_LIME,
            "The second method (LIME) weighs the signals alike.",
            "The second method (LIME) weighs the signals differently.",
        ),
    )


def _signs(claimed: FloatArray, lime: FloatArray, names: Sequence[str]) -> Check:
    """Does LIME turn any of the main reasons round? Where it says next to nothing, it contradicts nothing."""
    loud = np.abs(lime) >= _LIME_SAYS_NOTHING * np.abs(lime).max(initial=0.0)
    opposed = [j for j in _named(claimed) if claimed[j] * lime[j] < 0 and loud[j]]
    against = ", ".join(names[j] for j in opposed)
    told = (
        f"The second method (LIME) says the opposite of {against}."
        if opposed
        else "The second method (LIME) says of each main reason, too, whether it raises or lowers the score."
    )
    return Check(name=CheckName.SIGNS, value=float(len(opposed)), limit=0.0, passed=not opposed, sentence=told)


def _deletion(claim: Claim, owner: IntArray, score: float, draw: np.random.Generator) -> tuple[Check, float]:
    """What becomes of the score when signals are made healthy: those named first, those named last, any.

    The gain is the mean share of the score's distance from healthy that is gone after one, two and three signals,
    less the larger of the same for random signals and for those named last. It must reach DELETION_GAIN, or, for an
    explanation that is spread over many signals, half of what its contributions promise. Also returned is the share
    that is gone after three.
    """
    signals = len(claim.players)
    steps = min(_TOP, signals)
    rows = claim.background[draw.permutation(len(claim.background))[:_HEALTHY_ROWS]]
    end = float(claim.raw(rows).mean())
    blamed = np.argsort(-np.sign(score - end) * claim.claimed, kind="stable")
    orders = [blamed, blamed[::-1], *(draw.permutation(signals) for _ in range(_RANDOM_ORDERS))]
    healthy = np.zeros((len(orders), steps, signals), dtype=np.bool_)
    for i, order in enumerate(orders):
        for step in range(steps):
            healthy[i, step, order[: step + 1]] = True
    left = _made_healthy(claim, healthy.reshape(-1, signals)[:, owner], rows).reshape(len(orders), steps)
    gone = (score - left) / (score - end) if score != end else np.zeros_like(left)
    area = gone.mean(axis=1)
    gain = float(area[0] - max(area[1], area[2:].mean()))
    promised = np.abs(np.cumsum(claim.claimed[blamed[:steps]])).mean() / max(abs(score - end), 1e-300)
    promised -= np.arange(1, steps + 1).mean() / signals
    limit = float(np.clip(_KEPT_PROMISE * promised, LEAST_GAIN, DELETION_GAIN))
    share, by_chance = float(gone[0, -1]), float(gone[2:, -1].mean())
    told = f"takes {_percent(share)} of what is unusual from the score; any {steps} signals, {_percent(by_chance)}"
    check = _at_least(
        CheckName.DELETION,
        gain,
        limit,
        f"Making the first {steps} reasons healthy {told}.",
        f"The score hardly rests on the reasons named: making the first {steps} healthy {told}.",
    )
    return check, share


def _percent(share: float) -> str:
    """Making signals healthy may overshoot; nobody is helped by 101 %."""
    return f"{min(max(share, 0.0), 1.0):.0%}"


def _made_healthy(claim: Claim, columns: BoolArray, rows: FloatArray) -> FloatArray:
    """Mean score over healthy `rows` of the row with `columns`, shape (n, features), taken from them: shape (n,)."""
    mixed = np.where(columns[:, None, :], rows[None], claim.row)
    return np.asarray(claim.raw(mixed.reshape(-1, len(claim.row))).reshape(len(columns), len(rows)).mean(axis=1))


def _at_least(name: CheckName, value: float, limit: float, good: str, bad: str) -> Check:
    passed = bool(value >= limit)
    return Check(name=name, value=value, limit=limit, passed=passed, sentence=good if passed else bad)


_LIMITS = {
    CheckName.OPINION_RESEEDING: LIKE_OPINIONS,
    CheckName.NOISE_TOP: TOP_KEPT,
    CheckName.NOISE_PICTURE: LIKE_NOISY,
    CheckName.SIGNS: 0.0,
    CheckName.TOP_THREE: TOP_SHARED,
    CheckName.PICTURE: LIKE_LIME,
    CheckName.DELETION: DELETION_GAIN,
}


def _nothing_unusual(name: CheckName) -> Check:
    told = "Not judged: the score is an ordinary one of a healthy machine, so there is nothing to explain."
    return Check(name=name, value=None, limit=_LIMITS[name], passed=True, sentence=told)


def _first(weights: FloatArray) -> IntArray:
    return np.argsort(-weights, kind="stable")[:_TOP]


def _named(claimed: FloatArray) -> IntArray:
    """The first three signals, without those that weigh next to nothing."""
    weights = np.abs(claimed)
    first = _first(weights)
    return np.asarray(first[weights[first] >= max(_WORTH_NAMING * weights.max(initial=0.0), 1e-300)])


def _alike(one: FloatArray, other: FloatArray) -> float:
    """Cosine of the angle between two sets of contributions; 1 for two that are all zero, 0 for one that is."""
    length = float(np.linalg.norm(one) * np.linalg.norm(other))
    if length == 0.0:
        return float(not one.any() and not other.any())
    return float(one @ other / length)
