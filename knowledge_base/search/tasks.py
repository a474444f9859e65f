"""A diagnosed failure mode → the tasks of the manuals that repair it, best first, where nobody has named them.

What is asked is what a technician would type: the work that the mode calls for, the part, what is wrong with it. Tasks
that only look, measure or make safe are no repair, and stand behind those that do something to the part.
"""

import re
from dataclasses import dataclass

from knowledge_base.records import EquipmentType, FailureMode, Task
from knowledge_base.search.index import SearchIndex

_LOOKED_AT = 100
# Maintenance activities of ISO 14224:2016, table B.5, as titles and purposes say them: those that change the machine,
# and those that only find out.
_CHANGES = re.compile(
    r"\b(replac|repair|renew|exchang|clean|align|balanc|adjust|lubricat|tighten|restor|overhaul|flush|free|cure|remov)\w*",
    re.IGNORECASE,
)
_FINDS_OUT = re.compile(r"\b(check|inspect|measur|confirm|compar|test|examin|verif|monitor)\w*", re.IGNORECASE)


@dataclass(frozen=True)
class RankedTask:
    """A task and how well it fits; comparable within one diagnosis only."""

    task: Task
    score: float


def rank_tasks(index: SearchIndex, mode: FailureMode, equipment: EquipmentType, k: int = 5) -> tuple[RankedTask, ...]:
    """The k tasks in force that most probably repair the mode. Raises EmbeddingError when the model fails."""
    tasks = {task.id: task for manual in equipment.manuals for task in manual.tasks}
    safe = {*equipment.isolation_tasks, *equipment.restore_tasks}
    best: dict[str, float] = {}
    for question, weight in _questions(mode, equipment):
        hits = index.search(question, _LOOKED_AT, equipment=equipment.id).hits
        top = max((hit.score for hit in hits), default=1.0)
        for hit in hits:
            task = tasks.get(hit.passage.task_id or "")
            if task is not None and task.id not in safe:
                score = weight * (hit.score / top if top > 0 else 0.0)
                best[task.id] = best.get(task.id, 0.0) + score
    ranked = [RankedTask(tasks[name], score + _activity(tasks[name])) for name, score in best.items()]
    return tuple(sorted(ranked, key=lambda one: (-one.score, one.task.id))[:k])


def _questions(mode: FailureMode, equipment: EquipmentType) -> tuple[tuple[str, float], ...]:
    """What is asked, and how much it counts."""
    part = equipment.component(mode.component).name
    signs = " ".join(dict.fromkeys(equipment.signal(symptom.signal).name for symptom in mode.symptoms))
    return (
        (f"{mode.name} {part}", 1.0),
        (f"{part} {mode.mechanism}", 0.5),
        (mode.effect, 0.25),
        (signs, 0.25),
    )


def _activity(task: Task) -> float:
    """Work before looking: a task that only finds out stands behind all that do something."""
    if not _FINDS_OUT.search(task.title):
        return 0.0
    said = f"{task.title} {task.purpose.text if task.purpose else ''}"
    return 0.0 if _CHANGES.search(said) else -2.0
