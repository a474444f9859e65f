"""FeatureVector → Score: calibrated probabilities of each failure mode, ranked, and how far they can be trusted."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from explain.bundle import Bundle, TrainedMode
from explain.errors import BundleError
from explain.records import FeatureVector, ModeScore, Quality, Score


def as_row(vector: FeatureVector) -> npt.NDArray[np.float64]:
    """The vector as the models read it: shape (1, features), NaN for a gap."""
    return np.array([[np.nan if value is None else value for value in vector.values]])


def score(bundle: Bundle, vector: FeatureVector, values: Mapping[str, float | None]) -> Score:
    """Score one vector; readings of bad quality raise no alarm. Raises BundleError when the features are another's.

    values: each signal's present value, in its own unit; they say which regime the machine is in.
    """
    if vector.names != bundle.plan.feature_names:
        raise BundleError("the readings were prepared for another model. Train the model of this plant again")
    row, judged = as_row(vector), vector.quality is not Quality.BAD
    modes = sorted(
        (_score_mode(mode, row, judged=judged) for mode in bundle.modes),
        key=lambda m: (-m.probability, -m.raw, m.mode_id),
    )
    healthy = float(np.prod([1.0 - mode.probability for mode in modes]))
    return Score(
        chain_id=vector.chain_id,
        asset_id=vector.asset_id,
        time=vector.time,
        equipment_id=bundle.plan.equipment_id,
        bundle_digest=bundle.digest,
        failure_probability=1.0 - healthy,
        alarm=any(mode.alarm for mode in modes),
        quality=vector.quality,
        regime=bundle.learned.regimes.of(values),
        domain=bundle.learned.domain.check(bundle.plan, row),
        modes=tuple(modes),
    )


def _score_mode(mode: TrainedMode, row: npt.NDArray[np.float64], *, judged: bool) -> ModeScore:
    raw = mode.detector.raw(row)
    probability = float(mode.sigmoid(raw)[0])
    low, high = _interval(mode, raw, probability)
    return ModeScore(
        mode_id=mode.mode_id,
        raw=float(raw[0]),
        probability=probability,
        low=low,
        high=high,
        threshold=mode.threshold,
        alarm=judged and probability >= mode.threshold,
    )


def _interval(
    mode: TrainedMode, raw: npt.NDArray[np.float64], probability: float
) -> tuple[float, float] | tuple[None, None]:
    """The Venn-Abers interval, widened where needed so that it holds the calibrated probability itself."""
    if mode.interval is None:
        return None, None
    low, high = mode.interval(raw)
    return min(float(low[0]), probability), max(float(high[0]), probability)
