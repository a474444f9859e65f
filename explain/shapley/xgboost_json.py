"""XGBoost's JSON model → Forest, read strictly and without XGBoost.

Reads what `Booster.save_raw("json")` of XGBoost 3 writes for one score from plain trees (`gbtree`), and refuses all
that it does not know. XGBoost compares float32 with `x < t` and adds up in float32; the forest compares the same
numbers with `x <= the float32 before t` and adds up in float64, so that scores differ by float32's rounding only.
"""

import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from explain.errors import BundleError
from explain.shapley.forest import Forest, IntArray

_KEYS = {
    "model": {"learner", "version"},
    "learner": {
        *("attributes", "feature_names", "feature_types", "gradient_booster", "learner_model_param", "objective"),
    },
    "learner_model_param": {"base_score", "boost_from_average", "num_class", "num_feature", "num_target"},
    "gradient_booster": {"model", "name"},
    "trees": {"cats", "gbtree_model_param", "iteration_indptr", "tree_info", "trees"},
    "tree": {
        *("base_weights", "categories", "categories_nodes", "categories_segments", "categories_sizes"),
        *("default_left", "id", "left_children", "loss_changes", "parents", "right_children", "split_conditions"),
        *("split_indices", "split_type", "sum_hessian", "tree_param"),
    },
    "tree_param": {"num_deleted", "num_feature", "num_nodes", "size_leaf_vector"},
}
_LARGEST = 2**31 - 1
_LARGEST_REAL = float(np.finfo(np.float32).max)


def _log_odds(probability: float) -> float:
    if not 0.0 < probability < 1.0:
        raise _damaged("base_score is no probability")
    # As a float32, so that no library's last bit of `log` is in it.
    return float(np.float32(-math.log(1.0 / probability - 1.0)))


# base_score is in the objective's own unit; these say how it enters the sum of the trees.
_MARGIN: dict[str, Callable[[float], float]] = {
    "binary:logistic": _log_odds,
    "reg:logistic": _log_odds,
    "reg:squarederror": float,
}


def forest_of_json(text: str) -> Forest:
    """The trees of a single-score XGBoost model, values in its margin's unit (log-odds for binary:logistic).

    Raises BundleError for a text that is damaged or asks for more than a sum of plain trees: dart or linear boosters,
    several classes or targets, leaves that are vectors, categorical splits, an objective with another link.
    """
    model = _object(_parsed(text), "model")
    version = _whole(model["version"], "version", 3)
    if version[0] != 3:
        raise BundleError(f"an XGBoost model of version {version[0]}; train it with XGBoost 3")
    learner = _object(model["learner"], "learner")
    parameters = _object(learner["learner_model_param"], "learner_model_param")
    booster = learner["gradient_booster"]
    if not isinstance(booster, dict) or booster.get("name") != "gbtree":
        raise BundleError("an XGBoost model that is not a plain sum of trees; train it with booster=gbtree")
    if parameters["num_class"] not in {"0", "1"} or parameters["num_target"] != "1":
        raise BundleError("an XGBoost model of several classes; train one model for each failure mode")
    n_features = _digits(parameters["num_feature"], "num_feature")
    trees = _object(_object(booster, "gradient_booster")["model"], "trees")
    forest = _joined(_trees(trees, n_features), n_features, _base(learner, parameters["base_score"]))
    forest.check()
    return forest


def _base(learner: dict[str, Any], base_score: object) -> float:
    objective = learner["objective"]
    name = objective.get("name") if isinstance(objective, dict) else None
    if name not in _MARGIN:
        raise BundleError(f"an XGBoost model for {name!r}; there are: {', '.join(_MARGIN)}. Train it for one of these")
    found = _parsed(base_score) if isinstance(base_score, str) else None
    # Before XGBoost 3.1 a single number, since then a list.
    numbers = _real(found if isinstance(found, list) else [found], "base_score", 1)
    return _MARGIN[name](float(numbers[0]))


def _trees(model: dict[str, Any], n_features: int) -> list[dict[str, npt.NDArray[Any]]]:
    parameters, trees = model["gbtree_model_param"], model["trees"]
    if not isinstance(parameters, dict) or not isinstance(trees, list):
        raise _damaged("it has no list of trees")
    if _digits(parameters.get("num_trees"), "num_trees") != len(trees):
        raise _damaged("num_trees does not fit the trees")
    if _whole(model["tree_info"], "tree_info", len(trees)).any():
        raise BundleError("an XGBoost model of several classes; train one model for each failure mode")
    return [_tree(_object(tree, "tree"), n_features) for tree in trees]


