"""The one queue in front of the pipeline: feeds and people put events in, each waits until its event is through."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from assistant.records import Event
from explain.records import Record

Records = Sequence[Record]


class Inbox:
    """Bounded: a feed that is faster than the pipeline waits."""

    def __init__(self, size: int = 1000) -> None:
        self._queue: asyncio.Queue[tuple[Event, asyncio.Future[Records]]] = asyncio.Queue(size)

    async def submit(self, event: Event) -> Records:
        """Put one event in and wait for its records. Raises what the pipeline raised for it."""
        done: asyncio.Future[Records] = asyncio.get_running_loop().create_future()
        await self._queue.put((event, done))
        return await done

    async def drain(self, feed: AsyncIterator[Event]) -> None:
        """Put in everything that a feed yields, one after the other."""
        async for event in feed:
            await self.submit(event)

    async def next(self) -> tuple[Event, "asyncio.Future[Records]"]:
        """The oldest event and the future that its submitter waits on."""
        return await self._queue.get()
