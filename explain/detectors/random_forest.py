"""Random forest: the mean of many deep trees, each grown on its own draw of the rows.

scikit-learn grows the trees (Breiman 2001, Random Forests); what is kept is their arrays, so scoring needs no
scikit-learn. A gap goes the way that served best in training, or to the larger branch where training had none.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

import numpy as np

from explain.detectors.contract import BoolArray, FloatArray, Settings, refuse_unlearnable, with_settings
from explain.detectors.forest_files import forest_files, read_forest
from explain.errors import TrainingError
from explain.shapley.forest import Forest

_ONE_THREAD = 1
# Training rounds to single precision: further out, the middle or the sum of two numbers may no longer fit it.
_LARGEST = 1e30


class RandomForest:
    """Trees on the Gini impurity. Raw scores are the mean over the trees of the share of failed rows in the leaf."""

    family: ClassVar[str] = "random_forest"
    supervised: ClassVar[bool] = True
    raw_unit: ClassVar[str] = "probability"
    DEFAULTS: ClassVar[Settings] = {
        "n_estimators": 300,
        "max_depth": 16,
        "min_samples_leaf": 2,
        "max_features": 0.5,
        "max_samples": 1.0,
    }

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
        """Train on x, shape (rows, features), and y, shape (rows,). Raises TrainingError when these cannot teach.

        Settings have scikit-learn's names. max_depth: 0 for no limit. max_features, max_samples: the share, up to 1,
        of the features that are looked at for each split and of the rows that are drawn for each tree.
        """
        from sklearn.ensemble import RandomForestClassifier

        chosen = with_settings(cls.DEFAULTS, settings)
        refuse_unlearnable(x, y, supervised=True)
        model = RandomForestClassifier(
            **{**chosen, "max_depth": chosen["max_depth"] or None}, random_state=seed, n_jobs=_ONE_THREAD
        )
        if weight is not None:
            # A branch that only weightless rows reach has no share to tell.
            x, y, weight = x[weight > 0.0], y[weight > 0.0], weight[weight > 0.0]
            refuse_unlearnable(x, y, supervised=True)
        try:
            model.fit(np.clip(x, -_LARGEST, _LARGEST), y, sample_weight=weight)
        except ValueError as error:
            raise TrainingError(f"the random forest cannot be trained: {error}") from error
        return cls(_forest_of([tree.tree_ for tree in model.estimators_], x.shape[1]))

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """From the arrays of its trees. Raises BundleError on anything missing, malformed or inconsistent."""
        return cls(read_forest(files, single_precision=True))

    def raw(self, x: FloatArray) -> FloatArray:
        """Mean share of failed rows in the leaves, 0 to 1, shape (rows,)."""
        return self._forest.raw(x)

    def forest(self) -> Forest:
        """The trees themselves."""
        return self._forest

    def files(self) -> dict[str, bytes]:
        """One array a file."""
        return forest_files(self._forest)


def _forest_of(trees: Sequence[Any], features: int) -> Forest:
    """scikit-learn's trees, one after the other in one set of arrays; each leaf holds its share of the mean."""
    sizes = [int(tree.node_count) for tree in trees]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int32)
    leaf = np.concatenate([tree.children_left < 0 for tree in trees])
    failed = np.concatenate([tree.value[:, 0, 1] / tree.value[:, 0, :].sum(axis=1) for tree in trees])

    def child(name: str) -> np.ndarray[Any, np.dtype[np.int32]]:
        moved = [getattr(tree, name) + start for tree, start in zip(trees, starts, strict=True)]
        return np.where(leaf, -1, np.concatenate(moved)).astype(np.int32)

    def of_splits(name: str, otherwise: float, dtype: type[Any]) -> np.ndarray[Any, np.dtype[Any]]:
        return np.where(leaf, otherwise, np.concatenate([getattr(tree, name) for tree in trees])).astype(dtype)

    return Forest(
        n_features=features,
        base=0.0,
        roots=starts,
        feature=of_splits("feature", -1, np.int32),
        threshold=of_splits("threshold", 0.0, np.float64),
        left=child("children_left"),
        right=child("children_right"),
        nan_left=of_splits("missing_go_to_left", 0, np.bool_),
        category=np.full(len(leaf), -1, dtype=np.int32),
        cover=np.concatenate([tree.weighted_n_node_samples for tree in trees]).astype(np.float64),
        value=np.where(leaf, failed / len(trees), 0.0),
        single_precision=True,
    )
