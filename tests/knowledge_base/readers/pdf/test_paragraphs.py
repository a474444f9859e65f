from reportlab.lib.utils import simpleSplit

from tests.knowledge_base.readers.pdf.paper import BODY, Paper, text_of

LONG = (
    "The belt of the oven runs over three rollers, and a motor below the floor pulls it through the chamber at a speed "
    "that is set at the panel. A spring holds the belt tight, so that it does not slip when many loaves lie on it."
)


def paragraphs(paper: Paper) -> list[str]:
    return text_of(paper.reading()).split("\n\n")


def draw(paper: Paper, text: str, x: float, y: float, wide: float = 400, leading: float = 13) -> float:
    for line in simpleSplit(text, BODY, 11, wide):
        paper.at(x, y, line)
        y += leading
    return y


def test_space_parts_paragraphs() -> None:
    paper = Paper()
    y = draw(paper, LONG, 72, 100)
    draw(paper, LONG, 72, y + 7)
    assert paragraphs(paper) == [LONG, LONG]


def test_double_spaced_lines_are_one_paragraph() -> None:
    paper = Paper()
    y = draw(paper, LONG, 72, 100, leading=19)
    draw(paper, LONG, 72, y + 12, leading=19)
    assert paragraphs(paper) == [LONG, LONG]


def test_an_indent_of_the_first_line_parts_paragraphs() -> None:
    paper = Paper()
    y = 100.0
    for _ in range(2):
        first, *rest = simpleSplit(LONG, BODY, 11, 400)
        paper.at(90, y, first)
        y = draw(paper, " ".join(rest), 72, y + 13)
    assert paragraphs(paper) == [LONG, LONG]


def test_a_number_at_the_beginning_of_a_line_is_no_new_item() -> None:
    paper = Paper()
    draw(paper, "Tighten the four screws of the upper bearing of the belt with a torque of exactly", 72, 100, wide=460)
    paper.at(72, 113, "25. Nm would be too much for the old ones, but not for those that are new.")
    assert len(paragraphs(paper)) == 1


def test_a_sentence_goes_on_on_the_next_page() -> None:
    paper = Paper()
    lines = simpleSplit(LONG, BODY, 11, 400)
    for count, line in enumerate(lines):
        if count == 2:
            paper.page()
        paper.at(72, 780 + 13 * count if count < 2 else 60 + 13 * count, line)
    assert paragraphs(paper) == [LONG]


def test_a_new_sentence_on_the_next_page_is_a_new_paragraph() -> None:
    paper = Paper()
    draw(paper, LONG, 72, 700)
    paper.page()
    draw(paper, LONG, 72, 80)
    assert paragraphs(paper) == [LONG, LONG]


def test_a_footnote_comes_after_the_sentence_that_the_page_breaks() -> None:
    paper = Paper()
    lines = simpleSplit(LONG, BODY, 11, 400)
    draw(paper, LONG, 72, 600)
    for count, line in enumerate(lines[:2]):
        paper.at(72, 680 + 13 * count, line)
    paper.at(72, 800, "* Not for ovens that were built before 2010.", 8)
    paper.page()
    for count, line in enumerate(lines[2:]):
        paper.at(72, 80 + 13 * count, line)
    assert paragraphs(paper) == [LONG, LONG, "* Not for ovens that were built before 2010."]


def test_words_in_smaller_type_within_a_line_do_not_part_it() -> None:
    paper = Paper()
    draw(paper, LONG, 72, 100)
    paper.at(72, 160, "Type the command that is shown here at the panel:")
    wide = paper.canvas.stringWidth("Type the command that is shown here at the panel: ", BODY, 11)
    paper.at(72 + wide, 160, "set speed to", 9, "Courier")
    paper.at(72, 173, "300 and then press the green button of the panel", 9, "Courier")
    assert paragraphs(paper)[1].endswith("set speed to 300 and then press the green button of the panel")


def test_lines_of_other_type_are_paragraphs_of_their_own() -> None:
    paper = Paper()
    paper.at(72, 100, "The belt", 11, "Helvetica-Bold")
    draw(paper, LONG, 72, 113)
    assert paragraphs(paper) == ["The belt", LONG]


def test_a_broken_word_is_joined_when_the_manual_writes_it_whole_elsewhere() -> None:
    paper = Paper()
    draw(paper, "Each conveyor has a motor, a belt and three rollers, as is shown in the picture above.", 72, 100)
    paper.at(72, 160, "In the hall there is room for more than one con-")
    paper.at(72, 173, "veyor, but not for more than three.")
    assert "more than one conveyor, but" in text_of(paper.reading())
