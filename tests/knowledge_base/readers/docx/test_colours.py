import pytest

from knowledge_base.readers.docx.colours import Theme, hexadecimal, of_highlight
from tests.knowledge_base.readers.docx.word import xml

THEME = Theme(
    xml(
        "<a:theme><a:clrScheme><a:dk1><a:sysClr val='windowText' lastClr='000000'/></a:dk1>"
        "<a:lt1><a:srgbClr val='FFFFFE'/></a:lt1><a:accent1><a:srgbClr val='4472C4'/></a:accent1>"
        "</a:clrScheme></a:theme>"
    )
)


@pytest.mark.parametrize(
    ("color", "found"),
    [
        ('w:val="FF0000"', (255, 0, 0)),
        ('w:val="auto"', None),
        ('w:val="000000" w:themeColor="background1"', (255, 255, 254)),
        ('w:val="auto" w:themeColor="accent1"', (68, 114, 196)),
        ('w:val="00FF00" w:themeColor="unknown"', (0, 255, 0)),
        ('w:val="auto" w:themeColor="text1" w:themeTint="00"', (255, 255, 255)),
        ('w:val="auto" w:themeColor="background1" w:themeShade="80"', (128, 128, 127)),
    ],
)
def test_the_colour_of_text_is_that_of_its_theme_before_the_one_written_beside_it(
    color: str, found: tuple[int, int, int] | None
) -> None:
    assert THEME.of_text(xml(f"<w:color {color}/>")) == found


@pytest.mark.parametrize(
    ("shading", "found"),
    [
        ('w:val="clear" w:fill="0000FF"', (0, 0, 255)),
        ('w:val="clear" w:color="auto" w:fill="auto"', None),
        ('w:val="solid" w:color="FF0000" w:fill="FFFFFF"', (255, 0, 0)),
        ('w:val="solid" w:color="auto"', (0, 0, 0)),
        ('w:val="clear" w:themeFill="accent1"', (68, 114, 196)),
    ],
)
def test_a_shading_is_seen_by_its_fill_or_its_solid_pattern(shading: str, found: tuple[int, int, int] | None) -> None:
    assert THEME.of_shading(xml(f"<w:shd {shading}/>")) == found


def test_without_a_theme_white_and_black_are_known() -> None:
    assert Theme(None).named("background1") == (255, 255, 255)
    assert Theme(None).named("accent1") is None


def test_the_fill_of_a_shape() -> None:
    assert THEME.of_fill(xml("<a:spPr><a:solidFill><a:srgbClr val='00FF00'/></a:solidFill></a:spPr>")) == (0, 255, 0)
    assert THEME.of_fill(xml("<a:spPr><a:solidFill><a:schemeClr val='accent1'/></a:solidFill></a:spPr>")) == (
        68,
        114,
        196,
    )
    assert THEME.of_fill(xml("<a:spPr><a:gradFill/></a:spPr>")) is None


def test_highlighters_and_hexadecimal_colours() -> None:
    assert of_highlight("darkBlue") == (0, 0, 128)
    assert of_highlight("none") is None
    assert hexadecimal("0a0B0c") == (10, 11, 12)
    assert hexadecimal("red") is None
