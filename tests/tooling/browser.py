"""Finding a Chromium and starting it so that WebGL works without a graphics card."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from hatch_build import WebBuildError, find_node
from tests.tooling import debian

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
# Mesa's software driver through EGL draws 3 to 7 times as fast as SwiftShader, which Chromium brings itself.
MESA = ("--use-gl=angle", "--use-angle=gl-egl", "--ignore-gpu-blocklist")
SWIFTSHADER = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader")


def start_with_our_node() -> None:
    """Let Playwright use the Node that set-up brings: its own needs a library that bare machines lack."""
    with suppress(WebBuildError):
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(find_node()[0]))


@cache
def installed() -> str | None:
    """Path of a Chromium or Chrome of this machine that runs; None if there is none."""
    paths = [shutil.which(name) for name in NAMES if not (debian.is_ubuntu() and name.startswith("chromium"))]
    return next((path for path in [*paths, MAC_CHROME] if path and starts(path)), None)


@cache
def playwrights_own() -> str | None:
    """Path of the Chromium that Playwright brought; None if it has none that runs."""
    ask = "from playwright.sync_api import sync_playwright as s\n"
    ask += "with s() as p: print(p.chromium.executable_path)"
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    path = answer.stdout.strip()
    return path if path and Path(path).is_file() and starts(path) else None


def starts(path: str) -> bool:
    """Whether a browser starts at all: one whose libraries are missing does not."""
    try:
        outcome = subprocess.run([path, "--version"], capture_output=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return outcome.returncode == 0


def bring_playwrights_own() -> str:
    """Let Playwright fetch its Chromium; returns why that failed, empty when it did not."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        outcome = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    except subprocess.TimeoutExpired:
        return "Playwright's download of its Chromium took more than 15 minutes"
    playwrights_own.cache_clear()
    if outcome.returncode == 0 and playwrights_own():
        return ""
    said = (outcome.stderr or outcome.stdout).strip().splitlines()
    return f"Playwright could not fetch its Chromium: {said[-1] if said else 'it gave no reason'}"


def launch_options(executable: str | None, *, fast_graphics: bool = True) -> dict[str, Any]:
    """Keyword arguments for Playwright's `chromium.launch`.

    Args:
        executable: path of the browser; None for Playwright's own.
        fast_graphics: draw through Mesa where it is there. Pictures that are compared need False: Mesa's
            software driver draws text differently.
    """
    arguments = list(QUIET)
    options: dict[str, Any] = {"headless": True, "executable_path": executable, "args": arguments}
    if sys.platform == "linux":
        if os.geteuid() == 0:
            # Chromium's sandbox refuses to run as root.
            arguments.append("--no-sandbox")
        mesa = fast_graphics and ctypes.util.find_library("EGL") is not None
        arguments.extend(MESA if mesa else SWIFTSHADER)
        if mesa:
            options["ignore_default_args"] = ["--enable-unsafe-swiftshader"]
    return options
