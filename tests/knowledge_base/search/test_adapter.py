"""What was taught to the embedding model: that it fits it, changes what it should, and is refused when it does not."""

import numpy as np
import pytest

from knowledge_base.errors import EmbeddingError
from knowledge_base.search import adapter, minilm
from knowledge_base.search.embedding import published_file


@pytest.fixture(scope="module")
def taught() -> dict[str, np.ndarray]:
    return minilm.read_safetensors(adapter.FILE.read_bytes())


def test_an_addition_is_up_times_down() -> None:
    weights = {"a.weight": np.ones((2, 3), np.float32), "b.weight": np.zeros((2, 2), np.float32)}
    up, down = np.array([[1], [2]], np.float16), np.array([[1, 0, -1]], np.float16)
    changed = adapter.adapted(weights, {"a.up": up, "a.down": down})
    assert changed["a.weight"].tolist() == [[2, 1, 0], [3, 1, -1]]
    assert changed["a.weight"].dtype == np.float32
    assert changed["b.weight"] is weights["b.weight"]
    assert weights["a.weight"].tolist() == [[1, 1, 1], [1, 1, 1]]


@pytest.mark.parametrize(
    "additions",
    [
        {"c.up": np.ones((2, 1)), "c.down": np.ones((1, 3))},
        {"a.up": np.ones((2, 1))},
        {"a.up": np.ones((2, 2)), "a.down": np.ones((1, 3))},
        {"a.up": np.ones((3, 1)), "a.down": np.ones((1, 2))},
    ],
    ids=["another layer", "half of it", "ranks that differ", "another shape"],
)
def test_additions_that_do_not_fit_are_refused(additions: dict[str, np.ndarray]) -> None:
    with pytest.raises(EmbeddingError, match="additions to"):
        adapter.adapted({"a.weight": np.ones((2, 3), np.float32)}, additions)


def test_what_was_taught_fits_every_matrix_of_the_published_model(taught: dict[str, np.ndarray]) -> None:
    published = minilm.read_safetensors(published_file("model.safetensors"))
    changed = adapter.adapted(published, taught)
    matrices = {name for name in published if ".layer." in name and published[name].ndim == 2}
    assert {name for name in published if changed[name] is not published[name]} == matrices
    for name in matrices:
        size = np.linalg.norm(changed[name] - published[name]) / np.linalg.norm(published[name])
        assert 0 < size < 0.5


def test_the_digest_is_that_of_the_file(taught: dict[str, np.ndarray]) -> None:
    assert len(taught) == 72
    assert adapter.digest() == adapter.digest()
    assert len(adapter.digest()) == 8
