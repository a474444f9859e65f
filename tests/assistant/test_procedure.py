"""Steps are whole tasks of the manual, byte for byte, in a safe order; where the manual has a gap there are none."""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from assistant.procedure import compose, named_component
from assistant.records import Procedure, StepKind
from explain.records import digest_of
from knowledge_base.catalog import bundled_plants, find_plant, load_plant
from knowledge_base.records import Contact, EquipmentType, Plant, Quote
from tests.assistant.samples import diagnosed

CONTACT = Contact(role="Shift lead", phone="ext. 1")
WEAR = "bearing_de_wear"
AFTER_ISOLATION = "PS-T-210"
"""A task whose preconditions name the isolation task."""


@cache
def bundled(name: str) -> Plant:
    """A bundled plant."""
    return load_plant(find_plant(name))


ALL_MODES = [
    pytest.param(plant, mode.id, id=f"{plant}/{mode.id}")
    for plant in bundled_plants()
    for mode in bundled(plant).equipment[0].failure_modes
]


def procedure_of(equipment: EquipmentType, mode_id: str = WEAR) -> Procedure:
    """What to do about this mode."""
    return compose(diagnosed(equipment, mode_id), equipment, CONTACT)


def with_mode(equipment: EquipmentType, **fields: object) -> EquipmentType:
    """The same machine, its bearing wear described otherwise."""
    modes = tuple(m.model_copy(update=fields) if m.id == WEAR else m for m in equipment.failure_modes)
    return equipment.model_copy(update={"failure_modes": modes})


def quotes(procedure: Procedure) -> Iterator[Quote]:
    """Everything that a procedure quotes."""
    for task in procedure.tasks:
        single = (task.purpose, task.duration, task.personnel, task.preconditions)
        yield from (quote for quote in single if quote is not None)
        yield from (*task.tools, *task.parts, *task.acceptance)
        for step in task.steps:
            yield step.quote
            yield from (notice.quote for notice in step.notices)


