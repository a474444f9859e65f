"""A server of the stream for tests: real sockets, messages from a list, one model to fetch."""

import asyncio
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from assistant.wire import PROTOCOL


class StreamServer:
    """Runs in a thread while entered. Each client gets all lines and then silence."""

    def __init__(self, lines: Sequence[str], model: bytes = b"") -> None:
        self._lines = lines
        self._model = model
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),), daemon=True)
        self._stop = asyncio.Event()
        self.address = ""

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        self._loop.close()

    async def _run(self) -> None:
        protocols = [Subprotocol(PROTOCOL)]
        async with serve(
            self._talk, "127.0.0.1", 0, subprotocols=protocols, process_request=self._answer, close_timeout=1
        ) as server:
            self.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
            self._ready.set()
            await self._stop.wait()

    async def _talk(self, socket: ServerConnection) -> None:
        try:
            for line in self._lines:
                await socket.send(line)
            await socket.wait_closed()
        except ConnectionClosed:
            return

    def _answer(self, _socket: ServerConnection, request: Request) -> Response | None:
        if request.path == "/stream":
            return None
        found = request.path == "/models/pump-skid.glb"
        body = self._model if found else b""
        headers = Headers({"Content-Length": str(len(body)), "Connection": "close"})
        return Response(200 if found else 404, "OK" if found else "Not Found", headers, body)
