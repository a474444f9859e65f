"""The library of a plant: every reading of every revision that was ever read, each under the digest of its source.

LIBRARY/readings/<manual>@<revision>.<key>.json     the key: what was read, what the plant said of it, and by which code

A reading is never changed and never thrown away, so that what was said by an old revision can be proved for as long
as the folder is kept.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from pydantic import ValidationError

from knowledge_base.approvals import approves
from knowledge_base.errors import ManualError
from knowledge_base.readers.apart import ReadingProcess
from knowledge_base.readers.contract import Source
from knowledge_base.readers.identity import as_id
from knowledge_base.readers.registry import read_source
from knowledge_base.readers.verify import verify
from knowledge_base.records import Approval, Reading


class Shelf(Protocol):
    """Where a plant's readings come from."""

    def read(self, source: Source) -> Reading:
        """The reading of a manual as it lies in the plant folder. Raises ManualError."""

    def approved(self, approval: Approval) -> Reading | None:
        """The reading that was approved, of a revision that may no longer lie in the plant folder."""


class InPlace:
    """Reads each manual anew, in this process, and keeps nothing: for manuals that are trusted."""

    def read(self, source: Source) -> Reading:
        """See Shelf."""
        reading = read_source(source)
        verify(reading, source)
        return reading

    def approved(self, approval: Approval) -> Reading | None:  # noqa: ARG002  # one contract
        """See Shelf: nothing is kept."""
        return None


class Library:
    """Readings on disk. What is new is read in a process of its own."""

    def __init__(self, folder: Path, plant: Path, *, keep: bool = True) -> None:
        """folder: the library. plant: the plant folder, which the reading process is shown.

        keep: whether new readings are kept; one that only looks, does not write.
        """
        self._readings = folder / "readings"
        self._keeps = keep
        self._process = ReadingProcess(plant.resolve())

    def __enter__(self) -> Self:
        """The library itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the reading process."""
        self._process.close()

    def read(self, source: Source) -> Reading:
        """See Shelf. Raises ManualError also when the reading cannot be kept."""
        key = _key(source)
        kept = self._kept(f"*.{key}.json")
        for reading in kept:
            if reading.manual.sha256 == source.digest() and reading.manual.file == source.main:
                return reading
        reading = self._process.read(source)
        if self._keeps:
            self._keep(reading, key)
        return reading

    def approved(self, approval: Approval) -> Reading | None:
        """See Shelf."""
        stem = f"{approval.manual}@{as_id(approval.revision)}"
        return next((r for r in self._kept(f"{stem}.*.json") if approves(approval, r)), None)

    def revisions(self, manual: str) -> tuple[Reading, ...]:
        """Every reading of a manual that was ever kept, the oldest first."""
        return tuple(self._kept(f"{manual}@*.json"))

    def _kept(self, pattern: str) -> Iterator[Reading]:
        """Kept readings; a damaged one is not believed, and will be made anew."""
        for file in sorted(self._readings.glob(pattern), key=_age):
            try:
                yield Reading.model_validate_json(file.read_bytes())
            except (OSError, ValidationError):
                continue

    def _keep(self, reading: Reading, key: str) -> None:
        manual = reading.manual
        file = self._readings / f"{manual.id}@{as_id(manual.revision)}.{key}.json"
        half = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            self._readings.mkdir(parents=True, exist_ok=True)
            with half.open("w", encoding="utf-8") as stream:
                stream.write(reading.model_dump_json())
                stream.flush()
                os.fsync(stream.fileno())
            half.replace(file)
        except OSError as error:
            with suppress(OSError):
                half.unlink(missing_ok=True)
            raise ManualError(f"{file}: cannot be written ({error.strerror}). Check the disk") from error


def _age(file: Path) -> tuple[float, str]:
    try:
        return file.stat().st_mtime, file.name
    except OSError:
        return 0.0, file.name


def _key(source: Source) -> str:
    """What a reading depends on, and nothing else."""
    said = {"source": source.digest(), "main": source.main, "facts": asdict(source.facts), "readers": _readers()}
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:24]


@cache
def _readers() -> str:
    """A digest of the code that reads: a mended reader reads anew."""
    here = Path(__file__).parent
    total = hashlib.sha256()
    for file in sorted([*(here / "readers").rglob("*.py"), *(here / "records").rglob("*.py")]):
        total.update(file.relative_to(here).as_posix().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()
