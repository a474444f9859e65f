"""How search is taught: what is taught is the network that runs, and what belongs together comes near."""

from typing import Any

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

from knowledge_base.search import adapter, minilm
from tests.knowledge_base.search.test_minilm import random_weights
from tests.tooling.search_training.examples import practice_questions

Weights = dict[str, NDArray[Any]]


def test_practice_questions_are_many_and_each_has_a_section() -> None:
    asked = list(practice_questions())
    assert len(asked) > 12_000
    assert all(gold and question.strip() for gold, question in asked)


@pytest.fixture(scope="module")
def weights() -> Weights:
    return random_weights()


@pytest.mark.deep
def test_the_network_that_is_taught_is_the_one_that_runs(weights: Weights) -> None:
    import torch

    from tests.tooling.search_training.lesson import written
    from tests.tooling.search_training.network import Network, padded, vectors_of

    torch.manual_seed(3)
    network = Network(weights)
    with torch.no_grad():
        for name, part in network.named_parameters():
            if name.endswith("up"):
                part.normal_(0, 0.02)
        rows = [[1, 7, 80, 2], [1, 5, 2]]
        tokens, there = padded(rows, 96)
        vectors = vectors_of(network(tokens, there), there).numpy()
    additions = minilm.read_safetensors(written(network.additions()))
    graph = minilm.write_graph(adapter.adapted(weights, additions), {}, rounded=False)
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    for row, vector in zip(rows, vectors, strict=True):
        expected = session.run(None, {"tokens": np.array(row, np.int64)})[0]
        assert float(expected @ vector) > 0.9999
    plain = onnxruntime.InferenceSession(minilm.write_graph(weights, {}, rounded=False))
    assert float(plain.run(None, {"tokens": np.array(rows[0], np.int64)})[0] @ vectors[0]) < 0.9999


def letters(text: str) -> list[int]:
    """Letters as tokens, between the marks of the beginning and the end."""
    return [1, *(10 + ord(letter) % 50 for letter in text), 2]


@pytest.mark.deep
def test_teaching_brings_questions_near_their_sections(weights: Weights) -> None:
    import torch

    from tests.tooling.search_training.examples import Practice, Sections
    from tests.tooling.search_training.network import Network, padded, vectors_of
    from tests.tooling.search_training.teaching import Teacher

    torch.manual_seed(0)
    names = ["abc", "def", "ghi", "jkl"]
    asked = {"xay": 0, "xdy": 1, "xgy": 2, "xjy": 3}
    network = Network(weights)

    def vectors(texts: list[str]) -> NDArray[np.float32]:
        with torch.no_grad():
            tokens, there = padded([letters(text) for text in texts], 96)
            found: NDArray[np.float32] = vectors_of(network(tokens, there), there).numpy()
        return found

    practice = [
        Practice(text, "m", np.full(3, 1 / 3, np.float32), frozenset({right}), tuple(set(range(4)) - {right}))
        for text, right in asked.items()
    ] * 32
    sections = Sections([[] for _ in names], [[name] for name in names])
    losses: list[float] = []

    def tell(batch: int, of: int, loss: float) -> None:
        losses.append(loss)

    teacher = Teacher(network, letters, sections, list(vectors(names)[:, None]))
    teacher.teach(practice, vectors([one.text for one in practice]), tell)
    assert len(losses) == len(practice) // 16
    assert losses[-1] < losses[0]
    nearest = (vectors(list(asked)) @ vectors(names).T).argmax(axis=1)
    assert nearest.tolist() == list(asked.values())


def test_the_ranker_learns_what_tells_right_from_wrong() -> None:
    from assistant.bench.retrieval_corpus import Question
    from knowledge_base.search.answer import Weighed
    from knowledge_base.search.evidence import FEATURES, Judged
    from tests.tooling.search_training.ranker import Judgement, learn

    chance = np.random.default_rng(0)

    def judgement() -> Judgement:
        features = chance.normal(size=(6, len(FEATURES))).astype(np.float32)
        right = features[:, FEATURES.index("cover")] == features[:, FEATURES.index("cover")].max()
        weighed = Weighed.__new__(Weighed)
        object.__setattr__(weighed, "judged", Judged(features, tuple(range(6))))
        return Judgement(Question("x", "answerable", "en", "?", ()), None, weighed, right)

    learned = learn([judgement() for _ in range(200)], ("bm25", "cover", "window"))
    assert learned["cover"] > 10 * max(abs(learned["bm25"]), abs(learned["window"]))
