"""Gradient-boosted trees (LightGBM): the default detector of one failure mode.

A damaged model text can crash the process that parses it, so `from_text` is only called on text whose digest has
been verified (`explain.bundle`).
"""

from typing import TYPE_CHECKING, ClassVar

import numpy as np
import numpy.typing as npt

from explain.detectors.contract import FloatArray
from explain.errors import TrainingError

# One thread, always: OpenMP threads that wait for each other burn the machine. Measured on two busy cores: a single
# row takes ten times as long with LightGBM's default, training 25 times. Modes are trained side by side instead.
_ONE_THREAD = 1

if TYPE_CHECKING:
    from lightgbm import Booster


class LightGbmTrees:
    """Boosted trees on log-loss. Raw scores are log-odds."""

    PARAMETERS: ClassVar[dict[str, float | int]] = {
        "num_iterations": 300,
        "learning_rate": 0.05,
        "num_leaves": 15,
        "min_data_in_leaf": 10,
        "lambda_l2": 1.0,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "feature_fraction": 0.8,
    }

    def __init__(self, text: str) -> None:
        import lightgbm

        self._text = text
        self._booster = lightgbm.Booster(model_str=text)

    @classmethod
    def fit(cls, x: FloatArray, y: npt.NDArray[np.bool_], *, seed: int) -> "LightGbmTrees":
        """Train on x, shape (rows, features), and y, shape (rows,). Raises TrainingError when y has one class only."""
        if y.all() or not y.any():
            raise TrainingError("the training rows are all of one class; both healthy and failed rows are needed")
        return cls(_train(cls.PARAMETERS, x, y, seed).model_to_string())

    @classmethod
    def from_text(cls, text: str) -> "LightGbmTrees":
        """A model from verified text."""
        return cls(text)

    def raw(self, x: FloatArray) -> FloatArray:
        """Log-odds, shape (rows,)."""
        return np.asarray(self._booster.predict(x, raw_score=True, num_threads=_ONE_THREAD), dtype=np.float64)

    def contributions(self, x: FloatArray) -> FloatArray:
        """Path-dependent TreeSHAP values, computed by LightGBM itself, shape (rows, features + 1)."""
        values = self._booster.predict(x, pred_contrib=True, num_threads=_ONE_THREAD)
        return np.asarray(values, dtype=np.float64)

    def to_text(self) -> str:
        """LightGBM's text format."""
        return self._text


def plain_probability(x: FloatArray, y: npt.NDArray[np.bool_], judged: FloatArray) -> FloatArray:
    """Probability of y by LightGBM with its default settings: the peer that benches measure against, shape (rows,)."""
    return np.asarray(_train({}, x, y, 0).predict(judged), dtype=np.float64)


def _train(parameters: dict[str, float | int], x: FloatArray, y: npt.NDArray[np.bool_], seed: int) -> "Booster":
    import lightgbm

    fixed = {"objective": "binary", "seed": seed, "deterministic": True, "force_row_wise": True, "verbosity": -1}
    data = lightgbm.Dataset(x, y.astype(np.int32), params={"verbosity": -1})
    return lightgbm.train({**fixed, **parameters, "num_threads": _ONE_THREAD}, data)
