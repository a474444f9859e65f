"""From which probability a mode is an alarm: by the best F1, or by the least expected cost. On held-out rows only."""

import numpy as np
import numpy.typing as npt

from explain.choice import Costs
from explain.errors import TrainingError

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

_FLOOR, _CEILING = 0.5, 0.95


def best_f1(probability: FloatArray, y: BoolArray) -> float:
    """The probability with the best F1, but an alarm is always more likely right than wrong: from .5 to .95.

    probability, y: held-out, shape (rows,). Raises TrainingError without a failed row.
    """
    from sklearn.metrics import precision_recall_curve

    _refuse_one_class(y)
    precision, recall, thresholds = precision_recall_curve(y, probability)
    precision, recall = precision[: len(thresholds)], recall[: len(thresholds)]
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return float(np.clip(thresholds[int(f1.argmax())], _FLOOR, _CEILING))


def least_cost(probability: FloatArray, y: BoolArray, costs: Costs) -> float:
    """The threshold t with which alarms at probability ≥ t would have cost least: missed · FN + false_alarm · FP.

    All thresholds between two neighbouring probabilities cost the same. Of the cheapest such spans, the one nearest
    to the threshold that is best for perfect probabilities, false_alarm / (false_alarm + missed), counts (Elkan 2001,
    The Foundations of Cost-Sensitive Learning, IJCAI): that threshold itself where it lies inside, else the middle.

    probability, y: held-out, shape (rows,). Raises TrainingError when all rows are of one class.
    """
    _refuse_one_class(y)
    ideal = costs.threshold
    levels, place = np.unique(probability, return_inverse=True)
    failed = np.bincount(place, weights=y, minlength=len(levels))
    healthy = np.bincount(place, weights=~y, minlength=len(levels))
    # With the threshold in span i, levels[:i] are no alarm and levels[i:] are.
    missed = np.concatenate([[0.0], np.cumsum(failed)])
    false = healthy.sum() - np.concatenate([[0.0], np.cumsum(healthy)])
    cost = costs.missed * missed + costs.false_alarm * false
    low = np.concatenate([[0.0], levels])
    high = np.concatenate([levels, [1.0]])
    distance = np.maximum(0.0, np.maximum(low - ideal, ideal - high))
    # A probability of 1 leaves no room for a threshold above it; one of 0 is still reached by the threshold 0.
    room = high > low
    room[0] = True
    cheapest = np.flatnonzero(room & (cost <= cost[room].min() * (1.0 + 1e-12)))
    best = cheapest[int(distance[cheapest].argmin())]
    # A span holds its upper end and not its lower one: a row at the lower end is no alarm in it.
    return float(ideal if low[best] < ideal <= high[best] else (low[best] + high[best]) / 2.0)


def _refuse_one_class(y: BoolArray) -> None:
    if y.all() or not y.any():
        raise TrainingError("a threshold needs held-out rows with and without the failure; collect more of the other")
