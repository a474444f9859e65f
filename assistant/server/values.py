"""Posted values → readings, against the plant's own signals."""

from collections.abc import Mapping
from datetime import datetime

from assistant.errors import UsageError
from explain.errors import DataError
from explain.records import Quality, SensorReading
from knowledge_base.records import Plant, Signal


def checked_readings(
    plant: Plant, asset_id: str, time: datetime, values: Mapping[str, float | str | None]
) -> tuple[SensorReading, ...]:
    """Readings in signal units. Raises UsageError for an unknown asset, DataError for what is not a value of it."""
    try:
        asset = plant.asset(asset_id)
    except KeyError:
        raise UsageError(f"the plant has no asset {asset_id!r}") from None
    measured = {s.id: s for s in plant.equipment_of(asset).signals if s.expression is None}
    unknown = sorted(set(values) - set(measured))
    if unknown:
        raise DataError(f"{asset_id} measures no signal {unknown[0]!r}; it measures {', '.join(measured)}")
    return tuple(_reading(asset_id, measured[name], time, value) for name, value in values.items())


def _reading(asset_id: str, signal: Signal, time: datetime, value: float | str | None) -> SensorReading:
    if value is None:
        return SensorReading(asset_id=asset_id, signal_id=signal.id, time=time, value=None, quality=Quality.BAD)
    if signal.categories:
        if value not in signal.categories:
            raise DataError(f"{signal.id} is {value!r}, but must be one of {', '.join(signal.categories)}")
        return SensorReading(
            asset_id=asset_id, signal_id=signal.id, time=time, value=float(signal.categories.index(value))
        )
    if isinstance(value, str):
        raise DataError(f"{signal.id} is the text {value!r}, but must be a number in {signal.unit}")
    return SensorReading(asset_id=asset_id, signal_id=signal.id, time=time, value=value)
