"""Words are left out of plain prose alone, never of what tells a number, a condition or a negation."""

import pytest

from assistant.language.shortening import shortened

PLAIN = "The pump moves cold water through the long pipe to the tank."


def test_words_left_out_leave_the_sources_own_words_in_their_order() -> None:
    assert shortened(PLAIN, "the PUMP moves water to the tank", "en") == "The pump moves water to the tank."


@pytest.mark.parametrize(
    "text",
    [
        "The pump moves tank through the water.",
        "The pump moves hot water to the tank.",
        "The pump moves water.",
        "Pump moves cold water through the long pipe to the tank.",
        "The tank.",
        "",
        "The pump moves cold water through the long pipe to the tank. Open it.",
    ],
    ids=["order", "new word", "end lost", "beginning lost", "too little left", "nothing", "more added"],
)
def test_other_words_are_no_shortening(text: str) -> None:
    assert shortened(PLAIN, text, "en") is None


@pytest.mark.parametrize(
    ("sentence", "left", "language"),
    [
        ("The old pump does not move any water.", "The pump does move any water.", "en"),
        ("The old pump can't move any water.", "The pump can't move any water.", "en"),
        ("The old pump can’t move any water.", "The pump can’t move any water.", "en"),
        ("Open the drain valve until water comes.", "Open the drain until water comes.", "en"),
        ("The old pump moves 5 litres of water.", "The pump moves 5 litres of water.", "en"),
        ("The old pump moves ≥ some litres of water.", "The pump moves some litres of water.", "en"),
        ("Die alte Pumpe darf nicht laufen.", "Die Pumpe darf laufen.", "de"),
        ("La vieille pompe ne doit pas tourner.", "La pompe doit tourner.", "fr"),
        ("La bomba vieja no debe girar nunca así.", "La bomba vieja debe girar así.", "es"),
        ("Stara pompa nie może pracować.", "Stara pompa może pracować.", "pl"),
    ],
)
def test_a_sentence_that_turns_or_bounds_something_is_not_shortened(sentence: str, left: str, language: str) -> None:
    assert shortened(sentence, left, language) is None
    assert shortened(sentence, sentence, language) is None


def test_plain_prose_is_shortened_in_each_language_whose_words_are_listed() -> None:
    assert shortened("Die alte Pumpe fördert kaltes Wasser.", "Die Pumpe fördert Wasser.", "de")
    assert shortened("La vieille pompe déplace l'eau froide.", "La pompe déplace l'eau froide.", "fr")
    assert shortened("La bomba vieja mueve agua fría.", "La bomba mueve agua fría.", "es-MX")
