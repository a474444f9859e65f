"""A dense autoencoder: a network that learned to give healthy rows back through a narrow middle, and fails at others.

scikit-learn trains it (Kramer 1991, AIChE Journal 37(2): nonlinear principal components); running it is arithmetic.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from explain.detectors.arithmetic import log_ratio, product
from explain.detectors.arrays import array_files, read_array
from explain.detectors.contract import BoolArray, FloatArray, Setting, Settings, with_settings
from explain.detectors.filling import Filling, fit_filling, healthy_rows
from explain.errors import BundleError, TrainingError

IntArray = npt.NDArray[np.int64]
_LAYERS = 4
_STRETCHES, _JUDGES = 10, 2
_JUDGED_EVERY = 50
_LARGEST_LAYER = 4096
_LARGEST_NUMBER = 1e9
# Beyond this many standard deviations the network is saturated, and the error says it all.
_FURTHEST = 100.0
_FINEST = 0.05
_LEAST_LIMIT = 1e-6


@dataclass(frozen=True, eq=False)
class Layers:
    """weights: of each layer, shape (out, in); biases: shape (out,). tanh between the layers."""

    weights: tuple[FloatArray, ...]
    biases: tuple[FloatArray, ...]

    def reconstruct(self, z: FloatArray) -> FloatArray:
        """Shape (rows, kept) → the same."""
        for weight, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            z = np.tanh(product(z, weight) + bias)
        return product(z, self.weights[-1]) + self.biases[-1]


@dataclass(frozen=True, eq=False)
class Network:
    """residual: what healthy rows leave of each column, root mean square in scales, shape (kept,). limit: of the mean
    square of residuals so measured. Both from rows that taught nothing.
    """

    layers: Layers
    residual: FloatArray
    limit: float

    def error(self, z: FloatArray, known: BoolArray) -> FloatArray:
        """Mean square of the known columns' residuals, each in what is usual for it, shape (rows,); none known: 0."""
        residual = np.where(known, (self.layers.reconstruct(z) - z) / self.residual, 0.0)
        return np.asarray(np.ascontiguousarray(residual**2).sum(axis=1) / np.maximum(known.sum(axis=1), 1))


