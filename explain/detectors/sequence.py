"""What the sequence families share: windows of the recent past, and how badly a network reconstructs them.

An autoencoder that has learned healthy windows reconstructs a failing machine's badly (Malhotra et al. 2016,
LSTM-based Encoder-Decoder for Multi-sensor Anomaly Detection). A row's features hold the window itself: each signal's
`lag_31` … `lag_1`, `value`. Other features of the row are left out.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, Self

import numpy as np
from pydantic import Field, ValidationError, model_validator

from explain.detectors.contract import (
    BoolArray,
    FloatArray,
    Setting,
    Settings,
    refuse_unlearnable,
    varies,
    with_settings,
)
from explain.detectors.onnx_graph import Graph, Shape, to_onnx
from explain.detectors.onnx_run import Network
from explain.detectors.windows import MIN_READINGS, scales_of, standardised, windows_of
from explain.errors import BundleError, DataError, TrainingError
from explain.records import Record

ROWS_AT_ONCE = 16
_MODEL, _NETWORK = "model.json", "network.onnx"
_FINEST = 0.05
"""A residual is measured against no less than this share of the signal's own standard deviation."""
_LIMIT = 30.0
_LARGEST_LAYER = 1024
_LARGEST_WINDOW = 100_000


class SequenceModel(Record):
    """What turns a row into a window and a reconstruction into a score.

    features: of a row. windows: for each signal its columns, the oldest first. sizes: of the network's layers.
    centre, scale: of each signal, in its unit. residual: typical healthy residual of each signal, in scales.
    reference: median healthy error, the mean square of residuals so measured.
    """

    features: int = Field(ge=1, le=1_000_000)
    windows: tuple[tuple[int, ...], ...] = Field(min_length=1, max_length=10_000)
    sizes: tuple[Annotated[int, Field(ge=1, le=_LARGEST_LAYER)], ...]
    centre: tuple[float, ...]
    scale: tuple[float, ...]
    residual: tuple[float, ...]
    reference: float = Field(gt=0.0)

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        count = len(self.windows)
        if any(len(column) != count for column in (self.centre, self.scale, self.residual)):
            raise ValueError("each signal needs a centre, a scale and a residual")
        length = len(self.windows[0])
        if any(len(window) != length for window in self.windows):
            raise ValueError("all windows need the same length")
        if length < MIN_READINGS or count * length > _LARGEST_WINDOW:
            raise ValueError("the windows are too short or too large")
        if not all(0 <= column < self.features for window in self.windows for column in window):
            raise ValueError("a window names a feature that is none")
        if min(*self.scale, *self.residual) <= 0.0:
            raise ValueError("a scale must be positive")
        return self


