"""The stream in a thread of its own, so that the window never waits for the network."""

import asyncio
import threading
import time
from contextlib import aclosing

from ar_client.address import Address, fetch_model
from ar_client.connection import Connection, Link
from ar_client.errors import ClientError, ModelError
from ar_client.scene import SceneState, reduce
from assistant.wire import Hello


class Feed:
    """The newest state of one server. Read `state`, `models` and `problem` at any time: each is replaced as a
    whole.
    """

    def __init__(self, address: Address) -> None:
        self.state = SceneState()
        self.models: dict[str, bytes | ModelError] = {}
        """By equipment id: the GLB, or why it cannot be had. Types without a model are not in it."""
        self.problem: ClientError | None = None
        """Why the stream has ended for good; None while it goes on."""
        self._connection = Connection(address)
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, name="faultlens-stream", daemon=True)
        self._thread.start()

    def trouble(self) -> str:
        """What a person must know about the link: empty while all that is shown is live."""
        if self._connection.link is not Link.LOST or self._connection.last_message is None:
            return ""
        return f"CONNECTION LOST {time.monotonic() - self._connection.last_message:.0f} s AGO"

    def close(self) -> None:
        """Ends the stream; waits a moment for it."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop)
        self._thread.join(timeout=3.0)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _run(self) -> None:
        try:
            self._task = self._loop.create_task(self._listen())
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            pass
        except ClientError as problem:
            self.problem = problem
        finally:
            self._loop.close()

    async def _listen(self) -> None:
        async with aclosing(self._connection.messages()) as messages:
            async for message in messages:
                if isinstance(message, Hello):
                    await self._fetch_models(message)
                self.state = reduce(self.state, message)

    async def _fetch_models(self, hello: Hello) -> None:
        for equipment in hello.equipment:
            if equipment.model_url is None or isinstance(self.models.get(equipment.id), bytes):
                continue
            found: bytes | ModelError
            try:
                found = await asyncio.to_thread(fetch_model, self._connection.address, equipment.model_url)
            except ModelError as problem:
                found = problem
            self.models = {**self.models, equipment.id: found}
