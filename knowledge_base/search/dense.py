"""Vectors of passages on disk, and the exact search for the nearest of them.

A folder holds `vectors-N.i8`, one record a vector, and `manifest.json`, which says what records belong to which group.
A group is replaced by appending its new records and then swapping the manifest: who reads sees the old state or the
new one, and so does who comes after a crash. Records that no group owns any more are skipped, and given back by
writing `vectors-N+1.i8` when they are too many.

A vector is kept as 8-bit integers. All dot products with the query are taken in integers, which no processor rounds
differently; those that could be among the nearest are then taken again with the query unrounded.
"""

import contextlib
import fcntl
import hashlib
import mmap
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError

from knowledge_base.errors import SearchIndexError
from knowledge_base.records.base import Digest, Record

FloatArray = NDArray[np.float32]
CodeArray = NDArray[np.int8]
RowArray = NDArray[np.intp]

_FORMAT: Final = 1
_MANIFEST: Final = "manifest.json"
_REMEDY: Final = "Run: faultlens ingest"
_LARGEST: Final = 127
_LENGTH_SLACK: Final = 0.01
_BLOCK: Final = 64
_CHUNK: Final = 512
_SMALL_GAP: Final = 512
"""Records between two runs that are cheaper to read than to skip."""
_FEW: Final = 1024
"""Records without a group that are not worth a new file."""


class Extent(Record):
    """Where a group's records lie in the file, and their SHA-256."""

    start: int
    rows: int
    sha256: Digest


class Manifest(Record):
    """What is in force: the file in use, how many of its records count, and whose they are."""

    format: int = _FORMAT
    embedder: str
    dimensions: int
    generation: int = 0
    rows: int = 0
    groups: dict[str, Extent] = Field(default_factory=dict)


class DenseIndex:
    """Unit vectors of one embedding model, in groups, and the search for the nearest.

    folder: where the index lies; it is made when something is first written.
    name, dimensions: those of the embedding model; an index of another one is refused.

    An index that is open stays at the state that it was opened at, or that it wrote last; `refresh` brings it up to
    date. Any number may read while one writes; a second writer waits. Raises SearchIndexError when the files are
    damaged or were made with another model.
    """

    def __init__(self, folder: Path, name: str, dimensions: int) -> None:
        self._folder = folder
        self._empty = Manifest(embedder=name, dimensions=dimensions)
        self._now = _load(folder, self._empty, None)

    def __len__(self) -> int:
        """Number of vectors that can be found."""
        return sum(extent.rows for extent in self._now.manifest.groups.values())

    def refresh(self) -> None:
        """Take in what others have written since."""
        self._now = _load(self._folder, self._empty, self._now)

    def groups(self) -> tuple[str, ...]:
        """All groups, in order of their names."""
        return tuple(sorted(self._now.manifest.groups))

    def replace(self, group: str, ids: Sequence[int] | None, vectors: FloatArray) -> None:
        """Put `vectors` (n, dimensions), of unit length, in the place of all that `group` held.

        ids: n different numbers from 0 to 2**32 - 1, which `nearest` gives back; None for 0 .. n - 1.
        On return the new state is on disk. Raises ValueError for vectors or numbers that are not as said.
        """
        records = _records(ids, vectors, self._empty.dimensions)
        sha256 = _digest(records)
        with _writing(self._folder):
            self.refresh()
            manifest = self._now.manifest
            held = manifest.groups.get(group)
            if held is not None and held.sha256 == sha256:
                return
            generation = manifest.generation or 1
            _append(_vectors_file(self._folder, generation), manifest.rows, records)
            extent = Extent(start=manifest.rows, rows=len(records), sha256=sha256)
            self._commit(generation, manifest.rows + len(records), {**manifest.groups, group: extent})

    def remove(self, group: str) -> None:
        """Forget a group; nothing happens when there is none of that name. On return the new state is on disk."""
        if not self._folder.is_dir():
            return
        with _writing(self._folder):
            self.refresh()
            manifest = self._now.manifest
            if group in manifest.groups:
                kept = {name: extent for name, extent in manifest.groups.items() if name != group}
                self._commit(manifest.generation, manifest.rows, kept)

    def nearest(self, query: FloatArray, k: int, groups: Collection[str] | None = None) -> list[tuple[str, int, float]]:
        """The `k` vectors with the largest cosine to `query` (dimensions,), of unit length: group, id, cosine.

        The search is exact over the vectors as they are kept; their cosines differ from those of the vectors given
        by about .001. Equal ones come in the order of group and id. `groups` limits the search to these groups.
        """
        _refuse_others(query[None], self._empty.dimensions)
        return self._now.nearest(query.astype(np.float32), k, groups)

    def _commit(self, generation: int, rows: int, groups: dict[str, Extent]) -> None:
        wanted = self._empty.model_copy(update={"generation": generation, "rows": rows, "groups": groups})
        live = sum(extent.rows for extent in groups.values())
        _swap_manifest(self._folder, wanted)
        self.refresh()
        if rows - live > live // 4 + _FEW:
            _swap_manifest(self._folder, _rewritten(self._folder, self._now))
            self.refresh()
        _remove_unused(self._folder, self._now.manifest.generation)


