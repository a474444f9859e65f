"""What Faultlens taught the embedding model: to bring the words of people at a machine near those of its manuals.

Low-rank additions to the weights of the network (LoRA, Hu et al. 2021, arXiv:2106.09685): to each weight W, (outputs,
inputs), an `up`, (outputs, rank), and a `down`, (rank, inputs) are kept, and W + up · down takes its place. They were
learned from practice questions over manuals, by `python -m tests.tooling.search_training`; that package's README says
how, and what it brings on manuals that were left out. They are added before the network is written and rounded, so
that a question takes no longer than before.
"""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from knowledge_base.errors import EmbeddingError

Weights = Mapping[str, NDArray[Any]]

FILE: Final = Path(__file__).with_name("adapter.safetensors")
UP: Final = ".up"
DOWN: Final = ".down"
WEIGHT: Final = ".weight"


@lru_cache
def digest() -> str:
    """The first eight digits of the SHA-256 of the file: vectors of different additions cannot be compared."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:8]


def adapted(weights: Weights, additions: Weights) -> dict[str, NDArray[Any]]:
    """The weights with the additions. Raises EmbeddingError when they are not those of this network."""
    names = {name.removesuffix(UP).removesuffix(DOWN) for name in additions}
    changed = {f"{name}{WEIGHT}": _changed(name, weights, additions) for name in sorted(names)}
    return {**weights, **changed}


def _changed(name: str, weights: Weights, additions: Weights) -> NDArray[np.float32]:
    try:
        weight, up, down = weights[f"{name}{WEIGHT}"], additions[f"{name}{UP}"], additions[f"{name}{DOWN}"]
        addition = up.astype(np.float32) @ down.astype(np.float32)
    except (KeyError, ValueError) as error:
        raise EmbeddingError(f"the additions to {name} do not fit the model: {error}") from error
    if addition.shape != weight.shape:
        raise EmbeddingError(f"the additions to {name} are {addition.shape}, its weights {weight.shape}")
    changed: NDArray[np.float32] = weight.astype(np.float32) + addition
    return changed
