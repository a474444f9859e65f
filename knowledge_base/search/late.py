"""Every token's vector of every passage, one bit a dimension: to judge the few passages that search has found.

A question's tokens each look for their nearest token in a passage ("late interaction", Khattab and Zaharia 2020,
arXiv:2004.12832). Only the sign of each dimension is kept, 48 bytes a token; the question's vectors are not rounded.
One file a group, named by what is in it, read where it is needed and not mapped. A file is whole or not there.
"""

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from knowledge_base.search.embedding import Embedder
from knowledge_base.search.words import is_small, words

FloatArray = NDArray[np.float32]
_MAGIC = b"FLTOK001"
_COUNT = 4


@dataclass(frozen=True)
class Tokens:
    """A text as a model reads it. spans: where each token stands in the text. states: (tokens, dimensions), unit rows.

    vector: of the whole text, (dimensions,), of unit length.
    """

    vector: FloatArray
    spans: tuple[tuple[int, int], ...]
    states: FloatArray


@runtime_checkable
class TokenEmbedder(Embedder, Protocol):
    """A model that says what it makes of each token too."""

    def tokens(self, text: str) -> Tokens:
        """A text, token by token. Raises EmbeddingError."""


def telling(text: str, read: Tokens, language: str) -> FloatArray:
    """The states of the tokens that say something: no punctuation, no small words."""
    kept = []
    for number, (start, end) in enumerate(read.spans):
        plain = words(text[start:end])
        if plain and not is_small(plain[0], language):
            kept.append(number)
    return read.states[kept or slice(None)]


class TokenStore:
    """The tokens of groups of passages on disk."""

    def __init__(self, folder: Path, name: str, dimensions: int) -> None:
        self._folder, self._name, self._bytes = folder, name, dimensions // 8
        self._dimensions = dimensions

    def holds(self, group: str) -> bool:
        """Whether the tokens of a group are there."""
        return self._file(group).is_file()

    def write(self, group: str, passages: Sequence[FloatArray]) -> None:
        """Keep the tokens of a group, each passage's (tokens, dimensions). On return they are on disk."""
        counts = np.cumsum([0, *map(len, passages)]).astype("<u4")
        bits = [np.packbits(states > 0, axis=1).tobytes() for states in passages]
        content = b"".join((_MAGIC, np.array(len(passages), "<u4").tobytes(), counts.tobytes(), *bits))
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._file(group)
        fresh = file.with_suffix(".new")
        with fresh.open("wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(file)

    def keep(self, groups: Collection[str]) -> None:
        """Forget all other groups."""
        wanted = {self._file(group).name for group in groups}
        for file in self._folder.glob("*.tokens") if self._folder.is_dir() else ():
            if file.name not in wanted:
                file.unlink(missing_ok=True)

    def read(self, wanted: Mapping[str, Iterable[int]]) -> dict[tuple[str, int], NDArray[np.uint8]]:
        """The tokens of these rows of groups, as bits: (tokens, dimensions / 8). What is not there is left out."""
        found = {}
        for group, rows in wanted.items():
            try:
                descriptor = os.open(self._file(group), os.O_RDONLY)
            except FileNotFoundError:
                continue
            try:
                for row in rows:
                    bits = self._row(descriptor, row)
                    if bits is not None:
                        found[group, row] = bits
            finally:
                os.close(descriptor)
        return found

    def _row(self, descriptor: int, row: int) -> NDArray[np.uint8] | None:
        head = os.pread(descriptor, len(_MAGIC) + _COUNT, 0)
        count = int.from_bytes(head[len(_MAGIC) :], "little")
        if not head.startswith(_MAGIC) or row >= count:
            return None
        start, end = np.frombuffer(os.pread(descriptor, 2 * _COUNT, len(head) + _COUNT * row), "<u4").tolist()
        first = len(head) + _COUNT * (count + 1)
        content = os.pread(descriptor, (end - start) * self._bytes, first + start * self._bytes)
        if len(content) != (end - start) * self._bytes:
            return None
        return np.frombuffer(content, np.uint8).reshape(-1, self._bytes)

    def _file(self, group: str) -> Path:
        return self._folder / f"{hashlib.sha256(f'{self._name} {group}'.encode()).hexdigest()[:32]}.tokens"


def nearest_tokens(asked: FloatArray, passages: Sequence[NDArray[np.uint8]]) -> FloatArray:
    """For each passage and each token of the question the cosine of the nearest token: (passages, asked tokens).

    A passage without tokens is as far as can be, -1.
    """
    lengths = np.array([len(bits) for bits in passages], dtype=np.intp)
    nearest = np.full((len(passages), len(asked)), -1.0, dtype=np.float32)
    filled = np.flatnonzero(lengths)
    if not len(filled) or not len(asked):
        return nearest
    bits = np.concatenate([passages[number] for number in filled])
    signs = np.unpackbits(bits, axis=1).astype(np.float32)
    products = signs @ asked.T
    products *= 2
    products -= asked.sum(axis=1)
    starts = np.concatenate(([0], np.cumsum(lengths[filled])[:-1]))
    nearest[filled] = np.maximum.reduceat(products, starts, axis=0) / np.sqrt(asked.shape[1])
    return nearest
