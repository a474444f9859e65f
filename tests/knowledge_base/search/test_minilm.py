import contextlib
import json
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.special import erf

from knowledge_base.errors import EmbeddingError
from knowledge_base.search import minilm

Array = NDArray[Any]
WORDS = 90


def random_weights(seed: int = 0) -> dict[str, Array]:
    """Weights of the network's shape, with few words."""
    rng = np.random.default_rng(seed)

    def values(*shape: int, around: float = 0.0, spread: float = 0.05) -> Array:
        return (around + spread * rng.normal(size=shape)).astype(np.float32)

    weights = {
        "embeddings.word_embeddings.weight": values(WORDS, 384),
        "embeddings.position_embeddings.weight": values(512, 384),
        "embeddings.token_type_embeddings.weight": values(2, 384),
    }
    shapes = {"attention.self.query": (384, 384), "attention.self.key": (384, 384), "attention.self.value": (384, 384)}
    shapes |= {"attention.output.dense": (384, 384), "intermediate.dense": (1536, 384), "output.dense": (384, 1536)}
    norms = ["embeddings.LayerNorm"]
    for layer in range(6):
        prefix = f"encoder.layer.{layer}."
        norms += [f"{prefix}attention.output.LayerNorm", f"{prefix}output.LayerNorm"]
        for name, shape in shapes.items():
            weights |= {f"{prefix}{name}.weight": values(*shape), f"{prefix}{name}.bias": values(shape[0])}
    for name in norms:
        weights |= {f"{name}.weight": values(384, around=1.0), f"{name}.bias": values(384)}
    return weights


def vector_of(w: dict[str, Array], tokens: list[int]) -> Array:
    """BERT, the mean of its last states and unit length, in 64 bits: a second writing of what the graph does."""

    def linear(x: Array, name: str) -> Array:
        return np.asarray(x @ w[f"{name}.weight"].astype(np.float64).T + w[f"{name}.bias"])

    def normal(x: Array, name: str) -> Array:
        x = (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 1e-12)
        return np.asarray(x * w[f"{name}.weight"] + w[f"{name}.bias"])

    places = np.arange(len(tokens))
    x = w["embeddings.word_embeddings.weight"][tokens].astype(np.float64)
    x = x + w["embeddings.position_embeddings.weight"][places] + w["embeddings.token_type_embeddings.weight"][0]
    x = normal(x, "embeddings.LayerNorm")
    for layer in range(6):
        name = f"encoder.layer.{layer}"
        q, k, v = (linear(x, f"{name}.attention.self.{part}") for part in ("query", "key", "value"))
        heads = []
        for head in range(12):
            part = slice(head * 32, head * 32 + 32)
            scores = np.exp(q[:, part] @ k[:, part].T / np.sqrt(32))
            heads.append(scores / scores.sum(1, keepdims=True) @ v[:, part])
        told = linear(np.hstack(heads), f"{name}.attention.output.dense")
        x = normal(x + told, f"{name}.attention.output.LayerNorm")
        made = linear(x, f"{name}.intermediate.dense")
        made = linear(made * (1 + erf(made / np.sqrt(2))) / 2, f"{name}.output.dense")
        x = normal(x + made, f"{name}.output.LayerNorm")
    mean = x.mean(0)
    return np.asarray(mean / np.linalg.norm(mean))


def runs(graph: bytes, tokens: list[int]) -> Array:
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    vector, states = session.run(None, {session.get_inputs()[0].name: np.array(tokens, dtype=np.int64)})
    assert states.shape == (len(tokens), len(vector))
    assert np.allclose(np.linalg.norm(states, axis=1), 1, atol=1e-5)
    return np.asarray(vector)


@pytest.fixture(scope="module")
def weights() -> dict[str, Array]:
    return random_weights()


@pytest.fixture(scope="module")
def whole(weights: dict[str, Array]) -> bytes:
    return minilm.write_graph(weights, {}, rounded=False)


@pytest.fixture(scope="module")
def rounded(weights: dict[str, Array]) -> bytes:
    return minilm.write_graph(weights, {"tokenizer": "{}"})


LENGTHS = pytest.mark.parametrize("length", [1, 2, 17, minilm.LONGEST])


def some_tokens(length: int) -> list[int]:
    tokens: list[int] = np.random.default_rng(length).integers(0, WORDS, length).tolist()
    return tokens


@LENGTHS
def test_the_graph_is_the_network(weights: dict[str, Array], whole: bytes, length: int) -> None:
    tokens = some_tokens(length)
    assert runs(whole, tokens) == pytest.approx(vector_of(weights, tokens), abs=1e-5)


