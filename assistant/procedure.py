"""Diagnosis + manual tasks → Procedure. Whole tasks, verbatim; no word of a step is written here.

Order: confirm on the running machine, make safe, confirm on the safe machine, repair, restore. When the manuals lack
an isolation, repair or restore task, the procedure has no steps at all: it names the gap, the safe state and whom to
call. A repair that cannot be begun or ended safely is not begun. Nor is one that leaves an energy uncontrolled which
the machine is declared to have: no step of the isolation tasks isolates, locks or verifies it, or in another order.
"""

import re
from collections.abc import Collection
from functools import lru_cache

from assistant.inspections import inspections
from assistant.records import (
    Conclusion,
    Diagnosis,
    Procedure,
    ProcedureTask,
    Proof,
    SignalState,
    Step,
    StepKind,
    WatchedSignal,
)
from explain.records import digest_of
from knowledge_base.isolation import isolation_of, uncontrolled
from knowledge_base.records import Contact, EquipmentType, FailureMode, Role, Task

_ROLES = {StepKind.MAKE_SAFE: Role.ISOLATION, StepKind.RESTORE: Role.ISOLATION}
"""Who locks out, and who takes the locks away; everything else is for technicians."""


def compose(
    diagnosis: Diagnosis, equipment: EquipmentType, contact: Contact, rejected: Collection[str] = ()
) -> Procedure:
    """What to do about the mode that the diagnosis acts on, but for those that a technician did not find."""
    left = tuple(mode for mode in diagnosis.modes if mode.mode_id not in rejected)
    considered = diagnosis.model_copy(update={"modes": left})
    mode = equipment.failure_mode(considered.acted_on.mode_id)
    gaps = [*_gaps(mode, equipment), *(_Gap(said, stops=True) for said in uncontrolled(equipment))]
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
        isolation=isolation_of(equipment).energies,
        tasks=_ordered(considered, mode, equipment) if complete else (),
        proof=_proof(mode, equipment),
    )


def _proof(mode: FailureMode, equipment: EquipmentType) -> Proof:
    """The signals by which the mode shows; one that shows it on both sides has to be within its range on neither."""
    watched = dict.fromkeys((symptom.signal, SignalState(symptom.direction.value)) for symptom in mode.symptoms)
    signals = tuple(WatchedSignal(signal_id=signal, wrong=wrong) for signal, wrong in watched)
    return Proof(seconds=60.0 * equipment.proof_minutes, signals=signals)


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


def _ordered(diagnosis: Diagnosis, mode: FailureMode, equipment: EquipmentType) -> tuple[ProcedureTask, ...]:
    confirm = inspections(diagnosis, equipment, lambda task: _needs_isolation(task, equipment))
    elsewhere = {*equipment.isolation_tasks, *mode.tasks, *equipment.restore_tasks}
    confirm = tuple(one for one in confirm if one.task.id not in elsewhere)
    conclusions = {one.task.id: one.conclusions for one in confirm}
    running = [one.task for one in confirm if not _needs_isolation(one.task, equipment)]
    isolated = [one.task for one in confirm if _needs_isolation(one.task, equipment)]
    plan = [(StepKind.CONFIRM, task) for task in running]
    plan += [(StepKind.MAKE_SAFE, task) for task in map(equipment.task, equipment.isolation_tasks) if task]
    plan += [(StepKind.CONFIRM, task) for task in isolated]
    plan += [(StepKind.REPAIR, task) for task in map(equipment.task, mode.tasks) if task]
    plan += [(StepKind.RESTORE, task) for task in map(equipment.task, equipment.restore_tasks) if task]
    return tuple(_procedure_task(kind, task, equipment, conclusions.get(task.id, ())) for kind, task in plan)


def _needs_isolation(wanted: Task, equipment: EquipmentType) -> bool:
    """The task's own preconditions name an isolation task."""
    said = wanted.preconditions.text if wanted.preconditions else ""
    return any(re.search(rf"(?<![\w.-]){re.escape(task)}(?![\w-])", said) for task in equipment.isolation_tasks)


def _procedure_task(
    kind: StepKind, task: Task, equipment: EquipmentType, conclusions: tuple[Conclusion, ...]
) -> ProcedureTask:
    approval = equipment.approval_of(task)
    measures = {one.step: one for one in equipment.measurements if one.task == task.id}
    last = task.steps[-1].number if task.steps else 0
    signed_twice = task.id in equipment.two_person_tasks
    steps = tuple(
        Step(
            id=f"{task.id}.{step.number}",
            number=step.number,
            kind=kind,
            quote=step.quote,
            notices=step.notices,
            component_id=named_component(step.quote.text, equipment),
            measure=measures.get(step.number),
            role=_ROLES.get(kind, Role.TECHNICIAN),
            signatures=2 if signed_twice and step.number == last else 1,
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
        conclusions=conclusions,
    )


def named_component(text: str, equipment: EquipmentType) -> str | None:
    """The component that the words name: the longest of its names that occurs, the first if equally long."""
    return _named(text, tuple((component.id, component.name, *component.also) for component in equipment.components))


@lru_cache(maxsize=10_000)
def _named(text: str, components: tuple[tuple[str, ...], ...]) -> str | None:
    """The same for components by their id and all their names. Manuals say the same thousands of times a day."""
    best: tuple[int, int, str] | None = None
    for component, pattern, length in _patterns(components):
        match = pattern.search(text)
        if match and (best is None or (-length, match.start()) < best[:2]):
            best = (-length, match.start(), component)
    return best[2] if best else None


@lru_cache(maxsize=64)
def _patterns(components: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, re.Pattern[str], int], ...]:
    """Of each name: its component, what finds it, its length."""
    return tuple(
        (component, re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE), len(name))
        for component, *names in components
        for name in names
    )
