"""`faultlens drift PLANT --data FILE`: do the readings still look like those that the models learned from?"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import JsonOption, PlantArgument

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.recorded_drift import EquipmentDrift
    from knowledge_base.records import EquipmentType

_SHORT_STRETCH = (
    "A short stretch of time shows one load and one weather, and so always looks shifted: compare days, not minutes."
)


def drift(
    plant: PlantArgument,
    data: Annotated[
        Path, typer.Option("--data", metavar="FILE", help="A recorded CSV or Parquet file, at least 50 rows.")
    ],
    json_output: JsonOption = False,
) -> None:
    """Compare a recorded file with what the models were trained on: its signals, and the scores of its rows.

    Example: faultlens drift milling-cell --data last-week.csv
    """
    from assistant.bundles import load_bundles, plant_models
    from assistant.feeds.table import read_table
    from assistant.libraries import load_from_library
    from assistant.recorded_drift import recorded_drift
    from assistant.settings import Settings
    from knowledge_base.catalog import find_plant

    folder = find_plant(plant)
    loaded = load_from_library(folder, Settings())
    table = read_table(data)
    found = recorded_drift(table, loaded, load_bundles(plant_models(loaded, folder, Settings())))
    if json_output:
        said = {"plant_id": loaded.id, "equipment": [one.model_dump(mode="json") for one in found]}
        print(json.dumps(said, indent=2))
        return
    from rich.console import Console

    console = Console(highlight=False)
    by_id = {equipment.id: equipment for equipment in loaded.equipment}
    for one in found:
        _print(console, one, by_id[one.equipment_id], loaded.id, data)
        if loaded.history.time_column is not None and one.grade.value != "stable":
            console.print(_SHORT_STRETCH)


def _print(console: "Console", found: "EquipmentDrift", equipment: "EquipmentType", plant: str, data: Path) -> None:
    from rich.markup import escape
    from rich.table import Table

    colour = {"stable": "green", "moderate": "yellow", "major": "red"}
    console.print(f"\n[bold]{escape(equipment.name)}[/bold]: {', '.join(map(escape, found.assets))}")
    console.print(f"[dim]{found.rows:,} rows of {escape(data.name)}; model {found.bundle_digest[:12]}[/dim]\n")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("", "Shift (PSI)", "Grade", "Gaps now", "before"):
        table.add_column(title, justify="left" if title in ("", "Grade") else "right")
    named = {signal.id: signal.name for signal in equipment.signals}
    named |= {mode.id: f"probability of {mode.name}" for mode in equipment.failure_modes}
    for one in sorted((*found.signals, *found.scores), key=lambda shift: (-shift.psi, shift.name)):
        grade = f"[{colour[one.grade.value]}]{one.grade.value}[/]"
        gaps = (f"{100 * one.gaps:.1f} %", f"{100 * one.gaps_before:.1f} %")
        table.add_row(escape(named.get(one.name, one.name)), f"{one.psi:.3f}", grade, *gaps)
    console.print(table)
    if found.trained_on_this_file:
        console.print("\nThe models were trained on this very file: its scores say nothing and were left out.")
    console.print(f"\n[bold {colour[found.grade.value]}]{found.grade.value.upper()}[/]  {_advice(found, named, plant)}")


def _advice(found: "EquipmentDrift", named: dict[str, str], plant: str) -> str:
    """What to do, by the worst grade and by what has it."""
    from rich.markup import escape

    from explain.drift import DriftGrade

    if found.grade is DriftGrade.STABLE:
        return "The readings look like those that the models learned from."
    worst = [one.name for one in (*found.signals, *found.scores) if one.grade is found.grade]
    what = escape(", ".join(named.get(name, name) for name in worst[:3]) + (" and others" if len(worst) > 3 else ""))
    if found.grade is DriftGrade.MODERATE:
        return f"{what}: look again with next week's rows; no need to act yet."
    if not any(one.grade is DriftGrade.MAJOR for one in found.signals):
        return (
            f"{what}: the signals look as before, each by itself, but the scores do not. First see whether a fault is "
            f"there (faultlens diagnose {escape(plant)} --data FILE); if not, train again."
        )
    return (
        f"{what}: check the sensor, its binding and unit in plant.yaml, and whether the machine is run otherwise than "
        f"before or has a fault (faultlens diagnose). If the new readings are right and here to stay, train again with "
        f"them: faultlens train {escape(plant)} --data FILE"
    )
