"""Where the vectors of passages lie on disk, and how they change without ever being half changed.

A folder holds `vectors-N.i8`, one record a vector, and `manifest.json`, which says which records belong to which
group. New records are written behind the others and reach the disk before a new manifest takes the old one's place:
who reads sees the old state or the new one, and so does who comes after a crash. Records that no group owns any more
stay until the file is written anew under the next N. A file is never shortened below what a manifest has ever called
valid, so that a process that has mapped it can go on reading.
"""

import contextlib
import fcntl
import hashlib
import mmap
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError

from knowledge_base.errors import SearchIndexError
from knowledge_base.records.base import Digest, Record

Records = NDArray[np.void]

_FORMAT: Final = 1
_MANIFEST: Final = "manifest.json"
_REMEDY: Final = "Run: faultlens ingest"


class Extent(Record):
    """Where a group's records lie in the file, and their SHA-256."""

    start: int = Field(ge=0)
    rows: int = Field(ge=0)
    sha256: Digest


class Manifest(Record):
    """What is valid: the file in use, how many of its records are written, and whose they are."""

    format: int = _FORMAT
    embedder: str
    dimensions: int
    generation: int = 0
    rows: int = Field(default=0, ge=0)
    groups: dict[str, Extent] = Field(default_factory=dict)

    @property
    def rows_in_use(self) -> int:
        """Number of records that belong to a group."""
        return sum(extent.rows for extent in self.groups.values())


@dataclass(frozen=True)
class State:
    """A manifest, as it was read and as it was written, and the records of its file, mapped into memory."""

    manifest: Manifest
    written: bytes
    records: Records

    def of(self, extent: Extent) -> Records:
        """The records of a group."""
        return self.records[extent.start : extent.start + extent.rows]


def record_type(dimensions: int) -> np.dtype[np.void]:
    """One vector: its codes, the factor that gives them unit length, and the number that its owner knows it by."""
    return np.dtype([("codes", "i1", (dimensions,)), ("factor", "<f4"), ("id", "<u4")], align=True)


def digest(records: Records) -> str:
    """SHA-256 of the records."""
    return hashlib.sha256(_bytes(records)).hexdigest()


def load(folder: Path, expected: Manifest, before: State | None = None) -> State:
    """The newest state.

    expected: an empty manifest with the name and the dimensions of the embedding model.
    before: a state that was loaded earlier; what has not changed since is not verified again.
    Raises SearchIndexError when a file is damaged, or is of another model.
    """
    written = _read(folder)
    while before is None or written != before.written:
        manifest = _manifest(folder, written, expected)
        try:
            state = State(manifest, written, _mapped(folder, manifest))
        except FileNotFoundError as error:
            # Between the two looks a writer may have put a new file in the place of the old.
            newer = _read(folder)
            if newer == written:
                raise SearchIndexError(f"{error.filename} is missing. {_REMEDY}") from error
            written = newer
        else:
            _verify(folder, state, before)
            return state
    return before


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Keep other writers out, in this process and in all others; a writer that is killed keeps nobody out."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def with_group(folder: Path, state: State, group: str, records: Records) -> Manifest:
    """Write `records` behind those of `state`; the manifest in which they are what `group` holds."""
    manifest = state.manifest
    generation = manifest.generation or 1
    path = _vectors(folder, generation)
    if manifest.rows == 0:
        path.unlink(missing_ok=True)
    with path.open("ab") as file:
        # What lies behind the valid records was left by a writer that did not come to its end.
        file.truncate(manifest.rows * records.itemsize)
        file.write(_bytes(records))
        file.flush()
        os.fsync(file.fileno())
    _sync(folder)
    groups = manifest.groups | {group: Extent(start=manifest.rows, rows=len(records), sha256=digest(records))}
    rows = manifest.rows + len(records)
    return manifest.model_copy(update={"generation": generation, "rows": rows, "groups": groups})


def without_group(state: State, group: str) -> Manifest:
    """The manifest in which `group` is not."""
    groups = {name: extent for name, extent in state.manifest.groups.items() if name != group}
    return state.manifest.model_copy(update={"groups": groups})


