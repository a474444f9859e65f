"""Runs a network with onnxruntime: one thread, and the same bits for a row whatever rows are asked with it."""

from typing import TYPE_CHECKING

import numpy as np

from explain.detectors.onnx_graph import INPUT, OUTPUT, Float32Array, Graph, weights_of
from explain.errors import BundleError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_ERRORS_ONLY = 3


class Network:
    """A network of known shape, ready to run. Raises BundleError when `content` is any other file.

    The runtime never sees a byte that we would not have written ourselves.
    """

    def __init__(self, graph: Graph, content: bytes) -> None:
        weights_of(graph, content)
        self._shape = graph.shape
        self._session = _session(content)

    def __call__(self, windows: Float32Array) -> Float32Array:
        """The network's answer to each window; both of shape (rows, *graph.shape[1:]).

        The network is always asked for graph.shape[0] rows at once: with other numbers of rows a processor may add
        in another order, and a live reading would score differently from the same reading in a replay.
        """
        block = self._shape[0]
        answers = np.empty(windows.shape, dtype=np.float32)
        asked = np.zeros(self._shape, dtype=np.float32)
        for start in range(0, len(windows), block):
            rows = windows[start : start + block]
            asked[: len(rows)] = rows
            asked[len(rows) :] = 0.0
            answers[start : start + block] = self._session.run([OUTPUT], {INPUT: asked})[0][: len(rows)]
        return answers


def _session(content: bytes) -> "InferenceSession":
    try:
        import onnxruntime
    except ImportError as error:
        raise BundleError("onnxruntime is not installed. Run: pip install 'faultlens[onnx]'") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.use_deterministic_compute = True
    options.log_severity_level = _ERRORS_ONLY
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
