"""Isolation forest: what is unlike the rest is parted from it by few random cuts.

scikit-learn grows the trees (Liu, Ting and Zhou 2008, Isolation Forest, ICDM); what is kept is their arrays, so
scoring needs no scikit-learn. A gap goes where the healthy median goes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from explain.detectors.contract import BoolArray, FloatArray, Settings, varies, with_settings
from explain.detectors.filling import healthy_rows
from explain.detectors.forest_files import forest_files, read_forest
from explain.errors import TrainingError
from explain.shapley.forest import Forest

_ONE_THREAD = 1
# Further out than this, the middle between two numbers no longer fits single precision.
_LARGEST = 1e37


class IsolationForest:
    """Raw scores are how much shorter a row's mean path is than healthy rows', in their standard deviations.

    With the paper's score s = 2^(-path / c), raw is linear in log2 s, and so a sum over the trees.
    """

    family: ClassVar[str] = "isolation_forest"
    supervised: ClassVar[bool] = False
    raw_unit: ClassVar[str] = "standard deviations of the healthy rows' mean path length"
    DEFAULTS: ClassVar[Settings] = {"n_estimators": 200, "max_samples": 256}

    def __init__(self, forest: Forest) -> None:
        self._forest = forest

    @classmethod
    def fit(
        cls,
        x: FloatArray,
        y: BoolArray,
        *,
        columns: Sequence[str],
        settings: Settings,
        seed: int,
        weight: FloatArray | None = None,
    ) -> Self:
        """Learn from the rows of x, shape (rows, features), where y is False. Raises TrainingError when they cannot
        teach.

        Settings have scikit-learn's names. max_samples: rows that each tree sees, at most as many as there are.
        A weight of 0 leaves a row out; else weights decide nothing, for the cuts are random.
        """
        from sklearn.ensemble import IsolationForest as Model

        chosen = with_settings(cls.DEFAULTS, settings)
        healthy, _ = healthy_rows(x, y, weight)
        healthy = np.clip(healthy, -_LARGEST, _LARGEST)
        keep = np.flatnonzero(varies(healthy))
        median = np.zeros(x.shape[1])
        median[keep] = np.nanmedian(healthy[:, keep], axis=0)
        filled = np.where(np.isnan(healthy), median, healthy)[:, keep]
        try:
            samples = min(int(chosen["max_samples"]), len(healthy))
            model = Model(
                n_estimators=chosen["n_estimators"], max_samples=samples, random_state=seed, n_jobs=_ONE_THREAD
            )
            model.fit(filled.astype(np.float32))
        except ValueError as error:
            raise TrainingError(f"the isolation forest cannot be trained: {error}") from error
        forest = _forest_of([tree.tree_ for tree in model.estimators_], keep, median)
        return cls(_in_healthy_deviations(forest, healthy))

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """From the arrays of its trees. Raises BundleError on anything missing, malformed or inconsistent."""
        return cls(read_forest(files, single_precision=True))

    def raw(self, x: FloatArray) -> FloatArray:
        """How much shorter the mean path is than healthy rows', in their standard deviations, shape (rows,)."""
        return self._forest.raw(x)

    def forest(self) -> Forest:
        """The trees themselves; a leaf's value is its share of the (negative) path length."""
        return self._forest

    def files(self) -> dict[str, bytes]:
        """One array a file."""
        return forest_files(self._forest)


def expected_path(rows: npt.NDArray[Any]) -> FloatArray:
    """Mean path length to part one of so many rows from the rest: c(n) of Liu, Ting and Zhou 2008, equation 1."""
    n = np.maximum(rows.astype(np.float64), 2.0)
    harmonic = np.where(n > 2.0, np.log(n - 1.0) + np.euler_gamma, 1.0)
    return np.where(rows > 1, 2.0 * harmonic - 2.0 * (n - 1.0) / n, 0.0)


def _forest_of(trees: Sequence[Any], keep: npt.NDArray[np.intp], median: FloatArray) -> Forest:
    """scikit-learn's trees in one set of arrays; a leaf's value is minus its path length over the number of trees."""
    starts = np.concatenate([[0], np.cumsum([tree.node_count for tree in trees])[:-1]]).astype(np.int32)
    left = np.concatenate([tree.children_left for tree in trees])
    leaf = left < 0

    def child(name: str) -> npt.NDArray[np.int32]:
        moved = [getattr(tree, name) + start for tree, start in zip(trees, starts, strict=True)]
        return np.where(leaf, -1, np.concatenate(moved)).astype(np.int32)

    feature = np.where(leaf, -1, keep[np.concatenate([tree.feature for tree in trees])]).astype(np.int32)
    threshold = np.where(leaf, 0.0, np.concatenate([tree.threshold for tree in trees]))
    # Depth counts from 1 at the root, a path from 0.
    depth = np.concatenate([tree.compute_node_depths() for tree in trees]) - 1.0
    rows = np.concatenate([tree.n_node_samples for tree in trees])
    return Forest(
        n_features=len(median),
        base=0.0,
        roots=starts,
        feature=feature,
        threshold=threshold,
        left=child("children_left"),
        right=child("children_right"),
        nan_left=~leaf & (median.astype(np.float32)[feature] <= threshold),
        category=np.full(len(leaf), -1, dtype=np.int32),
        cover=rows.astype(np.float64),
        value=np.where(leaf, -(depth + expected_path(rows)) / len(trees), 0.0),
        single_precision=True,
    )


def _in_healthy_deviations(forest: Forest, healthy: FloatArray) -> Forest:
    raw = forest.raw(healthy)
    spread = float(raw.std())
    if not spread > 0.0:
        raise TrainingError("all healthy rows look alike to the isolation forest; collect rows that vary more")
    return replace(forest, base=-float(raw.mean()) / spread, value=forest.value / spread)
