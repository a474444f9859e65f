"""What drives a failure mode over an asset's recorded rows, and whether its probabilities come true there."""

import numpy as np
from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table as Grid

from assistant import words
from assistant.cli.answer import Answer, Asked, method_words
from assistant.recorded_explanations import Announced, Drivers, announced, drivers
from assistant.recorded_rows import RecordedRows, probabilities, recorded_rows, tables_by_asset
from explain.calibration import expected_calibration_error
from explain.plots.beeswarm import beeswarm, ranking
from explain.plots.canvas import Heading
from explain.plots.reliability import ReliabilityBin, reliability, reliability_bins

_MOST_TOLD = 12


def many_rows(asked: Asked, suffix: str | None) -> Answer:
    """One failure mode over the asset's rows. suffix: of the picture, or None.

    Without a mode: the one that is indicated most over all these rows.
    """
    rows = _rows(asked, labelled=False)
    found = drivers(rows, asked.equipment, asked.bundle, asked.mode_id or _indicated_most(asked, rows))
    taken, names = len(found.shares), asked.signal_names()
    remark = f"Explained are {taken:,} of them, taken evenly." if taken < found.of else "All of them are explained."
    what = f"what drives {asked.mode_name(found.mode_id)}"
    picture = None
    if suffix is not None:
        heading = Heading(asked.machine, what, _where(asked, found.of), method_words(found.method))
        labels = [names[signal] for signal in found.signals]
        unit = f"share of the score, {found.unit}"
        picture = beeswarm(labels, found.shares, found.relative, heading, unit=unit, suffix=suffix, remarks=(remark,))
    told: list[RenderableType] = [
        f"[dim]{escape(_where(asked, found.of))}. {remark}[/dim]",
        f"\n[bold]{escape(what[0].upper() + what[1:])}[/bold]",
        _ranked(found, names),
        f"\n[dim]Shares of the score in {found.unit}. Method:[/dim] {method_words(found.method)}",
    ]
    said = {
        "mode_id": found.mode_id,
        "method": found.method.value,
        "unit": found.unit,
        "rows": found.of,
        "rows_explained": taken,
        "signals": [
            {
                "signal_id": found.signals[j],
                "mean_absolute_share": float(np.abs(found.shares[:, j]).mean()),
                "lowest_share": float(found.shares[:, j].min()),
                "highest_share": float(found.shares[:, j].max()),
            }
            for j in ranking(found.shares).tolist()
        ],
    }
    return Answer(said, tuple(told), picture)


def come_true(asked: Asked, suffix: str | None) -> Answer:
    """Announced against observed over the asset's labelled rows; without a mode, that anything fails."""
    found = announced(_rows(asked, labelled=True), asked.plant, asked.bundle, asked.mode_id)
    bins = reliability_bins(found.probability, found.failed)
    error = expected_calibration_error(found.probability, found.failed)
    name = "any failure" if found.mode_id is None else asked.mode_name(found.mode_id)
    what, remarks = f"{name}, announced and observed", _remarks(found)
    method = f"Model {asked.bundle.digest[:12]}, probabilities by Platt's sigmoid"
    picture = None
    if suffix is not None:
        heading = Heading(asked.machine, what, _where(asked, len(found.failed)), method)
        picture = reliability(found.probability, found.failed, heading, suffix=suffix, remarks=remarks)
    told: list[RenderableType] = [
        f"[dim]{escape(_where(asked, len(found.failed)))}. {escape(method)}[/dim]",
        f"\n[bold]{escape(what[0].upper() + what[1:])}: calibration error {error:.3f}[/bold]",
        _bins(bins),
        "",
        *(f"[bold yellow]Mind:[/] {escape(remark)}" for remark in remarks),
    ]
    said = {
        "mode_id": found.mode_id,
        "rows": len(found.failed),
        "failures": int(found.failed.sum()),
        "calibration_error": error,
        "trained_on_this_file": found.known_by_heart,
        "held_out_calibration_error_any_failure": found.held_out_error,
        "bins": [one.model_dump(mode="json") for one in bins],
    }
    return Answer(said, tuple(told), picture)


def _rows(asked: Asked, *, labelled: bool) -> RecordedRows:
    own = tables_by_asset(asked.table, asked.plant)[asked.asset.id]
    return recorded_rows(own, asked.plant, asked.asset, asked.bundle.plan, labelled=labelled)


def _indicated_most(asked: Asked, rows: RecordedRows) -> str:
    """The mode with the highest mean probability over the rows."""
    means = {mode: float(found.mean()) for mode, found in probabilities(asked.bundle, rows.x).items()}
    return max(means, key=lambda mode: means[mode])


def _where(asked: Asked, rows: int) -> str:
    return f"{rows:,} rows of {asked.table.file.name}"


def _remarks(found: Announced) -> tuple[str, ...]:
    seen = (
        "The model was trained on this very file: rows that it has learned from flatter it."
        if found.known_by_heart
        else "Rows that the model has learned from, if any are among these, flatter it."
    )
    error = found.held_out_error
    told = "was not measurable" if error is None else f"is {error:.3f}"
    return seen, f"On held-out rows the calibration error of any failure {told}, says the model card."


def _ranked(found: Drivers, names: dict[str, str]) -> Grid:
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    for title in ("Signal", "Mean size", "Lowest", "Highest"):
        grid.add_column(title, justify="left" if title == "Signal" else "right")
    for j in ranking(found.shares)[:_MOST_TOLD].tolist():
        share = found.shares[:, j]
        figures = (f"{np.abs(share).mean():.2f}", f"{share.min():+.2f}", f"{share.max():+.2f}")
        grid.add_row(escape(names[found.signals[j]]), *figures)
    return grid


def _bins(bins: tuple[ReliabilityBin, ...]) -> Grid:
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    for title in ("Announced", "Rows", "Mean", "Had the failure", "95 % interval", ""):
        grid.add_column(title, justify="left" if title in ("Announced", "") else "right")
    for one in bins:
        grid.add_row(
            f"{100 * one.start:.0f} to {100 * one.end:.0f} %",
            f"{one.rows:,}",
            words.percent(one.mean),
            f"{100 * one.observed:.1f} %",
            f"{100 * one.low:.1f} to {100 * one.high:.1f} %",
            "" if one.fits else "[yellow]not as announced[/]",
        )
    return grid
