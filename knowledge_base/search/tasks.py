"""A diagnosed failure mode → the tasks of the manuals that repair it, best first, where nobody has named them.

What is asked is what a technician would type: the work that the mode calls for, the part, what is wrong with it. Tasks
that only look, measure or make safe are no repair, and stand behind those that do something to the part.
"""

import re
from dataclasses import dataclass

from knowledge_base.records import EquipmentType, FailureMode, Task
from knowledge_base.search.index import SearchIndex

_LOOKED_AT = 100
_NOT_FOUND = 1.0
"""What a task that a question does not find lacks to the last that it finds, as log-odds."""
# Maintenance activities of ISO 14224:2016, table B.5, as titles and purposes say them: those that change the machine,
# and those that only find out.
_CHANGES = re.compile(
    r"\b(replac|repair|renew|exchang|clean|align|balanc|adjust|lubricat|tighten|restor|overhaul|flush|free|cure|remov)\w*",
    re.IGNORECASE,
)
_FINDS_OUT = re.compile(r"\b(check|inspect|measur|confirm|compar|test|examin|verif|monitor)\w*", re.IGNORECASE)


@dataclass(frozen=True)
class RankedTask:
    """A task and how well it fits: at most 0, what it lacks to the best in all that is asked, as log-odds."""

    task: Task
    score: float


def rank_tasks(index: SearchIndex, mode: FailureMode, equipment: EquipmentType, k: int = 5) -> tuple[RankedTask, ...]:
    """The k tasks in force that most probably repair the mode. Raises EmbeddingError when the model fails."""
    safe = {*equipment.isolation_tasks, *equipment.restore_tasks}
    tasks = {task.id: task for manual in equipment.manuals for task in manual.tasks if task.id not in safe}
    behind: dict[str, float] = dict.fromkeys(tasks, 0.0)
    found: set[str] = set()
    for question, weight in _questions(mode, equipment):
        hits = index.search(question, _LOOKED_AT, equipment=equipment.id).hits
        scores = {name: hit.score for hit in reversed(hits) if (name := hit.passage.task_id or "") in tasks}
        found |= scores.keys()
        for name in tasks if scores else ():
            behind[name] += weight * (max(scores.values()) - scores.get(name, min(scores.values()) - _NOT_FOUND))
    ranked = [RankedTask(tasks[name], -behind[name]) for name in found]
    return tuple(sorted(ranked, key=lambda one: (_only_finds_out(one.task), -one.score, one.task.id))[:k])


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


def _only_finds_out(task: Task) -> bool:
    """Work before looking: a task that only finds out stands behind all that do something, or need parts for it."""
    said = f"{task.title} {task.purpose.text if task.purpose else ''}"
    return bool(_FINDS_OUT.search(task.title)) and not task.parts and not _CHANGES.search(said)
