import numpy as np
import pytest

from knowledge_base.readers.pdf.frame import frame_of
from knowledge_base.readers.pdf.glyphs import read_glyphs
from knowledge_base.readers.pdf.ink import Canvas, Ink, differs
from tests.knowledge_base.readers.pdf.paper import Paper, first_page

WHITE, BLACK = 0xFFFFFFFF, 0xFF000000


@pytest.mark.parametrize(
    ("one", "other", "seen"),
    [
        (WHITE, BLACK, True),
        (WHITE, WHITE, False),
        (WHITE, 0xFFF7F7F7, False),
        (WHITE, 0xFFE0E0E0, True),
        (BLACK, 0xFF080808, False),
        (WHITE, 0xFFFFFF00, True),
        (WHITE, 0xFFFFFFE6, False),
        (0xFFFF0000, 0xFF7F7F7F, True),
    ],
    ids=["black", "white", "nearly white", "grey", "nearly black", "yellow", "pale yellow", "red on as dark a grey"],
)
def test_a_difference_counts_when_a_person_sees_it(one: int, other: int, seen: bool) -> None:
    """The contrast of WCAG 2.2 with a limit of 1.1, and hues that are far apart."""
    first, second = (np.full((1, 1), colour, dtype=np.uint32) for colour in (one, other))
    assert differs(first, second).tolist() == [[seen]]


def test_a_box_is_filled_when_all_four_halves_have_marks() -> None:
    marks = np.zeros((20, 20), dtype=np.bool_)
    marks[0:10, 0:3] = True
    marks[0:10, 10:20] = True
    ink = Ink(marks, scale=1.0, origin=(0.0, 0.0))
    boxes = [(10.0, 0.0, 20.0, 10.0), (0.0, 0.0, 10.0, 10.0), (0.0, 10.0, 20.0, 20.0), (0.0, 12.0, 20.0, 18.0)]
    assert ink.fills(boxes).tolist() == [True, False, False, False]


def test_a_mark_beside_a_box_does_not_fill_it() -> None:
    marks = np.zeros((20, 20), dtype=np.bool_)
    marks[5:9, 9:13] = True
    ink = Ink(marks, scale=1.0, origin=(0.0, 0.0))
    assert ink.fills([(9.0, 5.0, 13.0, 9.0), (5.0, 5.0, 9.0, 9.0), (13.0, 5.0, 17.0, 9.0)]).tolist() == [
        True,
        False,
        False,
    ]


def test_boxes_outside_of_the_picture_and_no_boxes_at_all_are_not_filled() -> None:
    ink = Ink(np.ones((5, 5), dtype=np.bool_), scale=1.0, origin=(0.0, 0.0))
    assert ink.fills([(-20.0, 0.0, -10.0, 5.0), (100.0, 0.0, 110.0, 5.0)]).tolist() == [False, False]
    assert ink.fills([]).tolist() == []


def test_the_marks_of_one_text_do_not_contain_those_of_another_and_it_is_there_again_afterwards() -> None:
    paper = Paper()
    paper.at(72, 100, "MMMM")
    paper.at(300, 100, "WWWW")
    document, page = first_page(paper.bytes())
    signs = read_glyphs(page, 100)
    canvas = Canvas(page, frame_of(page))
    ink, _ = canvas.marks_of([signs.objects[0].handle])
    filled = ink.fills([glyph.ink for glyph in signs.glyphs]).tolist()
    again, _ = canvas.marks_of([signs.objects[0].handle])
    document.close()
    assert filled == [True] * 4 + [False] * 4
    assert again.fills([glyph.ink for glyph in signs.glyphs]).tolist() == filled


def test_a_very_large_page_is_drawn_smaller_instead_of_filling_the_memory() -> None:
    paper = Paper(size=(10_000, 10_000))
    paper.at(72, 100, "x")
    document, page = first_page(paper.bytes())
    canvas = Canvas(page, frame_of(page))
    picture = canvas.draw(canvas.whole(), 4.0)
    document.close()
    assert picture.pixels.size <= 13_000_000
    assert picture.scale < 1
