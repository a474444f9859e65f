"""A real HTTP server on this machine that takes work orders, or does to them whatever a test wants."""

import base64
import contextlib
import hashlib
import hmac
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Any, Self

KEY = bytes(range(32))
SECRET = "whsec_" + base64.b64encode(KEY).decode()


@dataclass(frozen=True)
class Received:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def timestamp(self) -> int:
        return int(self.headers["webhook-timestamp"])


Behaviour = Callable[[BaseHTTPRequestHandler, Received], None]


def signed_by(received: Received, key: bytes) -> bool:
    """Does one of the signatures fit? As the specification tells a receiver to check, with no code of ours."""
    content = b"%s.%d.%s" % (received.id.encode(), received.timestamp, received.body)
    expected = hmac.new(key, content, hashlib.sha256).digest()
    given = [part.partition(",") for part in received.headers["webhook-signature"].split(" ")]
    return any(
        version == "v1" and hmac.compare_digest(base64.b64decode(value), expected) for version, _, value in given
    )


def answer(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    """Answer so."""

    def behave(handler: BaseHTTPRequestHandler, received: Received) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def cut(after: bytes = b"") -> Behaviour:
    """Send so much of an answer, then break the connection off."""

    def behave(handler: BaseHTTPRequestHandler, received: Received) -> None:
        handler.wfile.write(after)
        handler.wfile.flush()
        # No lingering: the connection ends with a reset, not with a proper end.
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()

    return behave


@dataclass
class Receiver:
    """Records every request; behaves as told, one behaviour a request, the last one for all that follow."""

    behaviours: list[Behaviour] = field(default_factory=lambda: [answer(204)])
    tls: SSLContext | None = None
    received: list[Received] = field(default_factory=list)
    most_at_once: Counter[str] = field(default_factory=Counter)
    released: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._guard = threading.Lock()
        self._inside: Counter[str] = Counter()
        self._server = _Server(("127.0.0.1", 0), _handler_of(self))
        if self.tls:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self._server.server_address[1]}/orders/token-in-path"

    @property
    def times(self) -> Counter[str]:
        """How often each id came."""
        return Counter(request.id for request in self.received)

    def hang(self, handler: BaseHTTPRequestHandler, received: Received) -> None:
        """A behaviour: say nothing until the test is over."""
        self.released.wait(30)

    def drip(self, handler: BaseHTTPRequestHandler, received: Received) -> None:
        """A behaviour: an answer that never ends, a few bytes at a time, so that no single wait is long."""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.released.wait(0.02):
            handler.wfile.write(b"X-Slow: 1\r\n")

    def take(self, handler: BaseHTTPRequestHandler, received: Received) -> None:
        with self._guard:
            self.received.append(received)
            behaviour = self.behaviours[min(len(self.received), len(self.behaviours)) - 1]
            self._inside[received.id] += 1
            self._inside["any"] += 1
            for name in (received.id, "any"):
                self.most_at_once[name] = max(self.most_at_once[name], self._inside[name])
        try:
            # A sender that was killed or has lost patience is no error of the receiver.
            with contextlib.suppress(OSError):
                behaviour(handler, received)
        finally:
            with self._guard:
                self._inside[received.id] -= 1
                self._inside["any"] -= 1


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that was cut off is what these tests are about."""


def _handler_of(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 30

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            body = self.rfile.read(length)
            if len(body) == length:
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.take(self, Received(self.command, self.path, headers, body))

        def log_message(self, *args: Any) -> None:
            """Nothing on the screen."""

    return Handler
