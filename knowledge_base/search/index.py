"""Search over the passages of all manuals: by words, by meaning where an embedding model is there, by code."""

import shutil
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge_base.errors import SearchIndexError
from knowledge_base.records import Passage
from knowledge_base.search.candidates import gather
from knowledge_base.search.dense import DenseIndex
from knowledge_base.search.embedding import Embedder
from knowledge_base.search.late import TokenEmbedder, TokenStore, telling
from knowledge_base.search.lexical import LexicalIndex
from knowledge_base.search.records import Found, Hit, SearchMode
from knowledge_base.search.sections import digest_of, headed

Progress = Callable[[int, int], None]


def vectors_name(group: str, digest: str) -> str:
    """The name under which the vectors of a group are kept: those of other passages are never taken for them."""
    return f"{group}#{digest[:16]}"


class SearchIndex:
    """An index on disk. Any number may read it while one writes."""

    def __init__(self, lexical: LexicalIndex, dense: DenseIndex | None, tokens: TokenStore | None, embedder: Embedder | None) -> None:
        self.lexical, self.dense, self.tokens, self.embedder = lexical, dense, tokens, embedder
        self.notes: tuple[str, ...] = ()

    @classmethod
    def open(cls, folder: Path, embedder: Embedder | None = None) -> Self:
        """The index in this folder; a new one where there is none."""
        lexical = LexicalIndex(folder / "words")
        dense = tokens = None
        if embedder is not None:
            dense = DenseIndex(folder / "vectors", embedder.name, embedder.dimensions)
            if isinstance(embedder, TokenEmbedder):
                tokens = TokenStore(folder / "tokens", embedder.name, embedder.dimensions)
        return cls(lexical, dense, tokens, embedder)

    def groups(self) -> dict[str, str]:
        return {group.name: group.digest for group in self.lexical.groups.values()}

    def replace_all(self, changed, progress=lambda done, of: None):
        done, of = 0, sum(map(len, changed.values()))
        final = {}
        for name, passages in changed.items():
            digest = digest_of(passages)
            final[name] = (digest, passages)
            if self.dense is None: continue
            vn = vectors_name(name, digest)
            if vn in self.dense.groups() and (self.tokens is None or self.tokens.holds(vn)): continue
            vectors = np.empty((len(passages), self.embedder.dimensions), np.float32); states = []
            for row, p in enumerate(passages):
                text = headed(p)
                if self.tokens is not None:
                    t = self.embedder.tokens(text); vectors[row] = t.vector; states.append(telling(text, t, p.language))
                else:
                    vectors[row] = self.embedder.documents([text])[0]
                done += 1; progress(done, of)
            if self.tokens is not None: self.tokens.write(vn, states)
            self.dense.replace(vn, None, vectors)
        self.lexical.replace(final)
