from collections.abc import Callable

import pytest

from tests.knowledge_base.readers.pdf.paper import BOLD, ITALIC, Paper, text_of

TEXTS = (
    "The oven bakes bread at up to 300 degrees, and it needs a quarter of an hour to become hot.",
    "Its burner is lit by a spark, and a sensor looks at the flame for as long as it burns.",
    "The belt carries the loaves through the chamber at a speed that is set at the panel.",
    "A fan blows the hot air around, so that all loaves become brown at the same time.",
    "The chimney takes the smoke out of the hall, and a flap keeps the cold air outside.",
    "The panel shows the heat, the speed and the faults, and it has a button to stop all.",
)


def manual(draw: Callable[[Paper, int], None], pages: int = 6) -> str:
    """The reading text of pages with a paragraph each, and of what `draw` puts on them."""
    paper = Paper()
    for number in range(1, pages + 1):
        draw(paper, number)
        paper.down = 200 + 13.0 * number
        paper.write(TEXTS[(number - 1) % len(TEXTS)])
        paper.page()
    return text_of(paper.reading())


def test_heads_and_feet_that_every_page_has_are_taken_away_with_the_page_numbers() -> None:
    def draw(paper: Paper, number: int) -> None:
        paper.at(72, 40, "Oven 300", 9)
        paper.at(400, 40, "Maintenance manual", 9)
        paper.at(72, 815, "OV-300, Rev. C", 9)
        paper.at(500, 815, f"Page {number} of 6", 9)

    assert manual(draw) == "\n\n".join(TEXTS)


def test_page_numbers_that_do_not_begin_with_one_are_page_numbers() -> None:
    assert manual(lambda paper, number: paper.at(290, 815, f"- {number + 120} -", 9)) == "\n\n".join(TEXTS)
    assert manual(lambda paper, number: paper.at(290, 815, ("v", "vi", "vii", "viii", "ix", "x")[number - 1], 9)) == (
        "\n\n".join(TEXTS)
    )


def test_left_and_right_pages_may_have_heads_of_their_own() -> None:
    def draw(paper: Paper, number: int) -> None:
        paper.at(72 if number % 2 else 400, 40, "Repair" if number % 2 else "Oven 300", 9)

    assert manual(draw) == "\n\n".join(TEXTS)


def test_the_head_of_a_short_chapter_goes_with_those_of_the_long_ones() -> None:
    def draw(paper: Paper, number: int) -> None:
        paper.at(72, 40, "Chapter 1: Safety" if number < 5 else "Chapter 2: Repair", 9, ITALIC)

    assert "Chapter" not in manual(draw)


def test_two_pages_are_enough_to_know_a_head() -> None:
    assert manual(lambda paper, _: paper.at(72, 40, "Oven 300", 9), pages=2) == "\n\n".join(TEXTS[:2])


def test_the_number_of_a_single_page_is_taken_away() -> None:
    for number in ("1", "Page 1 of 1", "Seite 1", "- 1 -"):
        paper = Paper()
        paper.at(290, 815, number, 9)
        paper.write(TEXTS[0])
        assert text_of(paper.reading()) == TEXTS[0]


def test_margin_text_that_runs_upwards_on_every_page_is_taken_away() -> None:
    def draw(paper: Paper, number: int) -> None:
        paper.canvas.saveState()
        paper.canvas.translate(30, 300)
        paper.canvas.rotate(90)
        paper.canvas.drawString(0, 0, "Oven 300 maintenance")
        paper.canvas.restoreState()

    assert manual(draw) == "\n\n".join(TEXTS)


def test_a_warning_on_every_page_is_not_taken_away() -> None:
    text = manual(lambda paper, _: paper.at(72, 40, "WARNING: Hot oven. Wear gloves.", 9))
    assert text.count("WARNING: Hot oven. Wear gloves.") == 6


def test_the_same_words_below_other_text_are_no_head() -> None:
    def draw(paper: Paper, number: int) -> None:
        paper.at(72, 60, ("Replace the burner", "Replace the belt")[number - 1], 14, BOLD)
        paper.at(72, 90, "Lock the main switch with your own padlock.")

    assert manual(draw, pages=2).count("Lock the main switch with your own padlock.") == 2


def test_the_same_step_at_the_top_of_two_pages_is_no_head() -> None:
    text = manual(lambda paper, _: paper.at(72, 60, "1. Lock the main switch."), pages=2)
    assert text.count("Lock the main switch.") == 2


def test_text_is_not_taken_away_because_it_stands_where_other_pages_have_their_number() -> None:
    def draw(paper: Paper, number: int) -> None:
        paper.at(72, 60, str(number) if number < 5 else "Look at the belt once a month.")

    assert manual(draw).count("Look at the belt once a month.") == 2


def test_numbers_that_do_not_count_the_pages_stay() -> None:
    text = manual(lambda paper, number: paper.at(72, 60, f"Torque {(7, 3, 9, 1, 8, 2)[number - 1]} Nm"))
    assert all(f"Torque {value} Nm" in text for value in (7, 3, 9, 1, 8, 2))


@pytest.mark.parametrize("repeated", [True, False])
def test_a_long_table_keeps_its_head_row(repeated: bool) -> None:
    paper = Paper()
    for number in range(1, 4):
        paper.down = 60
        paper.table(
            [["Fault", "Remedy"], *([f"E{number}{line:02}", f"Look at {line}"] for line in range(1, 30))], [90, 200]
        )
        paper.page()
    assert "Fault | Remedy" in text_of(paper.reading())
