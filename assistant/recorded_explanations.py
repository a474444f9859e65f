"""Many rows of a recorded file at once: what drives a failure mode, and whether its probabilities come true."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.errors import UsageError
from assistant.feature_plan import healthy_ranges
from assistant.recorded_rows import RecordedRows, probabilities
from explain.bundle import Bundle
from explain.evaluation import any_failure
from explain.records import AttributionMethod, Engine
from explain.shares import ModeShares
from knowledge_base.records import EquipmentType, Plant

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

MOST_ROWS = 2_000
MOST_ROWS_ASKED = 100
"""Where the model has to be asked again and again, a second is enough for a few rows only."""
_SEED = 0


@dataclass(frozen=True)
class Drivers:
    """What each signal contributed to one mode's raw score in each of the rows that were taken.

    signals: ids. shares, in `unit`, and relative, each signal's value with 0 at the low and 1 at the high end of its
    healthy range in that row's regime (NaN without range or reading): shape (rows, signals). of: rows in all.
    """

    mode_id: str
    method: AttributionMethod
    unit: str
    of: int
    signals: tuple[str, ...]
    shares: FloatArray
    relative: FloatArray


@dataclass(frozen=True)
class Announced:
    """Probabilities of rows, and whether they had the failure; shape (rows,). mode_id: None for any failure.

    known_by_heart: the model was trained on this very file. held_out_error: calibration error that the model card
    states for held-out rows, which it does for any failure only.
    """

    mode_id: str | None
    probability: FloatArray
    failed: BoolArray
    known_by_heart: bool
    held_out_error: float | None


def drivers(rows: RecordedRows, equipment: EquipmentType, bundle: Bundle, mode_id: str) -> Drivers:
    """Contributions of all signals to one mode, in up to MOST_ROWS rows (MOST_ROWS_ASKED where the model is asked).

    Where there are more rows, they are taken evenly.
    """
    columns: dict[str, list[int]] = {}
    for position, (spec, _) in enumerate(bundle.plan.columns):
        columns.setdefault(spec.signal_id, []).append(position)
    mode = bundle.mode(mode_id)
    explainer = ModeShares(bundle, mode, tuple(columns.values()))
    first = explainer.shares(rows.x[0], seed=_SEED)
    most = MOST_ROWS_ASKED if first.engine is Engine.MODEL else MOST_ROWS
    taken = np.unique(np.linspace(0, len(rows) - 1, min(most, len(rows))).astype(int))
    found = explainer.repeated(rows.x[taken], seed=_SEED)
    return Drivers(
        mode_id=mode_id,
        method=first.method,
        unit=mode.detector.raw_unit,
        of=len(rows),
        signals=tuple(columns),
        shares=np.column_stack([found[:, places].sum(axis=1) for places in columns.values()]),
        relative=_relative(rows, equipment, bundle, tuple(columns), taken),
    )


def announced(rows: RecordedRows, plant: Plant, bundle: Bundle, mode_id: str | None) -> Announced:
    """What the models say of labelled rows. Raises UsageError when plant.yaml names no label for what is asked."""
    said = plant.history
    if mode_id is not None and mode_id not in rows.history.labels:
        raise UsageError(
            f"{mode_id} has no label column, so nothing tells whether its probabilities are right. Name one under "
            "history.label_columns in plant.yaml"
        )
    if mode_id is None and said.failure_column is None and not said.label_columns:
        raise UsageError(
            "plant.yaml names no labels, so nothing tells whether the probabilities are right. Name the columns under "
            "history.label_columns or history.failure_column"
        )
    all_modes = probabilities(bundle, rows.x)
    truth = rows.history.failure if mode_id is None else rows.history.labels[mode_id]
    return Announced(
        mode_id=mode_id,
        probability=any_failure(all_modes) if mode_id is None else all_modes[mode_id],
        failed=truth == 1,
        known_by_heart=rows.history.digest == bundle.card.data_digest,
        held_out_error=bundle.card.metrics.ece_any_failure,
    )


def _relative(
    rows: RecordedRows,
    equipment: EquipmentType,
    bundle: Bundle,
    signals: tuple[str, ...],
    taken: npt.NDArray[np.int64],
) -> FloatArray:
    """Values of the rows taken, 0 at the low and 1 at the high end of the healthy range, shape (rows, signals)."""
    known: dict[str | None, dict[str, tuple[float, float]]] = {}
    made = np.full((len(taken), len(signals)), np.nan)
    for i, row in enumerate(taken.tolist()):
        values = {signal: float(column[row]) for signal, column in rows.values.items()}
        regime = bundle.learned.regimes.of({s: None if np.isnan(v) else v for s, v in values.items()})
        if regime not in known:
            known[regime] = healthy_ranges(equipment, bundle.learned, regime)
        for j, signal in enumerate(signals):
            if signal in known[regime]:
                low, high = known[regime][signal]
                # Of a signal that never moved in healthy rows, any other value is outside.
                made[i, j] = (values[signal] - low) / max(high - low, 1e-12)
    return made
