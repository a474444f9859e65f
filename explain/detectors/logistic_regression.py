"""Logistic regression: the plain baseline that a more elaborate detector has to beat.

A gap is filled with the training median, each feature is brought to mean 0 and standard deviation 1, and the
log-odds are a weighted sum of these. scikit-learn fits it; scoring needs arithmetic alone.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Self

import numpy as np
from pydantic import Field, ValidationError, model_validator

from explain.detectors.contract import BoolArray, FloatArray, Settings, refuse_unlearnable, varies, with_settings
from explain.errors import BundleError, DataError, TrainingError
from explain.records import Record

_FILE = "model.json"
# Further out than a million standard deviations nothing changes: the score stays finite whatever a sensor says.
_FURTHEST = 1e6
_LARGEST = 1e100


class Coefficients(Record):
    """The fitted model; every tuple has one number a feature.

    median, mean, scale: in the feature's unit, mean and scale after gaps were filled. coefficient: log-odds for each
    standard deviation, 0 for a feature that never varied.
    """

    median: tuple[float, ...] = Field(min_length=1)
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    coefficient: tuple[float, ...]
    intercept: float

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if not len(self.median) == len(self.mean) == len(self.scale) == len(self.coefficient):
            raise ValueError("each feature needs a median, a mean, a scale and a coefficient")
        if min(self.scale) <= 0.0:
            raise ValueError("a scale must be positive")
        if max(map(abs, (*self.coefficient, self.intercept))) > _LARGEST:
            raise ValueError("a coefficient is too large for any score")
        return self


class LogisticRegression:
    """L2-regularised logistic regression. Raw scores are log-odds."""

    family: ClassVar[str] = "logistic_regression"
    supervised: ClassVar[bool] = True
    raw_unit: ClassVar[str] = "log-odds"
    DEFAULTS: ClassVar[Settings] = {"C": 1.0, "max_iter": 1000}

    def __init__(self, coefficients: Coefficients) -> None:
        self._model = coefficients

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

        Settings have scikit-learn's names. C: inverse of the regularisation; the smaller, the nearer to 0 the
        coefficients. The seed decides nothing: there is one optimum.
        """
        from sklearn.linear_model import LogisticRegression as Solver

        chosen = with_settings(cls.DEFAULTS, settings)
        refuse_unlearnable(x, y, supervised=True)
        keep = np.flatnonzero(varies(x))
        median, mean, scale = np.zeros(x.shape[1]), np.zeros(x.shape[1]), np.ones(x.shape[1])
        with np.errstate(over="ignore", invalid="ignore"):
            median[keep] = np.nanmedian(x[:, keep], axis=0)
            filled = np.where(np.isnan(x), median, x)
            mean[keep], scale[keep] = filled[:, keep].mean(axis=0), filled[:, keep].std(axis=0)
        if not np.isfinite(scale).all() or not (scale > 0.0).all():
            raise TrainingError(
                "a feature is too large or varies too little for arithmetic; choose another unit for it"
            )
        solver = Solver(**chosen)
        try:
            solver.fit(_standardised(filled, mean, scale)[:, keep], y, sample_weight=weight)
        except ValueError as error:
            raise TrainingError(f"the logistic regression cannot be trained: {error}") from error
        coefficient = np.zeros(x.shape[1])
        coefficient[keep] = solver.coef_[0]
        return cls(
            Coefficients(
                median=tuple(median.tolist()),
                mean=tuple(mean.tolist()),
                scale=tuple(scale.tolist()),
                coefficient=tuple(coefficient.tolist()),
                intercept=float(solver.intercept_[0]),
            )
        )

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """From its coefficients as JSON. Raises BundleError when these are missing or malformed."""
        try:
            return cls(Coefficients.model_validate_json(files[_FILE]))
        except (KeyError, ValidationError) as error:
            raise BundleError(f"the model has no readable {_FILE}. Train it again") from error

    def raw(self, x: FloatArray) -> FloatArray:
        """Log-odds, shape (rows,). Raises DataError when the rows have another number of features."""
        model = self._model
        if x.shape[1] != len(model.median):
            raise DataError(f"rows of {x.shape[1]} features; the model was trained on {len(model.median)}")
        filled = np.where(np.isnan(x), np.array(model.median), x)
        standardised = _standardised(filled, np.array(model.mean), np.array(model.scale))
        # Not `@`: a matrix product may add a row's terms in another order when it stands among others.
        terms = np.multiply(standardised, np.array(model.coefficient), order="C")
        return np.asarray(terms.sum(axis=1) + model.intercept)

    def forest(self) -> None:
        """It has no trees."""

    def files(self) -> dict[str, bytes]:
        """The coefficients as canonical JSON (RFC 8785), in which every number comes back to the bit."""
        return {_FILE: self._model.canonical}


def _standardised(filled: FloatArray, mean: FloatArray, scale: FloatArray) -> FloatArray:
    with np.errstate(over="ignore"):
        return np.asarray(np.clip((filled - mean) / scale, -_FURTHEST, _FURTHEST))
