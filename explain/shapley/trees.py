"""Exact path-dependent Shapley values of a forest, by the compiled kernel.

What a feature is worth when others are unknown follows the trees' own training rows: an unknown feature takes every
branch, by its share of cover (Lundberg et al., Nature Machine Intelligence 2, 2020, "tree_path_dependent"). The same
as LightGBM's `pred_contrib`, to rounding.
"""

import ctypes
from functools import cached_property

import numpy as np
import numpy.typing as npt

from explain.shapley.forest import FloatArray, Forest, as_rows
from explain.shapley.library import address, aligned_room, needed_kernel
from explain.shapley.plan import LANES, Plan, plan_of

TABLE_BYTES = 256 * 2**20
"""Tables of a model may take so much memory; groups that do not fit are reckoned row by row."""

_BLOCK_NUMBERS = 1 << 17
_MOST_TESTS = 13


class TreeShapley:
    """Shapley values of one forest.

    A row has the same values, to the last bit, alone, in a batch and in a stream, on every processor.
    Raises BundleError when the forest is not sound, KernelError when there is no kernel here or a path of the forest
    asks more than it can take.
    """

    def __init__(self, forest: Forest) -> None:
        self.kernel = needed_kernel()
        self.plan: Plan = plan_of(forest)
        self._tables: _Tables | None = None

    @property
    def n_features(self) -> int:
        """Columns of the rows."""
        return self.plan.trees.forest.n_features

    def values(self, x: FloatArray) -> FloatArray:
        """Contributions to the raw score of each row of x, shape (rows, n_features) → (rows, n_features + 1).

        The last column is the base, what the forest is expected to score when nothing is known; each row adds up to
        its raw score. Raises DataError when x has other columns.
        """
        x = as_rows(x, self.n_features)
        out = np.empty((len(x), self.n_features + 1))
        tables = self._tables_for(len(x)) if len(x) >= LANES else None
        if tables is None:
            self._one_by_one(x, out)
        else:
            self._batch(x, out, tables)
        return out

    def forget_tables(self) -> None:
        """Give back the memory of the tables that large batches leave behind; they are made again when needed."""
        self._tables = None

    def _one_by_one(self, x: FloatArray, out: FloatArray) -> None:
        words, shares = np.empty(len(self.plan.shift), dtype=np.uint64), np.empty(len(self.plan.row_feature))
        buffers = (words, shares, np.empty(len(self.plan.trees.feature)), out)
        self.kernel.rows(self._struct, address(x), len(x), *map(address, buffers))

    def _batch(self, x: FloatArray, out: FloatArray, tables: "_Tables") -> None:
        columns = len(self.plan.trees.feature) + self.n_features + 1
        block = max(1, min(_BLOCK_NUMBERS // columns, len(x)) // LANES) * LANES
        work = np.empty(columns * block)
        self.kernel.batch(
            *(self._struct, address(x), len(x), block),
            *(address(tables.start), address(tables.numbers), address(work), address(out)),
        )

    def _tables_for(self, rows: int) -> "_Tables | None":
        """Tables that are worth it for so many rows: no more patterns than half the rows, none for a few rows."""
        most = min((rows // 2).bit_length() - 1, _MOST_TESTS)
        if self._tables is None or self._tables.most_tests < most:
            if most < 1 or rows < 4 * LANES:
                return None
            self._tables = _Tables(self, most)
        return self._tables

    @cached_property
    def _struct(self) -> int:
        return ctypes.addressof(self.plan.struct)


class _Tables:
    """What each group adds, for every answer to its tests. start: of each group's table, -1 where it has none."""

    def __init__(self, trees: TreeShapley, most_tests: int) -> None:
        plan = trees.plan
        tests = np.diff(plan.group_test)
        sizes: npt.NDArray[np.int64] = (2 * plan.points.astype(np.int64)) << np.minimum(tests, _MOST_TESTS)
        wanted = np.flatnonzero(tests <= most_tests)
        # The smallest first: they save most for their memory.
        wanted = wanted[np.argsort(sizes[wanted], kind="stable")]
        ends = np.cumsum(sizes[wanted])
        wanted = np.sort(wanted[ends * 8 <= TABLE_BYTES])
        self.most_tests = most_tests
        self.start = np.full(len(tests), -1, dtype=np.int64)
        self.start[wanted] = np.cumsum(sizes[wanted]) - sizes[wanted]
        # The kernel reads four numbers at a time, also the last ones.
        self.numbers = aligned_room(int(sizes[wanted].sum()) + 4, np.float64)
        self.numbers[-4:] = 0.0
        trees.kernel.tables(ctypes.addressof(plan.struct), address(self.start), address(self.numbers))
