"""The Python client of the stream: connects, reconnects, and hands over only messages that are valid.

    connection = Connection(Address.parse("127.0.0.1:8010"))
    async with aclosing(connection.messages()) as messages:
        async for message in messages:
            state = scene.reduce(state, message)

The first contact must succeed within `patience`; from then on a lost link is taken up again without end, and
`link` tells a screen at every moment whether what it shows is live. After a reconnect the server sends the
newest state anew.
"""

import asyncio
import secrets
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from enum import StrEnum

from pydantic import ValidationError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidUpgrade
from websockets.frames import CloseCode
from websockets.typing import Subprotocol

from ar_client.address import Address
from ar_client.errors import ClientError, NoServer, NotAllowed, NotFaultlens
from assistant.wire import PROTOCOL, ClientMessage, Hello, ServerMessage, client_message, server_message

LARGEST_MESSAGE = 16 * 1024 * 1024
OPEN_TIMEOUT = 5.0
HELLO_TIMEOUT = 10.0
HANG_UP_TIMEOUT = 1.0
HEARTBEAT = 5.0
"""Seconds. A peer that leaves a ping unanswered this long is gone: a screen may not look live on a dead link.
"""
SETTLED = 10.0
"""Seconds after which a link counts as good again, and the next loss starts with the shortest pause."""


class Link(StrEnum):
    """Whether what is shown is live."""

    CONNECTING = "connecting"
    LIVE = "live"
    LOST = "lost"


_draw = secrets.SystemRandom().random


def backoff(draw: Callable[[], float] = _draw) -> Iterator[float]:
    """Seconds to wait before each next attempt: doubling from 0.25 to 5, each cut by up to half at random.

    The cut keeps the screens of a whole plant from returning to a restarted server at the same instant.
    """
    longest = 0.25
    while True:
        yield longest * (1.0 - 0.5 * draw())
        longest = min(5.0, longest * 2.0)


class Connection:
    """One client's link to one server. `messages` is iterated once."""

    def __init__(self, address: Address, *, patience: float = 3.0) -> None:
        """patience: seconds in which the first contact must succeed, for a server that only just starts."""
        self.address = address
        self.link = Link.CONNECTING
        self.last_message: float | None = None
        """`time.monotonic()` of the newest message; None before the first."""
        self._patience = patience
        self._socket: ClientConnection | None = None

    async def messages(self) -> AsyncGenerator[ServerMessage]:
        """Valid messages, over as many connections as it takes; the first of each connection is a Hello.

        Raises NoServer when the first contact fails, NotFaultlens when what answers does not speak our
        stream, NotAllowed when the server turns this client away.
        """
        pauses = backoff()
        deadline = time.monotonic() + self._patience
        while True:
            began = time.monotonic()
            try:
                self._socket = await self._opening()
                async for message in self._received(self._socket):
                    self.link, self.last_message = Link.LIVE, time.monotonic()
                    yield message
            except (OSError, ConnectionClosed, InvalidHandshake) as problem:
                trouble = explained(problem, self.address)
                passing = isinstance(trouble, NoServer) and time.monotonic() < deadline
                if isinstance(trouble, NotAllowed) or (self.link is Link.CONNECTING and not passing):
                    raise trouble from problem
            finally:
                await self._hang_up()
            if self.link is Link.LIVE:
                self.link = Link.LOST
                pauses = backoff() if time.monotonic() - began > SETTLED else pauses
            await asyncio.sleep(next(pauses))

    async def send(self, message: ClientMessage) -> None:
        """Send one message of ours. Raises NoServer while the link is down: nothing is kept for later."""
        if self._socket is None:
            raise NoServer(f"The link to {self.address} is down; try again when it is back.")
        try:
            await self._socket.send(client_message.dump_json(message).decode())
        except ConnectionClosed as problem:
            raise explained(problem, self.address) from problem

    def _opening(self) -> connect:
        return connect(
            self.address.stream_url,
            subprotocols=[Subprotocol(PROTOCOL)],
            open_timeout=OPEN_TIMEOUT,
            ping_interval=HEARTBEAT,
            ping_timeout=HEARTBEAT,
            close_timeout=HANG_UP_TIMEOUT,
            max_size=LARGEST_MESSAGE,
        )

    async def _hang_up(self) -> None:
        socket, self._socket = self._socket, None
        if socket is not None:
            await socket.close()

    async def _received(self, socket: ClientConnection) -> AsyncIterator[ServerMessage]:
        if socket.subprotocol != PROTOCOL:
            raise NotFaultlens(
                f"{self.address} answers, but does not speak {PROTOCOL}. "
                "Is it a Faultlens server, of the same version as this client?"
            )
        async with asyncio.timeout(HELLO_TIMEOUT):
            first = decoded(await socket.recv(), self.address)
        if not isinstance(first, Hello):
            raise NotFaultlens(f"{self.address} does not begin with hello: it is not a Faultlens server.")
        yield first
        async for data in socket:
            yield decoded(data, self.address)


def decoded(data: str | bytes, address: Address) -> ServerMessage:
    """One message, checked field by field. Raises NotFaultlens for anything that `assistant.wire` does not
    define.
    """
    try:
        return server_message.validate_json(data)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the message"
        raise NotFaultlens(
            f"{address} sent something that this client does not understand ({where}: {first['msg']}). "
            "Are the server and this client of the same version?"
        ) from problem


def explained(problem: Exception, address: Address) -> ClientError:
    """What went wrong with a link, in words for a person; NoServer stands for all that may pass by itself."""
    match problem:
        case InvalidStatus() if problem.response.status_code in (401, 403):
            return NotAllowed(f"{address} refused this client (HTTP {problem.response.status_code}). Ask who runs it.")
        case InvalidStatus() if problem.response.status_code >= 500:
            return NoServer(f"{address} is not ready (HTTP {problem.response.status_code}).")
        case InvalidStatus() | InvalidUpgrade():
            return NotFaultlens(f"{address} is a web server, but has no Faultlens stream ({problem}).")
        case ConnectionClosed() if problem.rcvd is not None and problem.rcvd.code == CloseCode.POLICY_VIOLATION:
            return NotAllowed(f"{address} turned this client away: {problem.rcvd.reason or 'no reason given'}.")
        case ConnectionClosed():
            return NoServer(f"{address} closed the link ({problem}).")
        case InvalidHandshake():
            return NotFaultlens(f"What answers at {address} does not speak WebSocket ({problem}).")
        case TimeoutError():
            return NoServer(f"{address} does not answer in time. Is it the right host and port?")
        case _:
            return NoServer(
                f"Nothing answers at {address} ({problem}). "
                "Start a server with `faultlens serve PLANT`, or check host and port."
            )
