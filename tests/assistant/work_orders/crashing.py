"""A program that forks children which put or deliver work orders, so that a test can kill them where it likes.

    python crashing.py ORDERS      a file of work orders, one JSON line each

Standard input, a line each: `put OUTBOX`, or `deliver OUTBOX URL COUNT`, after which the program prints
`begun PID …` and a child prints `put ORDER` for each order that it was told is safe; then `kill` or `wait`, after which
all children have ended and the program prints `ended`. Only then are they reaped, so that no other process can have
their number. Forking spares each child the start of Python, so that many can be killed in a few seconds.
"""

import asyncio
import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from assistant.work_orders.delivery import deliver_due
from assistant.work_orders.outbox import Outbox, State
from assistant.work_orders.records import WorkOrder
from assistant.work_orders.webhook import Secret, Webhook
from tests.assistant.work_orders.receiver import SECRET

NOW = datetime(2026, 11, 30, tzinfo=UTC)


def say(text: str) -> None:
    """In one write, so that a kill leaves no half of a line."""
    os.write(1, f"{text}\n".encode())


def put(outbox: Outbox, orders: list[WorkOrder]) -> None:
    """Put the orders one by one, each in a transaction of its own."""
    for order in orders:
        outbox.put([order], NOW)
        say(f"put {order.order_id}")


def deliver(outbox: Outbox, webhook: Webhook) -> None:
    """Deliver until nothing waits."""
    jitter = np.random.default_rng(1)
    while outbox.entries(State.WAITING):
        asyncio.run(deliver_due(outbox, webhook, clock=lambda: NOW, jitter=jitter))
        time.sleep(0.002)


def main(order_file: str) -> None:
    """Do what standard input says."""
    orders = [WorkOrder.model_validate_json(line) for line in Path(order_file).read_bytes().splitlines()]
    # Once in vain, so that the children find loaded all that sending needs.
    asyncio.run(Webhook("http://127.0.0.1:9/", [Secret(SECRET)]).send("nobody", b"", NOW))
    webhooks: dict[str, Webhook] = {}
    say("ready")
    while line := sys.stdin.readline():
        _, file, *rest = line.split()
        url, count = rest or ("", "1")
        outbox = Outbox(Path(file))
        if url and url not in webhooks:
            webhooks[url] = Webhook(url, [Secret(SECRET)], limit=10.0)
        children = []
        for _ in range(int(count)):
            child = os.fork()
            if child == 0:
                try:
                    if url:
                        deliver(outbox, webhooks[url])
                    else:
                        put(outbox, orders)
                finally:
                    # Never back into the loop of the parent, whatever went wrong.
                    os._exit(0)
            children.append(child)
        say(f"begun {' '.join(map(str, children))}")
        end = sys.stdin.readline().strip()
        for child in children:
            if end == "kill":
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        say("ended")


if __name__ == "__main__":
    main(*sys.argv[1:])
