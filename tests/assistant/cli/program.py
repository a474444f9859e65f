"""The installed command in a process of its own, and what a user may expect of it when something is wrong."""

import hashlib
import io
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from unittest.mock import patch

from assistant.cli import main

PROGRAM = Path(sys.executable).parent / "faultlens"
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


def environment(home: Path) -> dict[str, str]:
    """A user's environment: this home, no colours, a wide terminal."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FAULTLENS_")}
    return kept | {"FAULTLENS_HOME": str(home), "NO_COLOR": "1", "COLUMNS": "200", "PYTHONUNBUFFERED": "1"}


def command(*arguments: object, small_files_only: bool = False) -> list[str]:
    """The command line. small_files_only: no file may grow beyond a kilobyte or two, as on a full disk."""
    limited = ["sh", "-c", 'ulimit -f 2 && exec "$@"', "sh"] if small_files_only else []
    return [*limited, str(PROGRAM), *map(str, arguments)]


def faultlens(*arguments: object, home: Path, small_files_only: bool = False) -> "subprocess.CompletedProcess[str]":
    """Run the command to its end, in a process of its own."""
    return subprocess.run(
        command(*arguments, small_files_only=small_files_only),
        env=environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def faultlens_here(*arguments: object, home: Path) -> "subprocess.CompletedProcess[str]":
    """The same in this process: quicker, because the heavy libraries are loaded already."""
    words, out, err = ["faultlens", *map(str, arguments)], io.StringIO(), io.StringIO()
    with (
        patch.dict(os.environ, environment(home), clear=True),
        patch.object(sys, "argv", words),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())


def error_of(outcome: "subprocess.CompletedProcess[str]") -> str:
    """The one clear line of a run that failed as it should: exit code 1, nothing on stdout, no traceback.

    A line that says that long work begins may stand before it.
    """
    assert outcome.returncode == 1, outcome
    assert outcome.stdout == ""
    *before, line = outcome.stderr.splitlines()
    assert len(before) <= 1
    assert all(said.endswith(" …") for said in before)
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
def in_background(*arguments: object, home: Path, small_files_only: bool = False) -> Iterator[Background]:
    """Run the command until the block ends; `url` is the address that it printed."""
    process = subprocess.Popen(
        command(*arguments, small_files_only=small_files_only),
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
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
