import numpy as np
import pytest

from explain.detectors.onnx_graph import INPUT, OUTPUT, Float32Array, Graph, Node, to_onnx, weights_of
from explain.errors import BundleError

GRAPH = Graph(
    (16, 2, 300),
    (
        Node("Conv", (INPUT, "w", "b"), ("mixed",), {"kernel_shape": (1,), "group": 1}),
        Node("Relu", ("mixed",), (OUTPUT,)),
    ),
    {"w": (2, 2, 1), "b": (2,)},
    {"unused": (300, 1)},
)


def weights() -> dict[str, Float32Array]:
    return {
        "w": np.array([[[1.0], [-2.0]], [[0.5], [3.25]]], dtype=np.float32),
        "b": np.array([0.125, -1e-30], dtype=np.float32),
    }


def test_weights_come_back_to_the_bit() -> None:
    found = weights_of(GRAPH, to_onnx(GRAPH, weights()))
    assert {name: weight.tobytes() for name, weight in found.items()} == {k: v.tobytes() for k, v in weights().items()}
    assert to_onnx(GRAPH, found) == to_onnx(GRAPH, weights())


def test_the_file_is_onnx_and_the_runtime_computes_what_its_nodes_say() -> None:
    import onnxruntime

    session = onnxruntime.InferenceSession(to_onnx(GRAPH, weights()), providers=["CPUExecutionProvider"])
    (given,), (answered,) = session.get_inputs(), session.get_outputs()
    assert (given.name, given.shape, given.type) == (INPUT, [16, 2, 300], "tensor(float)")
    assert (answered.name, answered.shape) == (OUTPUT, [16, 2, 300])
    x = np.random.default_rng(0).normal(size=(16, 2, 300)).astype(np.float32)
    mixed = np.einsum("oi,nil->nol", weights()["w"][:, :, 0], x) + weights()["b"][:, None]
    np.testing.assert_allclose(session.run(None, {INPUT: x})[0], np.maximum(mixed, 0.0), atol=1e-5)


def test_no_byte_but_those_of_the_weights_can_be_changed() -> None:
    content = to_onnx(GRAPH, weights())
    accepted = []
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 0x04
        try:
            weights_of(GRAPH, bytes(changed))
        except BundleError:
            continue
        accepted.append(place)
    assert len(accepted) == 4 * (2 * 2 + 2)
    w, b = weights()["w"].tobytes(), weights()["b"].tobytes()
    first, second = content.index(w), content.index(b)
    assert accepted == [*range(first, first + len(w)), *range(second, second + len(b))]


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_a_weight_that_is_not_finite_is_refused(number: float) -> None:
    spoiled = weights()
    spoiled["b"][1] = number
    with pytest.raises(BundleError, match="not finite"):
        weights_of(GRAPH, to_onnx(GRAPH, spoiled))


def test_a_file_cut_short_or_too_long_is_refused() -> None:
    content = to_onnx(GRAPH, weights())
    for length in range(0, len(content), 7):
        with pytest.raises(BundleError, match="settings describe"):
            weights_of(GRAPH, content[:length])
    with pytest.raises(BundleError, match="settings describe"):
        weights_of(GRAPH, content + b"\0")


def test_the_network_of_other_sizes_or_operators_is_refused() -> None:
    others = (
        Graph((17, 2, 300), GRAPH.nodes, GRAPH.weights, GRAPH.constants),
        Graph(GRAPH.shape, (GRAPH.nodes[0], Node("Tanh", ("mixed",), (OUTPUT,))), GRAPH.weights, GRAPH.constants),
        Graph(GRAPH.shape, GRAPH.nodes, GRAPH.weights, {"unused": (300, 2)}),
    )
    for other in others:
        with pytest.raises(BundleError, match="settings describe"):
            weights_of(GRAPH, to_onnx(other, weights()))


def test_a_network_far_larger_than_its_file_is_refused_before_anything_is_made() -> None:
    vast = Graph(GRAPH.shape, GRAPH.nodes, {"w": (10**6, 10**6), "b": (2,)})
    with pytest.raises(BundleError, match="shorter than the network"):
        weights_of(vast, to_onnx(GRAPH, weights()))


def test_a_weight_of_another_shape_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="shape"):
        to_onnx(GRAPH, {**weights(), "b": np.zeros(3, dtype=np.float32)})
