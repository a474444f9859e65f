"""The frame lights the part at fault with its share of the evidence, the step to do, and the values that speak."""

import pytest

from assistant.diagnosis import diagnose, health_of
from assistant.overlay import carrying_evidence, frame, next_step, observe
from assistant.procedure import compose
from assistant.records import Case, Health, HighlightRole, OverlayFrame, SignalState
from explain.records import Quality, digest_of
from knowledge_base.records import Contact, EquipmentType
from tests.assistant.samples import at, diagnosed, explained, scored, signed

WEAR = "bearing_de_wear"
CONTACT = Contact(role="Shift lead", phone="ext. 1")
RANGES = {"de_bpfo": (0.0, 1.0), "de_velocity": (0.4, 1.1), "speed": (2900.0, 3000.0), "flow": (50.0, 70.0)}
VALUES: dict[str, float] = {"de_bpfo": 4.0, "de_velocity": 3.0, "speed": 2950.0, "flow": 60.0}


def case_of(equipment: EquipmentType, done: int = 0) -> Case:
    """An open case about bearing wear with some steps done."""
    procedure = compose(diagnosed(equipment, WEAR), equipment, CONTACT)
    steps = [step for task in procedure.tasks for step in task.steps]
    return Case(
        case_id="P-101-1",
        asset_id="P-101",
        mode_id=WEAR,
        opened=at(0),
        closed=None,
        procedure=procedure,
        done=tuple(signed(step.id, i) for i, step in enumerate(steps[:done])),
        proving_since=None,
    )


def frame_of(
    equipment: EquipmentType,
    contributions: dict[str, float] | None,
    *,
    probability: float = 0.9,
    quality: Quality = Quality.GOOD,
    case: Case | None = None,
    values: dict[str, float | None] | None = None,
    lit_before: frozenset[str] = frozenset(),
) -> OverlayFrame:
    """A frame of P-101; without contributions there is no explanation and no diagnosis."""
    score = scored({WEAR: probability, "impeller_wear": 0.1}, quality=quality)
    measured = {signal.id: (VALUES | (values or {})).get(signal.id) for signal in equipment.signals}
    observation = observe(score.chain_id, "P-101", score.time, measured, RANGES)
    reason = finding = None
    if contributions is not None:
        reason = explained(score, equipment, {WEAR: contributions}, values=measured, ranges=RANGES)
        finding = diagnose(score, reason, equipment)
    health = health_of(score)
    return frame(
        observation,
        score,
        reason,
        finding,
        case,
        equipment,
        RANGES,
        health=health,
        simulated=True,
        lit_before=lit_before,
    )


def test_the_guilty_part_is_lit_first_with_its_share_of_what_speaks_for_the_mode(equipment: EquipmentType) -> None:
    shown = frame_of(equipment, {"de_bpfo": 2.0, "de_velocity": 1.0, "speed": 1.0, "flow": -5.0})
    guilty = shown.highlights[0]
    assert (guilty.anchor.component_id, guilty.anchor.node, guilty.role) == (
        "bearing_de",
        "bearing_de",
        HighlightRole.GUILTY,
    )
    assert guilty.share == pytest.approx(0.75)
    assert guilty.label == "Drive-end bearing"


def test_other_parts_are_lit_as_evidence_from_a_tenth_on(equipment: EquipmentType) -> None:
    shown = frame_of(equipment, {"de_bpfo": 7.9, "speed": 1.5, "flow": 0.6})
    lit = [(h.anchor.component_id, h.role, round(h.share, 3)) for h in shown.highlights]
    assert lit == [
        ("bearing_de", HighlightRole.GUILTY, 0.79),
        ("motor", HighlightRole.EVIDENCE, 0.15),
    ]


def test_a_part_whose_share_hovers_at_the_limit_does_not_blink(equipment: EquipmentType) -> None:
    hovering = {"de_bpfo": 9.2, "speed": 0.8}  # the motor carries 8 %
    assert carrying_evidence(frame_of(equipment, hovering)) == set()
    lit = carrying_evidence(frame_of(equipment, {"de_bpfo": 8.8, "speed": 1.2}))
    assert lit == {"motor"}
    assert carrying_evidence(frame_of(equipment, hovering, lit_before=lit)) == {"motor"}
    assert carrying_evidence(frame_of(equipment, {"de_bpfo": 9.6, "speed": 0.4}, lit_before=lit)) == set()


def test_a_guilty_part_that_carries_no_evidence_itself_is_still_named(equipment: EquipmentType) -> None:
    shown = frame_of(equipment, {"speed": 2.0, "de_bpfo": -1.0})
    assert [(h.anchor.component_id, h.share) for h in shown.highlights] == [("bearing_de", 0.0), ("motor", 1.0)]


@pytest.mark.parametrize("contributions", [{}, {"flow": -1.0}])
def test_shares_stay_between_nought_and_one_when_nothing_speaks_for_the_mode(
    equipment: EquipmentType, contributions: dict[str, float]
) -> None:
    assert [h.share for h in frame_of(equipment, contributions).highlights] == [0.0]


def test_the_part_of_the_next_step_is_lit_too(equipment: EquipmentType) -> None:
    case = case_of(equipment)
    steps = [step for task in case.procedure.tasks for step in task.steps]
    place = next(i for i, step in enumerate(steps) if step.component_id is not None)
    shown = frame_of(equipment, {"de_bpfo": 1.0}, case=case_of(equipment, done=place))
    assert shown.active_step_id == steps[place].id
    assert shown.highlights[-1].role is HighlightRole.STEP
    assert shown.highlights[-1].anchor.component_id == steps[place].component_id


