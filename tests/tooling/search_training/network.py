"""The network of all-MiniLM-L6-v2 in PyTorch, with low-rank additions that can be learned (LoRA).

The same network as `knowledge_base.search.minilm` writes for onnxruntime; only the additions have gradients.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from knowledge_base.search import adapter

RANK: Final = 16
DIMENSIONS: Final = 384
_HEADS, _LAYERS, _EPSILON = 12, 6, 1e-12
_LAST_MARK: Final = 102
_PARTS: Final = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


class Linear(nn.Module):
    """x → x · (weight + up · down) + bias; the weight and the bias stay as they are."""

    def __init__(self, weight: NDArray[Any], bias: NDArray[Any]) -> None:
        super().__init__()
        outputs, inputs = weight.shape
        self._weight, self._bias = torch.tensor(weight), torch.tensor(bias)
        self.down = nn.Parameter(torch.randn(RANK, inputs) / math.sqrt(inputs))
        self.up = nn.Parameter(torch.zeros(outputs, RANK))

    def forward(self, x: Tensor) -> Tensor:
        """(…, inputs) → (…, outputs)."""
        added = functional.linear(functional.linear(x, self.down), self.up)
        return functional.linear(x, self._weight, self._bias) + added


class Network(nn.Module):
    """Tokens → what the network makes of each of them."""

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        super().__init__()
        self._weights = {name: torch.tensor(value) for name, value in weights.items() if value.dtype.kind == "f"}
        named = [f"encoder.layer.{number}.{part}" for number in range(_LAYERS) for part in _PARTS]
        self._names = {name: name.replace(".", "_") for name in named}
        self.linears = nn.ModuleDict(
            {key: Linear(weights[f"{name}.weight"], weights[f"{name}.bias"]) for name, key in self._names.items()}
        )

    def forward(self, tokens: Tensor, there: Tensor) -> Tensor:
        """tokens, there: (texts, longest), the latter False where a text has ended. → (texts, longest, dimensions)."""
        held = self._weights
        x = held["embeddings.word_embeddings.weight"][tokens]
        x = x + held["embeddings.position_embeddings.weight"][: tokens.shape[1]]
        x = self._normal(x + held["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        hidden = torch.where(there[:, None, None, :], 0.0, -1e9)
        for number in range(_LAYERS):
            name = f"encoder.layer.{number}"
            told = self._attention(x, hidden, f"{name}.attention.self")
            told = self._linear(told, f"{name}.attention.output.dense")
            x = self._normal(x + told, f"{name}.attention.output.LayerNorm")
            made = functional.gelu(self._linear(x, f"{name}.intermediate.dense"))
            x = self._normal(x + self._linear(made, f"{name}.output.dense"), f"{name}.output.LayerNorm")
        return x

    def additions(self) -> dict[str, NDArray[np.float16]]:
        """What was learned, as the file of `knowledge_base.search.adapter` holds it."""
        return dict(self._additions())

    def _additions(self) -> Iterator[tuple[str, NDArray[np.float16]]]:
        for name, key in self._names.items():
            held = dict(self.linears[key].named_parameters())
            yield f"{name}{adapter.UP}", held["up"].detach().numpy().astype(np.float16)
            yield f"{name}{adapter.DOWN}", held["down"].detach().numpy().astype(np.float16)

    def _linear(self, x: Tensor, name: str) -> Tensor:
        changed: Tensor = self.linears[self._names[name]](x)
        return changed

    def _attention(self, x: Tensor, hidden: Tensor, name: str) -> Tensor:
        def heads(part: str) -> Tensor:
            made = self._linear(x, f"{name}.{part}")
            return made.view(*made.shape[:2], _HEADS, -1).transpose(1, 2)

        answer = functional.scaled_dot_product_attention(heads("query"), heads("key"), heads("value"), attn_mask=hidden)
        told: Tensor = answer.transpose(1, 2).flatten(2)
        return told

    def _normal(self, x: Tensor, name: str) -> Tensor:
        scale, shift = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return functional.layer_norm(x, (DIMENSIONS,), scale, shift, _EPSILON)


def padded(texts: Sequence[Sequence[int]], longest: int) -> tuple[Tensor, Tensor]:
    """Rows of token numbers as one matrix, cut at `longest`, and where there are tokens in it."""
    rows = [list(row) if len(row) <= longest else [*row[: longest - 1], _LAST_MARK] for row in texts]
    width = max(map(len, rows))
    tokens = torch.tensor([row + [0] * (width - len(row)) for row in rows])
    there = torch.tensor([[True] * len(row) + [False] * (width - len(row)) for row in rows])
    return tokens, there


def vectors_of(states: Tensor, there: Tensor) -> Tensor:
    """The vector of each text: the mean of its tokens, of unit length."""
    total = (states * there[..., None]).sum(1)
    return functional.normalize(total / there.sum(1, keepdim=True), dim=-1)
