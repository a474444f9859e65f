"""Which inspections confirm the cause, the one that tells most for its time first, and what each outcome means.

A failure mode names the tasks that confirm it. Such a task finds what it looks for, or does not; that parts the likely
modes in two. What it tells is how much of the doubt is gone on average (information gain, Quinlan 1986), and its price
is the time that the manual gives it, with the time to make the machine safe where it needs that.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.records import Conclusion, Diagnosis, RankedMode
from knowledge_base.records import EquipmentType, Quote, Task

_MOST_MODES: Final = 3
_AS_LIKELY: Final = 0.5
"""A mode at least this likely, beside the first, is a rival."""
_USUAL_MINUTES: Final = 30.0
"""Of a task whose manual says nothing of its time."""
_DURATION: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*(min|minutes?|Minuten|h|hours?|Stunden?|s|sec|seconds?|Sekunden)\b")
_MINUTES: Final = {"m": 1.0, "h": 60.0, "S": 60.0, "s": 1 / 60}


@dataclass(frozen=True)
class Inspection:
    """A task that confirms, and what its outcomes mean."""

    task: Task
    conclusions: tuple[Conclusion, ...]


def inspections(
    diagnosis: Diagnosis, equipment: EquipmentType, needs_isolation: Callable[[Task], bool]
) -> tuple[Inspection, ...]:
    """Those of the mode that is acted on, and those of its rivals that tell it apart from them; the best first."""
    modes = likely_modes(diagnosis)
    confirms = {mode.mode_id: equipment.failure_mode(mode.mode_id).confirm_tasks for mode in modes}
    own = confirms[modes[0].mode_id]
    named = dict.fromkeys(task for tasks in confirms.values() for task in tasks)
    tasks = [task for task in map(equipment.task, named) if task is not None]
    weights = {mode.mode_id: mode.probability for mode in modes}
    isolating = sum(minutes_of(task) for task in map(equipment.task, equipment.isolation_tasks) if task)
    worth: dict[str, float] = {}
    for task in tasks:
        found = [mode for mode, tasks_of in confirms.items() if task.id in tasks_of]
        price = minutes_of(task) + (isolating if needs_isolation(task) else 0.0)
        worth[task.id] = _gain(weights, found) / price
    chosen = [task for task in tasks if task.id in own or worth[task.id] > 0]
    order = sorted(chosen, key=lambda task: (-worth[task.id], task.id not in own, list(named).index(task.id)))
    return tuple(Inspection(task, _conclusions(task, modes, confirms)) for task in order)


def likely_modes(diagnosis: Diagnosis) -> tuple[RankedMode, ...]:
    """The mode that is acted on, and its rivals, the likeliest first."""
    first = diagnosis.acted_on
    rivals = [
        mode
        for mode in diagnosis.modes
        if mode.mode_id != first.mode_id and mode.probability >= _AS_LIKELY * first.probability
    ]
    rivals.sort(key=lambda mode: -mode.probability)
    return (first, *rivals[: _MOST_MODES - 1])


def minutes_of(task: Task) -> float:
    """The time that the manual gives a task; the usual time where it says none."""
    return _minutes(task.duration) or _USUAL_MINUTES


def _minutes(duration: Quote | None) -> float:
    said = _DURATION.search(duration.text) if duration else None
    return float(said[1].replace(",", ".")) * _MINUTES[said[2][0]] if said else 0.0


def _gain(weights: dict[str, float], found: Sequence[str]) -> float:
    """Bits of doubt that are gone once it is known whether the cause is among `found`."""
    total = sum(weights.values())
    inside = sum(weights[mode] for mode in found)
    parts = ([weights[mode] for mode in found], [weight for mode, weight in weights.items() if mode not in found])
    left = sum(share / total * _entropy(part) for share, part in zip((inside, total - inside), parts, strict=True))
    return _entropy(list(weights.values())) - left if total else 0.0


def _entropy(weights: Sequence[float]) -> float:
    total = sum(weights)
    shares = [weight / total for weight in weights if weight > 0] if total > 0 else []
    return -sum(share * math.log2(share) for share in shares)


def _conclusions(
    task: Task, modes: Sequence[RankedMode], confirms: dict[str, tuple[str, ...]]
) -> tuple[Conclusion, ...]:
    inside = tuple(mode.mode_id for mode in modes if task.id in confirms[mode.mode_id])
    outside = tuple(mode.mode_id for mode in modes if task.id not in confirms[mode.mode_id])
    return (Conclusion(found=True, mode_ids=inside), Conclusion(found=False, mode_ids=outside))
