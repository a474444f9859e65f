"""Runs a script of the web client's package.json with the Node that comes from PyPI.

Usage: python -m tests.tooling.web check|test|format
"""

from __future__ import annotations

import json
import sys

from hatch_build import WebBuildError, install_packages, run_npm
from tests.tooling.install import WEB


def main(arguments: list[str]) -> int:
    """Run one script; returns the exit code, 0 with a word where there is nothing to run."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    script = arguments[0]
    if script not in scripts():
        print(f"the web client has no script {script!r}: nothing to do")
        return 0
    try:
        install_packages(WEB)
        run_npm(WEB, "run", "--silent", script)
    except WebBuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def scripts() -> set[str]:
    """The names of the scripts in package.json; none when there is no web client yet."""
    manifest = WEB / "package.json"
    if not manifest.is_file():
        return set()
    return set(json.loads(manifest.read_text(encoding="utf-8")).get("scripts", {}))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
