"""One-class support vector machine: a healthy region in the space of features, held up by its outermost rows.

scikit-learn finds the support vectors (Schölkopf et al. 2001, Neural Computation 13(7)); scoring is arithmetic on
them. The kernel is the radial basis function exp(-γ ‖a - b‖²) on scaled features.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Self

import numpy as np

from explain.detectors.arithmetic import squared_distances
from explain.detectors.arrays import array_files, read_array
from explain.detectors.contract import BoolArray, FloatArray, Settings, with_settings
from explain.detectors.filling import Filling, fit_filling, healthy_rows
from explain.errors import BundleError, TrainingError

_LARGEST_GAMMA = 1e6


class OneClassSvm:
    """Raw scores are ln(ρ' / support), support = Σ α K(row, support vector): above 0 is outside the healthy region.

    ρ' is the support that the given quantile of healthy rows has. The order of rows is that of the machine's own
    decision function, support - ρ; the logarithm keeps rows apart that lie so far out that their support is 0.
    """

    family: ClassVar[str] = "one_class_svm"
    supervised: ClassVar[bool] = False
    raw_unit: ClassVar[str] = "ln of the healthy limit of kernel support over the row's"
    DEFAULTS: ClassVar[Settings] = {
        "nu": 0.01,
        "gamma": 1.0,
        "quantile": 0.99,
        "max_rows": 4000,
        "scaling": "standard",
    }

    def __init__(self, filling: Filling, vectors: FloatArray, alpha: FloatArray, gamma: float, limit: float) -> None:
        self._filling = filling
        self._vectors = vectors
        self._alpha = alpha
        self._gamma = gamma
        self._limit = limit

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

        nu: share of the rows that may lie outside. gamma: of the kernel, for all features together (each feature's
        share is gamma over their number). quantile: of the healthy rows, where raw is 0. max_rows: of more rows so
        many are drawn by the seed, for the work grows with their square. scaling: `standard` or `robust`.
        """
        from sklearn.svm import OneClassSVM

        chosen = with_settings(cls.DEFAULTS, settings)
        quantile, most, width = float(chosen["quantile"]), int(chosen["max_rows"]), float(chosen["gamma"])
        if not 0.0 < quantile <= 1.0 or most < 1 or not 0.0 < width <= _LARGEST_GAMMA:
            raise TrainingError("quantile must lie between 0 and 1; gamma and max_rows must be positive")
        healthy, counts = healthy_rows(x, y, weight)
        filling = fit_filling(healthy, columns, counts, str(chosen["scaling"]))
        z = filling.scaled(healthy)
        if len(z) > most:
            drawn = np.sort(np.random.default_rng(seed).choice(len(z), most, replace=False))
            z, counts = z[drawn], counts[drawn]
        gamma = width / z.shape[1]
        machine = OneClassSVM(kernel="rbf", gamma=gamma, nu=chosen["nu"])
        try:
            machine.fit(z, sample_weight=None if weight is None else counts)
        except ValueError as error:
            raise TrainingError(f"the one-class SVM cannot be trained: {error}") from error
        vectors, alpha = np.ascontiguousarray(machine.support_vectors_), np.ascontiguousarray(machine.dual_coef_[0])
        keep = alpha > 0.0
        model = cls(filling, vectors[keep], alpha[keep], gamma, 0.0)
        model._limit = -float(np.quantile(-model._log_support(z), quantile))
        return model

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """From its arrays. Raises BundleError on anything missing or malformed."""
        filling = Filling.from_files(files)
        alpha = read_array(files, "alpha", np.float64, (None,))
        vectors = read_array(files, "vectors", np.float64, (len(alpha), len(filling.kept)))
        gamma, limit = (float(number) for number in read_array(files, "gamma_and_limit", np.float64, (2,)))
        if not len(alpha) or alpha.min() <= 0.0 or alpha.max() > 1e100 or np.abs(vectors).max() > 1e100:
            raise BundleError("the model's support vectors are none. Train it again")
        if not 0.0 < gamma <= _LARGEST_GAMMA or abs(limit) > 1e100:
            raise BundleError("the model's kernel is none. Train it again")
        return cls(filling, vectors, alpha, gamma, limit)

    def raw(self, x: FloatArray) -> FloatArray:
        """ln of the healthy limit of support over the row's, shape (rows,)."""
        return self._limit - self._log_support(self._filling.scaled(x))

    def forest(self) -> None:
        """It has no trees."""

    def files(self) -> dict[str, bytes]:
        """The scales as JSON, the support vectors as arrays."""
        arrays = {
            "vectors": self._vectors,
            "alpha": self._alpha,
            "gamma_and_limit": np.array([self._gamma, self._limit]),
        }
        return {**self._filling.files(), **array_files(arrays)}

    def _log_support(self, z: FloatArray) -> FloatArray:
        """ln Σ α exp(-γ d²), shape (rows,), reckoned from the nearest vector so that nothing vanishes."""
        exponents = np.log(self._alpha) - self._gamma * squared_distances(z, self._vectors)
        nearest = exponents.max(axis=1)
        with np.errstate(under="ignore"):
            rest = np.exp(exponents - nearest[:, None]).sum(axis=1)
        return np.asarray(nearest + np.log(rest))
