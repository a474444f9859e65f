"""What every feed keeps to, whatever it reads from: one suite for all of them.

A feed gives events of assets that the plant has, in the order of their time, each with readings of signals that the
asset measures, in the signal's own unit, all of that instant. Given the same source twice it gives the same bytes.
"""

import asyncio
import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from assistant.feeds.recorded import file_events, row_events
from assistant.feeds.simulated import AssetFault, paced, simulated_readings
from assistant.feeds.table import read_table
from assistant.records import Event, ReadingsArrived
from assistant.server.values import checked_readings
from explain.records import Quality
from explain.twin import FaultGrowth
from knowledge_base.catalog import find_plant, load_plant
from knowledge_base.records import Plant
from tests.assistant.milling_files import milling_csv
from tests.assistant.pump_files import pump_csv
from tests.assistant.runs import START, pump_events

Feed = Callable[[Plant, Path], Iterable[ReadingsArrived]]


def recorded_file(plant: Plant, folder: Path) -> Iterable[ReadingsArrived]:
    """A whole file, row by row."""
    return file_events(read_table(pump_csv(folder, pump_events(plant, 4))), plant)


def recorded_row(plant: Plant, folder: Path) -> Iterable[ReadingsArrived]:
    """One row of a file and its past."""
    return row_events(read_table(pump_csv(folder, pump_events(plant, 4))), plant, 11)[1]


def records_without_time(plant: Plant, folder: Path) -> Iterable[ReadingsArrived]:
    """A file whose rows stand for themselves."""
    return file_events(read_table(milling_csv(folder)), plant)


def simulated(plant: Plant, folder: Path) -> Iterable[ReadingsArrived]:
    """The twin with a growing fault."""
    fault = AssetFault("P-102", FaultGrowth("cavitation", onset=10.0, growth=30.0))
    events = simulated_readings(plant, seed=3, start=START, tick=10.0, faults=[fault])
    return (next(events) for _ in range(15))


def simulated_in_real_time(plant: Plant, folder: Path) -> Iterable[ReadingsArrived]:
    """The same on the wall clock."""

    async def collect() -> list[ReadingsArrived]:
        return [event async for event in paced(iter(simulated(plant, folder)), interval=0.001, per_tick=3)]

    return asyncio.run(collect())


def posted(plant: Plant, folder: Path) -> Iterable[ReadingsArrived]:
    """Values that came by HTTP, some sensors silent."""
    for event in pump_events(plant, 2):
        values = {reading.signal_id: reading.value for reading in event.readings} | {"flow": None}
        readings = checked_readings(plant, event.asset_id, event.time, values)
        yield event.model_copy(update={"simulated": False, "readings": readings})


FEEDS: dict[Feed, str] = {
    recorded_file: "pump-skid",
    recorded_row: "pump-skid",
    records_without_time: "milling-cell",
    simulated: "pump-skid",
    simulated_in_real_time: "pump-skid",
    posted: "pump-skid",
}
"""Every feed, and the bundled plant that it is tried on."""
SIMULATED = {simulated, simulated_in_real_time}


@pytest.fixture(params=FEEDS, ids=lambda feed: feed.__name__)
def feed(request: pytest.FixtureRequest) -> Feed:
    """Each feed in turn."""
    chosen: Feed = request.param
    return chosen


@pytest.fixture
def plant(feed: Feed) -> Plant:
    """The plant of the feed."""
    return load_plant(find_plant(FEEDS[feed]))


@pytest.fixture
def events(feed: Feed, plant: Plant, tmp_path: Path) -> list[ReadingsArrived]:
    """What the feed gives."""
    return list(feed(plant, tmp_path))


def test_it_gives_events_that_survive_the_log(events: list[ReadingsArrived]) -> None:
    adapter: TypeAdapter[Event] = TypeAdapter(Event)
    assert len(events) >= 3
    for event in events:
        assert adapter.validate_json(event.canonical) == event


def test_every_event_is_of_an_asset_of_the_plant(events: list[ReadingsArrived], plant: Plant) -> None:
    assert {event.asset_id for event in events} <= {asset.id for asset in plant.assets}


def test_time_is_utc_and_never_goes_back_for_an_asset(events: list[ReadingsArrived]) -> None:
    by_asset = defaultdict(list)
    for event in events:
        assert event.time.utcoffset() == timedelta(0)
        by_asset[event.asset_id].append(event.time)
    for times in by_asset.values():
        assert times == sorted(set(times))


def test_readings_are_of_their_events_asset_and_instant(events: list[ReadingsArrived]) -> None:
    for event in events:
        assert event.readings
        assert {(reading.asset_id, reading.time) for reading in event.readings} == {(event.asset_id, event.time)}


def test_every_signal_is_measured_by_the_asset_and_told_once(events: list[ReadingsArrived], plant: Plant) -> None:
    for event in events:
        equipment = plant.equipment_of(plant.asset(event.asset_id))
        told = [reading.signal_id for reading in event.readings]
        assert sorted(told) == sorted(signal.id for signal in equipment.signals if signal.expression is None)


def test_a_value_is_a_finite_number_or_missing_with_bad_quality(events: list[ReadingsArrived], plant: Plant) -> None:
    for event in events:
        equipment = plant.equipment_of(plant.asset(event.asset_id))
        for reading in event.readings:
            assert (reading.value is None) == (reading.quality is Quality.BAD)
            assert reading.value is None or math.isfinite(reading.value)
            categories = equipment.signal(reading.signal_id).categories
            assert not categories or reading.value in range(len(categories))


def test_only_a_simulation_calls_itself_one(events: list[ReadingsArrived], feed: Feed) -> None:
    assert {event.simulated for event in events} == {feed in SIMULATED}


def test_the_same_source_gives_the_same_bytes(
    events: list[ReadingsArrived], feed: Feed, plant: Plant, tmp_path: Path
) -> None:
    assert [event.canonical for event in feed(plant, tmp_path)] == [event.canonical for event in events]


def test_no_two_events_are_alike(events: list[ReadingsArrived]) -> None:
    assert len({event.canonical for event in events}) == len(events)
