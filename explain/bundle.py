"""A trained model as records: what a bundle holds, in memory and in its manifest. On disk: `bundle_files`."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explain.calibration import Sigmoid
from explain.choice import DetectorChoice
from explain.detectors import Detector
from explain.domain import Domain, Limits
from explain.drift import DriftReference
from explain.features import FeaturePlan
from explain.intervals import VennAbers
from explain.records import Digest, Probability, Record
from explain.regimes import Regimes

FloatArray = npt.NDArray[np.float64]
Range = tuple[float, float]


class Metrics(Record):
    """Figures on held-out folds only. ap: average precision; ece: expected calibration error.

    mode_top1: of the held-out rows with exactly one labelled mode, the share whose first-ranked mode is that one.
    healthy_alarmed: of the held-out healthy rows, the share that raises any alarm.
    None: the folds hold no row to measure it on.
    """

    ap_any_failure: float | None
    ece_any_failure: float | None
    mode_top1: float | None
    healthy_alarmed: float | None
    ap_by_mode: dict[str, float | None]


class ModelCard(Record):
    """What a model was made from and how well it does, after Mitchell et al. 2019 (Model Cards).

    detectors: what was chosen for each mode. unlabelled: modes without a known failure, calibrated on healthy rows
    alone. never_varied: features that were blank or constant in training and so can say nothing.
    """

    equipment_id: str
    data_source: str
    data_digest: Digest
    rows: int
    rows_by_mode: dict[str, int]
    features: tuple[str, ...]
    never_varied: tuple[str, ...]
    split: str
    detectors: dict[str, DetectorChoice]
    unlabelled: tuple[str, ...]
    seed: int
    libraries: dict[str, str]
    metrics: Metrics


class ModeEntry(Record):
    """One failure mode's detector in the manifest. files: name → SHA-256."""

    mode_id: str
    choice: DetectorChoice
    files: dict[str, Digest]
    sigmoid: Sigmoid
    interval: VennAbers | None
    threshold: Probability


class Manifest(Record):
    """Everything in the bundle and the digest of every other file."""

    format: int
    plan: FeaturePlan
    ranges: dict[str, Range]
    regimes: Regimes
    modes: tuple[ModeEntry, ...]
    drift: DriftReference
    limits: Limits
    monitor_files: dict[str, Digest]
    background_sha256: Digest
    card_sha256: Digest


@dataclass(frozen=True)
class TrainedMode:
    """A detector ready to use, its calibration, and the probability from which it is an alarm."""

    mode_id: str
    choice: DetectorChoice
    detector: Detector
    sigmoid: Sigmoid
    interval: VennAbers | None
    threshold: float


@dataclass(frozen=True)
class Learned:
    """What healthy and failed rows taught besides the detectors.

    ranges: signal id → healthy (low, high) in the signal's unit, from healthy rows of any regime.
    drift: what healthy rows and their held-out scores looked like.
    background: healthy training rows that explanations compare with, shape (rows, features), NaN is a gap.
    """

    ranges: dict[str, Range]
    regimes: Regimes
    domain: Domain
    drift: DriftReference
    background: FloatArray


@dataclass(frozen=True)
class Bundle:
    """A whole trained model."""

    plan: FeaturePlan
    learned: Learned
    modes: tuple[TrainedMode, ...]
    card: ModelCard
    digest: str

    @property
    def ranges(self) -> dict[str, Range]:
        """Signal id → healthy (low, high) over all regimes."""
        return self.learned.ranges

    def mode(self, mode_id: str) -> TrainedMode:
        """The mode of that id; KeyError when there is none."""
        return next(mode for mode in self.modes if mode.mode_id == mode_id)
