"""Runs every check, each as one line with its outcome and its time; all run even if one fails.

Usage: python -m tests.tooling.check [names of checks]
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.tooling.install import ROOT, VENV

SOURCES = ("explain", "knowledge_base", "assistant", "ar_client", "tests", "hatch_build.py")
OUR_OWN = (sys.executable, "-m")
PROGRAMS = Path(sys.executable).parent
# Not every program heeds NO_COLOR: the escape sequences of colours and of links.
COLOUR = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)")


@dataclass(frozen=True)
class Check:
    """A command that ends with 0 when all is well."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of a check."""

    check: Check
    passed: bool
    seconds: float
    output: str


# The slow ones first: the others run beside them.
CHECKS = (
    Check("types", (str(PROGRAMS / "mypy"), *SOURCES)),
    Check("web", (*OUR_OWN, "tests.tooling.web", "check")),
    Check("format", (str(PROGRAMS / "ruff"), "format", "--check", "--output-format", "concise", ".")),
    Check("lint", (str(PROGRAMS / "ruff"), "check", "--output-format", "concise", ".")),
    Check("imports", (str(PROGRAMS / "lint-imports"),)),
    Check("sizes", (*OUR_OWN, "tests.tooling.sizes")),
    Check("locks", (*OUR_OWN, "tests.tooling.locks")),
    Check("generated", (str(PROGRAMS / "faultlens"), "emit-types", "--check")),
)


def main(arguments: Sequence[str]) -> int:
    """Run the named checks, or all; returns 1 if one fails, 2 for a name that is none."""
    unknown = set(arguments) - {check.name for check in CHECKS}
    if unknown:
        print(f"no check {', '.join(sorted(unknown))}; there are: {', '.join(check.name for check in CHECKS)}")
        return 2
    chosen = [check for check in CHECKS if not arguments or check.name in arguments]
    with ThreadPoolExecutor(max_workers=max(1, min(4, os.cpu_count() or 1))) as pool:
        failed = [outcome.check.name for outcome in pool.map(run_and_report, chosen) if not outcome.passed]
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


def run_and_report(check: Check) -> Outcome:
    """Run a check and print its line, with all that it said if it failed."""
    outcome = run(check)
    line = f"{'✓' if outcome.passed else '✗'} {check.name:<10} {outcome.seconds:6.1f} s"
    said = "" if outcome.passed else "\n" + "\n".join(f"    {text}" for text in outcome.output.splitlines())
    # One write, so that two checks that end together do not mix.
    sys.stdout.write(f"{line}{said}\n")
    sys.stdout.flush()
    return outcome


def run(check: Check) -> Outcome:
    """Run a check and keep what it said."""
    started = time.monotonic()
    try:
        outcome = subprocess.run(
            check.command,
            cwd=ROOT,
            env={**os.environ, "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        passed, output = outcome.returncode == 0, COLOUR.sub("", outcome.stdout)
    except OSError as error:
        passed, output = False, f"{error}; {VENV.name} is incomplete, run: make setup"
    return Outcome(check, passed, time.monotonic() - started, output)


if __name__ == "__main__":
    # A terminal that is set to plain ASCII still gets its lines.
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a test may have put another object here
    sys.exit(main(sys.argv[1:]))
