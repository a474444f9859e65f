import pytest

from knowledge_base.readers.language import language_of

SAMPLES = {
    "en": "Close the valve and wait until the pressure in the line is zero.",
    "de": "Schließen Sie das Ventil und warten Sie, bis der Druck in der Leitung null ist.",
    "fr": "Fermer la vanne et attendre que la pression dans la conduite soit nulle.",
    "es": "Cierre la válvula y espere a que la presión en la línea sea cero.",
    "it": "Chiudere la valvola e attendere che la pressione nella linea sia zero.",
}


@pytest.mark.parametrize("code", SAMPLES)
def test_the_small_words_tell_the_language(code: str) -> None:
    assert language_of(SAMPLES[code]) == code


@pytest.mark.parametrize("text", ["", "123 456", "6309 C3"])
def test_where_there_are_no_words_the_default_is_said(text: str) -> None:
    assert language_of(text) == "en"
    assert language_of(text, "de") == "de"
