"""Text that can be seen, drawn in ways that look like hiding: all of it is read, once, and nothing is reported."""

from collections.abc import Callable

import pytest

from tests.knowledge_base.readers.pdf.hiding import SECRET, SEEN, coloured, in_mode, picture, plain, transparent
from tests.knowledge_base.readers.pdf.paper import BOLD, Paper, hidden_in, read, text_of
from tests.knowledge_base.readers.pdf.raw_pdf import line, raw_pdf


def white_on_black(paper: Paper) -> None:
    paper.fill(60, 105, 300, 25, grey=0, text_grey=1)
    plain(paper)
    paper.canvas.setFillGray(0)


def on_a_light_picture(paper: Paper) -> None:
    paper.canvas.drawImage(picture((240, 230, 200)), 60, paper.height - 130, 300, 25)
    plain(paper)


def upwards(paper: Paper) -> None:
    paper.canvas.saveState()
    paper.canvas.translate(300, 300)
    paper.canvas.rotate(90)
    paper.canvas.drawString(0, 0, SECRET)
    paper.canvas.restoreState()


def twice_for_bold(paper: Paper) -> None:
    plain(paper)
    paper.at(72.3, 120, SECRET)


def twice_at_one_place(paper: Paper) -> None:
    plain(paper)
    plain(paper)


def with_a_shadow(paper: Paper) -> None:
    paper.canvas.setFillGray(0.6)
    paper.at(72.8, 120.8, SECRET, 14, BOLD)
    paper.canvas.setFillGray(0)
    paper.at(72, 120, SECRET, 14, BOLD)


def struck_through_and_underlined(paper: Paper) -> None:
    plain(paper)
    paper.canvas.line(72, paper.height - 117, 270, paper.height - 117)
    paper.canvas.line(72, paper.height - 121.5, 270, paper.height - 121.5)


def under_glass(paper: Paper) -> None:
    plain(paper)
    paper.canvas.setFillAlpha(0.4)
    paper.canvas.setFillColorRGB(1, 1, 0)
    paper.canvas.rect(60, paper.height - 130, 300, 25, stroke=0, fill=1)
    paper.canvas.setFillAlpha(1)
    paper.canvas.setFillGray(0)


def in_a_form(paper: Paper) -> None:
    paper.canvas.beginForm("part")
    plain(paper)
    paper.canvas.endForm()
    paper.canvas.doForm("part")


def in_a_tight_clip(paper: Paper) -> None:
    paper.canvas.saveState()
    path = paper.canvas.beginPath()
    path.rect(70, paper.height - 124, 300, 16)
    paper.canvas.clipPath(path, stroke=0, fill=0)
    plain(paper)
    paper.canvas.restoreState()


def six_points(paper: Paper) -> None:
    paper.at(72, 120, SECRET, size=6)


def twice_with_all_the_rest_between(paper: Paper) -> None:
    plain(paper)
    for count in range(12):
        paper.at(72, 300 + 20 * count, f"Line {count}")
    paper.canvas.setFillGray(0.02)
    plain(paper)
    paper.canvas.setFillGray(0)


def underlined_in_the_height_of_an_underscore(paper: Paper) -> None:
    paper.canvas.setLineWidth(1.5)
    paper.at(72, 200, "Under_the_floor", 12)
    paper.canvas.line(72, paper.height - 201.3, 170, paper.height - 201.3)
    plain(paper)


LOOK_ALIKES = {
    "white on a black box": white_on_black,
    "a note of six points": six_points,
    "on a light picture": on_a_light_picture,
    "upwards": upwards,
    "grey": coloured(0.6, 0.6, 0.6),
    "yellow": coloured(1, 1, 0),
    "outlined": in_mode(1),
    "filled and outlined": in_mode(2),
    "half transparent": transparent(0.5),
    "drawn twice, to look bold": twice_for_bold,
    "drawn twice": twice_at_one_place,
    "drawn twice, at the beginning and at the end": twice_with_all_the_rest_between,
    "underscores on a line": underlined_in_the_height_of_an_underscore,
    "with a shadow": with_a_shadow,
    "struck through": struck_through_and_underlined,
    "under yellow glass": under_glass,
    "in a form": in_a_form,
    "in a tight clip": in_a_tight_clip,
}


@pytest.mark.parametrize("draw", LOOK_ALIKES.values(), ids=LOOK_ALIKES.keys())
def test_text_that_can_be_seen_is_read_once_and_nothing_is_reported(draw: Callable[[Paper], None]) -> None:
    paper = Paper()
    paper.at(72, 90, SEEN)
    draw(paper)
    reading = paper.reading()
    assert hidden_in(reading) == []
    assert text_of(reading).count(SECRET) == 1
    assert SEEN in text_of(reading)


def test_small_points_are_seen_wherever_they_stand() -> None:
    paper = Paper()
    paper.at(72, 60, SEEN)
    for count in range(60):
        paper.at(72 + 6.13 * count, 100 + 7.37 * count, ". : ; , - '", 6 + count % 3)
    assert hidden_in(paper.reading()) == []


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_turned_to_be_looked_at_hides_nothing(turn: int) -> None:
    inside = {0: "1 0 0 1 50 300", 90: "0 1 -1 0 100 50", 180: "-1 0 0 -1 350 100", 270: "0 -1 1 0 300 550"}[turn]
    content = line(SEEN).replace("1 0 0 1 72 700", inside) + line("Page 1").replace("1 0 0 1 72 700", "1 0 0 1 5 5")
    reading = read(raw_pdf(content, page=f"/Rotate {turn}", box=(0, 0, 400, 600)))
    assert hidden_in(reading) == []
    assert SEEN in text_of(reading)
