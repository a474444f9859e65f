"""Convolutional autoencoder: windows squeezed in time through strided convolutions, and unfolded again."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any, ClassVar

from explain.detectors.contract import Setting, Settings
from explain.detectors.onnx_graph import INPUT, OUTPUT, Graph, Node, Shape
from explain.detectors.sequence import SequenceAutoencoder

_KERNEL, _PADDING, _STRIDE = 7, 3, 2


class ConvAutoencoder(SequenceAutoencoder):
    """Two convolutions that each halve the window, two transposed ones that double it, one that gives the signals.

    filters: of the outer layers. bottleneck: of the innermost, which has a quarter of the readings; 0 for half as
    many as there are signals, so that it holds an eighth as many numbers as the window.
    """

    family: ClassVar[str] = "conv_autoencoder"
    multiple: ClassVar[int] = 4
    layers: ClassVar[int] = 2
    DEFAULTS: ClassVar[Settings] = {
        "filters": 32,
        "bottleneck": 0,
        "steps": 2000,
        "batch": 64,
        "learning_rate": 0.002,
        "patience": 8,
    }

    def forest(self) -> None:
        """It has no trees."""

    @classmethod
    def sizes(cls, signals: int, settings: Settings) -> tuple[Setting, ...]:
        """(filters of the outer layers, of the innermost)."""
        return settings["filters"], settings["bottleneck"] or (signals + 1) // 2

    @staticmethod
    def reach(name: str, shape: Shape) -> float:
        """He et al. 2015 for layers before a rectifier; biases begin at 0."""
        if name.endswith("_b"):
            return 0.0
        inputs = shape[0] * shape[2] / _STRIDE if name.startswith("unfold") else prod(shape[1:])
        return float((6.0 / inputs) ** 0.5)

    @staticmethod
    def graph(shape: Shape, sizes: Sequence[int]) -> Graph:
        """The network in ONNX's operators."""
        signals = shape[1]
        filters, inner = sizes
        halve: dict[str, int | tuple[int, ...]] = {
            "kernel_shape": (_KERNEL,),
            "pads": (_PADDING, _PADDING),
            "strides": (_STRIDE,),
        }
        keep = {**halve, "strides": (1,)}
        double = {**halve, "output_padding": (1,)}
        layers = (
            ("fold1", "Conv", halve, (filters, signals)),
            ("fold2", "Conv", halve, (inner, filters)),
            ("unfold1", "ConvTranspose", double, (inner, filters)),
            ("unfold2", "ConvTranspose", double, (filters, filters)),
            ("signals", "Conv", keep, (signals, filters)),
        )
        nodes: list[Node] = []
        weights: dict[str, Shape] = {}
        flow = INPUT
        for name, operator, attributes, channels in layers:
            last = name == "signals"
            inputs = (flow, f"{name}_w", f"{name}_b")
            nodes.append(Node(operator, inputs, (OUTPUT if last else name,), attributes))
            weights[f"{name}_w"] = (*channels, _KERNEL)
            weights[f"{name}_b"] = (channels[1] if operator == "ConvTranspose" else channels[0],)
            flow = name
            if name in {"fold1", "unfold1", "unfold2"}:
                nodes.append(Node("Relu", (name,), (f"{name}_relu",)))
                flow = f"{name}_relu"
        return Graph(shape, tuple(nodes), weights)

    @staticmethod
    def reconstruct(weights: Mapping[str, Any], windows: Any) -> Any:
        """The same in torch's functions."""
        from torch.nn import functional

        def fold(name: str, x: Any, stride: int = _STRIDE) -> Any:
            return functional.conv1d(x, weights[f"{name}_w"], weights[f"{name}_b"], stride=stride, padding=_PADDING)

        def unfold(name: str, x: Any) -> Any:
            return functional.conv_transpose1d(
                x, weights[f"{name}_w"], weights[f"{name}_b"], stride=_STRIDE, padding=_PADDING, output_padding=1
            )

        code = fold("fold2", functional.relu(fold("fold1", windows)))
        opened = functional.relu(unfold("unfold2", functional.relu(unfold("unfold1", code))))
        return fold("signals", opened, stride=1)
