"""Why one row scored as it did: signal by signal for one failure mode, or component by component for all."""

from typing import Any

from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table as Grid

from assistant import words
from assistant.cli.answer import Answer, Asked, method_words
from assistant.feeds.recorded import row_events
from assistant.one_row import OneRow, diagnose_last
from explain.plots.canvas import Heading, signed
from explain.plots.heat_map import component_map, heat_map
from explain.plots.waterfall import Stage, stages, waterfall
from explain.records import Attribution, Engine, Explanation, ModeCertificate

_BAR = 24
_ENGINE = {
    Engine.KERNEL: "computed by Faultlens's own kernel",
    Engine.LIGHTGBM: "computed by LightGBM",
    Engine.MODEL: "computed by asking the model itself",
}
_MOST_DOUBTS = _MOST_TOLD = 3
_UNCHECKED = "Nothing of this explanation was checked."
_LEAST = 0.05
"""Percentage points that are told as more than none."""


def one_mode(asked: Asked, suffix: str | None) -> Answer:
    """One failure mode of the row, from the usual probability to the present one. suffix: of the picture, or None."""
    result = _diagnosed(asked)
    mode_id = asked.mode_id or result.diagnosis.acted_on.mode_id
    attribution = next(one for one in result.explanation.attributions if one.mode_id == mode_id)
    labels = {signal.signal_id: _label(asked, signal.signal_id, attribution) for signal in attribution.signals}
    name = asked.mode_name(mode_id)
    what = f"why {name} is at {words.percent(attribution.probability)}"
    doubts = doubts_of(result.explanation, mode_id)
    picture = None
    if suffix is not None:
        heading = Heading(asked.machine, what, _when(asked, result), method_of(attribution), doubts)
        picture = waterfall(attribution, labels, heading, suffix=suffix)
    told: list[RenderableType] = [f"[dim]{escape(_when(asked, result))}[/dim]"]
    told += [f"[bold yellow]Caution:[/] {escape(caution)}" for caution in _cautions(result)]
    told += [f"\n[bold]{escape(what[0].upper() + what[1:])}[/bold]", _steps(stages(attribution, labels))]
    told += [f"\n[dim]Method:[/dim] {escape(method_of(attribution))}", *_checks(result.explanation, mode_id)]
    return Answer(_said(asked, result, mode_id), tuple(told), picture)


def all_components(asked: Asked, suffix: str | None) -> Answer:
    """Every failure mode of the row, by component. suffix: of the picture, or None."""
    result = _diagnosed(asked)
    attributions = result.explanation.attributions
    doubted = {one.mode_id for one in attributions if doubts_of(result.explanation, one.mode_id)}
    modes = {
        mode.id: f"{mode.name} (unreliable)" if mode.id in doubted else mode.name
        for mode in asked.equipment.failure_modes
    }
    components = {component.id: component.name for component in asked.equipment.components}
    doubts = all_doubts(asked, result.explanation)
    method = "; ".join(dict.fromkeys(method_words(one.method) for one in attributions))
    picture = None
    if suffix is not None:
        what = "which component speaks for which failure mode"
        heading = Heading(asked.machine, what, _when(asked, result), method, doubts)
        picture = heat_map(attributions, modes, components, heading, suffix=suffix)
    found = component_map(attributions, modes, components, most=len(components) + 1)
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    grid.add_column("Failure mode")
    grid.add_column("Strongest components, percentage points")
    for name, points in zip(found.modes, found.points, strict=True):
        grid.add_row(escape(name), escape(_strongest(found.components, points)))
    told: list[RenderableType] = [f"[dim]{escape(_when(asked, result))}[/dim]"]
    told += [f"[bold yellow]Caution:[/] {escape(caution)}" for caution in _cautions(result)]
    told += ["", grid]
    told.append(f"\n[dim]Method:[/dim] {method}")
    told += [f"[bold yellow]UNRELIABLE:[/] {escape(doubt)}" for doubt in doubts]
    return Answer(_said(asked, result, asked.mode_id), tuple(told), picture)


def _strongest(components: tuple[str, ...], points: tuple[float, ...]) -> str:
    """`Spindle +78, Tool +11, Spindle drive +6.6`."""
    ranked = sorted(zip(components, points, strict=True), key=lambda pair: -abs(pair[1]))[:_MOST_TOLD]
    return ", ".join(f"{name} {signed(share)}" for name, share in ranked if abs(share) >= _LEAST) or "none"


