"""A pump-skid model that is trained in a second or two: few trees, few and short runs of the twin, no held-out folds.

The detector, the twin and the calibration are the real ones. Only its figures (metrics) are not measured.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from unittest.mock import patch

import numpy as np

from assistant.bundles import TRAINING_SEED
from assistant.feature_plan import feature_plan
from explain.bundle import Bundle, Metrics, ModelCard, TrainedMode, make_bundle
from explain.calibration import fit_sigmoid
from explain.detectors import LightGbmTrees
from explain.features import FeaturePlan, feature_table, with_derived
from explain.twin import History, healthy_and_faulty_history
from knowledge_base.records import EquipmentType

FEW_TREES: dict[str, float | int] = {
    **LightGbmTrees.PARAMETERS,
    "num_iterations": 25,
    "learning_rate": 0.2,
    "num_leaves": 7,
}
_THRESHOLD = 0.5
_TEACH_EVERY = 4


@contextmanager
def few_trees() -> Iterator[None]:
    """Training within is quick: few small trees."""
    with patch.object(LightGbmTrees, "PARAMETERS", FEW_TREES):
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
    history, plan = small_history(equipment), feature_plan(equipment)
    measured = {signal: history.columns[signal].astype(np.float64) for signal in history.signals}
    columns = with_derived(plan, measured)
    rows = np.flatnonzero(history.clear)[::_TEACH_EVERY]
    x = feature_table(plan, columns, history.columns["run"].astype(np.int64))[rows]
    with few_trees():
        modes = tuple(_mode(fault, x, history.columns[fault][rows] == 1) for fault in history.faults)
    healthy = history.columns["severity"] == 0.0
    ranges = {signal: _range(column[healthy]) for signal, column in columns.items()}
    return make_bundle(plan, ranges, modes, _card(plan, len(rows), modes))


def _mode(fault: str, x: np.ndarray, y: np.ndarray) -> TrainedMode:
    detector = LightGbmTrees.fit(x, y, seed=TRAINING_SEED)
    return TrainedMode(fault, detector, fit_sigmoid(detector.raw(x), y), _THRESHOLD)


def _range(values: np.ndarray) -> tuple[float, float]:
    low, high = np.nanquantile(values, (0.005, 0.995))
    return float(low), float(high)


def _card(plan: FeaturePlan, rows: int, modes: tuple[TrainedMode, ...]) -> ModelCard:
    return ModelCard(
        equipment_id=plan.equipment_id,
        data_source="twin history, small, for the tests",
        data_digest="0" * 64,
        rows=rows,
        rows_by_mode={mode.mode_id: 0 for mode in modes},
        features=plan.feature_names,
        split="none: the figures are not measured",
        detector="LightGBM, few trees",
        parameters={name: float(value) for name, value in FEW_TREES.items()},
        seed=TRAINING_SEED,
        libraries={"lightgbm": version("lightgbm")},
        metrics=Metrics(
            ap_any_failure=None,
            ece_any_failure=None,
            mode_top1=None,
            ap_by_mode={mode.mode_id: None for mode in modes},
        ),
    )
