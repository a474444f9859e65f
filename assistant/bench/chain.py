"""`bench chain`: does the right fault come out at the end, and how soon?

ap_any_failure     AI4I 2020, 5 stratified folds, "any failure" as 1 - Π(1 - p) over the four mode models.
                   Peer: one LightGBM with its default settings on the six raw columns, the same folds.
mode_top1          of the failures labelled with exactly one of HDF, PWF, OSF, the share in which that mode is ranked
                   first, held out. Peer: a multinomial logistic regression on the raw columns, the same folds.
seconds_onset_to_task   pump twin, machines and seeds that training has not seen: median simulated seconds from the
                   fault's onset until a case about that fault, with its procedure, is open. Peer: until a fixed alarm
                   limit of vibration velocity (ISO 10816-7, category II, zone C from 5.1 mm/s) is passed; a run in
                   which that never happens counts as its whole length.
task_right         of those runs, the share in which the case that is open at the end is about the injected fault.
healthy_alarmed    of the healthy readings of simulated machines that training has not seen, the share that raises
                   any alarm: the mean over six seeds of 260 machines, and the worst of the six. No peer: the
                   velocity limit never trips on them, nor on most faults.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import numpy as np

from assistant.bundles import TRAINING_SEED, twin_history
from assistant.feature_plan import detector_choices, feature_plan
from assistant.feeds.recorded import history_of
from assistant.feeds.simulated import AssetFault, simulated_readings
from assistant.feeds.table import read_table
from assistant.pipeline import Pipeline
from assistant.records import Case, ReadingsArrived
from explain.bundle import Bundle
from explain.evaluation import any_failure
from explain.features import feature_table, with_derived
from explain.history import FloatArray, History, IntArray
from explain.training import Progress, cross_validate, train
from explain.twin import FaultGrowth
from knowledge_base.catalog import find_plant, load_plant
from knowledge_base.records import Plant

_RULE_MODES = ("heat_dissipation_failure", "power_failure", "overstrain_failure")
_RAW = ("product_type", "air_temperature", "process_temperature", "rotational_speed", "torque", "tool_wear")
_UNSEEN_SEEDS = range(1000, 1003)
_HEALTHY_SEEDS = range(1100, 1106)
_ONSET, _GROWTH, _LENGTH = 1800.0, 3600.0, 9000.0
_VELOCITY_ALARM = 5.1


def chain(data: Path, progress: Progress) -> tuple[dict[str, float], dict[str, float]]:
    """(figures, peers)."""
    figures, peers = milling_figures(data / "ai4i2020" / "ai4i2020.csv", progress)
    plant = load_plant(find_plant("pump-skid"))
    equipment = plant.equipment[0]
    history, chosen = twin_history(equipment, seed=1), detector_choices(equipment)
    bundle = train(history, feature_plan(equipment), chosen, seed=TRAINING_SEED, progress=progress)
    faults = [mode.mode_id for mode in bundle.modes]
    pump, pump_peers = pump_figures(plant, {equipment.id: bundle}, faults, _UNSEEN_SEEDS, progress)
    shares = [healthy_alarmed(bundle, twin_history(equipment, seed=seed)) for seed in _HEALTHY_SEEDS]
    pump |= {"healthy_alarmed": float(np.mean(shares)), "healthy_alarmed_worst_seed": max(shares)}
    return figures | pump, peers | pump_peers


def healthy_alarmed(bundle: Bundle, history: History) -> float:
    """The share of a history's healthy readings that raise any alarm."""
    rows = np.flatnonzero(history.teaches & (history.failure == 0))
    x = feature_table(bundle.plan, with_derived(bundle.plan, history.measured), history.runs)[rows]
    alarms = [mode.sigmoid(mode.detector.raw(x)) >= mode.threshold for mode in bundle.modes]
    return float(np.any(alarms, axis=0).mean())


