from collections.abc import Sequence

from reportlab.lib.utils import simpleSplit

from tests.knowledge_base.readers.pdf.paper import BODY, BOLD, Paper, text_of

LEFT = (
    "The belt of the oven runs over three rollers, and a motor below the floor pulls it. It is made of steel wire.",
    "A spring holds the belt tight, so that it does not slip when many loaves lie on it.",
    "The rollers turn in bearings that have to be greased once a year by the fitter.",
)
RIGHT = (
    "The motor is switched off when the door is open, which a small switch looks after.",
    "When the belt is torn, the lamp at the panel turns red and the horn can be heard. The oven goes out then.",
    "A new belt is put on in an hour by two persons, as is told in the last chapter.",
)


def column(paper: Paper, texts: Sequence[str], x: float, y: float, wide: float = 200) -> float:
    for text in texts:
        for line in simpleSplit(text, BODY, 10, wide):
            paper.at(x, y, line, 10)
            y += 12
        y += 6
    return y


def in_order(text: str, parts: Sequence[str]) -> bool:
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def test_two_columns_are_read_one_after_the_other() -> None:
    paper = Paper()
    column(paper, LEFT, 72, 100)
    column(paper, RIGHT, 320, 100)
    assert text_of(paper.reading()) == "\n\n".join((*LEFT, *RIGHT))


def test_the_order_in_which_the_file_draws_the_columns_does_not_matter() -> None:
    paper = Paper()
    column(paper, RIGHT, 320, 100)
    column(paper, LEFT, 72, 100)
    assert text_of(paper.reading()) == "\n\n".join((*LEFT, *RIGHT))


def test_a_heading_over_both_columns_is_read_before_them_and_one_between_them_after_those_above() -> None:
    paper = Paper()
    paper.at(72, 70, "The belt and the motor of the conveyor oven, and what they need", 16, BOLD)
    column(paper, LEFT, 72, 100)
    column(paper, RIGHT, 320, 100)
    paper.at(72, 250, "The chamber and the burner of the conveyor oven, and what they need", 16, BOLD)
    column(paper, [text.replace("belt", "chain") for text in LEFT], 72, 280)
    column(paper, [text.replace("motor", "engine") for text in RIGHT], 320, 280)
    text = text_of(paper.reading())
    assert in_order(
        text, ["The belt and the motor", *LEFT, *RIGHT, "The chamber and", LEFT[0].replace("belt", "chain")]
    )
    below = text[text.index("The chamber and") :]
    assert in_order(below, [LEFT[2], RIGHT[0].replace("motor", "engine")])


def test_a_sentence_goes_on_in_the_next_column() -> None:
    paper = Paper()
    words = " ".join((*LEFT, *RIGHT, *LEFT, *RIGHT))
    lines = simpleSplit(words, BODY, 10, 200)
    for count, line in enumerate(lines):
        row = count % (len(lines) // 2 + 1)
        paper.at(72 if count <= len(lines) // 2 else 320, 100 + 12 * row, line, 10)
    assert text_of(paper.reading()) == words


def test_three_columns_are_read_one_after_the_other() -> None:
    paper = Paper(size=(842, 595))
    texts = [*LEFT, *RIGHT]
    for count in range(3):
        column(paper, texts[2 * count : 2 * count + 2], 50 + 260 * count, 100, wide=210)
    assert in_order(text_of(paper.reading()), texts)


def test_a_short_second_column_is_known_by_the_other_pages() -> None:
    paper = Paper()
    column(paper, LEFT, 72, 100)
    column(paper, RIGHT, 320, 100)
    paper.page()
    column(paper, [text.replace("belt", "chain") for text in LEFT], 72, 100)
    paper.at(320, 100, "This is all of it, and no more.", 10)
    text = text_of(paper.reading())
    assert text.endswith(LEFT[2] + "\n\nThis is all of it, and no more.")


def test_a_table_of_long_cells_is_not_read_column_by_column() -> None:
    paper = Paper()
    y = 100.0
    paper.at(72, 80, "Each line tells what may be wrong and what is to be done about it.", 10)
    for fault, remedy in zip(LEFT, RIGHT, strict=True):
        y = max(column(paper, [fault], 72, y), column(paper, [remedy], 320, y)) + 12
    text = text_of(paper.reading())
    assert in_order(text, [LEFT[0][:20], RIGHT[0][:20], LEFT[1][:20], RIGHT[1][:20], LEFT[2][:20]])


def test_a_list_that_goes_on_in_the_second_column_is_no_table() -> None:
    paper = Paper()
    for count in range(8):
        x, y = (72, 100 + 32 * count) if count < 4 else (320, 100 + 32 * (count - 4))
        paper.at(x, y, f"{count + 1}.", 10)
        column(
            paper, [f"Turn the screw number {count + 1} by a quarter, and write down what the gauge shows."], x + 20, y
        )
    text = text_of(paper.reading())
    assert in_order(text, [f"{count}. Turn the screw number {count} by a quarter" for count in range(1, 9)])


def test_text_that_runs_upwards_comes_after_the_rest_of_the_page() -> None:
    paper = Paper()
    paper.canvas.saveState()
    paper.canvas.translate(40, 300)
    paper.canvas.rotate(90)
    paper.canvas.drawString(0, 0, "Printed on paper without chlorine")
    paper.canvas.restoreState()
    column(paper, LEFT, 72, 100, wide=250)
    assert text_of(paper.reading()) == "\n\n".join((*LEFT, "Printed on paper without chlorine"))


def test_columns_between_long_full_width_paragraphs_are_columns() -> None:
    paper = Paper()
    y = column(paper, [" ".join(LEFT * 4)], 72, 100, wide=450)
    lower = column(paper, LEFT, 72, y)
    column(paper, RIGHT, 320, y)
    column(paper, [" ".join(RIGHT * 4)], 72, lower + 20, wide=450)
    assert in_order(text_of(paper.reading()), [" ".join(LEFT * 4), "\n\n".join((*LEFT, *RIGHT)), " ".join(RIGHT * 4)])


def test_two_stamps_across_a_page_are_two_paragraphs() -> None:
    paper = Paper()
    column(paper, LEFT, 72, 100, wide=250)
    for x, words in ((60, "DRAFT"), (300, "SECRET")):
        paper.canvas.saveState()
        paper.canvas.translate(x, 200)
        paper.canvas.rotate(30)
        paper.canvas.setFont(BODY, 30)
        paper.canvas.drawString(0, 0, words)
        paper.canvas.restoreState()
    assert text_of(paper.reading()) == "\n\n".join((*LEFT, "DRAFT", "SECRET"))


def test_a_table_that_is_printed_upwards_is_still_a_table() -> None:
    paper = Paper()
    paper.canvas.rotate(90)
    paper.canvas.translate(0, -595)
    paper.height = 595
    paper.table([["M8", "25 N·m"], ["M10", "49 N·m"]], [90, 90])
    assert text_of(paper.reading()) == "M8 | 25 N·m\nM10 | 49 N·m"
