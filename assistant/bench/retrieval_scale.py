"""Search over 100,000 passages: how long a query takes, and how much memory the index does, beside bm25s.

The passages are pairs of pieces of the corpus, each different. The model reads each piece once, and a passage's vector
and tokens are put together from those of its two pieces: reading 100,000 passages would take half an hour, and how long
a query takes does not depend on it. Queries are read by the model as ever. Each index is loaded by a process of its
own, which measures what it grows by.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from assistant.bench.retrieval_corpus import questions
from explain.training import Progress
from knowledge_base.records import Passage, Quote, Reading
from knowledge_base.search.embedding import TokenReading
from knowledge_base.search.index import SearchIndex
from knowledge_base.search.late import FloatArray, TokenEmbedder

PASSAGES = 100_000
_QUERIES, _GROUPS, _WORDS, _PIECES = 200, 100, 12, 4000
_BETWEEN: Final = " \N{EM DASH} "
_NUMBER: Final = re.compile(r"\. Item \d+\.$")


class PieceEmbedder:
    """Reads a passage of `recombined` as its two pieces, each piece once; any other text as the model does."""

    def __init__(self, model: TokenEmbedder) -> None:
        self._model, self._read = model, dict[str, TokenReading]()
        self.name, self.dimensions = model.name, model.dimensions

    def query(self, text: str) -> FloatArray:
        """See Embedder."""
        return self._model.query(text)

    def documents(self, texts: Sequence[str]) -> FloatArray:
        """See Embedder."""
        return np.array([self.tokens(text).vector for text in texts], np.float32).reshape(-1, self.dimensions)

    def tokens(self, text: str) -> TokenReading:
        """The tokens of both pieces, and the mean of their vectors."""
        one, between, two = _NUMBER.sub("", text).partition(_BETWEEN)
        if not between:
            return self._piece(text)
        first, second, offset = self._piece(one), self._piece(two), len(one) + len(_BETWEEN)
        mean = first.vector + second.vector
        return TokenReading(
            vector=mean / np.linalg.norm(mean),
            spans=(*first.spans, *((start + offset, end + offset) for start, end in second.spans)),
            states=np.concatenate([first.states, second.states]),
        )

    def _piece(self, text: str) -> TokenReading:
        """A piece with the headings before it, which make no difference here."""
        piece = text.rpartition(": ")[2] or text
        if piece not in self._read:
            read = self._model.tokens(piece)
            self._read[piece] = TokenReading(read.vector, tuple(read.spans), read.states)
        found = self._read[piece]
        before = len(text) - len(piece)
        return TokenReading(found.vector, tuple((a + before, b + before) for a, b in found.spans), found.states)


def scale_figures(
    corpus: Sequence[Reading], embedder: TokenEmbedder, folder: Path, progress: Progress, size: int = PASSAGES
) -> tuple[dict[str, float], dict[str, float]]:
    """(figures, peers) of an index of `size` passages."""
    passages = list(recombined(corpus, size))
    ours, theirs = folder / "ours", folder / "bm25s"
    index = SearchIndex.open(ours, PieceEmbedder(embedder))
    for group, start in enumerate(range(0, size, size // _GROUPS)):
        progress("indexing passages", start, size)
        index.replace(f"manual-{group}@1", passages[start : start + size // _GROUPS])
    index.close()
    _build_bm25s(passages, theirs)
    asked = [question.question for question in questions("held_out")][:_QUERIES]
    (folder / "queries.json").write_text(json.dumps(asked), encoding="utf-8")
    mine = _measured("ours", ours, folder / "queries.json")
    peer = _measured("bm25s", theirs, folder / "queries.json")
    figures = {"p50_ms_100k": mine["p50_ms"], "memory_vs_bm25s": mine["bytes"] / peer["bytes"]}
    return figures, {"p50_ms_100k": peer["p50_ms"], "memory_vs_bm25s": 1.0}


def recombined(corpus: Sequence[Reading], size: int) -> Iterator[Passage]:
    """`size` different passages of a sentence or two, each of two pieces of the corpus."""
    chance = np.random.default_rng(11)
    templates = [passage for reading in corpus for passage in reading.passages]
    pieces = [_piece(templates[int(chance.integers(len(templates)))], chance) for _ in range(_PIECES)]
    for number in range(size):
        template = templates[int(chance.integers(len(templates)))]
        one, two = (pieces[int(pick)] for pick in chance.integers(_PIECES, size=2))
        quote = Quote(text=f"{one}{_BETWEEN}{two}. Item {number}.", citation=template.quote.citation)
        yield template.model_copy(update={"id": f"made:{number}", "quote": quote, "codes": ()})


def _piece(passage: Passage, chance: np.random.Generator) -> str:
    """Some neighbouring words of a passage, without what a piece is told by."""
    words = passage.quote.text.replace(":", " ").replace(_BETWEEN.strip(), " ").split()
    start = int(chance.integers(max(1, len(words) - _WORDS)))
    return " ".join(words[start : start + _WORDS]) or "nothing"


def _build_bm25s(passages: Sequence[Passage], folder: Path) -> None:
    import bm25s

    ranker = bm25s.BM25()
    texts = [f"{' '.join(p.quote.citation.section)} {p.quote.text}" for p in passages]
    ranker.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)
    ranker.save(folder)


def _measured(which: str, index: Path, queries: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "assistant.bench.retrieval_memory", which, str(index), str(queries)]
    outcome = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(outcome.stdout.strip().splitlines()[-1])
    return found