class Autoencoder:
    """Raw scores are ln(error / its healthy limit): 0 where the given quantile of healthy rows lies."""

    family: ClassVar[str] = "autoencoder"
    supervised: ClassVar[bool] = False
    raw_unit: ClassVar[str] = "ln of the reconstruction error over its healthy limit"
    DEFAULTS: ClassVar[Settings] = {
        "hidden": 32,
        "code": 0.5,
        "alpha": 1e-3,
        "learning_rate": 1e-3,
        "steps": 6000,
        "batch": 64,
        "patience": 10,
        "quantile": 0.99,
        "scaling": "standard",
    }

    def __init__(self, filling: Filling, network: Network) -> None:
        self._filling = filling
        self._network = network

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

        hidden: units of the outer layers. code: units of the narrow one, as a share of the features. alpha: L2
        penalty. steps: of Adam, at most, with so many rows a batch; patience: judgements without progress, one each
        50 steps, that end it. quantile: of the healthy rows' error, where raw is 0. scaling: `standard` or `robust`.
        """
        chosen = _checked(with_settings(cls.DEFAULTS, settings))
        healthy, counts = healthy_rows(x, y, weight)
        filling = fit_filling(healthy, columns, counts, str(chosen["scaling"]))
        z, known = np.clip(filling.scaled(healthy), -_FURTHEST, _FURTHEST), filling.known(healthy)
        teach, judge = _split(len(z), seed)
        try:
            layers = _train(z[teach], counts[teach], z[judge], chosen, seed)
        except ValueError as error:
            raise TrainingError(f"the autoencoder cannot be trained: {error}") from error
        missed = np.sqrt(((layers.reconstruct(z[judge]) - z[judge]) ** 2).mean(axis=0))
        residual = np.maximum(missed, _FINEST)
        errors = Network(layers, residual, 1.0).error(z[judge], known[judge])
        limit = max(float(np.quantile(errors, float(chosen["quantile"]))), _LEAST_LIMIT)
        return cls(filling, Network(layers, residual, limit))

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """From its arrays. Raises BundleError on anything missing or malformed."""
        filling = Filling.from_files(files)
        kept = len(filling.kept)
        biases = tuple(read_array(files, f"bias_{i}", np.float64, (None,)) for i in range(_LAYERS))
        sizes = [kept, *map(len, biases)]
        if sizes[-1] != kept or min(sizes) < 1 or max(sizes[:-1]) > max(_LARGEST_LAYER, kept):
            raise BundleError("the model's layers do not fit together. Train it again")
        weights = tuple(read_array(files, f"weight_{i}", np.float64, (sizes[i + 1], sizes[i])) for i in range(_LAYERS))
        residual = read_array(files, "residual", np.float64, (kept,))
        limit = float(read_array(files, "limit", np.float64, (1,))[0])
        largest = max(float(np.abs(array).max()) for array in (*weights, *biases))
        if largest > _LARGEST_NUMBER or residual.min() <= 0.0 or limit <= 0.0:
            raise BundleError("the model holds numbers that no training gives. Train it again")
        return cls(filling, Network(Layers(weights, biases), residual, limit))

    def raw(self, x: FloatArray) -> FloatArray:
        """ln of the error over its healthy limit, shape (rows,). What was not measured is not held against a row."""
        z = np.clip(self._filling.scaled(x), -_FURTHEST, _FURTHEST)
        return log_ratio(self._network.error(z, self._filling.known(x)), self._network.limit)

    def forest(self) -> None:
        """It has no trees."""

    def files(self) -> dict[str, bytes]:
        """The scales as JSON, the layers as arrays."""
        network = self._network
        arrays = {f"weight_{i}": weight for i, weight in enumerate(network.layers.weights)}
        arrays |= {f"bias_{i}": bias for i, bias in enumerate(network.layers.biases)}
        arrays |= {"residual": network.residual, "limit": np.array([network.limit])}
        return {**self._filling.files(), **array_files(arrays)}


def _checked(chosen: dict[str, Setting]) -> dict[str, Setting]:
    numbers = {name: float(value) for name, value in chosen.items() if name != "scaling"}
    if min(numbers.values()) <= 0.0 or numbers["quantile"] > 1.0 or numbers["code"] > 1.0:
        raise TrainingError("the autoencoder's settings must be positive, its quantile and code at most 1")
    if numbers["hidden"] > _LARGEST_LAYER:
        raise TrainingError(f"hidden may be at most {_LARGEST_LAYER}")
    return chosen


def _split(rows: int, seed: int) -> tuple[IntArray, IntArray]:
    """(rows that teach, rows that judge): of ten stretches of neighbours, two drawn by the seed judge."""
    stretches = np.array_split(np.arange(rows), _STRETCHES)
    judges = np.random.default_rng(seed).choice(_STRETCHES, _JUDGES, replace=False)
    chosen = np.isin(np.arange(_STRETCHES), judges)
    return (
        np.concatenate([part for part, judge in zip(stretches, chosen, strict=True) if not judge]),
        np.concatenate([part for part, judge in zip(stretches, chosen, strict=True) if judge]),
    )


def _train(z: FloatArray, weight: FloatArray, judged: FloatArray, chosen: dict[str, Setting], seed: int) -> Layers:
    """The layers that did best on the rows `judged`, which taught nothing.

    Epoch by epoch, so that there are as many steps for few rows as for many. Training ends when `patience` judgements
    in a row were no better.
    """
    from sklearn.neural_network import MLPRegressor
    from threadpoolctl import threadpool_limits

    batch = min(int(chosen["batch"]), len(z))
    outer, middle = int(chosen["hidden"]), max(1, round(float(chosen["code"]) * z.shape[1]))
    model = MLPRegressor(
        hidden_layer_sizes=(outer, middle, outer),
        activation="tanh",
        solver="adam",
        alpha=float(chosen["alpha"]),
        batch_size=batch,
        learning_rate_init=float(chosen["learning_rate"]),
        random_state=seed,
    )
    # A single column must go in as a vector: scikit-learn would warn of a matrix.
    target = z if z.shape[1] > 1 else z[:, 0]
    best, least, worse = None, np.inf, 0
    epochs = max(1, round(int(chosen["steps"]) * batch / len(z)))
    every = max(1, round(_JUDGED_EVERY * batch / len(z)))
    for epoch in range(1, epochs + 1):
        # Matrix threads that wait for each other on a busy machine take many times as long as one.
        with threadpool_limits(1):
            model.partial_fit(z, target, sample_weight=weight)
        if epoch % every and epoch < epochs:
            continue
        layers = Layers(
            tuple(np.array(matrix.T, order="C") for matrix in model.coefs_),
            tuple(np.array(bias) for bias in model.intercepts_),
        )
        loss = float(((layers.reconstruct(judged) - judged) ** 2).mean())
        best, least, worse = (layers, loss, 0) if loss < least else (best, least, worse + 1)
        if worse >= int(chosen["patience"]):
            break
    if best is None:
        raise TrainingError("the autoencoder did not settle; choose a smaller learning_rate")
    return best
