"""A real server: uvicorn with the program's own settings, on a free port, in a thread."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from websockets.sync.client import ClientConnection, connect

from assistant.errors import AssistantError
from assistant.records import ReadingsArrived
from assistant.server import launch
from assistant.server.service import service_app
from assistant.wire import PROTOCOL
from explain.bundle import Bundle
from knowledge_base.catalog import find_plant
from knowledge_base.records import Plant
from tests.assistant.runs import pump_events

Message = dict[str, Any]


@dataclass(frozen=True)
class Running:
    """A server that answers. url: of its page. http: a client of it. log_file: its audit log.

    thread: runs it. errors: what ended it, if it did not end well.
    """

    url: str
    http: httpx.Client
    log_file: Path
    plant: Plant
    thread: threading.Thread
    errors: list[Exception]

    @property
    def stream_url(self) -> str:
        """Of the socket."""
        return self.url.replace("http", "ws", 1) + "/stream"

    def connect(self, **named: Any) -> ClientConnection:
        """A client of the stream."""
        settings: dict[str, Any] = {
            "subprotocols": [PROTOCOL],
            "max_size": None,
            "max_queue": None,
            "compression": None,
        } | named
        client: ClientConnection = connect(self.stream_url, **settings)
        return client

    def post(self, event: ReadingsArrived) -> httpx.Response:
        """Send readings by HTTP."""
        body = {
            "asset_id": event.asset_id,
            "time": event.time.isoformat(),
            "values": {reading.signal_id: reading.value for reading in event.readings},
        }
        return self.http.post("/api/readings", json=body)

    def open_case(self) -> None:
        """Post readings until a case is open on P-101."""
        for event in pump_events(self.plant, 30, fault="bearing_de_wear", onset=0.0, growth=0.0):
            if event.asset_id == "P-101":
                assert self.post(event).status_code == 202
            states = {state["asset_id"]: state for state in self.http.get("/api/assets").json()}
            if states["P-101"]["case_open"]:
                return
        raise AssertionError("no case was opened")


Start = Callable[..., AbstractContextManager[Running]]


class _Kept(uvicorn.Server):
    """A server that its test can stop."""

    made: "list[_Kept]" = []  # noqa: RUF012  # one for each server of the test

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.made.append(self)


def _serve(app: FastAPI, claimed: socket.socket, errors: list[Exception]) -> None:
    try:
        launch.serve(app, claimed)
    except AssistantError as error:
        errors.append(error)


@pytest.fixture
def start(plant: Plant, bundles: dict[str, Bundle], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Starts servers, each for as long as a `with` block lasts."""
    monkeypatch.setattr(uvicorn, "Server", _Kept)

    @contextmanager
    def running(log_file: Path = tmp_path / "log.jsonl", send_buffer: int | None = None) -> Iterator[Running]:
        claimed = launch.claim_port("127.0.0.1", 0)
        if send_buffer is not None:  # connections inherit it
            claimed.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer)
        with service_app(plant, find_plant("pump-skid"), bundles, log_file, [], simulated=False) as app:
            errors: list[Exception] = []
            thread = threading.Thread(target=_serve, args=(app, claimed, errors))
            thread.start()
            url = launch.url_of(claimed)
            try:
                with httpx.Client(base_url=url, timeout=30) as http:
                    http.get("/healthz").raise_for_status()
                    yield Running(url, http, log_file, plant, thread, errors)
            finally:
                _Kept.made.pop().should_exit = True
                thread.join(timeout=30)
                assert not thread.is_alive()

    return running


@pytest.fixture
def server(start: Start) -> Iterator[Running]:
    """A running server that has heard nothing yet."""
    with start() as running:
        yield running


def receive(client: ClientConnection, kind: str, timeout: float = 20.0) -> Message:
    """The next message of a kind; the others are passed over."""
    until = time.monotonic() + timeout
    while True:
        message: Message = json.loads(client.recv(timeout=until - time.monotonic()))
        if message["type"] == kind:
            return message


def receive_all(client: ClientConnection, quiet: float = 0.3) -> list[Message]:
    """All messages until nothing has come for a while."""
    got: list[Message] = []
    while True:
        try:
            got.append(json.loads(client.recv(timeout=quiet)))
        except TimeoutError:
            return got


@contextmanager
def claimed_port() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])
