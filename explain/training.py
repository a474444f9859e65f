"""Labelled history → model bundle and model card.

One detector a failure mode. Figures, calibration and thresholds come from held-out folds only: in each of five
folds the models are trained on the other four; the sigmoid that calibrates a fold is fitted on the others' held-out
scores. The models that are kept are then trained on all rows. Training rows, never held-out ones, get copies with
blank signals (`gaps.py`), so that a dead sensor is not read as a symptom.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from importlib.metadata import version
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from explain.bundle import Bundle, Metrics, ModelCard, TrainedMode, make_bundle
from explain.calibration import expected_calibration_error, fit_sigmoid
from explain.detectors import LightGbmTrees
from explain.errors import TrainingError
from explain.features import FeaturePlan, feature_table, with_derived
from explain.gaps import with_gaps
from explain.history import BoolArray, FloatArray, History, IntArray

_Result = TypeVar("_Result")
Progress = Callable[[str, int, int], None]
"""(what is being done, steps done, steps in all)"""


def unwatched(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody looks at."""


FOLDS = 5
MIN_POSITIVES = 10
_THRESHOLD_FLOOR = 0.5
_QUANTILES = (0.005, 0.995)


@dataclass(frozen=True)
class HeldOut:
    """What the cross-validation found, for the rows that teach; every number is from a model that had not seen the row.

    x: shape (rows, features). raw, probability, labels: mode id → shape (rows,). failure, fold: shape (rows,).
    """

    x: FloatArray
    labels: dict[str, FloatArray]
    failure: FloatArray
    fold: IntArray
    raw: dict[str, FloatArray]
    probability: dict[str, FloatArray]


def cross_validate(history: History, plan: FeaturePlan, *, seed: int, progress: Progress = unwatched) -> HeldOut:
    """Score every row by models that have not seen its fold. Raises TrainingError and DataError as `train`."""
    rows = np.flatnonzero(history.teaches)
    x = feature_table(plan, with_derived(plan, history.measured), history.runs)[rows]
    labels = {mode: values[rows] for mode, values in history.labels.items()}
    _refuse_the_unteachable(labels, history.runs[rows])
    failure = history.failure[rows]
    fold = _folds(failure, history.runs[rows], history.independent, seed)
    raw = _side_by_side(
        lambda mode: _held_out(mode, plan, x, labels[mode], fold, seed), list(labels), "held out", progress
    )
    probability = {mode: _cross_fitted(raw[mode], y, fold) for mode, y in labels.items()}
    return HeldOut(x, labels, failure, fold, raw, probability)


def train(history: History, plan: FeaturePlan, *, seed: int, progress: Progress = unwatched) -> Bundle:
    """Train one detector a labelled mode.

    Raises TrainingError when a mode has fewer than MIN_POSITIVES rows, or nothing is labelled; DataError when a
    signal of the plan has no column.
    """
    held_out = cross_validate(history, plan, seed=seed, progress=progress)
    kept = _side_by_side(lambda mode: _final(mode, plan, held_out, seed), list(held_out.labels), "all rows", progress)
    card = _card(history, plan, held_out, seed)
    return make_bundle(plan, _healthy_ranges(history, plan), tuple(kept.values()), card)


def _side_by_side(
    work: Callable[[str], _Result], modes: list[str], what: str, progress: Progress
) -> dict[str, _Result]:
    """The work of every mode, a core each; each is seeded by itself, so the order of finishing changes nothing."""
    progress(f"{len(modes)} models, {what}", 0, len(modes))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {pool.submit(work, mode): mode for mode in modes}
        try:
            for i, finished in enumerate(as_completed(running)):
                finished.result()
                progress(f"{running[finished]}, {what}", i + 1, len(modes))
        finally:
            pool.shutdown(cancel_futures=True)
    return {mode: future.result() for future, mode in running.items()}


def _refuse_the_unteachable(labels: dict[str, FloatArray], runs: IntArray) -> None:
    if not labels:
        raise TrainingError(
            "no failure mode is labelled; name the label columns under history.label_columns in plant.yaml"
        )
    for mode, y in labels.items():
        positives, negatives = int((y == 1).sum()), int((y == 0).sum())
        if positives < MIN_POSITIVES or negatives < MIN_POSITIVES:
            raise TrainingError(
                f"{mode}: {positives} rows with and {negatives} without the failure; at least {MIN_POSITIVES} of each "
                "are needed. Collect more, or remove the mode from history.label_columns"
            )
    if (found := len(np.unique(runs))) < FOLDS:
        raise TrainingError(
            f"the history has {found} run(s); at least {FOLDS} are needed, so that whole runs can be held out. "
            "Add runs, or name the run column under history.run_column in plant.yaml"
        )


def _folds(failure: FloatArray, runs: IntArray, independent: bool, seed: int) -> IntArray:
    """The held-out fold of each row, shape (rows,)."""
    from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

    stratum = np.where(np.isnan(failure), 2, failure).astype(int)
    fold = np.empty(len(runs), dtype=np.int64)
    if independent:
        splits = StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(stratum, stratum)
    else:
        splits = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed).split(stratum, stratum, runs)
    for k, (_, held_out) in enumerate(splits):
        fold[held_out] = k
    return fold


