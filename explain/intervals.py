"""How far a calibrated probability can be trusted: the interval of an inductive Venn-Abers predictor.

Source: Vovk, Petej and Fedorova 2015, Large-scale probabilistic predictors with and without guarantees of validity
(NIPS 28). The row to be judged joins the calibration rows once as healthy and once as failed; isotonic regression of
each gives the two ends. One of the two is a perfectly calibrated probability if the rows are exchangeable. Here the
calibration scores are those of the held-out folds, so the guarantee is that of cross-conformal methods: approximate.
"""

import numpy as np
import numpy.typing as npt

from explain.records import Record

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

_BINS_PER_CLASS = 100


class VennAbers(Record):
    """The two ends for every raw score. edges: rising, shape (n,); low, high: shape (n + 1,), never falling.

    A score falls into the bin whose number is the count of edges below it.
    """

    edges: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    def __call__(self, raw: FloatArray) -> tuple[FloatArray, FloatArray]:
        """(low, high) probabilities of raw scores, each of raw's shape."""
        place = np.searchsorted(np.array(self.edges), raw, side="left")
        return np.array(self.low)[place], np.array(self.high)[place]


def fit_venn_abers(raw: FloatArray, y: BoolArray) -> VennAbers:
    """Fit on held-out raw scores and labels, both of shape (rows,).

    Scores are gathered into at most 200 bins, half of them of equal numbers of failed rows, so that rare failures
    keep their resolution; within a bin the order of scores is not used.
    """
    from sklearn.isotonic import isotonic_regression

    edges = _edges(raw, y)
    place = np.searchsorted(edges, raw, side="left")
    rows = np.bincount(place, minlength=len(edges) + 1).astype(np.float64)
    failed = np.bincount(place[y], minlength=len(edges) + 1).astype(np.float64)
    ends = np.empty((2, len(rows)))
    for i in range(len(rows)):
        joined = rows.copy()
        joined[i] += 1.0
        for label in (0, 1):
            hits = failed.copy()
            hits[i] += label
            rate = np.divide(hits, joined, out=np.zeros_like(hits), where=joined > 0)
            known = joined > 0
            fitted = isotonic_regression(rate[known], sample_weight=joined[known])
            ends[label, i] = fitted[int(known[:i].sum())]
    # Bins of unequal size can break the order of neighbours by a hair; the wider end is kept.
    low = np.minimum.accumulate(np.minimum(ends[0], ends[1])[::-1])[::-1]
    high = np.maximum.accumulate(np.maximum(ends[0], ends[1]))
    return VennAbers(edges=tuple(edges.tolist()), low=tuple(low.tolist()), high=tuple(high.tolist()))


def _edges(raw: FloatArray, y: BoolArray) -> FloatArray:
    parts = [np.quantile(part, np.linspace(0, 1, _BINS_PER_CLASS + 1)[1:-1]) for part in (raw[y], raw[~y]) if len(part)]
    return np.unique(np.concatenate(parts)) if parts else np.empty(0)
