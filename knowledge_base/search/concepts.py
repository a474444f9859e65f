"""A question in the terms of the index: what each of its words may stand as in a manual."""

import math
from dataclasses import dataclass

Form = tuple[str, float]
"""A stem, or several in a row parted by blanks, and how much it counts beside the word that was asked, at most 1."""


@dataclass(frozen=True)
class Concept:
    """One thing that is asked for. weight: how rare it is in the manuals (inverse document frequency).

    span: where it stands in the question; None for what only the glossary says.
    """

    forms: tuple[Form, ...]
    weight: float
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Question:
    """What is searched for. meaning: the words for the embedding model, corrected and in the manuals' language."""

    text: str
    language: str
    meaning: str
    concepts: tuple[Concept, ...]


def idf(count: int, frequency: int) -> float:
    """Inverse document frequency (Robertson and Spärck Jones 1976, with 1 added as in Lucene)."""
    return math.log1p((max(count - frequency, 0) + 0.5) / (frequency + 0.5))
