"""A running demo: the real command in a process of its own, on a free port."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).parent / "faultlens"
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


@dataclass(frozen=True)
class RunningDemo:
    """url: where the page is. process: to stop it. home: its FAULTLENS_HOME. started: monotonic seconds."""

    url: str
    process: "subprocess.Popen[str]"
    home: Path
    started: float


def start_demo(home: Path, *arguments: str) -> RunningDemo:
    """Start `faultlens demo` without a browser and wait for its address."""
    started = time.monotonic()
    command = [str(PROGRAM), "demo", "--no-browser", "--port", "0", *arguments]
    environment = {**os.environ, "FAULTLENS_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if match := _ADDRESS.search(line):
            return RunningDemo(match[0], process, home, started)
    pytest.fail(f"the demo ended before it gave an address:\n{said}")


def stop(demo: RunningDemo) -> int:
    """Ctrl-C; returns the exit code."""
    demo.process.send_signal(signal.SIGINT)
    try:
        return demo.process.wait(timeout=15)
    finally:
        demo.process.kill()
        if demo.process.stdout is not None:
            demo.process.stdout.close()


@pytest.fixture
def demo(pump_home: Path) -> Iterator[RunningDemo]:
    """A demo whose fault is seal leakage on P-102: not the default, so that nothing can be hard-coded."""
    running = start_demo(pump_home, "--fault", "seal_leakage_fault", "--asset", "P-102", "--onset", "4", "--rate", "8")
    yield running
    stop(running)
