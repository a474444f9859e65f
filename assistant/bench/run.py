"""Run a bench by name and say when, where and from which commit its figures are."""

import os
import platform
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from assistant.errors import UsageError
from explain.records import Record
from explain.training import Progress

Figures = dict[str, float]

Bench = Callable[[Path, Progress], tuple[Figures, Figures]]


def _lazy(name: str) -> Bench:
    """The function of that name in the module of that name, with _ for -; imported when it runs."""
    own = name.replace("-", "_")

    def bench(data: Path, progress: Progress) -> tuple[Figures, Figures]:
        found: Bench = getattr(import_module(f"assistant.bench.{own}"), own)
        return found(data, progress)

    return bench


NAMES = ("chain", "ai4i", "skab", "cmapss", "explain-truth", "explain-speed", "retrieval", "procedures")
BENCHES: dict[str, Bench] = {name: _lazy(name) for name in NAMES}


class BenchResult(Record):
    """One run. figures: name → number; peers: the same names, measured in the same run by the usual means."""

    bench: str
    commit: str
    date: str
    machine: str
    seconds: float
    figures: Figures
    peers: Figures


def run_bench(name: str, data: Path | None, progress: Progress) -> BenchResult:
    """Raises UsageError for an unknown bench or a data folder that is not there."""
    if name not in BENCHES:
        raise UsageError(f"there is no bench {name!r}; there are: {', '.join(BENCHES)}")
    if data is None or not data.is_dir():
        raise UsageError("give the folder of the public data sets with --data DIR or FAULTLENS_DATA (see the README)")
    began = time.perf_counter()
    figures, peers = BENCHES[name](data, progress)
    return BenchResult(
        bench=name,
        commit=_commit(),
        date=datetime.now(UTC).date().isoformat(),
        machine=f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        seconds=round(time.perf_counter() - began, 1),
        figures=figures,
        peers=peers,
    )


def _commit() -> str:
    """The commit of the source tree, marked when files differ from it; `unknown` outside a checkout."""
    root = Path(__file__).parent.parent.parent
    try:
        command = ["git", "-C", str(root), "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=10).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return "unknown"
