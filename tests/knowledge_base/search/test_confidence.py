"""A probability that the first sections answer: high where the question's words are met, low where they are not."""

from pathlib import Path

import pytest

from knowledge_base.records import PassageKind
from knowledge_base.search.answer import Limits, answer_to
from knowledge_base.search.confidence import THRESHOLD
from knowledge_base.search.lexical import LexicalIndex
from tests.knowledge_base.search.small import passage, put


@pytest.fixture
def words(tmp_path: Path) -> LexicalIndex:
    index = LexicalIndex(tmp_path)
    texts = {
        "Clean the burner nozzle": "Unscrew the burner nozzle and clean it with a brass brush until it is bright.",
        "Renew the rope seal": "Pull the old rope seal out of the door groove and press the new one in with the thumb.",
        "Set the gas pressure": "Turn the screw of the gas governor until the gauge shows 20 mbar.",
        "Grease the chain": "Grease the chain of the conveyor every 200 hours with lithium grease.",
    }
    rows = [passage(text, "Care", title) for title, text in texts.items()]
    rows.append(passage("7, Flame lost", "Alarms", "alarm 7", kind=PassageKind.CODE, codes=("alarm 7",)))
    put(index, "oven@1", *rows)
    return index


def probability(words: LexicalIndex, question: str) -> float:
    return answer_to(question, words, None, Limits()).probability


def test_a_question_whose_words_are_met_is_more_probable_than_one_whose_words_are_unknown(words: LexicalIndex) -> None:
    met = probability(words, "how do I clean the burner nozzle with a brush")
    partly = probability(words, "how do I clean the windscreen wiper of my car")
    unknown = probability(words, "who won the football championship in spring")
    assert met > partly > unknown
    assert unknown < THRESHOLD


def test_a_code_that_stands_there_is_answered_and_one_that_does_not_is_not(words: LexicalIndex) -> None:
    assert probability(words, "alarm 7") > THRESHOLD
    assert probability(words, "alarm 8") < 0.1


def test_nothing_found_is_not_answered(words: LexicalIndex) -> None:
    answer = answer_to("zzz", words, None, Limits(groups=frozenset()))
    assert (answer.ranked, answer.probability, answer.answered) == ((), 0.0, False)


def test_a_probability_is_one_whatever_is_asked(words: LexicalIndex) -> None:
    for question in ("", "?", "a" * 3000, "7", "burner " * 200, "alarm 7 alarm 8", "Düse reinigen"):
        assert 0.0 <= probability(words, question) <= 1.0
