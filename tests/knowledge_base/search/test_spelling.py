"""Slips of the keyboard lead to the word that was meant, and never to one that is far from it."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.search.spelling import corrections, distance

MANUALS = {"pump": 40, "belt": 9, "bolt": 30, "bell": 1, "bearing": 12, "cavitation": 5, "alignment": 7, "impeller": 3}
FEW_LETTERS = st.text("abc", max_size=6)


def terms(start: str) -> Iterable[tuple[str, int]]:
    return [(word, count) for word, count in MANUALS.items() if word.startswith(start)]


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("pummp", "pump"),
        ("pmup", "pump"),
        ("upmp", "pump"),
        ("ppump", "pump"),
        ("bering", "bearing"),
        ("bearimg", "bearing"),
        ("impelller", "impeller"),
        ("cavitatoin", "cavitation"),
        ("cavittaoin", "cavitation"),
        ("cavitasion", "cavitation"),
        ("kcavitation", "cavitation"),
        ("allignmennt", "alignment"),
    ],
)
def test_a_slip_leads_to_the_word_that_was_meant(slip: str, meant: str) -> None:
    assert corrections(slip, terms) == (meant,)


@pytest.mark.parametrize(
    "word", ["", "x", "pizza", "paper", "bxxring", "gearbox", "impxxllxr", "caveatxion", "xylophone"]
)
def test_what_is_far_from_every_word_leads_to_none(word: str) -> None:
    assert corrections(word, terms) == ()


def test_two_slips_count_in_a_long_word_only() -> None:
    assert corrections("cavtatin", terms) == ()
    assert corrections("cavitatnio", terms) == ("cavitation",)


def test_of_words_equally_near_the_more_frequent_comes_first() -> None:
    assert corrections("bejt", terms) == ("belt",)
    assert corrections("balt", terms) == ("bolt", "belt")


def test_a_word_is_no_slip_of_itself() -> None:
    assert "belt" not in corrections("belt", terms)


def test_the_nearest_words_only_are_given() -> None:
    near = {"connector": 1, "connecter": 90}
    assert corrections("connnector", lambda start: [t for t in near.items() if t[0].startswith(start)]) == (
        "connector",
    )


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("belt", "belt", 0),
        ("belt", "bolt", 1),
        ("belt", "bet", 1),
        ("bet", "belt", 1),
        ("belt", "eblt", 1),
        ("", "pump", 4),
    ],
)
def test_slips_are_letters_added_left_out_changed_or_swapped(one: str, other: str, slips: int) -> None:
    assert distance(one, other) == slips


def reference(one: str, other: str) -> int:
    """Optimal string alignment by its recursive definition."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        reference(one[:-1], other) + 1,
        reference(one, other[:-1]) + 1,
        reference(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 and one[-2:] == other[-2:][::-1]:
        ways.append(reference(one[:-2], other[:-2]) + 1)
    return min(ways)


@given(FEW_LETTERS.filter(lambda text: len(text) < 5), FEW_LETTERS.filter(lambda text: len(text) < 5))
def test_the_distance_is_that_of_the_definition(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one) == reference(one, other)


@given(st.text("abcdeilmnoptuvr", max_size=12))
def test_no_correction_is_more_than_two_slips_away(word: str) -> None:
    found = corrections(word, terms)
    assert len({distance(word, other) for other in found}) <= 1
    assert all(0 < distance(word, other) <= 2 and other in MANUALS for other in found)
