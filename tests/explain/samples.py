"""A small machine for the tests of `explain`: two measured signals, one derived, and a detector with known shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar, Self

import numpy as np

from explain.bundle import Bundle, Learned, Metrics, ModelCard, TrainedMode
from explain.calibration import Sigmoid
from explain.choice import DetectorChoice
from explain.detectors import Settings
from explain.detectors.lightgbm_trees import LightGbmTrees
from explain.domain import Domain, Limits
from explain.drift import DriftReference
from explain.features import FeaturePlan, SignalSpec
from explain.history import BoolArray, FloatArray, History, IntArray
from explain.records import FeatureVector, Quality
from explain.regimes import NO_REGIMES

TIME = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
FEW_TREES: dict[str, float | int | str | bool] = {
    **LightGbmTrees.DEFAULTS,
    "num_iterations": 20,
    "learning_rate": 0.2,
    "num_leaves": 7,
    "min_data_in_leaf": 5,
}


def spec(signal_id: str, component_id: str, *statistics: str, expression: str | None = None) -> SignalSpec:
    """A signal that is in SI units already."""
    return SignalSpec(
        signal_id=signal_id,
        component_id=component_id,
        scale=1.0,
        offset=0.0,
        expression=expression,
        statistics=statistics or ("value",),
    )


def small_plan(*statistics: str) -> FeaturePlan:
    """Voltage and current of a coil, and the power that follows; every signal has the same statistics."""
    return FeaturePlan(
        equipment_id="coil",
        constants={"half": 0.5},
        signals=(
            spec("voltage", "coil", *statistics),
            spec("current", "fuse", *statistics),
            spec("power", "coil", *statistics, expression="voltage * current"),
        ),
    )


def small_history(rows: int = 400, *, rows_per_run: int = 1, seed: int = 0) -> History:
    """`hot` at high power, `open` at low current; each on about a fifth of the rows."""
    rng = np.random.default_rng(seed)
    voltage, current = rng.normal(10.0, 2.0, rows), rng.normal(5.0, 1.5, rows)
    hot, opened = (voltage * current > 66.0).astype(float), (current < 3.7).astype(float)
    return history_of(
        {"voltage": voltage, "current": current},
        {"hot": hot, "open": opened},
        runs=np.arange(rows, dtype=np.int64) // rows_per_run,
    )


def history_of(measured: dict[str, FloatArray], labels: dict[str, FloatArray], runs: IntArray) -> History:
    """A history in which every row teaches and a failure is any label."""
    failure = np.max([*labels.values()], axis=0) if labels else np.zeros(len(runs))
    return History(
        source="made for a test",
        digest="0" * 64,
        measured=measured,
        labels=labels,
        failure=failure,
        runs=runs,
        teaches=np.ones(len(runs), dtype=bool),
    )


@dataclass(frozen=True)
class LinearDetector:
    """Raw score = base + Σ weight · feature, so its Shapley values are known: weight · (value - background's mean).

    A gap contributes 0.
    """

    family: ClassVar[str] = "linear"
    supervised: ClassVar[bool] = True
    raw_unit: ClassVar[str] = "log-odds"
    DEFAULTS: ClassVar[Settings] = {}
    weights: tuple[float, ...]
    base: float = 0.0

    @classmethod
    def fit(
        cls,
        x: FloatArray,
        y: BoolArray,
        *,
        columns: Sequence[str],
        settings: Settings,
        seed: int,
        weight: FloatArray | None = None,
    ) -> Self:
        return cls(tuple(np.ones(x.shape[1]).tolist()))

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        *weights, base = (float(number) for number in files["linear.txt"].split())
        return cls(tuple(weights), base)

    def raw(self, x: FloatArray) -> FloatArray:
        return np.asarray(self.base + np.nan_to_num(x) @ np.array(self.weights))

    def forest(self) -> None:
        return None

    def files(self) -> dict[str, bytes]:
        return {"linear.txt": " ".join(str(number) for number in (*self.weights, self.base)).encode()}


def trained(mode_id: str, *weights: float, base: float = 0.0, threshold: float = 0.5) -> TrainedMode:
    """A mode whose probability is the plain logistic function of its raw score."""
    detector, logistic = LinearDetector(weights, base), Sigmoid(slope=1.0, intercept=0.0)
    return TrainedMode(mode_id, DetectorChoice(), detector, logistic, None, threshold)


def learned_of(plan: FeaturePlan) -> Learned:
    """Nothing learned; explanations compare with a row of zeros."""
    columns = len(plan.columns)
    nothing = Limits(low=(None,) * columns, high=(None,) * columns, strangeness=None)
    return Learned(
        ranges={},
        regimes=NO_REGIMES,
        domain=Domain(nothing, None),
        drift=DriftReference(signals={}, scores={}),
        background=np.zeros((1, columns)),
    )


def bundle_of(plan: FeaturePlan, *modes: TrainedMode) -> Bundle:
    """A bundle in memory, of detectors that were never trained."""
    return Bundle(plan, learned_of(plan), modes, card_of(plan), "f" * 64)


def card_of(plan: FeaturePlan) -> ModelCard:
    """A model card with nothing measured."""
    metrics = Metrics(ap_any_failure=None, ece_any_failure=None, mode_top1=None, healthy_alarmed=None, ap_by_mode={})
    return ModelCard(
        equipment_id=plan.equipment_id,
        data_source="none",
        data_digest="0" * 64,
        rows=0,
        rows_by_mode={},
        features=plan.feature_names,
        never_varied=(),
        split="none",
        detectors={},
        unlabelled=(),
        seed=0,
        libraries={},
        metrics=metrics,
    )


def vector_of(plan: FeaturePlan, values: Sequence[float | None], quality: Quality = Quality.GOOD) -> FeatureVector:
    """One instant of one asset."""
    return FeatureVector(
        chain_id="chain-1",
        asset_id="C-1",
        time=TIME,
        names=plan.feature_names,
        values=tuple(values),
        quality=quality,
    )
