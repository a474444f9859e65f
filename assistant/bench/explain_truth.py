"""`bench explain-truth`: are the reasons the true ones, where the truth is known?

ai4i_cause_on_top   AI4I 2020, failures labelled with exactly one of HDF, PWF, OSF. 5 stratified folds; the models are
                    trained on four and explain the fifth. The share in which the two signals that raise the score of
                    that mode most both belong to its documented rule: HDF air and process temperature and speed; PWF
                    torque and speed; OSF wear, torque and product type. A derived signal belongs when all signals that
                    it is made of do.
twin_part_first     Pump twin, seeds that training has not seen: every fault, at a random moment of its growth (severity
                    .2 to 1), on machines of random build and load. The share in which the part that the diagnosis
                    names first is the one with the injected fault.
twin_evidence_first the same rows: the share in which the part whose own signals contribute most to the score of the
                    first-ranked mode is that part. Some faults show elsewhere than where they are.
false_reason        Healthy readings of simulated machines that training has not seen: the share that raises a named
                    fault. false_reason_worst_seed: of the six seeds, the worst.
certified           of the explanations of the twin's faults that are alarms, the share that the certificate passes.

Peers: the same questions to what is usually done. ai4i_cause_on_top: LightGBM with its default settings on the six raw
columns, one model for any failure, its exact Shapley values. twin_part_first: the part whose signal is farthest out of
its healthy range, in widths of that range. false_reason: any signal outside its healthy 99 % range.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from assistant.bench.ai4i import rows_of, stratified
from assistant.bundles import TRAINING_SEED, twin_history
from assistant.diagnosis import diagnose
from assistant.feature_plan import detector_choices, feature_plan, healthy_ranges
from assistant.feeds.recorded import history_of
from assistant.feeds.table import read_table
from explain.attribution import Explainer
from explain.bundle import Bundle
from explain.detectors.lightgbm_trees import plain_contributions
from explain.features import feature_table, with_derived
from explain.history import BoolArray, FloatArray, History, IntArray
from explain.records import FeatureVector, Quality
from explain.scoring import score
from explain.training import Progress, train
from knowledge_base.catalog import find_plant, load_plant
from knowledge_base.records import EquipmentType

Figures = dict[str, float]
_FOLDS, _SEED = 5, 2021
_FAULT_SEEDS, _HEALTHY_SEEDS = range(1400, 1403), range(1500, 1506)
_RULES = {
    "heat_dissipation_failure": frozenset({"air_temperature", "process_temperature", "rotational_speed"}),
    "power_failure": frozenset({"torque", "rotational_speed"}),
    "overstrain_failure": frozenset({"tool_wear", "torque", "product_type"}),
}
_RAW = ("product_type", "air_temperature", "process_temperature", "rotational_speed", "torque", "tool_wear")
_TIME = datetime(2026, 1, 1, tzinfo=UTC)


def explain_truth(data: Path, progress: Progress) -> tuple[Figures, Figures]:
    """(figures, peers)."""
    figures, peers = milling_truth(data / "ai4i2020" / "ai4i2020.csv", progress)
    equipment = load_plant(find_plant("pump-skid")).equipment[0]
    history, chosen = twin_history(equipment, seed=1), detector_choices(equipment)
    bundle = train(history, feature_plan(equipment), chosen, seed=TRAINING_SEED, progress=progress)
    found, usual = twin_truth(equipment, bundle, _FAULT_SEEDS, progress)
    false, usual_false = healthy_truth(equipment, bundle, _HEALTHY_SEEDS, progress)
    return figures | found | false, peers | usual | usual_false


def milling_truth(file: Path, progress: Progress) -> tuple[Figures, Figures]:
    """(figures, peers) of AI4I 2020."""
    plant = load_plant(find_plant("milling-cell"))
    equipment = plant.equipment[0]
    history, plan = history_of(read_table(file), plant, plant.assets[0]), feature_plan(equipment)
    labels = np.column_stack([history.labels[mode] for mode in _RULES])
    fold, single = stratified(history.failure == 1, _SEED), labels.sum(axis=1) == 1
    right, usual = [], []
    for k in range(_FOLDS):
        progress(f"AI4I, fold {k + 1} of {_FOLDS}", k, _FOLDS)
        bundle = train(rows_of(history, fold != k), plan, detector_choices(equipment), seed=_SEED)
        asked = np.flatnonzero((fold == k) & single)
        modes = [list(_RULES)[place] for place in labels[asked].argmax(axis=1)]
        part = rows_of(history, np.isin(np.arange(len(fold)), asked))
        right += [
            _both_belong(top, _RULES[mode], equipment)
            for top, mode in zip(_top_signals(bundle, part, modes, 2), modes, strict=True)
        ]
        usual += _usual_top(history, fold != k, asked, modes)
    return {"ai4i_cause_on_top": float(np.mean(right))}, {"ai4i_cause_on_top": float(np.mean(usual))}


def _top_signals(bundle: Bundle, history: History, modes: Sequence[str], top: int) -> Iterator[list[str]]:
    """Of each row, the signals that raise the score of its mode most."""
    columns = with_derived(bundle.plan, history.measured)
    x, explainer = feature_table(bundle.plan, columns, history.runs), Explainer(bundle)
    for i, mode in enumerate(modes):
        vector, values = _vector(bundle, x[i]), {signal: float(column[i]) for signal, column in columns.items()}
        found = explainer.explain(vector, score(bundle, vector, values), values, {})
        (attribution,) = [a for a in found.attributions if a.mode_id == mode]
        raised = sorted(attribution.signals, key=lambda s: -s.contribution)
        yield [signal.signal_id for signal in raised[:top]]


def _both_belong(signals: list[str], rule: frozenset[str], equipment: EquipmentType) -> bool:
    made_of = [set(equipment.signal(signal).made_of) or {signal} for signal in signals]
    return len(signals) == 2 and all(parts <= rule for parts in made_of)


def _usual_top(history: History, learn: BoolArray, asked: IntArray, modes: Sequence[str]) -> list[bool]:
    raw = np.column_stack([history.measured[signal] for signal in _RAW])
    shares = plain_contributions(raw[learn], history.failure[learn] == 1, raw[asked])[:, :-1]
    tops = [{_RAW[place] for place in np.argsort(-row)[:2]} for row in shares]
    return [top <= _RULES[mode] for top, mode in zip(tops, modes, strict=True)]


def twin_truth(
    equipment: EquipmentType, bundle: Bundle, seeds: Sequence[int], progress: Progress
) -> tuple[Figures, Figures]:
    """(figures, peers) of the injected faults of the pump twin."""
    part_first, evidence_first, certified, usual = [], [], [], []
    explainer = Explainer(bundle)
    for done, seed in enumerate(seeds):
        progress(f"injected faults, seed {seed}", done, len(seeds))
        history = twin_history(equipment, seed=seed)
        columns = with_derived(bundle.plan, history.measured)
        x = feature_table(bundle.plan, columns, history.runs)
        for i, mode in _moments(history, seed):
            values = {signal: float(column[i]) for signal, column in columns.items()}
            vector = _vector(bundle, x[i])
            scored = score(bundle, vector, values)
            ranges = healthy_ranges(equipment, bundle.learned, scored.regime)
            found = explainer.explain(vector, scored, values, ranges, 1)
            part = equipment.failure_mode(mode).component
            part_first.append(diagnose(scored, found, equipment).modes[0].component_id == part)
            raised = max(found.attributions[0].components, key=lambda c: c.contribution)
            evidence_first.append(raised.component_id == part)
            if scored.alarm:
                certified.append(found.certificate.reliable)
            usual.append(_farthest_out(values, bundle, equipment) == part)
    figures = {
        "twin_part_first": float(np.mean(part_first)),
        "twin_evidence_first": float(np.mean(evidence_first)),
        "certified": float(np.mean(certified)),
    }
    return figures, {"twin_part_first": float(np.mean(usual))}


def _moments(history: History, seed: int) -> Iterator[tuple[int, str]]:
    """(row, fault) of each run with a fault: one row at random among those in which it is there for certain."""
    draw = np.random.default_rng(seed)
    for mode, labels in history.labels.items():
        for run in np.unique(history.runs[labels == 1]):
            yield int(draw.choice(np.flatnonzero((labels == 1) & (history.runs == run)))), mode


def _farthest_out(values: dict[str, float], bundle: Bundle, equipment: EquipmentType) -> str:
    def widths(signal: str) -> float:
        low, high = bundle.ranges[signal]
        return max(low - values[signal], values[signal] - high) / max(high - low, 1e-12)

    return equipment.signal(max(bundle.ranges, key=widths)).component


def healthy_truth(
    equipment: EquipmentType, bundle: Bundle, seeds: Sequence[int], progress: Progress
) -> tuple[Figures, Figures]:
    """(figures, peers) of healthy machines."""
    shares, usual = [], []
    for done, seed in enumerate(seeds):
        progress(f"healthy machines, seed {seed}", done, len(seeds))
        history = twin_history(equipment, seed=seed)
        rows = np.flatnonzero(history.teaches & (history.failure == 0))
        columns = with_derived(bundle.plan, history.measured)
        x = feature_table(bundle.plan, columns, history.runs)[rows]
        alarms = [mode.sigmoid(mode.detector.raw(x)) >= mode.threshold for mode in bundle.modes]
        shares.append(float(np.any(alarms, axis=0).mean()))
        out = [(columns[s][rows] < low) | (columns[s][rows] > high) for s, (low, high) in bundle.ranges.items()]
        usual.append(float(np.any(out, axis=0).mean()))
    figures = {"false_reason": float(np.mean(shares)), "false_reason_worst_seed": max(shares)}
    return figures, {"false_reason": float(np.mean(usual)), "false_reason_worst_seed": max(usual)}


def _vector(bundle: Bundle, row: FloatArray) -> FeatureVector:
    return FeatureVector(
        chain_id="bench",
        asset_id="bench",
        time=_TIME,
        names=bundle.plan.feature_names,
        values=tuple(None if np.isnan(value) else float(value) for value in row),
        quality=Quality.GOOD,
    )
