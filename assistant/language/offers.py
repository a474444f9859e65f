"""A procedure → the steps that a model may order, and back."""

from assistant.language.records import OfferedStep
from assistant.records import Procedure, ProcedureTask, StepKind
from knowledge_base.records import NoticeKind


def offered(procedure: Procedure) -> tuple[OfferedStep, ...]:
    """Every step of the procedure. Inspections that stand side by side may change places or be left out; no more."""
    steps: list[OfferedStep] = []
    rank = 0
    before: ProcedureTask | None = None
    for task in procedure.tasks:
        side_by_side = before is not None and before.kind is task.kind is StepKind.CONFIRM
        rank += 0 if side_by_side else 1
        before = task
        steps += [
            OfferedStep(
                id=step.id,
                task_id=task.task_id,
                kind=task.kind,
                rank=rank,
                optional=task.kind is StepKind.CONFIRM,
                text=step.quote.text,
                guards=tuple(n.quote.text for n in step.notices if n.kind is not NoticeKind.NOTE),
            )
            for step in task.steps
        ]
    return tuple(steps)


def arranged(procedure: Procedure, steps: tuple[str, ...]) -> Procedure:
    """The procedure with its tasks in the order of these steps, which have passed `judge_order`; nothing rewritten."""
    task_of = {step.id: task for task in procedure.tasks for step in task.steps}
    chosen = dict.fromkeys(task_of[step].task_id for step in steps)
    by_id = {task.task_id: task for task in procedure.tasks}
    return procedure.model_copy(update={"tasks": tuple(by_id[task] for task in chosen)})
