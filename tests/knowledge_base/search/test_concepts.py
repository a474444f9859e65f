"""How much a word of a question tells."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.search.concepts import idf

COUNT = st.integers(0, 10**7)


@pytest.mark.parametrize(("count", "frequency", "odds"), [(10, 2, 4.4), (1, 0, 4.0), (2, 2, 1.2)])
def test_the_weight_is_the_logarithm_of_the_odds_as_in_lucene(count: int, frequency: int, odds: float) -> None:
    assert math.exp(idf(count, frequency)) == pytest.approx(odds)


def test_a_rare_word_tells_more_than_a_frequent_one() -> None:
    weights = [idf(50, frequency) for frequency in range(51)]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


@given(COUNT, COUNT)
def test_every_weight_is_above_nought_and_finite(count: int, frequency: int) -> None:
    assert 0 < idf(count, frequency) < math.inf
