"""All rows of one asset in a recorded file, as its models see them: for whoever looks at more than one row."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.feeds.recorded import asset_of_row, history_of
from assistant.feeds.table import Table
from explain.bundle import Bundle
from explain.features import FeaturePlan, feature_table, with_derived
from explain.history import History
from knowledge_base.records import Asset, Plant

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class RecordedRows:
    """Rows of one run stand together, otherwise in the order of the file.

    values: signal id → values in the signal's unit, shape (rows,), derived signals too. x: shape (rows, features).
    history: the same rows with their labels; without any where none were asked for.
    """

    asset: Asset
    history: History
    values: dict[str, FloatArray]
    x: FloatArray

    def __len__(self) -> int:
        """Rows."""
        return len(self.x)


def recorded_rows(table: Table, plant: Plant, asset: Asset, plan: FeaturePlan, *, labelled: bool) -> RecordedRows:
    """Every row of the table as one of this asset. labelled: its label columns are needed, and read.

    Raises DataError when a column is absent or holds what it should not.
    """
    if not labelled:
        plant = plant.model_copy(
            update={"history": plant.history.model_copy(update={"label_columns": {}, "failure_column": None})}
        )
    history = history_of(table, plant, asset)
    values = with_derived(plan, history.measured)
    return RecordedRows(asset, history, values, feature_table(plan, values, history.runs))


def probabilities(bundle: Bundle, x: FloatArray) -> dict[str, FloatArray]:
    """Mode id → calibrated probability of each row of x, shape (rows, features)."""
    return {mode.mode_id: mode.sigmoid(mode.detector.raw(x)) for mode in bundle.modes}


def tables_by_asset(table: Table, plant: Plant) -> dict[str, Table]:
    """Asset id → its rows of the file, in the order of the plant. Raises UsageError for an asset that it does not have.

    Without a column that names the asset, all rows are of the plant's first.
    """
    if plant.history.asset_column is None:
        return {plant.assets[0].id: table}
    rows: dict[str, list[int]] = {}
    for i in range(len(table)):
        rows.setdefault(asset_of_row(table, plant, i + 1).id, []).append(i)
    return {asset.id: table.only(rows[asset.id]) for asset in plant.assets if asset.id in rows}
