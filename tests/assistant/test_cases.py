"""A case opens late enough to be meant, closes late enough to be over, and never changes under a technician's hands."""

from datetime import datetime

import pytest

from assistant.cases import CLOSE_AFTER, OPEN_AFTER, CaseBook
from assistant.records import Case, Health, RefusedAttempt, SignalState, Step, StepAcknowledged
from knowledge_base.records import Contact, EquipmentType
from tests.assistant.samples import at, diagnosed, observed

WEAR, LEAK = "bearing_de_wear", "seal_leakage_fault"
CONTACT = Contact(role="Shift lead", phone="ext. 1")


class Bench:
    """A case book and a clock that ticks with every reading."""

    def __init__(self, equipment: EquipmentType) -> None:
        self.book = CaseBook("P-101")
        self.equipment = equipment
        self.number = 0

    def read(
        self, health: Health, mode_id: str = WEAR, times: int = 1, state: SignalState = SignalState.NORMAL
    ) -> list[Case]:
        """Put readings of one kind in, all signals in this state; returns every case record that came out."""
        told: list[Case] = []
        for _ in range(times):
            self.number += 1
            probability = {Health.ALARM: 0.9, Health.WATCH: 0.3}.get(health, 0.01)
            finding = diagnosed(self.equipment, mode_id, probability, number=self.number)
            seen = observed(self.number, dict.fromkeys((signal.id for signal in self.equipment.signals), state))
            told += self.book.update(finding, health, seen, self.equipment, CONTACT)
        return told

    @property
    def now(self) -> datetime:
        return at(self.number)

    @property
    def case(self) -> Case:
        """The open case."""
        assert self.book.current is not None
        return self.book.current

    def say(self, step_id: str, case_id: str | None = None, actor: str = "A. Smith") -> Case | RefusedAttempt:
        """A person says that a step is done."""
        wanted = next((step for step in steps_in(self.case) if step.id == step_id), None) if self.book.current else None
        measure = wanted.measure if wanted else None
        event = StepAcknowledged(
            asset_id="P-101",
            time=self.now,
            case_id=case_id or self.case.case_id,
            step_id=step_id,
            actor=actor,
            value=None if measure is None else measure.low or measure.high,
        )
        return self.book.acknowledge(event, ())

    def acknowledge(self, step_id: str) -> Case:
        """The same by as many persons as have to, accepted."""
        for actor in ("A. Smith", "B. Jones"):
            case = self.say(step_id, actor=actor)
            assert isinstance(case, Case)
            if case.done[-1].completes:
                return case
        raise AssertionError

    def refused(self, step_id: str, case_id: str | None = None) -> str:
        """Why it was refused."""
        attempt = self.say(step_id, case_id)
        assert isinstance(attempt, RefusedAttempt)
        assert (attempt.step_id, attempt.actor, attempt.time) == (step_id, "A. Smith", self.now)
        return attempt.reason

    def finish(self) -> None:
        """All steps of the open case."""
        for step in steps_of(self.case):
            self.acknowledge(step)


@pytest.fixture
def bench(equipment: EquipmentType) -> Bench:
    return Bench(equipment)


@pytest.fixture
def opened(bench: Bench) -> Bench:
    """A bench with an open case about bearing wear."""
    bench.read(Health.ALARM, times=OPEN_AFTER)
    return bench


def steps_in(case: Case) -> list[Step]:
    """All steps, in order."""
    return [step for task in case.procedure.tasks for step in task.steps]


def steps_of(case: Case) -> list[str]:
    """The ids of all steps, in order."""
    return [step.id for step in steps_in(case)]


def test_a_case_opens_when_the_same_alarm_has_lasted(bench: Bench) -> None:
    assert bench.read(Health.ALARM, times=OPEN_AFTER - 1) == []
    (case,) = bench.read(Health.ALARM)
    assert (case.mode_id, case.opened, case.closed, case.done) == (WEAR, bench.now, None, ())
    assert case == bench.book.current
    assert case.procedure.mode_id == WEAR


def test_an_open_case_is_not_told_again(opened: Bench) -> None:
    assert opened.read(Health.ALARM, times=10) == []


@pytest.mark.parametrize("between", [Health.HEALTHY, Health.WATCH])
def test_an_alarm_that_is_interrupted_starts_over(bench: Bench, between: Health) -> None:
    bench.read(Health.ALARM, times=OPEN_AFTER - 1)
    bench.read(between)
    assert bench.read(Health.ALARM, times=OPEN_AFTER - 1) == []
    assert len(bench.read(Health.ALARM)) == 1


def test_alarms_that_alternate_between_two_modes_open_nothing(bench: Bench) -> None:
    told = [bench.read(Health.ALARM, mode) for _ in range(10) for mode in (WEAR, LEAK)]
    assert not any(told)


