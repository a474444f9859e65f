"""The socket as a headset meets it: a real server, real clients, good ones, wrong ones and one that never reads."""

import base64
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from assistant.server import launch, stream
from assistant.wire import PROTOCOL, server_message
from tests.assistant.runs import pump_events
from tests.assistant.server.conftest import Message, Running, Start, receive, receive_all


@pytest.fixture
def client(server: Running) -> Iterator[ClientConnection]:
    """A client that has had its hello."""
    with server.connect() as connected:
        receive(connected, "hello")
        yield connected


def subscribe(client: ClientConnection, *assets: str) -> None:
    """Narrow the client to these assets."""
    client.send(json.dumps({"type": "subscribe", "asset_ids": assets}))


def acknowledge(client: ClientConnection, case: Message, step_id: str) -> None:
    """Say that a step is done."""
    message = {
        "type": "acknowledge-step",
        "asset_id": case["asset_id"],
        "case_id": case["case_id"],
        "actor": "A. Smith",
        "value": None,
    }
    client.send(json.dumps(message | {"step_id": step_id}))


def steps_of(case: Message) -> list[str]:
    """The ids of the steps of a case."""
    return [step["id"] for task in case["procedure"]["tasks"] for step in task["steps"]]


def hear(server: Running, ticks: int = 1) -> None:
    """Let the server hear all three pumps."""
    for event in pump_events(server.plant, ticks):
        assert server.post(event).status_code == 202


def stalled_client(server: Running) -> socket.socket:
    """A client that opens the stream and then never reads."""
    host, port = server.url.removeprefix("http://").split(":")
    opened = socket.socket()
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    opened.connect((host, int(port)))
    lines = (
        "GET /stream HTTP/1.1",
        f"Host: {host}:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Protocol: {PROTOCOL}",
    )
    opened.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    return opened


def is_held(server: Running, client: socket.socket) -> bool:
    """Whether the system still keeps the server's end of the client's connection (as Linux tells it)."""
    ends = tuple(f":{port:04X}" for port in (int(server.url.rsplit(":", 1)[1]), client.getsockname()[1]))
    lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()
    return any(tuple(end[-5:] for end in line.split()[1:3]) == ends for line in lines)


def read_to_the_end(opened: socket.socket) -> bytes:
    """All that is still to be read until the other side has closed."""
    opened.settimeout(15)
    got = b""
    try:
        while data := opened.recv(65536):
            got += data
    except ConnectionError:
        pass
    return got


def test_the_hello_comes_first_and_names_the_plant(server: Running) -> None:
    hear(server)
    with server.connect() as client:
        assert client.subprotocol == PROTOCOL
        hello = json.loads(client.recv(timeout=10))
    assert (hello["type"], hello["seq"], hello["plant_id"]) == ("hello", 0, "pump-skid")
    assert [asset["id"] for asset in hello["assets"]] == ["P-101", "P-102", "P-103"]
    assert hello["simulated"] is False


def test_a_late_client_gets_the_newest_of_everything_and_nothing_twice(server: Running) -> None:
    hear(server, ticks=2)
    with server.connect() as client:
        got = receive_all(client)
    told = [(message["type"], message.get("asset_id") or message["record"]["asset_id"]) for message in got[1:]]
    kinds = ("telemetry", "score", "frame", "asset-state")
    assert sorted(told) == sorted((kind, asset) for kind in kinds for asset in ("P-101", "P-102", "P-103"))
    assert {message["time"] for message in got if message["type"] == "asset-state"} == {"2026-11-20T08:00:20Z"}


def test_what_comes_is_valid_by_the_contract(server: Running, client: ClientConnection) -> None:
    server.open_case()
    got = receive_all(client)
    for message in got:
        server_message.validate_python(message, strict=False)
    assert {message["type"] for message in got} >= {"explanation", "diagnosis", "case", "frame"}


def test_two_starts_have_two_epochs(start: Start) -> None:
    epochs = []
    for _ in range(2):
        with start() as server, server.connect() as client:
            epochs.append(receive(client, "hello")["epoch"])
    assert epochs[0] != epochs[1]


@pytest.mark.parametrize("subprotocols", [None, ["faultlens.v2"], ["chat", "superchat"]])
def test_a_client_that_does_not_speak_the_protocol_is_turned_away(
    server: Running, subprotocols: list[str] | None
) -> None:
    with pytest.raises(InvalidStatus, match="403"), server.connect(subprotocols=subprotocols):
        pass


