"""The inspection that tells most for its time comes first, and what each outcome means is said."""

import pytest

from assistant.inspections import inspections, likely_modes, minutes_of
from assistant.records import Conclusion, Diagnosis
from knowledge_base.records import EquipmentType, Task
from tests.assistant.samples import diagnosed

BLOCKED, CAVITATION, WORN = "strainer_blockage", "cavitation", "impeller_wear"


def finding(equipment: EquipmentType, **probabilities: float) -> Diagnosis:
    """A diagnosis with these modes, the first one alarming."""
    whole = [diagnosed(equipment, mode, probability) for mode, probability in probabilities.items()]
    modes = tuple(one.modes[0].model_copy(update={"alarm": number == 0}) for number, one in enumerate(whole))
    return whole[0].model_copy(update={"modes": modes})


def running(_: Task) -> bool:
    """No task needs the machine to be safe."""
    return False


def with_tasks(equipment: EquipmentType, **tasks: tuple[str, ...]) -> EquipmentType:
    """The same machine, with these tasks to confirm its modes."""
    modes = tuple(m.model_copy(update={"confirm_tasks": tasks.get(m.id, ())}) for m in equipment.failure_modes)
    return equipment.model_copy(update={"failure_modes": modes})


def test_one_likely_mode_is_confirmed_by_its_own_tasks(equipment: EquipmentType) -> None:
    (only,) = inspections(finding(equipment, strainer_blockage=0.9, cavitation=0.2), equipment, running)
    assert only.task.id == "PS-T-115"
    assert only.conclusions == (Conclusion(found=True, mode_ids=(BLOCKED,)), Conclusion(found=False, mode_ids=()))


def test_rivals_are_told_apart_and_each_outcome_says_what_is_left(equipment: EquipmentType) -> None:
    found = inspections(
        finding(equipment, strainer_blockage=0.9, cavitation=0.8, impeller_wear=0.1), equipment, running
    )
    assert {one.task.id for one in found} == {"PS-T-115", "PS-T-114"}
    meant = {one.task.id: one.conclusions for one in found}
    assert meant["PS-T-115"] == (
        Conclusion(found=True, mode_ids=(BLOCKED,)),
        Conclusion(found=False, mode_ids=(CAVITATION,)),
    )


def test_of_two_that_tell_the_same_the_quicker_one_comes_first(equipment: EquipmentType) -> None:
    known = {name: minutes_of(task) for name in ("PS-T-110", "PS-T-220") if (task := equipment.task(name))}
    quick, slow = sorted(known, key=known.__getitem__)
    assert known[quick] < known[slow]
    machine = with_tasks(equipment, strainer_blockage=(slow,), cavitation=(quick,))
    found = inspections(finding(machine, strainer_blockage=0.8, cavitation=0.8), machine, running)
    assert [one.task.id for one in found] == [quick, slow]


def test_making_the_machine_safe_is_part_of_the_price(equipment: EquipmentType) -> None:
    machine = with_tasks(equipment, strainer_blockage=("PS-T-110",), cavitation=("PS-T-111",))
    diagnosis = finding(machine, strainer_blockage=0.8, cavitation=0.8)
    found = inspections(diagnosis, machine, lambda task: task.id == "PS-T-110")
    assert [one.task.id for one in found] == ["PS-T-111", "PS-T-110"]


def test_a_rivals_task_that_tells_nothing_apart_is_left_out(equipment: EquipmentType) -> None:
    both = ("PS-T-110",)
    machine = with_tasks(equipment, strainer_blockage=("PS-T-115",), cavitation=both, impeller_wear=both)
    whole = with_tasks(machine, strainer_blockage=both, cavitation=both)
    found = inspections(finding(whole, strainer_blockage=0.8, cavitation=0.8), whole, running)
    assert [one.task.id for one in found] == ["PS-T-110"]
    assert found[0].conclusions[1].mode_ids == ()


def test_no_more_than_three_modes_are_weighed_and_the_one_acted_on_is_among_them(equipment: EquipmentType) -> None:
    diagnosis = finding(
        equipment,
        strainer_blockage=0.6,
        cavitation=0.9,
        impeller_wear=0.7,
        impeller_imbalance=0.5,
        motor_overheating=0.1,
    )
    assert [mode.mode_id for mode in likely_modes(diagnosis)] == [BLOCKED, CAVITATION, WORN]


def test_tasks_that_no_manual_holds_are_left_out(equipment: EquipmentType) -> None:
    machine = with_tasks(equipment, strainer_blockage=("PS-T-999",))
    assert inspections(finding(machine, strainer_blockage=0.9), machine, running) == ()


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("20 min", 20),
        ("1.5 h, of which 20 min work", 90),
        ("1,5 Stunden", 90),
        ("90 s", 1.5),
        ("as long as it takes", 30),
    ],
)
def test_the_time_of_a_task_is_what_its_manual_says(equipment: EquipmentType, said: str, minutes: float) -> None:
    task = equipment.task("PS-T-110")
    assert task is not None
    assert task.duration is not None
    told = task.model_copy(update={"duration": task.duration.model_copy(update={"text": said})})
    assert minutes_of(told) == pytest.approx(minutes)
    assert minutes_of(task.model_copy(update={"duration": None})) == 30
