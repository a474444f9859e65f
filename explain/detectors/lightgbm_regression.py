"""Gradient-boosted trees (LightGBM) for a quantity: the model behind remaining useful life.

No detector: it scores no failure mode, and its output is in the unit of what it learned. As with the detector, its
text is read by our own strict reader, never by LightGBM's.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np

from explain.detectors.contract import MIN_ROWS, FloatArray, Setting, Settings, varies, with_settings
from explain.errors import BundleError, TrainingError
from explain.shapley.forest import Forest
from explain.shapley.lightgbm_text import forest_of_text

_ONE_THREAD = 1
"""As in `lightgbm_trees`: threads that wait for each other burn the machine."""
_FILE = "model.txt"

if TYPE_CHECKING:
    from lightgbm import Booster


class LightGbmRegression:
    """Boosted trees on squared error, split thresholds drawn at random (Geurts, Ernst and Wehenkel 2006): rows of one
    run resemble each other, and thresholds fitted to the last digit would learn the runs by heart.
    """

    DEFAULTS: ClassVar[Settings] = {
        "num_iterations": 800,
        "learning_rate": 0.04,
        "num_leaves": 31,
        "min_data_in_leaf": 20,
        "lambda_l2": 10.0,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "feature_fraction": 0.5,
        "extra_trees": True,
    }

    def __init__(self, text: str) -> None:
        """Raises BundleError when the text is not LightGBM's, or of a kind that cannot be explained exactly."""
        self._text = text
        self._forest = forest_of_text(text)

    @classmethod
    def fit(
        cls, x: FloatArray, y: FloatArray, *, settings: Settings, seed: int, weight: FloatArray | None = None
    ) -> Self:
        """Train on x, shape (rows, features), NaN a gap; y, shape (rows,); weight: how much each row counts.

        Raises TrainingError when these cannot teach: fewer than 20 rows, or nothing that varies in x or y.
        """
        chosen = with_settings(cls.DEFAULTS, settings)
        if len(x) < MIN_ROWS:
            raise TrainingError(f"{len(x)} training rows; at least {MIN_ROWS} are needed. Collect more")
        if not varies(x).any() or not varies(y[:, None]).any():
            raise TrainingError(
                "every feature, or the quantity itself, never changes; check the columns of the signals"
            )
        if weight is not None:
            # The penalty on leaf values is in units of weight: a mean of one makes it the same for every history.
            weight = weight / weight.mean()
        return cls(_train(chosen, x, y, seed, weight).model_to_string())

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """From LightGBM's text. Raises BundleError when it is missing or malformed."""
        try:
            return cls(files[_FILE].decode())
        except (KeyError, UnicodeDecodeError) as error:
            raise BundleError(f"the model has no readable {_FILE}. Train it again") from error

    def predict(self, x: FloatArray) -> FloatArray:
        """The quantity, in its own unit, shape (rows,)."""
        return self._forest.raw(x)

    def forest(self) -> Forest:
        """Trees whose leaf values add up to the prediction."""
        return self._forest

    def files(self) -> dict[str, bytes]:
        """LightGBM's text format."""
        return {_FILE: self._text.encode()}


def plain_regression(x: FloatArray, y: FloatArray, judged: FloatArray) -> FloatArray:
    """y as LightGBM with its default settings sees it: the peer that benches measure against, shape (rows,)."""
    return np.asarray(_train({}, x, y, 0, None).predict(judged), dtype=np.float64)


def _train(
    chosen: Mapping[str, Setting], x: FloatArray, y: FloatArray, seed: int, weight: FloatArray | None
) -> "Booster":
    import lightgbm

    fixed = {"objective": "regression", "seed": seed, "deterministic": True, "force_row_wise": True, "verbosity": -1}
    data = lightgbm.Dataset(x, y, weight=weight, params={"verbosity": -1})
    return lightgbm.train({**fixed, **chosen, "num_threads": _ONE_THREAD}, data)
