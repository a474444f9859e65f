"""`faultlens serve` answers, watches, and stops cleanly; what it cannot use it refuses before it starts."""

import json
import signal
import time
from pathlib import Path

import httpx
import pytest

from assistant.audit.verify import verify
from knowledge_base.records import Plant
from tests.assistant.cli.program import Background, digests, error_of, faultlens, faultlens_here, in_background
from tests.assistant.milling_files import milling_csv, write_csv
from tests.assistant.pump_files import pump_csv, pump_rows
from tests.assistant.runs import pump_events
from tests.assistant.server.conftest import claimed_port


def log_of(home: Path, plant: str = "pump-skid") -> Path:
    """Where `serve` logs."""
    return home / "audit" / plant / "log.jsonl"


def post(running: Background, plant: Plant) -> httpx.Response:
    """Send one instant of P-101."""
    event = next(pump_events(plant, 1))
    values = {reading.signal_id: reading.value for reading in event.readings}
    body = {"asset_id": "P-101", "time": event.time.isoformat(), "values": values}
    return httpx.post(f"{running.url}/api/readings", json=body, timeout=20)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_stops_cleanly(own_home: Path, plant: Plant, number: signal.Signals) -> None:
    with in_background("serve", "pump-skid", "--port", 0, home=own_home) as running:
        assert httpx.get(f"{running.url}/healthz", timeout=20).json() == {"status": "ok"}
        assert post(running, plant).status_code == 202
        assert running.stop(number) in ({0} if number is signal.SIGINT else {0, -number})
    assert running.errors == ""
    assert "Faultlens serves Cooling water pump house at http://127.0.0.1:" in running.said[0]
    assert str(log_of(own_home)) in running.said[0]
    assert number is not signal.SIGINT or running.said[-1] == "Stopped.\n"
    verdict = verify(log_of(own_home))
    assert (verdict.entries, verdict.fault) == (4, None)


def test_a_port_in_use_is_told(home: Path) -> None:
    before = digests(home)
    with claimed_port() as port:
        said = error_of(faultlens("serve", "pump-skid", "--port", port, home=home))
    assert said.startswith(f"port {port} on 127.0.0.1 cannot be used")
    assert said.endswith("Choose another one with --port")
    assert digests(home) == before


def test_a_second_server_on_the_same_log_is_turned_away(own_home: Path, plant: Plant) -> None:
    with in_background("serve", "pump-skid", "--port", 0, home=own_home) as running:
        httpx.get(f"{running.url}/healthz", timeout=20)
        said = error_of(faultlens("serve", "pump-skid", "--port", 0, home=own_home))
        assert "in use by another Faultlens; stop it first" in said
        assert post(running, plant).status_code == 202
        assert running.stop() == 0


def test_a_recorded_file_is_replayed(own_home: Path, plant: Plant, tmp_path: Path) -> None:
    file = pump_csv(tmp_path, pump_events(plant, 2))
    arguments = ("serve", "pump-skid", "--port", 0, "--data", file, "--speed", 50)
    with in_background(*arguments, home=own_home) as running:
        until = time.monotonic() + 20
        while verify(log_of(own_home)).entries < 24 and time.monotonic() < until:
            time.sleep(0.05)
        states = httpx.get(f"{running.url}/api/assets", timeout=20).json()
        assert running.stop() == 0
    assert {state["asset_id"] for state in states} == {"P-101", "P-102", "P-103"}
    events = [json.loads(line) for line in log_of(own_home).read_bytes().splitlines()]
    assert [entry["record"]["simulated"] for entry in events if entry["kind"] == "ReadingsArrived"] == [False] * 6


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("flow", "fast", "row 5, column 'flow' holds 'fast', not a number"),
        ("flow", "NaN", "row 5, column 'flow' holds 'NaN', not a number"),
        ("asset", "P-999", "row 5: the plant has no asset 'P-999'"),
        ("time", "soon", "row 5, column 'time' holds 'soon'"),
    ],
)
def test_a_file_that_cannot_be_replayed_is_told_before_the_server_starts(
    own_home: Path, plant: Plant, tmp_path: Path, column: str, cell: str, said: str
) -> None:
    rows = pump_rows(pump_events(plant, 2))
    rows[4][column] = cell
    file = write_csv(tmp_path / "p.csv", rows)
    before = digests(own_home)
    assert said in error_of(faultlens_here("serve", "pump-skid", "--port", 0, "--data", file, home=own_home))
    assert digests(own_home) == before


@pytest.mark.parametrize(("content", "said"), [("", "is empty"), ("time,asset\n", "has a header but no rows")])
def test_a_file_without_rows_is_told(own_home: Path, tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "d.csv").write_text(content)
    outcome = faultlens("serve", "pump-skid", "--port", 0, "--data", tmp_path / "d.csv", home=own_home)
    assert said in error_of(outcome)
    assert not log_of(own_home).exists()


def test_a_missing_column_is_told(own_home: Path, tmp_path: Path) -> None:
    outcome = faultlens("serve", "pump-skid", "--port", 0, "--data", milling_csv(tmp_path), home=own_home)
    assert "has no column" in error_of(outcome)


def test_a_plant_without_a_model_and_a_twin_is_told_what_to_do(tmp_path: Path) -> None:
    said = error_of(faultlens_here("serve", "milling-cell", "--port", 0, home=tmp_path))
    assert said.endswith("Run: faultlens train milling-cell --data FILE")
    assert list(tmp_path.iterdir()) == []


def test_on_a_full_disk_the_server_stops_and_says_why(own_home: Path, plant: Plant) -> None:
    with in_background("serve", "pump-skid", "--port", 0, home=own_home, small_files_only=True) as running:
        httpx.get(f"{running.url}/healthz", timeout=20)
        assert post(running, plant).status_code == 500
        assert running.wait() == 1
    assert "Traceback" not in running.errors
    assert running.errors.splitlines()[-1] == "Error: the server stopped itself: [Errno 27] File too large"
    with in_background("serve", "pump-skid", "--port", 0, home=own_home) as again:
        assert post(again, plant).status_code == 202
        assert again.stop() == 0
    assert "cut short by a crash" in again.errors
    assert verify(log_of(own_home)).fault is None
