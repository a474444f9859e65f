"""Small manuals and a small embedding model for the tests of search: words that are equal are near in meaning."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.records import Citation, Passage, PassageKind, Quote
from knowledge_base.search.concepts import Concept, Question
from knowledge_base.search.lexical import LexicalIndex
from knowledge_base.search.sections import digest_of
from knowledge_base.search.words import stem, stems

FloatArray = NDArray[np.float32]

DIMENSIONS = 16


@dataclass(frozen=True)
class ReadTokens:
    """A text as SmallTokens reads it."""

    vector: FloatArray
    spans: Sequence[tuple[int, int]]
    states: FloatArray


class Small:
    """A model in which every word has a direction of its own, and a text that of all its words together."""

    def __init__(self, name: str = "small") -> None:
        self.name = name
        self.dimensions = DIMENSIONS

    def documents(self, texts: Sequence[str]) -> FloatArray:
        """See Embedder."""
        return np.array([self.query(text) for text in texts], dtype=np.float32).reshape(len(texts), DIMENSIONS)

    def query(self, text: str) -> FloatArray:
        """See Embedder."""
        total = np.sum([direction(word) for word in re.findall(r"\w+", text) or [""]], axis=0)
        vector: FloatArray = (total / np.linalg.norm(total)).astype(np.float32)
        return vector


class SmallTokens(Small):
    """The same model; it tells its tokens, which are the words and the marks between them."""

    def tokens(self, text: str) -> ReadTokens:
        """See TokenEmbedder."""
        found = list(re.finditer(r"\w+|[^\w\s]", text))
        states = np.array([direction(one[0]) for one in found], dtype=np.float32).reshape(len(found), DIMENSIONS)
        return ReadTokens(self.query(text), [one.span() for one in found], states)


def direction(word: str) -> FloatArray:
    """The direction of a word in the small model, of unit length."""
    seed = int.from_bytes(hashlib.sha256(stem(word.lower(), "en").encode()).digest()[:4], "little")
    drawn = np.random.default_rng(seed).normal(size=DIMENSIONS)
    made: FloatArray = (drawn / np.linalg.norm(drawn)).astype(np.float32)
    return made


def passage(
    text: str,
    *section: str,
    language: str = "en",
    equipment: str = "oven",
    kind: PassageKind = PassageKind.TEXT,
    codes: tuple[str, ...] = (),
    task_id: str | None = None,
    module: str | None = None,
) -> Passage:
    """A passage of a manual below these headings."""
    cited = Citation(
        manual_id="oven-manual",
        revision="1",
        section=section or ("Cleaning the oven",),
        file="oven.md",
        start=0,
        end=len(text),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        module=module,
    )
    return Passage(
        id="oven-manual-1-1",
        kind=kind,
        language=language,
        equipment=equipment,
        quote=Quote(text=text, citation=cited),
        task_id=task_id,
        codes=codes,
    )


def put(index: LexicalIndex, group: str, *passages: Passage) -> None:
    """Write a group with the digest of its passages."""
    index.replace(group, passages, digest_of(passages))


def texts(index: LexicalIndex, places: Sequence[int]) -> list[str]:
    """The words of the passages at these places, in that order."""
    found = index.passages(places)
    return [found[place].quote.text for place in places]


def asked(question: str) -> tuple[Concept, ...]:
    """A concept for each word, all of them equally rare."""
    spans = [match.span() for match in re.finditer(r"\w+", question)]
    return tuple(Concept(((stems(question[s:e], "en")[0], 1.0),), 1.0, (s, e)) for s, e in spans)


def question(text: str) -> Question:
    """A question in the words of the manuals."""
    return Question(text, "en", text, asked(text))
