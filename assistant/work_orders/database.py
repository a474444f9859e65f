"""The SQLite file of an outbox: its tables, its transactions, and the lock of who delivers.

WAL with synchronous=FULL: NORMAL loses acknowledged rows when the power goes. No connection is held between calls, so
any thread and any process may use the file.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.work_orders.errors import WorkOrderError

_PATIENCE = 30.0
"""Seconds to wait for another process that writes."""
_VERSION = 1
_SCHEMA = (
    """CREATE TABLE orders (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        order_id TEXT NOT NULL UNIQUE,
        body BLOB NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'dead')),
        queued REAL NOT NULL,
        due REAL NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0,
        answer TEXT,
        delivered REAL
    )""",
    "CREATE INDEX waiting ON orders (position) WHERE state = 'waiting'",
    "CREATE TABLE endpoints (endpoint TEXT PRIMARY KEY, paused_until REAL, disabled TEXT)",
    f"PRAGMA user_version = {_VERSION}",
)
_ADVICE = {
    sqlite3.SQLITE_FULL: "Make room on the disk, then repeat",
    sqlite3.SQLITE_BUSY: "Another process holds it; stop that one, then repeat",
    sqlite3.SQLITE_NOTADB: "It is no outbox, or damaged. Set it aside, never delete it: it may hold unsent orders",
    sqlite3.SQLITE_CORRUPT: "It is damaged. Set it aside, never delete it: it may hold unsent orders",
}


class Database:
    """The file of one outbox."""

    def __init__(self, file: Path) -> None:
        """Open the file or begin it. Raises WorkOrderError when it cannot be used."""
        self.file = file
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkOrderError(f"{file.parent}: cannot be made ({error.strerror}). Choose another place") from error
        with self.transaction() as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version > _VERSION:
                raise WorkOrderError(f"{file}: a newer Faultlens wrote this outbox. Update this one")
            if version < _VERSION:
                for statement in _SCHEMA:
                    db.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: committed and on disk at the end, undone if anything fails on the way.

        Raises WorkOrderError when the disk refuses, another process does not let go, or the file is damaged.
        """
        try:
            with closing(sqlite3.connect(self.file, timeout=_PATIENCE, isolation_level=None)) as db:
                _prepare(db)
                db.execute("BEGIN IMMEDIATE")
                try:
                    yield db
                    db.execute("COMMIT")
                finally:
                    if db.in_transaction:
                        db.execute("ROLLBACK")
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """A lock that one at a time has: true for who got it, false while another has it.

        It is SQLite's lock on an empty file beside the outbox. The operating system ends it with the process that
        holds it, also when that is killed; no clock plays a part.
        """
        beside = self.file.with_name(f"{self.file.name}.delivering")
        try:
            lock = sqlite3.connect(beside, timeout=0, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        with closing(lock):
            try:
                lock.execute("BEGIN EXCLUSIVE")
                mine = True
            except sqlite3.Error as error:
                if _code(error) != sqlite3.SQLITE_BUSY:
                    raise self._unusable(error) from error
                mine = False
            yield mine

    def _unusable(self, error: sqlite3.Error) -> WorkOrderError:
        advice = _ADVICE.get(_code(error), "Check the disk, and that Faultlens may write there, then repeat")
        return WorkOrderError(f"{self.file}: the outbox cannot be used ({error}). {advice}")


def _prepare(db: sqlite3.Connection) -> None:
    if db.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    # Only macOS knows it; without it an fsync there leaves the bytes in the drive's cache.
    db.execute("PRAGMA fullfsync = ON")


def _code(error: sqlite3.Error) -> int:
    """The primary result code; the upper bits only refine it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
