"""Lives that ended in failure → Prognosis."""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np

from explain.detectors.lightgbm_regression import LightGbmRegression
from explain.errors import TrainingError
from explain.features import FeaturePlan
from explain.gaps import with_gaps
from explain.history import BoolArray, FloatArray, IntArray
from explain.prognosis.model import LifeEvidence, LifeSettings, Prognosis
from explain.training import Progress, unwatched

MIN_RUNS = 10
"""Fewer lives than this are too few for one of them to be foreseen from the others."""
_MOMENTS = 50
"""Of each run, at which its held-out error is taken."""
_KNOTS = 6
"""Groups of predictions for which an expected error is learned."""
_EVERY_ROW_TEACHES = 0.5
"""Weight in training of a row that is never asked about; the one asked about most has 1 more."""
_SMALLEST_ERROR = 0.001
"""Of the cap: none smaller is expected anywhere."""


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
            raise TrainingError("the moments are weights: finite and not negative")


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
    teaching = _Teaching.of(plan, lives, settings)
    fold = np.random.default_rng(seed).permutation(teaching.count) % settings.folds
    asked = teaching.asked_rows()
    predicted = np.empty(asked.shape)
    for k in range(settings.folds):
        progress(f"fold {k + 1} of {settings.folds}, held out", k, settings.folds + 1)
        regression = teaching.fit(fold != k, seed)
        predicted[fold == k] = regression.predict(lives.x[asked[fold == k].ravel()]).reshape(-1, _MOMENTS)
    predicted = np.clip(predicted, 0.0, settings.cap)
    error = np.abs(predicted - teaching.target[asked])
    progress("all runs", settings.folds, settings.folds + 1)
    knots, expected = _expected_error(predicted, error, settings.cap)
    factor = _conformal(error / np.interp(predicted, knots, expected), settings.level)
    evidence = LifeEvidence(
        runs=teaching.count,
        censored=len(np.unique(lives.runs)) - teaching.count,
        held_out_rmse=float(np.sqrt((error**2).mean())),
        predicted=tuple(knots.tolist()),
        reach=tuple((factor * expected).tolist()),
    )
    return Prognosis(settings, plan.feature_names, evidence, teaching.fit(np.full(teaching.count, True), seed))


@dataclass(frozen=True)
class _Teaching:
    """The lives as the regression sees them. run: each row's place among the `count` failed runs, -1 where not known.

    target: the capped life. moments: as shares of the run.
    """

    plan: FeaturePlan
    x: FloatArray
    target: FloatArray
    moments: FloatArray
    run: IntArray
    count: int
    settings: LifeSettings

    @classmethod
    def of(cls, plan: FeaturePlan, lives: Lives, settings: LifeSettings) -> Self:
        known = ~np.isnan(lives.remaining)
        failed = np.unique(lives.runs[known])
        needed = max(MIN_RUNS, settings.folds, math.ceil(settings.level / (1.0 - settings.level) - 1e-9))
        if len(failed) < needed:
            raise TrainingError(
                f"{len(failed)} of {len(np.unique(lives.runs))} runs ended in failure; at least {needed} are needed "
                f"for an interval that holds {settings.level:.0%} of the lives. Collect more runs to failure"
            )
        run = np.where(known, np.searchsorted(failed, lives.runs), -1)
        return cls(
            plan=plan,
            x=lives.x,
            target=np.minimum(lives.remaining, settings.cap),
            moments=_shared(np.ones(len(run)) if lives.moments is None else lives.moments, run, len(failed)),
            run=run,
            count=len(failed),
            settings=settings,
        )

    def fit(self, chosen: BoolArray, seed: int) -> LightGbmRegression:
        """A regression on the chosen runs, shape (count,)."""
        rows = np.flatnonzero((self.run >= 0) & chosen[self.run])
        weight = _EVERY_ROW_TEACHES + self.moments[rows] / self.moments[rows].max()
        # Target and weight ride along as columns that belong to no signal: no copy loses them.
        table = np.column_stack([self.x[rows], self.target[rows], weight])
        taught, _ = with_gaps(self.plan, table, np.full(len(rows), False), seed)
        x, target, weight = taught[:, :-2], taught[:, -2], taught[:, -1]
        return LightGbmRegression.fit(x, target, settings=self.settings.regression, seed=seed, weight=weight)

    def asked_rows(self) -> IntArray:
        """Rows that stand for each run's moments, shape (count, moments): the likelier a row, the oftener."""
        asked = np.empty((self.count, _MOMENTS), dtype=np.int64)
        for number in range(self.count):
            rows = np.flatnonzero(self.run == number)
            share = np.cumsum(self.moments[rows])
            asked[number] = rows[np.searchsorted(share, (np.arange(_MOMENTS) + 0.5) / _MOMENTS * share[-1])]
        return asked


def _shared(moments: FloatArray, run: IntArray, count: int) -> FloatArray:
    """The moments as shares of their run, each run's adding up to 1; 0 where the life left is not known."""
    known = run >= 0
    total = np.bincount(run[known], moments[known], minlength=count)
    if (total <= 0).any():
        raise TrainingError("a run has no moment at which it is asked about; give one of its rows a weight")
    return np.where(known, moments / total[run], 0.0)


def _expected_error(predicted: FloatArray, error: FloatArray, cap: float) -> tuple[FloatArray, FloatArray]:
    """(knots, expected error at them), each of shape (_KNOTS,): means of groups of equal size by prediction."""
    groups = np.array_split(np.argsort(predicted.ravel(), kind="stable"), _KNOTS)
    knots = np.array([predicted.ravel()[group].mean() for group in groups])
    expected = np.array([error.ravel()[group].mean() for group in groups])
    # Means of equal numbers can differ by a bit in the last place.
    return np.maximum.accumulate(knots), np.maximum(expected, _SMALLEST_ERROR * cap)


def _conformal(scores: FloatArray, level: float) -> float:
    """The score that `level` of the runs stay below, shape (runs, moments), one more run counting as above all."""
    runs, moments = scores.shape
    # A hair less, for products that floating point puts a hair above a whole number.
    rank = math.ceil(level * (runs + 1) * moments - 1e-9)
    return float(np.partition(scores.ravel(), rank - 1)[rank - 1])
