"""`faultlens bench NAME`: measure, and say against what."""

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import JsonOption


def bench(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="chain, ai4i, skab, cmapss, explain-truth, explain-speed, retrieval or procedures."
        ),
    ],
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="DIR", help="Folder of the public data sets (default: FAULTLENS_DATA)."),
    ] = None,
    json_output: JsonOption = False,
) -> None:
    """Measure one of the published figures again.

    Example: faultlens bench chain --data ./data --json
    """
    from assistant.bench.run import run_bench
    from assistant.cli.progress import progress_bar
    from assistant.settings import Settings

    with progress_bar(f"Bench {name}", quiet=json_output) as progress:
        result = run_bench(name, data or Settings().data, progress)
    if json_output:
        print(json.dumps(result.model_dump(mode="json"), indent=2))
        return
    width = max(len(figure) for figure in result.figures)
    print(f"{result.bench}, {result.date}, {result.machine}, {result.seconds:.0f} s")
    for figure, value in result.figures.items():
        peer = result.peers.get(figure)
        print(f"  {figure:<{width}}  {value:.4g}" + (f"   peer {peer:.4g}" if peer is not None else ""))
