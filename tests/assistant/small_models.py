"""A pump-skid model that is trained in a second or two: few trees, few and short runs of the twin, no held-out folds.

The detector, the twin and the calibration are the real ones. Only its figures (metrics) are not measured.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from unittest.mock import patch

import numpy as np

from assistant.bundles import TRAINING_SEED
from assistant.feature_plan import detector_choices, feature_plan
from explain.bundle import Bundle, Learned, Metrics, ModelCard, TrainedMode
from explain.bundle_files import make_bundle
from explain.calibration import fit_sigmoid
from explain.choice import DetectorChoice
from explain.detectors.lightgbm_trees import LightGbmTrees
from explain.domain import fit_domain
from explain.drift import DriftReference
from explain.features import FeaturePlan, feature_table, with_derived
from explain.intervals import fit_venn_abers
from explain.regimes import fit_regimes, healthy_ranges
from explain.twin import History, healthy_and_faulty_history
from knowledge_base.records import EquipmentType

FEW_TREES: dict[str, float | int | str | bool] = {
    **LightGbmTrees.DEFAULTS,
    "num_iterations": 25,
    "learning_rate": 0.2,
    "num_leaves": 7,
}
_THRESHOLD = 0.5
_TEACH_EVERY = 4


@contextmanager
def few_trees() -> Iterator[None]:
    """Training within is quick: few small trees."""
    with patch.object(LightGbmTrees, "DEFAULTS", FEW_TREES):
        yield


def small_history(equipment: EquipmentType) -> History:
    """Short runs of the twin: every fault on four machines, and fourteen healthy machines."""
    assert equipment.twin is not None
    return healthy_and_faulty_history(
        equipment.twin.model,
        equipment.twin.parameters,
        seed=1,
        runs_per_fault=4,
        healthy_runs=14,
        hours=0.75,
        interval=equipment.twin.interval,
    )


def small_bundle(equipment: EquipmentType) -> Bundle:
    """Train a detector a failure mode on `small_history`; all are alarms from a probability of one half."""
    history, plan, choices = small_history(equipment), feature_plan(equipment), detector_choices(equipment)
    measured = {signal: history.columns[signal].astype(np.float64) for signal in history.signals}
    columns = with_derived(plan, measured)
    rows = np.flatnonzero(history.clear)[::_TEACH_EVERY]
    x = feature_table(plan, columns, history.columns["run"].astype(np.int64))[rows]
    with few_trees():
        modes = tuple(_mode(plan, choices[f], f, x, history.columns[f][rows] == 1) for f in history.faults)
    healthy = {signal: column[history.columns["severity"] == 0.0] for signal, column in columns.items()}
    learned = Learned(
        ranges=healthy_ranges(healthy),
        regimes=fit_regimes(plan.operating, healthy),
        domain=fit_domain(plan, x, np.arange(len(x)) % 5, seed=TRAINING_SEED),
        drift=DriftReference(signals={}, scores={}),
        background=x[history.columns["severity"][rows] == 0.0][:50],
    )
    return make_bundle(plan, learned, modes, _card(plan, len(rows), modes))


def _mode(plan: FeaturePlan, choice: DetectorChoice, fault: str, x: np.ndarray, y: np.ndarray) -> TrainedMode:
    detector = LightGbmTrees.fit(x, y, columns=plan.feature_names, settings=choice.settings, seed=TRAINING_SEED)
    raw = detector.raw(x)
    return TrainedMode(fault, choice, detector, fit_sigmoid(raw, y), fit_venn_abers(raw, y), _THRESHOLD)


def _card(plan: FeaturePlan, rows: int, modes: tuple[TrainedMode, ...]) -> ModelCard:
    return ModelCard(
        equipment_id=plan.equipment_id,
        data_source="twin history, small, for the tests",
        data_digest="0" * 64,
        rows=rows,
        rows_by_mode={mode.mode_id: 0 for mode in modes},
        features=plan.feature_names,
        never_varied=(),
        split="none: the figures are not measured",
        detectors={mode.mode_id: mode.choice for mode in modes},
        unlabelled=(),
        seed=TRAINING_SEED,
        libraries={"lightgbm": version("lightgbm")},
        metrics=Metrics(
            ap_any_failure=None,
            ece_any_failure=None,
            mode_top1=None,
            healthy_alarmed=None,
            ap_by_mode={mode.mode_id: None for mode in modes},
        ),
    )
