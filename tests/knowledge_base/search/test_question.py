"""Any text is a question: what is searched for when it is asked."""

import math
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.search import spelling
from knowledge_base.search.concepts import Concept, Question
from knowledge_base.search.question import LONGEST, language_of, read_question
from knowledge_base.search.words import stem, stems, words

ENGLISH = (
    "Cavitation is the collapse of bubbles at the impeller of the pump.",
    "Tighten the bolt of the bearing housing with a wrench.",
    "Clean the filter of the pump. Check the belt.",
    "Replace the bearing and grease it.",
)
GERMAN = ("Das Lager der Pumpe wechseln.", "Die Schrauben am Gehäuse festziehen.", "Den Filter reinigen.")


class Manuals:
    """Manuals of one section a text."""

    def __init__(self, texts: Mapping[str, Sequence[str]]) -> None:
        self.languages = frozenset(texts)
        self._sections = [set(stems(one, code)) for code, several in texts.items() for one in several]
        self._words = [word for code, several in texts.items() for one in several for word in words(one, code)]
        self.section_count = len(self._sections)

    def frequency(self, form: str) -> int:
        return sum(form in section for section in self._sections)

    def corrections(self, word: str) -> tuple[str, ...]:
        return spelling.corrections(
            word, lambda start: [(one, self._words.count(one)) for one in set(self._words) if one.startswith(start)]
        )


@pytest.fixture(scope="module")
def manuals() -> Manuals:
    return Manuals({"en": ENGLISH})


@pytest.fixture(scope="module")
def german() -> Manuals:
    return Manuals({"de": GERMAN})


def forms_of(question: Question) -> dict[str, float]:
    return {form: weight for concept in question.concepts for form, weight in concept.forms}


def concept_of(question: Question, asked: str) -> Concept:
    """What is searched for in place of this word of the question."""
    (found,) = (one for one in question.concepts if one.span and question.text[slice(*one.span)] == asked)
    return found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How do I replace the bearing?", "en"),
        ("Wie wechsle ich das Lager?", "de"),
        ("Wie prüfe ich die Lagertemperatur?", "de"),
        ("Comment remplacer le roulement de la pompe ?", "fr"),
        ("¿Cómo cambio el rodamiento de la bomba?", "es"),
        ("rodamiento", "es"),
        ("Was ist das für eine XJ-9?", "de"),
        ("Quelle est cette XJ-9 ?", "fr"),
        ("Kugellager", "de"),
        ("pump", "en"),
        ("", "en"),
        ("20", "en"),
        ("qwrtzp", "en"),
    ],
)
def test_the_language_is_told_by_small_words_and_the_glossary(manuals: Manuals, text: str, language: str) -> None:
    assert read_question(text, manuals).language == language
    assert language_of(words(text), manuals) == language


def test_the_language_is_told_by_the_words_of_the_manuals() -> None:
    finnish = Manuals({"fi": ("Puhdista suodatin ja voitele laakeri.",)})
    assert language_of(["laakeri", "voitele"], finnish) == "fi"
    assert language_of(["laakeri", "voitele"], Manuals({"en": ENGLISH})) == "en"


def test_small_words_are_not_searched_for(manuals: Manuals) -> None:
    question = read_question("How do I grease the bearing?", manuals)
    assert [question.text[slice(*one.span)] for one in question.concepts if one.span] == ["grease", "bearing"]


def test_a_question_of_small_words_alone_is_searched_for_as_it_stands(manuals: Manuals) -> None:
    assert forms_of(read_question("what is this", manuals)).keys() == {"what", "is", "this"}


def test_a_word_is_searched_for_by_its_stem_at_full_weight(manuals: Manuals) -> None:
    assert dict(concept_of(read_question("Bearings", manuals), "Bearings").forms)[stem("bearing", "en")] == 1.0


def test_words_of_the_same_meaning_count_less_than_the_word_itself(manuals: Manuals) -> None:
    forms = dict(concept_of(read_question("which wrench", manuals), "wrench").forms)
    assert 0 < forms["spanner"] < forms["wrench"] == 1.0


def test_a_rare_word_weighs_more_than_a_frequent_one(manuals: Manuals) -> None:
    question = read_question("pump impeller", manuals)
    assert concept_of(question, "impeller").weight > concept_of(question, "pump").weight


@pytest.mark.parametrize(
    ("slip", "meant"), [("cavitatoin", "cavitation"), ("cavtation", "cavitation"), ("bearng", "bearing")]
)
def test_a_slip_of_spelling_is_mended(manuals: Manuals, slip: str, meant: str) -> None:
    question = read_question(f"what about {slip}?", manuals)
    forms = dict(concept_of(question, slip).forms)
    assert 0 < forms[stem(meant, "en")] < 1
    assert question.meaning == f"what about {meant}?"
    assert question.text == f"what about {slip}?"


