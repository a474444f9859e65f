"""How long will this machine still run? Remaining useful life from recent readings, with a prediction interval.

Learned from run-to-failure histories. The target is capped (piecewise linear, Heimes 2008, Recurrent neural networks
for remaining useful life estimation, PHM08): a machine without a sign of wear can only be said to last "the cap or
longer". The value is the mean of boosted trees, one model a fold, each trained without the runs of its fold.

The interval is that of the CV+ (Barber et al. 2021, Predictive inference with the jackknife+, Annals of Statistics 49,
theorem 4) over whole runs, each run's moments sharing one weight (Lee, Barber and Willett 2023, Distribution-free
inference with hierarchical data). A held-out error counts relative to the error expected at that prediction, so the
interval is narrow near the end of life and wide where lives still part.

What is promised: over machines and moments exchangeable with the training runs and the `moments` they are judged at,
the interval holds the capped life in about `level` of the cases. That is an average over machines, not a promise
for each of them. The bound that is proved is lower: 1 - 2a - (1 - K/n) / (K + 1), with a = 1 - level, K folds, n runs.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import rfc8785
from pydantic import Field, ValidationError

from explain.detectors.arrays import array_files, read_array
from explain.detectors.lightgbm_regression import LightGbmRegression
from explain.errors import BundleError, TrainingError
from explain.features import FeaturePlan
from explain.gaps import with_gaps
from explain.history import FloatArray, IntArray
from explain.records import Digest, FeatureVector, Quality, Record, UtcTime
from explain.scoring import as_row
from explain.shapley.forest import Forest
from explain.training import Progress, unwatched

MIN_RUNS = 10
"""Fewer lives than this show no spread that an interval could rest on."""
_MOMENTS = 50
"""Of each run, at which it is judged for calibration."""
_KNOTS = 6
_EVERY_ROW_TEACHES = 0.5
"""Weight of a row that is never asked about, beside 1 for the one asked about most."""
_META = "prognosis.json"


class RemainingLife(Record):
    """How long an asset will still run, in `unit`; never more than the cap.

    low, high: hold the life in about `level` of the cases (see the module). capped: high is the cap, and the life left
    may be longer than that.
    """

    chain_id: str
    asset_id: str
    time: UtcTime
    bundle_digest: Digest
    value: float
    low: float
    high: float
    level: float
    unit: str
    capped: bool
    quality: Quality


class LifeSettings(Record):
    """cap: longest life that is told apart, in `unit`, which is that of the clock. level: of the interval.

    model: settings of the boosted trees that differ from their defaults.
    """

    cap: float = Field(gt=0)
    unit: str
    level: float = Field(default=0.9, ge=0.5, le=0.99)
    folds: int = Field(default=10, ge=2, le=100)
    model: dict[str, float | int | str | bool] = {}


class HeldOutLife(Record):
    """What the training saw. rmse: of the held-out predictions, both sides capped, each run counting alike.

    runs: that ended in failure and taught. censored: runs left out because they did not.
    """

    runs: int
    censored: int
    rmse: float


@dataclass(frozen=True)
class Lives:
    """What a prognosis learns from; arrays of shape (rows,) but for x, shape (rows, features), NaN a gap.

    remaining: life left at each row, NaN where unknown (`remaining_life`). runs: a number for each machine's life.
    moments: how likely the question is asked at this row of its run, None for all rows alike.
    """

    x: FloatArray
    remaining: FloatArray
    runs: IntArray
    moments: FloatArray | None = None


class _Meta(Record):
    settings: LifeSettings
    columns: tuple[str, ...]
    held_out: HeldOutLife
    folds: int


@dataclass(frozen=True, eq=False)
class Prognosis:
    """A trained prognosis. K folds, n runs, M moments of each.

    models: K. fold: of each run, shape (n,). scores: held-out errors in units of the expected error, shape (n, M).
    knots, spread: expected error (second) at some predictions (first, never falling), both of shape (K, knots).
    """

    settings: LifeSettings
    columns: tuple[str, ...]
    held_out: HeldOutLife
    models: tuple[LightGbmRegression, ...]
    fold: IntArray
    scores: FloatArray
    knots: FloatArray
    spread: FloatArray

    def predict(self, x: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """(value, low, high) of rows x, shape (rows, features), each of shape (rows,), from 0 to the cap."""
        cap = self.settings.cap
        each = np.column_stack([_capped(model, x, cap) for model in self.models])
        expected = np.column_stack([np.interp(p, *curve) for p, *curve in zip(each.T, self.knots, self.spread, strict=True)])
        value, low, high = each.mean(axis=1), np.empty(len(x)), np.empty(len(x))
        for row, (middle, width) in enumerate(zip(each[:, self.fold], expected[:, self.fold], strict=True)):
            reach = width[:, None] * self.scores
            low[row] = -_conformal(reach - middle[:, None], self.settings.level)
            high[row] = _conformal(middle[:, None] + reach, self.settings.level)
        return value, np.clip(np.minimum(low, value), 0.0, cap), np.clip(np.maximum(high, value), 0.0, cap)

    def judge(self, vector: FeatureVector, bundle_digest: Digest) -> RemainingLife:
        """The life left at one instant. Raises BundleError when the features are another's."""
        if vector.names != self.columns:
            raise BundleError("the readings were prepared for another model. Train the model of this plant again")
        value, low, high = (float(part[0]) for part in self.predict(as_row(vector)))
        return RemainingLife(
            chain_id=vector.chain_id,
            asset_id=vector.asset_id,
            time=vector.time,
            bundle_digest=bundle_digest,
            value=value,
            low=low,
            high=high,
            level=self.settings.level,
            unit=self.settings.unit,
            capped=high >= self.settings.cap,
            quality=vector.quality,
        )

    def forest(self) -> Forest:
        """All trees as one forest, whose raw output is the value before it is kept within 0 and the cap."""
        return _mean_forest([model.forest() for model in self.models])

    def files(self) -> dict[str, bytes]:
        """Text and arrays by file name."""
        meta = _Meta(
            settings=self.settings, columns=self.columns, held_out=self.held_out, folds=len(self.models)
        )
        files = {_META: meta.canonical}
        for k, model in enumerate(self.models):
            files |= {f"fold_{k}.{name}": content for name, content in model.files().items()}
        arrays = {"fold": self.fold, "scores": self.scores, "knots": self.knots, "spread": self.spread}
        return files | array_files(arrays)
