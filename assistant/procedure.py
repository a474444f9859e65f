"""Diagnosis + manual tasks → Procedure. Whole tasks, verbatim; no word of a step is written here.

Order: confirm on the running machine, make safe, confirm on the safe machine, repair, restore. When the manuals lack
an isolation, repair or restore task, the procedure has no steps at all: it names the gap, the safe state and whom to
call. A repair that cannot be begun or ended safely is not begun.
"""

import re

from assistant.records import Diagnosis, Procedure, ProcedureTask, Step, StepKind
from explain.records import digest_of
from knowledge_base.records import Contact, EquipmentType, FailureMode, Task


def compose(diagnosis: Diagnosis, equipment: EquipmentType, contact: Contact) -> Procedure:
    """What to do about the mode that the diagnosis acts on."""
    mode = equipment.failure_mode(diagnosis.acted_on.mode_id)
    gaps = _gaps(mode, equipment)
    complete = not any(gap.stops for gap in gaps)
    return Procedure(
        chain_id=diagnosis.chain_id,
        asset_id=diagnosis.asset_id,
        time=diagnosis.time,
        diagnosis_digest=digest_of(diagnosis),
        mode_id=mode.id,
        title=mode.name,
        complete=complete,
        gaps=tuple(gap.text for gap in gaps),
        safe_state=equipment.safe_state,
        contact=contact,
        tasks=_ordered(mode, equipment) if complete else (),
    )


class _Gap:
    """Something that the manuals do not hold; `stops` when no step may be shown without it."""

    def __init__(self, text: str, *, stops: bool) -> None:
        self.text = text
        self.stops = stops


def _gaps(mode: FailureMode, equipment: EquipmentType) -> list[_Gap]:
    gaps: list[_Gap] = []
    wanted = (
        ("make the machine safe", equipment.isolation_tasks, True),
        (f"repair {mode.name.lower()}", mode.tasks, True),
        ("bring the machine back and prove it", equipment.restore_tasks, True),
        (f"confirm {mode.name.lower()}", mode.confirm_tasks, False),
    )
    for purpose, tasks, stops in wanted:
        if not tasks and stops:
            gaps.append(_Gap(f"The manuals hold no task to {purpose}", stops=True))
        gaps += [
            _Gap(_missing(task, purpose, equipment), stops=stops) for task in tasks if equipment.task(task) is None
        ]
    return gaps


def _missing(wanted: str, purpose: str, equipment: EquipmentType) -> str:
    for manual in equipment.pending:
        if any(task.id == wanted for task in manual.tasks):
            where = f"manual {manual.id}, revision {manual.revision}"
            return f"Task {wanted}, needed to {purpose}, stands in {where}, which nobody has approved"
    return f"The manuals hold no task {wanted}, needed to {purpose}"


def _ordered(mode: FailureMode, equipment: EquipmentType) -> tuple[ProcedureTask, ...]:
    confirm = [task for task in map(equipment.task, mode.confirm_tasks) if task is not None]
    running = [task for task in confirm if not _needs_isolation(task, equipment)]
    isolated = [task for task in confirm if _needs_isolation(task, equipment)]
    plan = [(StepKind.CONFIRM, task) for task in running]
    plan += [(StepKind.MAKE_SAFE, task) for task in map(equipment.task, equipment.isolation_tasks) if task]
    plan += [(StepKind.CONFIRM, task) for task in isolated]
    plan += [(StepKind.REPAIR, task) for task in map(equipment.task, mode.tasks) if task]
    plan += [(StepKind.RESTORE, task) for task in map(equipment.task, equipment.restore_tasks) if task]
    return tuple(_procedure_task(kind, task, equipment) for kind, task in plan)


def _needs_isolation(wanted: Task, equipment: EquipmentType) -> bool:
    """The task's own preconditions name an isolation task."""
    said = wanted.preconditions.text if wanted.preconditions else ""
    return any(re.search(rf"(?<![\w.-]){re.escape(task)}(?![\w-])", said) for task in equipment.isolation_tasks)


def _procedure_task(kind: StepKind, task: Task, equipment: EquipmentType) -> ProcedureTask:
    approval = equipment.approval_of(task)
    steps = tuple(
        Step(
            id=f"{task.id}.{step.number}",
            number=step.number,
            kind=kind,
            quote=step.quote,
            notices=step.notices,
            component_id=named_component(step.quote.text, equipment),
        )
        for step in task.steps
    )
    return ProcedureTask(
        task_id=task.id,
        manual_id=task.manual_id,
        revision=approval.revision,
        approved_by=approval.approved_by,
        approved_on=approval.approved_on,
        title=task.title,
        kind=kind,
        purpose=task.purpose,
        duration=task.duration,
        personnel=task.personnel,
        preconditions=task.preconditions,
        tools=task.tools,
        parts=task.parts,
        supplies=task.supplies,
        steps=steps,
        acceptance=task.acceptance,
    )


def named_component(text: str, equipment: EquipmentType) -> str | None:
    """The component that the words name: the longest of its names that occurs, the first if equally long."""
    best: tuple[int, int, str] | None = None
    for component in equipment.components:
        for name in (component.name, *component.also):
            match = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE)
            if match and (best is None or (-len(name), match.start()) < best[:2]):
                best = (-len(name), match.start(), component.id)
    return best[2] if best else None
