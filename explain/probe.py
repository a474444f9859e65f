"""Load a bundle and use every part of it once: run in a process of its own, for a model that was made elsewhere.

Usage: python -m explain.probe FOLDER        prints the bundle's digest and ends with 0 when all of it works

A model is data, but the libraries that read it have crashed on damaged data before. Whatever happens here happens to
this process alone.
"""

import sys
from pathlib import Path

import numpy as np

from explain.bundle_files import load_bundle
from explain.errors import BundleError, ExplainError

MEMORY_LIMIT = 4 * 1024**3
"""Bytes of address space; a model that wants more is not one of ours."""


def probe(folder: Path) -> str:
    """The digest of the bundle, after every detector has scored the background rows and some gaps.

    Raises BundleError when a part cannot be read or scores to what is not a finite number.
    """
    bundle = load_bundle(folder)
    rows = np.vstack([bundle.learned.background, np.full((1, bundle.learned.background.shape[1]), np.nan)])
    for mode in bundle.modes:
        raw = mode.detector.raw(rows)
        if raw.shape != (len(rows),) or not np.isfinite(raw).all():
            raise BundleError(f"{folder}: the detector of {mode.mode_id} does not give a number for every row")
        forest = mode.detector.forest()
        if forest is not None and not np.allclose(forest.raw(rows), raw, rtol=1e-9, atol=1e-12):
            raise BundleError(f"{folder}: the trees of {mode.mode_id} do not add up to its score")
    for row in rows:
        bundle.learned.domain.check(bundle.plan, row[None, :])
    return bundle.digest


def limit_memory() -> None:
    """Where the system allows it: a hostile model cannot take the machine's memory."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: list[str]) -> int:
    """0 with the digest on standard output, or 1 with the reason on standard error."""
    limit_memory()
    try:
        sys.stdout.write(probe(Path(arguments[0])) + "\n")
    except ExplainError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
