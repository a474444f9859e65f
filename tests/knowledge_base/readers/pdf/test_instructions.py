import pytest

from knowledge_base.readers.pdf.instructions import describes, instructs


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Close the valve."),
        ("en", "Carefully lift the cover."),
        ("en", "Do not open the door."),
        ("en", "Re-install the guard."),
        ("en", "When the pump has stopped, close the valve."),
        ("en", "On the panel, press SET."),
        ("en", "If the lamp is red, then stop the belt."),
        ("de", "Ventil schließen."),
        ("de", "Die vier Schrauben lösen."),
        ("de", "Schalten Sie die Pumpe aus."),
        ("de", "Wenn die Pumpe steht, das Ventil schließen."),
        ("fr", "Fermer la vanne."),
        ("fr", "Desserrez les vis."),
        ("fr", "Ne pas ouvrir."),
        ("es", "Cierre la válvula."),
        ("es", "Aflojar los tornillos."),
        ("es", "No abra la puerta."),
        ("it", "Chiudere la valvola."),
    ],
)
def test_something_to_do_is_known_by_its_verb(language: str, text: str) -> None:
    assert instructs(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The motor turns the drum."),
        ("en", "Motor"),
        ("en", "When the pump has stopped, the valve closes."),
        ("en", "M8 screws, four pieces"),
        ("en", ""),
        ("de", "Der Motor dreht die Trommel."),
        ("de", "Das Ventil muss geschlossen werden."),
        ("de", "Motor"),
        ("fr", "La vanne est fermée."),
        ("es", "La válvula se cierra."),
        ("pl", "Zamknij zawór."),
    ],
)
def test_a_fact_a_name_or_an_unknown_language_tells_nobody_to_do_anything(language: str, text: str) -> None:
    assert not instructs(text, language)


def test_a_statement_begins_with_an_article() -> None:
    assert describes("The motor turns the drum.", "en")
    assert not describes("Turn the drum.", "en")
    assert describes("La vanne est fermée.", "fr")
    assert not describes("Die Schrauben lösen.", "de")
