"""A port is claimed before anything else happens, and a server that cannot go on says so."""

import errno
import socket
from contextlib import ExitStack

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from assistant.audit import log
from assistant.errors import AssistantError, UsageError
from assistant.server.launch import claim_port, url_of
from tests.assistant.runs import pump_events
from tests.assistant.server.conftest import Start, receive_all


def test_port_nought_takes_a_free_one_and_the_address_names_it() -> None:
    with claim_port("127.0.0.1", 0) as claimed:
        port = claimed.getsockname()[1]
        assert port > 0
        assert url_of(claimed) == f"http://127.0.0.1:{port}"


def test_a_port_in_use_is_told_with_the_way_out() -> None:
    with claim_port("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(UsageError, match=rf"port {port} on 127\.0\.0\.1 cannot be used .* --port"):
            claim_port("127.0.0.1", port)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "203.0.113.1", "999.0.0.1"])
def test_an_address_that_is_not_this_machines_is_told(host: str) -> None:
    with pytest.raises(UsageError, match=f"on {host} cannot be used"):
        claim_port(host, 0)


def test_listening_everywhere_is_shown_as_an_address_that_a_browser_can_open() -> None:
    with claim_port("0.0.0.0", 0) as claimed:
        assert url_of(claimed) == f"http://127.0.0.1:{claimed.getsockname()[1]}"


def machine_has_ipv6() -> bool:
    """Asked without our own code, so that an error in it is a failure and not a skip."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as plain:
            plain.bind(("::1", 0))
    except OSError:
        return False
    return True


def test_version_six_addresses_are_written_in_brackets() -> None:
    if not machine_has_ipv6():
        pytest.skip("this machine has no IPv6: not even a plain socket can be bound to ::1")
    with claim_port("::1", 0) as claimed:
        assert url_of(claimed) == f"http://[::1]:{claimed.getsockname()[1]}"


def test_a_server_that_stops_leaves_its_port_free(start: Start) -> None:
    with start() as server:
        port = int(server.url.rsplit(":", 1)[1])
    claim_port("127.0.0.1", port).close()


def test_clients_are_told_when_the_server_stops(start: Start) -> None:
    with ExitStack() as later:
        with start() as server:
            client = later.enter_context(server.connect())
            receive_all(client)
        with pytest.raises(ConnectionClosed) as caught:
            client.recv(timeout=10)
    assert caught.value.rcvd is not None
    assert caught.value.rcvd.code in {1001, 1012}


def test_a_server_that_can_no_longer_log_answers_shows_nothing_and_stops(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with start() as server:
        first, second, *_ = pump_events(server.plant, 1)
        server.post(first)
        with server.connect() as client:
            before = receive_all(client)
            monkeypatch.setattr(log, "_to_disk", full)
            answer = server.post(second)
            assert answer.status_code == 500
            server.thread.join(timeout=20)
            assert not server.thread.is_alive()
        assert {m["asset_id"] for m in before if m["type"] == "asset-state"} == {"P-101"}
        (error,) = server.errors
        assert isinstance(error, AssistantError)
        assert "No space left on device" in str(error)
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{server.url}/healthz")
