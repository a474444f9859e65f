"""Short simulated runs of the pump house through the real pipeline."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from assistant.feeds.simulated import AssetFault, simulated_readings
from assistant.pipeline import Pipeline
from assistant.records import Case, ReadingsArrived
from assistant.server.hub import Hub
from assistant.server.messages import hello
from explain.bundle import Bundle
from explain.records import Record
from explain.twin import FaultGrowth
from knowledge_base.records import Plant

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
INTERVAL = 10.0
"""Seconds between two readings: the pump twin's own."""
Step = tuple[ReadingsArrived, tuple[Record, ...]]


def pump_events(
    plant: Plant,
    ticks: int,
    *,
    fault: str | None = None,
    asset: str = "P-101",
    onset: float = 100.0,
    growth: float = 300.0,
    seed: int = 7,
) -> Iterator[ReadingsArrived]:
    """`ticks` instants of all three pumps; from `onset` (s) on, `fault` grows on `asset`, in `growth` s to its peak."""
    faults = [AssetFault(asset, FaultGrowth(fault, onset=onset, growth=growth, peak=0.9))] if fault else []
    everything = simulated_readings(plant, seed=seed, start=START, tick=INTERVAL, faults=faults)
    return islice(everything, ticks * len(plant.assets))


def faulty_run(plant: Plant, bundles: dict[str, Bundle], fault: str, ticks: int = 50) -> tuple[Step, ...]:
    """Every event of a run and its records."""
    pipeline = Pipeline(plant, bundles)
    events = pump_events(plant, ticks, fault=fault)
    return tuple((event, pipeline.step(event)) for event in events)


def opened_case(pipeline: Pipeline, plant: Plant, fault: str = "bearing_de_wear") -> Case:
    """Run the pipeline until the case of a sudden fault is open on P-101, and not further."""
    for event in pump_events(plant, 60, fault=fault, onset=0.0, growth=0.0):
        for record in pipeline.step(event):
            if isinstance(record, Case):
                return record
    raise AssertionError(f"no case was opened for {fault}")


def messages_of(plant: Plant, bundles: dict[str, Bundle], steps: Sequence[Step]) -> list[str]:
    """All that a client that keeps up is sent of a run, beginning with the hello."""
    hub = Hub(hello(plant, bundles, epoch="a-test", version="0", simulated=True))
    client = hub.connect()
    sent = [message.data for message in client.session.drain()]
    for event, records in steps:
        hub.take(event, records)
        sent += [message.data for message in client.session.drain()]
    return sent