def test_a_step_that_names_no_part_lights_none(equipment: EquipmentType) -> None:
    case = case_of(equipment)
    steps = [step for task in case.procedure.tasks for step in task.steps]
    place = next(i for i, step in enumerate(steps) if step.component_id is None)
    shown = frame_of(equipment, {"de_bpfo": 1.0}, case=case_of(equipment, done=place))
    assert shown.active_step_id == steps[place].id
    assert HighlightRole.STEP not in {h.role for h in shown.highlights}


def test_without_a_case_there_is_no_step(equipment: EquipmentType) -> None:
    shown = frame_of(equipment, {"de_bpfo": 1.0})
    assert shown.active_step_id is None
    assert shown.procedure_digest is None


def test_a_frame_names_the_diagnosis_and_the_procedure_that_it_shows(equipment: EquipmentType) -> None:
    case = case_of(equipment)
    shown = frame_of(equipment, {"de_bpfo": 1.0}, case=case)
    score = scored({WEAR: 0.9, "impeller_wear": 0.1})
    measured = {signal.id: VALUES.get(signal.id) for signal in equipment.signals}
    reason = explained(score, equipment, {WEAR: {"de_bpfo": 1.0}}, values=measured, ranges=RANGES)
    assert shown.diagnosis_digest == digest_of(diagnose(score, reason, equipment))
    assert shown.procedure_digest == digest_of(case.procedure)


def test_callouts_show_what_speaks_for_the_mode_abnormal_values_first(equipment: EquipmentType) -> None:
    shown = frame_of(equipment, {"speed": 3.0, "de_bpfo": 1.0, "de_velocity": 2.0, "flow": -9.0})
    assert [(c.signal_id, c.state) for c in shown.callouts] == [
        ("de_velocity", SignalState.HIGH),
        ("de_bpfo", SignalState.HIGH),
        ("speed", SignalState.NORMAL),
    ]
    first = shown.callouts[0]
    assert (first.value, first.unit, first.low, first.high, first.anchor.node) == (3.0, "mm/s", 0.4, 1.1, "sensor_de")
    assert first.points == pytest.approx(20.0)


def test_there_are_never_more_than_five_callouts(equipment: EquipmentType) -> None:
    many = {signal.id: 1.0 for signal in equipment.signals}
    assert len(frame_of(equipment, many).callouts) == 5
    assert len(frame_of(equipment, None, probability=0.01).callouts) == 5


def test_a_healthy_machine_has_no_guilty_part_and_one_measured_value_a_component(equipment: EquipmentType) -> None:
    shown = frame_of(equipment, None, probability=0.01)
    assert shown.health is Health.HEALTHY
    assert shown.highlights == ()
    assert shown.headline == "No failure mode indicated"
    assert shown.diagnosis_digest is None
    components = [callout.anchor.component_id for callout in shown.callouts]
    assert len(set(components)) == len(components)
    assert all(equipment.signal(callout.signal_id).expression is None for callout in shown.callouts)


def test_a_machine_that_healed_while_its_case_is_open_shows_the_step_but_no_guilty_part(
    equipment: EquipmentType,
) -> None:
    shown = frame_of(equipment, {"de_bpfo": 0.1}, probability=0.01, case=case_of(equipment))
    assert shown.health is Health.HEALTHY
    assert {h.role for h in shown.highlights} <= {HighlightRole.STEP}
    assert shown.active_step_id is not None


def test_a_machine_that_measures_nothing_is_unknown_with_no_number(equipment: EquipmentType) -> None:
    nothing: dict[str, float | None] = dict.fromkeys(VALUES)
    shown = frame_of(equipment, None, quality=Quality.BAD, values=nothing)
    assert shown.health is Health.UNKNOWN
    assert shown.failure_probability is None
    assert shown.highlights == ()
    assert shown.headline == "No usable readings: condition unknown"
    assert {callout.state for callout in shown.callouts} == {SignalState.UNKNOWN}


def test_an_unknown_machine_with_an_open_case_still_shows_the_step(equipment: EquipmentType) -> None:
    shown = frame_of(equipment, {"de_bpfo": 1.0}, quality=Quality.BAD, case=case_of(equipment))
    assert shown.health is Health.UNKNOWN
    assert {h.role for h in shown.highlights} <= {HighlightRole.STEP}
    assert shown.active_step_id is not None


def test_a_frame_says_that_it_is_simulated(equipment: EquipmentType) -> None:
    assert frame_of(equipment, None).simulated is True


def test_the_next_step_is_the_first_that_nobody_has_done(equipment: EquipmentType) -> None:
    case = case_of(equipment)
    steps = [step for task in case.procedure.tasks for step in task.steps]
    assert next_step(case) == steps[0]
    assert next_step(case_of(equipment, done=3)) == steps[3]
    assert next_step(case_of(equipment, done=len(steps))) is None
    assert next_step(case.model_copy(update={"closed": at(9)})) is None
    assert next_step(None) is None


def test_an_observation_holds_every_signal_against_its_range() -> None:
    seen = observe("c", "P-101", at(0), {"flow": 20.0, "speed": None, "odd": 1.0}, RANGES)
    assert [(v.signal_id, v.value, v.state) for v in seen.values] == [
        ("flow", 20.0, SignalState.LOW),
        ("speed", None, SignalState.UNKNOWN),
        ("odd", 1.0, SignalState.UNKNOWN),
    ]
