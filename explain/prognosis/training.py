"""Lives that ended in failure → Prognosis."""

import math
from dataclasses import dataclass

import numpy as np

from explain.detectors.lightgbm_regression import LightGbmRegression
from explain.errors import TrainingError
from explain.features import FeaturePlan
from explain.gaps import with_gaps
from explain.history import BoolArray, FloatArray, IntArray
from explain.prognosis.model import KNOTS, MOMENTS, HeldOutLife, LifeSettings, Prognosis
from explain.training import Progress, unwatched

MIN_RUNS = 10
"""Fewer lives than this are too few to learn from the others what one of them will be."""
_EVERY_ROW_TEACHES = 0.5
"""The weight of a row that is never asked about, where the one asked about most has 1.5."""
_SMALLEST_SPREAD = 0.001
"""Of the cap: no error is expected to be smaller."""


@dataclass(frozen=True)
class Lives:
    """What a prognosis learns from; arrays of shape (rows,), but x of shape (rows, features).

    x: features in the plan's order, NaN is a gap. remaining: the life left, NaN where it is not known.
    runs: a number for each machine's life. moments: how likely the question is asked at this row, compared with the
    other rows of its run; None: all alike.
    """

    x: FloatArray
    remaining: FloatArray
    runs: IntArray
    moments: FloatArray | None = None

    def __post_init__(self) -> None:
        """Raises TrainingError for arrays of different lengths, or numbers that cannot be a life or a weight."""
        columns = [self.remaining, self.runs] if self.moments is None else [self.remaining, self.runs, self.moments]
        if any(len(column) != len(self.x) for column in columns):
            raise TrainingError("the columns of the lives differ in length")
        if (self.remaining < 0).any() or np.isinf(self.remaining).any():
            raise TrainingError("a remaining life is negative or infinite; check the clock and the failures")
        if self.moments is not None and not (np.isfinite(self.moments) & (self.moments >= 0)).all():
            raise TrainingError("the moments must be weights: finite and not negative")


def remaining_life(clock: FloatArray, runs: IntArray, failed: BoolArray) -> FloatArray:
    """Time left until the first failed row of the run, shape (rows,), in the clock's unit.

    clock: never falling within a run; hours, cycles, or whatever wear is counted in. NaN after the failure, and in
    runs that did not fail (censored: how long they would have lasted is not known).
    """
    left = np.full(len(clock), np.nan)
    for run in np.unique(runs[failed]):
        rows = np.flatnonzero(runs == run)
        alive = rows[: int(failed[rows].argmax()) + 1]
        left[alive] = clock[alive[-1]] - clock[alive]
    return left


def train_prognosis(
    plan: FeaturePlan, lives: Lives, settings: LifeSettings, *, seed: int, progress: Progress = unwatched
) -> Prognosis:
    """Learn from the runs that failed. Raises TrainingError when these are too few, or nothing tells them apart."""
    runs, run = _failed_runs(lives, settings)
    fold_of_run = np.random.default_rng(seed).permutation(len(runs)) % settings.folds
    known = np.flatnonzero(run >= 0)
    moments = np.ones(len(run)) if lives.moments is None else lives.moments
    asked = _asked_rows(run, moments, len(runs))
    target = np.minimum(lives.remaining, settings.cap)
    weight = _EVERY_ROW_TEACHES + moments / moments[known].max()
    models, error = [], np.empty(asked.shape)
    predicted, knots, spread = (
        np.empty(asked.shape),
        np.empty((settings.folds, KNOTS)),
        np.empty((settings.folds, KNOTS)),
    )
    for k in range(settings.folds):
        progress(f"model {k + 1} of {settings.folds}", k, settings.folds)
        learn = known[fold_of_run[run[known]] != k]
        model = _fit(plan, lives.x[learn], target[learn], weight[learn], settings, seed + k)
        models.append(model)
        out = fold_of_run == k
        guess = np.clip(model.predict(lives.x[asked.ravel()]), 0.0, settings.cap).reshape(asked.shape)
        miss = np.abs(guess - target[asked])
        predicted[out], error[out] = guess[out], miss[out]
        knots[k], spread[k] = _expected_error(guess[~out], miss[~out], settings.cap)
    scores = np.stack(
        [e / np.interp(p, knots[k], spread[k]) for p, e, k in zip(predicted, error, fold_of_run, strict=True)]
    )
    progress("calibrated", settings.folds, settings.folds)
    return Prognosis(
        settings=settings,
        columns=plan.feature_names,
        held_out=HeldOutLife(
            runs=len(runs),
            censored=len(np.unique(lives.runs)) - len(runs),
            rmse=float(np.sqrt((error**2).mean())),
        ),
        models=tuple(models),
        fold=fold_of_run,
        scores=scores,
        knots=knots,
        spread=spread,
    )


def _failed_runs(lives: Lives, settings: LifeSettings) -> tuple[IntArray, IntArray]:
    """(ids of the runs that failed, each row's place among them or -1 where its life is not known)."""
    known = ~np.isnan(lives.remaining)
    runs = np.unique(lives.runs[known])
    needed = max(MIN_RUNS, settings.folds, math.ceil(settings.level / (1.0 - settings.level) - 1e-9))
    if len(runs) < needed:
        raise TrainingError(
            f"{len(runs)} of {len(np.unique(lives.runs))} runs ended in failure; at least {needed} are needed for an "
            f"interval that holds {settings.level:.0%} of the lives. Collect more runs to failure"
        )
    return runs, np.where(known, np.searchsorted(runs, lives.runs), -1)


def _asked_rows(run: IntArray, moments: FloatArray, runs: int) -> IntArray:
    """Rows that stand for a run's moments, shape (runs, MOMENTS), a row the more often the likelier it is."""
    asked = np.empty((runs, MOMENTS), dtype=np.int64)
    for number in range(runs):
        rows = np.flatnonzero(run == number)
        share = np.cumsum(moments[rows])
        if share[-1] <= 0:
            raise TrainingError("a run has no moment at which it is asked about; leave it out or give it weights")
        asked[number] = rows[np.searchsorted(share, (np.arange(MOMENTS) + 0.5) / MOMENTS * share[-1])]
    return asked


def _fit(
    plan: FeaturePlan, x: FloatArray, target: FloatArray, weight: FloatArray, settings: LifeSettings, seed: int
) -> LightGbmRegression:
    # Target and weight ride along as columns that belong to no signal, so no copy loses them.
    table = np.column_stack([x, target, weight])
    taught, _ = with_gaps(plan, table, np.zeros(len(x), dtype=np.bool_), seed)
    return LightGbmRegression.fit(
        taught[:, :-2], taught[:, -2], settings=settings.model, seed=seed, weight=taught[:, -1]
    )


def _expected_error(predicted: FloatArray, error: FloatArray, cap: float) -> tuple[FloatArray, FloatArray]:
    """(knots, spread), each of shape (KNOTS,): mean error of as many groups of predictions of equal size.

    The errors are those of rows that the model has seen, so they are too small; but a score is an error in units of
    this curve, which leaves its height to the held-out runs. Errors of held-out runs would bring these into the curve.
    """
    order = np.argsort(predicted.ravel(), kind="stable")
    groups = np.array_split(order, KNOTS)
    knots = np.array([predicted.ravel()[group].mean() for group in groups])
    spread = np.array([error.ravel()[group].mean() for group in groups])
    return knots, np.maximum(spread, _SMALLEST_SPREAD * cap)
