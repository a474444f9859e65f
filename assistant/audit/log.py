"""Append-only log of canonical JSON lines; each entry names the digest of the line before it.

    {"kind": "Score", "prev": "<sha256 of the line before>", "record": {…}, "seq": 17}

The first entry's `prev` is 64 zeros. A line cut short by a crash is set aside, never silently dropped.
"""

import contextlib
import hashlib
import itertools
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

GENESIS = "0" * 64


class Canonical(Protocol):
    """A record that knows its RFC 8785 canonical JSON."""

    @property
    def canonical(self) -> bytes:
        """The bytes to log."""
        ...


class AuditLog:
    """The open log of one plant. Not for use by two processes at once: the file is locked while it is open."""

    def __init__(self, file: Path) -> None:
        """Continue the log at `file`, or begin it. Raises OSError when the disk refuses or the log is in use."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self.file = file
        self._handle = file.open("a+b")
        _lock(self._handle.fileno(), file)
        self.set_aside = self._set_torn_tail_aside()
        self.seq, self._prev = self._tail()

    def take(self, event: Canonical, records: Sequence[Canonical]) -> None:
        """Append the event and what came of it; on disk when this returns."""
        lines = [self._line(record) for record in (event, *records)]
        self._handle.write(b"".join(lines))
        self._handle.flush()
        _to_disk(self._handle.fileno())

    def close(self) -> None:
        """Close the file; the lock goes with it."""
        # Something still waits to be written only after `take` has raised for it.
        with contextlib.suppress(OSError):
            self._handle.close()

    def _line(self, record: Canonical) -> bytes:
        """The entry, canonical itself: its members are written in the order of their names."""
        head = f'{{"kind":"{type(record).__name__}","prev":"{self._prev}","record":'.encode()
        line = head + record.canonical + f',"seq":{self.seq}}}\n'.encode()
        self._prev = hashlib.sha256(line).hexdigest()
        self.seq += 1
        return line

    def _tail(self) -> tuple[int, str]:
        """(next sequence number, digest of the last line)."""
        count, last = 0, GENESIS
        self._handle.seek(0)
        for line in self._handle:
            count, last = count + 1, hashlib.sha256(line).hexdigest()
        return count, last

    def _set_torn_tail_aside(self) -> Path | None:
        """Move bytes after the last line break into a file beside the log; its path, or None when there are none."""
        self._handle.seek(0, os.SEEK_END)
        size = self._handle.tell()
        keep = _last_line_break(self._handle, size)
        if keep == size:
            return None
        self._handle.seek(keep)
        names = (self.file.with_name(f"{self.file.name}.torn-{keep}-{n}") for n in itertools.count())
        torn = next(name for name in names if not name.exists())
        torn.write_bytes(self._handle.read())
        self._handle.truncate(keep)
        return torn


def _to_disk(descriptor: int) -> None:
    # macOS has no fdatasync, which spares the write of the file's times.
    (os.fdatasync if hasattr(os, "fdatasync") else os.fsync)(descriptor)


def _last_line_break(handle: Any, size: int) -> int:
    """The position after the last line break before `size`."""
    block, end = 65536, size
    while end > 0:
        start = max(0, end - block)
        handle.seek(start)
        found = handle.read(end - start).rfind(b"\n")
        if found >= 0:
            return int(start + found + 1)
        end = start
    return 0


def _lock(descriptor: int, file: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows has no flock; one process a log is then the operator's duty
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise BlockingIOError(error.errno, f"{file} is in use by another Faultlens; stop it first") from error
