"""Principal components with two statistics of process monitoring: Hotelling's T² and Q, the squared prediction error.

The first components describe how healthy readings vary together. T² is how far a row lies along them, in healthy
variances (Hotelling 1931; Jackson 1959); Q is what they cannot describe at all (Jackson and Mudholkar 1979). A row is
out of control when either passes its limit, so the score is the larger of the two, each relative to its own limit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from explain.detectors.arithmetic import log_ratio, product
from explain.detectors.arrays import array_files, read_array
from explain.detectors.contract import BoolArray, FloatArray, Settings, with_settings
from explain.detectors.filling import Filling, fit_filling, healthy_rows
from explain.errors import BundleError, TrainingError

# Limits below a thousandth of a standard deviation would make an alarm of the arithmetic's own rounding: columns that
# depend on each other leave a healthy Q of nothing.
_LEAST_LIMIT = 1e-6


@dataclass(frozen=True, eq=False)
class Components:
    """directions: unit vectors, the strongest first, shape (kept, kept). variances: of the first ones, that T² uses,
    shape (used,). limits: of T² and of Q, shape (2,).
    """

    directions: FloatArray
    variances: FloatArray
    limits: FloatArray


class PcaMonitor:
    """T² and Q. Raw scores are ½ ln max(T² / its limit, Q / its limit): 0 where the classical chart gives an alarm."""

    family: ClassVar[str] = "pca"
    supervised: ClassVar[bool] = False
    raw_unit: ClassVar[str] = "ln of the distance over its healthy limit"
    DEFAULTS: ClassVar[Settings] = {"explained": 0.9, "quantile": 0.99, "scaling": "standard"}

    def __init__(self, filling: Filling, components: Components) -> None:
        self._filling = filling
        self._components = components

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
        """Learn from the rows of x, shape (rows, features), where y is False. Raises TrainingError when they cannot
        teach.

        explained: share of the variance that the components of T² describe. quantile: of the healthy rows' T² and Q,
        where their limits stand. scaling: `standard` or `robust`. The seed decides nothing: there is one solution.
        """
        chosen = with_settings(cls.DEFAULTS, settings)
        explained, quantile = float(chosen["explained"]), float(chosen["quantile"])
        if not 0.0 < explained <= 1.0 or not 0.0 < quantile <= 1.0:
            raise TrainingError("explained and quantile must lie between 0 and 1")
        healthy, counts = healthy_rows(x, y, weight)
        filling = fit_filling(healthy, columns, counts, str(chosen["scaling"]))
        z = filling.scaled(healthy)
        directions, variances = _principal(z, counts)
        # A hair less than asked for, so that rounding never calls for a direction without variance.
        enough = int(np.searchsorted(np.cumsum(variances), (explained - 1e-12) * variances.sum())) + 1
        used = min(enough, max(1, len(variances) - 1))
        squares = _squares(z, Components(directions, variances[:used], np.ones(2)))
        limits = np.maximum(np.quantile(squares, quantile, axis=0), _LEAST_LIMIT)
        return cls(filling, Components(directions, variances[:used], limits))

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """From its arrays. Raises BundleError on anything missing or malformed."""
        filling = Filling.from_files(files)
        kept = len(filling.kept)
        directions = read_array(files, "directions", np.float64, (kept, kept))
        variances = read_array(files, "variances", np.float64, (None,))
        limits = read_array(files, "limits", np.float64, (2,))
        if not 1 <= len(variances) <= kept or np.abs(directions).max() > 1.0 + 1e-9:
            raise BundleError("the model's components are none. Train it again")
        if variances.min() <= 0.0 or limits.min() <= 0.0:
            raise BundleError("the model's variances and limits must be positive. Train it again")
        return cls(filling, Components(directions, variances, limits))

    def raw(self, x: FloatArray) -> FloatArray:
        """½ ln of the larger of T² and Q over their limits, shape (rows,)."""
        return log_ratio(self.statistics(x).max(axis=1), 1.0)

    def statistics(self, x: FloatArray) -> FloatArray:
        """T² and Q, each over its limit, shape (rows, 2)."""
        return _squares(self._filling.scaled(x), self._components) / self._components.limits

    def contributions(self, x: FloatArray) -> FloatArray:
        """How much of the larger statistic, over its limit, each feature makes up, shape (rows, features).

        They add up to exp(2 · raw). A feature's part of T² = zᵀMz is z_j (Mz)_j (complete decomposition: Alcala and
        Qin 2009, Automatica 45(7)); of Q it is the square of what the components miss of that feature.
        """
        z, used = self._filling.scaled(x), len(self._components.variances)
        directions, variances = self._components.directions, self._components.variances
        along = product(z, directions)
        of_t2 = z * product(along[:, :used] / variances, np.ascontiguousarray(directions[:used].T))
        of_q = product(along[:, used:], np.ascontiguousarray(directions[used:].T)) ** 2
        t2, q = of_t2 / self._components.limits[0], of_q / self._components.limits[1]
        larger = self.statistics(x)
        parts = np.zeros(x.shape)
        parts[:, np.array(self._filling.kept)] = np.where((larger[:, 0] >= larger[:, 1])[:, None], t2, q)
        return parts

    def forest(self) -> None:
        """It has no trees."""

    def files(self) -> dict[str, bytes]:
        """The scales as JSON, the components as arrays."""
        parts = self._components
        arrays = {"directions": parts.directions, "variances": parts.variances, "limits": parts.limits}
        return {**self._filling.files(), **array_files(arrays)}


def _principal(z: FloatArray, weight: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(unit vectors as rows, variances along them), the largest variance first; each vector's largest part positive."""
    centred = z - np.average(z, axis=0, weights=weight)
    covariance = (centred * weight[:, None]).T @ centred / weight.sum()
    variances, vectors = np.linalg.eigh(covariance)
    directions = np.ascontiguousarray(vectors.T[::-1])
    largest = np.take_along_axis(directions, np.abs(directions).argmax(axis=1)[:, None], axis=1)
    return directions * np.sign(largest), np.maximum(variances[::-1], 0.0)


def _squares(z: FloatArray, components: Components) -> FloatArray:
    """T² and Q, shape (rows, 2)."""
    along = product(z, components.directions) ** 2
    used = len(components.variances)
    with np.errstate(over="ignore"):
        t2 = np.divide(along[:, :used], components.variances, order="C").sum(axis=1)
    return np.column_stack([t2, np.ascontiguousarray(along[:, used:]).sum(axis=1)])