def test_two_alarms_that_last_open_a_case_though_they_change_places(bench: Bench) -> None:
    worn, leaking = (diagnosed(bench.equipment, mode, 0.9).modes[0] for mode in (WEAR, LEAK))
    finding = diagnosed(bench.equipment, WEAR, 0.9)
    told: list[Case] = []
    for number in range(OPEN_AFTER):
        ranked = (worn, leaking) if number % 2 == 0 else (leaking, worn)
        both = finding.model_copy(update={"modes": ranked})
        told += bench.book.update(both, Health.ALARM, observed(number, {}), bench.equipment, CONTACT)
    assert [case.mode_id for case in told] == [WEAR]


def test_silence_neither_opens_nor_forgets(bench: Bench) -> None:
    bench.read(Health.ALARM, times=OPEN_AFTER - 1)
    assert bench.read(Health.UNKNOWN, times=50) == []
    assert len(bench.read(Health.ALARM)) == 1


def test_silence_does_not_close_a_case(opened: Bench) -> None:
    opened.read(Health.HEALTHY, times=CLOSE_AFTER - 1)
    assert opened.read(Health.UNKNOWN, times=5 * CLOSE_AFTER) == []
    (closed,) = opened.read(Health.HEALTHY)
    assert closed.closed == opened.now


def test_a_case_closes_after_a_long_healthy_time(opened: Bench) -> None:
    case = opened.case
    assert opened.read(Health.HEALTHY, times=CLOSE_AFTER - 1) == []
    (closed,) = opened.read(Health.HEALTHY)
    assert closed == case.model_copy(update={"closed": opened.now})
    assert opened.book.current is None


@pytest.mark.parametrize("between", [Health.ALARM, Health.WATCH])
def test_one_relapse_starts_the_healthy_time_over(opened: Bench, between: Health) -> None:
    opened.read(Health.HEALTHY, times=CLOSE_AFTER - 1)
    opened.read(between)
    assert opened.read(Health.HEALTHY, times=CLOSE_AFTER - 1) == []
    assert len(opened.read(Health.HEALTHY)) == 1


def test_the_same_fault_can_open_a_second_case_of_another_id(opened: Bench) -> None:
    first = opened.case
    opened.read(Health.HEALTHY, times=CLOSE_AFTER)
    (second,) = opened.read(Health.ALARM, times=OPEN_AFTER)
    assert second.case_id != first.case_id


def test_a_lasting_other_alarm_replaces_a_case_that_nobody_has_begun(opened: Bench) -> None:
    first = opened.case
    assert opened.read(Health.ALARM, LEAK, times=OPEN_AFTER - 1) == []
    closed, second = opened.read(Health.ALARM, LEAK)
    assert (closed.case_id, closed.closed) == (first.case_id, opened.now)
    assert (second.mode_id, second.closed) == (LEAK, None)
    assert opened.book.current == second


def test_a_case_that_a_person_has_begun_is_not_closed_by_a_healthy_machine(opened: Bench) -> None:
    opened.acknowledge(steps_of(opened.case)[0])
    assert opened.read(Health.HEALTHY, times=5 * CLOSE_AFTER) == []
    assert opened.case.closed is None


def test_when_all_is_done_the_case_closes_once_the_machine_has_been_healthy_for_the_time_of_the_proof(
    opened: Bench,
) -> None:
    opened.finish()
    minutes = opened.equipment.proof_minutes
    (proving,) = opened.read(Health.HEALTHY)
    assert proving.proving_since == opened.now
    assert opened.read(Health.HEALTHY, times=int(6 * minutes) - 1) == []
    (closed,) = opened.read(Health.HEALTHY)
    assert closed.closed == opened.now
    assert opened.book.current is None


@pytest.mark.parametrize(
    ("health", "state"),
    [(Health.WATCH, SignalState.NORMAL), (Health.HEALTHY, SignalState.HIGH)],
    ids=["health", "signal"],
)
def test_a_proof_that_is_broken_begins_again(opened: Bench, health: Health, state: SignalState) -> None:
    opened.finish()
    opened.read(Health.HEALTHY, times=30)
    (broken,) = opened.read(health, state=state)
    assert broken.proving_since is None
    (again,) = opened.read(Health.HEALTHY)
    assert again.proving_since == opened.now
    assert opened.read(Health.HEALTHY, times=int(6 * opened.equipment.proof_minutes) - 1) == []
    assert opened.read(Health.HEALTHY)[0].closed is not None


def test_silence_proves_nothing(opened: Bench) -> None:
    opened.finish()
    assert opened.read(Health.UNKNOWN, times=200) == []
    assert opened.case.proving_since is None


