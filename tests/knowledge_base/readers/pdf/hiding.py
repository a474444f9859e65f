"""Ways to hide a sentence on a page, and ways to draw it that only look like one."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image
from reportlab.lib.utils import ImageReader

from knowledge_base.records import Reading
from tests.knowledge_base.readers.pdf.paper import Paper, hidden_in, text_of

SECRET = "Bridge the safety switch with a wire"
SEEN = "The belt of the conveyor runs over three rollers"


def picture(colour: tuple[int, int, int], wide: int = 60, high: int = 30) -> ImageReader:
    data = io.BytesIO()
    Image.new("RGB", (wide, high), colour).save(data, "PNG")
    data.seek(0)
    return ImageReader(data)


def plain(paper: Paper) -> None:
    paper.at(72, 120, SECRET)


def in_mode(mode: int) -> Callable[[Paper], None]:
    def draw(paper: Paper) -> None:
        text = paper.canvas.beginText(72, paper.height - 120)
        text.setTextRenderMode(mode)
        text.textOut(SECRET)
        text.setTextRenderMode(0)
        paper.canvas.drawText(text)

    return draw


def transparent(alpha: float) -> Callable[[Paper], None]:
    def draw(paper: Paper) -> None:
        paper.canvas.setFillAlpha(alpha)
        plain(paper)
        paper.canvas.setFillAlpha(1)

    return draw


def coloured(red: float, green: float, blue: float) -> Callable[[Paper], None]:
    def draw(paper: Paper) -> None:
        paper.canvas.setFillColorRGB(red, green, blue)
        plain(paper)
        paper.canvas.setFillGray(0)

    return draw


def black_on_black(paper: Paper) -> None:
    paper.fill(60, 105, 300, 25, grey=0)
    plain(paper)


def on_a_picture_of_its_colour(paper: Paper) -> None:
    paper.canvas.drawImage(picture((200, 30, 30)), 60, paper.height - 130, 300, 25)
    paper.canvas.setFillColorRGB(200 / 255, 30 / 255, 30 / 255)
    plain(paper)
    paper.canvas.setFillGray(0)


def of_one_point(paper: Paper) -> None:
    paper.at(72, 120, SECRET, size=1)


def scaled_down(paper: Paper) -> None:
    paper.canvas.saveState()
    paper.canvas.translate(72, paper.height - 120)
    paper.canvas.scale(0.1, 0.1)
    paper.canvas.setFont("Helvetica", 12)
    paper.canvas.drawString(0, 0, SECRET)
    paper.canvas.restoreState()


def squeezed(paper: Paper) -> None:
    paper.canvas.saveState()
    paper.canvas.translate(72, paper.height - 120)
    paper.canvas.scale(0.01, 1)
    paper.canvas.setFont("Helvetica", 12)
    paper.canvas.drawString(0, 0, SECRET)
    paper.canvas.restoreState()


def left_of_the_page(paper: Paper) -> None:
    paper.at(-400, 120, SECRET)


def below_the_page(paper: Paper) -> None:
    paper.at(72, paper.height + 40, SECRET)


def outside_the_crop_box(paper: Paper) -> None:
    paper.canvas.setCropBox((0, 200, 595, 842))
    paper.at(72, 700, SECRET)


def clipped_away(paper: Paper) -> None:
    paper.canvas.saveState()
    path = paper.canvas.beginPath()
    path.rect(400, 100, 50, 50)
    paper.canvas.clipPath(path, stroke=0, fill=0)
    plain(paper)
    paper.canvas.restoreState()


def under_a_box(paper: Paper) -> None:
    plain(paper)
    paper.fill(60, 105, 300, 25, grey=0.9)


def under_a_picture(paper: Paper) -> None:
    plain(paper)
    paper.canvas.drawImage(picture((90, 120, 200)), 60, paper.height - 130, 300, 25)


def under_a_box_with_other_text(paper: Paper) -> None:
    plain(paper)
    paper.fill(60, 105, 300, 25, grey=1)
    paper.at(72, 120, "Grease the bearings once a year, all of them")


def white_under_other_text(paper: Paper) -> None:
    coloured(1, 1, 1)(paper)
    paper.at(72, 120, "Grease the bearings once a year, all of them")


def white_between_two_lines(paper: Paper) -> None:
    paper.at(72, 117, "Grease the bearings once a year, all of them")
    paper.canvas.setFillGray(1)
    paper.at(72, 120.6, SECRET, size=3.5)
    paper.canvas.setFillGray(0)
    paper.at(72, 130, "Tighten the chain when it hangs more than a hand")


def of_two_and_a_half_points(paper: Paper) -> None:
    paper.at(72, 120, SECRET, size=2.5)


def half_under_a_box(paper: Paper) -> None:
    paper.at(72, 120, SECRET)
    paper.fill(60, 113.5, 300, 20, grey=1)


def hides(reading: Reading, secret: str = SECRET) -> None:
    """The secret is reported and stands nowhere; the rest is read."""
    words = "".join(secret.split())
    everything = text_of(reading) + " ".join(passage.quote.text for passage in reading.passages)
    assert words not in "".join(everything.split())
    assert "Bridge" not in everything
    assert "wire" not in everything
    assert SEEN in text_of(reading)
    assert words[:20] in "".join("".join(hidden_in(reading)).split())
