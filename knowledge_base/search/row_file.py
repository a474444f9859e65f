"""Rows of bytes, some for each passage or section of a group, on disk: read where they are needed and not mapped.

So they take no memory. One file a group, named by what is in it. A file is whole or not there; one in which a row turns
out to be damaged is thrown away, and its group is then one that is not there.

Format, little-endian: magic, number of rows (4 bytes), offsets of the rows and of the end (8 bytes each); a row is a
CRC-32 of what follows, begun with its number (4 bytes), and its content.
"""

import hashlib
import os
import zlib
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import numpy as np

_COUNT: Final = 4
_OFFSET: Final = 8
_CHECKSUM: Final = 4
_FRESH: Final = ".new"


class RowFiles:
    """Rows of groups. magic: what a file begins with. suffix: what its name ends with. made_by: part of every name."""

    def __init__(self, folder: Path, magic: bytes, suffix: str, made_by: str = "") -> None:
        self._folder, self._magic, self._suffix, self._made_by = folder, magic, suffix, made_by
        self._head = len(magic) + _COUNT
        self._files: dict[str, Path] = {}

    def holds(self, group: str) -> bool:
        """Whether a group is there."""
        return self._file(group).is_file()

    def write(self, group: str, rows: Sequence[bytes]) -> None:
        """Keep a group. On return it is on disk. Raises OSError, also when what the folder lies in is not there."""
        written = [_checksum(number, row) + row for number, row in enumerate(rows)]
        first = self._head + _OFFSET * (len(rows) + 1)
        offsets = first + np.cumsum([0, *map(len, written)], dtype="<u8")
        self._folder.mkdir(exist_ok=True)
        fresh = self._file(group).with_suffix(_FRESH)
        with fresh.open("wb") as opened:
            opened.write(b"".join((self._magic, len(rows).to_bytes(_COUNT, "little"), offsets.tobytes(), *written)))
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(self._file(group))

    def keep(self, groups: Collection[str]) -> None:
        """Forget all other groups, and what writers left that were killed. Nobody else may write meanwhile."""
        wanted = {self._file(group).name for group in groups}
        self._files = {group: file for group, file in self._files.items() if group in groups}
        for file in self._folder.iterdir() if self._folder.is_dir() else ():
            if file.suffix in (self._suffix, _FRESH) and file.name not in wanted:
                file.unlink(missing_ok=True)

    def read(self, group: str, rows: Iterable[int]) -> dict[int, bytes]:
        """Number of a row → its content. What is not there, or damaged, is left out."""
        try:
            descriptor = os.open(self._file(group), os.O_RDONLY)
        except FileNotFoundError:
            return {}
        try:
            count = self._count(descriptor)
            size = os.fstat(descriptor).st_size
            found = {row: self._row(descriptor, row, size) for row in rows if 0 <= row < (count or 0)}
            if count is None or None in found.values():
                self._throw_away(group, descriptor)
            return {row: content for row, content in found.items() if content is not None}
        finally:
            os.close(descriptor)

    def _count(self, descriptor: int) -> int | None:
        """The number of rows, which the first offset confirms; None when the file is not one of this format."""
        head = os.pread(descriptor, self._head + _OFFSET, 0)
        count = int.from_bytes(head[len(self._magic) : self._head], "little")
        first = int.from_bytes(head[self._head :], "little")
        return count if head.startswith(self._magic) and first == self._head + _OFFSET * (count + 1) else None

    def _row(self, descriptor: int, row: int, size: int) -> bytes | None:
        """None when it is damaged. size: of the file."""
        span = os.pread(descriptor, 2 * _OFFSET, self._head + _OFFSET * row)
        start, end = (int.from_bytes(span[at : at + _OFFSET], "little") for at in (0, _OFFSET))
        written = os.pread(descriptor, end - start, start) if self._head <= start < end <= size else b""
        content = written[_CHECKSUM:]
        return content if written[:_CHECKSUM] == _checksum(row, content) else None

    def _throw_away(self, group: str, descriptor: int) -> None:
        """Remove the damaged file, unless a writer has put another in its place or this one may only be read."""
        file = self._file(group)
        with suppress(OSError):
            if os.path.samestat(file.stat(), os.fstat(descriptor)):
                file.unlink()

    def _file(self, group: str) -> Path:
        file = self._files.get(group)
        if file is None:
            named = f"{self._magic.decode()}{self._made_by}\n{group}"
            file = self._folder / f"{hashlib.sha256(named.encode()).hexdigest()[:32]}{self._suffix}"
            self._files[group] = file
        return file


def _checksum(row: int, content: bytes) -> bytes:
    """Another for each row, so that none is taken for another."""
    return zlib.crc32(content, row).to_bytes(_CHECKSUM, "little")
