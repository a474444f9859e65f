"""The manuals, indexed with the model that is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from explain.training import Progress
from knowledge_base.ingest import group_of
from knowledge_base.records import Reading
from knowledge_base.search.documents import vectors_name
from knowledge_base.search.embedding import Embedder
from knowledge_base.search.lexical import LexicalIndex
from knowledge_base.search.meaning import MeaningIndex
from knowledge_base.search.records import unwatched
from knowledge_base.search.sections import digest_of


@dataclass(frozen=True)
class Indexed:
    """The two sides of an index."""

    words: LexicalIndex
    meaning: MeaningIndex

    @classmethod
    def of(cls, corpus: Sequence[Reading], folder: Path, embedder: Embedder, told: Progress) -> Self:
        """Index the manuals in a folder that is empty."""
        words, meaning = LexicalIndex(folder / "words"), MeaningIndex(folder, embedder)
        for number, reading in enumerate(corpus):
            told("indexing", number, len(corpus))
            group, digest = group_of(reading), digest_of(reading.passages)
            meaning.write(vectors_name(group, digest), reading.passages, unwatched)
            words.replace(group, reading.passages, digest)
        return cls(words, meaning)
