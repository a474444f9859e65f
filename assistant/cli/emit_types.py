"""`faultlens emit-types`: print the wire contract for its readers."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def emit_types(
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; fail when a generated file is out of date.")
    ] = False,
) -> None:
    """Write wire.gen.ts, the JSON Schema and the AsyncAPI document (run in the project's folder).

    Example: faultlens emit-types --check
    """
    from assistant.emit_types import generated_files, stale_files, write_files
    from assistant.errors import UsageError

    root = Path.cwd()
    if not (root / "ar_client" / "web").is_dir():
        raise UsageError("run this in the project's folder, where ar_client/web is")
    if not check:
        write_files(root)
        print("\n".join(generated_files()))
        return
    stale = stale_files(root)
    for name in stale:
        print(f"{name} is out of date. Run: faultlens emit-types", file=sys.stderr)
    if stale:
        raise typer.Exit(1)
