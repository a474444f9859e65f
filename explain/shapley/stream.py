"""Shapley values of one row after the other, of a machine that changes little between two readings."""

import ctypes

import numpy as np

from explain.errors import DataError
from explain.shapley.forest import FloatArray
from explain.shapley.library import address, aligned
from explain.shapley.trees import TreeShapley


class ShapleyStream:
    """Values of single rows; only what a row changes since the last one is reckoned anew.

    It keeps what each group of leaves adds and adds all of them up for every row, so that the values depend on the row
    alone, to the last bit, and never on what came before. One stream serves one thread.
    """

    def __init__(self, trees: TreeShapley) -> None:
        plan = trees.plan
        self.groups = len(plan.points)
        self.reckoned = 0
        """How many of the `groups` of leaves the last row changed."""
        self._row = aligned(np.zeros(trees.n_features))
        self._out = aligned(np.zeros(trees.n_features + 1))
        words, shares = np.zeros(len(plan.shift), dtype=np.uint64), np.zeros(len(plan.row_feature))
        self._kept = (trees, aligned(words), aligned(shares), aligned(np.zeros(len(plan.trees.feature))))
        self._cold = True
        self._buffers = (*map(address, self._kept[1:]), address(self._out))
        self._call = trees.kernel.row
        self._plan = ctypes.addressof(plan.struct)
        self._from = address(self._row)

    def values(self, row: FloatArray) -> FloatArray:
        """Contributions to the raw score of a row of shape (n_features,), the base last: shape (n_features + 1,).

        Raises DataError when the row has another shape.
        """
        if row.shape != self._row.shape:
            raise DataError(f"the row has shape {row.shape}; the trees were grown on {len(self._row)} features")
        self._row[:] = row
        self.reckoned = self._call(self._plan, self._from, self._cold, *self._buffers)
        self._cold = False
        return self._out.copy()
