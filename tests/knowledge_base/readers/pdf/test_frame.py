import pytest

from knowledge_base.readers.pdf.frame import IDENTITY, Frame, apply, direction, frame_of, times, turned
from tests.knowledge_base.readers.pdf.paper import first_page
from tests.knowledge_base.readers.pdf.raw_pdf import line, raw_pdf


def frame(entries: str) -> Frame:
    document, page = first_page(raw_pdf(line("x"), page=entries, box=(0, 0, 400, 600)))
    found = frame_of(page)
    document.close()
    return found


def test_distances_are_from_the_top_left_corner_of_the_crop_box() -> None:
    cropped = frame("/CropBox[50 100 350 500]")
    assert (cropped.width, cropped.height) == (300, 400)
    assert cropped.box(50, 480, 60, 500) == (0, 0, 10, 20)


@pytest.mark.parametrize(
    ("turn", "size", "corner"), [(90, (600, 400), (600, 0)), (180, (400, 600), (400, 600)), (270, (600, 400), (0, 400))]
)
def test_a_turned_page_is_measured_as_it_is_looked_at(
    turn: int, size: tuple[float, float], corner: tuple[float, float]
) -> None:
    """corner: where the upper left corner of the paper is then."""
    turned_page = frame(f"/Rotate {turn}")
    assert (turned_page.width, turned_page.height) == size
    assert apply(turned_page.matrix, 0, 600) == corner


def test_two_matrices_are_one_that_does_both_in_their_order() -> None:
    double, moved = (2, 0, 0, 2, 0, 0), (1, 0, 0, 1, 10, 20)
    assert apply(times(double, moved), 1, 1) == (12, 22)
    assert apply(times(moved, double), 1, 1) == (22, 42)
    assert times(double, IDENTITY) == double


@pytest.mark.parametrize(
    ("matrix", "angle"),
    [((1, 0, 0, 1, 0, 0), 0), ((0, -1, 1, 0, 0, 0), 90), ((-1, 0, 0, -1, 0, 0), 180), ((0, 1, -1, 0, 0, 0), 270)],
)
def test_text_has_a_direction_on_the_display(matrix: tuple[float, ...], angle: int) -> None:
    assert direction(matrix) == angle  # type: ignore[arg-type]  # six numbers


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_what_follows_in_turned_text_stands_to_the_right_after_turning(angle: int) -> None:
    steps = {90: (0, -1), 180: (-1, 0), 270: (0, 1)}[angle]
    first = (100.0, 100.0, 110.0, 110.0)
    second = (100 + 30 * steps[0], 100 + 30 * steps[1], 110 + 30 * steps[0], 110 + 30 * steps[1])
    one, other = (turned(box, angle, 400, 600) for box in (first, second))
    assert other[0] - one[0] == 30
    assert other[1] == one[1]
