"""The bundled glossary: what means the same, what people say, and terms in other languages."""

import pytest

from knowledge_base.search import glossary
from knowledge_base.search.words import is_small, stem, words


def said(question: str) -> set[str]:
    return set(glossary.meant_by({stem(word, "en") for word in words(question)}))


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("the pump sounds as if there were gravel in it", "cavitation"),
        ("it sounds like marbles", "cavitation"),
        ("the oil is milky", "water in oil"),
        ("the belt squeals", "belt tension"),
        ("the motor hums", "capacitor"),
    ],
)
def test_what_people_say_leads_to_what_manuals_call_it(question: str, meant: str) -> None:
    assert meant in said(question)


@pytest.mark.parametrize("question", ["", "the gravel path", "belt", "milky tea", "how do I open the cover"])
def test_only_all_words_of_a_saying_lead_to_what_is_meant(question: str) -> None:
    assert said(question).isdisjoint({"cavitation", "belt tension", "water in oil"})


def test_terms_of_one_meaning_lead_to_each_other_and_not_to_themselves() -> None:
    assert "spanner" in glossary.same_as("wrench")
    assert "wrench" in glossary.same_as("spanner")
    assert "wrench" not in glossary.same_as("wrench")
    assert "end switch" in glossary.same_as("limit switch")
    assert glossary.same_as("nosuchword") == glossary.same_as("") == ()


@pytest.mark.parametrize(
    ("language", "term", "english"),
    [
        ("de", "Lager", "bearing"),
        ("de", "Kugellagers", "bearing"),
        ("de", "Schraubenschluessel", "wrench"),
        ("de", "Gehäusen", "housing"),
        ("es", "rodamientos", "bearing"),
        ("es", "lubricación", "lubrication"),
        ("fr", "roulements", "bearing"),
        ("fr", "dévisser", "unscrew"),
        ("fr", "fuite", "leak"),
    ],
)
def test_terms_are_translated_in_any_spelling_and_inflection(language: str, term: str, english: str) -> None:
    assert english in glossary.translations(words(term, language), language)
    assert english in glossary.translations(words(term), language)
    assert glossary.knows(words(term, language)[0], language)


def test_several_words_may_be_one_term() -> None:
    assert "limit switch" in glossary.translations(["final", "carrera"], "es")
    assert "limit switch" not in glossary.translations(["final"], "es")


def test_what_the_glossary_does_not_hold_has_no_translation() -> None:
    for language in (*glossary.TRANSLATED, "xx"):
        assert glossary.translations(["nosuchword"], language) == ()
        assert glossary.translated_back(["nosuchword"], language) == ()
        assert not glossary.knows("nosuchword", language)
    assert glossary.translations(["lager"], "fr") == ()


def test_a_german_compound_is_taken_apart_into_known_parts() -> None:
    bearing, housing = glossary.parts("Lagergehäuse", "de")
    assert "bearing" in bearing
    assert "housing" in housing
    assert glossary.parts("Lagergehaeuse", "de") == glossary.parts("lagergehause", "de") == (bearing, housing)
    assert glossary.knows("lagergehause", "de")


@pytest.mark.parametrize(
    ("word", "language"), [("Xyzlager", "de"), ("Donnerstag", "de"), ("", "de"), ("Lagergehäuse", "fr")]
)
def test_what_is_not_made_of_known_german_words_has_no_parts(word: str, language: str) -> None:
    assert glossary.parts(word, language) == ()


@pytest.mark.parametrize(("language", "term"), [("de", "lager"), ("es", "rodamiento"), ("fr", "roulement")])
@pytest.mark.parametrize("english", ["bearing", "bearings"])
def test_english_words_lead_back_to_those_of_a_manual_in_another_language(
    language: str, term: str, english: str
) -> None:
    assert term in glossary.translated_back([english], language)


def test_english_is_not_translated_to_itself() -> None:
    assert glossary.translations(["bearing"], "en") == glossary.translated_back(["bearing"], "en") == ()


@pytest.mark.parametrize("language", glossary.TRANSLATED)
def test_every_term_of_a_language_is_found_and_leads_to_english_words(language: str) -> None:
    for line, english in glossary._read(language).items():
        assert all(words(term) for term in english.split(",")), line
        for term in line.split(","):
            found = glossary.translations(
                [word for word in words(term, language) if not is_small(word, language)] or words(term, language),
                language,
            )
            assert {one.strip() for one in english.split(",")} <= set(found), term


def test_small_words_belong_to_a_saying_in_which_one_word_tells() -> None:
    assert "heating element" in said("the oven does not heat")
    assert "heating element" not in said("heat the oven to 180 degrees")


def test_every_saying_is_found_by_its_own_words() -> None:
    for line, meant in glossary._read("en")["said"].items():
        for phrase in line.split(","):
            assert {one.strip() for one in meant.split(",")} <= said(phrase), phrase
