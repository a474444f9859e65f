"""One question through the whole of search, with and without a model."""

from pathlib import Path

import pytest

from knowledge_base.search.answer import Limits, answer_to, weigh
from knowledge_base.search.lexical import LexicalIndex
from knowledge_base.search.meaning import MeaningIndex
from tests.knowledge_base.search.small import Small, passage, put, texts

OVEN = passage("Lift the burner out of the oven.", "Repair", "Burner")
CHAIN = passage("Grease the chain of the conveyor.", "Care", "Chain", equipment="conveyor")


@pytest.fixture
def words(tmp_path: Path) -> LexicalIndex:
    index = LexicalIndex(tmp_path / "words")
    put(index, "oven@1", OVEN)
    put(index, "conveyor@1", CHAIN)
    return index


def first(words: LexicalIndex, question: str, limits: Limits) -> list[str]:
    return texts(words, [one.place for one in answer_to(question, words, None, limits).ranked])


def test_limits_hold_whatever_is_asked(words: LexicalIndex) -> None:
    assert first(words, "burner chain", Limits(equipment="conveyor")) == [CHAIN.quote.text]
    assert first(words, "burner chain", Limits(groups=frozenset({"oven@1"}))) == [OVEN.quote.text]
    assert first(words, "burner", Limits(language="fr")) == []


def test_an_answer_is_one_only_above_the_threshold(words: LexicalIndex) -> None:
    answer = answer_to("zebra crossing", words, None, Limits())
    assert answer.answered is False
    assert answer.probability < 0.86


def test_a_model_finds_what_no_word_finds(words: LexicalIndex, tmp_path: Path) -> None:
    meaning = MeaningIndex(tmp_path, Small())
    for group in words.groups.values():
        meaning.write(group.vectors, words.passages_of(group), lambda what, done, of: None)
    weighed = weigh("zebra", words, meaning, Limits())
    assert weighed.candidates.lexical == frozenset()
    assert weighed.candidates.dense
