from knowledge_base.readers.docx.body import Body, notes_of
from knowledge_base.readers.docx.colours import Theme
from knowledge_base.readers.docx.numbering import Numbering
from knowledge_base.readers.docx.runs import Reader
from knowledge_base.readers.docx.styles import Styles
from knowledge_base.readers.task_draft import Element, Findings, Heading, Listing, Notice, Paragraph, Row, words_of
from tests.knowledge_base.readers.docx.test_shapes import drawing
from tests.knowledge_base.readers.docx.word import p, xml

LEVELS = "".join(
    f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{mark}"/>'
    f'<w:pPr><w:ind w:left="{360 * (at + 1)}"/></w:pPr></w:lvl>'
    for at, (form, mark) in enumerate([("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "•")])
)
NUMBERING = (
    f'<w:numbering><w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


class Walked:
    """The elements of a body, and what was said of them."""

    def __init__(self, markup: str, styles: str, footnotes: str) -> None:
        findings = Findings("m")
        reader = Reader(Styles(xml(f"<w:styles>{styles}</w:styles>"), Theme(None)), findings)
        notes = notes_of(xml(f"<w:footnotes>{footnotes}</w:footnotes>"), None)
        self.elements: list[Element] = Body(reader, Numbering(xml(NUMBERING)), notes).elements(
            xml(f"<w:body>{markup}</w:body>")
        )
        self.said = [finding.what for finding in findings.all()]

    @property
    def shown(self) -> list[str]:
        """The words of the elements."""
        found = (e for e in self.elements if isinstance(e, Heading | Paragraph | Notice | Listing | Row))
        return [e.words if isinstance(e, Heading) else words_of([e]) for e in found]


def body(markup: str, styles: str = "", footnotes: str = "") -> Walked:
    return Walked(markup, styles, footnotes)


def number(level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'


def outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


def test_headings_paragraphs_and_lists() -> None:
    found = body(p("Clean", outline(1)) + p("Makes it clean.") + p("Wipe it.", number()) + p("Dry it.", number()))
    assert found.elements[0] == Heading(2, "Clean", "paragraph 1")
    assert found.shown == ["Clean", "Makes it clean.", "1. Wipe it.\n2. Dry it."]


def test_levels_of_a_list_lie_in_each_other() -> None:
    found = body(p("a", number()) + p("b", number(1)) + p("c", number(2)) + p("d", number()))
    assert found.shown == ["1. a\na) b\n- c\n2. d"]


def test_the_number_of_a_heading_is_part_of_it() -> None:
    found = body(p("Clean", outline(0) + number()) + p("Dry", outline(0) + number()))
    assert found.shown == ["1. Clean", "2. Dry"]


def test_empty_paragraphs_part_no_list_and_deleted_or_hidden_ones_count_no_number() -> None:
    gone = (
        f"<w:p><w:pPr>{number()}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"
    )
    hidden = p("evil", number() + "<w:rPr><w:vanish/></w:rPr>", "<w:vanish/>")
    found = body(p("a", number()) + "<w:p/>" + gone + hidden + p("b", number()))
    assert found.shown == ["1. a\n2. b"]


def test_an_empty_numbered_paragraph_counts_as_on_paper() -> None:
    assert body(p("a", number()) + p("", number()) + p("b", number())).shown == ["1. a\n2. \n3. b"]


def test_an_empty_bullet_is_nothing() -> None:
    assert body(p("a", number(2)) + p("", number(2))).shown == ["- a"]


def test_notices_by_style_and_by_word() -> None:
    style = '<w:style w:type="paragraph" w:styleId="W"><w:name w:val="Warning Box"/></w:style>'
    first, second = body(p("Hot.", '<w:pStyle w:val="W"/>') + p("NOTE: Left."), style).elements
    assert isinstance(first, Notice)
    assert isinstance(second, Notice)
    assert (first.kind.value, first.words) == ("warning", "Hot.")
    assert (second.kind.value, second.words[second.lead :]) == ("note", "Left.")


def test_a_warning_between_steps_goes_before_the_next_one() -> None:
    found = body(p("a", number()) + p("WARNING: Hot.") + p("b", number()))
    assert found.shown == ["1. a\n2. WARNING: Hot.\nb"]


def test_the_words_of_a_text_box_go_before_the_paragraph_that_it_hangs_on() -> None:
    box = f"<w:r>{drawing('WARNING: Hot.')}</w:r>"
    found = body(p("a", number()) + p("b", number()).replace("<w:r>", f"{box}<w:r>", 1))
    assert found.shown == ["1. a\n2. WARNING: Hot.\nb"]
    assert body(f"<w:p>{box}</w:p>").shown == ["WARNING: Hot."]


def test_contents_are_left_out() -> None:
    style = '<w:style w:type="paragraph" w:styleId="V1"><w:name w:val="toc 1"/></w:style>'
    assert body(p("1 Safety 3", '<w:pStyle w:val="V1"/>') + p("Seen."), style).shown == ["Seen."]
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    assert body(f"<w:sdt>{gallery}<w:sdtContent>{p('1 Safety 3')}</w:sdtContent></w:sdt>{p('Seen.')}").shown == [
        "Seen."
    ]


def test_content_controls_and_changes_are_looked_through() -> None:
    assert body(f"<w:sdt><w:sdtContent>{p('a')}</w:sdtContent></w:sdt><w:ins>{p('b')}</w:ins>").shown == ["a", "b"]


def test_footnotes_follow_at_the_end_of_their_section() -> None:
    line_above = f'<w:footnote w:id="0" w:type="separator">{p("x")}</w:footnote>'
    note = f'<w:footnote w:id="2">{p("Dry threads.")}</w:footnote>{line_above}'
    line = '<w:p><w:r><w:t>Tighten</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    found = body(p("A", outline(0)) + line + p("More.") + p("B", outline(0)) + p("End."), footnotes=note)
    assert found.shown == ["A", "Tighten¹", "More.", "¹ Dry threads.", "B", "End."]


def test_a_document_in_the_document_is_told() -> None:
    assert body("<w:altChunk/>" + p("Seen.")).said == ["a document in the document is not read"]


def test_places_are_counted_in_paragraphs() -> None:
    found = body("<w:p/>" + p("a"))
    assert found.elements == [Paragraph("a", "paragraph 2")]
