"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

PlantArgument = Annotated[
    str,
    typer.Argument(metavar="PLANT", help="A plant folder, or a bundled plant's name: pump-skid, milling-cell."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object, for machines.")]
HostOption = Annotated[str, typer.Option(help="Address to listen on. 0.0.0.0 lets other devices in.")]
PortOption = Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")]
DataOption = Annotated[Path | None, typer.Option("--data", metavar="FILE", help="A recorded CSV or Parquet file.")]
