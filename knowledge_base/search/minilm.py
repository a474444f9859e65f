"""The embedding model all-MiniLM-L6-v2 as an ONNX graph, written from its published weights.

The network is BERT (Devlin et al. 2019, arXiv:1810.04805) with 6 layers, 12 heads and 384 dimensions; a text's vector
is the mean of its tokens' last states, scaled to unit length (Reimers and Gurevych 2019, arXiv:1908.10084). The graph
takes one text at a time: a text's vector then depends on no other text, and nothing is padded.
The same weights give the same bytes, whenever the graph is written.

In 8 bits, weights are rounded once, a factor a column, and what they are multiplied with is rounded at run time, a
factor and an offset a token (Yao et al. 2022, ZeroQuant, arXiv:2206.01861): one factor for all tokens together, as
the usual tools give, is a little faster and much coarser.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from knowledge_base.errors import EmbeddingError

Array = NDArray[Any]
Weights = Mapping[str, Array]

DIMENSIONS: Final = 384
LONGEST: Final = 256
"""Tokens of a text that the model was trained to read (its sentence_bert_config.json, max_seq_length)."""

_TOKENS: Final = "tokens"
_EMBEDDING: Final = "embedding"
_STATES: Final = "states"
_LAYERS: Final = 6
_HEADS: Final = 12
_EPSILON: Final = 1e-12
_SCALE: Final = np.float32((DIMENSIONS / _HEADS) ** -0.5)
_OPSET: Final = 20
"""The first with Gelu. A newer one would shut out older onnxruntimes, which older Macs have to stay with."""
_IR_VERSION: Final = 9
_STEP: Final = np.float32(1 / 255)
_TYPES: Final = {"F16": "<f2", "F32": "<f4", "I64": "<i8"}


def read_safetensors(content: bytes) -> dict[str, Array]:
    """The tensors of a safetensors file (its README, section "Format"), by name.

    Raises EmbeddingError for what is not such a file, or holds other types than float16, float32 and int64.
    """
    try:
        (length,) = struct.unpack_from("<Q", content)
        header = json.loads(content[8 : 8 + length])
        return {name: _tensor(content, 8 + length, entry) for name, entry in header.items() if name != "__metadata__"}
    except (struct.error, LookupError, ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise EmbeddingError(f"not a safetensors file of floats and int64: {error}") from error


def _tensor(content: bytes, start: int, entry: Mapping[str, Any]) -> Array:
    first, behind = entry["data_offsets"]
    if first < 0:
        raise ValueError("a tensor begins before the first byte")
    kind = np.dtype(_TYPES[entry["dtype"]])
    return np.frombuffer(content, kind, (behind - first) // kind.itemsize, start + first).reshape(entry["shape"])


def write_graph(weights: Weights, metadata: Mapping[str, str], *, rounded: bool = True) -> bytes:
    """The ONNX file of the network with these weights; `rounded` writes it in 8 bits, a quarter of the size.

    Its one input are the numbers of a text's tokens, int64 (tokens,), at most LONGEST; its outputs are the text's
    vector, float32 (DIMENSIONS,), and what it makes of each token, float32 (tokens, DIMENSIONS), all of unit length.
    `metadata` is kept in the file. Raises EmbeddingError when a weight is missing.
    """
    graph = _Rounded(weights) if rounded else _Graph(weights)
    try:
        graph.embed()
    except KeyError as error:
        raise EmbeddingError(f"the weights of {error} are missing: not the model all-MiniLM-L6-v2") from error
    model = graph.model()
    helper.set_model_props(model, dict(metadata))
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))


class _Graph:
    """A graph in the making. Each method adds nodes and gives back the name of their result."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def model(self) -> onnx.ModelProto:
        """What was added, as a model."""
        tokens = helper.make_tensor_value_info(_TOKENS, TensorProto.INT64, ["tokens"])
        embedding = helper.make_tensor_value_info(_EMBEDDING, TensorProto.FLOAT, [DIMENSIONS])
        states = helper.make_tensor_value_info(_STATES, TensorProto.FLOAT, ["tokens", DIMENSIONS])
        graph = helper.make_graph(self._nodes, "all-MiniLM-L6-v2", [tokens], [embedding, states], self._constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR_VERSION)

    def embed(self) -> None:
        """The whole network, from tokens to embedding."""
        state = self.normal(self.node("Add", self.words(), self.positions()), "embeddings.LayerNorm")
        for number in range(_LAYERS):
            state = self.layer(state, f"encoder.layer.{number}")
        self._nodes.append(helper.make_node("LpNormalization", [state], [_STATES], axis=-1, p=2))
        mean = self.node("ReduceMean", state, self.integers(0), keepdims=0)
        self._nodes.append(helper.make_node("LpNormalization", [mean], [_EMBEDDING], axis=-1, p=2))

    def words(self) -> str:
        """The vector of each token's word."""
        return self.node("Gather", self.constant(self.weights["embeddings.word_embeddings.weight"]), _TOKENS)

    def positions(self) -> str:
        """The vector of each token's position; all tokens are of the first kind of sentence."""
        kind = self.weights["embeddings.token_type_embeddings.weight"][0]
        table = self.weights["embeddings.position_embeddings.weight"][:LONGEST] + kind
        return self.node("Slice", self.constant(table), self.integers(0), self.node("Shape", _TOKENS), self.integers(0))

    def layer(self, state: str, name: str) -> str:
        """One layer: what the tokens tell each other, then what each makes of it."""
        told = self.attention(state, f"{name}.attention.self")
        told = self.linear(told, [f"{name}.attention.output.dense"])
        state = self.normal(self.node("Add", state, told), f"{name}.attention.output.LayerNorm")
        made = self.node("Gelu", self.linear(state, [f"{name}.intermediate.dense"]))
        made = self.linear(made, [f"{name}.output.dense"])
        return self.normal(self.node("Add", state, made), f"{name}.output.LayerNorm")

    def attention(self, state: str, name: str) -> str:
        """Scaled dot-product attention of all tokens to all, each head with its own part of their vectors."""
        asked = self.linear(state, [f"{name}.query", f"{name}.key", f"{name}.value"])
        query, key, value = (
            self.node("Reshape", part, self.integers(0, _HEADS, -1))
            for part in self.nodes("Split", 3, asked, axis=-1, num_outputs=3)
        )
        query, key = self.node("Transpose", query, perm=[1, 0, 2]), self.node("Transpose", key, perm=[1, 2, 0])
        scores = self.node("Mul", self.node("MatMul", query, key), self.constant(_SCALE))
        value = self.node("Transpose", value, perm=[1, 0, 2])
        answer = self.node("MatMul", self.node("Softmax", scores, axis=-1), value)
        return self.node("Reshape", self.node("Transpose", answer, perm=[1, 0, 2]), self.integers(0, -1))

    def normal(self, state: str, name: str) -> str:
        """Layer normalisation."""
        scale, shift = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]
        return self.node("LayerNormalization", state, self.constant(scale), self.constant(shift), epsilon=_EPSILON)

    def linear(self, state: str, names: Sequence[str]) -> str:
        """state · weight + bias, for the layers `names` side by side."""
        weight = np.concatenate([self.weights[f"{name}.weight"] for name in names]).T
        bias = np.concatenate([self.weights[f"{name}.bias"] for name in names])
        return self.node("Add", self.product(state, weight), self.constant(bias))

    def product(self, state: str, weight: Array) -> str:
        """state · weight."""
        return self.node("MatMul", state, self.constant(weight))

    def constant(self, values: Any) -> str:
        """An array that is part of the graph."""
        name = f"constant_{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def integers(self, *values: int) -> str:
        """A vector of int64."""
        return self.constant(np.array(values, dtype=np.int64))

    def node(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """An operator with one result."""
        return self.nodes(operator, 1, *inputs, **attributes)[0]

    def nodes(self, operator: str, results: int, *inputs: str, **attributes: Any) -> list[str]:
        """An operator with several results."""
        names = [f"{operator}_{len(self._nodes)}_{number}" for number in range(results)]
        self._nodes.append(helper.make_node(operator, inputs, names, **attributes))
        return names


class _Rounded(_Graph):
    """The same in 8-bit integers, but for the attention itself and the normalisations."""

    def words(self) -> str:
        """Each word's vector has a factor of its own."""
        table = self.weights["embeddings.word_embeddings.weight"]
        factors = np.abs(table).max(axis=1, keepdims=True) / 127
        factors[factors == 0] = 1
        codes = self.node("Gather", self.constant(np.rint(table / factors).astype(np.int8)), _TOKENS)
        factor = self.node("Gather", self.constant(factors.astype(np.float32)), _TOKENS)
        return self.node("Mul", self.node("Cast", codes, to=TensorProto.FLOAT), factor)

    def product(self, state: str, weight: Array) -> str:
        """Each token is rounded to 0 .. 255 with its own factor and offset; the offset is taken out afterwards."""
        codes, factors = round_columns(weight)
        last = self.integers(-1)
        low = self.node("ReduceMin", state, last)
        step = self.node("Mul", self.node("Sub", self.node("ReduceMax", state, last), low), self.constant(_STEP))
        offset = self.node("Round", self.node("Neg", self.node("Div", low, step)))
        zero = self.node("Cast", self.node("Squeeze", offset, last), to=TensorProto.UINT8)
        tokens = self.node("QuantizeLinear", state, self.node("Squeeze", step, last), zero, axis=0)
        product = self.node("MatMulInteger", tokens, self.constant(codes))
        excess = self.node("Mul", offset, self.constant(codes.sum(axis=0, dtype=np.int32).astype(np.float32)))
        right = self.node("Sub", self.node("Cast", product, to=TensorProto.FLOAT), excess)
        return self.node("Mul", self.node("Mul", right, step), self.constant(factors))


def round_columns(weight: Array) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A matrix (even number of rows, columns) in 8-bit integers, and the factor of each column.

    Processors without VNNI add the products of two neighbouring rows in 16 bits and cut off what is larger. The
    factors are so large that this cannot happen: then all processors get the same sums.
    """
    positive, negative = np.maximum(weight, 0), np.maximum(-weight, 0)
    pairs = np.maximum(positive[0::2] + positive[1::2], negative[0::2] + negative[1::2])
    factors = np.maximum(pairs.max(axis=0), np.finfo(np.float32).tiny) / 127
    return np.rint(weight / factors).astype(np.int8), factors.astype(np.float32)
