"""Gradient-boosted trees (LightGBM): the default detector of one failure mode.

LightGBM is needed to train. To score, its text is read by our own strict reader (`explain.shapley.lightgbm_text`):
LightGBM's own parser can crash on a damaged text, and importing it costs a second.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np

from explain.detectors.contract import BoolArray, FloatArray, Setting, Settings, refuse_unlearnable, with_settings
from explain.errors import BundleError, TrainingError
from explain.shapley.forest import Forest
from explain.shapley.lightgbm_text import forest_of_text

# One thread, always: OpenMP threads that wait for each other burn the machine. Measured on two busy cores: a single
# row takes ten times as long with LightGBM's default, training 25 times. Modes are trained side by side instead.
_ONE_THREAD = 1
_FILE = "model.txt"

if TYPE_CHECKING:
    from lightgbm import Booster


class LightGbmTrees:
    """Boosted trees on log-loss. Raw scores are log-odds."""

    family: ClassVar[str] = "lightgbm"
    supervised: ClassVar[bool] = True
    raw_unit: ClassVar[str] = "log-odds"
    DEFAULTS: ClassVar[Settings] = {
        "num_iterations": 300,
        "learning_rate": 0.05,
        "num_leaves": 15,
        "min_data_in_leaf": 10,
        "lambda_l2": 1.0,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "feature_fraction": 0.8,
        "extra_trees": False,
        "max_bin": 255,
        "min_data_in_bin": 3,
    }

    def __init__(self, text: str) -> None:
        """Raises BundleError when the text is not LightGBM's, or of a kind that cannot be explained exactly."""
        self._text = text
        self._forest = forest_of_text(text)

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
        """Train on x, shape (rows, features), and y, shape (rows,). Raises TrainingError when these cannot teach."""
        chosen = with_settings(cls.DEFAULTS, settings)
        refuse_unlearnable(x, y, supervised=True)
        from lightgbm.basic import LightGBMError

        try:
            return cls(_train(chosen, x, y, seed, weight).model_to_string())
        except (LightGBMError, ValueError, TypeError) as error:
            raise TrainingError(f"LightGBM cannot be trained with these settings: {error}") from error

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """From LightGBM's text. Raises BundleError when it is missing or malformed."""
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
        """LightGBM's text format."""
        return {_FILE: self._text.encode()}

    def contributions(self, x: FloatArray) -> FloatArray:
        """Path-dependent Shapley values by LightGBM itself, shape (rows, features + 1), the base last.

        For machines on which our own kernel cannot run. The text must be one that was verified.
        """
        values = self._booster.predict(x, pred_contrib=True, num_threads=_ONE_THREAD)
        return np.asarray(values, dtype=np.float64)

    @cached_property
    def _booster(self) -> "Booster":
        import lightgbm

        return lightgbm.Booster(model_str=self._text)


def plain_probability(x: FloatArray, y: BoolArray, judged: FloatArray) -> FloatArray:
    """Probability of y by LightGBM with its default settings: the peer that benches measure against, shape (rows,)."""
    return np.asarray(_train({}, x, y, 0, None).predict(judged), dtype=np.float64)


def plain_contributions(x: FloatArray, y: BoolArray, asked: FloatArray) -> FloatArray:
    """Shapley values of that peer by LightGBM itself, shape (rows, features + 1)."""
    found = _train({}, x, y, 0, None).predict(asked, pred_contrib=True, num_threads=_ONE_THREAD)
    return np.asarray(found, dtype=np.float64)


def _train(
    chosen: Mapping[str, Setting], x: FloatArray, y: BoolArray, seed: int, weight: FloatArray | None
) -> "Booster":
    import lightgbm

    fixed = {"objective": "binary", "seed": seed, "deterministic": True, "force_row_wise": True, "verbosity": -1}
    data = lightgbm.Dataset(x, y.astype(np.int32), weight=weight, params={"verbosity": -1})
    return lightgbm.train({**fixed, **chosen, "num_threads": _ONE_THREAD}, data)
