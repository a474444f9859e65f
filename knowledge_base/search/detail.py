"""What a model makes of the parts of each passage, on disk: to judge the few passages that search has found.

Of each passage the vectors of its windows in 8 bits, and the signs of its tokens. A group whose file is not there, or
damaged, is one that the model has yet to read.

A row, little-endian: the numbers of its windows and tokens (2 bytes each), the windows (dimensions bytes each) and the
tokens (dimensions / 8 bytes each).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge_base.search.late import Bits
from knowledge_base.search.row_file import RowFiles

FloatArray = NDArray[np.float32]

_MAGIC: Final = b"FLDETAIL2\n"
_NUMBERS: Final = 4
_SUFFIX: Final = ".detail"
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
        self._dimensions = dimensions
        self._token_bytes = (dimensions + 7) // 8
        self._rows = RowFiles(folder, _MAGIC, _SUFFIX, f"{name}\n{dimensions}")

    def holds(self, group: str) -> bool:
        """Whether a group is there."""
        return self._rows.holds(group)

    def write(self, group: str, passages: Sequence[Detail]) -> None:
        """Keep a group. On return it is on disk."""
        self._rows.write(group, [_packed(detail) for detail in passages])

    def keep(self, groups: Collection[str]) -> None:
        """Forget all other groups, and what writers left that were killed. Nobody else may write meanwhile."""
        self._rows.keep(groups)

    def read(self, wanted: Mapping[str, Iterable[int]]) -> dict[tuple[str, int], Detail]:
        """The details of these rows of groups. What is not there, or damaged, is left out."""
        return {
            (group, row): self._unpacked(content)
            for group, rows in wanted.items()
            for row, content in self._rows.read(group, rows).items()
        }

    def _unpacked(self, content: bytes) -> Detail:
        windows = int.from_bytes(content[:2], "little")
        middle = _NUMBERS + windows * self._dimensions
        return Detail(
            np.frombuffer(content[_NUMBERS:middle], np.int8).reshape(windows, self._dimensions),
            np.frombuffer(content[middle:], np.uint8).reshape(-1, self._token_bytes),
        )


def _packed(detail: Detail) -> bytes:
    numbers = len(detail.windows).to_bytes(2, "little") + len(detail.tokens).to_bytes(2, "little")
    return numbers + detail.windows.tobytes() + detail.tokens.tobytes()
