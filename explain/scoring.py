"""FeatureVector → Score: calibrated probabilities of each failure mode, ranked."""

import numpy as np
import numpy.typing as npt

from explain.bundle import Bundle, TrainedMode
from explain.errors import BundleError
from explain.records import FeatureVector, ModeScore, Quality, Score


def as_row(vector: FeatureVector) -> npt.NDArray[np.float64]:
    """The vector as the models read it: shape (1, features), NaN for a gap."""
    return np.array([[np.nan if value is None else value for value in vector.values]])


def score(bundle: Bundle, vector: FeatureVector) -> Score:
    """Score one vector; readings of bad quality raise no alarm. Raises BundleError when the features are another's."""
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
        modes=tuple(modes),
    )


def _score_mode(mode: TrainedMode, row: npt.NDArray[np.float64], *, judged: bool) -> ModeScore:
    raw = mode.detector.raw(row)
    probability = float(mode.sigmoid(raw)[0])
    return ModeScore(
        mode_id=mode.mode_id,
        raw=float(raw[0]),
        probability=probability,
        threshold=mode.threshold,
        alarm=judged and probability >= mode.threshold,
    )
