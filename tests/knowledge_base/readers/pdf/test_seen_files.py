"""Text that is hidden by what only a hand-written file holds: layers and lying fonts."""

import pytest

from tests.knowledge_base.readers.pdf.hiding import SECRET, SEEN, hides
from tests.knowledge_base.readers.pdf.paper import hidden_in, read, text_of
from tests.knowledge_base.readers.pdf.raw_pdf import HELVETICA, line, raw_pdf, stream, unicode_map


def layered(state: str, mark: str) -> bytes:
    """Text on a layer; state: OFF or ON; mark: how the content names the layer."""
    form = stream(
        line(SECRET), "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/OC 10 0 R/Resources<</Font<</F1 12 0 R>>>>"
    )
    return raw_pdf(
        line(SEEN, y=750) + mark,
        resources="/Properties<</L1 10 0 R>>/XObject<</X1 11 0 R>>",
        catalog=f"/OCProperties<</OCGs[10 0 R]/D<</Order[10 0 R]/{state}[10 0 R]>>>>",
        objects=["<</Type/OCG/Name(Secret)>>", form, HELVETICA],
    )


@pytest.mark.parametrize("mark", [f"/OC /L1 BDC\n{line(SECRET)}EMC\n", "/X1 Do\n"], ids=["marked", "a form"])
def test_text_on_a_layer_that_is_off_is_not_read(mark: str) -> None:
    hides(read(layered("OFF", mark)))


@pytest.mark.parametrize("mark", [f"/OC /L1 BDC\n{line(SECRET)}EMC\n", "/X1 Do\n"], ids=["marked", "a form"])
def test_text_on_a_layer_that_is_on_is_read(mark: str) -> None:
    reading = read(layered("ON", mark))
    assert SECRET in text_of(reading)
    assert hidden_in(reading) == []


def test_one_sign_that_is_said_to_mean_a_sentence_is_not_read() -> None:
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 10 0 R>>"
    data = raw_pdf(line(SEEN, y=750) + line("x", font="F2"), fonts={"F2": font}, objects=[unicode_map({"x": SECRET})])
    hides(read(data))


def test_letters_that_are_only_outlines_of_a_point_are_not_read() -> None:
    boxes = {letter: f"600 0 0 0 20 20 d1 0 0 20 {20 + n} re f" for n, letter in enumerate(sorted(set(SECRET)))}
    procedures = " ".join(f"/g{ord(letter)} {11 + n} 0 R" for n, letter in enumerate(boxes))
    codes = " ".join(f"{ord(letter)} /g{ord(letter)}" for letter in boxes)
    font = (
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 600 800]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 0/LastChar 127"
        f"/Widths[{'600 ' * 128}]/Encoding<</Type/Encoding/Differences[{codes}]>>/CharProcs<<{procedures}>>"
        "/Resources<<>>/ToUnicode 10 0 R>>"
    )
    meanings = unicode_map({letter: letter for letter in boxes})
    data = raw_pdf(
        line(SEEN, y=750) + line(SECRET, font="F2"),
        fonts={"F2": font},
        objects=[meanings, *(stream(drawing) for drawing in boxes.values())],
    )
    hides(read(data))


def test_letters_for_which_the_font_draws_nothing_are_not_read() -> None:
    letters = sorted(set(SECRET))
    codes = " ".join(f"{ord(letter)} /blank" for letter in letters)
    font = (
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 600 800]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 0/LastChar 127"
        f"/Widths[{'600 ' * 128}]/Encoding<</Type/Encoding/Differences[{codes}]>>/CharProcs<</blank 11 0 R>>"
        "/Resources<<>>/ToUnicode 10 0 R>>"
    )
    objects = [unicode_map({letter: letter for letter in letters}), stream("600 0 d0")]
    reading = read(raw_pdf(line(SEEN, y=750) + line(SECRET, font="F2"), fonts={"F2": font}, objects=objects))
    hides(reading)
    assert any("draws nothing" in what for what in hidden_in(reading))


def test_signs_without_width_are_taken_out_of_a_word_and_reported() -> None:
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 10 0 R>>"
    lying = unicode_map({"v": "v", "a": "a", "l": "l", "e": "e", ".": "\u200b", "!": "\u202e"})
    shown = "BT /F2 12 Tf 72 700 Td [(va.) 278 (l!) 278 (ve)] TJ ET"  # the two signs take no room
    reading = read(raw_pdf(shown, fonts={"F2": font}, objects=[lying]))
    assert text_of(reading) == "valve"
    assert any("<U+200B>" in what for what in hidden_in(reading))
    assert any("<U+202E>" in what for what in hidden_in(reading))


def test_words_hidden_in_tag_characters_are_shown_in_the_finding_alone() -> None:
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 10 0 R>>"
    tags = {letter: chr(0xE0000 + ord(letter)) for letter in "wire"}
    data = raw_pdf(line(SEEN, y=750) + line("wire", font="F2"), fonts={"F2": font}, objects=[unicode_map(tags)])
    reading = read(data)
    assert text_of(reading) == SEEN
    assert any("wire" in what for what in hidden_in(reading))
