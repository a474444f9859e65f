"""What speaks for each section becomes one order; a code that was asked for goes before all else."""

from pathlib import Path

import numpy as np
import pytest

from knowledge_base.records import PassageKind
from knowledge_base.search.answer import Limits, weigh
from knowledge_base.search.evidence import FEATURES
from knowledge_base.search.fusion import rank, weights_for
from knowledge_base.search.lexical import LexicalIndex
from tests.knowledge_base.search.small import passage, put


@pytest.fixture
def words(tmp_path: Path) -> LexicalIndex:
    index = LexicalIndex(tmp_path)
    put(
        index,
        "oven@1",
        passage("The burner heats. Clean the burner nozzle with a brush.", "Care", "Clean the burner"),
        passage("The door has a rope seal.", "Care", "Renew the seal"),
        passage("7, Flame lost", "Alarms", "alarm 7", kind=PassageKind.CODE, codes=("alarm 7",)),
        passage("After alarm 7 clean the burner, then the burner nozzle.", "Care", "After a stop"),
    )
    return index


def first(words: LexicalIndex, question: str) -> str:
    weighed = weigh(question, words, None, Limits())
    best = rank(weighed.codes, weighed.candidates, weighed.judged)[0]
    return words.passages([best.place])[best.place].quote.citation.section[-1]


def test_the_section_with_the_words_in_its_heading_goes_first(words: LexicalIndex) -> None:
    assert first(words, "clean the burner") == "Clean the burner"
    assert first(words, "renew the seal") == "Renew the seal"


def test_the_entry_of_a_code_goes_before_a_section_that_mentions_it(words: LexicalIndex) -> None:
    assert first(words, "alarm 7") == "alarm 7"


def test_scores_fall_and_each_place_is_listed_once(words: LexicalIndex) -> None:
    weighed = weigh("clean the burner seal", words, None, Limits())
    ranked = rank(weighed.codes, weighed.candidates, weighed.judged)
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    assert len({one.place for one in ranked}) == len(ranked)
    assert all(one.because for one in ranked)


def test_nothing_found_is_nothing_ranked(words: LexicalIndex) -> None:
    weighed = weigh("xylophone", words, None, Limits(groups=frozenset()))
    assert rank(weighed.codes, weighed.candidates, weighed.judged) == ()


@pytest.mark.parametrize(("present", "used"), [((), "bm25"), (("window",), "window"), (("window", "late"), "late")])
def test_weights_are_those_of_the_evidence_that_there_is(present: tuple[str, ...], used: str) -> None:
    features = np.zeros((2, len(FEATURES)), dtype=np.float32)
    for name in present:
        features[:, FEATURES.index(name)] = 0.5
    weights = weights_for(features)
    assert weights[FEATURES.index(used)] > 0
    for name in {"window", "late"} - set(present):
        assert weights[FEATURES.index(name)] == 0
