"""Raw scores → probabilities: Platt's sigmoid, fitted on scores of rows that the model has not seen.

Source: Platt 1999, Probabilistic outputs for support vector machines, with his target smoothing.
"""

import math

import numpy as np
import numpy.typing as npt

from explain.records import Record

FloatArray = npt.NDArray[np.float64]


class Sigmoid(Record):
    """p = 1 / (1 + exp(-(slope · raw + intercept))); slope > 0, so a higher raw score is never a lower probability."""

    slope: float
    intercept: float

    def __call__(self, raw: FloatArray) -> FloatArray:
        """Probabilities of raw log-odds, any shape."""
        z = np.clip(self.slope * raw + self.intercept, -500.0, 500.0)
        return np.asarray(1.0 / (1.0 + np.exp(-z)))

    def inverse(self, probability: float) -> float:
        """The raw score of a probability between 0 and 1."""
        return (math.log(probability / (1.0 - probability)) - self.intercept) / self.slope


def fit_sigmoid(raw: FloatArray, y: npt.NDArray[np.bool_]) -> Sigmoid:
    """Fit on held-out raw scores and labels, both of shape (rows,). Raw scores may be in any unit."""
    from scipy.optimize import minimize

    centre, spread = float(np.mean(raw)), float(np.std(raw)) or 1.0
    z_raw = (raw - centre) / spread
    positives, negatives = int(y.sum()), int((~y).sum())
    target = np.where(y, (positives + 1) / (positives + 2), 1 / (negatives + 2))

    def loss(parameters: FloatArray) -> float:
        z = np.exp(parameters[0]) * z_raw + parameters[1]
        return float(np.mean(np.logaddexp(0.0, z) - target * z))

    best = minimize(loss, np.zeros(2), method="L-BFGS-B", bounds=[(-6.0, 5.0), (-50.0, 50.0)])
    slope = float(np.exp(best.x[0])) / spread
    return Sigmoid(slope=slope, intercept=float(best.x[1]) - slope * centre)


HEALTHY_QUANTILE = 0.995
"""Of healthy rows that a model without known failures has not seen: a probability of one half stands there."""
_MEDIAN_PROBABILITY = 0.02


def fit_healthy_sigmoid(raw: FloatArray) -> Sigmoid:
    """A scale for a detector that has never met a failure, from healthy held-out raw scores, shape (rows,).

    Not calibrated on failures, for none are known: one half at the healthy rows' 99.5 % quantile, 2 % at their median.
    """
    middle, high = np.quantile(raw, [0.5, HEALTHY_QUANTILE])
    reach = np.log(1.0 / _MEDIAN_PROBABILITY - 1.0)
    slope = float(reach / max(high - middle, 1e-9))
    return Sigmoid(slope=slope, intercept=float(-slope * high))


def expected_calibration_error(probability: FloatArray, y: npt.NDArray[np.bool_], bins: int = 10) -> float:
    """Mean |observed rate - mean probability| over equal-width bins, weighted by rows (Naeini et al. 2015)."""
    place = np.minimum((probability * bins).astype(int), bins - 1)
    gaps = [
        abs(float(y[place == b].mean()) - float(probability[place == b].mean())) * float((place == b).sum())
        for b in range(bins)
        if (place == b).any()
    ]
    return sum(gaps) / len(y)
