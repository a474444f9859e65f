"""The twin as a feed: the same seed gives the same bytes, and a fault grows on the machine that was named."""

import asyncio
import time
from collections.abc import Iterator
from itertools import islice

import pytest

from assistant.errors import UsageError
from assistant.feeds.simulated import AssetFault, paced, simulated_readings
from assistant.records import ReadingsArrived
from explain.errors import ExplainError
from explain.twin import FaultGrowth
from knowledge_base.records import Plant, TwinSpec
from tests.assistant.runs import INTERVAL, START, pump_events

WEAR = "bearing_de_wear"


def values(events: Iterator[ReadingsArrived], signal: str, asset: str) -> list[float | None]:
    """One signal of one asset."""
    return [r.value for event in events if event.asset_id == asset for r in event.readings if r.signal_id == signal]


def test_the_same_seed_gives_the_same_bytes(plant: Plant) -> None:
    one, same = ([e.model_dump_json() for e in pump_events(plant, 10, fault=WEAR)] for _ in range(2))
    assert one == same


def test_another_seed_gives_other_machines(plant: Plant) -> None:
    one, other = (list(pump_events(plant, 2, seed=seed)) for seed in (7, 8))
    assert one != other


def test_every_instant_has_one_event_an_asset_with_every_measured_signal(plant: Plant) -> None:
    events = list(pump_events(plant, 3))
    assert [event.asset_id for event in events] == ["P-101", "P-102", "P-103"] * 3
    assert [(event.time - START).total_seconds() for event in events[::3]] == [10.0, 20.0, 30.0]
    measured = {signal.id for signal in plant.equipment[0].signals if signal.expression is None}
    for event in events:
        assert {reading.signal_id for reading in event.readings} == measured


def test_simulation_is_marked_in_every_event(plant: Plant) -> None:
    assert all(event.simulated for event in pump_events(plant, 3))


def test_a_fault_grows_on_its_asset_alone(plant: Plant) -> None:
    for signal, asset, other in (("de_bpfo", "P-102", "P-103"), ("de_bpfo", "P-103", "P-101")):
        sound = values(pump_events(plant, 45), signal, asset)
        faulty = values(pump_events(plant, 45, fault=WEAR, asset=asset), signal, asset)
        assert faulty[:10] == sound[:10]
        assert faulty[-1] is not None
        assert sound[-1] is not None
        assert faulty[-1] > 3 * sound[-1]
        assert values(pump_events(plant, 45, fault=WEAR, asset=asset), signal, other) == values(
            pump_events(plant, 45), signal, other
        )


def test_of_two_growths_of_one_fault_on_one_asset_the_worse_counts(plant: Plant) -> None:
    mild, severe = (AssetFault("P-101", FaultGrowth(WEAR, onset=0.0, growth=0.0, peak=peak)) for peak in (0.2, 0.9))

    def run(*faults: AssetFault) -> list[ReadingsArrived]:
        made = simulated_readings(plant, seed=7, start=START, tick=INTERVAL, faults=faults)
        return list(islice(made, 9))

    assert run(mild, severe) == run(severe) != run(mild)


def test_faults_on_two_assets_grow_side_by_side(plant: Plant) -> None:
    faults = [AssetFault(asset, FaultGrowth(WEAR, onset=0.0, growth=0.0, peak=0.9)) for asset in ("P-101", "P-103")]
    made = list(islice(simulated_readings(plant, seed=7, start=START, tick=INTERVAL, faults=faults), 3))
    sound = list(pump_events(plant, 1))
    assert [one != other for one, other in zip(made, sound, strict=True)] == [True, False, True]


def test_an_unknown_fault_is_told_with_those_that_the_twin_knows(plant: Plant) -> None:
    with pytest.raises(UsageError, match=r"unknown fault 'rust'; the twin knows .*bearing_de_wear"):
        pump_events(plant, 1, fault="rust")


def test_an_unknown_asset_is_told_with_those_that_are_simulated(plant: Plant) -> None:
    with pytest.raises(UsageError, match=r"no simulated asset 'P-999'; simulated are P-101, P-102, P-103"):
        pump_events(plant, 1, fault=WEAR, asset="P-999")


def test_a_plant_without_a_twin_cannot_be_simulated(milling: Plant) -> None:
    with pytest.raises(UsageError, match="milling-cell has no twin to simulate"):
        simulated_readings(milling, seed=1, start=START, tick=1.0)


def test_an_unknown_twin_is_told_by_name(plant: Plant) -> None:
    strange = plant.equipment[0].model_copy(
        update={"twin": TwinSpec(model="perpetuum_mobile", parameters={}, interval=1.0)}
    )
    with pytest.raises(ExplainError, match="perpetuum_mobile"):
        simulated_readings(plant.model_copy(update={"equipment": (strange,)}), seed=1, start=START, tick=1.0)


def test_pacing_changes_the_moment_and_nothing_else(plant: Plant) -> None:
    async def collect() -> list[ReadingsArrived]:
        return [event async for event in paced(pump_events(plant, 3), interval=0.05, per_tick=3)]

    began = time.monotonic()
    events = asyncio.run(collect())
    assert time.monotonic() - began >= 0.1
    assert events == list(pump_events(plant, 3))


def test_a_slow_consumer_does_not_slow_the_clock_further(plant: Plant) -> None:
    async def collect() -> float:
        loop = asyncio.get_running_loop()
        began = loop.time()
        async for _ in paced(pump_events(plant, 4), interval=0.1, per_tick=3):
            await asyncio.sleep(0.02)
        return loop.time() - began

    # Four ticks: three intervals and the last three sleeps, not three intervals and twelve sleeps.
    assert asyncio.run(collect()) < 0.3 + 12 * 0.02
