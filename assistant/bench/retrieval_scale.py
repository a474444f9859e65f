"""Search over 100,000 passages: how long a query takes, and how much memory the index does, beside bm25s.

The passages are rows of pieces of the corpus, each as long as one of its passages, each different. The model reads
each piece once, and the vectors and tokens of a passage are put together from those of its pieces: reading 100,000
passages would take an hour, and how long a query takes does not depend on it. Queries are read by the model as ever.
Each index is loaded by a process of its own, which measures what it grows by.
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
_END: Final = ". "
_MARKS: Final = re.compile(r"[.:;!?\n]+")


class PieceEmbedder:
    """Reads a passage of `recombined`, or some of it, as its pieces, each once."""

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
        """The tokens of all pieces, and the mean of their vectors. The headings before them make no difference here."""
        start = text.rfind(": ") + 2 if ": " in text else 0
        vectors, states = list[FloatArray](), list[FloatArray]()
        spans = list[tuple[int, int]]()
        for piece in text[start:].removesuffix(".").split(_END):
            if not piece.startswith("Item ") or not vectors:
                read = self._piece(piece)
                vectors.append(read.vector)
                spans += [(begin + start, end + start) for begin, end in read.spans]
                states.append(read.states)
            start += len(piece) + len(_END)
        mean = np.sum(vectors, axis=0)
        return TokenReading(mean / np.linalg.norm(mean), tuple(spans), np.concatenate(states))

    def _piece(self, text: str) -> TokenReading:
        if text not in self._read:
            read = self._model.tokens(text)
            self._read[text] = TokenReading(read.vector, tuple(read.spans), read.states)
        return self._read[text]


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
    mine, peer, alone = (
        _measured(which, index_at, folder / "queries.json")
        for which, index_at in (("ours", ours), ("bm25s", theirs), ("bm25s_alone", theirs))
    )
    figures = {
        "p50_ms_100k": mine["p50_ms"],
        "memory_vs_bm25s": mine["bytes"] / peer["bytes"],
        "memory_vs_bm25s_alone": mine["bytes"] / alone["bytes"],
    }
    return figures, {"p50_ms_100k": peer["p50_ms"], "memory_vs_bm25s": 1.0, "memory_vs_bm25s_alone": 1.0}


def recombined(corpus: Sequence[Reading], size: int) -> Iterator[Passage]:
    """`size` different passages of pieces of the corpus, as long as its passages are."""
    chance = np.random.default_rng(11)
    templates = [passage for reading in corpus for passage in reading.passages]
    pieces = [_piece(templates[int(chance.integers(len(templates)))], chance) for _ in range(_PIECES)]
    for number in range(size):
        template = templates[int(chance.integers(len(templates)))]
        count = max(1, round(len(template.quote.text.split()) / _WORDS))
        said = _END.join(pieces[int(pick)] for pick in chance.integers(_PIECES, size=count))
        quote = Quote(text=f"{said}{_END}Item {number}.", citation=template.quote.citation)
        yield template.model_copy(update={"id": f"made:{number}", "quote": quote, "codes": ()})


def _piece(passage: Passage, chance: np.random.Generator) -> str:
    """Some neighbouring words of a passage, as one sentence."""
    words = _MARKS.sub(" ", passage.quote.text).split()
    start = int(chance.integers(max(1, len(words) - _WORDS)))
    return " ".join(words[start : start + _WORDS]) or "nothing"


def _build_bm25s(passages: Sequence[Passage], folder: Path) -> None:
    import bm25s

    ranker = bm25s.BM25()
    texts = [f"{' '.join(p.quote.citation.section)} {p.quote.text}" for p in passages]
    ranker.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)
    ranker.save(folder, corpus=texts)


def _measured(which: str, index: Path, queries: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "assistant.bench.retrieval_memory", which, str(index), str(queries)]
    outcome = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(outcome.stdout.strip().splitlines()[-1])
    return found
