from knowledge_base.readers.pdf.glyphs import Style
from knowledge_base.readers.pdf.lines import Line
from knowledge_base.readers.pdf.words import Chunk, Word

PLAIN = Style("Helvetica", 11, bold=False, italic=False, colour=(0, 0, 0))
STRONG = Style("Helvetica-Bold", 11, bold=True, italic=False, colour=(0, 0, 0))


def chunk(x: float, text: str, style: Style = PLAIN, base: float = 100) -> Chunk:
    words, at = [], x
    for word in text.split():
        words.append(Word(word, at, at + 5 * len(word), base, style))
        at += 5 * len(word) + 3
    return Chunk(tuple(words))


def test_a_line_is_as_long_as_its_chunks_and_says_their_words() -> None:
    line = Line((chunk(72, "1."), chunk(92, "Close the valve.")), page=3, left=72, right=500)
    assert line.text == "1. Close the valve."
    assert (line.x0, line.x1) == (72, 92 + 80 - 2 * 0 - 4)
    assert line.page == 3


def test_its_base_and_style_are_those_of_most_of_its_letters() -> None:
    line = Line((chunk(72, "A", STRONG, base=98), chunk(92, "long enough")), page=1, left=72, right=500)
    assert line.base == 100
    assert not line.style.bold
