"""A small trained model of the milling cell, made in a second or two from a file that is written for it."""

from pathlib import Path

from assistant.bundles import PlantModels, train_on_file
from assistant.feeds.table import Table, read_table
from explain.bundle import Bundle
from knowledge_base.records import Plant
from tests.assistant.milling_files import Row, milling_csv, milling_rows, write_csv
from tests.assistant.small_models import few_trees

LABELS = ("Machine failure", "TWF", "HDF", "PWF", "OSF")


def small_milling_bundle(plant: Plant, folder: Path) -> Bundle:
    """Trained on `folder`/milling.csv, which is written first: 400 rows, four in ten of them failed."""
    with few_trees():
        return train_on_file(PlantModels(plant, folder / "models", folder), milling_csv(folder))


def healthy_rows(rows: int = 500, seed: int = 9) -> list[Row]:
    """Rows without a failure, and without the columns that would say so: as they come from a machine."""
    healthy = [row for row in milling_rows(2 * rows, seed) if row["Machine failure"] == "0"][:rows]
    return [{name: cell for name, cell in row.items() if name not in LABELS} for row in healthy]


def table_of(folder: Path, rows: list[Row], name: str = "new.csv") -> Table:
    """The rows as a recorded file, read."""
    return read_table(write_csv(folder / name, rows))