@LENGTHS
def test_the_rounded_graph_is_nearly_the_network(weights: dict[str, Array], rounded: bytes, length: int) -> None:
    tokens = some_tokens(length)
    vector = runs(rounded, tokens)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert float(vector @ vector_of(weights, tokens)) > 0.998


def test_the_rounded_graph_is_a_quarter_of_the_size(whole: bytes, rounded: bytes) -> None:
    assert len(rounded) < len(whole) / 3.5


def test_metadata_is_kept(rounded: bytes) -> None:
    session = onnxruntime.InferenceSession(rounded, providers=["CPUExecutionProvider"])
    assert session.get_modelmeta().custom_metadata_map == {"tokenizer": "{}"}


WRITE = """
import hashlib, importlib.util
spec = importlib.util.spec_from_file_location("written", {path!r})
written = importlib.util.module_from_spec(spec)
spec.loader.exec_module(written)
for rounded in (True, False):
    graph = written.minilm.write_graph(written.random_weights(), {{"b": "2", "a": "1"}}, rounded=rounded)
    print(hashlib.sha256(graph).hexdigest())
"""


def test_the_same_weights_give_the_same_bytes_in_every_process() -> None:
    code = WRITE.format(path=__file__)
    root = Path(minilm.__file__).parents[2]
    written = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert written[0] == written[1]
    assert len(set(written[0].split())) == 2


def test_weights_of_another_model_are_refused(weights: dict[str, Array]) -> None:
    some = {name: values for name, values in weights.items() if "layer.5.output" not in name}
    with pytest.raises(EmbeddingError, match=r"encoder\.layer\.5\.output\.dense\.weight.* missing"):
        minilm.write_graph(some, {})


@given(
    weight=arrays(
        np.float32, st.tuples(st.sampled_from([2, 4, 8]), st.integers(1, 3)), elements=st.floats(-1e3, 1e3, width=32)
    )
)
def test_no_processor_can_run_over_when_it_adds_two_products(weight: Array) -> None:
    codes, factors = minilm.round_columns(weight)
    pairs = codes.reshape(-1, 2, codes.shape[1]).astype(int)
    assert (np.maximum(pairs, 0).sum(axis=1) * 255 <= 2**15 - 1).all()
    assert (np.minimum(pairs, 0).sum(axis=1) * 255 >= -(2**15)).all()
    assert np.abs(codes * factors - weight) == pytest.approx(np.zeros(weight.shape), abs=float(factors.max()) * 0.51)


def safetensors(tensors: dict[str, Array], **changed: object) -> bytes:
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    body = b""
    for name, values in tensors.items():
        kind = {"float32": "F32", "int64": "I64", "float16": "F16", "float64": "F64"}[values.dtype.name]
        offsets = [len(body), len(body) + values.nbytes]
        header[name] = {"dtype": kind, "shape": list(values.shape), "data_offsets": offsets} | changed
        body += values.tobytes()
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + body


TENSORS: dict[str, Array] = {
    "a": np.arange(6, dtype=np.float32).reshape(2, 3),
    "b": np.array([[7, -1]], dtype=np.int64),
    "c": np.array([0.5, -2.0], dtype=np.float16),
}


def test_tensors_are_read_from_a_safetensors_file() -> None:
    read = minilm.read_safetensors(safetensors(TENSORS))
    assert {name: (values.dtype, values.tolist()) for name, values in read.items()} == {
        name: (values.dtype, values.tolist()) for name, values in TENSORS.items()
    }


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not one",
        safetensors(TENSORS)[:-1],
        safetensors({"a": np.zeros(2, dtype=np.float64)}),
        safetensors(TENSORS, shape=[4, 4]),
        safetensors(TENSORS, data_offsets=[8, 2**70]),
        safetensors(TENSORS, data_offsets=[-90, -80]),
        struct.pack("<Q", 2) + b"[]",
        struct.pack("<Q", 200_000) + b"[" * 200_000,
    ],
)
def test_what_is_no_safetensors_file_is_refused(content: bytes) -> None:
    with pytest.raises(EmbeddingError, match="not a safetensors file"):
        minilm.read_safetensors(content)


@given(place=st.integers(0, 250), value=st.integers(0, 255))
def test_a_changed_byte_is_read_or_refused_and_nothing_else(place: int, value: int) -> None:
    content = bytearray(safetensors(TENSORS))
    content[place % len(content)] = value
    with contextlib.suppress(EmbeddingError):
        assert all(isinstance(values, np.ndarray) for values in minilm.read_safetensors(bytes(content)).values())