@dataclass(frozen=True, eq=False)
class _Snapshot:
    """One state of an index, mapped into memory."""

    manifest: Manifest
    records: NDArray[np.void]

    @cached_property
    def scales(self) -> FloatArray:
        """Each record's factor from codes to a unit vector, side by side."""
        return np.ascontiguousarray(self.records["scale"])

    @cached_property
    def extents(self) -> tuple[tuple[str, ...], RowArray, RowArray]:
        """Names of the groups that have records, the first record of each and the one behind its last, in order."""
        held = sorted((extent.start, extent.rows, name) for name, extent in self.manifest.groups.items() if extent.rows)
        starts = np.array([start for start, _, _ in held], dtype=np.intp)
        lengths = np.array([rows for _, rows, _ in held], dtype=np.intp)
        return tuple(name for _, _, name in held), starts, starts + lengths

    def nearest(self, query: FloatArray, k: int, groups: Collection[str] | None) -> list[tuple[str, int, float]]:
        """See DenseIndex.nearest."""
        names, starts, stops = self.extents
        chosen = np.ones(len(names), dtype=bool) if groups is None else np.array([n in groups for n in names], bool)
        if k < 1 or not chosen.any():
            return []
        codes, scale = _codes(query[None])
        scores = self._scores(codes, scale[0], starts[chosen], stops[chosen])
        rounding = float(np.linalg.norm(query - codes[0] * scale[0]))
        rows = np.flatnonzero(scores >= _at_most_kth(scores, k) - 2 * rounding - 1e-6)
        cosines = (self.records["codes"][rows].astype(np.float64) @ query) * self.scales[rows]
        owners = np.searchsorted(starts, rows, side="right") - 1
        found = zip(owners, self.records["row"][rows], np.round(cosines, 6), strict=True)
        ranked = sorted((-float(cosine), names[owner], int(row)) for owner, row, cosine in found)
        return [(name, row, -cosine) for cosine, name, row in ranked[:k]]

    def _scores(self, codes: CodeArray, scale: np.float32, starts: RowArray, stops: RowArray) -> FloatArray:
        """Cosine with the rounded query of every record between `starts` and `stops`; -inf for the others."""
        scores = np.full(len(self.records), -np.inf, dtype=np.float32)
        apart = starts[1:] - stops[:-1] > _SMALL_GAP
        for start, stop in zip(starts[np.r_[True, apart]], stops[np.r_[apart, True]], strict=True):
            products = _dot_products(codes, self.records["codes"][start:stop])
            np.multiply(products, self.scales[start:stop] * scale, out=scores[start:stop], casting="same_kind")
        for start, stop in zip(stops[:-1][~apart], starts[1:][~apart], strict=True):
            scores[start:stop] = -np.inf
        return scores


