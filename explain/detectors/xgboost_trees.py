"""Gradient-boosted trees (XGBoost): a second opinion on the same kind of model.

XGBoost is needed to train. To score, its JSON is read by our own strict reader (`explain.shapley.xgboost_json`), so
a machine that only scores needs no XGBoost.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Self

import numpy as np

from explain.detectors.contract import BoolArray, FloatArray, Setting, Settings, refuse_unlearnable, with_settings
from explain.errors import BundleError, TrainingError
from explain.shapley.forest import Forest
from explain.shapley.xgboost_json import forest_of_json

_ONE_THREAD = 1
_FILE = "model.json"
# Training rounds to single precision: further out, the middle or the sum of two numbers may no longer fit it.
_LARGEST = 1e30


class XgboostTrees:
    """Boosted trees on log-loss. Raw scores are log-odds."""

    family: ClassVar[str] = "xgboost"
    supervised: ClassVar[bool] = True
    raw_unit: ClassVar[str] = "log-odds"
    DEFAULTS: ClassVar[Settings] = {
        "num_boost_round": 300,
        "learning_rate": 0.05,
        "max_depth": 4,
        "min_child_weight": 1.0,
        "reg_lambda": 1.0,
        "subsample": 0.8,
        "colsample_bytree": 0.8,
        "max_bin": 256,
    }

    def __init__(self, text: str) -> None:
        """Raises BundleError when the text is not XGBoost's, or of a kind that cannot be explained exactly."""
        self._text = text
        self._forest = forest_of_json(text)

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

        Settings have XGBoost's names.
        """
        chosen = with_settings(cls.DEFAULTS, settings)
        refuse_unlearnable(x, y, supervised=True)
        return cls(_train(chosen, x, y, seed, weight))

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """From XGBoost's JSON. Raises BundleError when it is missing or malformed."""
        try:
            return cls(files[_FILE].decode())
        except (KeyError, UnicodeDecodeError) as error:
            raise BundleError(f"the model has no readable {_FILE}. Train it again") from error

    def raw(self, x: FloatArray) -> FloatArray:
        """Log-odds, shape (rows,)."""
        return self._forest.raw(x)

    def forest(self) -> Forest:
        """The trees themselves."""
        return self._forest

    def files(self) -> dict[str, bytes]:
        """XGBoost's JSON format."""
        return {_FILE: self._text.encode()}


def _train(chosen: Mapping[str, Setting], x: FloatArray, y: BoolArray, seed: int, weight: FloatArray | None) -> str:
    try:
        import xgboost
    except ImportError as error:
        raise TrainingError("XGBoost is not installed. Run: pip install 'faultlens[xgboost]'") from error
    fixed = {
        "objective": "binary:logistic",
        "tree_method": "hist",
        "seed": seed,
        "nthread": _ONE_THREAD,
        "verbosity": 0,
    }
    parameters = {**fixed, **chosen}
    rounds = parameters.pop("num_boost_round")
    try:
        rows = xgboost.DMatrix(
            np.clip(x, -_LARGEST, _LARGEST), label=y.astype(np.float32), weight=weight, nthread=_ONE_THREAD
        )
        return bytes(xgboost.train(parameters, rows, num_boost_round=rounds).save_raw("json")).decode()
    except (xgboost.core.XGBoostError, ValueError, TypeError) as error:
        raise TrainingError(f"XGBoost cannot be trained: {error}") from error
