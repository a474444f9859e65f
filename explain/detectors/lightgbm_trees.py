"""Gradient-boosted trees (LightGBM): the default detector of one failure mode.

A damaged model text can crash the process that parses it, so `from_text` is only called on text whose digest has
been verified (`explain.bundle`).
"""

import numpy as np
import numpy.typing as npt

from explain.detectors.contract import FloatArray
from explain.errors import TrainingError

# One thread: with LightGBM's default threads a single row takes ten times as long under load.
_ONE_THREAD = 1


class LightGbmTrees:
    """Boosted trees on log-loss. Raw scores are log-odds."""

    PARAMETERS: dict[str, float | int] = {
        "n_estimators": 300,
        "learning_rate": 0.05,
        "num_leaves": 15,
        "min_child_samples": 10,
        "reg_lambda": 1.0,
        "subsample": 0.8,
        "subsample_freq": 1,
        "colsample_bytree": 0.8,
    }

    def __init__(self, text: str) -> None:
        import lightgbm

        self._text = text
        self._booster = lightgbm.Booster(model_str=text)

    @classmethod
    def fit(cls, x: FloatArray, y: npt.NDArray[np.bool_], *, seed: int) -> "LightGbmTrees":
        """Train on x, shape (rows, features), and y, shape (rows,). Raises TrainingError when y has one class only."""
        import lightgbm

        if y.all() or not y.any():
            raise TrainingError("the training rows are all of one class; both healthy and failed rows are needed")
        model = lightgbm.LGBMClassifier(
            **cls.PARAMETERS, random_state=seed, n_jobs=2, deterministic=True, force_row_wise=True, verbose=-1
        )
        model.fit(x, y.astype(np.int32))
        return cls(model.booster_.model_to_string())

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
    import lightgbm

    model = lightgbm.LGBMClassifier(random_state=0, n_jobs=2, deterministic=True, force_row_wise=True, verbose=-1)
    model.fit(x, y.astype(np.int32))
    return np.asarray(model.booster_.predict(judged), dtype=np.float64)
