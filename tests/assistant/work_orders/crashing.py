"""A program that forks children which put or deliver work orders, so that a test can kill them where it likes.

    python crashing.py OUTBOX ORDERS      ORDERS: a file of work orders, one JSON line each

Standard input, a line each: `put`, or `deliver URL SECRET COUNT`. For each the program prints `begun PID …`, a child
prints `put ORDER` for each order that it was told is safe, and when all children have ended the program prints `ended`.
Forking spares each child the start of Python, so that hundreds can be killed in a few seconds.
"""

import asyncio
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from assistant.work_orders.delivery import deliver_due
from assistant.work_orders.outbox import Outbox, State
from assistant.work_orders.records import WorkOrder
from assistant.work_orders.webhook import Secret, Webhook

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


def main(file: str, order_file: str) -> None:
    """Do what standard input says."""
    outbox = Outbox(Path(file))
    orders = [WorkOrder.model_validate_json(line) for line in Path(order_file).read_bytes().splitlines()]
    say("ready")
    for line in sys.stdin:
        verb, *rest = line.split()
        url, secret, count = rest if verb == "deliver" else ("", "", "1")
        children = []
        for _ in range(int(count)):
            child = os.fork()
            if child == 0:
                if verb == "put":
                    put(outbox, orders)
                else:
                    deliver(outbox, Webhook(url, [Secret(secret)], limit=10.0))
                os._exit(0)
            children.append(child)
        say(f"begun {' '.join(map(str, children))}")
        for child in children:
            os.waitpid(child, 0)
        say("ended")


if __name__ == "__main__":
    main(*sys.argv[1:])
