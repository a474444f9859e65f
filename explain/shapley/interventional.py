"""Exact interventional Shapley values of a forest: unknown features are taken from background rows.

What they explain differs from path-dependent values: a feature that the trees ask about only because it moves along
with another gets less here (Janzing, Minorics and Bloebaum, AISTATS 2020). The same as shap's, given
`shap.maskers.Independent(background, max_samples=len(background))`, to rounding.
"""

import ctypes
import math
from functools import cache

import numpy as np
import numpy.typing as npt

from explain.errors import DataError
from explain.shapley.forest import FloatArray, as_rows
from explain.shapley.library import BackgroundStruct, address
from explain.shapley.plan import Plan
from explain.shapley.trees import TreeShapley

_MOST_ROWS = 32


class InterventionalShapley:
    """Values against the mean over `background`, shape (rows, n_features), every row of it.

    Raises DataError when the background has no rows or other columns than the forest.
    """

    def __init__(self, trees: TreeShapley, background: FloatArray) -> None:
        background = as_rows(background, trees.n_features)
        if not len(background):
            raise DataError("interventional values need at least one background row; give rows of healthy readings")
        self._trees, plan = trees, trees.plan
        self.base = math.fsum(plan.trees.raw(background)) / len(background)
        start, pattern, count = _distinct(_patterns(trees, background))
        gain, loss = _weights()
        self._struct = BackgroundStruct(
            plan=plan.struct,
            start=start,
            pattern=pattern,
            share=count / len(background),
            gain=gain,
            loss=loss,
        )

    def values(self, x: FloatArray) -> FloatArray:
        """Contributions to the raw score, shape (rows, n_features) → (rows, n_features + 1), the base last.

        The base is the mean raw score of the background. Raises DataError when x has other columns.
        """
        x = as_rows(x, self._trees.n_features)
        out = np.empty((len(x), self._trees.n_features + 1))
        work = np.empty(len(self._trees.plan.trees.feature) + _MOST_ROWS)
        kernel = self._trees.kernel
        kernel.interventional(ctypes.addressof(self._struct), *(address(x), len(x)), address(work), address(out))
        out[:, -1] = self.base
        return out


def _patterns(trees: TreeShapley, background: FloatArray) -> npt.NDArray[np.uint32]:
    """Which rows of its group each background row passes, as bits, for each leaf: shape (leaves, background rows)."""
    plan = trees.plan
    words = np.empty((len(background), len(plan.shift)), dtype=np.uint64)
    work = np.empty(len(plan.trees.feature))
    struct = ctypes.addressof(plan.struct)
    trees.kernel.words(*(struct, address(background), len(background)), address(work), address(words))
    chunk, bit = _places(plan)
    found = np.empty((plan.value.size, len(background)), dtype=np.uint32)
    for i, word in enumerate(words):
        passed = (plan.need & ~word[chunk][:, None]) == 0
        bits = passed.astype(np.uint32) << bit[:, None]
        if len(bits):
            found[:, i] = np.add.reduceat(bits, plan.group_row[:-1], axis=0).ravel()
    return found


def _places(plan: Plan) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32]]:
    """Of each of the plan's rows: its chunk, and its number in its group."""
    rows = np.diff(plan.group_row)
    chunk = np.repeat(np.arange(len(plan.shift)), np.diff(plan.chunk_group))
    number = np.arange(len(plan.row_feature)) - np.repeat(plan.group_row[:-1], rows)
    return np.repeat(chunk, rows), number.astype(np.uint32)


def _distinct(
    patterns: npt.NDArray[np.uint32],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """(where each leaf's patterns begin and the last ones end, the patterns, how often each is there)."""
    ordered = np.sort(patterns, axis=1)
    new = np.ones(ordered.shape, dtype=np.bool_)
    new[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    begins = np.flatnonzero(new)
    count = np.diff(np.append(begins, ordered.size))
    start = np.concatenate([[0], np.cumsum(new.sum(axis=1))]).astype(np.int64)
    return start, ordered.ravel()[begins], count


@cache
def _weights() -> tuple[FloatArray, FloatArray]:
    """(p-1)! q! / (p+q)! and p! (q-1)! / (p+q)!, at [p, q]; 0 where there is nobody to get it."""
    gain = np.zeros((_MOST_ROWS + 1, _MOST_ROWS + 1))
    for p in range(1, _MOST_ROWS + 1):
        for q in range(_MOST_ROWS + 1):
            gain[p, q] = 1.0 / (p * math.comb(p + q, q))
    return gain, gain.T.copy()
