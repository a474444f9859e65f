"""LSTM autoencoder: one recurrent layer reads the window into a code, another writes it from the code alone."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from explain.detectors.contract import Setting, Settings
from explain.detectors.onnx_graph import INPUT, OUTPUT, Graph, Node, Shape
from explain.detectors.sequence import SequenceAutoencoder


class LstmAutoencoder(SequenceAutoencoder):
    """The encoder's last state, given to the decoder at each step (Srivastava et al. 2015, arXiv:1502.04681).

    units: of both layers, and so the size of the code.
    """

    family: ClassVar[str] = "lstm_autoencoder"
    layers: ClassVar[int] = 1
    DEFAULTS: ClassVar[Settings] = {
        "units": 32,
        "steps": 1500,
        "batch": 64,
        "learning_rate": 0.005,
        "patience": 8,
    }

    def forest(self) -> None:
        """It has no trees."""

    @classmethod
    def sizes(cls, signals: int, settings: Settings) -> tuple[Setting, ...]:
        """(units of both layers,)."""
        return (settings["units"],)

    @staticmethod
    def reach(name: str, shape: Shape) -> float:
        """The inverse root of the units, as is usual for LSTM; biases begin at 0."""
        units = shape[0] if name == "signals_w" else shape[1] // 4 if name.endswith(("_w", "_r")) else 0
        return float(units**-0.5) if units else 0.0

    @staticmethod
    def graph(shape: Shape, sizes: Sequence[int]) -> Graph:
        """The network in ONNX's operators; an LSTM there wants (readings, rows, signals)."""
        rows, signals, readings = shape
        (units,) = sizes

        def lstm(name: str, flow: str, outputs: tuple[str, ...]) -> Node:
            return Node("LSTM", (flow, f"{name}_w", f"{name}_r", f"{name}_b"), outputs, {"hidden_size": units})

        nodes = (
            Node("Transpose", (INPUT,), ("readings",), {"perm": (2, 0, 1)}),
            lstm("encoder", "readings", ("", "code")),
            Node("Expand", ("code", "each_reading"), ("codes",)),
            lstm("decoder", "codes", ("decoded",)),
            Node("Squeeze", ("decoded", "direction"), ("states",)),
            Node("MatMul", ("states", "signals_w"), ("product",)),
            Node("Add", ("product", "signals_b"), ("written",)),
            Node("Transpose", ("written",), (OUTPUT,), {"perm": (1, 2, 0)}),
        )
        weights: dict[str, Shape] = {}
        for name, inputs in (("encoder", signals), ("decoder", units)):
            weights[f"{name}_w"] = (1, 4 * units, inputs)
            weights[f"{name}_r"] = (1, 4 * units, units)
            weights[f"{name}_b"] = (1, 8 * units)
        weights |= {"signals_w": (units, signals), "signals_b": (signals,)}
        return Graph(shape, nodes, weights, {"each_reading": (readings, rows, units), "direction": (1,)})

    @staticmethod
    def reconstruct(weights: Mapping[str, Any], windows: Any) -> Any:
        """The same in torch's functions."""
        code = _lstm(weights, "encoder", windows.permute(2, 0, 1))[-1]
        states = _lstm(weights, "decoder", code.expand(windows.shape[2], *code.shape))
        return (states @ weights["signals_w"] + weights["signals_b"]).permute(1, 2, 0)


def _lstm(weights: Mapping[str, Any], name: str, inputs: Any) -> Any:
    """The state after each step, shape (steps, rows, units), by torch's own layer with ONNX's weights.

    ONNX keeps the gates as input, output, forget, cell; torch as input, forget, cell, output.
    """
    import torch

    def reordered(weight: Any) -> Any:
        gate_i, gate_o, gate_f, gate_c = weight.chunk(4)
        return torch.cat([gate_i, gate_f, gate_c, gate_o])

    given = weights[f"{name}_w"][0], weights[f"{name}_r"][0], *weights[f"{name}_b"][0].chunk(2)
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    # On the device `meta` a layer has shapes and no numbers, so that making it draws none from torch's global source.
    layer = torch.nn.LSTM(given[0].shape[1], given[1].shape[1], device="meta")
    parameters = {key: reordered(weight) for key, weight in zip(names, given, strict=True)}
    states, _ = torch.func.functional_call(layer, parameters, (inputs,))
    return states
