"""The side of an index that goes by meaning: a vector a passage to find it, its details to judge it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge_base.records import Passage
from knowledge_base.search.dense import DenseIndex
from knowledge_base.search.detail import Detail, DetailStore, detail_of
from knowledge_base.search.embedding import Embedder
from knowledge_base.search.late import TokenEmbedder, Tokens, telling_signs
from knowledge_base.search.records import Progress
from knowledge_base.search.sections import headed, windows_of

FloatArray = NDArray[np.float32]

_VECTORS: Final = "vectors"
_DETAILS: Final = "details"
_NO_TOKENS: Final = "whole"
_TOKENS: Final = "tokens"


@dataclass(frozen=True)
class Read:
    """A question as the model reads it. tokens: None where the model does not tell them."""

    vector: FloatArray
    tokens: Tokens | None


class MeaningIndex:
    """Vectors and details of groups of passages. Raises SearchIndexError when they are another model's, or damaged."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors = DenseIndex(folder / _VECTORS, embedder.name, embedder.dimensions)
        kind = _TOKENS if isinstance(embedder, TokenEmbedder) else _NO_TOKENS
        self._details = DetailStore(folder / _DETAILS, f"{embedder.name} {kind}", embedder.dimensions)

    @staticmethod
    def erase(folder: Path) -> None:
        """Forget all vectors, of whatever model."""
        DenseIndex.erase(folder / _VECTORS)

    def refresh(self) -> None:
        """Take in what others have written since."""
        self._vectors.refresh()

    def has_any(self) -> bool:
        """Whether it can find anything."""
        return len(self._vectors) > 0

    def groups(self) -> frozenset[str]:
        """The groups that are whole."""
        return frozenset(group for group in self._vectors.groups() if self._details.holds(group))

    def write(self, group: str, passages: Sequence[Passage], progress: Progress) -> None:
        """Read the passages of a group, some 15 ms each, and keep what the model makes of them."""
        vectors = np.empty((len(passages), self._embedder.dimensions), dtype=np.float32)
        details = []
        for row, passage in enumerate(passages):
            progress(f"embedding {group}", row, len(passages))
            vectors[row], detail = self._passage(passage)
            details.append(detail)
        self._details.write(group, details)
        self._vectors.replace(group, None, vectors)

    def keep(self, groups: Collection[str]) -> None:
        """Forget all other groups."""
        for group in set(self._vectors.groups()) - set(groups):
            self._vectors.remove(group)
        self._details.keep(groups)

    def read(self, text: str) -> Read:
        """A question. Raises EmbeddingError."""
        if isinstance(self._embedder, TokenEmbedder):
            tokens = self._embedder.tokens(text)
            return Read(tokens.vector, tokens)
        return Read(self._embedder.query(text), None)

    def nearest(self, vector: FloatArray, k: int, groups: Collection[str] | None) -> list[tuple[str, int, float]]:
        """The k nearest passages: group, row, cosine."""
        return [(group, row, cosine) for group, row, cosine in self._vectors.nearest(vector, k, groups)]

    def details(self, wanted: Mapping[str, Sequence[int]]) -> dict[tuple[str, int], Detail]:
        """The details of these rows of groups."""
        return self._details.read(wanted)

    def _passage(self, passage: Passage) -> tuple[FloatArray, Detail]:
        text = headed(passage)
        if isinstance(self._embedder, TokenEmbedder):
            tokens = self._embedder.tokens(text)
            vector, signs = tokens.vector, telling_signs(text, tokens, passage.language)
        else:
            vector = self._embedder.documents([text])[0]
            signs = np.zeros((0, (self._embedder.dimensions + 7) // 8), dtype=np.uint8)
        windows = windows_of(passage)
        vectors = self._embedder.documents(windows) if len(windows) > 1 else vector[None]
        return vector, detail_of(vectors, signs)
