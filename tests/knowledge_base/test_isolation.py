"""A lock-out that leaves an energy of the machine is told, and nobody is led past it."""

import pytest

from assistant.procedure import compose
from knowledge_base.catalog import bundled_plants, find_plant, load_plant
from knowledge_base.energies import Energy
from knowledge_base.isolation import isolation_of, uncontrolled
from knowledge_base.records import Contact, EquipmentType
from tests.assistant.samples import diagnosed


@pytest.fixture(scope="module")
def equipment() -> EquipmentType:
    """The bundled pump."""
    return load_plant(find_plant("pump-skid")).equipment[0]


@pytest.mark.parametrize("name", bundled_plants())
def test_the_lock_out_of_a_bundled_machine_is_whole(name: str) -> None:
    equipment = load_plant(find_plant(name)).equipment[0]
    assert list(uncontrolled(equipment)) == []
    assert isolation_of(equipment).is_complete
    assert len(isolation_of(equipment).energies) == len(equipment.energies)


def without_steps(equipment: EquipmentType, *numbers: int) -> EquipmentType:
    """The pump, its lock-out without these steps."""
    manuals = []
    for manual in equipment.manuals:
        tasks = [
            task.model_copy(update={"steps": tuple(s for s in task.steps if s.number not in numbers)})
            if task.id == "PS-T-010"
            else task
            for task in manual.tasks
        ]
        manuals.append(manual.model_copy(update={"tasks": tuple(tasks)}))
    return equipment.model_copy(update={"manuals": tuple(manuals)})


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((5, 6), "electrical energy: isolate"),
        ((7, 8), "electrical energy: lock"),
        ((8,), "electrical energy: lock"),
        ((19,), "electrical energy: verify"),
        ((9, 10), "pressure energy: isolate"),
        ((18,), "pressure energy: verify"),
        ((4,), "rotation energy: verify"),
        ((12,), "thermal energy: verify"),
    ],
)
def test_without_its_step_an_energy_is_not_controlled_and_no_step_is_shown(
    equipment: EquipmentType, steps: tuple[int, ...], said: str
) -> None:
    lacking = without_steps(equipment, *steps)
    assert any(said in one for one in uncontrolled(lacking))
    made = compose(diagnosed(lacking, "bearing_de_wear"), lacking, Contact(role="Shift lead", phone="ext. 1"))
    assert (made.complete, made.tasks) == (False, ())
    assert any(said in gap for gap in made.gaps)


def test_an_energy_that_nobody_knows_stops_the_procedure(equipment: EquipmentType) -> None:
    odd = equipment.model_copy(update={"energies": (*equipment.energies, "luck")})
    (said,) = uncontrolled(odd)
    assert said == "Whether luck energy is isolated cannot be told from the manuals"


def test_a_lock_out_in_another_order_is_told(equipment: EquipmentType) -> None:
    manuals = []
    for manual in equipment.manuals:
        tasks = [
            task.model_copy(update={"steps": tuple(sorted(task.steps, key=lambda s: s.number not in (7, 8)))})
            if task.id == "PS-T-010"
            else task
            for task in manual.tasks
        ]
        manuals.append(manual.model_copy(update={"tasks": tuple(tasks)}))
    turned = equipment.model_copy(update={"manuals": tuple(manuals)})
    assert any("out of its order at step PS-T-010.7" in said for said in uncontrolled(turned))


def test_a_machine_without_declared_energies_has_none_to_control(equipment: EquipmentType) -> None:
    bare = equipment.model_copy(update={"energies": ()})
    assert list(uncontrolled(bare)) == []
    assert isolation_of(bare).energies == ()
    assert {one.energy for one in isolation_of(equipment).energies} >= {Energy.ELECTRICAL, Energy.PRESSURE}
