"""`faultlens explain PLANT --data FILE`: why a failure mode is at its probability, in words and as a picture."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import JsonOption, PlantArgument

if TYPE_CHECKING:
    from assistant.cli.answer import Asked


class Kind(StrEnum):
    """What is explained: one row's mode, one row's components, one mode over many rows, or the probabilities."""

    WATERFALL = "waterfall"
    HEATMAP = "heatmap"
    BEESWARM = "beeswarm"
    RELIABILITY = "reliability"


def explain(
    plant: PlantArgument,
    data: Annotated[Path, typer.Option("--data", metavar="FILE", help="A recorded CSV or Parquet file.")],
    row: Annotated[
        int | None, typer.Option("--row", metavar="N", help="Which row, from 1 (the header not counted).")
    ] = None,
    last: Annotated[bool, typer.Option("--last", help="The last row (the default).")] = False,
    mode: Annotated[
        str | None,
        typer.Option("--mode", metavar="ID", help="Which failure mode; without it the one indicated most."),
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Write a picture: a name ending in .png or .svg.")
    ] = None,
    kind: Annotated[
        Kind,
        typer.Option(
            "--kind",
            help="waterfall or heatmap: of one row; beeswarm: one mode over the asset's rows; "
            "reliability: do the probabilities come true (needs labels)?",
        ),
    ] = Kind.WATERFALL,
    json_output: JsonOption = False,
) -> None:
    """Say why a failure mode is at its probability: each signal's share, how it was computed, and whether to trust it.

    Example: faultlens explain milling-cell --data ai4i2020.csv --row 70 --plot why.png
    """
    from assistant.cli.answer import finish, refuse_picture
    from assistant.cli.reasons import all_components, one_mode
    from assistant.cli.reasons_over_rows import come_true, many_rows
    from assistant.errors import UsageError

    if row is not None and last:
        raise UsageError("--row and --last exclude each other")
    if plot is not None:
        refuse_picture(plot)
    asked = _asked(plant, data, row, mode)
    reply = {
        Kind.WATERFALL: one_mode,
        Kind.HEATMAP: all_components,
        Kind.BEESWARM: many_rows,
        Kind.RELIABILITY: come_true,
    }[kind]
    finish(reply(asked, plot.suffix if plot else None), asked, kind.value, plot, as_json=json_output)


def _asked(plant: str, data: Path, row: int | None, mode: str | None) -> "Asked":
    """Everything that the question is about, checked."""
    from assistant.bundles import load_bundles, plant_models
    from assistant.cli.answer import Asked
    from assistant.errors import UsageError
    from assistant.feeds.recorded import asset_of_row
    from assistant.feeds.table import read_table
    from assistant.libraries import load_from_library
    from assistant.settings import Settings
    from knowledge_base.catalog import find_plant

    folder = find_plant(plant)
    loaded = load_from_library(folder, Settings())
    table = read_table(data)
    number = len(table) if row is None else row
    if not 1 <= number <= len(table):
        raise UsageError(f"row {number} is not in {table.file}: its rows are 1 to {len(table)}")
    asset = asset_of_row(table, loaded, number)
    equipment = loaded.equipment_of(asset)
    bundle = load_bundles(plant_models(loaded, folder, Settings()))[equipment.id]
    have = [one.mode_id for one in bundle.modes]
    if mode is not None and mode not in have:
        raise UsageError(f"the model of {equipment.id} has no failure mode {mode!r}; it has {', '.join(have)}")
    return Asked(loaded, table, number, asset, equipment, bundle, mode)
