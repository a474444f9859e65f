"""equipment.yaml, already of the right shape, → EquipmentType, with every id and unit checked."""

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from knowledge_base.errors import CatalogError, Problem
from knowledge_base.in_force import Shelved
from knowledge_base.isolation import isolation_problems
from knowledge_base.measurements import measurement_problems, measurements
from knowledge_base.plant_files import DerivedShape, EquipmentShape, SignalShape
from knowledge_base.records import (
    Affine,
    Component,
    Constant,
    EquipmentType,
    FailureMode,
    Manual,
    Signal,
    TwinSpec,
)
from knowledge_base.units import (
    Dimension,
    UnitError,
    affine_to_si,
    constant_si,
    describe,
    dimension,
    formula_dimension,
    formula_names,
    label,
)
from knowledge_base.yaml_source import Location, YamlSource

_FEATURE = re.compile(r"^(value|(mean|std|slope)_([2-9]|[1-9]\d{1,4})|lag_[1-9]\d{0,4})$")
_NUMBERLESS = Affine(scale=1.0, offset=0.0)


def build_equipment(
    source: YamlSource, shape: EquipmentShape, readings: Shelved, folder: Path
) -> tuple[EquipmentType, tuple[Problem, ...]]:
    """The record, and the problems that are not fatal. Raises CatalogError with all problems when one is fatal."""
    manuals = readings.manuals_in_force()
    problems = [
        *_component_problems(source, shape),
        *_mode_problems(source, shape),
        *_manual_problems(source, manuals),
    ]
    constants, dimensions = _constants(source, shape, problems)
    signals = [
        *_measured(source, shape, dimensions, problems),
        *_derived(source, shape, dimensions, problems),
    ]
    problems += _signal_problems(source, shape)
    problems += _missing_tasks(source, shape, manuals, readings.manuals_pending())
    problems += measurement_problems(source, shape, manuals)
    if any(problem.fatal for problem in problems):
        raise CatalogError(tuple(problems))
    model = source.file.parent / "model.glb"
    equipment = EquipmentType(
        id=shape.id,
        name=shape.name,
        description=shape.description,
        manufacturer=shape.manufacturer,
        model_number=shape.model_number,
        energies=shape.energies,
        safe_state=shape.safe_state,
        isolation_tasks=shape.isolation_tasks,
        restore_tasks=shape.restore_tasks,
        twin=TwinSpec.model_validate(shape.twin.model_dump()) if shape.twin else None,
        constants=tuple(constants),
        components=tuple(
            Component(id=c.id, name=c.name, parent=c.parent, node=c.node or c.id, also=c.also) for c in shape.components
        ),
        signals=tuple(signals),
        operating=shape.operating,
        detector=shape.detector,
        failure_modes=tuple(FailureMode.model_validate(mode.model_dump()) for mode in shape.failure_modes),
        measurements=measurements(shape),
        two_person_tasks=shape.two_person_tasks,
        proof_minutes=shape.proof_minutes,
        manuals=manuals,
        pending=readings.manuals_pending(),
        model_file=model.relative_to(folder).as_posix() if model.is_file() else None,
        model_sha256=hashlib.sha256(model.read_bytes()).hexdigest() if model.is_file() else None,
    )
    return equipment, (*problems, *isolation_problems(source, equipment))


def _component_problems(source: YamlSource, shape: EquipmentShape) -> Iterator[Problem]:
    ids = [component.id for component in shape.components]
    yield from _twice(source, "components", ids)
    parents = {component.id: component.parent for component in shape.components}
    for i, component in enumerate(shape.components):
        if component.parent is not None:
            yield from _unknown(source, ("components", i, "parent"), component.parent, ids, "component")
        if _circular(component.id, parents):
            yield source.problem(("components", i, "parent"), f"{component.id} is its own ancestor", "Break the circle")


def _circular(start: str, parents: dict[str, str | None]) -> bool:
    seen, here = {start}, parents.get(start)
    while here is not None and here not in seen:
        seen.add(here)
        here = parents.get(here)
    return here == start