class SequenceAutoencoder(ABC):
    """An autoencoder of windows: trained with torch, kept as ONNX, run with onnxruntime.

    Raw scores are the natural logarithm of the root-mean-square residual over its healthy median: 0 is a typical
    healthy window, 0.69 one that is reconstructed half as well.
    """

    family: ClassVar[str]
    supervised: ClassVar[bool] = False
    multiple: ClassVar[int] = 1
    """The network takes windows of so many readings or a multiple; the oldest that are too many are left out."""
    layers: ClassVar[int]
    """How many sizes it has."""
    raw_unit: ClassVar[str] = "logarithm of the reconstruction error over its healthy median"
    DEFAULTS: ClassVar[Settings]

    def __init__(self, model: SequenceModel, network: bytes) -> None:
        """Raises BundleError when the network is not the one that the model describes."""
        self._model = model
        self._content = network
        shape = (ROWS_AT_ONCE, len(model.windows), len(model.windows[0]))
        if len(model.sizes) != self.layers or shape[2] % self.multiple:
            raise BundleError("the sizes of the network are those of another family. Train the model again")
        self._network = Network(self.graph(shape, model.sizes), network)

    @classmethod
    @abstractmethod
    def sizes(cls, signals: int, settings: Settings) -> tuple[Setting, ...]:
        """The sizes of the network's layers, by the settings."""

    @staticmethod
    @abstractmethod
    def reach(name: str, shape: Shape) -> float:
        """How far from 0 the first values of a weight are drawn."""

    @staticmethod
    @abstractmethod
    def graph(shape: Shape, sizes: Sequence[int]) -> Graph:
        """The network for `shape` (rows at once, signals, readings) and sizes that were checked."""

    @staticmethod
    @abstractmethod
    def reconstruct(weights: Mapping[str, Any], windows: Any) -> Any:
        """What `graph` computes, in torch's tensors, for windows of shape (rows, signals, readings)."""

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
        """Train on the healthy rows of x, shape (rows, features). Raises TrainingError when these cannot teach.

        Torch is told to use one thread, for the whole process: its threads would only wait for each other.
        """
        from explain.detectors.sequence_training import Plan, train

        chosen = with_settings(cls.DEFAULTS, settings)
        refuse_unlearnable(x, y, supervised=False)
        healthy = x[~y]
        windows = windows_of(columns, varies(healthy), cls.multiple)
        centre, scale = scales_of(healthy, windows)
        values, known = standardised(healthy, windows, centre, scale)
        sizes = _whole_sizes(cls.sizes(len(windows), chosen))
        graph = cls.graph((ROWS_AT_ONCE, *windows.shape), sizes)
        counts = np.ones(len(healthy)) if weight is None else weight[~y]
        trained = train(Plan(graph, cls.reconstruct, cls.reach), values, known, counts, chosen, seed)
        content = to_onnx(graph, trained.weights)
        held = trained.held_out
        deviation = Network(graph, content)(values[held]).astype(np.float64) - values[held]
        residual, reference = healthy_reference(deviation, known[held])
        return cls(
            SequenceModel(
                features=x.shape[1],
                windows=tuple(tuple(window.tolist()) for window in windows),
                sizes=sizes,
                centre=tuple(centre.tolist()),
                scale=tuple(scale.tolist()),
                residual=tuple(residual.tolist()),
                reference=reference,
            ),
            content,
        )

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> Self:
        """From its description (JSON) and its network (ONNX). Raises BundleError when these do not fit together."""
        try:
            return cls(SequenceModel.model_validate_json(files[_MODEL]), files[_NETWORK])
        except (KeyError, ValidationError) as error:
            raise BundleError(f"the model has no readable {_MODEL} and {_NETWORK}. Train it again") from error

    def raw(self, x: FloatArray) -> FloatArray:
        """Logarithm of the error over its healthy median, shape (rows,); 0 for a row without any reading.

        Raises DataError when the rows have another number of features.
        """
        model = self._model
        if x.shape[1] != model.features:
            raise DataError(f"rows of {x.shape[1]} features; the model was trained on {model.features}")
        values, known = standardised(x, np.array(model.windows), np.array(model.centre), np.array(model.scale))
        deviation = self._network(values).astype(np.float64) - values
        error = _error(deviation, known, np.array(model.residual))
        with np.errstate(all="ignore"):
            score = 0.5 * np.log(error / model.reference)
        score[~known.any(axis=(1, 2))] = 0.0
        return np.clip(np.nan_to_num(score, nan=_LIMIT), -_LIMIT, _LIMIT)

    def files(self) -> dict[str, bytes]:
        """The description as canonical JSON (RFC 8785) and the network as ONNX."""
        return {_MODEL: self._model.canonical, _NETWORK: self._content}


def _error(deviation: FloatArray, known: BoolArray, residual: FloatArray) -> FloatArray:
    """Mean square of the known deviations, in typical healthy residuals, shape (rows,)."""
    with np.errstate(over="ignore", invalid="ignore"):
        square = np.where(known, deviation / residual[:, None], 0.0) ** 2
    return np.asarray(square.sum(axis=(1, 2)) / np.maximum(known.sum(axis=(1, 2)), 1))


def healthy_reference(deviation: FloatArray, known: BoolArray) -> tuple[FloatArray, float]:
    """(typical residual of each signal, median error of a window) on healthy windows that taught nothing."""
    count = np.maximum(known.sum(axis=(0, 2)), 1)
    residual = np.maximum(np.sqrt((deviation**2 * known).sum(axis=(0, 2)) / count), _FINEST)
    error = _error(deviation, known, residual)[known.any(axis=(1, 2))]
    return residual, max(float(np.median(error)), 1e-12) if len(error) else 1.0


def _whole_sizes(sizes: Sequence[Setting]) -> tuple[int, ...]:
    if not all(isinstance(size, int) and 1 <= size <= _LARGEST_LAYER for size in sizes):
        raise TrainingError(f"the sizes of the network's layers are whole numbers from 1 to {_LARGEST_LAYER}")
    return tuple(int(size) for size in sizes)
