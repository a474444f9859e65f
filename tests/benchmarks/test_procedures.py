"""`bench procedures`, bounded; and what checks the procedures finds each thing that must never be in one."""

from collections.abc import Callable

import numpy as np
import pytest

from assistant.bench.procedure_checks import order_violations, uncited
from assistant.bench.procedures import generated_diagnosis, median_ms, task_first, trust_figures
from assistant.procedure import compose
from assistant.records import Procedure, ProcedureTask, Step, StepKind
from knowledge_base.catalog import OpenedPlant, bundled_plants, find_plant, open_plant
from knowledge_base.records import EquipmentType
from tests.assistant.small_models import small_bundle

Texts = dict[tuple[str, str], str]


@pytest.fixture(scope="module")
def opened() -> list[OpenedPlant]:
    return [open_plant(find_plant(name)) for name in bundled_plants()]


@pytest.fixture(scope="module")
def pump(opened: list[OpenedPlant]) -> OpenedPlant:
    return next(one for one in opened if one.plant.id == "pump-skid")


@pytest.fixture(scope="module")
def texts(pump: OpenedPlant) -> Texts:
    readings = pump.readings["pump-skid"].in_force
    return {(reading.manual.id, file): text for reading in readings for file, text in reading.texts.items()}


@pytest.fixture(scope="module")
def procedure(pump: OpenedPlant) -> Procedure:
    equipment = pump.plant.equipment[0]
    return compose(generated_diagnosis(equipment, 0, np.random.default_rng(0)), equipment, pump.plant.contact)


def test_of_generated_diagnoses_no_quote_is_changed_and_nothing_is_out_of_order(opened: list[OpenedPlant]) -> None:
    assert trust_figures(opened, 200) == {"uncited_steps": 0.0, "order_violations": 0.0}


def test_generated_diagnoses_act_on_every_mode_in_turn(pump: OpenedPlant) -> None:
    equipment = pump.plant.equipment[0]
    chance = np.random.default_rng(0)
    found = [generated_diagnosis(equipment, number, chance).acted_on.mode_id for number in range(10)]
    assert found == [mode.id for mode in equipment.failure_modes]


def with_tasks(procedure: Procedure, change: Callable[[ProcedureTask], ProcedureTask]) -> Procedure:
    return procedure.model_copy(update={"tasks": tuple(map(change, procedure.tasks))})


def with_steps(procedure: Procedure, change: Callable[[Step], Step]) -> Procedure:
    def changed(task: ProcedureTask) -> ProcedureTask:
        return task.model_copy(update={"steps": tuple(map(change, task.steps))})

    return with_tasks(procedure, changed)


@pytest.mark.parametrize(("old", "new"), [("25 N·m", "52 N·m"), (" not ", " "), ("Q1", "Q2")])
def test_a_changed_word_of_a_step_is_found(procedure: Procedure, texts: Texts, old: str, new: str) -> None:
    def changed(step: Step) -> Step:
        quote = step.quote.model_copy(update={"text": step.quote.text.replace(old, new)})
        return step.model_copy(update={"quote": quote})

    wrong = with_steps(procedure, changed)
    assert wrong != procedure
    assert list(uncited(wrong, texts))
    assert not list(uncited(procedure, texts))


def test_a_quote_of_a_place_that_says_something_else_is_found(procedure: Procedure, texts: Texts) -> None:
    def moved(step: Step) -> Step:
        cited = step.quote.citation.model_copy(update={"start": step.quote.citation.start + 1})
        return step.model_copy(update={"quote": step.quote.model_copy(update={"citation": cited})})

    steps = sum(len(task.steps) for task in procedure.tasks)
    assert len(list(uncited(with_steps(procedure, moved), texts))) == steps


def broken_order(procedure: Procedure) -> dict[str, Procedure]:
    """Procedures that could hurt somebody, by what is wrong."""
    first = tuple(sorted(procedure.tasks, key=lambda task: task.kind is not StepKind.REPAIR))
    unsafe = tuple(task for task in procedure.tasks if task.kind is not StepKind.MAKE_SAFE)

    def late(task: ProcedureTask) -> ProcedureTask:
        notices = [step.notices for step in task.steps]
        shifted = [notices[-1], *notices[:-1]] if any(notices[1:]) else notices
        back = [notices[1:], notices[:1]]
        moved = [*back[0], *back[1]] if task.kind is StepKind.MAKE_SAFE else shifted
        steps = [step.model_copy(update={"notices": own}) for step, own in zip(task.steps, moved, strict=True)]
        return task.model_copy(update={"steps": tuple(steps)})

    def half(task: ProcedureTask) -> ProcedureTask:
        kept = task.steps[:5] if task.kind is StepKind.MAKE_SAFE else task.steps
        return task.model_copy(update={"steps": kept})

    return {
        "repair stands before": procedure.model_copy(update={"tasks": first}),
        "makes safe": procedure.model_copy(update={"tasks": unsafe}),
        "notice": with_tasks(procedure, late),
        "is not controlled": with_tasks(procedure, half),
        "not spoken of": procedure.model_copy(update={"isolation": procedure.isolation[1:]}),
    }


@pytest.mark.parametrize("said", ["repair stands before", "makes safe", "notice", "is not controlled", "not spoken of"])
def test_each_thing_that_could_hurt_is_found(procedure: Procedure, pump: OpenedPlant, said: str) -> None:
    equipment: EquipmentType = pump.plant.equipment[0]
    assert list(order_violations(procedure, equipment)) == []
    found = list(order_violations(broken_order(procedure)[said], equipment))
    assert any(said in one for one in found)


def test_a_procedure_is_composed_in_time_beside_many_manuals(opened: list[OpenedPlant], pump: OpenedPlant) -> None:
    readings = [reading for one in opened for shelved in one.readings.values() for reading in shelved.in_force]
    assert median_ms(pump.plant, readings, passages=10_000) < 20


def test_on_the_twin_the_first_task_is_that_of_the_injected_fault(pump: OpenedPlant) -> None:
    equipment = pump.plant.equipment[0]
    told: list[str] = []
    right = task_first(
        pump.plant,
        {equipment.id: small_bundle(equipment)},
        [2100],
        lambda what, *_: told.append(what.partition(",")[0]),
    )
    assert told == [mode.id for mode in equipment.failure_modes]
    assert right >= 0.8
