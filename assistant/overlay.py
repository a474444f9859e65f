"""What is laid over the machine at this instant: lit parts, live values, the step to do. The client only draws it."""

from datetime import datetime

from assistant import words
from assistant.records import (
    Anchor,
    Callout,
    Case,
    Diagnosis,
    Health,
    Highlight,
    HighlightRole,
    Observation,
    OverlayFrame,
    SignalState,
    SignalValue,
    Step,
)
from explain.records import Attribution, Explanation, Quality, Score, digest_of
from knowledge_base.records import EquipmentType, Signal

_MAX_CALLOUTS = 5
_LEAST_SHARE, _STILL_LIT = 0.10, 0.06

Ranges = dict[str, tuple[float, float]]


def next_step(case: Case | None) -> Step | None:
    """The first step of the case that nobody has acknowledged."""
    if case is None or case.closed is not None:
        return None
    done = {acknowledgement.step_id for acknowledgement in case.done if acknowledgement.completes}
    return next((step for task in case.procedure.tasks for step in task.steps if step.id not in done), None)


def frame(
    observation: Observation,
    score: Score,
    explanation: Explanation | None,
    diagnosis: Diagnosis | None,
    case: Case | None,
    equipment: EquipmentType,
    ranges: Ranges,
    *,
    health: Health,
    simulated: bool,
    lit_before: frozenset[str] = frozenset(),
) -> OverlayFrame:
    """The frame of one asset. Without a diagnosis (healthy, or unknown) no part is called guilty.

    lit_before: the components that carried evidence in the frame before; they stay lit a little longer, so that a
    share at the limit does not blink.
    """
    attribution = _of_case(explanation, diagnosis)
    step = next_step(case)
    calm = "No usable readings: condition unknown" if health is Health.UNKNOWN else "No failure mode indicated"
    return OverlayFrame(
        chain_id=observation.chain_id,
        asset_id=observation.asset_id,
        time=observation.time,
        diagnosis_digest=digest_of(diagnosis) if diagnosis else None,
        procedure_digest=digest_of(case.procedure) if case else None,
        health=health,
        quality=score.quality,
        simulated=simulated,
        failure_probability=None if score.quality is Quality.BAD else score.failure_probability,
        headline=diagnosis.headline if diagnosis else calm,
        highlights=(*_lit(attribution, diagnosis, equipment, lit_before), *_lit_step(step, equipment)),
        callouts=_callouts(observation, attribution, equipment, ranges),
        active_step_id=step.id if step else None,
    )


def _of_case(explanation: Explanation | None, diagnosis: Diagnosis | None) -> Attribution | None:
    if explanation is None or diagnosis is None:
        return None
    wanted = diagnosis.acted_on.mode_id
    return next((a for a in explanation.attributions if a.mode_id == wanted), None)


def _lit(
    attribution: Attribution | None, diagnosis: Diagnosis | None, equipment: EquipmentType, lit_before: frozenset[str]
) -> list[Highlight]:
    """The component at fault with its share of the evidence, then the others that carry at least a tenth of it."""
    if attribution is None or diagnosis is None or diagnosis.health not in (Health.ALARM, Health.WATCH):
        return []
    speaking = {c.component_id: c.contribution for c in attribution.components if c.contribution > 0}
    total = sum(speaking.values()) or 1.0
    shares = {component: contribution / total for component, contribution in speaking.items()}
    guilty = diagnosis.acted_on.component_id
    lit = [_highlight(guilty, HighlightRole.GUILTY, shares.pop(guilty, 0.0), equipment)]
    for component, share in shares.items():
        if share >= (_STILL_LIT if component in lit_before else _LEAST_SHARE):
            lit.append(_highlight(component, HighlightRole.EVIDENCE, share, equipment))
    return lit


def carrying_evidence(shown: OverlayFrame) -> frozenset[str]:
    """The components that a frame lights for their evidence."""
    return frozenset(h.anchor.component_id for h in shown.highlights if h.role is HighlightRole.EVIDENCE)


def _lit_step(step: Step | None, equipment: EquipmentType) -> list[Highlight]:
    if step is None or step.component_id is None:
        return []
    return [_highlight(step.component_id, HighlightRole.STEP, 1.0, equipment)]


def _highlight(component_id: str, role: HighlightRole, share: float, equipment: EquipmentType) -> Highlight:
    component = equipment.component(component_id)
    anchor = Anchor(component_id=component.id, node=component.node)
    return Highlight(anchor=anchor, role=role, share=min(1.0, share), label=component.name)


def _callouts(
    observation: Observation, attribution: Attribution | None, equipment: EquipmentType, ranges: Ranges
) -> tuple[Callout, ...]:
    """The values that speak loudest; on a quiet machine one value a component."""
    values = {value.signal_id: value for value in observation.values}
    points = {signal.signal_id: signal.points for signal in attribution.signals} if attribution else {}
    shown = [signal for signal in equipment.signals if not signal.categories]
    if points:
        shown = sorted(
            (signal for signal in shown if points.get(signal.id, 0.0) > 0),
            key=lambda signal: (values[signal.id].state is SignalState.NORMAL, -points[signal.id]),
        )
    else:
        shown = list({signal.component: signal for signal in reversed(shown) if signal.expression is None}.values())[
            ::-1
        ]
    return tuple(_callout(signal, values[signal.id], points, equipment, ranges) for signal in shown[:_MAX_CALLOUTS])


def _callout(
    signal: Signal, value: SignalValue, points: dict[str, float], equipment: EquipmentType, ranges: Ranges
) -> Callout:
    low, high = ranges.get(signal.id, (None, None))
    node = signal.node or equipment.component(signal.component).node
    return Callout(
        anchor=Anchor(component_id=signal.component, node=node),
        signal_id=signal.id,
        label=signal.name,
        value=value.value,
        unit=signal.unit_label,
        low=low,
        high=high,
        state=value.state,
        points=points.get(signal.id, 0.0),
    )


def observe(
    chain_id: str, asset_id: str, time: datetime, values: dict[str, float | None], ranges: Ranges
) -> Observation:
    """Every signal against its healthy range."""
    against = {signal: words.state_of(value, *ranges.get(signal, (None, None))) for signal, value in values.items()}
    return Observation(
        chain_id=chain_id,
        asset_id=asset_id,
        time=time,
        values=tuple(SignalValue(signal_id=s, value=v, state=against[s]) for s, v in values.items()),
    )
