"""How long will this machine still run? Remaining useful life from recent readings, with a prediction interval.

Learned from lives that ended in failure. The target is capped (piecewise linear: Heimes 2008, Recurrent neural networks
for remaining useful life estimation, PHM 2008): of a machine without a sign of wear one can only say that it lasts the
cap or longer. The value is the mean of boosted trees, one model a fold, each grown without the runs of its fold.

The interval is that of CV+ (Barber, Candès, Ramdas and Tibshirani 2021, Predictive inference with the jackknife+, Annals
of Statistics 49(1), section 3) with whole runs held out, the moments of a run sharing the weight of one (Lee, Barber and
Willett 2023, Distribution-free inference with hierarchical data). Errors count in units of the error expected at that
prediction (Lei et al. 2018, Distribution-free predictive inference for regression, section 5.2), so the interval is
narrow near the end of a life and wide where lives still part.

What is promised: over machines exchangeable with the training runs, asked at moments drawn as `Lives.moments` says,
the interval holds the capped life in about `level` of the cases. Proved is less: 1 - 2a - (1 - K/n) / (K + 1) with
a = 1 - level, K folds and n runs. It is an average over machines and moments, not a promise for each of them.
"""

from explain.prognosis.model import HeldOutLife, LifeSettings, Prognosis, RemainingLife
from explain.prognosis.training import Lives, remaining_life, train_prognosis

__all__ = [
    "HeldOutLife",
    "LifeSettings",
    "Lives",
    "Prognosis",
    "RemainingLife",
    "remaining_life",
    "train_prognosis",
]
