"""Words are left out of plain prose alone, never of what tells a number, a condition or a negation."""

import pytest

from assistant.language.shortening import shortened

PLAIN = "The pump moves cold water through the long pipe to the tank."


def test_words_left_out_leave_the_sources_own_words_in_their_order() -> None:
    assert shortened(PLAIN, "the PUMP moves cold water to the tank", "en") == "The pump moves cold water to the tank."


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
    assert shortened("Die alte Pumpe fördert kaltes Wasser.", "Die Pumpe fördert kaltes Wasser.", "de")
    assert shortened("La vieille pompe déplace l'eau froide.", "La pompe déplace l'eau froide.", "fr")
    assert shortened("La bomba vieja mueve agua fría.", "La bomba mueve agua fría.", "es-MX")


@pytest.mark.parametrize(
    ("sentence", "left", "language"),
    [
        ("The maker refuses to allow hot work on the tank.", "The maker allow hot work on the tank.", "en"),
        ("It is forbidden to open the door of the oven.", "It is to open the door of the oven.", "en"),
        ("The maker advises all against opening the oven.", "The maker advises all opening the oven.", "en"),
        ("The brake fails to stop the roller.", "The brake to stop the roller.", "en"),
        ("The valve hardly opens by itself.", "The valve opens by itself.", "en"),
        ("It is unsafe to open the oven.", "It is to open the oven.", "en"),
        ("Turn the nut two full turns back.", "Turn the nut full turns back.", "en"),
        ("Fill the tank half full of oil.", "Fill the tank full of oil.", "en"),
        ("The crew checks the oil every second day.", "The crew checks the oil every day.", "en"),
        ("Open the left valve of the pump.", "Open the valve of the pump.", "en"),
        ("Open the cold pipe of the pump.", "Open the pipe of the pump.", "en"),
        ("Run the pump with closed covers.", "Run the pump with covers.", "en"),
        ("Feed old, dry oil to the pump.", "Feed dry oil to the pump.", "en"),
        ("Water goes through the closed valve to the tank.", "Water goes to the tank.", "en"),
        ("Water goes through the valve and the tank.", "Water goes the tank.", "en"),
        ("Die Pumpe darf nicht trocken laufen.", "Die Pumpe darf trocken laufen.", "en"),
        ("Das Öffnen des Ofens ist verboten und strafbar hier.", "Das Öffnen des Ofens ist hier.", "de"),
        ("Die Pumpe fördert kaltes Wasser.", "Die Pumpe fördert Wasser.", "de"),
        ("Il est interdit d'ouvrir la porte du four.", "Il est d'ouvrir la porte du four.", "fr"),
        ("Está prohibido abrir la puerta del horno.", "Está abrir la puerta del horno.", "es"),
    ],
)
def test_a_word_that_tells_something_is_not_left_out_though_no_list_knows_it(
    sentence: str, left: str, language: str
) -> None:
    assert shortened(sentence, left, language) is None


@pytest.mark.parametrize(
    ("sentence", "left", "language"),
    [
        ("The pump also drives the old, worn fan.", "The pump drives the old, worn fan.", "en"),
        ("The old and long pipe leads away.", "The and long pipe leads away.", "en"),
        ("Die Pumpe treibt auch den alten Lüfter.", "Die Pumpe treibt den Lüfter.", "de"),
        ("Water goes via the cooler to the tank.", "Water goes to the tank.", "en"),
    ],
)
def test_fillers_and_ways_are_left_out(sentence: str, left: str, language: str) -> None:
    assert shortened(sentence, left, language) == left