def test_a_word_that_occurs_is_not_mended(manuals: Manuals) -> None:
    question = read_question("bolt", manuals)
    assert "belt" in Manuals({"en": ENGLISH}).corrections("bolt")
    assert "belt" not in forms_of(question)
    assert question.meaning == "bolt"


@pytest.mark.parametrize("text", ["bel", "be1t", "xylophone"])
def test_short_words_words_with_digits_and_words_far_from_all_are_not_mended(manuals: Manuals, text: str) -> None:
    question = read_question(text, manuals)
    assert forms_of(question).keys().isdisjoint(stems(" ".join(ENGLISH), "en"))
    assert question.meaning == text


def test_what_people_say_adds_what_manuals_call_it(manuals: Manuals) -> None:
    question = read_question("the pump sounds like gravel", manuals)
    (added,) = (one for one in question.concepts if one.forms == ((stem("cavitation", "en"), 1.0),))
    assert added.span is None
    assert 0 < added.weight < read_question("cavitation", manuals).concepts[0].weight


def test_what_is_asked_for_anyway_is_not_added(manuals: Manuals) -> None:
    question = read_question("the pump sounds like gravel, is it cavitation?", manuals)
    holding = [one for one in question.concepts if stem("cavitation", "en") in dict(one.forms)]
    assert [one.span is None for one in holding] == [False]


def test_one_word_of_a_saying_adds_nothing(manuals: Manuals) -> None:
    assert all(one.span for one in read_question("gravel", manuals).concepts)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Wie wechsle ich das Lager?", "Lager"),
        ("Comment changer le roulement ?", "roulement"),
        ("el rodamiento", "rodamiento"),
    ],
)
def test_a_question_in_another_language_is_put_to_english_manuals_in_english(
    manuals: Manuals, text: str, word: str
) -> None:
    question = read_question(text, manuals)
    assert dict(concept_of(question, word).forms)[stem("bearing", "en")] > 0.5
    assert "bearing" in question.meaning
    assert word not in question.meaning


def test_a_german_compound_is_searched_for_by_its_parts(manuals: Manuals) -> None:
    question = read_question("Wie öffne ich das Lagergehäuse?", manuals)
    assert {stem("bearing", "en"), stem("housing", "en")} <= forms_of(question).keys()


def test_an_english_question_finds_the_words_of_a_german_manual(german: Manuals) -> None:
    question = read_question("How do I replace the bearing?", german)
    assert question.language == "en"
    assert stem("lager", "de") in dict(concept_of(question, "bearing").forms)


def test_a_german_question_is_put_to_a_german_manual_as_it_is(german: Manuals) -> None:
    question = read_question("Wie wechsle ich das Lager?", german)
    assert dict(concept_of(question, "Lager").forms)[stem("lager", "de")] == 1.0


def test_what_is_beyond_the_longest_question_is_not_read(manuals: Manuals) -> None:
    question = read_question("x " * (LONGEST // 2) + "impeller", manuals)
    assert stem("impeller", "en") not in forms_of(question)
    assert len(question.text) == LONGEST


def test_a_question_without_words_asks_for_nothing(manuals: Manuals) -> None:
    for text in ("", " \n\t", "\0", "😀🔥", "?!*()[]{}~^\"'\\/+-&&||:"):
        assert read_question(text, manuals).concepts == ()


@pytest.mark.parametrize(
    "text",
    [
        'p_body:"pump" AND NOT bearing^9 OR (belt~2',
        "pump* [a TO z] {x} -bearing +belt /re.*/",
        "'; DROP TABLE passages; --",
        "pump\0bearing\ud800belt\u202e",
        "pump 😀 bearing",
    ],
)
def test_signs_of_a_query_language_are_no_more_than_signs(manuals: Manuals, text: str) -> None:
    question = read_question(text, manuals)
    assert all(form.replace(" ", "").isalnum() for form in forms_of(question))
    spans = [one.span for one in question.concepts if one.span]
    assert spans == sorted(spans)


@given(
    st.text(st.characters(), max_size=200)
    | st.lists(st.sampled_from(["pump", "das", "Lagergehäuse", "le", "roulement", "AND", "*", "\ud800"])).map(" ".join)
    | st.text(st.characters(), min_size=1, max_size=3).map(lambda text: text * 1000)
)
def test_any_text_is_a_question(text: str) -> None:
    for known in (Manuals({"en": ENGLISH[:2]}), Manuals({"de": GERMAN, "en": ENGLISH[:1]}), Manuals({})):
        question = read_question(text, known)
        question.meaning.encode()
        for concept in question.concepts:
            assert 0 < concept.weight < math.inf
            assert concept.forms
            assert all(form and 0 < weight <= 1 for form, weight in concept.forms)
            assert concept.span is None or question.text[slice(*concept.span)].strip()
