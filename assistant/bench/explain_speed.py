"""`bench explain-speed`: what does an exact explanation cost?

One model: 300 trees of 31 leaves on 20 features, LightGBM's default settings otherwise, trained on 20,000 made rows of
normal noise with a label that depends on nine of them. All times are CPU time in one thread; the methods take turns,
and the figure is the ratio of the medians. Reading the model is not counted, for nobody.

one_row_vs_shap         single rows that have nothing to do with each other: our time over shap's.
stream_row_vs_shap      the same with a stream: each row is the last one, every feature moved by a normal step of .01 of
                        its standard deviation, as between two readings of a machine. shap knows no streams: its time
                        for a single row.
batch_rows_vs_lightgbm  rows per second in a batch of 10,000, over LightGBM's `pred_contrib`. Our tables are made anew
                        each time and counted.
largest_difference      between our values and LightGBM's, on a batch of 10,000 rows.
stream_changed          share of the groups of leaves that a row of the stream changes.
*_us                    microseconds a row. Peers: shap's `TreeExplainer` on the very trees, its own C code without its
                        check of additivity, or LightGBM, which `TreeExplainer` asks by default: whichever is faster;
                        LightGBM for the batch.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import UsageError
from explain.detectors.lightgbm_trees import LightGbmTrees
from explain.history import FloatArray
from explain.shapley.forest import Forest
from explain.shapley.stream import ShapleyStream
from explain.shapley.trees import TreeShapley
from explain.training import Progress

Figures = dict[str, float]
_FEATURES, _TRAINING_ROWS, _STEP = 20, 20_000, 0.01
_MODEL = {"num_iterations": 300, "num_leaves": 31, "learning_rate": 0.1, "min_data_in_leaf": 20, "lambda_l2": 0.0}
_NO_SAMPLING = {"bagging_fraction": 1.0, "bagging_freq": 0, "feature_fraction": 1.0}


@dataclass(frozen=True)
class Size:
    """How long to measure. slow_rows: single rows of the peers; rows: our own."""

    turns: int = 5
    slow_rows: int = 100
    rows: int = 1000
    batch: int = 10_000


def explain_speed(_: Path, progress: Progress) -> tuple[Figures, Figures]:
    """(figures, peers). Needs no data set. Raises UsageError when shap is not installed."""
    return measured(Size(), progress)


def measured(size: Size, progress: Progress) -> tuple[Figures, Figures]:
    """(figures, peers) of a measurement of this size."""
    detector, x = made()
    shapley, by_shap = TreeShapley(detector.forest()), shap_values(detector.forest())
    stream, walk = ShapleyStream(shapley), x[0] + np.cumsum(_steps(x, size.rows), axis=0)
    cold = [x[i : i + 1] for i in range(size.rows)]
    changed: list[int] = []

    def streamed(row: FloatArray) -> None:
        stream.values(row)
        changed.append(stream.reckoned)

    def in_a_batch(rows: FloatArray) -> None:
        shapley.forget_tables()
        shapley.values(rows)

    batch = [x[: size.batch]]
    tasks: dict[str, tuple[Callable[[FloatArray], Any], list[FloatArray], int]] = {
        "shap": (by_shap, cold[: size.slow_rows], 1),
        "lightgbm": (detector.contributions, cold[: size.slow_rows], 1),
        "one_row": (shapley.values, cold, 1),
        "stream_row": (streamed, list(walk), 1),
        "lightgbm_batch": (detector.contributions, batch, len(batch[0])),
        "batch": (in_a_batch, batch, len(batch[0])),
    }
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for turn in range(size.turns):
        for i, (name, (task, rows, rows_each)) in enumerate(tasks.items()):
            progress(name.replace("_", " "), turn * len(tasks) + i, size.turns * len(tasks))
            taken[name].append(_microseconds(task, rows) / rows_each)
    us = {name: float(np.median(times)) for name, times in taken.items()}
    return _figures(us, detector, shapley, batch[0], float(np.mean(changed)) / stream.groups)


def _figures(
    us: Figures, detector: LightGbmTrees, shapley: TreeShapley, rows: FloatArray, changed: float
) -> tuple[Figures, Figures]:
    peer = min(us["shap"], us["lightgbm"])
    figures = {
        "one_row_vs_shap": us["one_row"] / peer,
        "stream_row_vs_shap": us["stream_row"] / peer,
        "batch_rows_vs_lightgbm": us["lightgbm_batch"] / us["batch"],
        "largest_difference": float(np.abs(shapley.values(rows) - detector.contributions(rows)).max()),
        "stream_changed": changed,
    }
    own = {f"{name}_us": us[name] for name in ("one_row", "stream_row", "batch")}
    return figures | own, {"one_row_us": peer, "stream_row_us": peer, "batch_us": us["lightgbm_batch"]}


def made() -> tuple[LightGbmTrees, FloatArray]:
    """(the model, rows like those that it was trained on)."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(_TRAINING_ROWS, _FEATURES))
    score = x @ rng.normal(size=_FEATURES) / 2 + x[:, 0] * x[:, 1] + np.sin(2 * x[:, 2]) * x[:, 3]
    score += (x[:, 4] > 0.5) * x[:, 5] + rng.normal(size=len(x)) / 2
    names = [f"f{i}.value" for i in range(_FEATURES)]
    detector = LightGbmTrees.fit(x, score > 0.0, columns=names, settings={**_MODEL, **_NO_SAMPLING}, seed=1)
    return detector, rng.normal(size=(_TRAINING_ROWS, _FEATURES))


def shap_values(forest: Forest) -> Callable[[FloatArray], FloatArray]:
    """shap's own algorithm on the same trees. Raises UsageError when shap is not installed."""
    try:
        import shap
    except ImportError as error:
        raise UsageError("this bench measures against shap, which is not installed: pip install shap") from error
    explainer = shap.TreeExplainer({"trees": list(_as_shap_reads_them(forest))})

    def values(rows: FloatArray) -> FloatArray:
        return np.asarray(explainer.shap_values(rows, check_additivity=False), dtype=np.float64)

    return values


def _as_shap_reads_them(forest: Forest) -> Iterator[dict[str, Any]]:
    for start, end in pairwise([*forest.roots.tolist(), len(forest.feature)]):
        left, right = forest.left[start:end] - start, forest.right[start:end] - start
        leaf = forest.feature[start:end] < 0
        yield {
            "children_left": np.where(leaf, -1, left),
            "children_right": np.where(leaf, -1, right),
            "children_default": np.where(leaf, -1, np.where(forest.nan_left[start:end], left, right)),
            "features": np.where(leaf, -2, forest.feature[start:end]),
            "thresholds": forest.threshold[start:end],
            "values": forest.value[start:end, None],
            "node_sample_weight": forest.cover[start:end],
        }


def _steps(x: FloatArray, rows: int) -> FloatArray:
    return np.random.default_rng(1).normal(scale=_STEP * x.std(axis=0), size=(rows, x.shape[1]))


def _microseconds(task: Callable[[FloatArray], Any], rows: list[FloatArray]) -> float:
    """CPU time of one call, the mean over the rows."""
    began = time.process_time()
    for row in rows:
        task(row)
    return (time.process_time() - began) / len(rows) * 1e6
