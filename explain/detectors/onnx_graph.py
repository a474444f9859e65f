"""A network of known shape ↔ an ONNX file, with no library between: writing needs neither torch's exporter nor `onnx`.

A file is read by writing it anew: the weights are cut out at the places where this very network has them, and the
file that they make must be the file that was given, byte for byte. So nothing but finite weights can differ from the
network that was asked for: no other operator, no external data, no other input or output reaches the runtime.

Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto (ONNX IR version 8, operator set 17).
Wire format: https://protobuf.dev/programming-guides/encoding
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import prod

import numpy as np
import numpy.typing as npt

from explain.errors import BundleError

Float32Array = npt.NDArray[np.float32]
Shape = tuple[int, ...]

INPUT, OUTPUT = "window", "reconstruction"
_IR_VERSION, _OPSET = 8, 17
_FLOAT, _INT64 = 1, 7
_ATTRIBUTE_INT, _ATTRIBUTE_INTS = 2, 7


@dataclass(frozen=True)
class Node:
    """One operator of ONNX's own operator set. Empty names stand for inputs or outputs that are left out."""

    operator: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: Mapping[str, int | tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Graph:
    """A network with one input and one output, both float32 of the same fixed shape.

    weights: the shape of each learned float32 array. constants: integers that some operators want as an input.
    """

    shape: Shape
    nodes: tuple[Node, ...]
    weights: Mapping[str, Shape]
    constants: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def to_onnx(graph: Graph, weights: Mapping[str, Float32Array]) -> bytes:
    """The ONNX file of the network with these weights; the same weights always give the same bytes."""
    body = b"".join(_message(1, _node(node)) for node in graph.nodes) + _text(2, "autoencoder")
    for name, value in graph.constants.items():
        body += _message(5, _tensor_head(name, (len(value),), _INT64) + _raw(np.array(value, dtype="<i8").tobytes()))
    for name, shape in graph.weights.items():
        body += _message(5, _tensor_head(name, shape, _FLOAT) + _raw(_float32(weights[name], shape)))
    body += _message(11, _value(INPUT, graph.shape)) + _message(12, _value(OUTPUT, graph.shape))
    return _number(1, _IR_VERSION) + _text(2, "faultlens") + _message(7, body) + _message(8, _number(2, _OPSET))


def weights_of(graph: Graph, content: bytes) -> dict[str, Float32Array]:
    """The weights in a file that `to_onnx` made. Raises BundleError when it is any other file, however similar."""
    if 4 * sum(map(prod, graph.weights.values())) > len(content):
        raise BundleError("the ONNX file is shorter than the network that its settings describe. Train the model again")
    blank = to_onnx(graph, {name: np.zeros(shape, dtype=np.float32) for name, shape in graph.weights.items()})
    if len(content) != len(blank):
        raise BundleError("the ONNX file is not the network that its settings describe. Train the model again")
    weights = {
        name: np.frombuffer(content, dtype="<f4", count=prod(shape), offset=place).reshape(shape)
        for (name, shape), place in zip(graph.weights.items(), _places(graph, blank), strict=True)
    }
    if to_onnx(graph, weights) != content:
        raise BundleError("the ONNX file is not the network that its settings describe. Train the model again")
    if not all(np.isfinite(weight).all() for weight in weights.values()):
        raise BundleError("the ONNX file holds weights that are not finite. Train the model again")
    return weights


def _places(graph: Graph, blank: bytes) -> Iterator[int]:
    """Where the numbers of each weight begin."""
    place = 0
    for name, shape in graph.weights.items():
        size = 4 * prod(shape)
        head = _tensor_head(name, shape, _FLOAT) + _key(9, 2) + _varint(size)
        place = blank.index(head, place) + len(head)
        yield place
        place += size


def _node(node: Node) -> bytes:
    parts = [_text(1, name) for name in node.inputs] + [_text(2, name) for name in node.outputs]
    parts.append(_text(4, node.operator))
    for name, value in node.attributes.items():
        if isinstance(value, int):
            parts.append(_message(5, _text(1, name) + _number(3, value) + _number(20, _ATTRIBUTE_INT)))
        else:
            numbers = b"".join(_number(8, item) for item in value)
            parts.append(_message(5, _text(1, name) + numbers + _number(20, _ATTRIBUTE_INTS)))
    return b"".join(parts)


def _tensor_head(name: str, shape: Shape, kind: int) -> bytes:
    return b"".join(_number(1, size) for size in shape) + _number(2, kind) + _text(8, name)


def _raw(content: bytes) -> bytes:
    return _message(9, content)


def _float32(weight: Float32Array, shape: Shape) -> bytes:
    if weight.shape != shape:
        raise ValueError(f"a weight has shape {weight.shape}, wanted {shape}")
    return np.ascontiguousarray(weight, dtype="<f4").tobytes()


def _value(name: str, shape: Shape) -> bytes:
    dimensions = b"".join(_message(1, _number(1, size)) for size in shape)
    return _text(1, name) + _message(2, _message(1, _number(1, _FLOAT) + _message(2, dimensions)))


def _message(number: int, content: bytes) -> bytes:
    return _key(number, 2) + _varint(len(content)) + content


def _text(number: int, text: str) -> bytes:
    return _message(number, text.encode())


def _number(number: int, value: int) -> bytes:
    return _key(number, 0) + _varint(value)


def _key(number: int, wire_type: int) -> bytes:
    return _varint(number << 3 | wire_type)


def _varint(value: int) -> bytes:
    """A whole number that is not negative, seven bits a byte, the lowest first."""
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)
