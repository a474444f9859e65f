"""A diagnosis and its procedure in the terminal, as a technician reads them."""

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from assistant import words
from assistant.one_row import OneRow
from assistant.records import Evidence, Health, Procedure, ProcedureTask, RankedMode, Step
from knowledge_base.records import Asset, EquipmentType, NoticeKind

_COLOUR = {Health.ALARM: "red", Health.WATCH: "yellow", Health.HEALTHY: "green", Health.UNKNOWN: "magenta"}
_NOTICE = {
    NoticeKind.WARNING: "bold black on orange1",
    NoticeKind.CAUTION: "bold black on yellow",
    NoticeKind.NOTE: "bold white on blue",
}
_KIND = {
    "make-safe": "Make safe",
    "confirm": "Confirm the cause",
    "repair": "Repair",
    "restore": "Restore and prove",
}
_BAR = 24


def print_report(result: OneRow, asset: Asset, equipment: EquipmentType, what: str) -> None:
    """The whole chain: condition, ranked modes, why, what to do, and the trace. what: what was diagnosed."""
    console = Console(highlight=False)
    diagnosis = result.diagnosis
    colour = _COLOUR[diagnosis.health]
    machine = f"{escape(asset.name)}, {escape(equipment.name)}"
    console.print(f"\n[bold]{escape(asset.id)}[/bold]  {machine}  [dim]{escape(what)}[/dim]")
    console.print(f"[bold {colour}]{diagnosis.health.value.upper()}[/]  {escape(diagnosis.headline)}")
    for caution in diagnosis.cautions:
        console.print(f"[bold]Caution:[/bold] {escape(caution)}")
    _print_modes(console, diagnosis.modes)
    if diagnosis.health in (Health.ALARM, Health.WATCH):
        _print_why(console, diagnosis.acted_on)
    if result.procedure is not None:
        _print_procedure(console, result.procedure, equipment)
    console.print(
        f"\n[dim]chain {result.score.chain_id}  model {result.score.bundle_digest[:12]}  "
        f"explanation {diagnosis.explanation_digest[:12]}[/dim]"
    )


def _print_modes(console: Console, modes: tuple[RankedMode, ...]) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    for mode in modes:
        filled = round(_BAR * mode.probability)
        bar = f"[{'red' if mode.alarm else 'cyan'}]{'█' * filled}[/][dim]{'░' * (_BAR - filled)}[/]"
        table.add_row(escape(mode.name), bar, words.percent(mode.probability), "alarm" if mode.alarm else "")
    console.print()
    console.print(table)


def _print_why(console: Console, mode: RankedMode) -> None:
    console.print(f"\n[bold]Why {escape(mode.name.lower())}[/bold]  {escape(mode.effect)}")
    for title, evidence in (
        ("speaks for it", mode.evidence_for),
        ("speaks against it", mode.evidence_against),
    ):
        if evidence:
            console.print(f"  [dim]{title}[/dim]")
        for item in evidence:
            console.print(f"  {_mark(item)} {escape(item.text)}")


def _mark(item: Evidence) -> str:
    return "[green]✓[/]" if item.expected else " "


def _print_procedure(console: Console, procedure: Procedure, equipment: EquipmentType) -> None:
    console.print(f"\n[bold]What to do: {escape(procedure.title)}[/bold]")
    if not procedure.complete:
        console.print("[bold red]No steps are shown.[/] The manuals do not hold all that a safe repair needs:")
        for gap in procedure.gaps:
            console.print(f"  - {escape(gap)}")
        console.print(f"[bold]Safe state:[/bold] {escape(procedure.safe_state)}")
        console.print(f"[bold]Call:[/bold] {escape(procedure.contact.role)}, {escape(procedure.contact.phone)}")
        return
    for task in procedure.tasks:
        _print_task(console, task, equipment)


def _print_task(console: Console, task: ProcedureTask, equipment: EquipmentType) -> None:
    manual = next(manual for manual in equipment.manuals if manual.id == task.manual_id)
    console.print(f"\n[bold cyan]{_KIND[task.kind.value]}[/]  [bold]{escape(task.title)}[/bold]  {task.task_id}")
    approved = f"approved by {task.approved_by} on {task.approved_on}"
    console.print(f"[dim]{escape(manual.title)}, revision {escape(task.revision)}, {escape(approved)}[/dim]")
    console.print(f"[dim]{escape(manual.file)}, SHA-256 {manual.sha256[:12]}; quoted characters in brackets[/dim]")
    for name, quotes in (
        ("Duration", (task.duration,)),
        ("Personnel", (task.personnel,)),
        ("Before", (task.preconditions,)),
        ("Tools", task.tools),
        ("Parts", task.parts),
        ("Supplies", task.supplies),
    ):
        said = "; ".join(quote.text for quote in quotes if quote)
        if said:
            console.print(f"[dim]{name}:[/dim] {escape(said)}")
    for step in task.steps:
        _print_step(console, step)
    for quote in task.acceptance:
        console.print(f"  [green]accept when[/] {escape(quote.text)}")


def _print_step(console: Console, step: Step) -> None:
    for notice in step.notices:
        told = f"[{_NOTICE[notice.kind]}] {notice.kind.value.upper()} [/] {escape(notice.quote.text)}"
        console.print(Padding(told, (0, 0, 0, 5), expand=False))
    span = f"[dim]\\[{step.quote.citation.start}-{step.quote.citation.end}][/dim]"
    told = f"[bold]{step.number:>2}.[/] {escape(step.quote.text)} {span}"
    console.print(Padding(told, (0, 0, 0, 2), expand=False))
