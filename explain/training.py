"""Labelled history → model bundle and model card.

One detector a failure mode, of the family that was chosen for it. Figures, calibration, intervals and thresholds come
from held-out folds only: in each of five folds the models are trained on the other four; the sigmoid that calibrates a
fold is fitted on the others' held-out scores. The models that are kept are then trained on all rows. Training rows,
never held-out ones, get copies with blank signals (`gaps.py`), so that a dead sensor is not read as a symptom, and
are rebalanced where that was chosen (`rebalance.py`).

A mode whose family is unsupervised needs no known failure: it learns what healthy rows look like. Without labels its
scale is set by healthy rows alone (`calibration.fit_healthy_sigmoid`), and the card says so.
"""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from importlib.metadata import version
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from explain.bundle import Bundle, Learned, ModelCard, TrainedMode
from explain.bundle_files import make_bundle
from explain.calibration import Sigmoid, fit_healthy_sigmoid, fit_sigmoid
from explain.choice import DetectorChoice
from explain.detectors import Detector
from explain.detectors.contract import varies
from explain.detectors.families import family
from explain.domain import fit_domain
from explain.drift import SCORE_EDGES, DriftReference, histogram
from explain.errors import TrainingError
from explain.evaluation import HeldOut, held_out_metrics
from explain.features import FeaturePlan, feature_table, with_derived
from explain.gaps import with_gaps
from explain.history import BoolArray, FloatArray, History, IntArray
from explain.intervals import fit_venn_abers
from explain.rebalance import rebalance
from explain.regimes import fit_regimes, healthy_ranges
from explain.thresholds import best_f1, least_cost

_Result = TypeVar("_Result")
Progress = Callable[[str, int, int], None]
"""(what is being done, steps done, steps in all)"""
Choices = Mapping[str, DetectorChoice]
"""Failure mode id → its detector; modes that are not named get the default."""


