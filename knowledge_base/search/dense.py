"""Exact search for the vectors of passages that are nearest to a question's.

A vector is kept as 8-bit integers, and all of them are gone through. First all products with the question are taken in
integers, which no processor rounds differently. Rounding the question changes no cosine by more than the length of
what was rounded off (Cauchy and Schwarz), so all vectors that could be among the nearest are known; their cosines are
then taken again with the question as it was.
"""

from collections.abc import Callable, Collection, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from knowledge_base.search import vector_file
from knowledge_base.search.vector_file import Manifest, Records, State, record_type

FloatArray = NDArray[np.float32]
Codes = NDArray[np.int8]
Positions = NDArray[np.intp]
Found = tuple[str, int, float]

_LARGEST: Final = 127
_LENGTH_SLACK: Final = 0.01
_FLOAT_SLACK: Final = 1e-6
_DECIMALS: Final = 6
_BLOCK: Final = 64
_CHUNK: Final = 512
_SHORT_GAP: Final = 512
"""Records between two runs that are sooner read than jumped over."""
_FEW: Final = 1024
"""Records without a group that are not worth a new file."""


class DenseIndex:
    """Unit vectors of one embedding model, in groups, and the search for the nearest of them.

    folder: where the index lies; it is made when something is first written.
    name, dimensions: those of the embedding model; an index of another one is refused.

    An index that is open stays at the state that it was opened at, or that it wrote last; `refresh` brings it up to
    date. Any number may read while one writes; a second writer waits. Raises SearchIndexError when the files are
    damaged or were made with another model.
    """

    def __init__(self, folder: Path, name: str, dimensions: int) -> None:
        self._folder = folder
        self._empty = Manifest(embedder=name, dimensions=dimensions)
        self._state = vector_file.load(folder, self._empty)
        self._search: _Search | None = None

    @staticmethod
    def erase(folder: Path) -> None:
        """Forget all groups, also of an index that is damaged or of another model and cannot be opened."""
        vector_file.erase(folder)

    def __len__(self) -> int:
        """Number of vectors that can be found."""
        return self._state.manifest.rows_in_use

    def refresh(self) -> None:
        """Take in what others have written since."""
        self._state = vector_file.load(self._folder, self._empty, self._state)

    def groups(self) -> tuple[str, ...]:
        """All groups, in order of their names."""
        return tuple(sorted(self._state.manifest.groups))

    def replace(self, group: str, ids: Sequence[int] | None, vectors: FloatArray) -> None:
        """Put `vectors` (n, dimensions), of unit length, in the place of all that `group` held.

        ids: n different numbers from 0 to 2**32 - 1, which `nearest` gives back; None for 0 .. n - 1.
        On return the new state is on disk. Raises ValueError for vectors or numbers that are not as said.
        """
        records = _records(ids, vectors, self._empty.dimensions)
        with vector_file.writing(self._folder):
            self.refresh()
            held = self._state.manifest.groups.get(group)
            if held is None or held.sha256 != vector_file.digest(records):
                self._commit(vector_file.with_group(self._folder, self._state, group, records))

    def remove(self, group: str) -> None:
        """Forget a group; nothing happens when there is none of that name. On return the new state is on disk."""
        if not self._folder.is_dir():
            return
        with vector_file.writing(self._folder):
            self.refresh()
            if group in self._state.manifest.groups:
                self._commit(vector_file.without_group(self._state, group))

    def nearest(self, query: FloatArray, k: int, groups: Collection[str] | None = None) -> list[Found]:
        """The `k` vectors with the largest cosine to `query` (dimensions,), of unit length: group, id, cosine.

        The search is exact over the vectors as they are kept; their cosines differ from those of the vectors given
        by less than .01. Equal ones come in the order of group and id. `groups` limits the search to these groups.
        """
        _refuse_others(query[None], self._empty.dimensions)
        search = self._search
        if search is None or search.state is not self._state:
            search = self._search = _Search(self._state)
        return search.nearest(query.astype(np.float32), k, groups)

    def _commit(self, manifest: Manifest) -> None:
        vector_file.commit(self._folder, manifest)
        self.refresh()
        if manifest.rows - manifest.rows_in_use > manifest.rows_in_use // 4 + _FEW:
            vector_file.commit(self._folder, vector_file.compacted(self._folder, self._state))
            self.refresh()


