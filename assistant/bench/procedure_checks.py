"""What must never be in a procedure, looked for without the code that composes one."""

import hashlib
from collections.abc import Iterator, Mapping

from assistant.records import Procedure, ProcedureTask, StepKind
from knowledge_base.energies import Energy
from knowledge_base.records import EquipmentType, Quote

_AFTER_ISOLATION = (StepKind.REPAIR, StepKind.RESTORE)


def uncited(procedure: Procedure, texts: Mapping[tuple[str, str], str]) -> Iterator[Quote]:
    """Quotes that are not what stands at their place. texts: (manual, file) → its reading text."""
    for task in procedure.tasks:
        for quote in _quotes(task):
            cited = quote.citation
            said = texts.get((cited.manual_id, cited.file), "")[cited.start : cited.end]
            if said != quote.text or hashlib.sha256(said.encode()).hexdigest() != cited.sha256 or not said.strip():
                yield quote


def _quotes(task: ProcedureTask) -> Iterator[Quote]:
    yield from (one for one in (task.purpose, task.duration, task.personnel, task.preconditions) if one is not None)
    yield from (*task.tools, *task.parts, *task.supplies, *task.acceptance)
    for step in task.steps:
        yield step.quote
        yield from (notice.quote for notice in step.notices)


def order_violations(procedure: Procedure, equipment: EquipmentType) -> Iterator[str]:
    """What stands in a place where it could hurt somebody."""
    for task in procedure.tasks:
        yield from _late_warnings(task)
    kinds = [step.kind for task in procedure.tasks for step in task.steps]
    safe = [place for place, kind in enumerate(kinds) if kind is StepKind.MAKE_SAFE]
    repairs = [place for place, kind in enumerate(kinds) if kind in _AFTER_ISOLATION]
    if repairs and (not safe or max(safe) > min(repairs)):
        yield "a repair stands before a step that makes safe"
    if procedure.complete:
        yield from _live_energies(procedure, equipment)


def _late_warnings(task: ProcedureTask) -> Iterator[str]:
    """A notice has to stand in the manual before its step, and behind the step before, unless it guards the task."""
    before = -1
    for step in task.steps:
        place = step.quote.citation
        for notice in step.notices:
            stands = notice.quote.citation
            if stands.file == place.file and stands.end > place.start:
                yield f"a notice of step {step.id} stands behind it"
            if stands.file == place.file and step.number > 1 and stands.start < before:
                yield f"a notice of step {step.id} belongs to an earlier one"
        before = place.start


def _live_energies(procedure: Procedure, equipment: EquipmentType) -> Iterator[str]:
    """Each declared energy is verified by a step of this very procedure that makes safe."""
    done = {s.id for task in procedure.tasks for s in task.steps if s.kind is StepKind.MAKE_SAFE}
    covered = {one.energy: one for one in procedure.isolation}
    if len(covered) != len(equipment.energies):
        yield "an energy of the machine is not spoken of"
    for energy, one in covered.items():
        if one.missing or not one.verify or not {*one.isolate, *one.lock, *one.release, *one.verify} <= done:
            yield f"{energy.value} energy is not controlled"
        if energy in (Energy.ELECTRICAL, Energy.PRESSURE) and not (one.isolate and one.lock):
            yield f"{energy.value} energy is not locked out"
