"""Every record becomes a message once; those who come late get the newest of each kind."""

import json
from collections.abc import Iterable

import pytest

from assistant.records import Case, OverlayFrame
from assistant.server.hub import Connection, Hub
from assistant.server.messages import hello
from assistant.session import MAX_WAITING
from explain.bundle import Bundle
from explain.records import Record
from knowledge_base.records import Plant
from tests.assistant.runs import Step

Told = list[tuple[str, str]]


@pytest.fixture
def hub(plant: Plant, bundles: dict[str, Bundle]) -> Hub:
    return Hub(hello(plant, bundles, epoch="a-test", version="0", simulated=True))


def told(connection: Connection) -> Told:
    """(type, asset) of what waits for a client."""
    return [about(json.loads(message.data)) for message in connection.session.drain()]


def about(message: dict[str, object]) -> tuple[str, str]:
    record = message.get("record")
    asset = record["asset_id"] if isinstance(record, dict) else message.get("asset_id")
    return str(message["type"]), str(asset)


def case_step(steps: Iterable[Step]) -> Step:
    """The instant that opens a case."""
    return next((e, r) for e, r in steps if any(isinstance(record, Case) for record in r))


def test_a_new_client_gets_hello_and_nothing_of_what_is_not_known(hub: Hub) -> None:
    assert told(hub.connect()) == [("hello", "None")]


def test_records_come_in_the_order_of_the_chain_and_the_overview_last(hub: Hub, worn_bearing: tuple[Step, ...]) -> None:
    client = hub.connect()
    told(client)
    hub.take(*case_step(worn_bearing))
    kinds = ["telemetry", "score", "explanation", "diagnosis", "case", "frame", "asset-state"]
    assert told(client) == [(kind, "P-101") for kind in kinds]


def test_the_bell_rings_when_something_waits(hub: Hub, worn_bearing: tuple[Step, ...]) -> None:
    client = hub.connect()
    client.bell.clear()
    hub.take(*worn_bearing[0])
    assert client.bell.is_set()


def test_a_message_is_encoded_once_for_all(hub: Hub, worn_bearing: tuple[Step, ...]) -> None:
    one, other = hub.connect(), hub.connect()
    for client in (one, other):
        told(client)
    hub.take(*worn_bearing[0])
    pairs = zip(one.session.drain(), other.session.drain(), strict=True)
    assert all(first is second for first, second in pairs)


def test_a_late_client_gets_the_newest_of_each_kind_and_asset(hub: Hub, worn_bearing: tuple[Step, ...]) -> None:
    for step in worn_bearing:
        hub.take(*step)
    late = [json.loads(message.data) for message in hub.connect().session.drain()]
    newest = {step[0].asset_id: step[0].time.isoformat().replace("+00:00", "Z") for step in worn_bearing}
    frames = [message["record"] for message in late if message["type"] == "frame"]
    assert {frame["asset_id"]: frame["time"] for frame in frames} == newest
    assert [about(message) for message in late if message["type"] == "case"] == [("case", "P-101")]


def test_a_late_client_hears_of_the_open_case_before_it_draws_anything(
    hub: Hub, worn_bearing: tuple[Step, ...]
) -> None:
    for step in worn_bearing:
        hub.take(*step)
    kinds = [kind for kind, _ in told(hub.connect())]
    assert list(dict.fromkeys(kinds)) == [
        "hello",
        "case",
        "asset-state",
        "frame",
        "diagnosis",
        "explanation",
        "score",
        "telemetry",
    ]


def test_the_overview_says_whether_a_case_is_open(hub: Hub, worn_bearing: tuple[Step, ...]) -> None:
    event, records = case_step(worn_bearing)
    hub.take(*worn_bearing[0])
    assert [state.case_open for state in hub.states()] == [False]
    hub.take(event, records)
    assert [(state.asset_id, state.case_open) for state in hub.states()] == [("P-101", True)]
    hub.take(event, [record for record in records if isinstance(record, OverlayFrame)])
    assert [state.case_open for state in hub.states()] == [True]
    closing: list[Record] = [
        record.model_copy(update={"closed": event.time}) if isinstance(record, Case) else record
        for record in records
        if isinstance(record, (Case, OverlayFrame))
    ]
    hub.take(event, closing)
    assert [state.case_open for state in hub.states()] == [False]


def test_a_subscription_narrows_and_is_answered_with_the_newest(hub: Hub, worn_bearing: tuple[Step, ...]) -> None:
    for step in worn_bearing[:3]:
        hub.take(*step)
    client = hub.connect()
    hub.subscribe(client, ("P-102",))
    assert {(kind, asset) for kind, asset in told(client) if kind not in {"hello", "asset-state"}} == {
        ("telemetry", "P-102"),
        ("score", "P-102"),
        ("frame", "P-102"),
    }
    for step in worn_bearing[3:6]:
        hub.take(*step)
    assert {asset for kind, asset in told(client) if kind == "frame"} == {"P-102"}
    hub.subscribe(client, ("P-103",))
    assert {asset for _, asset in told(client)} == {"P-103"}


def test_a_refusal_reaches_one_client_alone(hub: Hub) -> None:
    one, other = hub.connect(), hub.connect()
    hub.subscribe(one, ())
    hub.refuse(one, "because")
    assert told(one) == [("hello", "None"), ("refused", "None")]
    assert told(other) == [("hello", "None")]


def test_a_client_that_left_is_offered_nothing(hub: Hub, worn_bearing: tuple[Step, ...]) -> None:
    client = hub.connect()
    told(client)
    hub.disconnect(client)
    hub.disconnect(client)
    hub.take(*worn_bearing[0])
    assert told(client) == []


def test_a_client_that_fell_too_far_behind_is_marked_for_good(hub: Hub) -> None:
    client = hub.connect()
    for _ in range(MAX_WAITING):
        hub.refuse(client, "no")
    assert client.overrun
    told(client)
    hub.refuse(client, "no")
    assert client.overrun
