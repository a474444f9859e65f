"""Scores, explanations and diagnoses by hand, for the parts of the chain that come after the models."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from assistant.diagnosis import diagnose
from assistant.records import Acknowledgement, Diagnosis, Observation, SignalState, SignalValue
from explain.records import (
    Attribution,
    AttributionMethod,
    Certificate,
    ComponentContribution,
    DomainCheck,
    Engine,
    Explanation,
    FeatureContribution,
    ModeScore,
    Quality,
    Score,
    SignalContribution,
    digest_of,
)
from knowledge_base.records import EquipmentType
from tests.assistant.runs import START

DIGEST = "ab" * 32
THRESHOLD = 0.5
_RAW = 3.0


def at(number: int) -> datetime:
    """The instant of reading `number`."""
    return START + timedelta(seconds=10 * number)


def signed(step_id: str, number: int = 0, actor: str = "A. Smith", *, completes: bool = True) -> Acknowledgement:
    """A step that a person said was done."""
    return Acknowledgement(step_id=step_id, actor=actor, time=at(number), value=None, completes=completes)


def observed(number: int, states: Mapping[str, SignalState], asset: str = "P-101") -> Observation:
    """The signals of an instant, each 1.0 and in this state."""
    values = tuple(SignalValue(signal_id=signal, value=1.0, state=state) for signal, state in states.items())
    return Observation(chain_id=f"{number:024d}", asset_id=asset, time=at(number), values=values)


def scored(
    probabilities: Mapping[str, float],
    *,
    quality: Quality = Quality.GOOD,
    number: int = 0,
    asset: str = "P-101",
    beyond: tuple[str, ...] = (),
) -> Score:
    """A score with these modes, ranked; every one is an alarm from one half."""
    modes = tuple(
        ModeScore(mode_id=mode, raw=_RAW, probability=p, low=None, high=None, threshold=THRESHOLD, alarm=p >= THRESHOLD)
        for mode, p in sorted(probabilities.items(), key=lambda item: -item[1])
    )
    return Score(
        chain_id=hashlib.sha256(str(number).encode()).hexdigest()[:24],
        asset_id=asset,
        time=at(number),
        equipment_id="pump-skid",
        bundle_digest=DIGEST,
        failure_probability=max(probabilities.values()),
        alarm=any(mode.alarm for mode in modes),
        quality=quality,
        regime=None,
        domain=DomainCheck(inside=not beyond, beyond=beyond, strangeness=None),
        modes=modes,
    )


def explained(
    score: Score,
    equipment: EquipmentType,
    contributions: Mapping[str, Mapping[str, float]],
    *,
    values: Mapping[str, float | None] | None = None,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    certificate: Certificate | None = None,
) -> Explanation:
    """An explanation with these contributions: mode id → signal id → log-odds; ten points for each unit."""
    return Explanation(
        chain_id=score.chain_id,
        asset_id=score.asset_id,
        time=score.time,
        score_digest=digest_of(score),
        bundle_digest=score.bundle_digest,
        attributions=tuple(
            _attribution(mode, score, equipment, contributions[mode.mode_id], values or {}, ranges or {})
            for mode in score.modes
            if mode.mode_id in contributions
        ),
        certificate=certificate or Certificate(reliable=True, reasons=(), largest_additivity_gap=0.0, modes=()),
    )


def _attribution(
    mode: ModeScore,
    score: Score,
    equipment: EquipmentType,
    shares: Mapping[str, float],
    values: Mapping[str, float | None],
    ranges: Mapping[str, tuple[float, float]],
) -> Attribution:
    signals = tuple(
        SignalContribution(
            signal_id=signal,
            component_id=equipment.signal(signal).component,
            value=values.get(signal),
            low=ranges[signal][0] if signal in ranges else None,
            high=ranges[signal][1] if signal in ranges else None,
            contribution=share,
            points=10 * share,
        )
        for signal, share in sorted(shares.items(), key=lambda item: -abs(item[1]))
    )
    by_component: dict[str, float] = {}
    for signal in signals:
        by_component[signal.component_id] = by_component.get(signal.component_id, 0.0) + signal.contribution
    return Attribution(
        mode_id=mode.mode_id,
        method=AttributionMethod.TREE_PATH_DEPENDENT,
        engine=Engine.KERNEL,
        base=mode.raw - sum(shares.values()),
        raw=mode.raw,
        probability=mode.probability,
        base_probability=0.1,
        additivity_gap=0.0,
        largest_error=0.0,
        features=tuple(
            FeatureContribution(feature=f"{name}.value", signal_id=name, value=values.get(name), contribution=share)
            for name, share in shares.items()
        ),
        signals=signals,
        components=tuple(
            ComponentContribution(component_id=component, contribution=share, points=10 * share)
            for component, share in by_component.items()
        ),
        interaction=None,
        counterfactual=None,
    )


def diagnosed(equipment: EquipmentType, mode_id: str, probability: float = 0.9, *, number: int = 0) -> Diagnosis:
    """A diagnosis with this mode ranked first and, well below it, another one."""
    other = next(mode.id for mode in equipment.failure_modes if mode.id != mode_id)
    score = scored({mode_id: probability, other: probability / 20}, number=number)
    return diagnose(score, explained(score, equipment, {}), equipment)
