"""The model card's headline figures in the terminal."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from explain.bundle import Bundle
from knowledge_base.records import EquipmentType


def print_card(equipment: EquipmentType, bundle: Bundle, folder: Path) -> None:
    """Headline figures, all from held-out folds, and a line a failure mode."""
    card, metrics = bundle.card, bundle.card.metrics
    console = Console()
    where = f"model {bundle.digest[:12]}, saved in {escape(str(folder))}"
    console.print(f"\n[bold]{escape(equipment.name)}[/bold]: {where}", highlight=False)
    console.print(f"{card.rows} rows of {escape(card.data_source)}; {card.split}", highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Failure mode", "Rows", "Average precision", "Alarm from"):
        table.add_column(name, justify="left" if name == "Failure mode" else "right")
    thresholds = {mode.mode_id: mode.threshold for mode in bundle.modes}
    for mode_id, rows in card.rows_by_mode.items():
        name = equipment.failure_mode(mode_id).name
        table.add_row(escape(name), str(rows), _figure(metrics.ap_by_mode[mode_id]), f"{thresholds[mode_id]:.2f}")
    table.add_row("any failure", "", _figure(metrics.ap_any_failure), "")
    console.print(table)
    console.print(
        f"First-ranked mode is the labelled one: {_figure(metrics.mode_top1)}   "
        f"Calibration error: {_figure(metrics.ece_any_failure)}",
        highlight=False,
    )


def _figure(value: float | None) -> str:
    return "not measurable" if value is None else f"{value:.3f}"