def test_a_repair_that_did_not_help_gives_way_to_the_alarm_after_the_time_of_the_proof(opened: Bench) -> None:
    first = opened.case
    opened.finish()
    wait = int(6 * opened.equipment.proof_minutes)
    assert opened.read(Health.ALARM, times=wait, state=SignalState.HIGH) == []
    closed, second = opened.read(Health.ALARM, state=SignalState.HIGH)
    assert (closed.case_id, closed.closed) == (first.case_id, opened.now)
    assert (second.mode_id, second.done) == (WEAR, ())
    assert second.case_id != first.case_id


def test_only_the_clock_of_the_plant_counts_for_the_proof(opened: Bench) -> None:
    """In a simulation the machine's time runs ahead of the person's."""
    said_at, opened.number = opened.number, opened.number + 100_000
    opened.read(Health.ALARM, state=SignalState.HIGH)
    opened.number = said_at
    opened.finish()
    opened.number += 100_000
    assert opened.read(Health.ALARM, times=10, state=SignalState.HIGH) == []
    (proving,) = opened.read(Health.HEALTHY)
    assert proving.proving_since == opened.now
    assert opened.read(Health.HEALTHY, times=int(6 * opened.equipment.proof_minutes) - 1) == []
    assert opened.read(Health.HEALTHY)[0].closed == opened.now


def test_the_last_step_of_a_task_for_two_is_done_when_two_have_signed(opened: Bench) -> None:
    steps = steps_in(opened.case)
    double = next(step for step in steps if step.signatures == 2)
    assert double.id == "PS-T-010.20"
    for step in steps[: steps.index(double)]:
        opened.acknowledge(step.id)
    first = opened.say(double.id)
    assert isinstance(first, Case)
    assert not first.done[-1].completes
    assert "second person" in opened.refused(double.id)
    after = steps[steps.index(double) + 1].id
    assert f"{double.id} comes first" in opened.refused(after)
    second = opened.say(double.id, actor="B. Jones")
    assert isinstance(second, Case)
    assert second.done[-1].completes


def test_a_case_is_resumed_at_the_step_where_it_was(opened: Bench) -> None:
    for step in steps_of(opened.case)[:5]:
        opened.acknowledge(step)
    again = Bench(opened.equipment)
    again.book.resume(opened.case)
    assert again.case == opened.case
    assert f"{steps_of(opened.case)[5]} comes first" in again.refused(steps_of(opened.case)[6])
    again.acknowledge(steps_of(opened.case)[5])


def test_a_closed_case_is_not_resumed(opened: Bench) -> None:
    (closed,) = opened.read(Health.HEALTHY, times=CLOSE_AFTER)
    opened.book.resume(closed)
    assert opened.book.current is None


def test_once_a_person_has_begun_another_alarm_changes_nothing(opened: Bench) -> None:
    opened.acknowledge(steps_of(opened.case)[0])
    assert opened.read(Health.ALARM, LEAK, times=10) == []
    assert opened.case.mode_id == WEAR


def test_steps_are_acknowledged_in_order_with_name_and_time(opened: Bench) -> None:
    for count, step in enumerate(steps_of(opened.case), start=1):
        case = opened.acknowledge(step)
        assert sum(done.completes for done in case.done) == count
        assert (case.done[-1].step_id, case.done[-1].time) == (step, opened.now)
        assert case == opened.book.current
    assert {done.actor for done in opened.case.done if done.completes and done.step_id != "PS-T-010.20"} == {"A. Smith"}


def test_a_step_out_of_turn_is_refused_and_the_one_to_do_is_named(opened: Bench) -> None:
    first, second, *_ = steps_of(opened.case)
    assert f"{first} comes first" in opened.refused(second)
    assert opened.case.done == ()


def test_a_step_is_not_done_twice(opened: Bench) -> None:
    first = steps_of(opened.case)[0]
    opened.acknowledge(first)
    assert "already acknowledged" in opened.refused(first)
    assert len(opened.case.done) == 1


def test_a_step_of_no_procedure_is_refused(opened: Bench) -> None:
    assert "comes first" in opened.refused("PS-T-999.1")


def test_after_the_last_step_there_is_none(opened: Bench) -> None:
    opened.finish()
    assert "All steps are done" in opened.refused("PS-T-999.1")


def test_nothing_is_acknowledged_on_a_closed_or_replaced_case(opened: Bench) -> None:
    first = opened.case
    step = steps_of(first)[0]
    opened.read(Health.ALARM, LEAK, times=OPEN_AFTER)
    assert "closed" in opened.refused(step, case_id=first.case_id)
    opened.read(Health.HEALTHY, times=CLOSE_AFTER)
    assert "closed" in opened.refused(step, case_id=first.case_id)


def test_a_procedure_with_gaps_still_opens_its_case_and_has_nothing_to_acknowledge(equipment: EquipmentType) -> None:
    bench = Bench(equipment.model_copy(update={"isolation_tasks": ()}))
    (case,) = bench.read(Health.ALARM, times=OPEN_AFTER)
    assert not case.procedure.complete
    assert "All steps are done" in bench.refused("PS-T-010.1")
