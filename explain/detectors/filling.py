"""What the unsupervised families share before they look at a row: gaps filled, features brought to one scale.

The median of the healthy rows stands for a gap. A feature that never varies in them teaches no scale, so it is left
out, and named.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, ValidationError, model_validator

from explain.detectors.contract import BoolArray, FloatArray, refuse_unlearnable, varies
from explain.errors import BundleError, DataError, TrainingError
from explain.records import Record

FURTHEST = 1e6
"""Standard deviations beyond which a value says nothing more: scores stay finite whatever a sensor says."""
SCALINGS = ("standard", "robust")
_FILE = "filling.json"
_LARGEST = 1_000_000
# A spread below this share of a column's own size is the rounding of its arithmetic, not the machine.
_ROUNDING = 1e-12
_MAD_TO_SD = 1.4826

Column = Annotated[int, Field(ge=0, lt=_LARGEST)]


class Filling(Record):
    """How a row of features becomes the numbers that a model reads; the last three have one number a column kept.

    features: of a row. kept: their columns that vary, in order. left_out: the names of the others.
    fill, centre, scale: in the feature's unit; fill stands for a gap, (value - centre) / scale is what is read.
    """

    features: int = Field(ge=1, le=_LARGEST)
    kept: tuple[Column, ...] = Field(min_length=1)
    left_out: tuple[str, ...]
    fill: tuple[float, ...]
    centre: tuple[float, ...]
    scale: tuple[float, ...]

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if not len(self.kept) == len(self.fill) == len(self.centre) == len(self.scale):
            raise ValueError("each column kept needs a fill, a centre and a scale")
        if sorted(set(self.kept)) != list(self.kept) or self.kept[-1] >= self.features:
            raise ValueError("the columns kept must be some of the row's, in order")
        if len(self.kept) + len(self.left_out) != self.features:
            raise ValueError("each feature is either kept or left out")
        if min(self.scale) <= 0.0:
            raise ValueError("a scale must be positive")
        return self

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """From its JSON. Raises BundleError when this is missing or malformed."""
        try:
            return cls.model_validate_json(files[_FILE])
        except (KeyError, ValidationError) as error:
            raise BundleError(f"the model has no readable {_FILE}. Train it again") from error

    def files(self) -> dict[str, bytes]:
        """Canonical JSON (RFC 8785), in which every number comes back to the bit."""
        return {_FILE: self.canonical}

    def filled(self, x: FloatArray) -> FloatArray:
        """The columns kept, with no gap left, in the features' units; shape (rows, features) → (rows, kept)."""
        if x.ndim != 2 or x.shape[1] != self.features:
            raise DataError(f"the rows have shape {x.shape}; the model was trained on (rows, {self.features})")
        chosen = x[:, np.array(self.kept)]
        return np.where(np.isnan(chosen), np.array(self.fill), chosen)

    def scaled(self, x: FloatArray) -> FloatArray:
        """The same in scales from the centre, none further than FURTHEST; C-contiguous."""
        with np.errstate(over="ignore"):
            z = (self.filled(x) - np.array(self.centre)) / np.array(self.scale)
        return np.ascontiguousarray(np.clip(z, -FURTHEST, FURTHEST))

    def known(self, x: FloatArray) -> BoolArray:
        """Which values of the columns kept were measured, shape (rows, kept)."""
        return ~np.isnan(x[:, np.array(self.kept)])


def healthy_rows(x: FloatArray, y: BoolArray, weight: FloatArray | None) -> tuple[FloatArray, FloatArray]:
    """The rows that an unsupervised family may learn from, and their weights: those with y False that count at all.

    Raises TrainingError when they are fewer than 20, or nothing in them varies.
    """
    used = ~y if weight is None else ~y & (weight > 0.0)
    rows = x[used]
    refuse_unlearnable(rows, y[used], supervised=False)
    return rows, np.ones(len(rows)) if weight is None else weight[used]


def fit_filling(healthy: FloatArray, columns: Sequence[str], weight: FloatArray, scaling: str) -> Filling:
    """Learn from healthy rows, shape (rows, features); weight: shape (rows,), of use to the standard scaling alone.

    scaling: `standard` is mean and standard deviation; `robust` is median and 1.4826 · median absolute deviation
    (Rousseeuw and Croux 1993), or the standard deviation of a column that rests at its median most of the time.
    Raises TrainingError for another scaling, or values too large for arithmetic.
    """
    if scaling not in SCALINGS:
        raise TrainingError(f"scaling {scaling!r}: write one of {', '.join(SCALINGS)}")
    candidates = np.flatnonzero(varies(healthy))
    fill = np.nanmedian(healthy[:, candidates], axis=0)
    filled = np.where(np.isnan(healthy[:, candidates]), fill, healthy[:, candidates])
    with np.errstate(over="ignore", invalid="ignore"):
        centre = np.average(filled, axis=0, weights=weight)
        scale = np.sqrt(np.average((filled - centre) ** 2, axis=0, weights=weight))
    if not np.isfinite(scale).all():
        raise TrainingError("a feature is too large for arithmetic; choose another unit for it")
    real = scale > _ROUNDING * np.abs(filled).max(axis=0)
    if not real.any():
        raise TrainingError("every feature is blank or never changes; check how the signals are bound to their columns")
    if scaling == "robust":
        centre, scale = fill, _robust(filled, fill, scale)
    kept = candidates[real]
    return Filling(
        features=healthy.shape[1],
        kept=tuple(kept.tolist()),
        left_out=tuple(name for place, name in enumerate(columns) if place not in set(kept.tolist())),
        fill=tuple(fill[real].tolist()),
        centre=tuple(centre[real].tolist()),
        scale=tuple(scale[real].tolist()),
    )


def _robust(filled: FloatArray, median: FloatArray, sd: FloatArray) -> npt.NDArray[np.float64]:
    spread = _MAD_TO_SD * np.median(np.abs(filled - median), axis=0)
    return np.where(spread > _ROUNDING * np.abs(filled).max(axis=0), spread, sd)
