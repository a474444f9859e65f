"""Is this row like anything that the models were trained on? Outside that domain a score is a guess, and is said to be.

Two checks, both learned from all training rows, healthy and failed: each feature lies within the range that was ever
seen, and all of them together are not stranger than training rows are (Hotelling's T² and the squared prediction error
of a principal component model, Jackson and Mudholkar 1979).
"""

from dataclasses import dataclass

import numpy as np

from explain.detectors.contract import Detector, FloatArray
from explain.detectors.pca import PcaMonitor
from explain.errors import TrainingError
from explain.features import FeaturePlan
from explain.history import IntArray
from explain.records import DomainCheck, Record

_MARGIN = 0.25
"""Of the trained range, on either side."""
_QUANTILE = 0.999
"""Of the training rows that the monitor has not seen."""


class Limits(Record):
    """low, high: of each feature, None where training rows held no number. strangeness: the monitor's raw score above
    which a row is outside; None where no monitor could be trained.
    """

    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    strangeness: float | None


@dataclass(frozen=True)
class Domain:
    """Limits, and the monitor of all features together (None where features are too few or never vary)."""

    limits: Limits
    monitor: Detector | None

    def check(self, plan: FeaturePlan, x: FloatArray) -> DomainCheck:
        """Judge one row, shape (1, features); gaps are never outside."""
        low = np.array([np.nan if v is None else v for v in self.limits.low])
        high = np.array([np.nan if v is None else v for v in self.limits.high])
        beyond = np.flatnonzero((x[0] < low) | (x[0] > high))
        signals = dict.fromkeys(plan.columns[i][0].signal_id for i in beyond)
        strange = None
        if self.monitor is not None and self.limits.strangeness is not None:
            strange = float(self.monitor.raw(x)[0]) - self.limits.strangeness
        inside = not signals and not (strange is not None and strange > 0)
        return DomainCheck(inside=inside, beyond=tuple(signals), strangeness=strange)


def fit_domain(plan: FeaturePlan, x: FloatArray, fold: IntArray, *, seed: int) -> Domain:
    """Learn from training rows x, shape (rows, features). fold: shape (rows,), to judge rows by a monitor that has
    not seen them.
    """
    known = ~np.isnan(x).all(axis=0)
    low, high = np.full(x.shape[1], np.nan), np.full(x.shape[1], np.nan)
    low[known], high[known] = np.nanmin(x[:, known], axis=0), np.nanmax(x[:, known], axis=0)
    margin = _MARGIN * (high - low)
    monitor, strangeness = _monitor(plan, x, fold, seed)
    return Domain(Limits(low=_gaps(low - margin), high=_gaps(high + margin), strangeness=strangeness), monitor)


def _monitor(plan: FeaturePlan, x: FloatArray, fold: IntArray, seed: int) -> tuple[Detector | None, float | None]:
    try:
        unseen = np.empty(len(x))
        for k in np.unique(fold):
            unseen[fold == k] = _fit(plan, x[fold != k], seed).raw(x[fold == k])
        return _fit(plan, x, seed), float(np.quantile(unseen, _QUANTILE))
    except TrainingError:
        return None, None


def _fit(plan: FeaturePlan, x: FloatArray, seed: int) -> PcaMonitor:
    nothing_failed = np.zeros(len(x), dtype=np.bool_)
    return PcaMonitor.fit(x, nothing_failed, columns=plan.feature_names, settings={}, seed=seed)


def _gaps(values: FloatArray) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(v) else float(v) for v in values)
