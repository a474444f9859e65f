"""A forest as files of a bundle: one array a file, checked as a whole when it comes back."""

from collections.abc import Mapping

import numpy as np

from explain.detectors.arrays import array_files, read_array
from explain.errors import BundleError
from explain.shapley.forest import Forest

_NODE_ARRAYS = {
    "feature": np.int32,
    "threshold": np.float64,
    "left": np.int32,
    "right": np.int32,
    "nan_left": np.bool_,
    "cover": np.float64,
    "value": np.float64,
}
_MAX_FEATURES = 1_000_000


def forest_files(forest: Forest) -> dict[str, bytes]:
    """The arrays of a forest without categorical splits; `shape.npy` holds the number of features."""
    arrays = {name: getattr(forest, name) for name in ("roots", *_NODE_ARRAYS)}
    return array_files(
        {**arrays, "shape": np.array([forest.n_features], dtype=np.int32), "base": np.array([forest.base])}
    )


def read_forest(files: Mapping[str, bytes], *, single_precision: bool) -> Forest:
    """The forest in `files`, checked. Raises BundleError on anything missing, malformed or inconsistent."""
    features = int(read_array(files, "shape", np.int32, (1,))[0])
    if not 0 < features <= _MAX_FEATURES:
        raise BundleError(f"a model of {features} features cannot be. Train it again")
    nodes = len(read_array(files, "feature", np.int32, (None,)))
    # A threshold may be infinite: such a split parts the gaps from all else. `check` judges the numbers.
    arrays = {name: read_array(files, name, dtype, (nodes,), finite=False) for name, dtype in _NODE_ARRAYS.items()}
    forest = Forest(
        n_features=features,
        base=float(read_array(files, "base", np.float64, (1,))[0]),
        roots=read_array(files, "roots", np.int32, (None,)),
        feature=arrays["feature"],
        threshold=arrays["threshold"],
        left=arrays["left"],
        right=arrays["right"],
        nan_left=arrays["nan_left"],
        category=np.full(nodes, -1, dtype=np.int32),
        cover=arrays["cover"],
        value=arrays["value"],
        single_precision=single_precision,
    )
    forest.check()
    return forest
