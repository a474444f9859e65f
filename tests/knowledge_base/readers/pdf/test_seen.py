"""Every way to hide text that we know, each planted beside text that can be seen."""

from collections.abc import Callable

import pytest

from knowledge_base.readers.pdf.seen import Cause
from tests.knowledge_base.readers.pdf import hiding
from tests.knowledge_base.readers.pdf.hiding import SEEN, coloured, hides, in_mode, transparent
from tests.knowledge_base.readers.pdf.paper import Paper, hidden_in, text_of

TRICKS = {
    "drawn in no mode": (in_mode(3), Cause.INVISIBLE),
    "only a clip": (in_mode(7), Cause.INVISIBLE),
    "without any paint": (transparent(0), Cause.TRANSPARENT),
    "nearly without paint": (transparent(0.02), Cause.TRANSPARENT),
    "white": (coloured(1, 1, 1), Cause.GROUND),
    "nearly white": (coloured(0.97, 0.97, 0.97), Cause.GROUND),
    "pale yellow": (coloured(1, 1, 0.9), Cause.GROUND),
    "black on black": (hiding.black_on_black, Cause.GROUND),
    "the colour of the picture": (hiding.on_a_picture_of_its_colour, Cause.GROUND),
    "one point": (hiding.of_one_point, Cause.TINY),
    "two and a half points": (hiding.of_two_and_a_half_points, Cause.TINY),
    "scaled down": (hiding.scaled_down, Cause.TINY),
    "squeezed": (hiding.squeezed, Cause.TINY),
    "left of the page": (hiding.left_of_the_page, Cause.OUTSIDE),
    "below the page": (hiding.below_the_page, Cause.OUTSIDE),
    "outside the crop box": (hiding.outside_the_crop_box, Cause.OUTSIDE),
    "clipped away": (hiding.clipped_away, Cause.COVERED),
    "under a box": (hiding.under_a_box, Cause.COVERED),
    "under a picture": (hiding.under_a_picture, Cause.COVERED),
    "under a box with other text on it": (hiding.under_a_box_with_other_text, Cause.COVERED),
    "white, under other text": (hiding.white_under_other_text, Cause.GROUND),
    "white, between two lines": (hiding.white_between_two_lines, Cause.GROUND),
    "more than half under a box": (hiding.half_under_a_box, Cause.COVERED),
}


@pytest.mark.parametrize(("trick", "cause"), TRICKS.values(), ids=TRICKS.keys())
def test_text_that_nobody_sees_is_reported_and_read_nowhere(trick: Callable[[Paper], None], cause: Cause) -> None:
    paper = Paper()
    paper.at(72, 90, SEEN)
    trick(paper)
    reading = paper.reading()
    hides(reading)
    assert any(cause.value in what for what in hidden_in(reading))


def test_a_hidden_word_is_found_although_each_of_its_letters_lies_under_a_letter_that_is_seen() -> None:
    paper = Paper()
    paper.at(72, 90, SEEN)
    paper.canvas.setFillGray(1)
    paper.at(72, 120, "BBBBBBBB", 14)
    paper.canvas.setFillGray(0)
    paper.at(72, 120, "EEEEEEEE", 14)
    reading = paper.reading()
    assert "BBBB" not in text_of(reading)
    assert "EEEEEEEE" in text_of(reading)
    assert any("BBBBBBBB" in what for what in hidden_in(reading))


def test_text_under_too_many_layers_of_text_is_not_read() -> None:
    paper = Paper()
    paper.at(72, 90, SEEN)
    for count in range(20):
        paper.at(72, 120 + 0.01 * count, "ABCDEFGHIJKLMNOPQRST"[count] * 9, 14)
    reading = paper.reading()
    assert any(Cause.CROWDED.value in what for what in hidden_in(reading))
    assert SEEN in text_of(reading)


def test_a_word_is_not_lost_because_it_is_drawn_again_where_nobody_sees_it() -> None:
    paper = Paper()
    paper.at(72, 90, "Do not")
    paper.at(110, 90, "open the valve")
    for count in range(12):
        paper.at(72, 300 + 20 * count, f"Line {count}")
    paper.canvas.saveState()
    path = paper.canvas.beginPath()
    path.rect(400, 100, 50, 50)
    paper.canvas.clipPath(path, stroke=0, fill=0)
    paper.at(72, 90, "Do not")
    paper.canvas.restoreState()
    assert text_of(paper.reading()).startswith("Do not open the valve")


def test_letters_of_a_word_that_are_covered_are_left_out_of_it() -> None:
    paper = Paper()
    paper.at(72, 90, "Torque 125 Nm", size=20)
    one = 72 + paper.canvas.stringWidth("Torque ", "Helvetica", 20)
    paper.fill(one, 72, paper.canvas.stringWidth("1", "Helvetica", 20), 22, grey=1)
    reading = paper.reading()
    assert text_of(reading) == "Torque 25 Nm"
    assert any("'1'" in what for what in hidden_in(reading))
