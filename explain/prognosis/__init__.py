"""How long will this machine still run? Remaining useful life from recent readings, with a prediction interval.

Learned from lives that ended in failure. The target is capped (piecewise linear: Heimes 2008, Recurrent neural networks
for remaining useful life estimation, PHM 2008): of a machine without a sign of wear one can only say that it lasts the
cap or longer. One regression, trained on all lives, gives the value.

The interval is cross-conformal (Vovk 2015, Cross-conformal predictors, Annals of Mathematics and Artificial
Intelligence 74) with whole runs held out, the moments of a run sharing the weight of one (Lee, Barber and Willett 2023,
Distribution-free inference with hierarchical data). A held-out error counts in units of the error expected at that
prediction (Lei et al. 2018, Distribution-free predictive inference for regression, JASA 113, section 5.2), so the
interval is narrow near the end of a life and wide where lives still part.

What is promised: over machines exchangeable with those of the training, asked at moments drawn as `Lives.moments` says,
the interval holds the capped life in about `level` of the cases. It is an average over machines and moments, not a
promise for each of them; and it is approximate: errors of models trained on most of the runs stand for those of the
model trained on all. (The variants with a proved bound, 1 - 2 (1 - level) at best, need all those models at hand:
Barber et al. 2021, Predictive inference with the jackknife+, Annals of Statistics 49.)
"""

from explain.prognosis.model import LifeEvidence, LifeSettings, Prognosis, RemainingLife
from explain.prognosis.training import Lives, remaining_life, train_prognosis

__all__ = [
    "LifeEvidence",
    "LifeSettings",
    "Lives",
    "Prognosis",
    "RemainingLife",
    "remaining_life",
    "train_prognosis",
]
