"""The installed command in a process of its own, and what a user may expect of it when something is wrong."""

import hashlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

PROGRAM = Path(sys.executable).parent / "faultlens"
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


def environment(home: Path) -> dict[str, str]:
    """A user's environment: this home, no colours, a wide terminal."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FAULTLENS_")}
    return kept | {"FAULTLENS_HOME": str(home), "NO_COLOR": "1", "COLUMNS": "200", "PYTHONUNBUFFERED": "1"}


def faultlens(
    *arguments: object, home: Path, cwd: Path | None = None, before: Callable[[], None] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run the command to its end. before: called in the new process before the program starts."""
    return subprocess.run(
        [PROGRAM, *map(str, arguments)],
        env=environment(home),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        preexec_fn=before,
    )


def error_of(outcome: "subprocess.CompletedProcess[str]") -> str:
    """The one clear line of a run that failed as it should: exit code 1, nothing on stdout, no traceback."""
    assert outcome.returncode == 1, outcome
    assert outcome.stdout == ""
    (line,) = outcome.stderr.splitlines()
    assert line.startswith("Error: ")
    return line.removeprefix("Error: ")


def digests(folder: Path) -> dict[str, str]:
    """Every file below a folder with the digest of its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@dataclass
class Background:
    """The command while it runs. url: where its server answers."""

    process: "subprocess.Popen[str]"
    url: str
    said: list[str] = field(default_factory=list)
    errors: str = ""

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal, wait for the end, and give the exit code."""
        self.process.send_signal(number)
        return self.wait()

    def wait(self, seconds: float = 20.0) -> int:
        """Wait for the end by itself."""
        return self.process.wait(timeout=seconds)


@contextmanager
def in_background(*arguments: object, home: Path, before: Callable[[], None] | None = None) -> Iterator[Background]:
    """Run the command until the block ends; `url` is the address that it printed."""
    process = subprocess.Popen(
        [PROGRAM, *map(str, arguments)],
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=before,
    )
    running = Background(process, "")
    readers = [Thread(target=_keep_output, args=(running,)), Thread(target=_keep_errors, args=(running,))]
    for reader in readers:
        reader.start()
    try:
        until = time.monotonic() + 60
        while not running.url and process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        assert running.url, running
        yield running
    finally:
        process.kill()
        process.wait()
        for reader in readers:
            reader.join(timeout=10)


def _keep_output(running: Background) -> None:
    assert running.process.stdout is not None
    with running.process.stdout as lines:
        for line in lines:
            running.said.append(line)
            if match := _ADDRESS.search(line):
                running.url = match[0]


def _keep_errors(running: Background) -> None:
    assert running.process.stderr is not None
    with running.process.stderr as lines:
        running.errors = lines.read()
