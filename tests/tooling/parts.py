"""The parts that only some tests need: how to tell whether each is there, and how to bring it.

One row of `PARTS` for each pytest marker. A test so marked is skipped where the part is missing, and fails
there under CI=true.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.tooling import browser, debian
from tests.tooling.install import ROOT

MESA_EGL = ("libegl1", "libgles2", "libegl-mesa0", "libgl1-mesa-dri")


@dataclass(frozen=True)
class Part:
    """Something outside Python that tests with the marker `marker` need."""

    marker: str
    name: str
    problem: Callable[[], str]
    """Says what is missing; empty when the part is there and runs."""
    bring: Callable[[], str] | None
    """Tries to install it, never asks for a password; returns why that failed, empty when it did not.

    None where a program has nowhere to take it from."""
    by_hand: str
    """What a person can run or do to have it."""


def data_folder() -> Path:
    """Where the public data sets are looked for."""
    return Path(os.environ.get("FAULTLENS_DATA") or ROOT.parent / "shared" / "data")


def broker_program() -> str | None:
    """Path of the MQTT broker mosquitto; Debian and Homebrew keep it in folders for system programs."""
    folders = [os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"]
    return shutil.which("mosquitto", path=os.pathsep.join(folders))


def _browser_problem() -> str:
    return "" if browser.installed() or browser.playwrights_own() else "no Chromium that runs"


def _bring_browser() -> str:
    if not debian.is_ubuntu():
        problem = debian.install("chromium", "fonts-dejavu-core", *MESA_EGL)
        browser.installed.cache_clear()
        if not problem:
            return ""
    debian.install("fonts-dejavu-core", "libnss3", "libasound2", "libgbm1", *MESA_EGL)
    return browser.bring_playwrights_own()


def _broker_problem() -> str:
    return "" if broker_program() else "no mosquitto"


def _bring_broker() -> str:
    problem = debian.install("mosquitto")
    if not problem:
        debian.stop_service("mosquitto")
    return problem


def _desktop_problem() -> str:
    # In a process of its own: where the driver is missing, Open3D ends the whole process.
    draw = "import open3d as o; v = o.visualization.Visualizer(); assert v.create_window(visible=False)"
    try:
        outcome = subprocess.run([sys.executable, "-c", draw], capture_output=True, text=True, check=False, timeout=120)
    except subprocess.TimeoutExpired:
        return "Open3D did not open its window within two minutes"
    if outcome.returncode == 0:
        return ""
    said = outcome.stderr.strip().splitlines()
    return f"Open3D cannot draw here ({said[-1] if said else f'exit code {outcome.returncode}'})"


def _bring_desktop() -> str:
    return debian.install("libgl1", "libx11-6", "libudev1", "libusb-1.0-0", "libidn2-0", "libgomp1", *MESA_EGL)


def _deep_problem() -> str:
    return "" if importlib.util.find_spec("torch") else "PyTorch is not installed"


def _bring_deep() -> str:
    """PyTorch's build without CUDA, a tenth of the size of the other: from its own index, or from where pip looks."""
    exact = "torch==2.13.0" if sys.platform == "darwin" else "torch==2.13.0+cpu"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--retries", "1", "--timeout", "15", exact]
    commands = (
        [sys.executable, "-m", "ensurepip", "--default-pip"],
        [*install, "--extra-index-url", "https://download.pytorch.org/whl/cpu"],
    )
    for command in commands:
        outcome = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
        if outcome.returncode:
            said = outcome.stderr.strip().splitlines()
            return said[-1] if said else f"{command[2]} ended with {outcome.returncode}"
    importlib.invalidate_caches()
    return _deep_problem()


def _data_problem() -> str:
    return "" if data_folder().is_dir() else f"no folder {data_folder()}"


PARTS = (
    Part(
        "browser",
        "a Chromium browser",
        _browser_problem,
        _bring_browser,
        "sudo apt-get install chromium, or .venv/bin/playwright install --with-deps chromium",
    ),
    Part(
        "broker",
        "the MQTT broker mosquitto",
        _broker_problem,
        _bring_broker,
        "sudo apt-get install mosquitto, or brew install mosquitto",
    ),
    Part(
        "desktop",
        "Open3D with an OpenGL driver",
        _desktop_problem,
        _bring_desktop,
        f"sudo apt-get install libgl1 libx11-6 {' '.join(MESA_EGL)}",
    ),
    Part(
        "deep",
        "PyTorch",
        _deep_problem,
        _bring_deep,
        ".venv/bin/python -m pip install torch --index-url https://download.pytorch.org/whl/cpu",
    ),
    Part(
        "data",
        "the folder of public data sets",
        _data_problem,
        None,
        "set FAULTLENS_DATA to the folder that holds ai4i2020 and the others",
    ),
)


@cache
def missing(marker: str) -> str:
    """Why tests with this marker cannot run here and what to do; empty when they can.

    Raises:
        KeyError: no part has this marker.
    """
    part = {part.marker: part for part in PARTS}[marker]
    problem = part.problem()
    return f"{part.name} is missing: {problem}. To have it: {part.by_hand}" if problem else ""


def bring_all() -> None:
    """Bring each missing part where that needs no person; says what it does and never fails."""
    for part in PARTS:
        if part.bring is None or not part.problem():
            continue
        print(f"parts: bringing {part.name}", flush=True)
        problem = part.bring()
        if problem:
            print(f"parts: {part.name} could not be brought: {problem}", flush=True)
    missing.cache_clear()


def under_ci() -> bool:
    """Whether a missing part must fail the run instead of skipping tests."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}
