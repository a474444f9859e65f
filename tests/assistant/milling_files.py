"""Small recorded files of the milling cell, by rules like those of the AI4I 2020 data, and spoiled ones."""

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np

SIGNAL_COLUMNS = (
    "Type",
    "Air temperature [K]",
    "Process temperature [K]",
    "Rotational speed [rpm]",
    "Torque [Nm]",
    "Tool wear [min]",
)
Row = dict[str, str]


def milling_rows(rows: int = 400, seed: int = 5) -> list[Row]:
    """Healthy and failed records; each failure mode has at least twenty."""
    draw = np.random.default_rng(seed)
    return [_row(draw, i % 10) for i in range(rows)]


def _row(draw: np.random.Generator, kind: int) -> Row:
    """kind 0 to 3: the record fails by tool wear, heat, power or overstrain; else it is healthy."""
    torque, speed = draw.uniform(35, 45), draw.uniform(1450, 1600)
    air, wear = draw.uniform(298, 302), draw.uniform(0, 150)
    rise = draw.uniform(9.5, 11)
    match kind:
        case 0:
            wear = draw.uniform(200, 240)
        case 1:
            rise, speed = draw.uniform(7, 8.4), draw.uniform(1250, 1370)
        case 2:
            torque = draw.uniform(65, 76)
        case 3:
            torque, wear = draw.uniform(55, 60), draw.uniform(215, 250)
    flags = {name: str(int(kind == i)) for i, name in enumerate(("TWF", "HDF", "PWF", "OSF"))}
    numbers = (air, air + rise, speed, torque, wear)
    return {
        "Type": str(draw.choice(["L", "M", "H"])),
        **{column: f"{value:.2f}" for column, value in zip(SIGNAL_COLUMNS[1:], numbers, strict=True)},
        "Machine failure": str(int(kind < 4)),
        **flags,
    }


def write_csv(file: Path, rows: list[Row], *, separator: str = ",", encoding: str = "utf-8") -> Path:
    """The rows as a file with a header."""
    with file.open("w", encoding=encoding, newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
    return file


def milling_csv(
    folder: Path,
    *,
    every_row: Mapping[str, str] | None = None,
    one_row: Mapping[str, str] | None = None,
    without: str | None = None,
    rows: int = 400,
) -> Path:
    """A good file, or one spoiled: cells of every row or of row 3 overwritten, or a column left out."""
    made = [row | dict(every_row or {}) for row in milling_rows(rows)]
    made[2] |= dict(one_row or {})
    kept = [{name: cell for name, cell in row.items() if name != without} for row in made]
    return write_csv(folder / "milling.csv", kept)
