"""A process that loads one search index, asks it, and says by how much it grew and how long a query took.

What is imported, and the embedding model, which is no part of an index, are there before the first measurement.
Pages that are mapped from disk count as soon as they were touched (resident set).
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from assistant.settings import Settings

Search = Callable[[str], object]


def ours(folder: Path) -> Callable[[], Search]:
    """How our index is loaded."""
    from knowledge_base.search.embedding import bundled_embedder
    from knowledge_base.search.index import SearchIndex

    embedder = bundled_embedder(Settings().home / "embedding")
    embedder.query("warm up")

    def load() -> Search:
        index = SearchIndex.open(folder, embedder)
        return lambda query: index.search(query, 5)

    return load


def bm25s(folder: Path) -> Callable[[], Search]:
    """How bm25s is loaded with the texts that it returns, as its documentation shows it."""
    return _bm25s(folder, texts=True)


def bm25s_alone(folder: Path) -> Callable[[], Search]:
    """How bm25s is loaded without texts: it returns numbers."""
    return _bm25s(folder, texts=False)


def _bm25s(folder: Path, *, texts: bool) -> Callable[[], Search]:
    import bm25s as library

    def load() -> Search:
        ranker = library.BM25.load(folder, load_corpus=texts)

        def search(query: str) -> object:
            tokens = library.tokenize(query, stopwords="en", show_progress=False)
            return ranker.retrieve(tokens, k=5, show_progress=False)

        return search

    return load


def resident() -> int:
    """Bytes of this process that are in memory."""
    fields = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in fields if line.startswith("VmRSS:"))


def main(which: str, folder: str, queries: str) -> None:
    """Print {"bytes": growth, "p50_ms": median milliseconds of a query}."""
    load = {"ours": ours, "bm25s": bm25s, "bm25s_alone": bm25s_alone}[which](Path(folder))
    asked = json.loads(Path(queries).read_text(encoding="utf-8"))
    before = resident()
    search = load()
    search(asked[0])
    seconds = []
    for query in asked:
        began = time.perf_counter()
        search(query)
        seconds.append(time.perf_counter() - began)
    sys.stdout.write(json.dumps({"bytes": resident() - before, "p50_ms": 1000 * float(np.median(seconds))}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:4])
