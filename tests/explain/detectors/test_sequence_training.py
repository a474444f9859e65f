import sys
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from explain.detectors.contract import Settings
from explain.detectors.onnx_graph import INPUT, OUTPUT, Float32Array, Graph, Node
from explain.detectors.sequence_training import Plan, Trained, train
from explain.errors import TrainingError

SETTINGS: Settings = {"steps": 300, "batch": 16, "learning_rate": 0.05, "patience": 100}
READINGS = 8


def mixed(weights: Any, windows: Any) -> Any:
    """A network of one weight: each of three signals as a mixture of all three."""
    import torch

    return torch.einsum("io,nil->nol", weights["w"], windows)


GRAPH = Graph((16, 3, READINGS), (Node("MatMul", (INPUT, "w"), (OUTPUT,)),), {"w": (3, 3)})
PLAN = Plan(GRAPH, mixed, lambda _name, _shape: 0.1)


def windows(rows: int = 200) -> Float32Array:
    return np.random.default_rng(0).normal(size=(rows, 3, READINGS)).astype(np.float32)


def fit(seed: int = 0, plan: Plan = PLAN, **settings: float) -> Trained:
    values = windows()
    return train(plan, values, np.ones(values.shape, dtype=bool), np.ones(200), {**SETTINGS, **settings}, seed)


@pytest.mark.deep
def test_the_weights_become_those_that_give_the_windows_back() -> None:
    np.testing.assert_allclose(fit().weights["w"], np.eye(3), atol=0.02)


@pytest.mark.deep
def test_one_seed_gives_one_result_whatever_torch_has_drawn_before_and_draws_nothing_from_it() -> None:
    import torch

    torch.manual_seed(1)
    first = fit(steps=20)
    after_first = torch.random.get_rng_state()
    torch.manual_seed(1)
    assert torch.equal(torch.random.get_rng_state(), after_first)
    torch.manual_seed(2)
    assert fit(steps=20).weights["w"].tobytes() == first.weights["w"].tobytes()
    assert fit(1, steps=20).weights["w"].tobytes() != first.weights["w"].tobytes()


@pytest.mark.deep
def test_two_blocks_of_neighbours_are_held_out_and_teach_nothing() -> None:
    seen: list[Any] = []

    def watched(weights: Any, given: Any) -> Any:
        if weights["w"].requires_grad and given.shape[0] == SETTINGS["batch"]:
            seen.append(given.numpy())
        return mixed(weights, given)

    held_out = fit(plan=Plan(GRAPH, watched, PLAN.reach), steps=60).held_out
    assert len(held_out) == 40
    blocks = set((held_out // 20).tolist())
    assert len(blocks) == 2
    taught = {row.tobytes() for batch in seen for row in batch}
    assert len(taught) > 100
    assert not taught & {window.tobytes() for window in windows()[held_out]}


@pytest.mark.deep
def test_what_was_best_on_the_held_out_rows_is_kept_and_waiting_has_an_end() -> None:
    counted = []

    def watched(weights: Any, given: Any) -> Any:
        counted.append(1)
        return mixed(weights, given)

    # So great a step never settles: the best weights are an early guess, and training stops long before its end.
    trained = fit(plan=Plan(GRAPH, watched, PLAN.reach), learning_rate=30.0, steps=5000, patience=2)
    assert len(counted) < 1000
    assert np.abs(trained.weights["w"]).max() < 200.0


@pytest.mark.deep
def test_unknown_readings_and_weightless_rows_teach_nothing() -> None:
    def the_same_for_all(weights: Any, given: Any) -> Any:
        return weights["w"].expand(given.shape)

    plan = Plan(Graph(GRAPH.shape, GRAPH.nodes, {"w": (3, READINGS)}), the_same_for_all, PLAN.reach)
    values, known, weight = windows(), np.ones((200, 3, READINGS), dtype=bool), np.ones(200)
    values[::2], weight[::2] = 100.0, 0.0
    values[1::4, 2, 5], known[1::4, 2, 5] = 100.0, False
    taught = train(plan, values, known, weight, SETTINGS, 0).weights["w"]
    assert np.abs(taught).max() < 1.0


@pytest.mark.deep
def test_a_loss_that_is_not_a_number_is_said_and_not_kept() -> None:
    with pytest.raises(TrainingError, match="smaller learning_rate"):
        fit(plan=Plan(GRAPH, lambda weights, given: mixed(weights, given) / 0.0 * 0.0, PLAN.reach), steps=10)


@pytest.mark.parametrize("name", ["steps", "batch", "patience", "learning_rate"])
def test_a_setting_that_is_not_positive_is_refused(name: str) -> None:
    with pytest.raises(TrainingError, match="must be positive"):
        train(PLAN, windows(), np.ones((200, 3, READINGS), dtype=bool), np.ones(200), {**SETTINGS, name: 0}, 0)


def test_a_machine_without_torch_is_told_what_to_install() -> None:
    with patch.dict(sys.modules, {"torch": None}), pytest.raises(TrainingError, match=r"faultlens\[deep\]"):
        fit()
