"""What a model makes of the parts of each passage, on disk: to judge the few passages that search has found.

Of each passage the vectors of its windows in 8 bits, and the signs of its tokens. One file a group, named by what is in
it, read where it is needed and not mapped, so that it takes no memory. A file is whole or not there; one in which a row
turns out to be damaged is thrown away, and its group is then one that the model has yet to read.

Format, little-endian: magic, number of rows, offsets of the rows and of the end (8 bytes each); a row is a CRC-32 of
what follows, begun with its number (4 bytes), the numbers of its windows and tokens (2 bytes each), the windows
(dimensions bytes each) and the tokens (dimensions / 8 bytes each).
"""

import hashlib
import os
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge_base.search.late import Bits

FloatArray = NDArray[np.float32]

_MAGIC: Final = b"FLDETAIL2\n"
_COUNT: Final = 4
_OFFSET: Final = 8
_HEAD: Final = len(_MAGIC) + _COUNT
_CHECKSUM: Final = 4
_NUMBERS: Final = 4
_SUFFIX: Final = ".detail"
_FRESH: Final = ".new"
_MOST: Final = 2**16 - 1
_LARGEST: Final = 127


@dataclass(frozen=True)
class Detail:
    """One passage. windows: (windows, dimensions) in 8 bits, each with a factor of its own. tokens: their signs."""

    windows: NDArray[np.int8]
    tokens: Bits

    def cosines(self, vector: FloatArray) -> FloatArray:
        """Of each window with a vector of unit length."""
        codes = self.windows.astype(np.float32)
        found: FloatArray = codes @ vector / np.maximum(np.linalg.norm(codes, axis=1), 1e-9)
        return found


def detail_of(windows: FloatArray, tokens: Bits) -> Detail:
    """Round the vectors of a passage's windows. What is beyond 65,535 windows or tokens is left out."""
    factors = _LARGEST / np.maximum(np.abs(windows).max(axis=1, keepdims=True), np.finfo(np.float32).tiny)
    return Detail(np.rint(windows[:_MOST] * factors[:_MOST]).astype(np.int8), tokens[:_MOST])


class DetailStore:
    """The details of groups of passages. name, dimensions: those of the model."""

    def __init__(self, folder: Path, name: str, dimensions: int) -> None:
        self._folder, self._name, self._dimensions = folder, name, dimensions
        self._token_bytes = (dimensions + 7) // 8
        self._files: dict[str, Path] = {}

    def holds(self, group: str) -> bool:
        """Whether a group is there."""
        return self._file(group).is_file()

    def write(self, group: str, passages: Sequence[Detail]) -> None:
        """Keep a group. On return it is on disk."""
        rows = [_packed(row, detail) for row, detail in enumerate(passages)]
        first = _HEAD + _OFFSET * (len(rows) + 1)
        offsets = first + np.cumsum([0, *map(len, rows)], dtype="<u8")
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = self._file(group).with_suffix(_FRESH)
        with fresh.open("wb") as opened:
            opened.write(b"".join((_MAGIC, len(rows).to_bytes(_COUNT, "little"), offsets.tobytes(), *rows)))
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(self._file(group))

    def keep(self, groups: Collection[str]) -> None:
        """Forget all other groups, and what writers left that were killed. Nobody else may write meanwhile."""
        wanted = {self._file(group).name for group in groups}
        for file in self._folder.iterdir() if self._folder.is_dir() else ():
            if file.suffix in (_SUFFIX, _FRESH) and file.name not in wanted:
                file.unlink(missing_ok=True)

    def read(self, wanted: Mapping[str, Iterable[int]]) -> dict[tuple[str, int], Detail]:
        """The details of these rows of groups. What is not there, or damaged, is left out."""
        found: dict[tuple[str, int], Detail] = {}
        for group, rows in wanted.items():
            try:
                descriptor = os.open(self._file(group), os.O_RDONLY)
            except FileNotFoundError:
                continue
            try:
                count = _count(descriptor)
                there = [row for row in rows if 0 <= row < (count or 0)]
                details = {(group, row): self._row(descriptor, row) for row in there}
                if count is None or None in details.values():
                    self._throw_away(group, descriptor)
                found.update({place: detail for place, detail in details.items() if detail is not None})
            finally:
                os.close(descriptor)
        return found

    def _row(self, descriptor: int, row: int) -> Detail | None:
        start, end = (_offset(descriptor, place) for place in (row, row + 1))
        size = os.fstat(descriptor).st_size
        written = os.pread(descriptor, end - start, start) if _HEAD <= start < end <= size else b""
        content = written[_CHECKSUM:]
        if written[:_CHECKSUM] != _checksum(row, content):
            return None
        windows, tokens = (int.from_bytes(content[at : at + 2], "little") for at in (0, 2))
        middle = _NUMBERS + windows * self._dimensions
        if len(content) != middle + tokens * self._token_bytes:
            return None
        return Detail(
            np.frombuffer(content[_NUMBERS:middle], np.int8).reshape(windows, self._dimensions),
            np.frombuffer(content[middle:], np.uint8).reshape(tokens, self._token_bytes),
        )

    def _throw_away(self, group: str, descriptor: int) -> None:
        """Remove the damaged file, unless a writer has put another in its place or this one may only be read."""
        file = self._file(group)
        with suppress(OSError):
            if os.path.samestat(file.stat(), os.fstat(descriptor)):
                file.unlink()

    def _file(self, group: str) -> Path:
        file = self._files.get(group)
        if file is None:
            named = f"{_MAGIC.decode()}{self._name}\n{self._dimensions}\n{group}"
            file = self._folder / f"{hashlib.sha256(named.encode()).hexdigest()[:32]}{_SUFFIX}"
            self._files[group] = file
        return file


def _count(descriptor: int) -> int | None:
    """The number of rows, which the first offset confirms; None when the file is not one of this format."""
    head = os.pread(descriptor, _HEAD, 0)
    count = int.from_bytes(head[len(_MAGIC) :], "little")
    whole = head.startswith(_MAGIC) and _offset(descriptor, 0) == _HEAD + _OFFSET * (count + 1)
    return count if whole else None


def _offset(descriptor: int, place: int) -> int:
    return int.from_bytes(os.pread(descriptor, _OFFSET, _HEAD + _OFFSET * place), "little")


def _packed(row: int, detail: Detail) -> bytes:
    numbers = len(detail.windows).to_bytes(2, "little") + len(detail.tokens).to_bytes(2, "little")
    content = numbers + detail.windows.tobytes() + detail.tokens.tobytes()
    return _checksum(row, content) + content


def _checksum(row: int, content: bytes) -> bytes:
    """Another for each row, so that none is taken for another."""
    return zlib.crc32(content, row).to_bytes(_CHECKSUM, "little")
