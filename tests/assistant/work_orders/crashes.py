"""The test's end of `crashing.py`: begins children, kills them, and hears what they had been told."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from assistant.work_orders.export import export
from assistant.work_orders.outbox import Outbox
from assistant.work_orders.records import WorkOrder
from tests.assistant.work_orders.receiver import Receiver
from tests.tooling.install import ROOT


class Crashes:
    """Children of another program that put or deliver the orders."""

    def __init__(self, orders: Sequence[WorkOrder], folder: Path) -> None:
        export(orders, folder / "orders.jsonl")
        script = Path(__file__).with_name("crashing.py")
        self._program = subprocess.Popen(
            [sys.executable, script, folder / "orders.jsonl"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        self.put: list[str] = []
        self.pids: list[int] = []

    def __enter__(self) -> Self:
        self._hear("ready")
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        with self._program:
            assert self._program.stdin
            self._program.stdin.close()

    def begin_to_put(self, outbox: Outbox) -> None:
        """Put all orders, one by one."""
        self._begin(f"put {outbox.file}")

    def begin_to_deliver(self, outbox: Outbox, receiver: Receiver, processes: int = 1) -> None:
        """Deliver until nothing waits."""
        self._begin(f"deliver {outbox.file} {receiver.url} {processes}")

    def sender(self) -> int:
        """The number of the first child, for somebody who may hear of it before `begin…` has returned."""
        while not self.pids:
            time.sleep(0.001)
        return self.pids[0]

    def kill(self) -> None:
        """As `kill -9`: no handler runs, nothing is tidied up."""
        self._end("kill")

    def wait(self) -> None:
        """Until the children have ended by themselves."""
        self._end("wait")

    def _begin(self, line: str) -> None:
        self._say(line)
        self.pids = [int(pid) for pid in self._hear("begun").split()]

    def _end(self, how: str) -> None:
        if self.pids:
            self._say(how)
            self._hear("ended")
        self.pids = []

    def _say(self, line: str) -> None:
        assert self._program.stdin
        self._program.stdin.write(line + "\n")
        self._program.stdin.flush()

    def _hear(self, word: str) -> str:
        assert self._program.stdout
        for line in self._program.stdout:
            first, _, rest = line.strip().partition(" ")
            if first == "put":
                self.put.append(rest)
            elif first == word:
                return rest
        raise AssertionError(f"the program ended before it said {word!r}")
