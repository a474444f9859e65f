"""Manuals are read in a process of their own: a bomb or a crash costs that manual, and nothing else."""

import contextlib
import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter, ValidationError

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Facts, Source
from knowledge_base.readers.verify import verify
from knowledge_base.records import Reading

_MOST = 1 << 30
_PROGRAM = "knowledge_base.readers.child"


class ReadingProcess:
    """Reads manuals, one after the other, in a child process; a new one follows a child that was lost."""

    def __init__(self, root: Path, program: str = _PROGRAM) -> None:
        """root: the plant folder. program: the module that reads."""
        self._root = root
        self._program = program
        self._child: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes | None] = queue.Queue()

    def read(self, source: Source) -> Reading:
        """The reading, verified. Raises ManualError when the manual cannot be used, takes too long or too much."""
        answer = self._ask(source)
        if "error" in answer:
            raise ManualError(str(answer["error"]))
        try:
            reading = Reading.model_validate(answer.get("reading"))
        except ValidationError as error:
            raise ManualError(f"{source.main}: what was read of it does not fit together ({_first(error)})") from error
        verify(reading, source)
        return reading

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout, self._child.stderr):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()
            self._child = None

    def _ask(self, source: Source) -> dict[str, object]:
        child = self._child or self._start()
        request = {
            "root": str(self._root),
            "main": source.main,
            "files": sorted(source.files),
            "facts": TypeAdapter(Facts).dump_python(source.facts, mode="json"),
            "limits": asdict(source.limits),
        }
        try:
            _send(child, json.dumps(request).encode() + b"\n")
            answer = self._answers.get(timeout=source.limits.seconds)
        except queue.Empty:
            self.close()
            raise ManualError(
                f"{source.main}: was not read within {source.limits.seconds:.0f} s. Split it, or leave it out"
            ) from None
        except OSError:
            answer = None
        if answer is None:
            self.close()
            raise ManualError(f"{source.main}: the process that read it did not survive it. It is damaged or hostile")
        found: dict[str, object] = json.loads(answer)
        return found

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-m", self._program]
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=Path.cwd().anchor
        )
        self._answers = queue.Queue()
        threading.Thread(target=_collect, args=(self._child.stdout, self._answers), daemon=True).start()
        return self._child


@contextlib.contextmanager
def reading_process(root: Path) -> Iterator[ReadingProcess]:
    """A child that reads manuals of the plant folder `root`; it has ended when the block ends."""
    process = ReadingProcess(root)
    try:
        yield process
    finally:
        process.close()


def _send(child: subprocess.Popen[bytes], request: bytes) -> None:
    """Raises OSError when the child no longer listens."""
    if child.stdin is None:
        raise BrokenPipeError
    child.stdin.write(request)
    child.stdin.flush()


def _collect(pipe: IO[bytes], answers: "queue.Queue[bytes | None]") -> None:
    """Hand over whole answers; None when the child has ended or says nonsense."""
    with contextlib.suppress(OSError, ValueError):
        while line := pipe.readline(32):
            length = int(line)
            answer = pipe.read(length) if length <= _MOST else b""
            if len(answer) < length:
                break
            answers.put(answer)
    answers.put(None)


def _first(error: ValidationError) -> str:
    detail = error.errors()[0]
    return f"{'.'.join(str(part) for part in detail['loc'])}: {detail['msg']}"