def _at_most_kth(scores: FloatArray, k: int) -> float:
    """A number not above the k-th largest score, and mostly close to it; -inf when there are fewer."""
    whole = len(scores) // _BLOCK * _BLOCK
    best = scores[:whole].reshape(-1, _BLOCK).max(axis=1)
    if len(best) < k:
        best = scores
    return float(np.partition(best, -k)[-k]) if len(best) >= k else -np.inf


def _with_numkong() -> Callable[[CodeArray, NDArray[np.int8]], NDArray[Any]]:
    import numkong

    return lambda codes, others: np.asarray(numkong.cdist(codes, others, metric="dot"))[0]


def _with_numpy(codes: CodeArray, others: CodeArray) -> NDArray[Any]:
    """The same, four times slower: only floating-point matrix products are fast in numpy, and these are small."""
    query = codes[0].astype(np.float32)
    products = np.empty(len(others), dtype=np.float32)
    for start in range(0, len(others), _CHUNK):
        np.dot(others[start : start + _CHUNK].astype(np.float32), query, out=products[start : start + _CHUNK])
    return products


_dot_products = _with_numkong() if find_spec("numkong") else _with_numpy
"""Dot products of one vector of codes (1, d) with others (n, d)."""


def _refuse_others(vectors: FloatArray, dimensions: int) -> None:
    if vectors.ndim != 2 or vectors.shape[1] != dimensions:
        raise ValueError(f"vectors of shape {vectors.shape}, not of {dimensions} dimensions")
    lengths = np.linalg.norm(vectors, axis=1)
    if not (np.abs(lengths - 1) < _LENGTH_SLACK).all():
        raise ValueError("a vector is not of unit length")


def _codes(vectors: FloatArray) -> tuple[CodeArray, FloatArray]:
    """Each vector in 8-bit integers, and the factor that makes a unit vector of these."""
    peaks = np.abs(vectors).max(axis=1, keepdims=True)
    codes = np.rint(vectors * (_LARGEST / peaks)).astype(np.int8)
    return codes, (1 / np.linalg.norm(codes.astype(np.float32), axis=1)).astype(np.float32)


def _record_type(dimensions: int) -> np.dtype[np.void]:
    return np.dtype([("codes", "i1", (dimensions,)), ("scale", "<f4"), ("row", "<u4")], align=True)


def _records(ids: Sequence[int] | None, vectors: FloatArray, dimensions: int) -> NDArray[np.void]:
    _refuse_others(vectors, dimensions)
    rows = np.arange(len(vectors)) if ids is None else np.asarray(ids, dtype=np.int64)
    if rows.shape != (len(vectors),) or len(np.unique(rows)) < len(rows) or not ((rows >= 0) & (rows < 2**32)).all():
        raise ValueError("not one number from 0 to 2**32 - 1 of its own for each vector")
    records = np.zeros(len(vectors), dtype=_record_type(dimensions))
    if len(vectors):
        records["codes"], records["scale"] = _codes(vectors.astype(np.float32))
    records["row"] = rows
    return records


def _digest(records: NDArray[np.void]) -> str:
    return hashlib.sha256(records.view(np.uint8).data).hexdigest()


def _vectors_file(folder: Path, generation: int) -> Path:
    return folder / f"vectors-{generation}.i8"


def _load(folder: Path, expected: Manifest, before: _Snapshot | None) -> _Snapshot:
    """The newest state. A file that is gone belonged to an older one: then the manifest is new, and is read again."""
    manifest = _read_manifest(folder, expected)
    while True:
        if before is not None and manifest == before.manifest:
            return before
        try:
            records = _mapped(folder, manifest)
        except FileNotFoundError as error:
            newer = _read_manifest(folder, expected)
            if newer == manifest:
                raise SearchIndexError(f"{error.filename} is missing. {_REMEDY}") from error
            manifest = newer
        else:
            _verify(folder, manifest, records, before)
            return _Snapshot(manifest, records)


