"""`faultlens search PLANT "words"`: the passages of the manuals that answer, with their sources."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import JsonOption, PlantArgument

if TYPE_CHECKING:
    from knowledge_base.search.records import Found

_WIDTH = 100


def search(
    plant: PlantArgument,
    query: Annotated[str, typer.Argument(help="A question, some words, a fault code or a part number.")],
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 5,
    equipment: Annotated[str | None, typer.Option(help="Only manuals of this type of machine.")] = None,
    language: Annotated[str | None, typer.Option(help="Only manuals in this language, such as de.")] = None,
    pending: Annotated[
        bool, typer.Option("--pending", help="Also in manuals that nobody has approved yet; they are marked.")
    ] = False,
    lexical: Annotated[bool, typer.Option("--lexical", help="Without the embedding model.")] = False,
    json_output: JsonOption = False,
) -> None:
    """Find passages of the plant's manuals. Says when nothing in them answers.

    Example: faultlens search pump-skid "pump sounds like gravel"
    """
    from assistant.cli.progress import progress_bar
    from assistant.libraries import open_from_library, search_index
    from assistant.settings import Settings
    from knowledge_base.catalog import find_plant
    from knowledge_base.ingest import groups_in_force, ingest

    folder, settings = find_plant(plant), Settings()
    opened = open_from_library(folder, settings)
    with search_index(folder, settings, dense=not lexical, note=_note) as index:
        with progress_bar("Indexing", quiet=json_output) as progress:
            ingest(opened, index, progress)
        groups = None if pending else groups_in_force(opened)
        found = index.search(query, k, equipment=equipment, language=language, groups=groups)
    if json_output:
        print(found.model_dump_json(indent=2))
        return
    waiting = {m.id for known in opened.plant.equipment for m in known.pending}
    _print_found(found, waiting - {m.id for known in opened.plant.equipment for m in known.manuals})
    if not found.hits and not groups and not pending:
        print("No manual of this plant is approved. Search those that wait with --pending.", file=sys.stderr)


def _note(text: str) -> None:
    print(f"Note: {text}", file=sys.stderr)


def _print_found(found: "Found", waiting: set[str]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.padding import Padding

    console = Console(highlight=False)
    if not found.answered:
        console.print("[bold yellow]No passage surely answers this.[/]")
        if found.hits:
            console.print("The nearest ones, which may be about something else:")
    for number, hit in enumerate(found.hits, 1):
        where = hit.passage.quote.citation
        section = " › ".join(where.section[-2:]) or where.file
        place = "".join((f", page {where.page}" if where.page else "", f", {where.module}" if where.module else ""))
        mark = "  [yellow](not approved)[/]" if where.manual_id in waiting else ""
        task = f"  task {escape(hit.passage.task_id)}" if hit.passage.task_id else ""
        console.print(f"\n[bold]{number}. {escape(section)}[/]{task}{mark}")
        console.print(Padding(escape(hit.passage.quote.text.strip()), (0, 0, 0, 3)), width=_WIDTH)
        source = f"{where.manual_id} {where.revision}{place}  {where.file}:{where.start}-{where.end}"
        console.print(f"   [dim]{escape(source)}  {where.sha256[:12]}  found by {', '.join(hit.because)}[/]")
    console.print(f"\n[dim]search: {found.mode.value}, confidence {found.confidence:.0%}[/]")
