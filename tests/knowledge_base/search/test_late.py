import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from knowledge_base.search.late import AskedTokens, TokenEmbedder, nearest_tokens, telling_signs
from tests.knowledge_base.search.small import DIMENSIONS, Small, SmallTokens, direction

FloatArray = NDArray[np.float32]


def unit(seed: int, rows: int, size: int) -> FloatArray:
    drawn = np.random.default_rng(seed).normal(size=(rows, size))
    made: FloatArray = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return made


def test_a_model_that_tells_its_tokens_is_known_from_one_that_does_not() -> None:
    assert isinstance(SmallTokens(), TokenEmbedder)
    assert not isinstance(Small(), TokenEmbedder)


def test_a_question_without_tokens_has_no_weights() -> None:
    none = AskedTokens.none()
    assert len(none.states) == len(none.weights) == 0


def test_the_signs_of_the_words_that_say_something_are_kept() -> None:
    text = "Is the fan, or the drive, hot?"
    signs = telling_signs(text, SmallTokens().tokens(text), "en")
    expected = [np.packbits(direction(word) > 0) for word in ("fan", "drive", "hot")]
    assert signs.dtype == np.uint8
    assert signs.tolist() == np.array(expected).tolist()


def test_small_words_are_those_of_the_language() -> None:
    text = "der fan"
    read = SmallTokens().tokens(text)
    assert len(telling_signs(text, read, "de")) == 1
    assert len(telling_signs(text, read, "en")) == 2


@pytest.mark.parametrize("text", ["", "?!.", "the of and"])
def test_a_text_that_says_nothing_has_no_signs(text: str) -> None:
    assert telling_signs(text, SmallTokens().tokens(text), "en").shape == (0, DIMENSIONS // 8)


@given(
    seed=st.integers(0, 10**6),
    asked=st.integers(1, 5),
    lengths=st.lists(st.integers(0, 7), max_size=6),
    size=st.sampled_from([8, 16, 384]),
)
def test_the_nearest_token_is_that_of_all_cosines(seed: int, asked: int, lengths: list[int], size: int) -> None:
    question = unit(seed, asked, size)
    passages = [unit(seed + 1 + n, rows, size) > 0 for n, rows in enumerate(lengths)]
    nearest = nearest_tokens(question, [np.packbits(bits, axis=1) for bits in passages])
    assert nearest.shape == (len(lengths), asked)
    for row, bits in zip(nearest, passages, strict=True):
        signs = np.where(bits, 1.0, -1.0) / np.sqrt(size)
        expected = (signs @ question.T).max(axis=0) if len(bits) else np.full(asked, -1.0)
        assert row == pytest.approx(expected, abs=1e-5)


def test_a_passage_without_tokens_is_as_far_as_can_be() -> None:
    none = np.zeros((0, 2), dtype=np.uint8)
    assert nearest_tokens(unit(1, 3, 16), [none, none]).tolist() == [[-1.0] * 3] * 2
    assert nearest_tokens(unit(1, 3, 16), []).shape == (0, 3)


def test_a_question_without_tokens_is_near_to_nothing() -> None:
    bits = np.packbits(unit(1, 2, 16) > 0, axis=1)
    assert nearest_tokens(np.zeros((0, 16), dtype=np.float32), [bits, bits]).shape == (2, 0)


def test_the_passage_with_the_asked_word_is_nearer_than_one_without() -> None:
    model = SmallTokens()
    bits = [telling_signs(text, model.tokens(text), "en") for text in ("Grease hinge", "Clean fan")]
    ((with_word, without),) = nearest_tokens(model.tokens("hinge").states, bits).T
    assert with_word > without
