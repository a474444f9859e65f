"""A recorded file of a plant → a labelled History for training, or the events of its rows, by plant.yaml."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from assistant.errors import UsageError
from assistant.feeds.table import Table
from assistant.records import ReadingsArrived
from explain.history import History
from explain.records import SensorReading
from knowledge_base.records import Asset, EquipmentType, Plant

FloatArray = npt.NDArray[np.float64]
_ROWS_WITHOUT_TIME_START = datetime(2000, 1, 1, tzinfo=UTC)


def signal_columns(table: Table, asset: Asset, equipment: EquipmentType) -> dict[str, FloatArray]:
    """Measured signal id → values in the signal's unit, shape (rows,). Raises DataError on anything that is not one."""
    columns = {}
    for binding in asset.bindings:
        signal = equipment.signal(binding.signal)
        if signal.categories:
            columns[signal.id] = table.categories(binding.column, signal.categories, f"signal {signal.id}")
        else:
            raw = table.numbers(binding.column, f"signal {signal.id}")
            columns[signal.id] = binding.to_unit.scale * raw + binding.to_unit.offset
    return columns


def history_of(table: Table, plant: Plant, asset: Asset) -> History:
    """The whole file as a labelled history of the asset's type. Raises DataError or TrainingError."""
    equipment = plant.equipment_of(asset)
    said = plant.history
    # Windows need the rows of one run together; a plant's own recording takes turns between its assets.
    table = table.only(np.argsort(_runs(table, plant), kind="stable").tolist())
    known = {mode.id for mode in equipment.failure_modes}
    labels = {
        mode: table.flags(column, f"the label of {mode}")
        for mode, column in said.label_columns.items()
        if mode in known
    }
    if said.failure_column:
        failure = table.flags(said.failure_column, "any failure")
    else:
        failure = np.max([*labels.values()], axis=0) if labels else np.zeros(len(table))
    return History(
        source=table.file.name,
        digest=hashlib.sha256(table.file.read_bytes()).hexdigest(),
        measured=signal_columns(table, asset, equipment),
        labels=labels,
        failure=failure,
        runs=_runs(table, plant),
        teaches=np.ones(len(table), dtype=bool),
    )


def _runs(table: Table, plant: Plant) -> npt.NDArray[np.int64]:
    """Rows of one run (and one asset) share a number; without a time column every row is a run of its own."""
    if plant.history.time_column is None:
        return np.arange(len(table), dtype=np.int64)
    keys = [table.need(c, "runs") for c in (plant.history.asset_column, plant.history.run_column) if c]
    seen: dict[tuple[str, ...], int] = {}
    names = zip(*keys, strict=True) if keys else iter([()] * len(table))
    return np.array([seen.setdefault(name, len(seen)) for name in names], dtype=np.int64)


def row_events(table: Table, plant: Plant, row: int) -> tuple[Asset, Iterator[ReadingsArrived]]:
    """The asset of row `row` (from 1), and the events of that row's past and, last, of the row itself.

    Where rows stand for themselves (no time column) there is no past.
    """
    if not 1 <= row <= len(table):
        raise UsageError(f"row {row} is not in {table.file}: its rows are 1 to {len(table)}")
    asset = asset_of_row(table, plant, row)
    runs = _runs(table, plant)
    needed = table.only([i for i in range(row) if runs[i] == runs[row - 1]])
    columns = signal_columns(needed, asset, plant.equipment_of(asset))
    times = _times(needed, plant)
    return asset, (_event(asset, columns, i, times[i]) for i in range(len(needed)))


def file_events(table: Table, plant: Plant) -> Iterator[ReadingsArrived]:
    """Every row of the file in order, each as one event of its asset. The whole file is checked before the first."""
    by_asset = {asset.id: signal_columns(table, asset, plant.equipment_of(asset)) for asset in _assets_in(table, plant)}
    times = _times(table, plant)
    assets = [asset_of_row(table, plant, row) for row in range(1, len(table) + 1)]
    return (_event(asset, by_asset[asset.id], i, times[i]) for i, asset in enumerate(assets))


def asset_of_row(table: Table, plant: Plant, row: int) -> Asset:
    """The asset that a row (from 1) is about. Raises UsageError when the plant has none of that name."""
    if plant.history.asset_column is None:
        return plant.assets[0]
    name = str(table.need(plant.history.asset_column, "the asset").iloc[row - 1])
    try:
        return plant.asset(name)
    except KeyError:
        have = ", ".join(asset.id for asset in plant.assets)
        raise UsageError(f"{table.file}, row {row}: the plant has no asset {name!r}; it has {have}") from None


def _assets_in(table: Table, plant: Plant) -> tuple[Asset, ...]:
    if plant.history.asset_column is None:
        return plant.assets[:1]
    names = set(table.need(plant.history.asset_column, "the asset"))
    return tuple(asset for asset in plant.assets if asset.id in names)


def _times(table: Table, plant: Plant) -> list[datetime]:
    if plant.history.time_column is None:
        return [_ROWS_WITHOUT_TIME_START + timedelta(seconds=int(row)) for row in table.frame.index]
    return [time.to_pydatetime() for time in table.times(plant.history.time_column)]


def _event(asset: Asset, columns: dict[str, FloatArray], i: int, time: datetime) -> ReadingsArrived:
    readings = tuple(
        SensorReading(asset_id=asset.id, signal_id=signal, time=time, value=float(values[i]))
        for signal, values in columns.items()
    )
    return ReadingsArrived(asset_id=asset.id, time=time, simulated=False, readings=readings)
