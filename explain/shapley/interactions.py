"""Exact Shapley interaction values: what two features do together that neither does alone."""

import ctypes

import numpy as np

from explain.shapley.forest import FloatArray, as_rows
from explain.shapley.library import address
from explain.shapley.trees import TreeShapley


def interactions(trees: TreeShapley, row: FloatArray) -> FloatArray:
    """The path-dependent interaction matrix of a row of shape (n_features,): (n_features, n_features), symmetric.

    Off the diagonal, half of what the pair contributes together, at [i, j] and at [j, i]; on it, what is left of the
    feature's Shapley value: each row of the matrix adds up to it (Lundberg et al. 2020, as shap's
    `shap_interaction_values`). Raises DataError when the row has another shape.
    """
    x = as_rows(np.asarray(row)[None], trees.n_features)
    side = trees.n_features + 1
    matrix, work = np.empty((side, side)), np.empty(len(trees.plan.trees.feature))
    trees.kernel.pairs(*(ctypes.addressof(trees.plan.struct), address(x)), address(work), address(matrix))
    # The last row and column only take in what fills up the kernel's vectors.
    matrix = matrix[:-1, :-1]
    values = trees.values(x)[0, :-1]
    np.fill_diagonal(matrix, values - matrix.sum(axis=1))
    return matrix
