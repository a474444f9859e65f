"""A case opens late enough to be meant, closes late enough to be over, and never changes under a technician's hands."""

from datetime import datetime

import pytest

from assistant.cases import CLOSE_AFTER, OPEN_AFTER, CaseBook
from assistant.errors import RefusedAct
from assistant.records import Case, Health, StepAcknowledged
from knowledge_base.records import Contact, EquipmentType
from tests.assistant.samples import at, diagnosed

WEAR, LEAK = "bearing_de_wear", "seal_leakage_fault"
CONTACT = Contact(role="Shift lead", phone="ext. 1")


class Bench:
    """A case book and a clock that ticks with every reading."""

    def __init__(self, equipment: EquipmentType) -> None:
        self.book = CaseBook("P-101")
        self.equipment = equipment
        self.number = 0

    def read(self, health: Health, mode_id: str = WEAR, times: int = 1) -> list[Case]:
        """Put readings of one kind in; returns every case record that came out."""
        told: list[Case] = []
        for _ in range(times):
            self.number += 1
            probability = {Health.ALARM: 0.9, Health.WATCH: 0.3}.get(health, 0.01)
            finding = diagnosed(self.equipment, mode_id, probability, number=self.number)
            told += self.book.update(finding, health, self.now, self.equipment, CONTACT)
        return told

    @property
    def now(self) -> datetime:
        return at(self.number)

    @property
    def case(self) -> Case:
        """The open case."""
        assert self.book.current is not None
        return self.book.current

    def acknowledge(self, step_id: str, case_id: str | None = None) -> Case:
        """A person says that a step is done."""
        return self.book.acknowledge(
            StepAcknowledged(
                asset_id="P-101", time=self.now, case_id=case_id or self.case.case_id, step_id=step_id, actor="A. Smith"
            )
        )


@pytest.fixture
def bench(equipment: EquipmentType) -> Bench:
    return Bench(equipment)


@pytest.fixture
def opened(bench: Bench) -> Bench:
    """A bench with an open case about bearing wear."""
    bench.read(Health.ALARM, times=OPEN_AFTER)
    return bench


def steps_of(case: Case) -> list[str]:
    """The ids of all steps, in order."""
    return [step.id for task in case.procedure.tasks for step in task.steps]


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
        told += bench.book.update(both, Health.ALARM, at(number), bench.equipment, CONTACT)
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


def test_once_a_person_has_begun_another_alarm_changes_nothing(opened: Bench) -> None:
    opened.acknowledge(steps_of(opened.case)[0])
    assert opened.read(Health.ALARM, LEAK, times=10) == []
    assert opened.case.mode_id == WEAR


def test_steps_are_acknowledged_in_order_with_name_and_time(opened: Bench) -> None:
    for count, step in enumerate(steps_of(opened.case), start=1):
        case = opened.acknowledge(step)
        assert len(case.done) == count
        assert (case.done[-1].step_id, case.done[-1].actor, case.done[-1].time) == (step, "A. Smith", opened.now)
        assert case == opened.book.current


def test_a_step_out_of_turn_is_refused_and_the_one_to_do_is_named(opened: Bench) -> None:
    first, second, *_ = steps_of(opened.case)
    with pytest.raises(RefusedAct, match=f"{first} comes first"):
        opened.acknowledge(second)
    assert opened.case.done == ()


def test_a_step_is_not_done_twice(opened: Bench) -> None:
    first = steps_of(opened.case)[0]
    opened.acknowledge(first)
    with pytest.raises(RefusedAct, match="already acknowledged"):
        opened.acknowledge(first)
    assert len(opened.case.done) == 1


def test_a_step_of_no_procedure_is_refused(opened: Bench) -> None:
    with pytest.raises(RefusedAct, match="comes first"):
        opened.acknowledge("PS-T-999.1")


def test_after_the_last_step_there_is_none(opened: Bench) -> None:
    for step in steps_of(opened.case):
        opened.acknowledge(step)
    with pytest.raises(RefusedAct, match="All steps are done"):
        opened.acknowledge("PS-T-999.1")


def test_nothing_is_acknowledged_on_a_closed_or_replaced_case(opened: Bench) -> None:
    first = opened.case
    step = steps_of(first)[0]
    opened.read(Health.ALARM, LEAK, times=OPEN_AFTER)
    with pytest.raises(RefusedAct, match="closed"):
        opened.acknowledge(step, case_id=first.case_id)
    opened.read(Health.HEALTHY, times=CLOSE_AFTER)
    with pytest.raises(RefusedAct, match="closed"):
        opened.acknowledge(step, case_id=first.case_id)


def test_a_procedure_with_gaps_still_opens_its_case_and_has_nothing_to_acknowledge(equipment: EquipmentType) -> None:
    bench = Bench(equipment.model_copy(update={"isolation_tasks": ()}))
    (case,) = bench.read(Health.ALARM, times=OPEN_AFTER)
    assert not case.procedure.complete
    with pytest.raises(RefusedAct, match="All steps are done"):
        bench.acknowledge("PS-T-010.1")
