"""What cross-validation found, and the figures that a model card states: all of them held out."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from explain.bundle import Metrics
from explain.calibration import expected_calibration_error
from explain.history import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class HeldOut:
    """What the cross-validation found, for the rows that teach; every number is from a model that had not seen the row.

    x: shape (rows, features). raw, probability, labels: mode id → shape (rows,). failure, fold: shape (rows,).
    labels hold NaN where not decided; a mode without a known failure has no 1 in them.
    """

    x: FloatArray
    labels: dict[str, FloatArray]
    failure: FloatArray
    fold: IntArray
    raw: dict[str, FloatArray]
    probability: dict[str, FloatArray]


def any_failure(probability: dict[str, FloatArray]) -> FloatArray:
    """1 - Π(1 - p) over the modes, shape (rows,)."""
    return np.asarray(1.0 - np.prod([1.0 - p for p in probability.values()], axis=0))


def held_out_metrics(held_out: HeldOut, thresholds: Mapping[str, float]) -> Metrics:
    """The card's figures. thresholds: mode id → probability from which it is an alarm."""
    known = ~np.isnan(held_out.failure)
    truth, together = held_out.failure[known] == 1, any_failure(held_out.probability)[known]
    alarmed = np.any([held_out.probability[mode] >= limit for mode, limit in thresholds.items()], axis=0)[known]
    by_mode = {}
    for mode, y in held_out.labels.items():
        decided = ~np.isnan(y)
        by_mode[mode] = _average_precision(y[decided] == 1, held_out.probability[mode][decided])
    return Metrics(
        ap_any_failure=_average_precision(truth, together),
        ece_any_failure=expected_calibration_error(together, truth) if known.any() else None,
        mode_top1=mode_top1(held_out.labels, held_out.probability),
        healthy_alarmed=float(alarmed[~truth].mean()) if (~truth).any() else None,
        ap_by_mode=by_mode,
    )


def mode_top1(labels: dict[str, FloatArray], probability: dict[str, FloatArray]) -> float | None:
    """Of the rows with exactly one mode labelled, the share in which that mode has the highest probability."""
    truth, guess = np.column_stack(list(labels.values())), np.column_stack(list(probability.values()))
    single = np.nansum(truth, axis=1) == 1
    if not single.any():
        return None
    return float((np.nan_to_num(truth[single]).argmax(axis=1) == guess[single].argmax(axis=1)).mean())


def _average_precision(y: BoolArray, probability: FloatArray) -> float | None:
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(y, probability)) if y.any() else None
