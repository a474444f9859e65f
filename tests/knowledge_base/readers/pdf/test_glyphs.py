import pytest

from knowledge_base.readers.pdf.glyphs import PageGlyphs, read_glyphs
from tests.knowledge_base.readers.pdf.paper import BOLD, ITALIC, Paper, first_page
from tests.knowledge_base.readers.pdf.raw_pdf import line, raw_pdf, stream, unicode_map

FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 10 0 R>>"


def glyphs(data: bytes) -> PageGlyphs:
    document, page = first_page(data)
    found = read_glyphs(page, 1000)
    document.close()
    return found


def text(page: PageGlyphs) -> str:
    return "".join(glyph.char for glyph in page.glyphs)


def test_what_is_drawn_is_read_and_not_what_the_file_says_is_meant() -> None:
    shown = f"/Span <</ActualText (Open the valve)>> BDC\n{line('Close the tap')}EMC\n"
    page = glyphs(raw_pdf(shown))
    assert text(page) == "Close the tap"
    assert page.objects[0].meant == "Open the valve"


def test_the_words_of_a_form_are_there_at_the_place_where_it_is_drawn() -> None:
    form = stream(
        line("inside", x=10, y=10), "/Type/XObject/Subtype/Form/BBox[0 0 200 50]/Resources<</Font<</F1 11 0 R>>>>"
    )
    data = raw_pdf(
        "q 2 0 0 2 100 500 cm /X1 Do Q",
        resources="/XObject<</X1 10 0 R>>",
        objects=[form, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"],
    )
    page = glyphs(data)
    assert text(page) == "inside"
    assert (page.glyphs[0].x, page.glyphs[0].y) == (120, 842 - 520)
    assert page.objects[0].style.size == 24


def test_ligatures_are_their_letters() -> None:
    page = glyphs(
        raw_pdf(line("x!y", font="F2"), fonts={"F2": FONT}, objects=[unicode_map({"x": "ﬁ", "!": "ﬄ", "y": "e"})])
    )
    assert text(page) == "fiffle"


def test_a_sign_that_stands_for_several_letters_says_for_how_many() -> None:
    page = glyphs(raw_pdf(line("xy", font="F2"), fonts={"F2": FONT}, objects=[unicode_map({"x": "open", "y": "e"})]))
    assert [glyph.sharing for glyph in page.glyphs] == [4, 4, 4, 4, 1]


def test_a_sign_beyond_the_first_65536_is_one_character_and_half_of_one_is_unknown() -> None:
    half = unicode_map({"x": "😀"}).replace("d83dde00", "d83d")
    whole = glyphs(raw_pdf(line("x", font="F2"), fonts={"F2": FONT}, objects=[unicode_map({"x": "😀"})]))
    broken = glyphs(raw_pdf(line("x", font="F2"), fonts={"F2": FONT}, objects=[half]))
    assert text(whole) == "😀"
    assert text(broken) == "\ufffd"


def test_type_has_the_size_that_it_has_on_the_page() -> None:
    paper = Paper()
    paper.canvas.scale(0.5, 0.5)
    paper.at(72, 90, "Half as large", size=22)
    assert glyphs(paper.bytes()).objects[0].style.size == 11


@pytest.mark.parametrize(
    ("font", "bold", "italic"), [(BOLD, True, False), (ITALIC, False, True), ("Courier", False, False)]
)
def test_bold_and_italic_type_is_known_by_its_name(font: str, bold: bool, italic: bool) -> None:
    paper = Paper()
    paper.at(72, 90, "x", font=font)
    style = glyphs(paper.bytes()).objects[0].style
    assert (style.bold, style.italic) == (bold, italic)


def test_type_that_is_filled_and_outlined_is_bold() -> None:
    page = glyphs(raw_pdf(line("x", before="2 Tr")))
    assert page.objects[0].style.bold


def test_words_that_are_drawn_twice_at_one_place_are_listed_once_with_their_twin() -> None:
    paper = Paper()
    paper.at(72, 90, "Close the tap")
    paper.at(72.3, 90, "Close the tap")
    paper.at(72, 300, "Open the valve")
    page = glyphs(paper.bytes())
    assert text(page) == "Close the tapOpen the valve"
    assert [len(item.twins) for item in page.objects] == [1, 0]