def _held_out(mode: str, plan: FeaturePlan, x: FloatArray, y: FloatArray, fold: IntArray, seed: int) -> FloatArray:
    """Raw score of each row by the model that has not seen its fold, shape (rows,)."""
    raw = np.empty(len(y))
    for k in range(FOLDS):
        learn = (fold != k) & ~np.isnan(y)
        if len(np.unique(y[learn])) < 2:
            raise TrainingError(
                f"{mode}: its rows with or without the failure stand in so few runs that none is left to learn from "
                "when these are held out. Add runs, or remove the mode from history.label_columns"
            )
        raw[fold == k] = _fit(plan, x[learn], y[learn] == 1, seed).raw(x[fold == k])
    return raw


def _cross_fitted(raw: FloatArray, y: FloatArray, fold: IntArray) -> FloatArray:
    probability = np.empty(len(y))
    known = ~np.isnan(y)
    for k in range(FOLDS):
        others = (fold != k) & known
        probability[fold == k] = fit_sigmoid(raw[others], y[others] == 1)(raw[fold == k])
    return probability


def _fit(plan: FeaturePlan, x: FloatArray, y: BoolArray, seed: int) -> LightGbmTrees:
    return LightGbmTrees.fit(*with_gaps(plan, x, y, seed), seed=seed)


def _final(mode: str, plan: FeaturePlan, held_out: HeldOut, seed: int) -> TrainedMode:
    known = ~np.isnan(held_out.labels[mode])
    positive = held_out.labels[mode][known] == 1
    detector = _fit(plan, held_out.x[known], positive, seed)
    sigmoid = fit_sigmoid(held_out.raw[mode][known], positive)
    return TrainedMode(mode, detector, sigmoid, _threshold(held_out.probability[mode][known], positive))


def _threshold(probability: FloatArray, y: BoolArray) -> float:
    """The held-out probability with the best F1, but an alarm is always more likely right than wrong."""
    from sklearn.metrics import precision_recall_curve

    precision, recall, thresholds = precision_recall_curve(y, probability)
    f1 = 2 * precision[:-1] * recall[:-1] / np.maximum(precision[:-1] + recall[:-1], 1e-12)
    return float(np.clip(thresholds[int(f1.argmax())], _THRESHOLD_FLOOR, 0.95))


def any_failure(probability: dict[str, FloatArray]) -> FloatArray:
    """1 - Π(1 - p) over the modes, shape (rows,)."""
    return np.asarray(1.0 - np.prod([1.0 - p for p in probability.values()], axis=0))


def _metrics(held_out: HeldOut) -> Metrics:
    known = ~np.isnan(held_out.failure)
    truth, together = held_out.failure[known] == 1, any_failure(held_out.probability)[known]
    by_mode = {}
    for mode, y in held_out.labels.items():
        decided = ~np.isnan(y)
        by_mode[mode] = _average_precision(y[decided] == 1, held_out.probability[mode][decided])
    return Metrics(
        ap_any_failure=_average_precision(truth, together),
        ece_any_failure=expected_calibration_error(together, truth) if known.any() else None,
        mode_top1=mode_top1(held_out.labels, held_out.probability),
        ap_by_mode=by_mode,
    )


def mode_top1(labels: dict[str, FloatArray], probability: dict[str, FloatArray]) -> float | None:
    """Of the rows with exactly one mode labelled, the share in which that mode has the highest probability."""
    truth, guess = np.column_stack(list(labels.values())), np.column_stack(list(probability.values()))
    single = np.nansum(truth, axis=1) == 1
    if not single.any():
        return None
    return float((np.nan_to_num(truth[single]).argmax(axis=1) == guess[single].argmax(axis=1)).mean())


def _average_precision(y: npt.NDArray[np.bool_], probability: FloatArray) -> float | None:
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(y, probability)) if y.any() else None


def _healthy_ranges(history: History, plan: FeaturePlan) -> dict[str, tuple[float, float]]:
    healthy = history.teaches & (history.failure == 0)
    ranges = {}
    for signal, column in with_derived(plan, history.measured).items():
        values = column[healthy & ~np.isnan(column)]
        if len(values):
            low, high = np.quantile(values, _QUANTILES)
            ranges[signal] = (float(low), float(high))
    return ranges


def _card(history: History, plan: FeaturePlan, held_out: HeldOut, seed: int) -> ModelCard:
    unit = "stratified rows" if history.independent else "whole runs, stratified"
    return ModelCard(
        equipment_id=plan.equipment_id,
        data_source=history.source,
        data_digest=history.digest,
        rows=int(history.teaches.sum()),
        rows_by_mode={mode: int((y == 1).sum()) for mode, y in held_out.labels.items()},
        features=plan.feature_names,
        split=f"{FOLDS} folds of {unit}; figures, calibration and thresholds from held-out folds only",
        detector="LightGBM, one binary model a failure mode, Platt calibration",
        parameters={name: float(value) for name, value in LightGbmTrees.PARAMETERS.items()},
        seed=seed,
        libraries={name: version(name) for name in ("lightgbm", "scikit-learn", "numpy")},
        metrics=_metrics(held_out),
    )