def unwatched(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody looks at."""


FOLDS = 5
MIN_POSITIVES = 10
BACKGROUND_ROWS = 100
_UNLABELLED_THRESHOLD = 0.5
_LIBRARIES = {
    "lightgbm": ("lightgbm",),
    "xgboost": ("xgboost-cpu",),
    "conv_autoencoder": ("torch", "onnxruntime"),
    "lstm_autoencoder": ("torch", "onnxruntime"),
}


def cross_validate(
    history: History, plan: FeaturePlan, choices: Choices | None = None, *, seed: int, progress: Progress = unwatched
) -> HeldOut:
    """Score every row by models that have not seen its fold. Raises TrainingError and DataError as `train`."""
    choices = choices or {}
    rows = np.flatnonzero(history.teaches)
    x = feature_table(plan, with_derived(plan, history.measured), history.runs)[rows]
    failure, runs = history.failure[rows], history.runs[rows]
    labels = _labels(history, rows, choices)
    _refuse_the_unteachable(labels, choices, runs)
    fold = _folds(failure, runs, history.independent, seed)
    raw = _side_by_side(
        lambda mode: _held_out(mode, plan, choices, x, labels[mode], fold, seed), list(labels), "held out", progress
    )
    probability = {mode: _cross_fitted(raw[mode], y, fold) for mode, y in labels.items()}
    return HeldOut(x, labels, failure, fold, raw, probability)


def train(
    history: History, plan: FeaturePlan, choices: Choices | None = None, *, seed: int, progress: Progress = unwatched
) -> Bundle:
    """Train one detector a labelled mode, and one a mode whose chosen family is unsupervised.

    Raises TrainingError when a supervised mode has fewer than MIN_POSITIVES rows, or there is nothing to train;
    DataError when a signal of the plan has no column.
    """
    choices = choices or {}
    held_out = cross_validate(history, plan, choices, seed=seed, progress=progress)
    kept = _side_by_side(
        lambda mode: _final(mode, plan, choices, held_out, seed), list(held_out.labels), "all rows", progress
    )
    learned = _learned(history, plan, held_out, seed)
    card = _card(history, plan, held_out, tuple(kept.values()), seed)
    return make_bundle(plan, learned, tuple(kept.values()), card)


def choice_of(choices: Choices, mode: str) -> DetectorChoice:
    """The detector chosen for a mode, or the default."""
    return choices.get(mode, DetectorChoice())


def _labels(history: History, rows: npt.NDArray[np.intp], choices: Choices) -> dict[str, FloatArray]:
    """The labelled modes, and the unsupervised ones: healthy where nothing had failed, else not decided."""
    labels = {mode: values[rows] for mode, values in history.labels.items()}
    failure = history.failure[rows]
    nothing_known = np.isnan(failure).all()
    for mode, choice in choices.items():
        if mode not in labels and not family(choice.family).supervised:
            labels[mode] = np.zeros(len(rows)) if nothing_known else np.where(failure == 0, 0.0, np.nan)
    return labels


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


def _refuse_the_unteachable(labels: dict[str, FloatArray], choices: Choices, runs: IntArray) -> None:
    if not labels:
        raise TrainingError(
            "no failure mode is labelled; name the label columns under history.label_columns in plant.yaml, or choose "
            "an unsupervised detector for a failure mode in equipment.yaml"
        )
    for mode, y in labels.items():
        positives, negatives = int((y == 1).sum()), int((y == 0).sum())
        supervised = family(choice_of(choices, mode).family).supervised
        if (supervised and positives < MIN_POSITIVES) or negatives < MIN_POSITIVES:
            raise TrainingError(
                f"{mode}: {positives} rows with and {negatives} without the failure; at least {MIN_POSITIVES} of each "
                "are needed. Collect more, or remove the mode from history.label_columns"
            )
    found, labelled = len(np.unique(runs)), any((y == 1).any() for y in labels.values())
    if labelled and found < FOLDS:
        raise TrainingError(
            f"the history has {found} run(s); at least {FOLDS} are needed, so that whole runs can be held out. "
            "Add runs, or name the run column under history.run_column in plant.yaml"
        )


def _folds(failure: FloatArray, runs: IntArray, independent: bool, seed: int) -> IntArray:
    """The held-out fold of each row, shape (rows,); of too few runs, five stretches of time."""
    from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

    if len(np.unique(runs)) < FOLDS:
        return np.asarray(np.arange(len(runs)) * FOLDS // len(runs), dtype=np.int64)
    stratum = np.where(np.isnan(failure), 2, failure).astype(int)
    fold = np.empty(len(runs), dtype=np.int64)
    if independent:
        splits = StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(stratum, stratum)
    else:
        splits = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed).split(stratum, stratum, runs)
    for k, (_, held_out) in enumerate(splits):
        fold[held_out] = k
    return fold


def _held_out(
    mode: str, plan: FeaturePlan, choices: Choices, x: FloatArray, y: FloatArray, fold: IntArray, seed: int
) -> FloatArray:
    """Raw score of each row by the model that has not seen its fold, shape (rows,)."""
    choice, raw = choice_of(choices, mode), np.empty(len(y))
    for k in range(FOLDS):
        learn = (fold != k) & ~np.isnan(y)
        if family(choice.family).supervised and len(np.unique(y[learn])) < 2:
            raise TrainingError(
                f"{mode}: its rows with or without the failure stand in so few runs that none is left to learn from "
                "when these are held out. Add runs, or remove the mode from history.label_columns"
            )
        raw[fold == k] = _fit(mode, plan, choice, x[learn], y[learn] == 1, seed).raw(x[fold == k])
    return raw


def _cross_fitted(raw: FloatArray, y: FloatArray, fold: IntArray) -> FloatArray:
    probability = np.empty(len(y))
    known = ~np.isnan(y)
    for k in range(FOLDS):
        others = (fold != k) & known
        probability[fold == k] = _calibrate(raw[others], y[others] == 1)(raw[fold == k])
    return probability


def _calibrate(raw: FloatArray, y: BoolArray) -> Sigmoid:
    return fit_sigmoid(raw, y) if y.any() else fit_healthy_sigmoid(raw)


def _fit(mode: str, plan: FeaturePlan, choice: DetectorChoice, x: FloatArray, y: BoolArray, seed: int) -> Detector:
    kind, weight = family(choice.family), None
    if kind.supervised:
        x, y = with_gaps(plan, x, y, seed)
        x, y, weight = rebalance(x, y, choice.balance, seed)
    try:
        return kind.fit(x, y, columns=plan.feature_names, settings=choice.settings, seed=seed, weight=weight)
    except TrainingError as error:
        raise TrainingError(f"{mode}: {error}") from error


def _final(mode: str, plan: FeaturePlan, choices: Choices, held_out: HeldOut, seed: int) -> TrainedMode:
    choice, known = choice_of(choices, mode), ~np.isnan(held_out.labels[mode])
    positive, raw = held_out.labels[mode][known] == 1, held_out.raw[mode][known]
    detector = _fit(mode, plan, choice, held_out.x[known], positive, seed)
    interval = fit_venn_abers(raw, positive) if positive.any() else None
    threshold = _threshold(choice, held_out.probability[mode][known], positive)
    return TrainedMode(mode, choice, detector, _calibrate(raw, positive), interval, threshold)


def _threshold(choice: DetectorChoice, probability: FloatArray, y: BoolArray) -> float:
    if not y.any():
        return _UNLABELLED_THRESHOLD
    if choice.costs is None:
        return best_f1(probability, y)
    # What costs least on these rows may lie anywhere in the gap between the classes; below the threshold of calibrated
    # probabilities an alarm is not worth it on rows to come.
    return max(choice.costs.threshold, least_cost(probability, y, choice.costs))


def _learned(history: History, plan: FeaturePlan, held_out: HeldOut, seed: int) -> Learned:
    columns = with_derived(plan, history.measured)
    known = ~np.isnan(history.failure)
    healthy = history.teaches & (history.failure == 0 if known.any() else True)
    at_rest = {signal: column[healthy] for signal, column in columns.items()}
    clean = held_out.x[healthy[history.teaches]]
    chosen = np.random.default_rng(seed).choice(len(clean), size=min(BACKGROUND_ROWS, len(clean)), replace=False)
    return Learned(
        ranges=healthy_ranges(at_rest),
        regimes=fit_regimes(plan.operating, at_rest),
        domain=fit_domain(plan, held_out.x, held_out.fold, seed=seed),
        drift=DriftReference(
            signals={signal: histogram(column) for signal, column in at_rest.items()},
            scores={m: histogram(p[healthy[history.teaches]], SCORE_EDGES) for m, p in held_out.probability.items()},
        ),
        background=clean[np.sort(chosen)],
    )


def _card(
    history: History,
    plan: FeaturePlan,
    held_out: HeldOut,
    modes: tuple[TrainedMode, ...],
    seed: int,
) -> ModelCard:
    unit = "stratified rows" if history.independent else "whole runs, stratified"
    if len(np.unique(history.runs)) < FOLDS:
        unit = "consecutive stretches of time"
    return ModelCard(
        equipment_id=plan.equipment_id,
        data_source=history.source,
        data_digest=history.digest,
        rows=int(history.teaches.sum()),
        rows_by_mode={mode: int((y == 1).sum()) for mode, y in held_out.labels.items()},
        features=plan.feature_names,
        never_varied=tuple(np.array(plan.feature_names)[~varies(held_out.x)].tolist()),
        split=f"{FOLDS} folds of {unit}; figures, calibration and thresholds from held-out folds only",
        detectors={mode.mode_id: mode.choice for mode in modes},
        unlabelled=tuple(mode.mode_id for mode in modes if mode.interval is None),
        seed=seed,
        libraries=_libraries(modes),
        metrics=held_out_metrics(held_out, {mode.mode_id: mode.threshold for mode in modes}),
    )


def _libraries(modes: tuple[TrainedMode, ...]) -> dict[str, str]:
    """The versions of what trained these detectors."""
    used = {"numpy", "scikit-learn"}.union(*(_LIBRARIES.get(mode.choice.family, ()) for mode in modes))
    return {name: version(name) for name in sorted(used)}
