"""A tree ensemble as plain arrays, whatever library grew it."""

import ctypes
import itertools
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from explain.errors import BundleError, DataError
from explain.shapley.library import ColumnsStruct, DescentStruct, address, kernel

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]

MAX_DEPTH = 4096
"""No library grows a tree this deep; a file that claims one is damaged or hostile."""

_LARGEST = np.iinfo(np.int32).max
_CELLS = 1 << 20
_DTYPES = {
    "feature": np.int32,
    "roots": np.int32,
    "threshold": np.float64,
    "left": np.int32,
    "right": np.int32,
    "nan_left": np.bool_,
    "category": np.int32,
    "cover": np.float64,
    "value": np.float64,
}


# `Node` of native/plan.h.
_NODE = np.dtype([("threshold", "f8"), ("column", "i4"), ("child", "i4", 2), ("unused", "i4")])


@dataclass(frozen=True, eq=False)
class Forest:
    """Trees whose leaf values, with `base`, add up to a raw score. All arrays but `roots` have shape (nodes,).

    base: added to the sum of the leaves' values. roots: each tree's first node, in the order in which they are added.
    feature: column that a node splits on, -1 at a leaf. threshold: x <= threshold goes left; 0 where nothing is
    compared. left, right: children, -1 at a leaf. nan_left: where a gap goes. category: -1 at a numeric split, else
    index of the set in `category_sets` whose members go left; x counts as the whole number that it is cut off to, and
    a gap goes right. cover: training rows, or their weight, that came through a node. value: of a leaf, else 0.
    single_precision: rows are rounded to float32 before they are compared.
    """

    n_features: int
    base: float
    roots: IntArray
    feature: IntArray
    threshold: FloatArray
    left: IntArray
    right: IntArray
    nan_left: BoolArray
    category: IntArray
    cover: FloatArray
    value: FloatArray
    single_precision: bool = False
    category_sets: tuple[tuple[int, ...], ...] = field(default=())

    def check(self) -> None:
        """Raises BundleError unless every tree is one, and every number one that can be reckoned with."""
        _check_arrays(self)
        _check_numbers(self)
        _check_shape(self)

    def raw(self, x: FloatArray) -> FloatArray:
        """Raw score of each row of x, shape (rows, n_features) → (rows,): base, then tree after tree, in float64.

        Raises DataError when x has other columns, BundleError when the forest is not sound.
        """
        return self.sound.raw(as_rows(x, self.n_features))

    @cached_property
    def sound(self) -> "CheckedTrees":
        """The same trees, checked once, with each split as a comparison of one column."""
        self.check()
        return CheckedTrees(self)