def _tree(tree: dict[str, Any], n_features: int) -> dict[str, npt.NDArray[Any]]:
    parameters = _object(tree["tree_param"], "tree_param")
    nodes = _digits(parameters["num_nodes"], "num_nodes")
    if parameters["size_leaf_vector"] != "1":
        raise BundleError("an XGBoost model whose leaves are vectors; train one model for each failure mode")
    if _whole(tree["split_type"], "split_type", nodes).any() or tree["categories_nodes"] != []:
        raise BundleError("an XGBoost model with categorical splits; train it without enable_categorical")
    left, right = (_whole(tree[side], side, nodes) for side in ("left_children", "right_children"))
    kept = _kept(left, right)
    if nodes - len(kept) != _digits(parameters["num_deleted"], "num_deleted"):
        raise _damaged("num_deleted does not fit the nodes that its root leads to")
    leaf = left[kept] == -1
    feature = _whole(tree["split_indices"], "split_indices", nodes)[kept]
    condition = _real(tree["split_conditions"], "split_conditions", nodes)[kept]
    if (feature[~leaf] >= n_features).any():
        raise _damaged("a tree splits on a feature that is not there")
    place = np.full(nodes, -1, dtype=np.int32)
    place[kept] = np.arange(len(kept))
    before = np.nextafter(condition, np.float32(-np.inf)).astype(np.float64)
    return {
        "feature": np.where(leaf, -1, feature),
        "threshold": np.where(leaf, 0.0, before),
        "left": np.where(leaf, -1, place[left[kept]]),
        "right": np.where(leaf, -1, place[right[kept]]),
        "nan_left": _flags(tree["default_left"], nodes)[kept] & ~leaf,
        "cover": _real(tree["sum_hessian"], "sum_hessian", nodes)[kept].astype(np.float64),
        "value": np.where(leaf, condition.astype(np.float64), 0.0),
    }


def _kept(left: IntArray, right: IntArray) -> IntArray:
    """The nodes that the root leads to, each once; pruning leaves others behind."""
    nodes = len(left)
    seen = np.zeros(nodes, dtype=np.bool_)
    level = np.zeros(min(nodes, 1), dtype=np.int32)
    while len(level):
        if ((level < 0) | (level >= nodes)).any() or seen[level].any() or len(np.unique(level)) != len(level):
            raise _damaged("a node has no place, or two")
        seen[level] = True
        inner = level[(left[level] != -1) | (right[level] != -1)]
        level = np.concatenate([left[inner], right[inner]])
    if not seen.any():
        raise _damaged("a tree without nodes")
    return np.flatnonzero(seen).astype(np.int32)


def _joined(trees: list[dict[str, npt.NDArray[Any]]], n_features: int, base: float) -> Forest:
    starts = np.cumsum([0, *(len(tree["feature"]) for tree in trees)])
    if starts[-1] > _LARGEST:
        raise BundleError("an XGBoost model of more than two thousand million nodes; train a smaller one")
    shifted = {
        side: [np.where(tree[side] < 0, -1, tree[side] + start) for tree, start in zip(trees, starts, strict=False)]
        for side in ("left", "right")
    }

    def gathered(parts: list[npt.NDArray[Any]], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
        return np.concatenate([np.empty(0), *parts]).astype(dtype)

    return Forest(
        n_features=n_features,
        base=base,
        roots=starts[:-1].astype(np.int32),
        feature=gathered([tree["feature"] for tree in trees], np.int32),
        threshold=gathered([tree["threshold"] for tree in trees], np.float64),
        left=gathered(shifted["left"], np.int32),
        right=gathered(shifted["right"], np.int32),
        nan_left=gathered([tree["nan_left"] for tree in trees], np.bool_),
        category=np.full(starts[-1], -1, dtype=np.int32),
        cover=gathered([tree["cover"] for tree in trees], np.float64),
        value=gathered([tree["value"] for tree in trees], np.float64),
        single_precision=True,
    )


def _parsed(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise _damaged("it is not JSON") from error


def _refuse_constant(name: str) -> float:
    raise _damaged(f"it holds {name}")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _damaged("a key is there twice")
    return found


def _object(found: object, name: str) -> dict[str, Any]:
    if not isinstance(found, dict) or set(found) != _KEYS[name]:
        raise _damaged(f"{name} is not made of {', '.join(sorted(_KEYS[name]))}")
    return found


def _digits(text: object, key: str) -> int:
    if not isinstance(text, str) or not (text.isascii() and text.isdecimal()) or len(text) > 10:
        raise _damaged(f"{key} is not a count")
    return int(text)


def _whole(found: object, key: str, count: int) -> IntArray:
    numbers = _listed(found, key, count)
    if any(type(number) is not int or abs(number) > _LARGEST for number in numbers):
        raise _damaged(f"{key} holds something else than whole numbers")
    return np.array(numbers, dtype=np.int32)


def _flags(found: object, count: int) -> npt.NDArray[np.bool_]:
    numbers = _whole(found, "default_left", count)
    if ((numbers < 0) | (numbers > 1)).any():
        raise _damaged("default_left holds something else than 0 and 1")
    return numbers.astype(np.bool_)


def _real(found: object, key: str, count: int) -> npt.NDArray[np.float32]:
    numbers = _listed(found, key, count)
    if any(type(number) not in {int, float} or abs(number) > _LARGEST_REAL for number in numbers):
        raise _damaged(f"{key} holds something else than float32 numbers")
    return np.array(numbers, dtype=np.float64).astype(np.float32)


def _listed(found: object, key: str, count: int) -> list[Any]:
    if not isinstance(found, list) or len(found) != count:
        raise _damaged(f"{key} is not a list of {count}")
    return found


def _damaged(what: str) -> BundleError:
    return BundleError(f"this XGBoost model is damaged: {what}. Train the model again")
