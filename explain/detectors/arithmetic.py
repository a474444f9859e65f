"""Arithmetic whose result for a row is the same to the bit whether the row comes alone or among others.

A matrix product by BLAS (`@`) is not: it may add the terms of a row in another order when the batch has another size.
"""

import numpy as np

from explain.detectors.contract import FloatArray

FURTHEST_LOG = 50.0
"""A score's logarithm goes no further than this from 0: a machine e^50 times worse than healthy is no news."""
_CELLS = 1 << 20


def product(x: FloatArray, matrix: FloatArray) -> FloatArray:
    """x · matrixᵀ: shape (rows, k) and (m, k) → (rows, m)."""
    result = np.empty((len(x), len(matrix)))
    for rows in _stretches(len(x), matrix.size):
        result[rows] = np.multiply(x[rows, None, :], matrix, order="C").sum(axis=2)
    return result


def squared_distances(x: FloatArray, points: FloatArray) -> FloatArray:
    """Squared Euclidean distance of each row from each point: shape (rows, k) and (m, k) → (rows, m)."""
    result = np.empty((len(x), len(points)))
    for rows in _stretches(len(x), points.size):
        result[rows] = (np.subtract(x[rows, None, :], points, order="C") ** 2).sum(axis=2)
    return result


def log_ratio(square: FloatArray, limit: float) -> FloatArray:
    """ln of the distance over its limit, both given squared; within ± FURTHEST_LOG, any shape."""
    with np.errstate(divide="ignore", over="ignore"):
        value = 0.5 * (np.log(square) - np.log(limit))
    return np.asarray(np.clip(np.nan_to_num(value, nan=FURTHEST_LOG), -FURTHEST_LOG, FURTHEST_LOG))


def _stretches(rows: int, cells: int) -> list[slice]:
    at_once = max(1, _CELLS // max(1, cells))
    return [slice(first, first + at_once) for first in range(0, rows, at_once)]
