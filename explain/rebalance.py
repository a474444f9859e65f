"""What is done about rare failures: weights or resampling, of the training rows of one fold and never of others.

A resampled row that also stands in a held-out fold would be scored by a model that has seen it: split first, then
rebalance. What the probabilities lose by it, calibration on untouched held-out rows gives back.
"""

import numpy as np
import numpy.typing as npt

from explain.choice import Balance
from explain.errors import TrainingError

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
Rows = tuple[FloatArray, BoolArray, FloatArray | None]
"""(features, labels, weights or None where every row counts the same)"""


def rebalance(x: FloatArray, y: BoolArray, kind: Balance, seed: int) -> Rows:
    """Training rows x, shape (rows, features), and labels y, shape (rows,), in which the rare class is not drowned.

    WEIGHT keeps the rows and weighs each by rows / (2 · rows of its class), so that both classes weigh the same and
    the mean is 1. OVERSAMPLE keeps every row and draws those of the rarer class again, with replacement, until both
    classes have as many. UNDERSAMPLE keeps the rarer class and draws as many rows of the other, without replacement.
    Rows stay in their order. The same seed draws the same rows.

    Raises TrainingError when all rows are of one class.
    """
    if kind is Balance.NONE:
        return x, y, None
    if y.all() or not y.any():
        raise TrainingError("rows of one class cannot be balanced; both healthy and failed rows are needed")
    if kind is Balance.WEIGHT:
        return x, y, len(y) / (2.0 * np.where(y, y.sum(), (~y).sum()))
    rng = np.random.default_rng(seed)
    failed, healthy = np.flatnonzero(y), np.flatnonzero(~y)
    rare, common = (failed, healthy) if len(failed) <= len(healthy) else (healthy, failed)
    if kind is Balance.OVERSAMPLE:
        again = rng.choice(rare, size=len(common) - len(rare), replace=True)
        kept = np.concatenate([common, rare, again])
    else:
        kept = np.concatenate([rare, rng.choice(common, size=len(rare), replace=False)])
    kept.sort()
    return x[kept], y[kept], None
