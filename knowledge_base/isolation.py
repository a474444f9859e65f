"""Does the lock-out of a machine, as its manuals in force have it, control every energy that the machine declares?"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from knowledge_base.energies import Coverage, Energy, coverage, energy_named
from knowledge_base.errors import Problem
from knowledge_base.records import EquipmentType
from knowledge_base.yaml_source import YamlSource


def isolation_of(equipment: EquipmentType) -> Coverage:
    """Which steps of the isolation tasks control which of the machine's energies."""
    steps, language = [], "en"
    for task in map(equipment.task, equipment.isolation_tasks):
        if task is not None:
            language = next(manual.language for manual in equipment.manuals if manual.id == task.manual_id)
            steps += [(f"{task.id}.{step.number}", step.quote.text) for step in task.steps]
    energies = [energy for energy in map(energy_named, equipment.energies) if energy is not None]
    return _coverage(tuple(steps), language, tuple(dict.fromkeys(energies)))


@lru_cache(maxsize=64)
def _coverage(steps: tuple[tuple[str, str], ...], language: str, energies: tuple[Energy, ...]) -> Coverage:
    return coverage(steps, language, energies)


def uncontrolled(equipment: EquipmentType) -> Iterator[str]:
    """What is lacking, a sentence each; nothing when no isolation task is in force, which is a gap by itself."""
    if not any(map(equipment.task, equipment.isolation_tasks)):
        return
    isolation = isolation_of(equipment)
    for name in equipment.energies:
        if energy_named(name) is None:
            yield f"Whether {name} energy is isolated cannot be told from the manuals"
    for one in isolation.energies:
        if one.missing:
            lacking = ", ".join(phase.value.replace("_", " ") for phase in one.missing)
            yield f"The manuals do not say how to control {one.energy.value} energy: {lacking}"
    for problem in isolation.order_problems:
        what = f"{problem.energy.value} energy is {problem.what}" if problem.energy else f"it {problem.what}"
        yield f"The isolation is out of its order at step {problem.step_id}: {what}"


def isolation_problems(source: YamlSource, equipment: EquipmentType) -> Iterator[Problem]:
    """The same for who writes the plant folder. Not fatal: the machine is watched, and no repair is shown."""
    known = ", ".join(energy.value for energy in Energy)
    for said in uncontrolled(equipment):
        remedy = "Add such a step to the manual, or another isolation task to isolation_tasks"
        if "cannot be told" in said:
            remedy = f"Write one of: {known}"
        yield replace(source.problem(("energies",), said, f"{remedy}. No repair is shown until then"), fatal=False)