def _read_manifest(folder: Path, expected: Manifest) -> Manifest:
    path = folder / _MANIFEST
    try:
        digest, _, content = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return expected
    if hashlib.sha256(content).hexdigest().encode() != digest:
        raise SearchIndexError(f"{path} is damaged. {_REMEDY}")
    try:
        manifest = Manifest.model_validate_json(content)
    except ValidationError as error:
        raise SearchIndexError(f"{path} is of another version of this program. {_REMEDY}") from error
    if (manifest.format, manifest.embedder, manifest.dimensions) != (_FORMAT, expected.embedder, expected.dimensions):
        raise SearchIndexError(
            f"{folder} was made with the embedding model {manifest.embedder!r} of {manifest.dimensions} dimensions, "
            f"not with {expected.embedder!r} of {expected.dimensions}. {_REMEDY}"
        )
    return manifest


def _mapped(folder: Path, manifest: Manifest) -> NDArray[np.void]:
    record = _record_type(manifest.dimensions)
    if not manifest.rows:
        return np.empty(0, dtype=record)
    path = _vectors_file(folder, manifest.generation)
    size = manifest.rows * record.itemsize
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size < size:
            raise SearchIndexError(f"{path} is too short. {_REMEDY}")
        content = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)
    return np.frombuffer(content, dtype=record)


def _verify(folder: Path, manifest: Manifest, records: NDArray[np.void], before: _Snapshot | None) -> None:
    """Compare the digest of each group, but for those that `before` has compared."""
    known = before.manifest.groups if before and before.manifest.generation == manifest.generation else {}
    for name, extent in manifest.groups.items():
        if known.get(name) != extent and _digest(records[extent.start : extent.start + extent.rows]) != extent.sha256:
            path = _vectors_file(folder, manifest.generation)
            raise SearchIndexError(f"{path}: the vectors of {name!r} are damaged. {_REMEDY}")


@contextlib.contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Keep other writers out, in this process and in others, for as long as this one lives."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _append(path: Path, rows: int, records: NDArray[np.void]) -> None:
    """Write `records` behind the first `rows`: what lies there was left by a write that never came to its end."""
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.truncate(rows * records.itemsize)
        file.seek(0, os.SEEK_END)
        file.write(records.view(np.uint8).data)
        file.flush()
        os.fsync(file.fileno())
    _sync(path.parent)


def _rewritten(folder: Path, now: _Snapshot) -> Manifest:
    """Write the records of all groups, and no others, to a new file; its manifest."""
    generation = now.manifest.generation + 1
    path = _vectors_file(folder, generation)
    path.unlink(missing_ok=True)
    rows = 0
    groups = {}
    with path.open("wb") as file:
        for name, extent in sorted(now.manifest.groups.items()):
            file.write(now.records[extent.start : extent.start + extent.rows].view(np.uint8).data)
            groups[name] = extent.model_copy(update={"start": rows})
            rows += extent.rows
        file.flush()
        os.fsync(file.fileno())
    _sync(folder)
    return now.manifest.model_copy(update={"generation": generation, "rows": rows, "groups": groups})


def _swap_manifest(folder: Path, manifest: Manifest) -> None:
    content = manifest.model_dump_json().encode()
    fresh = folder / f"{_MANIFEST}.new"
    with fresh.open("wb") as file:
        file.write(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / _MANIFEST)
    _sync(folder)


def _sync(folder: Path) -> None:
    """Make the names in `folder` outlast a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_unused(folder: Path, generation: int) -> None:
    for path in folder.glob("vectors-*.i8"):
        if path != _vectors_file(folder, generation):
            path.unlink(missing_ok=True)
