"""Each token of a question looks for its nearest token in a passage, and what is near adds up.

"Late interaction" (Khattab and Zaharia 2020, arXiv:2004.12832). Of a passage's tokens only the sign of each dimension
is kept, 48 bytes a token with 384 dimensions; the question's tokens are not rounded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from knowledge_base.search.embedding import Embedder
from knowledge_base.search.words import is_small, words

FloatArray = NDArray[np.float32]
Bits = NDArray[np.uint8]
"""Signs of tokens, packed: (tokens, dimensions / 8)."""


class Tokens(Protocol):
    """A text as a model reads it."""

    @property
    def vector(self) -> FloatArray:
        """Of the whole text, (dimensions,), of unit length."""

    @property
    def spans(self) -> Sequence[tuple[int, int]]:
        """Where each token stands in the text: characters [start, end)."""

    @property
    def states(self) -> FloatArray:
        """What the model makes of each token there: (tokens, dimensions), each of unit length."""


@runtime_checkable
class TokenEmbedder(Embedder, Protocol):
    """A model that says what it makes of each token too. Without that, search goes by whole passages alone."""

    def tokens(self, text: str) -> Tokens:
        """A text, token by token. Raises EmbeddingError."""


@dataclass(frozen=True)
class AskedTokens:
    """The tokens of a question. weights: what each counts; they add up to 1, or are all 0."""

    states: FloatArray
    weights: FloatArray

    @classmethod
    def none(cls) -> "AskedTokens":
        """Of a question that no model reads token by token."""
        return cls(np.zeros((0, 0), np.float32), np.zeros(0, np.float32))


def telling_signs(text: str, read: Tokens, language: str) -> Bits:
    """The signs of the tokens that say something: neither punctuation nor small words."""
    kept = []
    for number, (start, end) in enumerate(read.spans):
        plain = words(text[start:end])
        if plain and not is_small(plain[0], language):
            kept.append(number)
    bits: Bits = np.packbits(read.states[kept] > 0, axis=1)
    return bits


def nearest_tokens(asked: FloatArray, passages: Sequence[Bits]) -> FloatArray:
    """For each passage and each asked token, the cosine of the nearest token: (passages, asked tokens).

    A passage without tokens is as far as can be, -1.
    """
    nearest = np.full((len(passages), len(asked)), -1.0, dtype=np.float32)
    length = np.sqrt(np.float32(asked.shape[1])) if asked.size else np.float32(1)
    # Products so small are no faster by more threads; beside other work these wait for each other, up to seconds.
    with _blas().limit(limits=1, user_api="blas"):
        for row, bits in enumerate(passages):
            if len(bits) and len(asked):
                # One passage at a time: they are small, and all together would take megabytes.
                signs = np.unpackbits(bits, axis=1, count=asked.shape[1]).astype(np.float32)
                # With signs s of ±1 and bits b of 0 or 1, s = 2b - 1; the length of s is √dimensions.
                nearest[row] = (2 * (asked @ signs.T).max(axis=1) - asked.sum(axis=1)) / length
    return nearest


@cache
def _blas() -> ThreadpoolController:
    """Looked up once: it goes through all libraries of the process."""
    return ThreadpoolController()