def milling_figures(file: Path, progress: Progress) -> tuple[dict[str, float], dict[str, float]]:
    """(figures, peers) of AI4I 2020."""
    from sklearn.metrics import average_precision_score

    plant = load_plant(find_plant("milling-cell"))
    history = history_of(read_table(file), plant, plant.assets[0])
    equipment = plant.equipment_of(plant.assets[0])
    chosen = detector_choices(equipment)
    found = cross_validate(history, feature_plan(equipment), chosen, seed=TRAINING_SEED, progress=progress)
    truth = np.column_stack([found.labels[mode] for mode in _RULE_MODES])
    single = truth.sum(axis=1) == 1
    modes = list(found.probability)
    wanted = np.array([modes.index(mode) for mode in _RULE_MODES])[truth[single].argmax(axis=1)]
    ranked_first = np.column_stack([found.probability[mode] for mode in modes])[single].argmax(axis=1)
    raw = np.column_stack([history.measured[signal] for signal in _RAW])
    plain, guess = _plain_models(raw, found.failure, truth, single, found.fold)
    failed = found.failure == 1
    return (
        {
            "ap_any_failure": float(average_precision_score(failed, any_failure(found.probability))),
            "mode_top1": float((ranked_first == wanted).mean()),
        },
        {
            "ap_any_failure": float(average_precision_score(failed, plain)),
            "mode_top1": float((guess[single] == truth[single].argmax(axis=1)).mean()),
        },
    )


def _plain_models(
    raw: FloatArray,
    failure: FloatArray,
    truth: FloatArray,
    single: np.ndarray[tuple[int], np.dtype[np.bool_]],
    fold: IntArray,
) -> tuple[FloatArray, IntArray]:
    """The peers' held-out answers: probability of failure of each row, and the guessed mode of each row."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from explain.detectors.lightgbm_trees import plain_probability

    probability, guess = np.empty(len(failure)), np.zeros(len(failure), dtype=np.int64)
    for k in range(int(fold.max()) + 1):
        learn, judge = fold != k, fold == k
        probability[judge] = plain_probability(raw[learn], failure[learn] == 1, raw[judge])
        linear = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
        linear.fit(raw[learn & single], truth[learn & single].argmax(axis=1))
        guess[judge] = linear.predict(raw[judge])
    return probability, guess


def pump_figures(
    plant: Plant, bundles: dict[str, Bundle], faults: Sequence[str], seeds: Sequence[int], progress: Progress
) -> tuple[dict[str, float], dict[str, float]]:
    """(figures, peers) of the pump twin: one run for each fault and seed."""
    runs = [(fault, seed) for seed in seeds for fault in faults]
    found = []
    for i, (fault, seed) in enumerate(runs):
        progress(f"{fault}, seed {seed}", i, len(runs))
        found.append(_one_run(Pipeline(plant, bundles), plant, fault, seed))
    delays, limits, right = zip(*found, strict=True)
    return (
        {"seconds_onset_to_task": float(np.median(delays)), "task_right": float(np.mean(right))},
        {"seconds_onset_to_task": float(np.median(limits))},
    )


def _one_run(pipeline: Pipeline, plant: Plant, fault: str, seed: int) -> tuple[float, float, bool]:
    """(seconds to the right case, seconds to the velocity limit, right case at the end); not reached: whole length."""
    asset = plant.assets[0]
    opened = limit = _LENGTH - _ONSET
    case: Case | None = None
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for event in _events(plant, asset.id, fault, seed, start):
        since = (event.time - start).total_seconds() - _ONSET
        for record in pipeline.step(event):
            case = record if isinstance(record, Case) else case
        if case is not None and case.closed is None and case.mode_id == fault and since > 0:
            opened = min(opened, since)
        if since > 0 and _over_limit(event):
            limit = min(limit, since)
    ended_right = case is not None and case.closed is None and case.mode_id == fault
    return (opened if ended_right else _LENGTH - _ONSET), limit, ended_right


def _events(plant: Plant, asset_id: str, fault: str, seed: int, start: datetime) -> Iterator[ReadingsArrived]:
    interval = next(e.twin.interval for e in plant.equipment if e.twin is not None)
    faults = (AssetFault(asset_id, FaultGrowth(fault, onset=_ONSET, growth=_GROWTH, peak=0.9)),)
    everything = simulated_readings(plant, seed=seed, start=start, tick=interval, faults=faults)
    ticks = islice(everything, int(_LENGTH / interval) * len(plant.assets))
    return (event for event in ticks if event.asset_id == asset_id)


def _over_limit(event: ReadingsArrived) -> bool:
    velocities = (r.value for r in event.readings if r.signal_id in ("de_velocity", "nde_velocity"))
    return any(value is not None and value > _VELOCITY_ALARM for value in velocities)
