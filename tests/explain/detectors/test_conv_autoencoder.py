import numpy as np
import pytest

from explain.detectors.conv_autoencoder import ConvAutoencoder
from explain.detectors.onnx_graph import Float32Array, to_onnx
from explain.detectors.onnx_run import Network
from tests.explain.detectors.deep import COLUMNS, swinging

SHAPE = (16, 3, 20)


def drawn(filters: int, bottleneck: int) -> tuple[Network, dict[str, Float32Array]]:
    """A network of random weights."""
    graph = ConvAutoencoder.graph(SHAPE, (filters, bottleneck))
    rng = np.random.default_rng(0)
    weights = {name: rng.normal(scale=0.3, size=shape).astype(np.float32) for name, shape in graph.weights.items()}
    return Network(graph, to_onnx(graph, weights)), weights


def convolved(x: Float32Array, weight: Float32Array, bias: Float32Array, stride: int) -> Float32Array:
    """y[o, t] = b[o] + Σ w[o, i, k] x[i, stride · t + k - 3], x counting as 0 beyond its ends."""
    padded = np.pad(x, ((0, 0), (0, 0), (3, 3)))
    views = np.lib.stride_tricks.sliding_window_view(padded, 7, axis=2)[:, :, ::stride]
    return np.asarray(np.einsum("oik,nitk->not", weight, views) + bias[:, None], dtype=np.float32)


def unfolded(x: Float32Array, weight: Float32Array, bias: Float32Array) -> Float32Array:
    """The transpose: y[o, 2 t + k - 3] gathers w[i, o, k] x[i, t]; twice as many readings come out."""
    rows, _, readings = x.shape
    wide = np.zeros((rows, weight.shape[1], 2 * readings + 6), dtype=np.float32)
    for t in range(readings):
        wide[:, :, 2 * t : 2 * t + 7] += np.einsum("iok,ni->nok", weight, x[:, :, t])
    return np.asarray(wide[:, :, 3 : 3 + 2 * readings] + bias[:, None])


def test_the_network_computes_the_convolutions_that_its_weights_say() -> None:
    network, w = drawn(5, 2)
    x = np.random.default_rng(1).normal(size=(20, *SHAPE[1:])).astype(np.float32)
    code = convolved(np.maximum(convolved(x, w["fold1_w"], w["fold1_b"], 2), 0), w["fold2_w"], w["fold2_b"], 2)
    opened = np.maximum(unfolded(code, w["unfold1_w"], w["unfold1_b"]), 0)
    opened = np.maximum(unfolded(opened, w["unfold2_w"], w["unfold2_b"]), 0)
    wanted = convolved(opened, w["signals_w"], w["signals_b"], 1)
    np.testing.assert_allclose(network(x), wanted, rtol=1e-4, atol=1e-3)


@pytest.mark.deep
def test_torch_trains_the_very_network_that_the_runtime_runs() -> None:
    import torch

    network, weights = drawn(8, 3)
    x = np.random.default_rng(1).normal(size=(40, *SHAPE[1:])).astype(np.float32)
    tensors = {name: torch.tensor(weight) for name, weight in weights.items()}
    found = ConvAutoencoder.reconstruct(tensors, torch.from_numpy(x)).numpy()
    np.testing.assert_allclose(found, network(x), rtol=1e-4, atol=1e-3)


@pytest.mark.parametrize(("signals", "code"), [(1, 1), (3, 2), (8, 4)])
def test_the_code_holds_an_eighth_of_the_window_unless_another_size_is_wanted(signals: int, code: int) -> None:
    assert ConvAutoencoder.sizes(signals, ConvAutoencoder.DEFAULTS) == (32, code)
    assert ConvAutoencoder.sizes(signals, {**ConvAutoencoder.DEFAULTS, "bottleneck": 7}) == (32, 7)


@pytest.mark.deep
def test_windows_that_cannot_be_halved_twice_lose_their_oldest_readings() -> None:
    x, y = swinging(60), np.zeros(60, dtype=bool)
    columns = [name for name in COLUMNS if not name.endswith("lag_11")]
    kept = [COLUMNS.index(name) for name in columns]
    settings = {"steps": 5, "filters": 2}
    detector = ConvAutoencoder.fit(x[:, kept], y, columns=columns, settings=settings, seed=0)
    changed = x[:, kept].copy()
    changed[:, columns.index("head.lag_10")] += 100.0
    np.testing.assert_array_equal(detector.raw(changed), detector.raw(x[:, kept]))
    changed[:, columns.index("head.lag_7")] += 100.0
    assert (detector.raw(changed) > detector.raw(x[:, kept])).all()
