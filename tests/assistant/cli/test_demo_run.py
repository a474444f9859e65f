"""The demo's feed runs on the wall clock, its fault begins when it was said to, and its old logs do not pile up."""

import asyncio
from pathlib import Path

import pytest

from assistant.cli.demo_run import GROWTH_TICKS, demo_feed, new_demo_log
from assistant.errors import UsageError
from assistant.records import ReadingsArrived
from knowledge_base.records import Plant


def readings(plant: Plant, ticks: int, fault: str, onset: float) -> list[ReadingsArrived]:
    """The first instants of a demo at fifty readings a second."""

    async def collect() -> list[ReadingsArrived]:
        feed = demo_feed(plant, fault=fault, asset="P-101", onset=onset, seed=7, rate=50.0)
        return [await anext(feed) for _ in range(ticks * len(plant.assets))]

    return asyncio.run(collect())


def values(events: list[ReadingsArrived], signal: str) -> list[float | None]:
    """One signal of P-101."""
    return [r.value for event in events if event.asset_id == "P-101" for r in event.readings if r.signal_id == signal]


def test_the_fault_begins_after_that_many_seconds_of_the_wall_clock(plant: Plant) -> None:
    late = values(readings(plant, 40, "seal_leakage_fault", onset=0.4), "seal_leakage")
    never = values(readings(plant, 40, "seal_leakage_fault", onset=9.0), "seal_leakage")
    assert late[:20] == never[:20]
    assert late[21:] != never[21:]


def test_two_instants_are_the_twins_own_interval_apart(plant: Plant) -> None:
    first, second = (event.time for event in readings(plant, 2, "seal_leakage_fault", 0.0)[::3])
    twin = plant.equipment[0].twin
    assert twin is not None
    assert (second - first).total_seconds() == twin.interval
    assert GROWTH_TICKS > 0


def test_an_unknown_fault_is_told_at_once(plant: Plant) -> None:
    with pytest.raises(UsageError, match="unknown fault 'rust'"):
        demo_feed(plant, fault="rust", asset="P-101", onset=0.0, seed=7, rate=5.0)


def test_every_run_has_a_log_of_its_own_and_the_newest_few_are_kept(tmp_path: Path) -> None:
    made = []
    for _ in range(9):
        file = new_demo_log(tmp_path / "demo")
        assert not file.exists()
        file.write_text("")
        made.append(file)
    assert len(set(made)) == 9
    assert sorted((tmp_path / "demo").iterdir()) == made[-5:]
