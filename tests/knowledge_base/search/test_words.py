"""Which words count as one word in a search."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.search.words import LANGUAGES, is_small, stem, stems, words


def test_words_are_in_lower_case_without_accents_in_their_order() -> None:
    assert words("Überhitzt: Das Gehäuse, PIÈCE n° 2!") == ["uberhitzt", "das", "gehause", "piece", "n", "2"]


def test_words_are_not_stemmed() -> None:
    assert words("bearings running") == ["bearings", "running"]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", "bearing bearings Bearing"),
        ("en", "leak leaks leaking leaked"),
        ("de", "Schraube Schrauben"),
        ("fr", "roulement roulements"),
        ("es", "rodamiento rodamientos"),
        ("it", "cuscinetto cuscinetti"),
    ],
)
def test_inflected_forms_have_one_stem(language: str, forms: str) -> None:
    assert len(set(stems(forms, language))) == 1
    assert len({stem(word, language) for word in words(forms, language)}) == 1


def test_different_words_keep_different_stems() -> None:
    assert len(set(stems("bearing belt bolt pump seal", "en"))) == 5


def test_words_of_a_language_without_a_stemmer_are_compared_as_they_stand() -> None:
    assert "xx" not in LANGUAGES
    assert stems("Bearings running", "xx") == ["bearings", "running"]


@pytest.mark.parametrize(
    ("one", "other"), [("überprüfen", "ueberpruefen"), ("LÖSEN", "loesen"), ("Gehäuse", "Gehaeuse")]
)
def test_both_german_spellings_of_an_umlaut_are_one_word(one: str, other: str) -> None:
    assert words(one, "de") == words(other, "de")
    assert stems(one, "de") == stems(other, "de")


def test_ae_oe_and_ue_stay_in_other_languages() -> None:
    assert words("blue poem", "en") == ["blue", "poem"]


def test_ligatures_and_full_width_letters_are_ordinary_letters() -> None:
    assert words("ﬁlter Ｍｏｔｏｒ") == ["filter", "motor"]


def test_what_is_no_word_leaves_nothing() -> None:
    assert words("") == words(" \0 — 😀 ?!*") == stems("…", "de") == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_listed_language_has_a_stemmer(language: str) -> None:
    assert len(stems("Pumpe motor", language)) == 2


@pytest.mark.parametrize(
    ("small", "telling", "language"),
    [
        ("the", "pump", "en"),
        ("für", "Lager", "de"),
        ("même", "pompe", "fr"),
        ("está", "bomba", "es"),
        ("più", "olio", "it"),
    ],
)
def test_small_words_are_told_from_telling_ones_in_their_language_only(small: str, telling: str, language: str) -> None:
    (small,), (telling,) = words(small, language), words(telling, language)
    assert is_small(small, language)
    assert not is_small(telling, language)
    assert not is_small(small, "xx")


@given(st.text(max_size=80), st.sampled_from(["en", "de", "fr", "xx"]))
def test_any_text_has_words_and_as_many_stems(text: str, language: str) -> None:
    found = words(text, language)
    assert len(found) == len(stems(text, language))
    assert all(found)
    assert words(" ".join(found), language) == found
    assert [stem(word, language) for word in found] == stems(text, language)


@pytest.mark.parametrize(
    ("written", "language", "word"),
    [
        ("æ", "de", "a"),
        ("aé", "de", "a"),
        ("œ", "de", "o"),
        ("aée", "de", "a"),
        ("Äe", "de", "a"),
        ("İstanbul", "tr", "istanbul"),
        ("ǧ", "en", "g"),
        ("æ", "fr", "ae"),
        ("ΟΔΟΣ", "xx", "οδος"),
    ],
)
def test_a_folded_word_stays_as_it_is(written: str, language: str, word: str) -> None:
    assert words(written, language) == words(word, language) == [word]
    assert stems(written, language) == stems(word, language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_letter_is_folded_once_and_for_all(language: str) -> None:
    letters = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isalnum()]
    found = words(" ".join(f"a{letter}e" for letter in letters), language)
    assert words(" ".join(found), language) == found


def test_a_long_word_is_one_word_in_both_spellings() -> None:
    assert len(words("ü" * 25, "de")) == len(words("ue" * 25, "de")) == 1