def doubts_of(explanation: Explanation, mode_id: str) -> tuple[str, ...]:
    """Why one mode's explanation is not to be relied on; empty when it is."""
    certificate = _certificate(explanation, mode_id)
    if certificate is None:
        return (_UNCHECKED,)
    return tuple(check.sentence for check in certificate.checks if not check.passed)


def all_doubts(asked: Asked, explanation: Explanation) -> tuple[str, ...]:
    """Of the modes that have points to show, the first reason of each that is doubted; the number of the others."""
    shown = [one.mode_id for one in explanation.attributions if any(abs(c.points) >= _LEAST for c in one.components)]
    doubted = [(mode_id, doubts_of(explanation, mode_id)) for mode_id in shown]
    told = [f"{asked.equipment.failure_mode(mode).name}: {reasons[0]}" for mode, reasons in doubted if reasons]
    if len(told) <= _MOST_DOUBTS:
        return tuple(told)
    return (*told[:_MOST_DOUBTS], f"{len(told) - _MOST_DOUBTS} other failure modes are explained unreliably, too")


def method_of(attribution: Attribution) -> str:
    """How the shares were computed, and how uncertain they are where chance is in it."""
    said = f"{method_words(attribution.method)}, {_ENGINE[attribution.engine]}"
    if attribution.largest_error == 0.0:
        return said
    scale = max((abs(s.points / s.contribution) for s in attribution.signals if s.contribution), default=0.0)
    return f"{said}, each share uncertain by up to {scale * attribution.largest_error:.1f} points (standard error)"


def _diagnosed(asked: Asked) -> OneRow:
    _, events = row_events(asked.table, asked.plant, asked.row)
    return diagnose_last(events, asked.equipment, asked.bundle, asked.plant.contact)


def _cautions(result: OneRow) -> list[str]:
    """Those of the readings; the certificate's stand with its checks."""
    return [one for one in result.diagnosis.cautions if one not in result.explanation.certificate.reasons]


def _said(asked: Asked, result: OneRow, mode_id: str | None) -> dict[str, Any]:
    return {
        "row": asked.row,
        "rows": len(asked.table),
        "mode_id": mode_id,
        "explanation": result.explanation.model_dump(mode="json"),
    }


def _when(asked: Asked, result: OneRow) -> str:
    place = f"Row {asked.row} of {len(asked.table)} of {asked.table.file.name}"
    if asked.plant.history.time_column is None:
        return place
    return f"{result.score.time:%Y-%m-%d %H:%M:%S} UTC. {place}"


def _label(asked: Asked, signal_id: str, attribution: Attribution) -> str:
    """`Spindle torque 71 N·m, normally 22 to 58`."""
    share = next(one for one in attribution.signals if one.signal_id == signal_id)
    told = words.finding(asked.equipment.signal(signal_id), share.value, share.low, share.high, share.points)
    return told.rpartition(": ")[0]


def _steps(rows: tuple[Stage, ...]) -> Grid:
    """The waterfall in letters: a bar's length is the number of points, its filling the direction."""
    grid = Grid(box=None, pad_edge=False, show_header=False)
    grid.add_column()
    grid.add_column(justify="right")
    grid.add_column()
    most = max((abs(row.points) for row in rows if not row.total), default=0.0)
    for row in rows:
        if row.total:
            grid.add_row(f"[bold]{escape(row.label)}[/bold]", f"[bold]{words.percent(row.after / 100)}[/bold]", "")
            continue
        length = round(_BAR * abs(row.points) / most) if most else 0
        bar = f"[red]{'█' * length}[/]" if row.points > 0 else f"[cyan]{'░' * length}[/]"
        grid.add_row(escape(row.label), signed(row.points), bar)
    return grid


def _checks(explanation: Explanation, mode_id: str) -> list[RenderableType]:
    certificate = _certificate(explanation, mode_id)
    doubts = doubts_of(explanation, mode_id)
    told: list[RenderableType] = [
        "[bold yellow]UNRELIABLE:[/] do not act on this explanation alone"
        if doubts
        else "[green]Every check of the explanation passed[/]"
    ]
    lines = []
    for check in certificate.checks if certificate else ():
        mark = "[bold yellow]✗[/]" if not check.passed else "[dim]·[/]" if check.value is None else "[green]✓[/]"
        lines.append(f"  {mark} {escape(check.sentence)}")
    # Checks that were not judged all say so in the same words.
    return [*told, *dict.fromkeys(lines)]


def _certificate(explanation: Explanation, mode_id: str) -> ModeCertificate | None:
    return next((one for one in explanation.certificate.modes if one.mode_id == mode_id), None)
