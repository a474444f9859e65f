"""What every detector can do, whatever its family."""

import math
from collections.abc import Mapping, Sequence
from typing import ClassVar, Protocol, Self

import numpy as np
import numpy.typing as npt

from explain.errors import TrainingError
from explain.shapley.forest import Forest

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
Setting = float | int | str | bool
Settings = Mapping[str, Setting]

MIN_ROWS = 20
"""Fewer usable training rows than this teach nothing that could be relied on."""


class Detector(Protocol):
    """A trained model of one failure mode. x: shape (rows, features), NaN is a gap.

    family: its id in equipment.yaml. supervised: False learns from healthy rows alone.
    raw_unit: the unit of `raw`, in words. DEFAULTS: every setting and its default.
    """

    family: ClassVar[str]
    supervised: ClassVar[bool]
    raw_unit: ClassVar[str]
    DEFAULTS: ClassVar[Settings]

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
        """Train on x, shape (rows, features), and y, shape (rows,): True where the failure mode is present.

        columns: the features' names, in order. weight: how much each row counts, shape (rows,).
        Raises TrainingError when the rows cannot teach, or for a setting that the family does not have.
        """
        ...

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """A detector from `files`, whose digests have been verified. Raises BundleError on anything malformed."""
        ...

    def raw(self, x: FloatArray) -> FloatArray:
        """Score before calibration, the higher the worse, shape (rows,); finite for every row."""
        ...

    def forest(self) -> Forest | None:
        """Trees whose leaf values add up to `raw`; None when the family is not made of trees."""
        ...

    def files(self) -> dict[str, bytes]:
        """The model as text and arrays, by file name."""
        ...


def with_settings(defaults: Settings, settings: Settings) -> dict[str, Setting]:
    """The defaults with what was chosen. Raises TrainingError for a setting that the family does not have, or a value
    of another kind than the default's.
    """
    unknown = sorted(set(settings) - set(defaults))
    if unknown:
        raise TrainingError(f"unknown setting(s) {', '.join(unknown)}; there are: {', '.join(sorted(defaults))}")
    return {**defaults, **{name: _of_kind(name, value, defaults[name]) for name, value in settings.items()}}


def _of_kind(name: str, value: Setting, default: Setting) -> Setting:
    """The value, as the kind of the default: a whole number may stand for a real one, and the other way round."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    match default:
        case bool() if isinstance(value, bool):
            return value
        case str() if isinstance(value, str):
            return value
        case float() if number and not isinstance(default, bool):
            return float(value)
        case int() if number and not isinstance(default, bool) and float(value).is_integer():
            return int(value)
        case _:
            raise TrainingError(f"setting {name} is {value!r}; it must be of the kind of its default, {default!r}")


def refuse_unlearnable(x: FloatArray, y: BoolArray, *, supervised: bool) -> None:
    """Raises TrainingError when no model could learn from these rows, saying what is missing."""
    if supervised and (y.all() or not y.any()):
        raise TrainingError("the training rows are all of one class; both healthy and failed rows are needed")
    usable = x if supervised else x[~y]
    if len(usable) < MIN_ROWS:
        what = "training" if supervised else "healthy training"
        raise TrainingError(f"{len(usable)} {what} rows; at least {MIN_ROWS} are needed. Collect more")
    if not varies(usable).any():
        raise TrainingError("every feature is blank or never changes; check how the signals are bound to their columns")


def varies(x: FloatArray) -> BoolArray:
    """Which columns hold at least two different numbers, shape (features,)."""
    low = np.where(np.isnan(x), np.inf, x).min(axis=0, initial=np.inf)
    high = np.where(np.isnan(x), -np.inf, x).max(axis=0, initial=-np.inf)
    return np.asarray(low < high)