class _Search:
    """The search through one state of an index."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._codes: Codes = state.records["codes"]
        self._ids = state.records["id"]
        # Side by side: in the file, each lies in another line of the cache.
        self._factors: FloatArray = np.ascontiguousarray(state.records["factor"])
        held = [(extent.start, extent.rows, name) for name, extent in state.manifest.groups.items() if extent.rows]
        held.sort()
        self._names = [name for _, _, name in held]
        self._starts = np.array([start for start, _, _ in held], dtype=np.intp)
        self._stops = self._starts + np.array([rows for _, rows, _ in held], dtype=np.intp)
        self._rank = np.empty(len(held), dtype=np.intp)
        self._rank[sorted(range(len(held)), key=self._names.__getitem__)] = np.arange(len(held))

    def nearest(self, query: FloatArray, k: int, groups: Collection[str] | None) -> list[Found]:
        """See DenseIndex.nearest."""
        starts, stops = self._chosen(groups)
        if k < 1 or not len(starts):
            return []
        codes, factors = _codes(query[None])
        scores = self._scores(codes, factors[0], starts, stops)
        rounded_off = float(np.linalg.norm(query - codes[0] * factors[0]))
        enough = _at_most_kth(scores, k) - 2 * rounded_off - _FLOAT_SLACK
        places = np.flatnonzero((scores >= enough) & (scores > -np.inf))
        cosines = np.round((self._codes[places].astype(np.float64) @ query) * self._factors[places], _DECIMALS)
        owners = np.searchsorted(self._starts, places, side="right") - 1
        best = np.lexsort((self._ids[places], self._rank[owners], -cosines))[:k]
        return [(self._names[owners[n]], int(self._ids[places[n]]), float(cosines[n])) for n in best]

    def _chosen(self, groups: Collection[str] | None) -> tuple[Positions, Positions]:
        """First records of the groups that are searched, and those behind their last."""
        if groups is None:
            return self._starts, self._stops
        wanted = frozenset(groups)
        chosen = np.array([name in wanted for name in self._names], dtype=bool)
        return self._starts[chosen], self._stops[chosen]

    def _scores(self, codes: Codes, factor: np.float32, starts: Positions, stops: Positions) -> FloatArray:
        """Cosine with the rounded query of every record between `starts` and `stops`; -inf for the others."""
        scores = np.full(len(self._codes), -np.inf, dtype=np.float32)
        apart = starts[1:] - stops[:-1] > _SHORT_GAP
        for start, stop in zip(starts[np.r_[True, apart]], stops[np.r_[apart, True]], strict=True):
            products = _products(codes, self._codes[start:stop])
            np.multiply(products, self._factors[start:stop] * factor, out=scores[start:stop], casting="same_kind")
        read_over = ~apart & (stops[:-1] < starts[1:])
        for start, stop in zip(stops[:-1][read_over], starts[1:][read_over], strict=True):
            scores[start:stop] = -np.inf
        return scores


def _at_most_kth(scores: FloatArray, k: int) -> float:
    """A number not above the k-th largest score, and mostly close to it; -inf when there are fewer."""
    whole = len(scores) // _BLOCK * _BLOCK
    best = scores[:whole].reshape(-1, _BLOCK).max(axis=1)
    if len(best) < k:
        best = scores
    return float(np.partition(best, -k)[-k]) if len(best) >= k else -np.inf


def _products_with_numkong() -> Callable[[Codes, Codes], NDArray[Any]]:
    import numkong

    return lambda codes, others: np.asarray(numkong.cdist(codes, others, metric="dot"))[0]


def _products_with_numpy(codes: Codes, others: Codes) -> NDArray[Any]:
    """The same numbers, slower: numpy is fast with products of floating-point numbers alone."""
    query = codes[0].astype(np.float32)
    products = np.empty(len(others), dtype=np.float32)
    for start in range(0, len(others), _CHUNK):
        np.dot(others[start : start + _CHUNK].astype(np.float32), query, out=products[start : start + _CHUNK])
    return products


_products = _products_with_numkong() if find_spec("numkong") else _products_with_numpy
"""Dot products of one vector of codes (1, dimensions) with others (n, dimensions)."""


def _refuse_others(vectors: FloatArray, dimensions: int) -> None:
    if vectors.ndim != 2 or vectors.shape[1] != dimensions:
        raise ValueError(f"vectors of shape {vectors.shape}, not of {dimensions} dimensions")
    if not (np.abs(np.linalg.norm(vectors, axis=1) - 1) < _LENGTH_SLACK).all():
        raise ValueError("a vector is not of unit length")


def _codes(vectors: FloatArray) -> tuple[Codes, FloatArray]:
    """Each vector in 8-bit integers, and the factor that gives these unit length."""
    peaks = np.abs(vectors).max(axis=1, keepdims=True)
    codes = np.rint(vectors * (_LARGEST / peaks)).astype(np.int8)
    return codes, (1 / np.linalg.norm(codes.astype(np.float32), axis=1)).astype(np.float32)


def _records(ids: Sequence[int] | None, vectors: FloatArray, dimensions: int) -> Records:
    _refuse_others(vectors, dimensions)
    numbers = np.arange(len(vectors)) if ids is None else np.array(ids, dtype=np.int64)
    if numbers.shape != (len(vectors),) or len(np.unique(numbers)) < len(numbers):
        raise ValueError("not one number of its own for each vector")
    if not ((numbers >= 0) & (numbers < 2**32)).all():
        raise ValueError("a number is not from 0 to 2**32 - 1")
    records = np.zeros(len(vectors), dtype=record_type(dimensions))
    if len(vectors):
        records["codes"], records["factor"] = _codes(vectors.astype(np.float32))
    records["id"] = numbers
    return records