class CheckedTrees:
    """A forest that has passed `check`, each of whose splits asks: column <= threshold?

    A feature comes as two columns: as it is, for splits that send gaps right, and with gaps as -infinity, for those
    that send them left. A category set is a column that holds 0 for a member and 1 for all else.

    column: of each node, -1 at a leaf. threshold: of each node. feature, kind: of each column; kind is AS_IT_IS,
    GAP_IS_LOW, or FIRST_SET + s for membership of `sets[s]`.
    """

    AS_IT_IS, GAP_IS_LOW, FIRST_SET = 0, 1, 2

    def __init__(self, forest: Forest) -> None:
        inner = forest.feature >= 0
        numeric, split = np.flatnonzero(inner & (forest.category < 0)), np.flatnonzero(forest.category >= 0)
        used = np.unique(forest.feature[numeric])
        pairs = np.stack([forest.feature[split], forest.category[split]], axis=1)
        distinct, index = np.unique(pairs, axis=0, return_inverse=True)
        self.forest = forest
        self.column = np.full(len(forest.feature), -1, dtype=np.int32)
        self.column[numeric] = 2 * np.searchsorted(used, forest.feature[numeric]) + forest.nan_left[numeric]
        self.column[split] = 2 * len(used) + index.reshape(-1)
        self.threshold = forest.threshold.copy()
        self.threshold[split] = 0.5
        self.sets = tuple(forest.category_sets[category] for category in distinct[:, 1])
        self.feature: IntArray = np.concatenate([np.repeat(used, 2), distinct[:, 0]]).astype(np.int32)
        kinds = [self.AS_IT_IS, self.GAP_IS_LOW] * len(used) + [self.FIRST_SET + s for s in range(len(self.sets))]
        self.kind: IntArray = np.array(kinds, dtype=np.int32)
        self._kernel = kernel()

    def columns(self, x: FloatArray) -> FloatArray:
        """What the splits compare, from rows of shape (rows, n_features): shape (rows, columns)."""
        if self.forest.single_precision:
            with np.errstate(over="ignore"):
                x = x.astype(np.float32).astype(np.float64)
        seen = x[:, self.feature]
        low = (self.kind == self.GAP_IS_LOW) & np.isnan(seen)
        seen[low] = -np.inf
        for column in np.flatnonzero(self.kind >= self.FIRST_SET):
            members = self.sets[self.kind[column] - self.FIRST_SET]
            seen[:, column] = ~np.isin(np.trunc(seen[:, column]), members)
        return seen

    def raw(self, x: FloatArray) -> FloatArray:
        """Raw scores, shape (rows,), the same bits with the kernel and without."""
        if self._kernel is None:
            at_once = max(1, _CELLS // max(1, len(self.forest.roots)))
            parts = [self._descend(x[first : first + at_once]) for first in range(0, len(x), at_once)]
            return np.concatenate([np.empty(0), *parts])
        out, work = np.empty(len(x)), np.empty(len(self.feature))
        self._kernel.raw(*(ctypes.addressof(self._descent), address(x), len(x)), address(work), address(out))
        return out

    @cached_property
    def columns_struct(self) -> ColumnsStruct:
        """The columns for the kernel."""
        return ColumnsStruct(
            n_features=self.forest.n_features,
            n_columns=len(self.feature),
            single_precision=self.forest.single_precision,
            feature=self.feature,
            kind=self.kind,
            set_start=np.cumsum([0, *map(len, self.sets)], dtype=np.int32),
            members=np.array([member for members in self.sets for member in members], dtype=np.int32),
        )

    @cached_property
    def _descent(self) -> DescentStruct:
        forest, leaf = self.forest, self.column < 0
        itself = np.arange(len(leaf), dtype=np.int32)
        nodes = np.zeros(len(leaf), dtype=_NODE)
        nodes["threshold"] = self.threshold
        # What a leaf compares does not matter: both ways lead back to it.
        nodes["column"] = np.where(leaf, 0, self.column)
        nodes["child"][:, 0] = np.where(leaf, itself, forest.left)
        nodes["child"][:, 1] = np.where(leaf, itself, forest.right)
        return DescentStruct(
            columns=self.columns_struct,
            n_trees=len(forest.roots),
            base=forest.base,
            roots=forest.roots,
            depth=_depths(forest),
            nodes=nodes,
            value=forest.value,
        )

    def _descend(self, x: FloatArray) -> FloatArray:
        """Without the kernel: all trees side by side."""
        forest, seen = self.forest, self.columns(x)
        node = np.broadcast_to(forest.roots, (len(x), len(forest.roots)))
        rows = np.arange(len(x))[:, None]
        while (self.column[node] >= 0).any():
            column = self.column[node]
            left = seen[rows, column] <= self.threshold[node]
            node = np.where(column < 0, node, np.where(left, forest.left[node], forest.right[node]))
        total = np.full(len(x), forest.base)
        for value in forest.value[node].T:
            total += value
        return total


def _depths(forest: Forest) -> IntArray:
    """How many splits lie above each tree's deepest leaf."""
    depth = np.zeros(len(forest.roots), dtype=np.int32)
    tree, level = np.arange(len(forest.roots)), forest.roots
    while True:
        inner = forest.feature[level] >= 0
        if not inner.any():
            return depth
        tree, level = np.tile(tree[inner], 2), np.concatenate([forest.left[level[inner]], forest.right[level[inner]]])
        depth[tree] += 1


def as_rows(x: FloatArray, n_features: int) -> FloatArray:
    """x as contiguous float64, shape (rows, n_features). Raises DataError when it has another shape."""
    if x.ndim != 2 or x.shape[1] != n_features:
        raise DataError(f"the rows have shape {x.shape}; the trees were grown on (rows, {n_features})")
    return np.ascontiguousarray(x, dtype=np.float64)


def _check_arrays(forest: Forest) -> None:
    if not 1 <= forest.n_features <= _LARGEST:
        raise BundleError(f"a forest on {forest.n_features} features; train the model again")
    for name, dtype in _DTYPES.items():
        array = getattr(forest, name)
        if not isinstance(array, np.ndarray) or array.dtype != dtype or array.ndim != 1:
            raise BundleError(f"the forest's {name} must be a flat array of {np.dtype(dtype)}; train the model again")
        if name != "roots" and len(array) != len(forest.feature):
            raise BundleError(f"the forest's {name} is not as long as its feature; train the model again")
    for members in forest.category_sets:
        ordered = all(low < high for low, high in itertools.pairwise(members))
        if not ordered or any(not 0 <= member <= _LARGEST for member in members):
            raise BundleError("a set of categories is not sorted or holds a negative number; train the model again")


def _check_numbers(forest: Forest) -> None:
    leaf = forest.feature == -1
    categorical = forest.category >= 0
    for name in ("cover", "value"):
        _refuse(~np.isfinite(getattr(forest, name)), f"a {name} that is not a finite number")
    # An infinite threshold is in order: LightGBM parts gaps from all else by it.
    _refuse(np.isnan(forest.threshold), "a threshold that is not a number")
    if not np.isfinite(forest.base):
        raise BundleError("the forest's base is not a finite number; train the model again")
    _refuse((forest.feature < -1) | (forest.feature >= forest.n_features), "a feature that does not exist")
    _refuse(forest.cover < 0, "a negative cover")
    _refuse(~leaf & (forest.value != 0), "a value, though it is not a leaf")
    _refuse((forest.category < -1) | (forest.category >= len(forest.category_sets)), "a category set not there")
    _refuse(leaf & categorical, "a category set, though it is a leaf")
    _refuse(categorical & forest.nan_left, "a gap going left at a categorical split")


def _check_shape(forest: Forest) -> None:
    nodes = len(forest.feature)
    leaf = forest.feature == -1
    children = np.stack([forest.left, forest.right])
    _refuse(leaf & (children != -1).any(axis=0), "children, though it is a leaf")
    _refuse(~leaf & ((children < 0) | (children >= nodes)).any(axis=0), "a child that does not exist")
    if ((forest.roots < 0) | (forest.roots >= nodes)).any():
        raise BundleError("a tree's root does not exist; train the model again")
    reached = np.bincount(np.concatenate([forest.roots, *children[:, ~leaf]]), minlength=nodes)
    _refuse(reached > 1, "more than one parent")
    _refuse(reached == 0, "no parent, and is no tree's root")
    # Each node is reached from one place only: what the roots do not lead to can only be a circle.
    level, found = forest.roots, 0
    for _ in range(MAX_DEPTH):
        found += len(level)
        inner = level[~leaf[level]]
        level = children[:, inner].ravel()
        if not len(level):
            break
    else:
        raise BundleError(f"a tree is deeper than {MAX_DEPTH} splits; train the model again")
    if found != nodes:
        raise BundleError("some nodes go round in a circle; train the model again")
    inner = np.flatnonzero(~leaf)
    uncovered = forest.cover[forest.left[inner]] + forest.cover[forest.right[inner]] <= 0
    if uncovered.any():
        node = inner[uncovered.argmax()]
        raise BundleError(f"no training row came through node {node}'s branches; train the model again")


def _refuse(wrong: BoolArray, what: str) -> None:
    if wrong.any():
        raise BundleError(f"node {int(wrong.argmax())} of the forest has {what}; train the model again")
