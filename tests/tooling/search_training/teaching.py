"""Practice questions → additions to the embedding model.

Contrastive learning (InfoNCE, van den Oord et al. 2018, arXiv:1807.03748): of all windows of text in a batch, the one
of the right section has to be nearest, by the vector of the whole and by the tokens one by one, as search compares
them: of a passage's tokens only the signs. Wrong ones are those that search found for the question before it was
taught, and the windows of the other questions of the batch. One pass over the questions: in a second one they are
learned by heart.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from knowledge_base.search.evidence import FloatArray
from tests.tooling.search_training.examples import Practice, Sections
from tests.tooling.search_training.network import DIMENSIONS, Network, padded, vectors_of

_BATCH: Final = 16
_WRONG: Final = 5
_RATE: Final = 5e-4
_WARM_UP: Final = 0.1
_LEAST_RATE: Final = 0.02
_DECAY: Final = 0.01
_LONGEST_QUESTION, _LONGEST_WINDOW = 96, 56
_OF_VECTORS, _OF_TOKENS = 0.05, 0.03
"""Temperatures."""
_NEVER: Final = -1e9

Encode = Callable[[str], Sequence[int]]
"""A text → the numbers of its tokens, the marks of its beginning and end among them."""
Told = Callable[[int, int, float], object]
"""Told the batch, how many there are, and the mean loss so far."""


@dataclass(frozen=True)
class _Texts:
    """Texts as the network reads them. there: where there are tokens; said: those that are no marks."""

    states: Tensor
    there: Tensor
    said: Tensor

    @property
    def vectors(self) -> Tensor:
        return vectors_of(self.states, self.there)

    @property
    def tokens(self) -> Tensor:
        return functional.normalize(self.states, dim=-1)


class Teacher:
    """One pass over practice questions. nearest: for each section, the vectors of its windows before teaching."""

    def __init__(
        self, network: Network, encode: Encode, sections: Sections, nearest: Sequence[FloatArray], seed: int = 0
    ) -> None:
        self._network, self._encode, self._sections, self._nearest = network, encode, sections, nearest
        self._chance = np.random.default_rng(seed)

    def teach(self, questions: Sequence[Practice], vectors: FloatArray, told: Told) -> None:
        """Change the network's additions. vectors: of the questions, before teaching."""
        learned = [part for part in self._network.parameters() if part.requires_grad]
        optimizer = torch.optim.AdamW(learned, lr=_RATE, weight_decay=_DECAY)
        order = self._chance.permutation(len(questions))
        batches = len(order) // _BATCH
        total = 0.0
        for number in range(batches):
            chosen = order[number * _BATCH : (number + 1) * _BATCH]
            for group in optimizer.param_groups:
                group["lr"] = _RATE * _share(number, batches)
            loss = self._loss([questions[one] for one in chosen], vectors[chosen])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            total += float(loss.detach())
            told(number + 1, batches, total / (number + 1))

    def _loss(self, questions: Sequence[Practice], vectors: FloatArray) -> Tensor:
        texts, owners = self._windows(questions, vectors)
        right = torch.tensor([[owner in one.right for owner in owners] for one in questions])
        asked = self._read([one.text for one in questions], _LONGEST_QUESTION)
        found = self._read(texts, _LONGEST_WINDOW)
        by_vector = asked.vectors @ found.vectors.T / _OF_VECTORS
        by_token = _late(asked, found, [one.weights for one in questions]) / _OF_TOKENS
        return _missed(by_vector, right) + _missed(by_token, right)

    def _windows(self, questions: Sequence[Practice], vectors: FloatArray) -> tuple[list[str], list[int]]:
        """For each question a window of a right section, and one each of some wrong ones; and whose they are."""
        texts, owners = [], []
        for one, vector in zip(questions, vectors, strict=True):
            wrong = self._chance.permutation(np.array(one.wrong, dtype=np.int64))[:_WRONG]
            right = max(one.right, key=lambda section: self._fit(section, vector))
            for section in (right, *map(int, wrong)):
                texts.append(self._sections.windows[section][int(np.argmax(self._nearest[section] @ vector))])
                owners.append(section)
        return texts, owners

    def _fit(self, section: int, vector: FloatArray) -> float:
        return float((self._nearest[section] @ vector).max())

    def _read(self, texts: Sequence[str], longest: int) -> _Texts:
        rows = [self._encode(text) for text in texts]
        tokens, there = padded(rows, longest)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self._network(tokens, there)
        said = there.clone()
        said[:, 0] = False
        said[torch.arange(len(texts)), there.sum(1) - 1] = False
        return _Texts(states.float(), there, said)


def _late(asked: _Texts, found: _Texts, weights: Sequence[FloatArray]) -> Tensor:
    """What each token of a question finds nearest in each window, by weight: (questions, windows)."""
    tokens = found.tokens
    # Forward the signs, as they are kept on disk; backward as if they had not been rounded.
    signs = tokens + (torch.sign(tokens) / DIMENSIONS**0.5 - tokens).detach()
    rows = []
    for states, said, weight in zip(asked.tokens, asked.said, weights, strict=True):
        kept = states[said][: len(weight)]
        near = torch.einsum("td,nud->ntu", kept, signs).masked_fill(~found.said[:, None, :], -1.0)
        rows.append(near.amax(-1) @ torch.tensor(weight[: len(kept)]))
    return torch.stack(rows)


def _missed(scores: Tensor, right: Tensor) -> Tensor:
    """The cross entropy of the right windows, whichever of them it is."""
    of_right = torch.logsumexp(scores.masked_fill(~right, _NEVER), dim=1)
    return (torch.logsumexp(scores, dim=1) - of_right).mean()


def _share(number: int, batches: int) -> float:
    """Of the learning rate: it rises at first, and then falls to nearly nothing."""
    return min(1.0, (number + 1) / max(1.0, _WARM_UP * batches)) * max(_LEAST_RATE, 1 - number / batches)
