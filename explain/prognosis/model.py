"""A trained prognosis: FeatureVector → RemainingLife, and the model as text and arrays."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import Field, ValidationError

from explain.detectors.arrays import array_files, read_array
from explain.detectors.lightgbm_regression import LightGbmRegression
from explain.errors import BundleError
from explain.history import FloatArray, IntArray
from explain.records import Digest, FeatureVector, Quality, Record, UtcTime
from explain.scoring import as_row
from explain.shapley.forest import Forest

MOMENTS = 50
"""Of each run, at which its held-out error is taken."""
KNOTS = 6
"""Points of the curve of the expected error."""
_META = "prognosis.json"


class RemainingLife(Record):
    """How long an asset will still run, in `unit`; never more than the cap.

    low, high: hold the life left in about `level` of the cases (what exactly is promised: `explain.prognosis`).
    capped: `high` is the cap, and the life left may also be longer.
    """

    chain_id: str
    asset_id: str
    time: UtcTime
    bundle_digest: Digest
    value: float = Field(ge=0)
    low: float = Field(ge=0)
    high: float = Field(ge=0)
    level: float
    unit: str
    capped: bool
    quality: Quality


class LifeSettings(Record):
    """cap: the longest life that is told apart, in `unit`, which is that of the clock. level: of the interval.

    model: settings of the boosted trees that are not to have their defaults.
    """

    cap: float = Field(gt=0)
    unit: str
    level: float = Field(default=0.9, ge=0.5, le=0.99)
    folds: int = Field(default=10, ge=2, le=100)
    model: dict[str, float | int | str | bool] = {}


class HeldOutLife(Record):
    """What the training saw. runs: lives that taught. censored: those left out because they did not end in failure.

    rmse: of the held-out predictions, prediction and truth capped, all runs counting alike.
    """

    runs: int = Field(gt=0)
    censored: int = Field(ge=0)
    rmse: float = Field(ge=0)


class _Meta(Record):
    settings: LifeSettings
    columns: tuple[str, ...]
    held_out: HeldOutLife


@dataclass(frozen=True, eq=False)
class Prognosis:
    """K models, calibrated on n runs at M moments of each.

    columns: the features' names, in order. models: one a fold, grown without the runs of that fold.
    fold: of each run, shape (n,). scores: held-out errors in units of the expected error, shape (n, M).
    knots, spread: each model's predictions, rising, and the errors expected at them, shape (K, KNOTS).
    """

    settings: LifeSettings
    columns: tuple[str, ...]
    held_out: HeldOutLife
    models: tuple[LightGbmRegression, ...]
    fold: IntArray
    scores: FloatArray
    knots: FloatArray
    spread: FloatArray

    def predict(self, x: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """(value, low, high) of x, shape (rows, features): each of shape (rows,), from 0 to the cap, in its unit."""
        cap, level = self.settings.cap, self.settings.level
        each = np.stack([np.clip(model.predict(x), 0.0, cap) for model in self.models])
        curves = zip(each, self.knots, self.spread, strict=True)
        expected = np.stack([np.interp(*curve) for curve in curves])
        value, low, high = each.mean(axis=0), np.empty(len(x)), np.empty(len(x))
        for row in range(len(x)):
            middle, reach = each[self.fold, row][:, None], expected[self.fold, row][:, None] * self.scores
            low[row], high[row] = -_upper_end(reach - middle, level), _upper_end(middle + reach, level)
        # The promise is about capped lives, so ends beyond 0 and the cap say nothing more.
        return value, np.clip(np.minimum(low, value), 0.0, cap), np.clip(np.maximum(high, value), 0.0, cap)

    def judge(self, vector: FeatureVector, bundle_digest: Digest) -> RemainingLife:
        """The life left at one instant. Raises BundleError when the features are those of another model."""
        if vector.names != self.columns:
            raise BundleError("the readings were prepared for another model. Train the model of this plant again")
        value, low, high = (float(part[0]) for part in self.predict(as_row(vector)))
        return RemainingLife(
            chain_id=vector.chain_id,
            asset_id=vector.asset_id,
            time=vector.time,
            bundle_digest=bundle_digest,
            value=value,
            low=low,
            high=high,
            level=self.settings.level,
            unit=self.settings.unit,
            capped=high >= self.settings.cap,
            quality=vector.quality,
        )

    def forest(self) -> Forest:
        """All trees as one: their leaf values add up to the value, before it is kept between 0 and the cap."""
        return _mean([model.forest() for model in self.models])

    def files(self) -> dict[str, bytes]:
        """The model as text and arrays, by file name."""
        files = {_META: _Meta(settings=self.settings, columns=self.columns, held_out=self.held_out).canonical}
        for k, model in enumerate(self.models):
            files |= {f"{_prefix(k)}{name}": content for name, content in model.files().items()}
        arrays = {"fold": self.fold, "scores": self.scores, "knots": self.knots, "spread": self.spread}
        return files | array_files(arrays)

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """From `files`, whose digests have been verified. Raises BundleError on anything missing or malformed."""
        try:
            meta = _Meta.model_validate_json(files[_META])
        except (KeyError, ValidationError) as error:
            raise BundleError(f"the prognosis has no readable {_META}. Train it again") from error
        runs, folds = meta.held_out.runs, meta.settings.folds
        found = cls(
            settings=meta.settings,
            columns=meta.columns,
            held_out=meta.held_out,
            models=tuple(LightGbmRegression.from_files(_below(files, _prefix(k))) for k in range(folds)),
            fold=read_array(files, "fold", np.int64, (runs,)),
            scores=read_array(files, "scores", np.float64, (runs, MOMENTS)),
            knots=read_array(files, "knots", np.float64, (folds, KNOTS)),
            spread=read_array(files, "spread", np.float64, (folds, KNOTS)),
        )
        _refuse_unsound(found)
        return found


def _prefix(k: int) -> str:
    return f"fold_{k}."


def _below(files: Mapping[str, bytes], prefix: str) -> dict[str, bytes]:
    return {name.removeprefix(prefix): content for name, content in files.items() if name.startswith(prefix)}


def _refuse_unsound(found: Prognosis) -> None:
    sound = (
        all(model.forest().n_features == len(found.columns) for model in found.models)
        and ((found.fold >= 0) & (found.fold < len(found.models))).all()
        and (found.scores >= 0).all()
        and (found.spread > 0).all()
        and (np.diff(found.knots, axis=1) >= 0).all()
    )
    if not sound:
        raise BundleError("the parts of the prognosis do not fit each other. Train it again")


def _upper_end(ends: FloatArray, level: float) -> float:
    """The end that `level` of all runs stay below, shape (n, M); as one run more than there are counts as beyond it,
    infinite where there are too few. Barber et al. 2021, equation 1.3; the moments of a run share its weight.
    """
    runs, moments = ends.shape
    # A hair less, for level · whole numbers that floating point puts a hair above.
    rank = math.ceil(level * (runs + 1) * moments - 1e-9)
    return float(np.partition(ends.ravel(), rank - 1)[rank - 1]) if rank <= ends.size else math.inf


def _mean(forests: Sequence[Forest]) -> Forest:
    """The forest whose raw output is the mean of theirs."""
    nodes = np.array([len(forest.feature) for forest in forests])
    first = np.cumsum(nodes) - nodes

    def shifted(name: str) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        parts = [getattr(forest, name) for forest in forests]
        return np.concatenate([np.where(p < 0, p, p + at) for p, at in zip(parts, first, strict=True)]).astype(np.int32)

    return Forest(
        n_features=forests[0].n_features,
        base=float(np.mean([forest.base for forest in forests])),
        roots=shifted("roots"),
        feature=np.concatenate([forest.feature for forest in forests]),
        threshold=np.concatenate([forest.threshold for forest in forests]),
        left=shifted("left"),
        right=shifted("right"),
        nan_left=np.concatenate([forest.nan_left for forest in forests]),
        category=np.concatenate([forest.category for forest in forests]),
        cover=np.concatenate([forest.cover for forest in forests]),
        value=np.concatenate([forest.value for forest in forests]) / len(forests),
    )