def test_the_right_protocol_among_others_is_chosen(server: Running) -> None:
    with server.connect(subprotocols=["faultlens.v2", PROTOCOL]) as client:
        assert client.subprotocol == PROTOCOL


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "http://localhost.evil.example"]
)
def test_a_page_of_another_site_is_turned_away(server: Running, origin: str) -> None:
    with pytest.raises(InvalidStatus, match="403"), server.connect(origin=origin):
        pass


def test_the_servers_own_page_may_connect(server: Running) -> None:
    with server.connect(origin=server.url) as client:
        assert receive(client, "hello")


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "hello",
        "[]",
        "null",
        "{",
        "[" * 60_000,
        '{"type":"subscribe"}',
        '{"type":"frame"}',
        '{"type":"subscribe","asset_ids":[1e999]}',
        '{"type":"acknowledge-step","asset_id":"P-101"}',
        b"\x00\x01",
    ],
)
def test_a_message_that_is_not_understood_is_refused_and_the_connection_lives(
    client: ClientConnection, sent: str | bytes
) -> None:
    client.send(sent)
    assert receive(client, "refused")["reason"].startswith("The message was not understood")
    client.send(sent)
    assert receive(client, "refused")


def test_only_the_client_that_was_wrong_hears_of_it(server: Running, client: ClientConnection) -> None:
    with server.connect() as other:
        receive_all(other)
        client.send("hello")
        receive(client, "refused")
        assert receive_all(other) == []


def test_a_message_too_large_closes_the_connection(client: ClientConnection) -> None:
    client.send(json.dumps({"type": "subscribe", "asset_ids": ["x" * 100_000]}))
    with pytest.raises(ConnectionClosed) as caught:
        receive_all(client, quiet=10)
    assert caught.value.rcvd is not None
    assert caught.value.rcvd.code == 1009


def test_a_subscription_narrows_the_details_and_keeps_the_overview(server: Running, client: ClientConnection) -> None:
    subscribe(client, "P-102")
    receive_all(client)
    hear(server)
    got = receive_all(client)
    about = {(message["type"], message.get("asset_id") or message["record"]["asset_id"]) for message in got}
    assert {asset for kind, asset in about if kind == "asset-state"} == {"P-101", "P-102", "P-103"}
    assert {asset for kind, asset in about if kind != "asset-state"} == {"P-102"}


def test_a_subscription_is_answered_with_the_newest_details(server: Running, client: ClientConnection) -> None:
    subscribe(client)
    hear(server)
    receive_all(client)
    subscribe(client, "P-103")
    got = receive_all(client)
    assert {message["type"] for message in got} == {"telemetry", "score", "frame", "asset-state"}
    assert {message.get("asset_id") or message["record"]["asset_id"] for message in got} == {"P-103"}


def test_cases_come_without_a_subscription(server: Running, client: ClientConnection) -> None:
    subscribe(client)
    server.open_case()
    assert receive(client, "case")["record"]["asset_id"] == "P-101"


def test_steps_are_acknowledged_in_order_and_everybody_hears_of_it(server: Running, client: ClientConnection) -> None:
    server.open_case()
    case = receive(client, "case")["record"]
    with server.connect() as other:
        receive_all(other)
        for count, step in enumerate(steps_of(case)[:2], start=1):
            acknowledge(client, case, step)
            for listener in (client, other):
                done = receive(listener, "case")["record"]["done"]
                assert len(done) == count
                assert (done[-1]["step_id"], done[-1]["actor"]) == (step, "A. Smith")


def test_a_step_out_of_turn_is_refused_with_the_reason_to_this_client_alone(
    server: Running, client: ClientConnection
) -> None:
    server.open_case()
    case = receive(client, "case")["record"]
    first, second, *_ = steps_of(case)
    with server.connect() as other:
        receive_all(other)
        acknowledge(client, case, second)
        assert f"{first} comes first" in receive(client, "refused")["reason"]
        assert receive_all(other) == []
    acknowledge(client, case, first)
    assert receive(client, "case")["record"]["done"][0]["step_id"] == first


def test_every_attempt_that_is_refused_is_logged_with_its_reason(server: Running, client: ClientConnection) -> None:
    server.open_case()
    case = receive(client, "case")["record"]
    skipped = [step for step in steps_of(case) if step.startswith("PS-T-210")][:3]
    for step in skipped:
        acknowledge(client, case, step)
        reason = receive(client, "refused")["reason"]
        logged = json.loads(server.log_file.read_bytes().splitlines()[-1])
        assert logged["kind"] == "RefusedAttempt"
        said = {"step_id": step, "actor": "A. Smith", "reason": reason}
        assert logged["record"].items() >= said.items()


