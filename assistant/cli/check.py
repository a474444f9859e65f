"""`faultlens check PLANT`: is the plant folder whole?"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.options import JsonOption, PlantArgument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge_base.errors import Problem
    from knowledge_base.records import EquipmentType, Plant


def check(plant: PlantArgument, json_output: JsonOption = False) -> None:
    """Check a plant folder: every file, id, unit and manual task. Names file, line and what to write instead.

    Example: faultlens check ./my-plant
    """
    from assistant.libraries import library_folder
    from assistant.settings import Settings
    from knowledge_base.catalog import check_plant, find_plant
    from knowledge_base.errors import CatalogError
    from knowledge_base.library import Library

    folder = find_plant(plant)
    try:
        with Library(library_folder(folder, Settings()), folder, keep=False) as library:
            loaded, problems = check_plant(folder, library)
        problems = (*problems, *_planning_problems(folder, loaded))
    except CatalogError as error:
        loaded, problems = None, error.problems
    if json_output:
        found = [
            {"file": str(p.file), "line": p.line, "what": p.what, "remedy": p.remedy, "fatal": p.fatal}
            for p in problems
        ]
        print(json.dumps({"plant": str(folder), "ok": not problems, "problems": found}, indent=2))
    else:
        for problem in problems:
            print(problem, file=sys.stderr)
    if problems:
        if not json_output:
            print(f"{len(problems)} problem(s) in {folder}", file=sys.stderr)
        raise typer.Exit(1)
    if loaded is None:
        return
    from assistant.feature_plan import detector_choices

    for equipment in loaded.equipment:
        detector_choices(equipment)
    if not json_output:
        _print_summary(loaded)


def _planning_problems(folder: Path, plant: "Plant") -> "tuple[Problem, ...]":
    """What is wrong with the plant's planning.yaml, which not every plant has."""
    from assistant.planning.shape import read_planning
    from knowledge_base.catalog import PLANNING
    from knowledge_base.errors import CatalogError

    if not (folder / PLANNING).is_file():
        return ()
    try:
        read_planning(folder, plant)
    except CatalogError as error:
        return error.problems
    return ()


def _isolation_lines(equipment: "EquipmentType") -> "Iterator[str]":
    """Which steps of the lock-out were understood to control what: an engineer should look at it once."""
    from knowledge_base.isolation import isolation_of

    if not equipment.energies:
        yield "  no energies are declared, so nothing checks that the lock-out is whole"
    for one in isolation_of(equipment).energies:
        parts = [
            f"{phase} {', '.join(step.rpartition('.')[2] for step in steps)}"
            for phase, steps in (
                ("isolated by", one.isolate),
                ("locked by", one.lock),
                ("released by", one.release),
                ("verified by", one.verify),
            )
            if steps
        ]
        yield f"  {one.energy.value} energy, steps of {', '.join(equipment.isolation_tasks)}: {'; '.join(parts)}"


def _print_summary(plant: "Plant") -> None:
    print(f"{plant.name} ({plant.id}): {len(plant.assets)} asset(s). Everything fits.")
    for equipment in plant.equipment:
        tasks = sum(len(manual.tasks) for manual in equipment.manuals)
        measured = sum(signal.expression is None for signal in equipment.signals)
        print(
            f"  {equipment.name}: {len(equipment.components)} components, {measured} measured and "
            f"{len(equipment.signals) - measured} derived signals, {len(equipment.failure_modes)} failure modes, "
            f"{tasks} tasks in {len(equipment.manuals)} manual(s), 3D model: {'yes' if equipment.model_file else 'no'}"
        )
        for line in _isolation_lines(equipment):
            print(line)
        for manual in equipment.pending:
            print(f"  {manual.id}, revision {manual.revision}, waits for an approval: no step of it is shown")
