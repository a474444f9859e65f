"""A second opinion on one score by LIME: a weighted linear model of what the detector says around the row.

What is asked is what the Shapley values answer: how much does a signal at its present value add, compared with the
same signal in a healthy machine? So LIME's interpretable representation is used (section 3.1 of the paper): a sample
keeps some signals and has all others replaced by those of a healthy row, drawn anew for each sample; the weight of
"kept" in the fitted line is the signal's contribution, in the raw score's unit. LIME's tabular sampling asks another
question, the slope at the row, which of a tree model, a step function, is mostly 0.

The sample: how many signals are replaced is drawn evenly from 1 to all, then which ones, as in LIME for text. Its
proximity is LIME's exponential kernel, of the share of signals replaced.

Source: Ribeiro, Singh, Guestrin 2016, KDD, "Why should I trust you?"; package lime 0.2.0.1, `lime_base`.
"""

import importlib

import numpy as np

from explain.errors import DataError
from explain.records import Record
from explain.shapley.sampled import BoolArray, FloatArray, Players, Raw, owner_of_columns

SAMPLES = 500
KERNEL_WIDTH = 0.5
"""Of the proximity exp(-½ (share replaced / width)²). Between .25 and 1.5 it changed nothing that mattered."""


class SecondOpinion(Record):
    """One contribution a player, in the players' order; None where a player is all gaps: nothing can be said of it.

    intercept: the fitted score of a machine with every signal healthy. r_squared: the weighted share of the samples'
    variance that the line explains. Contributions add up to the score only as well as the line fits.
    """

    contributions: tuple[float | None, ...]
    intercept: float
    r_squared: float
    samples: int


def warm_up() -> None:
    """Load LIME now, which takes a second, and not when the first alarm waits for it."""
    importlib.import_module("lime.lime_base")


def second_opinion(
    raw: Raw, row: FloatArray, background: FloatArray, players: Players, *, seed: int, samples: int = SAMPLES
) -> SecondOpinion:
    """LIME's contributions of `players` (columns of each signal) to `raw` at `row`, shape (features,).

    background: healthy rows, shape (rows, features). A gap of the row stays a gap in every sample, and gets no weight;
    a gap of a healthy row is filled with the background's median. The same seed gives the same opinion.
    Raises DataError when the players do not share out the columns, when there is no healthy row, when there are
    fewer samples than twice the players, or when a score is not finite.
    """
    background = np.asarray(background, dtype=np.float64)
    owner = owner_of_columns(players, len(row))
    if background.ndim != 2 or background.shape[1] != len(row) or not len(background):
        raise DataError("healthy rows with the row's features are needed to compare with; there are none")
    if samples < 2 * len(players):
        raise DataError(f"{samples} samples for {len(players)} signals; draw at least {2 * len(players)}")
    healthy = _filled(background)
    movable = ~np.isnan(row) & ~np.isnan(healthy[0])
    judged = np.array([bool(movable[list(columns)].any()) for columns in players], dtype=np.bool_)
    draw = np.random.default_rng(seed)
    kept = _kept(int(judged.sum()), samples, draw)
    mask = np.ones((samples, len(players)), dtype=np.bool_)
    mask[:, judged] = kept
    drawn = healthy[draw.integers(len(healthy), size=samples)]
    scores = np.asarray(raw(np.where(mask[:, owner] | ~movable, row, drawn)), dtype=np.float64)
    if scores.shape != (samples,) or not np.isfinite(scores).all():
        raise DataError("the model gave no finite score for a mixture of this row and healthy rows")
    weights, intercept, r_squared = _fitted(kept, scores)
    told = np.full(len(players), np.nan)
    told[judged] = weights
    return SecondOpinion(
        contributions=tuple(None if np.isnan(share) else float(share) for share in told),
        intercept=intercept,
        r_squared=r_squared,
        samples=samples,
    )


def _filled(background: FloatArray) -> FloatArray:
    """Healthy rows with their gaps filled by the column's median; a column of gaps alone stays one."""
    known = ~np.isnan(background)
    median = np.full(background.shape[1], np.nan)
    some = known.any(axis=0)
    median[some] = np.nanmedian(background[:, some], axis=0)
    return np.where(known, background, median)


def _kept(signals: int, samples: int, draw: np.random.Generator) -> BoolArray:
    """Which signals each sample keeps, shape (samples, signals); the first sample is the row itself."""
    place = draw.permuted(np.tile(np.arange(signals), (samples, 1)), axis=1)
    replaced = draw.integers(1, signals + 1, size=samples) if signals else np.zeros(samples, dtype=np.intp)
    replaced[0] = 0
    return np.asarray(place >= replaced[:, None])


def _fitted(kept: BoolArray, scores: FloatArray) -> tuple[FloatArray, float, float]:
    """(weight of each signal, intercept, weighted R²) of LIME's ridge regression."""
    signals = kept.shape[1]
    if signals == 0 or np.ptp(scores) == 0.0:
        return np.zeros(signals), float(scores[0]), 1.0
    from lime.lime_base import LimeBase

    base = LimeBase(lambda share: np.exp(-0.5 * (share / KERNEL_WIDTH) ** 2), random_state=0)  # draws nothing here
    replaced = (~kept).mean(axis=1)
    intercept, weighed, r_squared, _ = base.explain_instance_with_data(
        kept.astype(np.float64), scores[:, None], replaced, 0, signals, feature_selection="none"
    )
    weights = np.zeros(signals)
    for signal, weight in weighed:
        weights[signal] = weight
    return weights, float(intercept), float(r_squared)
