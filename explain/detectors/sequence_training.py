"""Trains an autoencoder of windows with torch: the only door to torch. Nothing random but numpy's seeded source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import cos, pi
from typing import Any

import numpy as np
import numpy.typing as npt

from explain.detectors.contract import BoolArray, FloatArray, Settings
from explain.detectors.onnx_graph import Float32Array, Graph, Shape
from explain.errors import TrainingError

_BLOCKS, _BLOCKS_HELD_OUT = 10, 2
_JUDGED_EVERY = 50
_MOST_JUDGES = 1024
_LARGEST_GRADIENT = 1.0


@dataclass(frozen=True)
class Trained:
    """weights: of the step that did best on the rows `held_out` (places, shape (n,)), which taught nothing."""

    weights: dict[str, Float32Array]
    held_out: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Plan:
    """What is trained. reconstruct: the network in torch's tensors. reach: of a weight's name and shape, the bound of
    its first values, which are drawn evenly from -reach to reach.
    """

    graph: Graph
    reconstruct: Callable[[Mapping[str, Any], Any], Any]
    reach: Callable[[str, Shape], float]


def train(
    plan: Plan, values: Float32Array, known: BoolArray, weight: FloatArray, settings: Settings, seed: int
) -> Trained:
    """Fit the network's weights so that it gives the windows back.

    values, known: shape (rows, signals, readings). weight: shape (rows,). Settings: steps, batch, learning_rate,
    patience. Two tenths of the rows, as whole blocks of neighbours, judge every 50 steps and teach nothing; training
    ends when `patience` judgements in a row were no better. Adam with a cosine decay (Kingma and Ba 2015;
    Loshchilov and Hutter 2017). Raises TrainingError when torch is missing or the loss is not finite.
    """
    steps, batch, patience = (int(settings[name]) for name in ("steps", "batch", "patience"))
    rate = float(settings["learning_rate"])
    if min(steps, batch, patience) < 1 or rate <= 0.0:
        raise TrainingError("steps, batch, patience and learning_rate must be positive")
    torch = _torch()
    rng = np.random.default_rng(seed)
    learn, held_out = _split(len(values), rng)
    judges = held_out[np.linspace(0, len(held_out) - 1, min(len(held_out), _MOST_JUDGES)).astype(np.int64)]
    weights = {name: _first(torch, rng, shape, plan.reach(name, shape)) for name, shape in plan.graph.weights.items()}
    x, seen, counts = torch.from_numpy(values), torch.from_numpy(known), torch.from_numpy(weight.astype(np.float32))

    def loss_of(rows: npt.NDArray[np.int64]) -> Any:
        chosen = torch.from_numpy(rows)
        mask = seen[chosen] * counts[chosen, None, None]
        return ((plan.reconstruct(weights, x[chosen]) - x[chosen]) ** 2 * mask).sum() / mask.sum().clamp(min=1e-12)

    optimiser = torch.optim.Adam(list(weights.values()), lr=rate, foreach=False)
    best, kept, waited = float("inf"), _copied(weights), 0
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = 0.5 * rate * (1.0 + cos(pi * step / steps))
        optimiser.zero_grad()
        loss_of(rng.choice(learn, size=min(batch, len(learn)), replace=False)).backward()
        torch.nn.utils.clip_grad_norm_(list(weights.values()), _LARGEST_GRADIENT, foreach=False)
        optimiser.step()
        if (step + 1) % _JUDGED_EVERY and step + 1 < steps:
            continue
        with torch.no_grad():
            judged = float(loss_of(judges))
        if judged < best:
            best, kept, waited = judged, _copied(weights), 0
        elif (waited := waited + 1) >= patience:
            break
    if not np.isfinite(best):
        raise TrainingError("the autoencoder did not converge; choose a smaller learning_rate")
    return Trained(kept, held_out)


def _torch() -> Any:
    """Torch with one thread, for the whole process: on a busy machine its threads only wait for each other."""
    try:
        import torch
    except ImportError as error:
        raise TrainingError(
            "PyTorch is not installed. To train this family, run: pip install 'faultlens[deep]'"
        ) from error
    torch.set_num_threads(1)
    return torch


def _split(rows: int, rng: np.random.Generator) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """(places of the rows that teach, of those held out): neighbouring windows overlap, so blocks are held out."""
    block = np.arange(rows) * _BLOCKS // rows
    held_out = np.isin(block, rng.choice(_BLOCKS, size=_BLOCKS_HELD_OUT, replace=False))
    return np.flatnonzero(~held_out), np.flatnonzero(held_out)


def _first(torch: Any, rng: np.random.Generator, shape: Shape, reach: float) -> Any:
    return torch.tensor(rng.uniform(-reach, reach, shape).astype(np.float32), requires_grad=True)


def _copied(weights: Mapping[str, Any]) -> dict[str, Float32Array]:
    return {name: weight.detach().numpy().copy() for name, weight in weights.items()}
