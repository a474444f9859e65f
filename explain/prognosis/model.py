"""A trained prognosis: FeatureVector → RemainingLife; on disk it is text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import Field, ValidationError, model_validator

from explain.detectors.lightgbm_regression import LightGbmRegression
from explain.errors import BundleError
from explain.history import FloatArray
from explain.records import Digest, FeatureVector, Quality, Record, UtcTime
from explain.scoring import as_row

_META = "prognosis.json"


class RemainingLife(Record):
    """How long an asset will still run, in `unit`; never more than the cap.

    low, high: hold the life left in about `level` of the cases (what is promised: `explain.prognosis`).
    capped: `high` is the cap, and the life left may as well be longer.
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

    regression: its settings that are not to have their defaults (`LightGbmRegression.DEFAULTS`).
    """

    cap: float = Field(gt=0)
    unit: str
    level: float = Field(default=0.9, ge=0.5, le=0.99)
    folds: int = Field(default=10, ge=2, le=100)
    regression: dict[str, float | int | str | bool] = Field(default_factory=dict)


class LifeEvidence(Record):
    """What a prognosis rests on. runs: lives that taught. censored: runs left out because they did not fail.

    held_out_rmse: of predictions by models that had not seen the run, both sides capped, all runs counting alike.
    predicted, reach: the interval is value ± reach, in between by linear interpolation; both in the life's unit.
    """

    runs: int = Field(gt=0)
    censored: int = Field(ge=0)
    held_out_rmse: float = Field(ge=0)
    predicted: tuple[float, ...] = Field(min_length=1)
    reach: tuple[float, ...]

    @model_validator(mode="after")
    def _is_a_curve(self) -> Self:
        if len(self.predicted) != len(self.reach) or list(self.predicted) != sorted(self.predicted):
            raise ValueError("predictions must rise, with one reach for each")
        if min(self.reach) < 0:
            raise ValueError("a reach cannot be negative")
        return self


class _Meta(Record):
    settings: LifeSettings
    columns: tuple[str, ...]
    evidence: LifeEvidence


@dataclass(frozen=True, eq=False)
class Prognosis:
    """A trained prognosis. columns: the features' names, in order."""

    settings: LifeSettings
    columns: tuple[str, ...]
    evidence: LifeEvidence
    regression: LightGbmRegression

    def predict(self, x: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """(value, low, high) of x, shape (rows, features): each of shape (rows,), from 0 to the cap, in its unit."""
        cap = self.settings.cap
        value = np.clip(self.regression.predict(x), 0.0, cap)
        reach = np.interp(value, self.evidence.predicted, self.evidence.reach)
        # The promise is about capped lives: ends beyond 0 and the cap would say nothing more.
        return value, np.maximum(value - reach, 0.0), np.minimum(value + reach, cap)

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

    def files(self) -> dict[str, bytes]:
        """The model as text, by file name."""
        meta = _Meta(settings=self.settings, columns=self.columns, evidence=self.evidence)
        return {_META: meta.canonical, **self.regression.files()}

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """From `files`, whose digests have been verified. Raises BundleError on anything missing or malformed."""
        try:
            meta = _Meta.model_validate_json(files[_META])
        except (KeyError, ValidationError) as error:
            raise BundleError(f"the prognosis has no readable {_META}. Train it again") from error
        regression = LightGbmRegression.from_files(files)
        if regression.forest().n_features != len(meta.columns):
            raise BundleError("the parts of the prognosis do not fit each other. Train it again")
        return cls(meta.settings, meta.columns, meta.evidence, regression)
