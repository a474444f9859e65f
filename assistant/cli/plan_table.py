"""A plan in the terminal: one line a job in the order of the work, then the reasons for each."""

from collections.abc import Callable
from datetime import datetime
from textwrap import wrap

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from assistant.planning.proposal import Alternative, Choice, OptionKind, Plan
from assistant.planning.records import Planning
from assistant.planning.words import brief, listed, money, when
from knowledge_base.records import Plant

_WIDTH = 110


def print_plan(plan: Plan, planning: Planning, plant: Plant) -> None:
    """The table, the reasons, what would help, and how good the plan is."""
    console = Console(highlight=False)
    choices = sorted(plan.choices, key=lambda c: (c.start is None, c.start or plan.until, c.job_id))
    until = when(plan.until, plan.time_zone)
    console.print(f"\n[bold]{escape(plant.name)}[/]: {_count(len(choices), 'job')}, until {until} ({plan.time_zone})\n")
    if choices:
        console.print(_table(choices, plan, planning))
    for choice in choices:
        _print_reasons(console, choice, plan, planning, plant)
    _print_orders(console, plan)
    console.print(f"\n[bold]Expected cost of the plan: {money(plan.total, plan.currency)}[/]  {_quality(plan)}")
    for note in plan.notes:
        console.print(f"[yellow]Note:[/] {escape(note)}")


def _table(choices: list[Choice], plan: Plan, planning: Planning) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in ("Job", "Machine"):
        table.add_column(name)
    table.add_column("When", no_wrap=True)
    table.add_column("Who")
    for name in ("Cost", "Waiting"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Second best")
    table.add_column("More", justify="right", no_wrap=True)
    for choice in choices:
        table.add_row(
            escape(choice.job_id),
            escape(choice.asset_id),
            escape(_when(choice, plan, brief)),
            escape(_who(choice, planning)),
            money(choice.cost.total, plan.currency),
            money(choice.cost.waiting, plan.currency),
            escape(_other(choice.second_best, plan)),
            f"+{money(choice.second_best.extra, plan.currency)}",
        )
    return table


def _print_reasons(console: Console, choice: Choice, plan: Plan, planning: Planning, plant: Plant) -> None:
    equipment = plant.equipment_of(plant.asset(choice.asset_id))
    fault = equipment.failure_mode(choice.mode_id).name
    where = _window_name(choice, planning)
    console.print(f"\n[bold]{escape(choice.job_id)}[/]  {escape(f'{choice.asset_id}, {fault}')}")
    console.print(f"   [bold]{escape(_when(choice, plan, when))}[/]{escape(where)}")
    for reason in choice.reasons:
        _print_item(console, "-", reason)
    for obstacle in choice.obstacles:
        saving = money(obstacle.saving, plan.currency)
        text = f"{obstacle.text}. It would save {saving}. What would help: {obstacle.remedy}"
        _print_item(console, "[yellow]![/]", text)
    if choice.task_ids:
        console.print(f"   [dim]tasks {escape(', '.join(choice.task_ids))}[/]")


def _print_orders(console: Console, plan: Plan) -> None:
    if plan.orders:
        console.print("\n[bold]To order[/]")
    for order in plan.orders:
        by = when(order.by, plan.time_zone)
        text = f"{order.quantity} × {order.name} ({order.number}) by {by}, for {listed(list(order.job_ids))}"
        _print_item(console, "-", text)


def _print_item(console: Console, mark: str, text: str) -> None:
    first, *others = wrap(text, max(20, min(_WIDTH, console.width) - 5))
    console.print(f"   {mark} {escape(first)}", soft_wrap=True)
    for line in others:
        console.print(f"     {escape(line)}", soft_wrap=True)


def _when(choice: Choice, plan: Plan, written: Callable[[datetime, str], str]) -> str:
    match choice.kind:
        case OptionKind.WINDOW if choice.start is not None:
            return written(choice.start, plan.time_zone)
        case OptionKind.NOW if choice.start is None:
            return "stop now, leave standing"
        case OptionKind.NOW:
            return "stop now"
        case _:
            return "not in this plan"


def _window_name(choice: Choice, planning: Planning) -> str:
    if choice.window_id is None or choice.end is None:
        return ""
    window = next(window for window in planning.windows if window.id == choice.window_id)
    return f" to {when(choice.end, planning.time_zone).split()[-1]}, {window.name}"


def _who(choice: Choice, planning: Planning) -> str:
    names = {person.id: person.name for person in planning.technicians}
    called = "called out" if choice.kind is OptionKind.NOW and choice.start is not None else "-"
    return ", ".join(names[person] for person in choice.crew) or called


def _other(other: Alternative, plan: Plan) -> str:
    match other.kind:
        case OptionKind.WINDOW if other.start is not None:
            return brief(other.start, plan.time_zone)
        case OptionKind.NOW:
            return "stop now"
        case _:
            return "leave it"


def _quality(plan: Plan) -> str:
    if plan.optimal:
        return "[green]No plan costs less (proved).[/]"
    bound = money(plan.bound, plan.currency)
    return f"[yellow]Best found; no plan costs less than {bound} ({plan.gap:.1%} below). Give it more --effort.[/]"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