def section(folder: Path, plant: Plant, task_id: str) -> str:
    """The manual's own text of a task, found without the project's reader."""
    for manual in plant.equipment[0].manuals:
        text = (folder / manual.file).read_text(encoding="utf-8")
        if match := re.search(rf"^#+ .*\{{#{re.escape(task_id)}\}}\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL):
            return match[1]
    raise AssertionError(f"no manual holds {task_id}")


@pytest.mark.parametrize(("name", "mode_id"), ALL_MODES)
def test_every_bundled_mode_has_a_complete_procedure(name: str, mode_id: str) -> None:
    plant = bundled(name)
    made = procedure_of(plant.equipment[0], mode_id)
    assert made.complete
    assert made.gaps == ()
    kinds = [task.kind for task in made.tasks]
    assert kinds == sorted(kinds, key=[StepKind.CONFIRM, StepKind.MAKE_SAFE, StepKind.REPAIR, StepKind.RESTORE].index)
    assert set(kinds) == set(StepKind)
    assert all(step.kind is task.kind for task in made.tasks for step in task.steps)


@pytest.mark.parametrize(("name", "mode_id"), ALL_MODES)
def test_everything_quoted_stands_in_the_manual_byte_for_byte(name: str, mode_id: str) -> None:
    folder, plant = find_plant(name), bundled(name)
    revisions = {manual.id: manual.revision for manual in plant.equipment[0].manuals}
    said = list(quotes(procedure_of(plant.equipment[0], mode_id)))
    assert said
    for quote in said:
        cited = quote.citation
        raw = (folder / cited.file).read_bytes()
        assert raw.decode("utf-8")[cited.start : cited.end] == quote.text
        assert quote.text.encode() in raw
        assert hashlib.sha256(quote.text.encode()).hexdigest() == cited.sha256
        assert cited.revision == revisions[cited.manual_id]
        assert cited.section


@pytest.mark.parametrize(("name", "mode_id"), ALL_MODES)
def test_tasks_are_whole_no_step_and_no_warning_is_left_out(name: str, mode_id: str) -> None:
    folder, plant = find_plant(name), bundled(name)
    for task in procedure_of(plant.equipment[0], mode_id).tasks:
        written = section(folder, plant, task.task_id)
        numbered = re.findall(r"^(\d+)\. (.*)$", written, re.MULTILINE)
        assert [(str(step.number), step.quote.text) for step in task.steps] == numbered
        warned = re.findall(r"^> \*\*(WARNING|CAUTION|NOTE):\*\* (.*)$", written, re.MULTILINE)
        shown = [(n.kind.value.upper(), n.quote.text) for step in task.steps for n in step.notices]
        assert shown == warned


@pytest.mark.parametrize(("name", "mode_id"), ALL_MODES)
def test_step_ids_are_unique_within_a_procedure(name: str, mode_id: str) -> None:
    ids = [step.id for task in procedure_of(bundled(name).equipment[0], mode_id).tasks for step in task.steps]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(("name", "mode_id"), ALL_MODES)
def test_a_step_names_a_component_of_this_machine_or_none(name: str, mode_id: str) -> None:
    equipment = bundled(name).equipment[0]
    known = {component.id for component in equipment.components}
    steps = [step for task in procedure_of(equipment, mode_id).tasks for step in task.steps]
    assert {step.component_id for step in steps} <= known | {None}
    assert any(step.component_id for step in steps)


def test_a_warning_stands_before_the_step_that_it_guards(equipment: EquipmentType, plant: Plant) -> None:
    folder = find_plant("pump-skid")
    for task in procedure_of(equipment).tasks:
        written = section(folder, plant, task.task_id)
        for step in task.steps:
            for notice in step.notices:
                between = written[written.index(notice.quote.text) : written.index(f"\n{step.number}. ")]
                assert not re.search(r"^\d+\. ", between, re.MULTILINE)


def test_the_cause_is_confirmed_running_first_and_dismantled_only_after_isolation(equipment: EquipmentType) -> None:
    both = with_mode(equipment, confirm_tasks=(AFTER_ISOLATION, "PS-T-110"), tasks=("PS-T-220",))
    order = [(task.kind, task.task_id) for task in procedure_of(both).tasks]
    assert order == [
        (StepKind.CONFIRM, "PS-T-110"),
        (StepKind.MAKE_SAFE, "PS-T-010"),
        (StepKind.CONFIRM, AFTER_ISOLATION),
        (StepKind.REPAIR, "PS-T-220"),
        (StepKind.RESTORE, "PS-T-020"),
        (StepKind.RESTORE, "PS-T-021"),
    ]


def test_repair_tasks_keep_the_order_of_the_catalog(equipment: EquipmentType) -> None:
    made = procedure_of(equipment)
    repair = [task.task_id for task in made.tasks if task.kind is StepKind.REPAIR]
    assert tuple(repair) == equipment.failure_mode(WEAR).tasks


@pytest.mark.parametrize("field", ["isolation_tasks", "restore_tasks"])
@pytest.mark.parametrize("tasks", [(), ("PS-T-999",), ("PS-T-010", "PS-T-999")])
def test_without_a_way_in_or_out_of_the_work_no_step_is_shown(
    equipment: EquipmentType, field: str, tasks: tuple[str, ...]
) -> None:
    made = procedure_of(equipment.model_copy(update={field: tasks}))
    assert not made.complete
    assert made.tasks == ()
    wanted = "make the machine safe" if field == "isolation_tasks" else "bring the machine back and prove it"
    assert len(made.gaps) == 1
    assert wanted in made.gaps[0]
    assert ("PS-T-999" in made.gaps[0]) == bool(tasks)


@pytest.mark.parametrize("tasks", [(), ("PS-T-999",), ("PS-T-210", "PS-T-999")])
def test_without_the_whole_repair_no_step_is_shown(equipment: EquipmentType, tasks: tuple[str, ...]) -> None:
    made = procedure_of(with_mode(equipment, tasks=tasks))
    assert not made.complete
    assert made.tasks == ()
    assert "repair drive-end bearing wear" in made.gaps[0]


def test_a_procedure_with_a_gap_says_the_safe_state_and_whom_to_call(equipment: EquipmentType) -> None:
    made = procedure_of(with_mode(equipment, tasks=()))
    assert made.safe_state == equipment.safe_state
    assert made.contact == CONTACT
    assert made.title == "Drive-end bearing wear"


def test_every_gap_is_named_not_only_the_first(equipment: EquipmentType) -> None:
    bare = equipment.model_copy(update={"isolation_tasks": (), "restore_tasks": ("PS-T-998", "PS-T-999")})
    assert len(procedure_of(with_mode(bare, tasks=())).gaps) == 4


def test_a_missing_confirmation_is_named_but_does_not_stop_the_repair(equipment: EquipmentType) -> None:
    made = procedure_of(with_mode(equipment, confirm_tasks=("PS-T-999",)))
    assert made.complete
    assert "PS-T-999" in made.gaps[0]
    assert "confirm" in made.gaps[0]
    assert StepKind.CONFIRM not in {task.kind for task in made.tasks}
    assert StepKind.REPAIR in {task.kind for task in made.tasks}


def test_a_mode_that_lists_no_confirmation_has_no_gap(equipment: EquipmentType) -> None:
    made = procedure_of(with_mode(equipment, confirm_tasks=()))
    assert made.complete
    assert made.gaps == ()


def test_a_procedure_knows_its_chain_and_the_diagnosis_it_came_from(equipment: EquipmentType) -> None:
    finding = diagnosed(equipment, WEAR)
    made = compose(finding, equipment, CONTACT)
    assert (made.chain_id, made.asset_id, made.time) == (finding.chain_id, finding.asset_id, finding.time)
    assert made.diagnosis_digest == digest_of(finding)
    assert made.mode_id == WEAR


def test_a_procedure_is_about_the_mode_that_alarms_not_a_likelier_one_that_does_not(equipment: EquipmentType) -> None:
    finding = diagnosed(equipment, WEAR, 0.3)
    quiet, other = finding.modes
    alarming = finding.model_copy(update={"modes": (quiet, other.model_copy(update={"alarm": True}))})
    assert compose(alarming, equipment, CONTACT).mode_id == other.mode_id


@pytest.mark.parametrize(
    ("text", "component"),
    [
        ("Remove the coupling guard.", "coupling_guard"),
        ("Loosen the coupling hub by one turn.", "coupling"),
        ("Press the non-drive-end bearing off the shaft.", "bearing_nde"),
        ("Press the DRIVE-END BEARING off its seat.", "bearing_de"),
        ("Check the motor fan, then the motor.", "motor_fan"),
        ("Set up a safeguard beside the rail.", None),
        ("Drain the oil into a clean tray.", None),
        ("", None),
    ],
)
def test_a_step_is_about_the_longest_name_that_it_says(
    equipment: EquipmentType, text: str, component: str | None
) -> None:
    assert named_component(text, equipment) == component


def test_of_two_names_of_one_length_the_first_said_counts(equipment: EquipmentType) -> None:
    assert named_component("Turn the impeller against the baseplate.", equipment) == "baseplate"
    twins = equipment.model_copy(
        update={"components": tuple(c for c in equipment.components if c.id in {"motor", "casing"})}
    )
    # `volute` and `casing` have six letters each; both are the casing. `motor` is shorter.
    assert named_component("Lift the motor off the casing.", twins) == "casing"
    renamed = tuple(c.model_copy(update={"also": ()}) for c in twins.components)
    equal = tuple(c.model_copy(update={"name": {"motor": "pumps", "casing": "cases"}[c.id]}) for c in renamed)
    both = twins.model_copy(update={"components": equal})
    assert named_component("The cases hold the pumps.", both) == "casing"
    assert named_component("The pumps hold the cases.", both) == "motor"
