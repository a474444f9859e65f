"""`faultlens demo`: from nothing to an open case about the right fault, without a hand, and a clean stop."""

import time
from pathlib import Path

import httpx
import pytest

from assistant.audit.verify import verify
from tests.assistant.cli.program import digests, error_of, faultlens_here, in_background
from tests.assistant.server.conftest import claimed_port


def test_the_demo_shows_its_fault_and_stops_cleanly(own_home: Path) -> None:
    arguments = ("demo", "--no-browser", "--port", 0, "--onset", 0, "--rate", 20, "--asset", "P-102")
    with in_background(*arguments, home=own_home) as running:
        states: dict[str, dict[str, object]] = {}
        until = time.monotonic() + 60
        while not (states and states["P-102"]["case_open"] and states["P-102"]["health"] == "alarm"):
            assert time.monotonic() < until, states
            time.sleep(0.1)
            answer = httpx.get(f"{running.url}/api/assets", timeout=20).json()
            states = {state["asset_id"]: state for state in answer}
        assert httpx.get(running.url, timeout=20).status_code in {200, 503}
        assert running.stop() == 0
    assert running.errors == ""
    assert running.said[-1] == "Stopped.\n"
    assert "P-102 gets bearing_de_wear after 0 s. Everything shown is simulated." in "".join(running.said)
    assert str(states["P-102"]["headline"]).startswith("Drive-end bearing wear")
    assert states["P-101"]["health"] == states["P-103"]["health"] == "healthy"
    (log,) = (own_home / "audit" / "demo").iterdir()
    assert verify(log).fault is None
    assert b'"simulated":false' not in log.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--fault", "rust"), "unknown fault 'rust'; the twin knows bearing_de_wear"),
        (("--asset", "P-999"), "no simulated asset 'P-999'; simulated are P-101, P-102, P-103"),
        (("--host", "203.0.113.1"), "port 0 on 203.0.113.1 cannot be used"),
    ],
)
def test_what_does_not_exist_is_told_before_anything_is_trained(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert said in error_of(faultlens_here("demo", "--no-browser", "--port", 0, *arguments, home=tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_is_told_before_anything_is_trained(tmp_path: Path) -> None:
    with claimed_port() as port:
        said = error_of(faultlens_here("demo", "--no-browser", "--port", port, home=tmp_path))
    assert f"port {port} on 127.0.0.1 cannot be used" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [("--rate", "0"), ("--rate", "51"), ("--onset", "-1"), ("--onset", "nan"), ("--port", "-1")]
)
def test_a_number_out_of_bounds_is_wrong_usage(home: Path, arguments: tuple[str, ...]) -> None:
    before = digests(home)
    outcome = faultlens_here("demo", "--no-browser", *arguments, home=home)
    assert outcome.returncode == 2
    assert arguments[0] in outcome.stderr
    assert digests(home) == before