def compacted(folder: Path, state: State) -> Manifest:
    """Write the records of all groups, in order of their names, and no others to a new file; its manifest."""
    generation = state.manifest.generation + 1
    rows = 0
    groups = {}
    with _vectors(folder, generation).open("wb") as file:
        for name, extent in sorted(state.manifest.groups.items()):
            file.write(_bytes(state.of(extent)))
            groups[name] = extent.model_copy(update={"start": rows})
            rows += extent.rows
        file.flush()
        os.fsync(file.fileno())
    _sync(folder)
    return state.manifest.model_copy(update={"generation": generation, "rows": rows, "groups": groups})


def commit(folder: Path, manifest: Manifest) -> None:
    """Make `manifest` the valid one, in one step and for good; then give back the files that it does not name."""
    content = manifest.model_dump_json().encode()
    fresh = folder / f"{_MANIFEST}.new"
    with fresh.open("wb") as file:
        file.write(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / _MANIFEST)
    _sync(folder)
    _remove_vectors(folder, but=_vectors(folder, manifest.generation))


def erase(folder: Path) -> None:
    """Forget everything, whatever state it is in."""
    with writing(folder):
        (folder / _MANIFEST).unlink(missing_ok=True)
        _sync(folder)
        _remove_vectors(folder, but=None)


def _remove_vectors(folder: Path, but: Path | None) -> None:
    for path in folder.glob("vectors-*.i8"):
        if path != but:
            path.unlink(missing_ok=True)


def _vectors(folder: Path, generation: int) -> Path:
    return folder / f"vectors-{generation}.i8"


def _bytes(records: Records) -> memoryview:
    return memoryview(records.view(np.uint8).data)


def _read(folder: Path) -> bytes:
    """The manifest as it is written; nothing when there is none."""
    try:
        return (folder / _MANIFEST).read_bytes()
    except FileNotFoundError:
        return b""


def _manifest(folder: Path, written: bytes, expected: Manifest) -> Manifest:
    if not written:
        return expected
    path = folder / _MANIFEST
    sha256, _, content = written.partition(b"\n")
    if hashlib.sha256(content).hexdigest().encode() != sha256:
        raise SearchIndexError(f"{path} is damaged. {_REMEDY}")
    try:
        manifest = Manifest.model_validate_json(content)
    except ValidationError as error:
        raise SearchIndexError(f"{path} was written by another version of faultlens. {_REMEDY}") from error
    if manifest.format != _FORMAT:
        raise SearchIndexError(f"{path} was written by another version of faultlens. {_REMEDY}")
    if (manifest.embedder, manifest.dimensions) != (expected.embedder, expected.dimensions):
        raise SearchIndexError(
            f"{folder} was made with the embedding model {manifest.embedder!r} of {manifest.dimensions} dimensions, "
            f"not with {expected.embedder!r} of {expected.dimensions}. {_REMEDY}"
        )
    return manifest


def _mapped(folder: Path, manifest: Manifest) -> Records:
    record = record_type(manifest.dimensions)
    size = manifest.rows * record.itemsize
    if not size:
        return np.empty(0, dtype=record)
    path = _vectors(folder, manifest.generation)
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size < size:
            raise SearchIndexError(f"{path} is too short. {_REMEDY}")
        return np.frombuffer(mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ), dtype=record)


def _verify(folder: Path, state: State, before: State | None) -> None:
    """Compare the digest of each group, but for those that `before` has compared."""
    manifest = state.manifest
    known = before.manifest.groups if before and before.manifest.generation == manifest.generation else {}
    for name, extent in manifest.groups.items():
        if known.get(name) != extent and digest(state.of(extent)) != extent.sha256:
            path = _vectors(folder, manifest.generation)
            raise SearchIndexError(f"{path}: the vectors of {name!r} are damaged. {_REMEDY}")


def _sync(folder: Path) -> None:
    """Make the names in `folder` outlast a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
