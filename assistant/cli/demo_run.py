"""The demo's feed: the twin of the pump house, with one fault that grows."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

from assistant.feeds.simulated import AssetFault, paced, simulated_readings
from assistant.records import ReadingsArrived
from explain.twin import FaultGrowth
from knowledge_base.records import Plant

_KEPT_LOGS = 5
GROWTH_TICKS = 150
"""Readings from the onset to the full fault."""


def demo_feed(
    plant: Plant, *, fault: str, asset: str, onset: float, seed: int, rate: float
) -> AsyncIterator[ReadingsArrived]:
    """Readings in real time, `rate` a second and machine; each stands for the twin's own interval.

    onset: seconds of wall clock until the fault begins. Raises UsageError for an unknown fault or asset.
    """
    interval = next(e.twin.interval for e in plant.equipment if e.twin is not None)
    growth = FaultGrowth(fault, onset=onset * rate * interval, growth=GROWTH_TICKS * interval, peak=0.9)
    events = simulated_readings(
        plant, seed=seed, start=datetime.now(UTC), tick=interval, faults=(AssetFault(asset, growth),)
    )
    return paced(events, interval=1.0 / rate, per_tick=len(plant.assets))


def new_demo_log(folder: Path) -> Path:
    """A new audit log for this run; of older demo runs the newest few are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in sorted(folder.glob("*.jsonl"))[: -(_KEPT_LOGS - 1)]:
        old.unlink(missing_ok=True)
    return folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.jsonl"
