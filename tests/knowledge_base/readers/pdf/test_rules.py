import pytest

from knowledge_base.readers.pdf.frame import frame_of
from knowledge_base.readers.pdf.rules import Drawn, Rule, drawn_on, merged
from tests.knowledge_base.readers.pdf.paper import Paper, first_page
from tests.knowledge_base.readers.pdf.raw_pdf import raw_pdf, stream


def drawn(data: bytes) -> Drawn:
    document, page = first_page(data)
    found = drawn_on(page, frame_of(page), 1000)
    document.close()
    return found


def drawing(operators: str) -> Drawn:
    return drawn(raw_pdf(operators, box=(0, 0, 400, 600)))


@pytest.mark.parametrize(
    "operators", ["50 500 m 250 500 l S", "50 499.5 200 1 re f", "q 2 0 0 2 0 0 cm 25 250 m 125 250 l S Q"]
)
def test_a_line_is_one_whether_it_is_stroked_filled_or_scaled(operators: str) -> None:
    assert drawing(operators).rules == (Rule(level=True, at=100, start=50, end=250),)


def test_a_rectangle_is_a_box_with_four_sides() -> None:
    found = drawing("50 400 200 100 re S")
    assert found.boxes == ((50, 100, 250, 200),)
    assert {(rule.level, rule.at) for rule in found.rules} == {(True, 100), (True, 200), (False, 50), (False, 250)}


def test_slanted_and_curved_and_unpainted_outlines_are_no_lines() -> None:
    assert drawing("50 500 m 250 450 l S").rules == ()
    assert drawing("50 500 m 80 520 90 530 250 500 c S").rules == ()
    assert drawing("50 500 m 250 500 l n").rules == ()


def test_the_lines_of_a_form_stand_where_the_form_is_drawn() -> None:
    form = stream("0 0 m 50 0 l S", "/Type/XObject/Subtype/Form/BBox[-5 -5 60 60]")
    data = raw_pdf(
        "q 2 0 0 2 100 300 cm /X1 Do Q", resources="/XObject<</X1 10 0 R>>", objects=[form], box=(0, 0, 400, 600)
    )
    assert drawn(data).rules == (Rule(level=True, at=300, start=100, end=200),)


def test_lines_that_continue_each_other_are_one_and_specks_are_none() -> None:
    pieces = [Rule(True, 100.0, 10, 50), Rule(True, 100.4, 52, 90), Rule(True, 100, 200, 203), Rule(True, 130, 10, 50)]
    assert merged(pieces) == [Rule(True, 100.0, 10, 90), Rule(True, 130, 10, 50)]


def test_the_part_of_the_page_that_a_picture_takes_is_known() -> None:
    picture = "q 200 0 0 300 0 300 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
    assert drawing(picture).picture == pytest.approx(0.25)
    assert drawing("").picture == 0


def test_a_page_of_too_many_paths_has_no_lines() -> None:
    paper = Paper()
    for _ in range(20_001):
        paper.canvas.line(72, 300, 400, 300)
    document, page = first_page(paper.bytes())
    found = drawn_on(page, frame_of(page), 200_000)
    document.close()
    assert found.rules == ()
