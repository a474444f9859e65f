import pytest

from knowledge_base.readers.docx.symbols import in_symbol_font, symbol


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Symbol", "F0B0", "°"),
        ("Symbol", "00B1", "±"),
        ("symbol", "F06D", "µ"),
        ("Wingdings", "F0E0", "→"),
        ("Wingdings", "F041", "\ufffd"),
        ("Webdings", "F041", "\ufffd"),
        ("Arial", "03A9", "Ω"),
        ("Arial", "D800", "\ufffd"),
        ("Symbol", "none", "\ufffd"),
    ],
)
def test_a_sign_of_a_symbol_font_is_known_or_unreadable(font: str, code: str, sign: str) -> None:
    assert symbol(font, code) == sign


def test_letters_in_a_symbol_font_are_what_they_look_like() -> None:
    assert in_symbol_font("m", "Symbol") == "µ"
    assert in_symbol_font("25 W", "Symbol") == "25 Ω"
    assert in_symbol_font("25 W", "Arial") == "25 W"
    assert in_symbol_font("25 W", None) == "25 W"
    assert in_symbol_font("a", "Wingdings 3") == "\ufffd"


def test_letters_of_the_private_use_area_are_taken_for_symbol() -> None:
    assert in_symbol_font("25 \uf06dm", "Arial") == "25 µm"
    assert in_symbol_font("\uf001", None) == "\ufffd"
