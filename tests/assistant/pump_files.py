"""Small recorded files of the pump house, written from simulated readings."""

from collections.abc import Iterable
from pathlib import Path

from assistant.records import ReadingsArrived
from tests.assistant.milling_files import Row, write_csv


def pump_rows(events: Iterable[ReadingsArrived], run: str = "1") -> list[Row]:
    """One row an event: time, asset, run, and every signal under its own id."""
    return [
        {
            "time": event.time.isoformat(),
            "asset": event.asset_id,
            "run": run,
            **{reading.signal_id: repr(reading.value) for reading in event.readings},
        }
        for event in events
    ]


def pump_csv(folder: Path, events: Iterable[ReadingsArrived]) -> Path:
    """The events as a recorded file."""
    return write_csv(folder / "pumps.csv", pump_rows(events))
