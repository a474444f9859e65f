"""An outbox, a webhook and a clock that a test can set."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import numpy as np

from assistant.work_orders.delivery import Delivery, deliver_due
from assistant.work_orders.outbox import Outbox
from assistant.work_orders.retries import Retries
from assistant.work_orders.webhook import Webhook
from tests.assistant.work_orders.orders import NOW


class Sender:
    """Who delivers."""

    def __init__(self, outbox: Outbox, webhook: Webhook) -> None:
        self.outbox = outbox
        self.webhook = webhook
        self.now = NOW
        self.jitter = np.random.default_rng(3)

    def clock(self) -> datetime:
        return self.now

    def deliver(self, retries: Retries | None = None) -> tuple[Delivery, ...]:
        """One round."""
        return asyncio.run(self.round(retries))

    async def round(self, retries: Retries | None = None) -> tuple[Delivery, ...]:
        return await deliver_due(self.outbox, self.webhook, clock=self.clock, jitter=self.jitter, retries=retries)

    def states(self) -> list[str]:
        return [entry.state.value for entry in self.outbox.entries()]


async def until(come_true: Callable[[], bool]) -> None:
    """Wait for something that others bring about; fails after ten seconds."""
    for _ in range(1000):
        if come_true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come true")
