"""Every gate is kept by the server: whoever asks, with whatever screen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.gates import limits, refusal
from assistant.procedure import compose
from assistant.records import Acknowledgement, Case, Step, StepAcknowledged, StepKind
from knowledge_base.records import Contact, EquipmentType, Measurement, Person, Role
from tests.assistant.samples import at, diagnosed, signed

CONTACT = Contact(role="Shift lead", phone="ext. 1")
LOCKER = Person(name="R. Meier", roles=(Role.TECHNICIAN, Role.ISOLATION))
OTHER = Person(name="M. Duval", roles=(Role.TECHNICIAN, Role.ISOLATION))
FITTER = Person(name="A. Smith", roles=(Role.TECHNICIAN,))
PEOPLE = (LOCKER, OTHER, FITTER)
ALIGNMENT = "shaft_misalignment"


@pytest.fixture
def case(equipment: EquipmentType) -> Case:
    """An open case about misalignment, nothing done."""
    return Case(
        case_id="c-1",
        asset_id="P-101",
        mode_id=ALIGNMENT,
        opened=at(0),
        closed=None,
        procedure=compose(diagnosed(equipment, ALIGNMENT), equipment, CONTACT),
        done=(),
        proving_since=None,
    )


def steps_of(case: Case) -> list[Step]:
    return [step for task in case.procedure.tasks for step in task.steps]


def done_until(case: Case, step: Step) -> Case:
    """The case with all steps before this one done."""
    steps = steps_of(case)
    return case.model_copy(update={"done": tuple(signed(one.id) for one in steps[: steps.index(step)])})


def first(case: Case, kind: StepKind) -> Step:
    return next(step for step in steps_of(case) if step.kind is kind)


def said(
    step: Step | str, actor: str = LOCKER.name, value: float | None = None, case_id: str = "c-1"
) -> StepAcknowledged:
    step_id = step if isinstance(step, str) else step.id
    return StepAcknowledged(asset_id="P-101", time=at(1), case_id=case_id, step_id=step_id, actor=actor, value=value)


def test_who_may_and_is_in_turn_is_accepted(case: Case) -> None:
    assert refusal(case, said(steps_of(case)[0], FITTER.name), PEOPLE) is None


def test_only_a_person_with_that_role_locks_out_and_takes_the_locks_away(case: Case) -> None:
    for kind in (StepKind.MAKE_SAFE, StepKind.RESTORE):
        step = first(case, kind)
        reason = refusal(done_until(case, step), said(step, FITTER.name), PEOPLE)
        assert reason == "A. Smith may not isolate energy and lock out. Who may: R. Meier, M. Duval"
        assert refusal(done_until(case, step), said(step, LOCKER.name), PEOPLE) is None


@pytest.mark.parametrize("stranger", ["J. Doe", "r. meier", "R. Meier ", ""])
def test_nobody_acts_who_is_not_among_the_people_of_the_plant(case: Case, stranger: str) -> None:
    assert refusal(case, said(steps_of(case)[0], stranger), PEOPLE) is not None


def test_where_no_people_are_named_a_name_is_enough_and_needed(case: Case) -> None:
    step = first(case, StepKind.MAKE_SAFE)
    assert refusal(done_until(case, step), said(step, "anyone"), ()) is None
    assert refusal(done_until(case, step), said(step, "  "), ()) == "Give your name"


def test_no_repair_before_all_is_safe_though_the_steps_came_in_another_order(case: Case) -> None:
    tasks = case.procedure.tasks
    shuffled = [task for task in tasks if task.kind is StepKind.REPAIR] + [
        task for task in tasks if task.kind is not StepKind.REPAIR
    ]
    wrong = case.model_copy(update={"procedure": case.procedure.model_copy(update={"tasks": tuple(shuffled)})})
    step = steps_of(wrong)[0]
    assert step.kind is StepKind.REPAIR
    assert "not made safe yet: step PS-T-010.1 is not done" in (refusal(wrong, said(step), PEOPLE) or "")


def test_nothing_is_repaired_by_a_procedure_that_makes_nothing_safe(case: Case) -> None:
    tasks = tuple(task for task in case.procedure.tasks if task.kind is StepKind.REPAIR)
    wrong = case.model_copy(update={"procedure": case.procedure.model_copy(update={"tasks": tasks})})
    assert "cannot be made safe" in (refusal(wrong, said(steps_of(wrong)[0]), PEOPLE) or "")


def test_a_signature_that_is_not_the_last_does_not_make_safe(case: Case) -> None:
    repair = first(case, StepKind.REPAIR)
    ready = done_until(case, repair)
    assert refusal(ready, said(repair), PEOPLE) is None
    half = tuple(done.model_copy(update={"completes": done.step_id != "PS-T-010.20"}) for done in ready.done)
    assert "PS-T-010.20 comes first" in (refusal(case.model_copy(update={"done": half}), said(repair), PEOPLE) or "")


def test_two_signatures_are_those_of_two_persons(case: Case) -> None:
    step = next(step for step in steps_of(case) if step.signatures == 2)
    before = done_until(case, step)
    once = before.model_copy(update={"done": (*before.done, signed(step.id, actor=LOCKER.name, completes=False))})
    assert "second person" in (refusal(once, said(step, LOCKER.name), PEOPLE) or "")
    assert refusal(once, said(step, OTHER.name), PEOPLE) is None
    assert "second person" in (refusal(once, said(step, " r.  MEIER"), ()) or "")


@pytest.mark.parametrize(
    ("value", "accepted"), [(0.4, True), (0.7, True), (0.0, True), (0.71, False), (7.0, False), (None, False)]
)
def test_the_next_step_opens_by_a_value_within_the_limits_alone(
    case: Case, value: float | None, accepted: bool
) -> None:
    step = next(step for step in steps_of(case) if step.id == "PS-T-220.13")
    reason = refusal(done_until(case, step), said(step, value=value), PEOPLE)
    assert (reason is None) is accepted
    if value is None:
        assert reason == "Measure Angle at the coupling elements in mrad, and enter it"
    elif reason is not None:
        assert reason.endswith("must be at most 0.7 mrad. The next step stays closed")


def test_a_step_that_measures_nothing_takes_no_value(case: Case) -> None:
    assert "takes no value" in (refusal(case, said(steps_of(case)[0], value=3.0), PEOPLE) or "")


def test_a_closed_case_and_another_one_take_nothing(case: Case) -> None:
    step = steps_of(case)[0]
    assert "closed" in (refusal(case.model_copy(update={"closed": at(9)}), said(step), PEOPLE) or "")
    assert "closed" in (refusal(case, said(step, case_id="c-2"), PEOPLE) or "")
    assert "closed" in (refusal(None, said(step), PEOPLE) or "")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_is_tried_in_whatever_order_nothing_is_repaired_before_all_is_safe(
    equipment: EquipmentType, data: st.DataObject
) -> None:
    procedure = compose(diagnosed(equipment, ALIGNMENT), equipment, CONTACT)
    case = Case(
        case_id="c-1", asset_id="P-101", mode_id=ALIGNMENT, opened=at(0), closed=None, procedure=procedure, done=(),
        proving_since=None,
    )  # fmt: skip
    steps = steps_of(case)
    safe = {step.id for step in steps if step.kind is StepKind.MAKE_SAFE}
    for _ in range(40):
        place = len({done.step_id for done in case.done if done.completes})
        near = steps[max(0, place - 2) : place + 4]
        step = data.draw(st.sampled_from([*near, *steps[:: len(steps) // 5]]))
        event = said(
            step, data.draw(st.sampled_from(["R. Meier", "A. Smith", "M. Duval", "X"])), 0.1 if step.measure else None
        )
        if refusal(case, event, PEOPLE) is None:
            count = sum(done.step_id == step.id for done in case.done) + 1
            done = Acknowledgement(
                step_id=step.id, actor=event.actor, time=at(1), value=event.value, completes=count >= step.signatures
            )
            completed = {one.step_id for one in case.done if one.completes}
            assert step.kind is not StepKind.REPAIR or safe <= completed
            assert [one.id for one in steps[: len(completed)]] == [one.step_id for one in case.done if one.completes]
            case = case.model_copy(update={"done": (*case.done, done)})


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0.0, 0.05, "0 to 0.05 mm"), (None, 49.0, "at most 49 mm"), (8.6, None, "at least 8.6 mm")],
)
def test_limits_are_said_in_words(low: float | None, high: float | None, words: str) -> None:
    wanted = Measurement(task="T-1", step=1, name="Gap", unit="mm", unit_label="mm", low=low, high=high)
    assert limits(wanted) == words
