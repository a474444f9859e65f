"""Score → Explanation: exact Shapley values, rolled up feature → signal → component with sums kept."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from explain.bundle import Bundle, TrainedMode
from explain.certificate import certify
from explain.errors import BundleError
from explain.records import (
    Attribution,
    AttributionMethod,
    ComponentContribution,
    Explanation,
    FeatureContribution,
    FeatureVector,
    ModeScore,
    Score,
    SignalContribution,
    digest_of,
)
from explain.scoring import as_row


def explain(
    bundle: Bundle,
    vector: FeatureVector,
    score: Score,
    values: Mapping[str, float | None],
    ranges: Mapping[str, tuple[float, float]],
    modes: int | None = None,
) -> Explanation:
    """Explain the modes of `score`: all, or the first `modes` of the ranking and every one that is an alarm.

    Raises BundleError when the score came from another bundle.

    values: each signal's present value. ranges: each signal's healthy (low, high); both in the signal's unit.
    """
    if score.bundle_digest != bundle.digest:
        raise BundleError("the score is another model's; score the readings again before explaining them")
    row = as_row(vector)
    trained = {mode.mode_id: mode for mode in bundle.modes}
    attributions = tuple(
        _attribute(bundle, trained[mode.mode_id], mode, vector, row, values, ranges)
        for rank, mode in enumerate(score.modes)
        if modes is None or rank < modes or mode.alarm
    )
    return Explanation(
        chain_id=score.chain_id,
        asset_id=score.asset_id,
        time=score.time,
        score_digest=digest_of(score),
        bundle_digest=bundle.digest,
        attributions=attributions,
        certificate=certify(attributions),
    )


def _attribute(
    bundle: Bundle,
    mode: TrainedMode,
    scored: ModeScore,
    vector: FeatureVector,
    row: npt.NDArray[np.float64],
    values: Mapping[str, float | None],
    ranges: Mapping[str, tuple[float, float]],
) -> Attribution:
    contributions = mode.detector.contributions(row)[0]
    base = float(contributions[-1])
    base_probability = float(mode.sigmoid(np.array([base]))[0])
    per_log_odds = _points_per_log_odds(scored, base, base_probability)
    features = tuple(
        FeatureContribution(feature=name, signal_id=spec.signal_id, value=value, contribution=float(share))
        for name, (spec, _), value, share in zip(
            vector.names, bundle.plan.columns, vector.values, contributions[:-1], strict=True
        )
        if share != 0.0
    )
    signals = _by_signal(bundle, features, values, ranges, per_log_odds)
    gap = abs(base + sum(f.contribution for f in features) - scored.raw) / max(1.0, abs(scored.raw))
    return Attribution(
        mode_id=scored.mode_id,
        method=AttributionMethod.TREE_PATH_DEPENDENT,
        base=base,
        raw=scored.raw,
        probability=scored.probability,
        base_probability=base_probability,
        additivity_gap=gap,
        features=features,
        signals=signals,
        components=_by_component(signals, per_log_odds),
    )


def _points_per_log_odds(scored: ModeScore, base: float, base_probability: float) -> float:
    """Percentage points of probability for each unit of log-odds, on the chord from the base to the score."""
    distance = scored.raw - base
    return 100.0 * (scored.probability - base_probability) / distance if abs(distance) > 1e-12 else 0.0


def _by_signal(
    bundle: Bundle,
    features: tuple[FeatureContribution, ...],
    values: Mapping[str, float | None],
    ranges: Mapping[str, tuple[float, float]],
    per_log_odds: float,
) -> tuple[SignalContribution, ...]:
    total: dict[str, float] = {}
    for feature in features:
        total[feature.signal_id] = total.get(feature.signal_id, 0.0) + feature.contribution
    component = {spec.signal_id: spec.component_id for spec in bundle.plan.signals}
    made = [
        SignalContribution(
            signal_id=signal,
            component_id=component[signal],
            value=values.get(signal),
            low=ranges[signal][0] if signal in ranges else None,
            high=ranges[signal][1] if signal in ranges else None,
            contribution=share,
            points=share * per_log_odds,
        )
        for signal, share in total.items()
    ]
    return tuple(sorted(made, key=lambda s: (-abs(s.contribution), s.signal_id)))


def _by_component(signals: tuple[SignalContribution, ...], per_log_odds: float) -> tuple[ComponentContribution, ...]:
    total: dict[str, float] = {}
    for signal in signals:
        total[signal.component_id] = total.get(signal.component_id, 0.0) + signal.contribution
    made = [
        ComponentContribution(component_id=component, contribution=share, points=share * per_log_odds)
        for component, share in total.items()
    ]
    return tuple(sorted(made, key=lambda c: (-abs(c.contribution), c.component_id)))
