"""From a diagnosis alone to the task that repairs: work before looking, and never the lock-out itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge_base.catalog import find_plant, open_plant
from knowledge_base.ingest import group_of
from knowledge_base.records import EquipmentType
from knowledge_base.search.index import SearchIndex
from knowledge_base.search.tasks import rank_tasks


@pytest.fixture(scope="module")
def equipment() -> EquipmentType:
    return open_plant(find_plant("pump-skid")).plant.equipment[0]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    index = SearchIndex.open(tmp_path_factory.mktemp("index"))
    for reading in open_plant(find_plant("pump-skid")).readings["pump-skid"].in_force:
        index.replace(group_of(reading), reading.passages)
    yield index
    index.close()


@pytest.mark.parametrize(
    ("mode", "task"),
    [
        ("bearing_de_wear", "PS-T-210"),
        ("seal_leakage_fault", "PS-T-230"),
        ("strainer_blockage", "PS-T-240"),
        ("discharge_valve_obstruction", "PS-T-270"),
    ],
)
def test_the_repair_of_the_part_comes_first(index: SearchIndex, equipment: EquipmentType, mode: str, task: str) -> None:
    assert rank_tasks(index, equipment.failure_mode(mode), equipment)[0].task.id == task


def test_making_safe_and_bringing_back_are_no_repair(index: SearchIndex, equipment: EquipmentType) -> None:
    safe = {*equipment.isolation_tasks, *equipment.restore_tasks}
    for mode in equipment.failure_modes:
        assert safe.isdisjoint(one.task.id for one in rank_tasks(index, mode, equipment, 50))


def test_what_only_looks_stands_behind_what_repairs(index: SearchIndex, equipment: EquipmentType) -> None:
    looks = {task for mode in equipment.failure_modes for task in mode.confirm_tasks}
    for mode in equipment.failure_modes:
        assert rank_tasks(index, mode, equipment)[0].task.id not in looks


def test_a_check_that_needs_parts_repairs_too(index: SearchIndex, equipment: EquipmentType) -> None:
    mode = equipment.failure_mode("impeller_wear")
    ranked = [one.task for one in rank_tasks(index, mode, equipment, 50)]
    titled = [task for task in ranked if task.title.split()[1] in ("Inspect", "Check")]
    needing = [task.id for task in titled if task.parts]
    assert needing == ["PS-T-260"]
    assert all(ranked.index(task) > ranked.index(titled[0]) for task in titled[1:])


def test_a_task_lacks_nothing_to_itself_and_the_others_lack_more(index: SearchIndex, equipment: EquipmentType) -> None:
    scores = [one.score for one in rank_tasks(index, equipment.failure_mode("strainer_blockage"), equipment, 9)]
    assert all(score <= 0 for score in scores)
    assert len(set(scores)) == len(scores)


def test_what_the_catalog_names_is_not_used(index: SearchIndex, equipment: EquipmentType) -> None:
    mode = equipment.failure_mode("bearing_de_wear")
    blank = mode.model_copy(update={"tasks": (), "confirm_tasks": ()})
    assert rank_tasks(index, blank, equipment) == rank_tasks(index, mode, equipment)


def test_an_index_without_manuals_has_no_task(equipment: EquipmentType, tmp_path: Path) -> None:
    empty = SearchIndex.open(tmp_path)
    assert rank_tasks(empty, equipment.failure_modes[0], equipment) == ()
