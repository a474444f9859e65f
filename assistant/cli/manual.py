"""`faultlens manual PLANT ID`: the text of a manual with its tasks, as they were read."""

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import JsonOption, PlantArgument

if TYPE_CHECKING:
    from rich.console import Console

    from knowledge_base.records import Manual, Reading, Task


def manual(
    plant: PlantArgument,
    manual_id: Annotated[str, typer.Argument(metavar="ID", help="A manual's id; see faultlens ingest.")],
    revision: Annotated[str | None, typer.Option(help="An older revision, from the library.")] = None,
    task: Annotated[str | None, typer.Option(help="Only this task.")] = None,
    json_output: JsonOption = False,
) -> None:
    """Show a manual as Faultlens read it: its sections, tasks, steps and warnings. What an engineer approves.

    Example: faultlens manual pump-skid PS-MM-3 --task PS-T-210
    """
    from assistant.errors import UsageError
    from assistant.libraries import library_folder, open_from_library
    from assistant.settings import Settings
    from knowledge_base.catalog import find_plant
    from knowledge_base.library import Library

    folder, settings = find_plant(plant), Settings()
    opened = open_from_library(folder, settings)
    current = [r for s in opened.readings.values() for r in (*s.pending, *s.in_force) if r.manual.id == manual_id]
    with Library(library_folder(folder, settings), folder) as library:
        known = [*current, *reversed(library.revisions(manual_id))]
    chosen = [reading for reading in known if revision is None or reading.manual.revision == revision]
    if not chosen:
        ids = sorted({r.manual.id for s in opened.readings.values() for r in (*s.pending, *s.in_force)})
        revisions = sorted({reading.manual.revision for reading in known})
        raise UsageError(
            f"there is no revision {revision!r} of {manual_id}. Known: {', '.join(revisions)}"
            if known
            else f"there is no manual {manual_id!r}. Manuals of this plant: {', '.join(ids) or 'none'}"
        )
    reading = chosen[0]
    tasks = [t for t in reading.manual.tasks if task is None or t.id == task]
    if task is not None and not tasks:
        raise UsageError(f"manual {manual_id} has no task {task!r}: {', '.join(t.id for t in reading.manual.tasks)}")
    if json_output:
        print(tasks[0].model_dump_json(indent=2) if task else reading.model_dump_json(indent=2))
        return
    _print_reading(reading, tasks, whole=task is None)


def _print_reading(reading: "Reading", tasks: "list[Task]", *, whole: bool) -> None:
    from rich.console import Console
    from rich.markup import escape

    from knowledge_base.records import PassageKind

    console = Console(highlight=False)
    _print_head(console, reading.manual, reading.reader)
    if not whole:
        _print_task(console, tasks[0])
        return
    by_id = {task.id: task for task in tasks}
    section: tuple[str, ...] = ()
    for passage in reading.passages:
        where = passage.quote.citation
        if where.section != section:
            section = where.section
            page = f"  [dim]page {where.page}[/]" if where.page else ""
            console.print(f"\n[bold]{escape(' › '.join(section))}[/]{page}")
        task = by_id.pop(passage.task_id, None) if passage.task_id else None
        if task is not None:
            _print_task(console, task)
        elif passage.kind is not PassageKind.TASK:
            console.print(escape(passage.quote.text.strip()))
    for finding in reading.findings:
        kind = finding.kind.value.replace("_", " ")
        console.print(f"[yellow]{kind}[/] {escape(finding.file)}, {escape(finding.place)}: {escape(finding.what)}")


def _print_head(console: "Console", manual: "Manual", reader: str) -> None:
    from rich.markup import escape

    approval = manual.approval
    stands = f"approved by {approval.approved_by} on {approval.approved_on}" if approval else "[yellow]not approved[/]"
    console.print(f"[bold]{escape(manual.title)}[/]")
    console.print(
        f"{escape(manual.id)}, revision {escape(manual.revision)}"
        f"{f', {manual.date}' if manual.date else ''}, {manual.language}, {reader}; {stands}"
    )
    console.print(f"[dim]{escape(manual.file)}  SHA-256 {manual.sha256}[/]")


def _print_task(console: "Console", task: "Task") -> None:
    from rich.markup import escape
    from rich.padding import Padding

    console.print(f"[bold cyan]Task {escape(task.id)}[/]  {escape(task.title)}")
    fields = (
        ("", (task.purpose,)),
        ("Duration", (task.duration,)),
        ("Personnel", (task.personnel,)),
        ("Preconditions", (task.preconditions,)),
        ("Tools", task.tools),
        ("Parts", task.parts),
        ("Supplies", task.supplies),
    )
    for name, quotes in fields:
        said = "; ".join(quote.text for quote in quotes if quote is not None)
        if said:
            console.print(f"  {f'[bold]{name}:[/] ' if name else ''}{escape(said)}")
    for step in task.steps:
        for notice in step.notices:
            console.print(
                Padding(f"[bold yellow]{notice.kind.value.upper()}[/] {escape(notice.quote.text)}", (0, 0, 0, 4))
            )
        console.print(Padding(f"[bold]{step.label or step.number}[/]  {escape(step.quote.text)}", (0, 0, 0, 2)))
        for outcome in step.outcomes:
            goes = f"step {outcome.next_step}" if outcome.next_step else "end"
            console.print(Padding(f"{escape(outcome.answer.text)} → {goes}", (0, 0, 0, 6)))
    for quote in task.acceptance:
        console.print(f"  [bold]Acceptance:[/] {escape(quote.text)}")
