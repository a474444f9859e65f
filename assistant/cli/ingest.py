"""`faultlens ingest PLANT [FILES…]`: read manuals, say what was found, and make them searchable."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import JsonOption, PlantArgument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge_base.errors import Problem
    from knowledge_base.ingest import IngestedManual
    from knowledge_base.records import Finding

_SHOWN_FINDINGS = 8


def ingest(
    plant: PlantArgument,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILES…]", help="Manuals to copy into the plant first: files, or folders of modules."),
    ] = None,
    equipment: Annotated[
        str | None, typer.Option(help="The type of machine that the FILES are about, where the plant has several.")
    ] = None,
    findings: Annotated[
        bool, typer.Option("--findings", help="Show every finding, not the first of each sort.")
    ] = False,
    json_output: JsonOption = False,
) -> None:
    """Read the plant's manuals (Markdown, AsciiDoc, HTML, DOCX, PDF, S1000D, DITA, iiRDS, CSV) and index them.

    Only what is new is read, in a process of its own. A new revision waits until `faultlens approve`.

    Example: faultlens ingest ./my-plant pump.pdf valves/
    """
    from assistant.cli.progress import progress_bar
    from assistant.libraries import open_from_library, search_index
    from assistant.settings import Settings
    from knowledge_base.catalog import find_plant
    from knowledge_base.ingest import ingest as bring_up_to_date

    folder, settings = find_plant(plant), Settings()
    if files:
        _bring(folder, files, equipment)
    with progress_bar("Reading", quiet=json_output) as progress:
        opened = open_from_library(folder, settings, progress)
    with search_index(folder, settings, note=_note) as index, progress_bar("Indexing", quiet=json_output) as progress:
        found = bring_up_to_date(opened, index, progress)
    unread = [problem for problem in opened.problems if "/manuals/" in problem.file.as_posix()]
    if json_output:
        print(json.dumps(_as_json(folder, found, unread), indent=2))
    else:
        _print_found(found, unread, every=findings)
    if unread:
        raise typer.Exit(1)


def _bring(folder: Path, files: list[Path], equipment: str | None) -> None:
    from assistant.errors import UsageError
    from knowledge_base.ingest import bring

    types = sorted(file.parent.name for file in (folder / "equipment").glob("*/equipment.yaml"))
    chosen = equipment or (types[0] if len(types) == 1 else None)
    if chosen not in types:
        raise UsageError(
            f"which type of machine are these manuals about? Add --equipment with one of: {', '.join(types)}"
        )
    for file in bring(files, folder / "equipment" / chosen / "manuals"):
        print(f"Copied to {file}", file=sys.stderr)


def _note(text: str) -> None:
    print(f"Note: search is lexical here. {text}", file=sys.stderr)


def _as_json(folder: Path, found: "tuple[IngestedManual, ...]", unread: "list[Problem]") -> dict[str, object]:
    problems = [{"file": str(p.file), "line": p.line, "what": p.what, "remedy": p.remedy} for p in unread]
    return {
        "plant": str(folder),
        "manuals": [manual.model_dump(mode="json") for manual in found],
        "problems": problems,
    }


def _print_found(found: "tuple[IngestedManual, ...]", unread: "list[Problem]", *, every: bool) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("manual", "revision", "format", "tasks", "steps", "notices", "passages", ""):
        table.add_column(title, justify="right" if title in ("tasks", "steps", "notices", "passages") else "left")
    for manual in found:
        numbers = (str(n) for n in (manual.tasks, manual.steps, manual.notices, manual.passages))
        state = f"{'[bold]new[/], ' if manual.new else ''}{'' if manual.standing == 'in force' else '[yellow]'}"
        table.add_row(
            escape(manual.id), escape(manual.revision), manual.reader, *numbers, f"{state}{manual.standing.value}"
        )
    console.print(table)
    for manual in found:
        _print_findings(console, manual, every=every)
    for problem in unread:
        console.print(f"[red]not read[/] {escape(str(problem))}")
    waiting = [manual.id for manual in found if manual.standing != "in force"]
    if waiting:
        names = " ".join(escape(name) for name in waiting[:3]) + (" …" if len(waiting) > 3 else "")
        console.print(
            f"\n{len(waiting)} manual(s) wait for an approval; until then no step of them is shown. "
            f"Read one with `faultlens manual PLANT ID`, then: faultlens approve PLANT {names} --by 'First Last'"
        )


def _print_findings(console: "object", manual: "IngestedManual", *, every: bool) -> None:
    from rich.console import Console
    from rich.markup import escape

    from knowledge_base.ingest import warnings_of

    warnings = warnings_of(manual.findings)
    if not warnings or not isinstance(console, Console):
        return
    console.print(f"\n[bold]{escape(manual.id)}[/]: {len(warnings)} finding(s)")
    shown = [(finding, 1) for finding in warnings] if every else _folded(warnings)[:_SHOWN_FINDINGS]
    for finding, count in shown:
        kind = finding.kind.value.replace("_", " ")
        like_it = f" [dim](and {count - 1} more like it)[/]" if count > 1 else ""
        said = f"{escape(finding.file)}, {escape(finding.place)}: {escape(finding.what)}"
        console.print(f"  [yellow]{kind}[/] {said}{like_it}")
    if len(shown) < len(warnings):
        others = len(warnings) - sum(count for _, count in shown)
        console.print(f"  {f'… and {others} others. ' if others else ''}To see each of them, add --findings")


def _folded(findings: "Sequence[Finding]") -> "list[tuple[Finding, int]]":
    """The first of each sort of finding, and how many there are of it.

    Of one sort are those that say the same; of hidden words, those that are hidden in the same way, whatever they are.
    """
    from knowledge_base.records import FindingKind

    sorts: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        hidden = finding.kind is FindingKind.QUARANTINED
        sorts.setdefault((finding.kind, finding.what.partition(": ")[0] if hidden else finding.what), []).append(
            finding
        )
    return [(alike[0], len(alike)) for alike in sorts.values()]
