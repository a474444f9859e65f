"""Teach search anew: `python -m tests.tooling.search_training adapter|ranker MANUALS [--without MACHINE] [--out FILE]`.

adapter: writes the additions to the embedding model; PyTorch must be there (the extra `deep`). Some 20 minutes.
ranker: prints the weights of the ranker and of its confidence, and how they do on questions that were left out.
--without: leaves out what was written for one machine (a folder of MANUALS), to see how a manual fares that was not
there when search was taught.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from assistant.bench.retrieval_corpus import readings
from assistant.settings import Settings
from knowledge_base.search.adapter import FILE


def main(arguments: Sequence[str]) -> int:
    """Run one of the two; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.tooling.search_training", description=__doc__)
    parser.add_argument("what", choices=["adapter", "ranker"])
    parser.add_argument("manuals", type=Path)
    parser.add_argument("--without", default="")
    parser.add_argument("--out", type=Path, default=FILE)
    asked = parser.parse_args(arguments)
    corpus = readings(asked.manuals, _told)
    with tempfile.TemporaryDirectory() as scratch:
        if asked.what == "adapter":
            from tests.tooling.search_training.lesson import lesson

            asked.out.write_bytes(lesson(corpus, Path(scratch), asked.without, _told))
        else:
            from tests.tooling.search_training.ranker import report

            print(report(corpus, Path(scratch), Settings().home / "embedding", _told))
    return 0


def _told(what: str, done: int, of: int) -> None:
    sys.stderr.write(f"\r{what} {done}/{of}\033[K")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
