"""What search gives back: passages with their reasons, and whether they answer."""

from collections.abc import Callable
from enum import StrEnum
from typing import Literal

from knowledge_base.records import Passage
from knowledge_base.records.base import Record

Reason = Literal["exact", "lexical", "dense"]

Progress = Callable[[str, int, int], None]
"""Is told what is done, how many are done, and of how many."""


def unwatched(what: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


class SearchMode(StrEnum):
    """By what an index is searched: words alone, or words and meaning (an embedding model is there)."""

    LEXICAL = "lexical"
    FUSED = "lexical+dense"


class Hit(Record):
    """One section of a manual by its best passage. score: comparable within one search only; higher is better.

    because: how it was found. exact: it holds the code that was asked for.
    """

    passage: Passage
    score: float
    because: tuple[Reason, ...]


class Found(Record):
    """The answer to a query. confidence: probability that one of the first five hits answers it.

    answered: False when that is too improbable to be shown as an answer; the hits are then only what comes nearest.
    """

    query: str
    mode: SearchMode
    answered: bool
    confidence: float
    hits: tuple[Hit, ...]
