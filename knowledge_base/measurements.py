"""Values that equipment.yaml wants measured at steps: each limit has to stand in the manual's own words there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from knowledge_base.errors import Problem
from knowledge_base.plant_files import EquipmentShape, MeasurementShape
from knowledge_base.records import Manual, Measurement, Task, TaskStep
from knowledge_base.units import UnitError, dimension, label
from knowledge_base.yaml_source import Location, YamlSource

_NUMBER: Final = re.compile(r"(?:(?<!\w)[-+−]|\bminus )?\d+(?:[.,]\d+)?")


def measurements(shape: EquipmentShape) -> tuple[Measurement, ...]:
    """The records."""
    return tuple(
        Measurement(
            task=one.task,
            step=one.step,
            name=one.name,
            unit=one.unit,
            unit_label=label(one.unit),
            low=one.low,
            high=one.high,
        )
        for one in shape.measurements
    )


def measurement_problems(source: YamlSource, shape: EquipmentShape, manuals: Sequence[Manual]) -> Iterator[Problem]:
    """What is wrong with them. A task that no approved manual holds is not fatal: no step of it is shown."""
    tasks = {task.id: task for manual in manuals for task in manual.tasks}
    seen: set[tuple[str, int]] = set()
    for i, one in enumerate(shape.measurements):
        here: Location = ("measurements", i)
        if (one.task, one.step) in seen:
            what = f"step {one.step} of {one.task} is there twice"
            yield source.problem(here, what, "A step has one value; keep one of them")
        seen.add((one.task, one.step))
        yield from _shape_problems(source, here, one)
        task = tasks.get(one.task)
        step = next((step for step in task.steps if step.number == one.step), None) if task else None
        if task is None or step is None:
            what = f"no approved manual holds a step {one.step} of task {one.task}"
            remedy = "Approve the manual, or correct task and step"
            yield replace(source.problem((*here, "step" if task else "task"), what, remedy), fatal=False)
            continue
        yield from _limit_problems(source, here, one, task, step)


def _shape_problems(source: YamlSource, here: Location, one: MeasurementShape) -> Iterator[Problem]:
    if one.low is None and one.high is None:
        yield source.problem(here, f"{one.name} has no limit", "Write low, high or both, as the manual has them")
    elif one.low is not None and one.high is not None and one.low > one.high:
        yield source.problem((*here, "low"), f"{one.name}: low is above high", "Write low <= high")
    try:
        dimension(one.unit)
    except UnitError as error:
        yield source.problem((*here, "unit"), str(error), "Write a unit such as mm, N*m or degC")


def _limit_problems(
    source: YamlSource, here: Location, one: MeasurementShape, task: Task, step: TaskStep
) -> Iterator[Problem]:
    said = " ".join([step.quote.text, *(quote.text for quote in task.acceptance)])
    numbers = {_number(found) for found in _NUMBER.findall(said)}
    for field, limit in (("low", one.low), ("high", one.high)):
        # Nought is the natural end of what cannot be negative, and no manual says so.
        if limit and limit not in numbers and abs(limit) not in numbers:
            what = f"{limit:g} stands neither in step {one.step} of {one.task} nor in its acceptance"
            yield source.problem((*here, field), what, "Write the limit that the manual states there")


def _number(found: str) -> float:
    plain = found.replace("minus ", "-").replace("−", "-").replace(",", ".")
    return float(plain)
