"""`bench ai4i`: failures of the AI4I 2020 milling records, by nested cross-validation.

Split: 5 stratified folds of the 10,000 rows. For each, the four candidate detectors below are compared by 5-fold
cross-validation of the other four folds alone, the best (by average precision) is trained on them with its
calibration and thresholds, and the fold that nobody has seen is scored once. No failure-mode column is an input.

ap    average precision of "any failure", 1 - Π(1 - p) over the four failure modes.
f1    F1 of the alarms as the product raises them: any mode at or above its own threshold.
ece   expected calibration error of "any failure", 10 bins.

Peer: LightGBM with its default settings on the six raw columns, the same folds; its threshold is the best F1 of a
5-fold cross-validation within the training folds.

Candidates: LightGBM with 255 or with 1,023 bins a feature (the finer ones place a limit of power or temperature more
exactly), and tool wear judged by LightGBM or by logistic regression.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.feature_plan import feature_plan
from assistant.feeds.recorded import history_of
from assistant.feeds.table import read_table
from explain.calibration import expected_calibration_error
from explain.choice import DetectorChoice
from explain.detectors.lightgbm_trees import plain_probability
from explain.evaluation import any_failure
from explain.features import FeaturePlan, feature_table, with_derived
from explain.history import BoolArray, FloatArray, History, IntArray
from explain.thresholds import best_f1
from explain.training import Choices, Progress, cross_validate, train
from knowledge_base.catalog import find_plant, load_plant

_FOLDS = 5
_SEED = 2020
_RAW = ("product_type", "air_temperature", "process_temperature", "rotational_speed", "torque", "tool_wear")
_MODES = ("tool_wear_failure", "heat_dissipation_failure", "power_failure", "overstrain_failure")


def ai4i(data: Path, progress: Progress) -> tuple[dict[str, float], dict[str, float]]:
    """(figures, peers)."""
    plant = load_plant(find_plant("milling-cell"))
    history = history_of(read_table(data / "ai4i2020" / "ai4i2020.csv"), plant, plant.assets[0])
    plan = feature_plan(plant.equipment[0])
    fold = stratified(history.failure == 1, _SEED)
    probability, alarm = np.empty(len(fold)), np.empty(len(fold), dtype=np.bool_)
    peer, peer_alarm = np.empty(len(fold)), np.empty(len(fold), dtype=np.bool_)
    raw = np.column_stack([history.measured[signal] for signal in _RAW])
    for k in range(_FOLDS):
        progress(f"fold {k + 1} of {_FOLDS}", k, _FOLDS)
        unseen = fold == k
        probability[unseen], alarm[unseen] = _judged(history, plan, unseen)
        peer[unseen], peer_alarm[unseen] = _plain(raw, history.failure == 1, unseen)
    progress("done", _FOLDS, _FOLDS)
    failed = history.failure == 1
    return _figures(failed, probability, alarm), _figures(failed, peer, peer_alarm)


def candidates() -> list[dict[str, DetectorChoice]]:
    """The detectors that are compared within the training folds, a choice for each mode."""
    fine = DetectorChoice(settings={"max_bin": 1023, "min_data_in_bin": 1})
    return [
        {**dict.fromkeys(_MODES, trees), "tool_wear_failure": wear}
        for trees in (DetectorChoice(), fine)
        for wear in (trees, DetectorChoice(family="logistic_regression"))
    ]


def _judged(history: History, plan: FeaturePlan, unseen: BoolArray) -> tuple[FloatArray, BoolArray]:
    """(probability of any failure, alarm) of the unseen rows."""
    known = rows_of(history, ~unseen)
    best = max(candidates(), key=lambda choices: _inner_precision(known, plan, choices))
    bundle = train(known, plan, best, seed=_SEED)
    part = rows_of(history, unseen)
    x = feature_table(plan, with_derived(plan, part.measured), part.runs)
    probability = {mode.mode_id: mode.sigmoid(mode.detector.raw(x)) for mode in bundle.modes}
    alarm = np.any([probability[mode.mode_id] >= mode.threshold for mode in bundle.modes], axis=0)
    return any_failure(probability), np.asarray(alarm)


def _inner_precision(known: History, plan: FeaturePlan, choices: Choices) -> float:
    from sklearn.metrics import average_precision_score

    found = cross_validate(known, plan, choices, seed=_SEED)
    return float(average_precision_score(found.failure == 1, any_failure(found.probability)))


def rows_of(history: History, rows: BoolArray) -> History:
    """Those rows alone."""
    return replace(
        history,
        measured={signal: column[rows] for signal, column in history.measured.items()},
        labels={mode: column[rows] for mode, column in history.labels.items()},
        failure=history.failure[rows],
        runs=history.runs[rows],
        teaches=history.teaches[rows],
    )


def _plain(raw: FloatArray, failed: BoolArray, unseen: BoolArray) -> tuple[FloatArray, BoolArray]:
    x, y = raw[~unseen], failed[~unseen]
    inner, inside = stratified(y, _SEED), np.empty(len(y))
    for k in range(_FOLDS):
        inside[inner == k] = plain_probability(x[inner != k], y[inner != k], x[inner == k])
    probability = plain_probability(x, y, raw[unseen])
    return probability, probability >= best_f1(inside, y)


def stratified(y: BoolArray, seed: int) -> IntArray:
    """The held-out fold of each row, shape (rows,)."""
    from sklearn.model_selection import StratifiedKFold

    fold = np.empty(len(y), dtype=np.int64)
    for k, (_, held_out) in enumerate(StratifiedKFold(_FOLDS, shuffle=True, random_state=seed).split(y, y)):
        fold[held_out] = k
    return fold


def _figures(failed: BoolArray, probability: FloatArray, alarm: Sequence[bool] | BoolArray) -> dict[str, float]:
    from sklearn.metrics import average_precision_score, f1_score

    return {
        "ap": float(average_precision_score(failed, probability)),
        "f1": float(f1_score(failed, alarm)),
        "ece": expected_calibration_error(probability, failed),
    }
