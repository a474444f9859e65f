"""Of the procedures of an S1000D set, how many were read whole: every step, notice, answer, tool, supply and spare."""

from collections.abc import Iterable
from pathlib import Path

from assistant.bench.s1000d_count import ProcedureCount, agrees, fault_isolations, procedures
from knowledge_base.records import Task


def share_whole(folder: Path, tasks: Iterable[Task]) -> float:
    """The share of the set's procedures and fault isolations that agree, in all, with an independent count."""
    wanted = procedures(folder) | fault_isolations(folder)
    found = {task.id: counted(task) for task in tasks}
    return sum(code in found and agrees(found[code], count) for code, count in wanted.items()) / len(wanted)


def counted(task: Task) -> ProcedureCount:
    """A task in the terms of the count."""
    answers = tuple(tuple(f"{one.answer.text} > {one.next_step}" for one in step.outcomes) for step in task.steps)
    return ProcedureCount(
        steps=tuple(step.quote.text for step in task.steps),
        notices=tuple(tuple(notice.quote.text for notice in step.notices) for step in task.steps),
        tools=tuple(quote.text for quote in task.tools),
        supplies=tuple(quote.text for quote in task.supplies),
        spares=tuple(quote.text for quote in task.parts),
        answers=answers if any(answers) else (),
    )
