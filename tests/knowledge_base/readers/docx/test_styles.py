import pytest

from knowledge_base.readers.docx.colours import Theme
from knowledge_base.readers.docx.styles import ParagraphLook, Styles
from tests.knowledge_base.readers.docx.word import xml

WHITE = (255, 255, 255)
STYLES = """<w:styles>
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="Standard" w:default="1"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:basedOn w:val="Standard"/></w:style>
<w:style w:type="paragraph" w:styleId="Kapitel"><w:name w:val="Kapitel"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Unterkapitel"><w:name w:val="X"/><w:basedOn w:val="Kapitel"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Kapitel0" w:default="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="character" w:styleId="Pale"><w:name w:val="Pale"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="WarnBox"><w:name w:val="Warning Text"/>
  <w:pPr><w:shd w:val="clear" w:fill="002060"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Steps"><w:name w:val="Steps"/>
  <w:pPr><w:numPr><w:numId w:val="7"/></w:numPr><w:ind w:left="720"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tcPr><w:shd w:val="clear" w:fill="EEEEEE"/></w:tcPr>
  <w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="000080"/></w:tcPr></w:tblStylePr></w:style>
</w:styles>"""


def styles() -> Styles:
    return Styles(xml(STYLES), Theme(None))


def paragraph(properties: str) -> ParagraphLook:
    return styles().paragraph(xml(f"<w:pPr>{properties}</w:pPr>"))


def unseen(run: str, properties: str = "", behind: tuple[int, int, int] = WHITE) -> str | None:
    found = styles()
    look = found.paragraph(xml(f"<w:pPr>{properties}</w:pPr>"))
    return look.hidden or found.run(look, xml(f"<w:rPr>{run}</w:rPr>"), behind).unseen()


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ('<w:pStyle w:val="berschrift2"/>', 2),
        ('<w:pStyle w:val="Kapitel"/>', 1),
        ('<w:pStyle w:val="Unterkapitel"/>', 2),
        ('<w:outlineLvl w:val="3"/>', 4),
        ('<w:pStyle w:val="Kapitel"/><w:outlineLvl w:val="9"/>', None),
        ('<w:pStyle w:val="Heading3"/>', 3),
        ('<w:pStyle w:val="Titre1"/>', 1),
        ('<w:pStyle w:val="Title"/>', 0),
        ('<w:pStyle w:val="Loop"/>', None),
        ("", None),
    ],
)
def test_a_heading_is_one_by_its_style_or_outline_level(properties: str, level: int | None) -> None:
    assert paragraph(properties).level == level


def test_a_style_may_be_of_a_notice_of_contents_or_of_a_list() -> None:
    notice = paragraph('<w:pStyle w:val="WarnBox"/>')
    assert notice.notice is not None
    assert (notice.notice.value, notice.background) == ("warning", (0, 32, 96))
    assert paragraph('<w:pStyle w:val="Verzeichnis1"/>').contents
    listed = paragraph('<w:pStyle w:val="Steps"/>')
    assert (listed.number, listed.indent) == (("7", 0), 720)
    assert paragraph('<w:pStyle w:val="Steps"/><w:numPr><w:numId w:val="0"/></w:numPr>').number is None
    assert paragraph('<w:numPr><w:ilvl w:val="2"/><w:numId w:val="3"/></w:numPr>').number == ("3", 2)
    assert paragraph('<w:pStyle w:val="ListContinue"/>').continues


@pytest.mark.parametrize(
    ("run", "why"),
    [
        ("<w:vanish/>", "hidden text"),
        ("<w:webHidden/>", "hidden text"),
        ('<w:sz w:val="2"/>', "letters of 1 pt"),
        ('<w:w w:val="1"/>', "letters of 1 % of their width"),
        ('<w:color w:val="FEFEFE"/>', "letters in the colour of what is behind them"),
        ('<w:color w:val="000000" w:themeColor="background1"/>', "letters in the colour of what is behind them"),
        ('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>', "letters in the colour of what is behind them"),
        (
            '<w:color w:val="112233"/><w:shd w:val="clear" w:fill="112233"/>',
            "letters in the colour of what is behind them",
        ),
        ('<w:rStyle w:val="Pale"/>', "letters in the colour of what is behind them"),
        ("<w14:textFill><w14:noFill/></w14:textFill>", "letters without a fill"),
    ],
)
def test_a_run_that_is_not_seen(run: str, why: str) -> None:
    assert unseen(run) == why


@pytest.mark.parametrize(
    "run",
    [
        "",
        '<w:vanish w:val="0"/>',
        '<w:sz w:val="8"/>',
        '<w:color w:val="auto"/>',
        '<w:color w:val="808080"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000080"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>',
        '<w:rStyle w:val="Pale"/><w:color w:val="000000"/>',
        "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>",
    ],
)
def test_a_run_that_is_seen(run: str) -> None:
    assert unseen(run) is None


def test_the_paragraphs_style_hides_unless_the_run_says_otherwise() -> None:
    assert unseen("", '<w:pStyle w:val="Ghost"/>') == "hidden text"
    assert unseen('<w:vanish w:val="false"/>', '<w:pStyle w:val="Ghost"/>') is None


def test_white_letters_are_seen_on_the_colour_behind_them() -> None:
    white = '<w:color w:val="FFFFFF"/>'
    assert unseen(white, '<w:pStyle w:val="WarnBox"/>') is None
    assert unseen(white, behind=(0, 0, 128)) is None
    assert unseen(white, '<w:shd w:val="clear" w:fill="FFFFFF"/>', behind=(0, 0, 128)) is not None


@pytest.mark.parametrize(
    ("properties", "why"),
    [
        ('<w:spacing w:line="1" w:lineRule="exact"/>', "lines without height"),
        ('<w:ind w:left="-20000"/>', "far off the page"),
        ('<w:framePr w:x="-20000"/>', "far off the page"),
    ],
)
def test_a_paragraph_out_of_sight(properties: str, why: str) -> None:
    assert unseen("", properties) == why


def test_an_ordinary_line_height_and_indentation_do_not_hide() -> None:
    assert unseen("", '<w:spacing w:line="240" w:lineRule="exact"/><w:ind w:left="-720"/>') is None


def test_the_shading_of_a_table_style() -> None:
    assert styles().table_fills("Grid") == {"": (238, 238, 238), "firstRow": (0, 0, 128)}
    assert styles().table_fills(None) == {}


def test_bold_raised_and_struck() -> None:
    found = styles()
    look = found.run(ParagraphLook(), xml('<w:rPr><w:b/><w:dstrike/><w:vertAlign w:val="superscript"/></w:rPr>'), WHITE)
    assert (look.bold, look.struck, look.raised, look.size) == (True, True, True, 20)
