"""Explanation + catalog → Diagnosis: ranked failure modes with the signals for and against each, in words."""

from assistant import words
from assistant.records import Diagnosis, Evidence, Health, RankedMode
from explain.records import Attribution, Explanation, ModeScore, Quality, Score, SignalContribution, digest_of
from knowledge_base.records import Direction, EquipmentType, FailureMode

_MAX_EVIDENCE = 6
_LEAST_SHARE = 0.02
_WATCH_AT = 0.5


def health_of(score: Score) -> Health:
    """Alarm from a mode's threshold on; watch from half of it; unknown when nothing was measured."""
    if score.quality is Quality.BAD:
        return Health.UNKNOWN
    if score.alarm:
        return Health.ALARM
    near = any(mode.probability >= _WATCH_AT * mode.threshold for mode in score.modes)
    return Health.WATCH if near else Health.HEALTHY


def diagnose(score: Score, explanation: Explanation, equipment: EquipmentType) -> Diagnosis:
    """Rank the modes of `score`; those that `explanation` covers carry evidence."""
    attributions = {attribution.mode_id: attribution for attribution in explanation.attributions}
    in_regime = score.regime is not None
    modes = tuple(_ranked(mode, attributions.get(mode.mode_id), equipment, in_regime=in_regime) for mode in score.modes)
    health = health_of(score)
    return Diagnosis(
        chain_id=score.chain_id,
        asset_id=score.asset_id,
        time=score.time,
        explanation_digest=digest_of(explanation),
        health=health,
        headline=headline(health, modes),
        reliable=explanation.certificate.reliable and score.quality is Quality.GOOD and score.domain.inside,
        cautions=_cautions(score, explanation, equipment),
        modes=modes,
    )


def headline(health: Health, modes: tuple[RankedMode, ...]) -> str:
    """The finding in one line."""
    if health is Health.UNKNOWN:
        return "No usable readings: condition unknown"
    if health is Health.HEALTHY:
        return "No failure mode indicated"
    first = next((mode for mode in modes if mode.alarm), modes[0])
    word = "" if health is Health.ALARM else "Watch: "
    return f"{word}{first.name}, {words.percent(first.probability)}"


def _ranked(
    mode: ModeScore, attribution: Attribution | None, equipment: EquipmentType, *, in_regime: bool
) -> RankedMode:
    known = equipment.failure_mode(mode.mode_id)
    signals = _worth_telling(attribution) if attribution else ()
    evidence = [_evidence(signal, known, equipment, in_regime=in_regime) for signal in signals]
    return RankedMode(
        mode_id=known.id,
        name=known.name,
        component_id=known.component,
        probability=mode.probability,
        alarm=mode.alarm,
        mechanism=known.mechanism,
        effect=known.effect,
        consequence=known.consequence,
        evidence_for=tuple(e for s, e in zip(signals, evidence, strict=True) if s.contribution > 0)[:_MAX_EVIDENCE],
        evidence_against=tuple(e for s, e in zip(signals, evidence, strict=True) if s.contribution < 0)[:_MAX_EVIDENCE],
    )


def _worth_telling(attribution: Attribution) -> tuple[SignalContribution, ...]:
    """The signals with at least two percent of all that was contributed, strongest first."""
    total = sum(abs(signal.contribution) for signal in attribution.signals)
    return tuple(s for s in attribution.signals if total and abs(s.contribution) >= _LEAST_SHARE * total)


def _evidence(signal: SignalContribution, mode: FailureMode, equipment: EquipmentType, *, in_regime: bool) -> Evidence:
    known = equipment.signal(signal.signal_id)
    state = words.state_of(signal.value, signal.low, signal.high)
    wanted = {symptom.signal: symptom.direction for symptom in mode.symptoms}.get(signal.signal_id)
    return Evidence(
        signal_id=signal.signal_id,
        component_id=signal.component_id,
        value=signal.value,
        unit=known.unit_label,
        low=signal.low,
        high=signal.high,
        state=state,
        points=signal.points,
        expected=wanted is not None and state.value == Direction(wanted).value,
        text=words.finding(
            known,
            signal.value,
            signal.low,
            signal.high,
            signal.points,
            at_this_load=in_regime and known.normal is None,
        ),
    )


def _cautions(score: Score, explanation: Explanation, equipment: EquipmentType) -> tuple[str, ...]:
    cautions = list(explanation.certificate.reasons)
    if score.quality is not Quality.GOOD:
        cautions.append("some signals have no sure reading; the score was computed without them or with doubt")
    if score.domain.beyond:
        names = ", ".join(equipment.signal(signal).name for signal in score.domain.beyond)
        cautions.append(f"never seen in training, so the score is a guess: {names}")
    elif not score.domain.inside:
        cautions.append("these readings never came together in training, so the score is a guess")
    return tuple(cautions)
