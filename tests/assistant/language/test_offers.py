"""A procedure is offered step by step, and comes back as whole tasks with nothing rewritten."""

import json
from itertools import combinations

import pytest

from assistant.language.offers import arranged, offered
from assistant.language.ordering import judge_order
from assistant.language.records import OrderRequest, Refused
from assistant.procedure import compose
from assistant.records import Procedure, StepKind
from knowledge_base.catalog import bundled_plants, find_plant, load_plant
from knowledge_base.records import Contact, NoticeKind
from tests.assistant.samples import diagnosed

PLANTS = {name: load_plant(find_plant(name)) for name in bundled_plants()}
MODES = [(name, mode.id) for name, plant in PLANTS.items() for mode in plant.equipment[0].failure_modes]


def procedure_of(plant: str, mode: str) -> Procedure:
    equipment = PLANTS[plant].equipment[0]
    return compose(diagnosed(equipment, mode), equipment, Contact(role="Shift lead", phone="ext. 1"))


@pytest.mark.parametrize(("plant", "mode"), MODES)
def test_the_order_as_it_is_passes_and_gives_the_same_procedure(plant: str, mode: str) -> None:
    procedure = procedure_of(plant, mode)
    steps = offered(procedure)
    request = OrderRequest(about=procedure.title, steps=steps)
    chosen = judge_order(request, json.dumps({"steps": [step.id for step in steps]}))
    assert arranged(procedure, chosen.steps) == procedure


@pytest.mark.parametrize(("plant", "mode"), MODES)
def test_of_two_tasks_only_inspections_change_places(plant: str, mode: str) -> None:
    procedure = procedure_of(plant, mode)
    request = OrderRequest(about=procedure.title, steps=offered(procedure))
    fixed = [task.task_id for task in procedure.tasks if task.kind is not StepKind.CONFIRM]
    for first, second in combinations(range(len(procedure.tasks)), 2):
        order = list(procedure.tasks)
        order[first], order[second] = order[second], order[first]
        steps = [step.id for task in order for step in task.steps]
        try:
            chosen = judge_order(request, json.dumps({"steps": steps}))
        except Refused:
            continue
        tasks = arranged(procedure, chosen.steps).tasks
        assert [task.task_id for task in tasks if task.kind is not StepKind.CONFIRM] == fixed
        assert set(tasks) == set(procedure.tasks)


def test_steps_carry_their_warnings_and_cautions_and_only_inspections_are_optional() -> None:
    procedure = procedure_of("pump-skid", "bearing_de_wear")
    told = {step.id: step for step in offered(procedure)}
    for task in procedure.tasks:
        for step in task.steps:
            assert told[step.id].text == step.quote.text
            assert told[step.id].optional == (task.kind is StepKind.CONFIRM)
            kept = [n.quote.text for n in step.notices if n.kind is not NoticeKind.NOTE]
            assert list(told[step.id].guards) == kept
    assert any(step.guards for step in told.values())


def test_a_note_is_no_guard() -> None:
    procedure = procedure_of("pump-skid", "bearing_de_wear")
    task = next(task for task in procedure.tasks if any(step.notices for step in task.steps))
    step = next(step for step in task.steps if step.notices)
    note = step.notices[0].model_copy(update={"kind": NoticeKind.NOTE})
    noted = task.model_copy(update={"steps": (step.model_copy(update={"notices": (note,)}),)})
    (told,) = offered(procedure.model_copy(update={"tasks": (noted,)}))
    assert told.guards == ()


def test_an_inspection_that_another_task_presupposes_stays_and_stays_before_it() -> None:
    procedure = procedure_of("pump-skid", "bearing_de_wear")
    task = next(task for task in procedure.tasks if task.kind is StepKind.CONFIRM)
    quote = task.steps[0].quote
    first, second, third = (
        task.model_copy(
            update={
                "task_id": name,
                "preconditions": said and quote.model_copy(update={"text": said}),
                "steps": tuple(step.model_copy(update={"id": f"{name}.{step.number}"}) for step in task.steps),
            }
        )
        for name, said in (("T-1", None), ("T-2", "T-1 is done."), ("T-3", "T-11 and OT-1 are done."))
    )
    told = {step.task_id: step for step in offered(procedure.model_copy(update={"tasks": (first, second, third)}))}
    assert [told[name].optional for name in ("T-1", "T-2", "T-3")] == [False, True, True]
    assert told["T-1"].rank < told["T-2"].rank == told["T-3"].rank
