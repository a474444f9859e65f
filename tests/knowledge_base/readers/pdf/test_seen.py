"""Every way to hide text that we know, each planted beside text that can be seen; and what only looks like one."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from knowledge_base.records import Reading
from tests.knowledge_base.readers.pdf.paper import BOLD, Paper, hidden_in, read, text_of
from tests.knowledge_base.readers.pdf.raw_pdf import HELVETICA, line, raw_pdf, stream, unicode_map

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


def half_under_a_box(paper: Paper) -> None:
    paper.at(72, 120, SECRET)
    paper.fill(60, 113.5, 300, 20, grey=1)


TRICKS = {
    "drawn in no mode": in_mode(3),
    "only a clip": in_mode(7),
    "without any paint": transparent(0),
    "nearly without paint": transparent(0.02),
    "white": coloured(1, 1, 1),
    "nearly white": coloured(0.97, 0.97, 0.97),
    "pale yellow": coloured(1, 1, 0.9),
    "black on black": black_on_black,
    "the colour of the picture": on_a_picture_of_its_colour,
    "one point": of_one_point,
    "scaled down": scaled_down,
    "squeezed": squeezed,
    "left of the page": left_of_the_page,
    "below the page": below_the_page,
    "outside the crop box": outside_the_crop_box,
    "clipped away": clipped_away,
    "under a box": under_a_box,
    "under a picture": under_a_picture,
    "under a box with other text on it": under_a_box_with_other_text,
    "white, under other text": white_under_other_text,
    "white, between two lines": white_between_two_lines,
    "more than half under a box": half_under_a_box,
}


def hides(reading: Reading, secret: str = SECRET) -> None:
    """The secret is reported and stands nowhere; the rest is read."""
    words = "".join(secret.split())
    everything = text_of(reading) + " ".join(passage.quote.text for passage in reading.passages)
    assert words not in "".join(everything.split())
    assert "Bridge" not in everything
    assert "wire" not in everything
    assert SEEN in text_of(reading)
    assert words[:20] in "".join("".join(hidden_in(reading)).split())


@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS.keys())
def test_text_that_nobody_sees_is_reported_and_read_nowhere(trick: Callable[[Paper], None]) -> None:
    paper = Paper()
    paper.at(72, 90, SEEN)
    trick(paper)
    hides(paper.reading())


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


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_turned_to_be_looked_at_hides_nothing(turn: int) -> None:
    inside = {0: "1 0 0 1 50 300", 90: "0 1 -1 0 100 50", 180: "-1 0 0 -1 350 100", 270: "0 -1 1 0 300 550"}[turn]
    content = line(SEEN).replace("1 0 0 1 72 700", inside) + line("Page 1").replace("1 0 0 1 72 700", "1 0 0 1 5 5")
    reading = read(raw_pdf(content, page=f"/Rotate {turn}", box=(0, 0, 400, 600)))
    assert hidden_in(reading) == []
    assert SEEN in text_of(reading)


def test_a_word_is_not_lost_because_it_is_drawn_again_where_nobody_sees_it() -> None:
    paper = Paper()
    paper.at(72, 90, "Do not")
    paper.at(110, 90, "open the valve")
    paper.canvas.saveState()
    path = paper.canvas.beginPath()
    path.rect(400, 100, 50, 50)
    paper.canvas.clipPath(path, stroke=0, fill=0)
    paper.at(72, 90, "Do not")
    paper.canvas.restoreState()
    assert text_of(paper.reading()) == "Do not open the valve"


def test_letters_of_a_word_that_are_covered_are_left_out_of_it() -> None:
    paper = Paper()
    paper.at(72, 90, "Torque 125 Nm", size=20)
    one = 72 + paper.canvas.stringWidth("Torque ", "Helvetica", 20)
    paper.fill(one, 72, paper.canvas.stringWidth("1", "Helvetica", 20), 22, grey=1)
    reading = paper.reading()
    assert text_of(reading) == "Torque 25 Nm"
    assert any("'1'" in what for what in hidden_in(reading))
