import numpy as np
import pytest

from explain.detectors.lstm_autoencoder import LstmAutoencoder
from explain.detectors.onnx_graph import Float32Array, to_onnx
from explain.detectors.onnx_run import Network
from tests.explain.detectors.deep import COLUMNS, READINGS, swinging

SHAPE = (16, 3, 9)
UNITS = 5


def drawn() -> tuple[Network, dict[str, Float32Array]]:
    """A network of random weights."""
    graph = LstmAutoencoder.graph(SHAPE, (UNITS,))
    rng = np.random.default_rng(0)
    weights = {name: rng.normal(scale=0.5, size=shape).astype(np.float32) for name, shape in graph.weights.items()}
    return Network(graph, to_onnx(graph, weights)), weights


def states(w: dict[str, Float32Array], layer: str, inputs: list[Float32Array]) -> list[Float32Array]:
    """The state after each step, by the equations of Hochreiter and Schmidhuber 1997 with Gers et al. 2000's forget
    gate; ONNX keeps the gates as input, output, forget, cell.
    """

    def sigmoid(z: Float32Array) -> Float32Array:
        return np.asarray(1.0 / (1.0 + np.exp(-z)), dtype=np.float32)

    hidden = cell = np.zeros((len(inputs[0]), UNITS), dtype=np.float32)
    found = []
    for given in inputs:
        of_input, of_state = np.split(w[f"{layer}_b"][0], 2)
        z = given @ w[f"{layer}_w"][0].T + hidden @ w[f"{layer}_r"][0].T + of_input + of_state
        gate_in, gate_out, gate_forget, proposed = np.split(z, 4, axis=1)
        cell = sigmoid(gate_forget) * cell + sigmoid(gate_in) * np.tanh(proposed)
        hidden = sigmoid(gate_out) * np.tanh(cell)
        found.append(hidden)
    return found


def test_the_network_computes_the_recurrences_that_its_weights_say() -> None:
    network, w = drawn()
    x = np.random.default_rng(1).normal(size=(20, *SHAPE[1:])).astype(np.float32)
    code = states(w, "encoder", [x[:, :, t] for t in range(SHAPE[2])])[-1]
    written = [state @ w["signals_w"] + w["signals_b"] for state in states(w, "decoder", [code] * SHAPE[2])]
    np.testing.assert_allclose(network(x), np.stack(written, axis=2), atol=1e-5)


@pytest.mark.deep
def test_torch_trains_the_very_network_that_the_runtime_runs() -> None:
    import torch

    network, weights = drawn()
    x = np.random.default_rng(1).normal(size=(40, *SHAPE[1:])).astype(np.float32)
    tensors = {name: torch.tensor(weight) for name, weight in weights.items()}
    found = LstmAutoencoder.reconstruct(tensors, torch.from_numpy(x)).numpy()
    np.testing.assert_allclose(found, network(x), atol=1e-5)


@pytest.mark.deep
def test_every_weight_is_learned() -> None:
    import torch

    graph = LstmAutoencoder.graph(SHAPE, (UNITS,))
    rng = np.random.default_rng(0)
    tensors = {
        name: torch.tensor(rng.normal(size=shape).astype(np.float32), requires_grad=True)
        for name, shape in graph.weights.items()
    }
    LstmAutoencoder.reconstruct(tensors, torch.randn(4, *SHAPE[1:])).square().sum().backward()
    assert all(tensor.grad is not None and tensor.grad.abs().max() > 0.0 for tensor in tensors.values())


@pytest.mark.deep
def test_readings_in_another_order_are_reconstructed_worse() -> None:
    x = swinging(500)
    settings = {"steps": 400, "units": 12, "learning_rate": 0.02}
    detector = LstmAutoencoder.fit(x, np.zeros(500, dtype=bool), columns=COLUMNS, settings=settings, seed=0)
    judged = swinging(200, seed=1)
    order = np.random.default_rng(0).permutation(READINGS)
    shuffled = np.hstack([judged[:, :READINGS][:, order], judged[:, READINGS:][:, order]])
    assert np.median(detector.raw(judged)) < 0.2
    assert np.median(detector.raw(shuffled)) > 0.5
