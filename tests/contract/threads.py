"""Trains and runs families of detectors and tells how long threads other than the main one were at work.

Usage: python -m tests.contract.threads FAMILY...

Prints one JSON object: family → seconds of the other threads.
"""

import json
import sys
import time

from tests.contract.detector_cases import fit, rows


def others() -> float:
    """Seconds of processor time that all threads but this one have used so far, ended ones included."""
    return time.process_time() - time.thread_time()


def main(names: list[str]) -> None:
    """Once to load the libraries, whose loading may start threads; then in earnest."""
    x, y = rows(1200, 0)
    found = {}
    for name in names:
        fit(name, x[:300], y[:300]).raw(x[:300])
        before = others()
        fit(name, x, y).raw(x)
        found[name] = others() - before
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