def _signal_problems(source: YamlSource, shape: EquipmentShape) -> Iterator[Problem]:
    components = [component.id for component in shape.components]
    listed: list[tuple[str, int, SignalShape | DerivedShape]] = []
    listed += [("signals", i, s) for i, s in enumerate(shape.signals)]
    listed += [("derived", i, s) for i, s in enumerate(shape.derived)]
    seen: set[str] = set(shape.constants)
    for where, i, signal in listed:
        if signal.id in seen:
            yield source.problem((where, i, "id"), f"{signal.id!r} is there twice", "Give one of them another id")
        seen.add(signal.id)
        yield from _unknown(source, (where, i, "component"), signal.component, components, "component")
        for k, feature in enumerate(signal.features):
            if not _FEATURE.match(feature):
                remedy = "Write value, mean_N, std_N or slope_N with N from 2 readings on, such as mean_60, or lag_N"
                yield source.problem((where, i, "features", k), f"unknown feature {feature!r}", remedy)
        for field in ("normal", "adjustable"):
            limits = getattr(signal, field, None)
            if limits is not None and limits[0] >= limits[1]:
                yield source.problem(
                    (where, i, field), f"the {field} range is empty", "Write [low, high] with low < high"
                )
    measured = [signal.id for signal in shape.signals]
    for i, name in enumerate(shape.operating):
        yield from _unknown(source, ("operating", i), name, measured, "measured signal")


def _mode_problems(source: YamlSource, shape: EquipmentShape) -> Iterator[Problem]:
    components = [component.id for component in shape.components]
    signals = [*(s.id for s in shape.signals), *(s.id for s in shape.derived)]
    yield from _twice(source, "failure_modes", [mode.id for mode in shape.failure_modes])
    for i, mode in enumerate(shape.failure_modes):
        here: Location = ("failure_modes", i)
        yield from _unknown(source, (*here, "component"), mode.component, components, "component")
        whole = [*mode.confirm_tasks, *shape.isolation_tasks, *mode.tasks, *shape.restore_tasks]
        for task in sorted({task for task in whole if whole.count(task) > 1}):
            what = f"task {task} would stand twice in the procedure of {mode.id}"
            yield source.problem(here, what, "Name it once; a step that is done twice needs a task of its own")
        for k, symptom in enumerate(mode.symptoms):
            yield from _unknown(source, (*here, "symptoms", k, "signal"), symptom.signal, signals, "signal")


def _manual_problems(source: YamlSource, manuals: tuple[Manual, ...]) -> Iterator[Problem]:
    tasks = [task.id for manual in manuals for task in manual.tasks]
    for task in sorted({task for task in tasks if tasks.count(task) > 1}):
        files = ", ".join(m.file for m in manuals if any(t.id == task for t in m.tasks))
        yield source.problem((), f"task {task} stands in more than one place ({files})", "Keep one")


def _missing_tasks(
    source: YamlSource, shape: EquipmentShape, manuals: tuple[Manual, ...], pending: tuple[Manual, ...]
) -> Iterator[Problem]:
    """References to tasks that no approved manual holds. Not fatal: the procedure will say that they are missing."""
    tasks = [task.id for manual in manuals for task in manual.tasks]
    waiting = {task.id: manual for manual in pending for task in manual.tasks if task.id not in tasks}
    needed: dict[str, list[tuple[Location, str]]] = {}
    places: list[tuple[Location, tuple[str, ...]]] = [
        (("isolation_tasks",), shape.isolation_tasks),
        (("restore_tasks",), shape.restore_tasks),
        (("two_person_tasks",), shape.two_person_tasks),
    ]
    for i, mode in enumerate(shape.failure_modes):
        places.append((("failure_modes", i, "confirm_tasks"), mode.confirm_tasks))
        places.append((("failure_modes", i, "tasks"), mode.tasks))
    for place, wanted in places:
        for k, task in enumerate(wanted):
            if task in waiting:
                needed.setdefault(waiting[task].id, []).append(((*place, k), task))
                continue
            for problem in _unknown(source, (*place, k), task, tasks, "manual task"):
                yield replace(problem, fatal=False)
    for manual in pending:
        if manual.id in needed:
            yield _unapproved(source, manual, needed.pop(manual.id))


