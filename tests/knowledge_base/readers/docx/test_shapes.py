import pytest

from knowledge_base.readers.docx.colours import Theme
from knowledge_base.readers.docx.shapes import boxes_in
from knowledge_base.readers.task_draft import Findings
from tests.knowledge_base.readers.docx.word import p, xml


def drawing(words: str = "Hot.", *, place: str = "0", doc: str = "", fill: str = "<a:noFill/>", style: str = "") -> str:
    return (
        "<w:drawing><wp:anchor><wp:positionH><wp:posOffset>" + place + "</wp:posOffset></wp:positionH>"
        f'<wp:extent cx="1000000" cy="500000"/><wp:docPr id="1" {doc}/><a:graphic><wps:wsp><wps:spPr>{fill}</wps:spPr>'
        f"{style}<wps:txbx><w:txbxContent>{p(words)}</w:txbxContent></wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing>"
    )


def vml(style: str, attributes: str = "") -> str:
    content = f"<w:txbxContent>{p('Hot.')}</w:txbxContent>"
    return f'<w:pict><v:shape style="{style}" {attributes}><v:textbox>{content}</v:textbox></v:shape></w:pict>'


def told(markup: str) -> tuple[int, list[str]]:
    findings = Findings("m")
    found = boxes_in(xml(markup), Theme(None), findings, "paragraph 1")
    return len(found), [finding.what for finding in findings.all()]


def behind(markup: str) -> tuple[int, int, int]:
    (box,) = boxes_in(xml(markup), Theme(None), Findings("m"), "paragraph 1")
    return box.behind


def test_a_text_box_on_the_page_is_found() -> None:
    assert told(drawing()) == (1, [])
    assert told(vml("margin-left:20pt;width:99pt")) == (1, [])


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        (drawing(place="-9000000"), "text box far off the page: Hot."),
        (drawing(place="90000000"), "text box far off the page: Hot."),
        (drawing(doc='hidden="1"'), "hidden text box: Hot."),
        (vml("margin-left:-999pt"), "text box far off the page: Hot."),
        (vml("visibility: hidden"), "hidden text box: Hot."),
    ],
)
def test_a_text_box_that_nobody_sees_is_told(markup: str, why: str) -> None:
    assert told(markup) == (0, [why])


def test_a_box_in_a_box_is_left_to_the_outer_one() -> None:
    outer = drawing().replace("Hot.", "Hot.</w:t></w:r><w:r>" + drawing("Inner.") + "</w:r><w:r><w:t>")
    assert told(outer) == (1, [])


def test_the_colour_of_a_box_is_behind_its_words() -> None:
    assert behind(drawing()) == (255, 255, 255)
    assert behind(drawing(fill="<a:solidFill><a:srgbClr val='002060'/></a:solidFill>")) == (0, 32, 96)
    assert behind(drawing(fill="", style="<wps:style><a:fillRef><a:schemeClr val='dk1'/></a:fillRef></wps:style>")) == (
        0,
        0,
        0,
    )
    assert behind(vml("", 'fillcolor="#002060 [3204]"')) == (0, 32, 96)
