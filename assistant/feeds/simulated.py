"""The twin as a feed: machines of a plant, simulated, with faults that grow. Marked as simulation in every event."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from assistant.errors import UsageError
from assistant.records import ReadingsArrived
from explain.records import SensorReading
from explain.twin import FaultGrowth, FloatArray, Twin, make_twin
from knowledge_base.records import Asset, Plant


@dataclass(frozen=True)
class AssetFault:
    """A fault that grows on one asset."""

    asset_id: str
    growth: FaultGrowth


@dataclass(frozen=True)
class _Fleet:
    """The assets of one type, one machine of the twin each."""

    assets: tuple[Asset, ...]
    twin: Twin


def simulated_readings(
    plant: Plant, *, seed: int, start: datetime, tick: float, faults: Sequence[AssetFault] = ()
) -> Iterator[ReadingsArrived]:
    """Events without end: every `tick` seconds of simulated time one event an asset. The same seed, the same bytes.

    Raises UsageError when no type of the plant has a twin, or a fault is not of its asset's twin.
    """
    fleets = tuple(_fleets(plant, seed))
    if not fleets:
        raise UsageError(f"{plant.id} has no twin to simulate; add `twin:` to an equipment.yaml")
    _must_know(fleets, faults)
    return _ticks(fleets, start, tick, faults)


def _fleets(plant: Plant, seed: int) -> Iterator[_Fleet]:
    for equipment in plant.equipment:
        assets = tuple(asset for asset in plant.assets if asset.equipment == equipment.id)
        if equipment.twin is not None and assets:
            twin = make_twin(equipment.twin.model, equipment.twin.parameters, machines=len(assets), seed=seed)
            yield _Fleet(assets, twin)


def _must_know(fleets: Sequence[_Fleet], faults: Sequence[AssetFault]) -> None:
    for fault in faults:
        fleet = next((f for f in fleets if any(a.id == fault.asset_id for a in f.assets)), None)
        if fleet is None:
            names = ", ".join(asset.id for f in fleets for asset in f.assets)
            raise UsageError(f"no simulated asset {fault.asset_id!r}; simulated are {names}")
        if fault.growth.fault not in fleet.twin.faults:
            raise UsageError(f"unknown fault {fault.growth.fault!r}; the twin knows {', '.join(fleet.twin.faults)}")


def _ticks(
    fleets: Sequence[_Fleet], start: datetime, tick: float, faults: Sequence[AssetFault]
) -> Iterator[ReadingsArrived]:
    number = 0
    while True:
        number += 1
        elapsed = number * tick
        time = start + timedelta(seconds=elapsed)
        for fleet in fleets:
            values = fleet.twin.step(tick, _severity(fleet, faults, elapsed))
            for i, asset in enumerate(fleet.assets):
                readings = tuple(
                    SensorReading(asset_id=asset.id, signal_id=signal, time=time, value=float(column[i]))
                    for signal, column in values.items()
                )
                yield ReadingsArrived(asset_id=asset.id, time=time, simulated=True, readings=readings)


def _severity(fleet: _Fleet, faults: Sequence[AssetFault], elapsed: float) -> dict[str, FloatArray | float]:
    """Fault id → severity of each machine; of two growths of one fault on one asset the worse counts."""
    severity: dict[str, FloatArray | float] = {}
    for fault in faults:
        place = np.array([asset.id == fault.asset_id for asset in fleet.assets], dtype=np.float64)
        now = place * fault.growth.severity(elapsed)
        severity[fault.growth.fault] = np.maximum(severity.get(fault.growth.fault, 0.0), now)
    return severity


async def paced(events: Iterator[ReadingsArrived], *, interval: float, per_tick: int) -> AsyncIterator[ReadingsArrived]:
    """The same events in real time: `per_tick` of them every `interval` seconds of the wall clock."""
    loop = asyncio.get_running_loop()
    due = loop.time()
    for i, event in enumerate(events):
        if i % per_tick == 0 and i:
            due += interval
            await asyncio.sleep(max(0.0, due - loop.time()))
        yield event
