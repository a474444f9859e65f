"""Work orders that wait to be sent: kept until somebody has taken them, through crashes, full disks and wrong clocks.

An order is delivered at least once, always under the same id: a receiver that remembers ids counts it once.

Processes may share an outbox. Who delivers holds a lock of the operating system, not a lease that runs out: a lease is
measured by a clock, and a clock that jumps would let two of them deliver the same order at once.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import UsageError
from assistant.work_orders.database import Database
from assistant.work_orders.records import WorkOrder, WorkOrderReported
from assistant.work_orders.retries import LONGEST_WAIT, Retries
from explain.records import Record, UtcTime

if TYPE_CHECKING:
    import numpy as np


class State(StrEnum):
    """Where an order is. A dead one has failed too often: it is kept until somebody revives it."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


class Entry(Record):
    """An order in the outbox. attempts: how often sending began; failures: how often it failed; answer: the last."""

    order_id: str
    state: State
    queued: UtcTime
    due: UtcTime
    attempts: int
    failures: int
    answer: str | None
    delivered: UtcTime | None


@dataclass(frozen=True)
class Due:
    """An order to be sent now: its id, and the bytes that are signed and sent."""

    order_id: str
    body: bytes


class Outbox:
    """The outbox in one file. It holds no connection between calls, so any thread and process may use it."""

    def __init__(self, file: Path) -> None:
        """Open the outbox or begin it. Raises WorkOrderError when the file cannot be used."""
        self.file = file
        self._database = Database(file)

    def put(self, orders: Sequence[WorkOrder], now: datetime) -> int:
        """Queue the orders, all or none; on disk when this returns. Returns how many were not there before.

        Putting an order again changes nothing, wherever it is by then: the same report has the same id. Raises
        UsageError for a simulated order, WorkOrderError when the disk refuses.
        """
        if any(order.simulated for order in orders):
            raise UsageError("An order of a simulated machine is not sent: nobody is to repair it. Export it instead")
        with self._database.transaction() as db:
            return sum(self._put(db, order, now.timestamp()) for order in orders)

    def next_due(self, endpoint: str, now: datetime) -> Due | None:
        """The oldest order whose time has come; None when there is none or the endpoint takes none now.

        A time further off than any wait was set by a clock that was wrong then or is wrong now: it has come.
        """
        at, far = now.timestamp(), (now + LONGEST_WAIT).timestamp()
        with self._database.transaction() as db:
            told = db.execute("SELECT paused_until, disabled FROM endpoints WHERE endpoint = ?", (endpoint,)).fetchone()
            if told and (told[1] is not None or (told[0] is not None and at < told[0] <= far)):
                return None
            row = db.execute(
                "SELECT order_id, body FROM orders WHERE state = 'waiting' AND (due <= ? OR due > ?) ORDER BY position",
                (at, far),
            ).fetchone()
        return Due(*row) if row else None

    def began(self, order_id: str) -> None:
        """Note that an attempt begins. A disk that is full says so here, before anything is sent."""
        with self._database.transaction() as db:
            db.execute("UPDATE orders SET attempts = attempts + 1 WHERE order_id = ?", (order_id,))

    def delivered(self, order_id: str, answer: str, now: datetime) -> None:
        """Note that the order was taken."""
        with self._database.transaction() as db:
            db.execute(
                "UPDATE orders SET state = 'delivered', delivered = ?, answer = ? WHERE order_id = ?",
                (now.timestamp(), answer, order_id),
            )

    def failed(
        self,
        order_id: str,
        answer: str,
        now: datetime,
        *,
        retries: Retries,
        jitter: "np.random.Generator",
        at_least: float = 0.0,
    ) -> State:
        """Note that the attempt failed; returns whether the order waits for another or is dead.

        at_least: seconds that the receiver asked for.
        """
        with self._database.transaction() as db:
            (before,) = db.execute("SELECT failures FROM orders WHERE order_id = ?", (order_id,)).fetchone()
            wait = retries.wait(before + 1, jitter)
            state = State.DEAD if wait is None else State.WAITING
            pause = min(max(wait or 0.0, at_least), LONGEST_WAIT.total_seconds())
            db.execute(
                "UPDATE orders SET state = ?, failures = ?, answer = ?, due = ? WHERE order_id = ?",
                (state.value, before + 1, answer, now.timestamp() + pause, order_id),
            )
        return state

    def pause(self, endpoint: str, seconds: float, now: datetime) -> None:
        """Send nothing to the endpoint for so long (at most a day): it asked for that."""
        until = now.timestamp() + min(seconds, LONGEST_WAIT.total_seconds())
        with self._database.transaction() as db:
            db.execute(
                "INSERT INTO endpoints (endpoint, paused_until) VALUES (?, ?) "
                "ON CONFLICT (endpoint) DO UPDATE SET paused_until = excluded.paused_until",
                (endpoint, until),
            )

    def disable(self, endpoint: str, reason: str) -> None:
        """Send nothing more to the endpoint until it is enabled again; the orders go on waiting."""
        with self._database.transaction() as db:
            db.execute(
                "INSERT INTO endpoints (endpoint, disabled) VALUES (?, ?) "
                "ON CONFLICT (endpoint) DO UPDATE SET disabled = excluded.disabled",
                (endpoint, reason),
            )

    def enable(self, endpoint: str) -> None:
        """Send to the endpoint again, at once."""
        with self._database.transaction() as db:
            db.execute("DELETE FROM endpoints WHERE endpoint = ?", (endpoint,))

    def disabled(self, endpoint: str) -> str | None:
        """Why nothing is sent to the endpoint any more; None when it is not disabled."""
        with self._database.transaction() as db:
            row = db.execute("SELECT disabled FROM endpoints WHERE endpoint = ?", (endpoint,)).fetchone()
        return row[0] if row else None

    def revive(self, order_id: str, now: datetime) -> None:
        """Begin anew with a dead order. Raises UsageError when there is no dead order of that id."""
        with self._database.transaction() as db:
            done = db.execute(
                "UPDATE orders SET state = 'waiting', failures = 0, due = ? WHERE order_id = ? AND state = 'dead'",
                (now.timestamp(), order_id),
            )
            if done.rowcount == 0:
                raise UsageError(f"{self.file}: there is no dead order {order_id}")

    def entries(self, state: State | None = None) -> tuple[Entry, ...]:
        """The orders in this state, or all of them, as they were put."""
        with self._database.transaction() as db:
            rows = db.execute(
                "SELECT order_id, state, queued, due, attempts, failures, answer, delivered FROM orders "
                "WHERE state = ? OR ? IS NULL ORDER BY position",
                (state, state),
            ).fetchall()
        return tuple(
            Entry(
                order_id=row[0],
                state=State(row[1]),
                queued=_utc(row[2]),
                due=_utc(row[3]),
                attempts=row[4],
                failures=row[5],
                answer=row[6],
                delivered=None if row[7] is None else _utc(row[7]),
            )
            for row in rows
        )

    def delivering(self) -> AbstractContextManager[bool]:
        """The right to deliver, which one at a time has: true for who got it, false while another has it."""
        return self._database.alone()

    def _put(self, db: sqlite3.Connection, order: WorkOrder, at: float) -> int:
        body = WorkOrderReported(timestamp=order.reported, data=order).canonical
        added = db.execute(
            "INSERT INTO orders (order_id, body, queued, due) VALUES (?, ?, ?, ?) ON CONFLICT (order_id) DO NOTHING",
            (order.order_id, body, at, at),
        )
        return added.rowcount


def _utc(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