def _unapproved(source: YamlSource, manual: Manual, needed: list[tuple[Location, str]]) -> Problem:
    """One problem for all tasks that are needed of a manual which nobody has approved."""
    ids = list(dict.fromkeys(task for _, task in needed))
    named = f"task {ids[0]} stands" if len(ids) == 1 else f"{len(ids)} tasks ({ids[0]} to {ids[-1]}) stand"
    what = f"{named} in {manual.id}, revision {manual.revision}, which nobody has approved"
    remedy = f"Read it, then: faultlens approve PLANT {manual.id} --by 'First Last'"
    return replace(source.problem(needed[0][0], what, remedy), fatal=False)


def _constants(
    source: YamlSource, shape: EquipmentShape, problems: list[Problem]
) -> tuple[list[Constant], dict[str, Dimension]]:
    constants, dimensions = [], {}
    for name, text in shape.constants.items():
        try:
            value, dimensions[name] = constant_si(text)
            constants.append(Constant(id=name, value_si=value))
        except UnitError as error:
            problems.append(source.problem(("constants", name), str(error), "Correct this constant"))
    return constants, dimensions


def _measured(
    source: YamlSource, shape: EquipmentShape, dimensions: dict[str, Dimension], problems: list[Problem]
) -> Iterator[Signal]:
    for i, signal in enumerate(shape.signals):
        if (signal.unit is None) == (not signal.categories):
            what = f"signal {signal.id} needs either a unit or categories"
            problems.append(source.problem(("signals", i), what, "Add `unit: …` or `categories: [A, B]`, not both"))
            continue
        try:
            unit = signal.unit or "dimensionless"
            dimensions[signal.id] = dimension(unit)
            si = affine_to_si(unit) if signal.unit else _NUMBERLESS
        except UnitError as error:
            problems.append(source.problem(("signals", i, "unit"), str(error), "Correct this unit"))
            continue
        yield Signal(
            **signal.model_dump(exclude={"unit"}),
            unit=unit,
            unit_label="" if signal.categories else label(unit),
            si=si,
        )


def _derived(
    source: YamlSource, shape: EquipmentShape, dimensions: dict[str, Dimension], problems: list[Problem]
) -> Iterator[Signal]:
    for i, signal in enumerate(shape.derived):
        try:
            wanted = dimension(signal.unit)
            found = formula_dimension(signal.expression, dimensions)
        except UnitError as error:
            problems.append(
                source.problem(("derived", i, "expression"), str(error), "Correct the formula or the units")
            )
            continue
        if found != wanted:
            what = f"the formula of {signal.id} gives {describe(found)}, but {signal.unit} is {describe(wanted)}"
            problems.append(source.problem(("derived", i, "unit"), what, "Correct the formula or the unit"))
            continue
        dimensions[signal.id] = wanted
        names = formula_names(signal.expression)
        made_of = tuple(name for name in names if name not in shape.constants)
        unit_label = label(signal.unit)
        yield Signal(**signal.model_dump(), unit_label=unit_label, si=affine_to_si(signal.unit), made_of=made_of)


def _twice(source: YamlSource, where: str, ids: list[str]) -> Iterator[Problem]:
    for i, name in enumerate(ids):
        if name in ids[:i]:
            yield source.problem((where, i, "id"), f"{name!r} is there twice", "Give one of them another id")


def _unknown(source: YamlSource, place: Location, wanted: str, known: Iterable[str], kind: str) -> Iterator[Problem]:
    names = list(known)
    if wanted in names:
        return
    near = difflib.get_close_matches(wanted, names, n=1)
    if near:
        remedy = f"Did you mean {near[0]!r}?"
    elif names:
        remedy = f"Known: {', '.join(sorted(names)[:12])}{' …' if len(names) > 12 else ''}"
    else:
        remedy = f"There is no {kind} yet; add it first"
    yield source.problem(place, f"unknown {kind} {wanted!r}", remedy)
