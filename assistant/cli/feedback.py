"""`faultlens feedback PLANT`: how often the alarms were right."""

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import JsonOption, PlantArgument


def feedback(
    plant: PlantArgument,
    log: Annotated[
        Path | None, typer.Option("--log", metavar="FILE", help="Audit log (default: that of `faultlens serve`).")
    ] = None,
    json_output: JsonOption = False,
) -> None:
    """Say how often the alarms of a plant were right, by what technicians found, per machine and failure mode.

    Example: faultlens feedback pump-skid --json
    """
    from rich.console import Console
    from rich.table import Table

    from assistant.errors import UsageError
    from assistant.feedback import alarm_precision
    from assistant.libraries import load_from_library
    from assistant.settings import Settings
    from knowledge_base.catalog import find_plant

    settings = Settings()
    loaded = load_from_library(find_plant(plant), settings)
    file = log or settings.home / "audit" / loaded.id / "log.jsonl"
    if not file.is_file():
        raise UsageError(f"there is no audit log {file} yet. Run: faultlens serve {plant}")
    rows = alarm_precision(file)
    if json_output:
        print(json.dumps([row.model_dump(mode="json") | {"precision": row.precision} for row in rows], indent=2))
        return
    if not rows:
        print("No case was opened yet.")
        return
    names = {mode.id: mode.name for kind in loaded.equipment for mode in kind.failure_modes}
    table = Table("Machine", "Failure mode", "Cases", "Judged", "Confirmed", "Precision", box=None, pad_edge=False)
    for row in rows:
        share = "not judged" if row.precision is None else f"{row.precision:.0%}"
        mode = names.get(row.mode_id, row.mode_id)
        table.add_row(row.asset_id, mode, str(row.cases), str(row.judged), str(row.confirmed), share)
    Console(highlight=False).print(table)
