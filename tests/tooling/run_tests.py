"""Runs all tests: brings the parts that some need, then the web client's tests, then pytest.

Usage: python -m tests.tooling.run_tests [arguments for pytest]
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.tooling import browser, parts, web
from tests.tooling.install import ROOT

SLOWEST = ["--durations=25", "--durations-min=5"]
"""What of pytest's report tells where the time goes."""


def main(arguments: list[str]) -> int:
    """Run the tests; returns 0 when all that ran have passed."""
    if not sys.stdout.isatty():
        os.environ.setdefault("NO_COLOR", "1")
    browser.start_with_our_node()
    parts.bring_all()
    web_failed = web.main(["test"])
    # A file's tests stay together, so that what they share is made once.
    side_by_side = [] if any(argument.startswith("-n") for argument in arguments) else ["-n", "2", "--dist", "loadfile"]
    outcome = subprocess.run(
        [sys.executable, "-m", "pytest", *SLOWEST, *side_by_side, *arguments], cwd=ROOT, check=False
    )
    if web_failed:
        # After pytest's closing line, so that it is not lost far above.
        print("The web client's tests FAILED; their report is above that of pytest.", file=sys.stderr)
    return outcome.returncode or web_failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
