"""`faultlens diagnose PLANT --data FILE`: one recorded row, through the whole chain."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import JsonOption, PlantArgument


def diagnose(
    plant: PlantArgument,
    data: Annotated[Path, typer.Option("--data", metavar="FILE", help="A recorded CSV or Parquet file.")],
    row: Annotated[
        int | None, typer.Option("--row", metavar="N", help="Which row, from 1 (the header not counted).")
    ] = None,
    last: Annotated[bool, typer.Option("--last", help="The last row (the default).")] = False,
    json_output: JsonOption = False,
) -> None:
    """Score one recorded row, say why, and quote the steps to do.

    Example: faultlens diagnose milling-cell --data ai4i2020.csv --row 70
    """
    from assistant.bundles import load_bundles, plant_models
    from assistant.errors import UsageError
    from assistant.feeds.recorded import row_events
    from assistant.feeds.table import read_table
    from assistant.libraries import load_from_library
    from assistant.one_row import diagnose_last
    from assistant.settings import Settings
    from knowledge_base.catalog import find_plant

    if row is not None and last:
        raise UsageError("--row and --last exclude each other")
    folder = find_plant(plant)
    loaded = load_from_library(folder, Settings())
    table = read_table(data)
    number = len(table) if row is None else row
    asset, events = row_events(table, loaded, number)
    equipment = loaded.equipment_of(asset)
    bundle = load_bundles(plant_models(loaded, folder, Settings()))[equipment.id]
    result = diagnose_last(events, equipment, bundle, loaded.contact)
    if json_output:
        print(result.model_dump_json(indent=2))
        return
    from assistant.cli.report import print_report

    print_report(result, asset, equipment, f"row {number} of {len(table)}")
