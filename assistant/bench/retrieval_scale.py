"""Search over 100,000 passages: how long a query takes, and how much memory the index does, beside bm25s.

The passages are neighbouring sentences of the corpus, recombined until there are enough, each different and each
embedded. Each index is loaded by a process of its own, which measures what it grows by.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant.bench.retrieval_corpus import questions
from explain.training import Progress
from knowledge_base.records import Passage, Quote, Reading
from knowledge_base.search.embedding import Embedder
from knowledge_base.search.index import SearchIndex

PASSAGES = 100_000
_QUERIES, _GROUPS, _WORDS = 200, 100, 28


def scale_figures(
    corpus: Sequence[Reading], embedder: Embedder, folder: Path, progress: Progress, size: int = PASSAGES
) -> tuple[dict[str, float], dict[str, float]]:
    """(figures, peers) of an index of `size` passages."""
    passages = list(recombined(corpus, size))
    ours, theirs = folder / "ours", folder / "bm25s"
    index = SearchIndex.open(ours, embedder)
    for group, start in enumerate(range(0, size, size // _GROUPS)):
        progress("embedding", start, size)
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
    """`size` different passages of about a sentence or two, made of the words of the corpus."""
    chance = np.random.default_rng(11)
    templates = [passage for reading in corpus for passage in reading.passages]
    words = [passage.quote.text.split() for passage in templates]
    for number in range(size):
        pick, other = chance.integers(len(templates), size=2)
        one, two = words[pick], words[other]
        start = int(chance.integers(max(1, len(one) - _WORDS // 2)))
        begin = int(chance.integers(max(1, len(two) - _WORDS // 2)))
        said = " ".join([*one[start : start + _WORDS // 2], *two[begin : begin + _WORDS // 2], f"item {number}"])
        template = templates[pick]
        quote = Quote(text=said, citation=template.quote.citation)
        yield template.model_copy(update={"id": f"made:{number}", "quote": quote, "codes": ()})


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