def test_a_cause_that_was_not_there_closes_the_case_for_everybody_and_is_logged(
    server: Running, client: ClientConnection
) -> None:
    server.open_case()
    case = receive(client, "case")["record"]
    said = {"asset_id": "P-101", "case_id": case["case_id"], "actor": "A. Smith", "mode_id": None}
    judged = {"type": "judge-cause", "verdict": "rejected", "words": "The races are smooth."} | said
    with server.connect() as other:
        receive_all(other)
        client.send(json.dumps(judged | {"actor": "Nobody"}))
        assert "not among the people" in receive(client, "refused")["reason"]
        client.send(json.dumps(judged))
        assert receive(other, "case")["record"]["closed"] is not None
    kinds = [json.loads(line)["kind"] for line in server.log_file.read_bytes().splitlines()[-5:]]
    assert kinds == ["CauseJudged", "RefusedAttempt", "CauseJudged", "Feedback", "Case"]


def test_after_a_restart_the_procedure_goes_on_at_the_exact_step(start: Start, tmp_path: Path) -> None:
    log = tmp_path / "restarted.jsonl"
    with start(log) as before, before.connect() as tablet:
        before.open_case()
        case = known = receive(tablet, "case")["record"]
        for step in steps_of(case)[:3]:
            acknowledge(tablet, case, step)
            known = receive(tablet, "case")["record"]
    with start(log) as after, after.connect() as headset:
        resumed = receive(headset, "case")["record"]
        assert resumed == known
        third, fourth = steps_of(case)[2:4]
        acknowledge(headset, case, third)
        assert "already acknowledged" in receive(headset, "refused")["reason"]
        acknowledge(headset, case, fourth)
        assert [done["step_id"] for done in receive(headset, "case")["record"]["done"]] == steps_of(case)[:4]
        for event in list(pump_events(after.plant, 2, fault="bearing_de_wear", onset=0.0, growth=0.0)):
            after.post(event)
        assert receive(headset, "frame")["record"]["active_step_id"] == steps_of(case)[4]


@pytest.mark.parametrize(("field", "value", "said"), [("asset_id", "P-999", "no asset"), ("case_id", "old", "closed")])
def test_an_act_on_what_is_not_there_is_refused(
    server: Running, client: ClientConnection, field: str, value: str, said: str
) -> None:
    server.open_case()
    case = receive(client, "case")["record"]
    acknowledge(client, case | {field: value}, steps_of(case)[0])
    assert said in receive(client, "refused")["reason"]


def test_of_two_who_acknowledge_the_same_step_one_is_refused(server: Running, client: ClientConnection) -> None:
    server.open_case()
    case = receive(client, "case")["record"]
    step = steps_of(case)[0]
    with server.connect() as other:
        receive_all(other)
        for one in (client, other):
            acknowledge(one, case, step)
        assert "already acknowledged" in receive(other, "refused")["reason"]
    assert [done["step_id"] for done in receive(client, "case")["record"]["done"]] == [step]


def test_a_client_that_goes_away_does_no_harm(server: Running, client: ClientConnection) -> None:
    stalled_client(server).close()
    hear(server, ticks=3)
    assert receive(client, "frame")
    assert server.http.get("/healthz").status_code == 200


@pytest.mark.slow
def test_a_client_that_never_reads_slows_nobody_and_is_cut(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "SEND_DEADLINE", 0.5)
    monkeypatch.setattr(launch, "STALLED_AFTER_MS", 1000)
    with start(send_buffer=8192) as server, server.connect() as live:
        receive(live, "hello")
        stalled = stalled_client(server)
        waits, newest = [], ""
        for event in pump_events(server.plant, 40, fault="bearing_de_wear", onset=0.0, growth=0.0):
            if event.asset_id != "P-101":
                continue
            server.post(event)
            sent = time.monotonic()
            newest = receive(live, "frame")["record"]["chain_id"]
            waits.append(time.monotonic() - sent)
        until = time.monotonic() + 15
        while sys.platform == "linux" and is_held(server, stalled):
            assert time.monotonic() < until, "the connection is still there"
            time.sleep(0.1)
        got = read_to_the_end(stalled)
        stalled.close()
    assert sorted(waits)[len(waits) // 2] < 0.2
    assert max(waits) < 2.0
    assert newest.encode() not in got
    assert b'"type":"hello"' in got
