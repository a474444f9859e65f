"""Outbox → webhook: send what is due, and note what came of it."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.work_orders.errors import WorkOrderError
from assistant.work_orders.outbox import Due, Outbox, State
from assistant.work_orders.retries import Retries
from assistant.work_orders.webhook import Answer, AnswerKind, Webhook

if TYPE_CHECKING:
    import numpy as np

_log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Delivery:
    """An attempt that was made: the order, the answer, and where the order is now."""

    order_id: str
    answer: Answer
    state: State


async def deliver_due(
    outbox: Outbox,
    webhook: Webhook,
    *,
    clock: Clock,
    jitter: "np.random.Generator",
    retries: Retries | None = None,
) -> tuple[Delivery, ...]:
    """Send the orders that are due, one after another, each once; returns the attempts that were made.

    Nothing is sent while another process delivers from this outbox. The round ends early when the receiver is not
    available: the orders that are left wait for the next. Raises WorkOrderError when the outbox cannot be used.
    """
    made: dict[str, Delivery] = {}
    with outbox.delivering() as mine:
        while mine and (order := outbox.next_due(webhook.endpoint, clock())) and order.order_id not in made:
            outbox.began(order.order_id)
            answer = await webhook.send(order.order_id, order.body, clock())
            state = _settle(outbox, webhook, order, answer, clock(), retries or Retries(), jitter)
            made[order.order_id] = Delivery(order.order_id, answer, state)
            if answer.kind in (AnswerKind.UNAVAILABLE, AnswerKind.GONE):
                break
    return tuple(made.values())


async def keep_delivering(
    outbox: Outbox,
    webhook: Webhook,
    *,
    clock: Clock,
    jitter: "np.random.Generator",
    every: float = 5.0,
) -> None:
    """Deliver what is due, for ever, with `every` seconds between two rounds; ends by being cancelled.

    It waits for the disk. Beside a stream that must not stall, run it in a thread with an event loop of its own.
    """
    while True:
        try:
            for delivery in await deliver_due(outbox, webhook, clock=clock, jitter=jitter):
                _tell(delivery, webhook)
        except WorkOrderError:
            _log.exception("Work orders wait in the outbox")
        await asyncio.sleep(every)


def _settle(
    outbox: Outbox,
    webhook: Webhook,
    order: Due,
    answer: Answer,
    now: datetime,
    retries: Retries,
    jitter: "np.random.Generator",
) -> State:
    if answer.kind is AnswerKind.TAKEN:
        outbox.delivered(order.order_id, answer.words, now)
        return State.DELIVERED
    if answer.kind is AnswerKind.GONE:
        outbox.disable(webhook.endpoint, answer.words)
        return State.WAITING
    if answer.wait:
        outbox.pause(webhook.endpoint, answer.wait, now)
    return outbox.failed(order.order_id, answer.words, now, retries=retries, jitter=jitter, at_least=answer.wait)


def _tell(delivery: Delivery, webhook: Webhook) -> None:
    level = logging.INFO if delivery.state is State.DELIVERED else logging.WARNING
    if delivery.state is State.DEAD or delivery.answer.kind is AnswerKind.GONE:
        level = logging.ERROR
    _log.log(
        level, "Work order %s to %s: %s, %s", delivery.order_id, webhook.name, delivery.answer.words, delivery.state
    )
