"""Readings by HTTP: good ones go through the chain and into the log, bad ones are told why and leave no trace."""

import json
from typing import Any

import pytest

from assistant.audit.verify import verify
from tests.assistant.runs import pump_events
from tests.assistant.server.conftest import Running, receive, receive_all

GOOD: dict[str, Any] = {"asset_id": "P-101", "time": "2026-11-20T08:00:00Z", "values": {"flow": 60.0, "speed": 2950}}


def test_good_readings_are_accepted_shown_and_logged(server: Running) -> None:
    event = next(pump_events(server.plant, 1))
    with server.connect() as client:
        receive_all(client)
        answer = server.post(event)
        frame = receive(client, "frame")["record"]
    assert answer.status_code == 202
    assert answer.json() == {
        "chain_id": frame["chain_id"],
        "health": "healthy",
        "headline": "No failure mode indicated",
    }
    verdict = verify(server.log_file)
    assert (verdict.entries, verdict.fault) == (4, None)
    logged = [json.loads(line) for line in server.log_file.read_bytes().splitlines()]
    assert logged[-1]["record"] == frame
    assert logged[0]["record"]["readings"][0]["value"] == event.readings[0].value


def test_the_answer_comes_when_the_readings_are_logged(server: Running) -> None:
    for count, event in enumerate(pump_events(server.plant, 2), start=1):
        server.post(event)
        assert verify(server.log_file).entries == 4 * count


def test_a_sensor_without_a_value_is_told_by_null(server: Running) -> None:
    event = next(pump_events(server.plant, 1))
    silent = tuple(reading.model_copy(update={"value": None}) for reading in event.readings)
    answer = server.post(event.model_copy(update={"readings": silent}))
    assert answer.status_code == 202
    assert answer.json()["health"] == "unknown"


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"asset_id": "P-999"}, 404, "no asset 'P-999'"),
        ({"asset_id": "x" * 81}, 422, "asset_id"),
        ({"values": {"colour": 1.0}}, 422, "measures no signal 'colour'"),
        ({"values": {"hydraulic_power": 1.0}}, 422, "measures no signal 'hydraulic_power'"),
        ({"values": {"flow": "60"}}, 422, "flow is the text '60', but must be a number in m**3/h"),
        ({"values": {"flow": True}}, 422, "flow"),
        ({"values": {"flow": [60.0]}}, 422, "flow"),
        ({"values": {}}, 422, "values"),
        ({"values": None}, 422, "values"),
        ({"time": "2026-11-20T08:00:00"}, 422, "time must be UTC"),
        ({"time": "2026-11-20T08:00:00+02:00"}, 422, "time must be UTC"),
        ({"time": "now"}, 422, "time"),
        ({"colour": "red"}, 422, "colour"),
    ],
)
def test_bad_readings_are_told_why_and_leave_no_trace(
    server: Running, changed: dict[str, Any], status: int, said: str
) -> None:
    answer = server.http.post("/api/readings", json=GOOD | changed)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["type"], problem["status"]) == ("about:blank", status)
    assert said in problem["detail"]
    assert server.log_file.read_bytes() == b""
    assert server.http.get("/api/assets").json() == []


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_is_no_number_is_refused(server: Running, number: str) -> None:
    body = json.dumps(GOOD).replace("60.0", number)
    answer = server.http.post("/api/readings", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert server.log_file.read_bytes() == b""


@pytest.mark.parametrize("field", list(GOOD))
def test_a_missing_field_is_named(server: Running, field: str) -> None:
    answer = server.http.post("/api/readings", json={k: v for k, v in GOOD.items() if k != field})
    assert answer.status_code == 422
    assert answer.json()["detail"] == f"body.{field}: Field required"


@pytest.mark.parametrize(("content", "status"), [(b"{", 422), (b"", 422), (b"[]", 422), (b"\xff", 400)])
def test_what_is_not_json_is_refused(server: Running, content: bytes, status: int) -> None:
    answer = server.http.post("/api/readings", content=content, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_form_of_another_site_cannot_post_readings(server: Running) -> None:
    # A page of another site can send text/plain without asking; application/json it cannot.
    answer = server.http.post("/api/readings", content=json.dumps(GOOD), headers={"content-type": "text/plain"})
    assert answer.status_code == 422


def test_an_absurd_number_does_not_stop_the_server(server: Running) -> None:
    for _ in range(3):
        assert server.http.post("/api/readings", json=GOOD | {"values": {"flow": 1e308}}).status_code == 202
    assert server.post(next(pump_events(server.plant, 1))).status_code == 202
