import pytest

from knowledge_base.readers.html.colours import colour_of, colours_in, over

WHITES = (
    "white;WHITE;#fff;#FFFFFF;#ffff;#ffffffff;rgb(255,255,255);rgb(100% 100% 100%);rgba(255, 255, 255, 1);"
    "hsl(0, 0%, 100%);hsl(120 100% 100% / 1);hwb(0 100% 0%);lab(100% 0 0);oklch(1 0 0);oklab(100% 0 0);"
    "color(srgb 1 1 1)"
)


@pytest.mark.parametrize("value", WHITES.split(";"))
def test_white_is_white_however_it_is_written(value: str) -> None:
    assert colour_of(value) == ((255, 255, 255), 1.0)


@pytest.mark.parametrize(
    ("value", "colour"),
    [
        ("#f00", (255, 0, 0)),
        ("rgb(1, 2, 3)", (1, 2, 3)),
        ("hsl(120, 100%, 50%)", (0, 255, 0)),
        ("hwb(240 0% 0%)", (0, 0, 255)),
        ("navy", (0, 0, 128)),
        ("lab(0 0 0)", (0, 0, 0)),
        ("lab(50 0 0)", (119, 119, 119)),
    ],
)
def test_other_colours(value: str, colour: tuple[int, int, int]) -> None:
    found = colour_of(value)
    assert found is not None
    assert found[0] == colour


@pytest.mark.parametrize(
    ("value", "opacity"),
    [("transparent", 0.0), ("#0000", 0.0), ("rgba(0,0,0,0)", 0.0), ("rgb(0 0 0 / 50%)", 0.5), ("black", 1.0)],
)
def test_the_opacity_of_a_colour(value: str, opacity: float) -> None:
    found = colour_of(value)
    assert found is not None
    assert found[1] == pytest.approx(opacity, abs=0.01)


@pytest.mark.parametrize(
    "value", ["", "none", "url(white.png)", "rgb(1,2)", "rgb(a,b,c)", "#12345", "color-mix(in srgb, red, blue)"]
)
def test_what_is_no_colour(value: str) -> None:
    assert colour_of(value) is None


def test_the_colours_of_a_gradient() -> None:
    assert [colour[0] for colour in colours_in("linear-gradient(90deg, #fff, rgb(0, 0, 0) 50%, red)")] == [
        (255, 255, 255),
        (0, 0, 0),
        (255, 0, 0),
    ]


def test_a_colour_that_lets_light_through_is_mixed_with_what_is_behind() -> None:
    assert over(((0, 0, 0), 0.5), (255, 255, 255)) == (128, 128, 128)
    assert over(((0, 0, 0), 1.0), (255, 255, 255)) == (0, 0, 0)
