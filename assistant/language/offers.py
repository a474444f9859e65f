"""A procedure → the steps that a model may order, and back."""

import re

from assistant.language.records import OfferedStep
from assistant.records import Procedure, ProcedureTask, StepKind
from knowledge_base.records import NoticeKind


def offered(procedure: Procedure) -> tuple[OfferedStep, ...]:
    """Every step of the procedure. Inspections that stand side by side may change places or be left out; no more.

    One that another task names in its preconditions is neither left out nor moved behind it.
    """
    steps: list[OfferedStep] = []
    rank = 0
    beside: list[ProcedureTask] = []
    for task in procedure.tasks:
        if not (beside and beside[-1].kind is task.kind is StepKind.CONFIRM and not _names_one(task, beside)):
            rank, beside = rank + 1, []
        beside.append(task)
        wanted = any(_names_one(other, [task]) for other in procedure.tasks if other is not task)
        steps += [
            OfferedStep(
                id=step.id,
                task_id=task.task_id,
                kind=task.kind,
                rank=rank,
                optional=task.kind is StepKind.CONFIRM and not wanted,
                text=step.quote.text,
                guards=tuple(n.quote.text for n in step.notices if n.kind is not NoticeKind.NOTE),
            )
            for step in task.steps
        ]
    return tuple(steps)


def _names_one(task: ProcedureTask, others: list[ProcedureTask]) -> bool:
    """Do its preconditions name one of the others?"""
    said = task.preconditions.text if task.preconditions else ""
    return any(re.search(rf"(?<![\w.-]){re.escape(other.task_id)}(?![\w-])", said) for other in others)


def arranged(procedure: Procedure, steps: tuple[str, ...]) -> Procedure:
    """The procedure with its tasks in the order of these steps, which have passed `judge_order`; nothing rewritten."""
    task_of = {step.id: task for task in procedure.tasks for step in task.steps}
    chosen = dict.fromkeys(task_of[step].task_id for step in steps)
    by_id = {task.task_id: task for task in procedure.tasks}
    return procedure.model_copy(update={"tasks": tuple(by_id[task] for task in chosen)})
