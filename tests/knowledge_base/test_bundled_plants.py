"""What must hold for the two plants that come with Faultlens."""

import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge_base.catalog import BUNDLED, bundled_plants, check_plant, load_plant
from knowledge_base.records import EquipmentType, NoticeKind, Plant, Quote, Task

# Between the quotes of a task stand only its heading, the names of its fields, and the marks of Markdown.
MARKS = re.compile(r"\A(?:##+ [^\n]*\{#[^\n]*\}|\*\*[A-Z][A-Za-z ]+:\*\*|- |\d+\. |> |\s|\*\*Interval:\*\*[^\n]*)*\Z")
PUMP_COMPONENTS = {
    "motor",
    "coupling",
    "coupling_guard",
    "bearing_housing",
    "bearing_de",
    "bearing_nde",
    "mechanical_seal",
    "impeller",
    "casing",
    "suction_strainer",
    "discharge_valve",
}
TOPICS = {
    "pump-skid": ["lock", "bearing", "align", "seal", "strainer", "cavitation"],
    "milling-cell": ["lock", "change the tool", "cool", "load", "power", "supply"],
}


@pytest.fixture(scope="module", params=bundled_plants())
def plant(request: pytest.FixtureRequest) -> Plant:
    return load_plant(BUNDLED / request.param)


@pytest.fixture
def equipment(plant: Plant) -> EquipmentType:
    (only,) = plant.equipment
    return only


def tasks_of(equipment: EquipmentType) -> dict[str, Task]:
    return {task.id: task for manual in equipment.manuals for task in manual.tasks}


def repairs_of(equipment: EquipmentType) -> dict[str, Task]:
    wanted = {task for mode in equipment.failure_modes for task in mode.tasks}
    return {name: task for name, task in tasks_of(equipment).items() if name in wanted}


def quotes_of(task: Task) -> Iterator[Quote]:
    yield from (q for q in (task.purpose, task.duration, task.personnel, task.preconditions) if q is not None)
    yield from (*task.tools, *task.parts, *task.acceptance)
    for step in task.steps:
        yield from (*(notice.quote for notice in step.notices), step.quote)


def nodes_of(model: Path) -> set[str]:
    """The names of all nodes of a binary glTF 2.0 file: after a header of 12 bytes, the first chunk is JSON."""
    raw = model.read_bytes()
    (length,) = struct.unpack_from("<I", raw, 12)
    return {node.get("name", "") for node in json.loads(raw[20 : 20 + length])["nodes"]}


def test_there_are_two_bundled_plants() -> None:
    assert bundled_plants() == ("milling-cell", "pump-skid")


@pytest.mark.parametrize("name", bundled_plants())
def test_a_bundled_plant_has_no_problem_at_all(name: str) -> None:
    assert check_plant(BUNDLED / name)[1] == ()


def test_every_failure_mode_has_a_task_that_confirms_it_and_one_that_repairs_it(equipment: EquipmentType) -> None:
    tasks = tasks_of(equipment)
    for mode in equipment.failure_modes:
        assert mode.confirm_tasks, mode.id
        assert mode.tasks, mode.id
        assert set(mode.confirm_tasks + mode.tasks) <= set(tasks), mode.id


def test_every_failure_mode_has_a_symptom_by_which_it_shows(equipment: EquipmentType) -> None:
    assert all(mode.symptoms for mode in equipment.failure_modes)


def test_every_machine_can_be_made_safe_and_brought_back(equipment: EquipmentType) -> None:
    tasks = tasks_of(equipment)
    assert equipment.isolation_tasks
    assert equipment.restore_tasks
    assert set(equipment.isolation_tasks + equipment.restore_tasks) <= set(tasks)
    assert "lock" in " ".join(step.quote.text for t in equipment.isolation_tasks for step in tasks[t].steps).lower()
    assert equipment.energies


def test_every_repair_warns_before_a_step_and_says_whom_and_what_it_takes_and_when_it_is_done(
    equipment: EquipmentType,
) -> None:
    for task in repairs_of(equipment).values():
        kinds = {notice.kind for step in task.steps for notice in step.notices}
        assert NoticeKind.WARNING in kinds, task.id
        for part in (task.purpose, task.duration, task.personnel, task.tools, task.acceptance):
            assert part, task.id


def test_nothing_that_is_written_in_a_task_is_left_out_of_it(plant: Plant, equipment: EquipmentType) -> None:
    for manual in equipment.manuals:
        text = (BUNDLED / plant.id / manual.file).read_text(encoding="utf-8")
        for task in manual.tasks:
            start = text.index("{#" + task.id + "}")
            start = text.rindex("\n", 0, start) + 1
            end = re.compile(r"^#", re.MULTILINE).search(text, start + 1)
            section = list(text[start : end.start() if end else len(text)])
            for quote in quotes_of(task):
                span = slice(quote.citation.start - start, quote.citation.end - start)
                section[span] = " " * (quote.citation.end - quote.citation.start)
            assert MARKS.match("".join(section)), f"{task.id}: {''.join(section).strip()}"


def test_torques_are_written_with_their_unit(equipment: EquipmentType) -> None:
    steps = [step.quote.text for task in tasks_of(equipment).values() for step in task.steps]
    assert any(re.search(r"\d+ N·m", step) for step in steps)
    for step in steps:
        assert not re.search(r"\d ?(Nm|nm|ft-lb)\b", step), step


def test_the_manuals_hold_the_work_that_the_machine_needs(plant: Plant, equipment: EquipmentType) -> None:
    titles = "\n".join(task.title.lower() for task in tasks_of(equipment).values())
    for topic in TOPICS[plant.id]:
        assert re.search(topic, titles), f"{topic} in\n{titles}"


def test_the_3d_model_has_a_node_for_every_component_and_every_sensor(plant: Plant, equipment: EquipmentType) -> None:
    assert equipment.model_file is not None
    nodes = nodes_of(BUNDLED / plant.id / equipment.model_file)
    assert {component.node for component in equipment.components} <= nodes
    assert {signal.node for signal in equipment.signals if signal.node} <= nodes


def test_the_pump_skid_has_the_parts_and_the_failure_modes_that_it_must_have() -> None:
    (pump,) = load_plant(BUNDLED / "pump-skid").equipment
    assert {component.id for component in pump.components} >= PUMP_COMPONENTS
    assert len(pump.failure_modes) >= 8
    assert pump.twin is not None


def test_the_milling_cell_has_the_parts_and_the_failure_modes_of_the_ai4i_data() -> None:
    plant = load_plant(BUNDLED / "milling-cell")
    (machine,) = plant.equipment
    assert {component.id for component in machine.components} >= {"spindle", "tool", "drive", "cooling"}
    assert set(plant.history.label_columns.values()) == {"TWF", "HDF", "PWF", "OSF"}
    assert set(plant.history.label_columns) == {mode.id for mode in machine.failure_modes}
