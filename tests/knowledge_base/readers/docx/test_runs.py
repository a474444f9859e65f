from knowledge_base.readers.docx.colours import Theme
from knowledge_base.readers.docx.runs import ParagraphWords, Reader
from knowledge_base.readers.docx.styles import ParagraphLook, Styles
from knowledge_base.readers.task_draft import Findings
from knowledge_base.readers.task_draft.run import Run
from tests.knowledge_base.readers.docx.test_shapes import drawing
from tests.knowledge_base.readers.docx.word import xml


class Taken:
    """What came of the paragraphs with these contents."""

    def __init__(self, *paragraphs: str) -> None:
        self.findings = Findings("m")
        self.reader = Reader(Styles(None, Theme(None)), self.findings)
        self.words: list[str] = []
        self.leads: list[int] = []
        self.boxes = 0
        for content in paragraphs:
            words = ParagraphWords(self.reader, ParagraphLook(), (255, 255, 255), Run("paragraph 1"))
            words.take(xml(f"<w:p>{content}</w:p>"))
            found = words.run.paragraph(self.findings)
            self.words.append(found.words if found else "")
            self.leads.append(found.lead if found else 0)
            self.boxes += len(words.boxes)

    @property
    def said(self) -> list[str]:
        """What the findings say."""
        return [finding.what for finding in self.findings.all()]


def r(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def test_runs_make_one_paragraph_and_signs_are_read() -> None:
    signs = "<w:t>PS</w:t><w:noBreakHyphen/><w:t>80</w:t><w:tab/><w:t>25</w:t><w:softHyphen/><w:t>\u00a0N·m</w:t>"
    assert Taken(f"<w:r>{signs}</w:r>").words == ["PS-80 25\u00a0N·m"]
    assert Taken("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>").words == ["one\ntwo"]


def test_a_bold_beginning_is_the_lead() -> None:
    assert Taken(r("Tools:", "<w:b/>") + r(" wrench")).leads == [6]


def test_links_controls_and_tags_are_looked_through() -> None:
    assert Taken(f"<w:hyperlink>{r('a')}</w:hyperlink><w:smartTag>{r('b')}</w:smartTag>").words == ["ab"]
    assert Taken(f"<w:sdt><w:sdtPr/><w:sdtContent>{r('a')}</w:sdtContent></w:sdt>").words == ["a"]
    placeholder = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    assert Taken(f"{placeholder}{r('Click here')}</w:sdtContent></w:sdt>").words == [""]


def test_raised_numbers_stay_raised() -> None:
    assert Taken(r("10") + r("-3", '<w:vertAlign w:val="superscript"/>') + r(" mbar")).words == ["10⁻³ mbar"]


def test_letters_of_a_symbol_font_are_what_they_look_like() -> None:
    assert Taken(r("25 ") + r("m", '<w:rFonts w:ascii="Symbol"/>') + r("m")).words == ["25 µm"]
    assert Taken('<w:r><w:t>80 </w:t><w:sym w:font="Symbol" w:char="F0B0"/><w:t>C</w:t></w:r>').words == ["80 °C"]
    assert Taken('<w:r><w:t>80 </w:t><w:sym w:font="Symbol" w:char="0057"/></w:r>').words == ["80 Ω"]


def test_deleted_words_are_out_inserted_words_are_in_and_both_are_told() -> None:
    taken = Taken(
        r("Tighten to ")
        + "<w:del><w:r><w:delText>30</w:delText></w:r></w:del>"
        + f"<w:ins>{r('25')}</w:ins>"
        + r(" N·m")
    )
    assert taken.words == ["Tighten to 25 N·m"]
    assert taken.said == [
        "taken out and not accepted; left out: 30",
        "put in and not accepted; read as if it were: 25",
    ]
    moved = Taken(f"<w:moveFrom>{r('a')}</w:moveFrom><w:moveTo>{r('b')}</w:moveTo>")
    assert moved.words == ["b"]


def test_struck_words_are_left_out_and_told() -> None:
    taken = Taken(r("Use ") + r("30 ", "<w:strike/>") + r("25"))
    assert taken.words == ["Use 25"]
    assert taken.said == ["struck out, and left out: 30"]


def test_the_code_of_a_field_is_out_and_its_result_is_in() -> None:
    taken = Taken(mark("begin") + code(" REF x ") + mark("separate") + r("page 3") + mark("end") + r("."))
    assert taken.words == ["page 3."]
    assert taken.said == []


def test_words_planted_in_the_code_of_a_field_are_told() -> None:
    taken = Taken(mark("begin") + r("planted") + mark("separate") + r("seen") + mark("end"))
    assert (taken.words, taken.said) == (["seen"], ["code of a field: planted"])


def test_a_field_goes_on_over_paragraphs_and_contents_are_left_out() -> None:
    taken = Taken(
        mark("begin") + code("TOC") + mark("separate") + r("1 Safety 3"), r("2 Repair 9"), mark("end"), r("Seen.")
    )
    assert taken.words == ["", "", "", "Seen."]
    assert taken.said == []


def test_a_field_that_draws_its_words_leaves_a_mark() -> None:
    assert Taken(r("Turn ") + mark("begin") + code("EQ x") + mark("end") + r(" left")).words == ["Turn \ufffd left"]


def test_of_two_ways_to_draw_one_thing_one_is_read() -> None:
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{drawing()}</mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert Taken(both).boxes == 1


def test_pictures_are_counted_and_one_in_a_sentence_leaves_a_mark() -> None:
    picture = "<w:r><w:drawing><wp:inline/></w:drawing></w:r>"
    taken = Taken(r("Press ") + picture + r(" now."), picture)
    assert taken.words == ["Press \ufffc now.", ""]
    assert taken.reader.pictures == 2


def test_a_hidden_text_box_is_no_picture() -> None:
    taken = Taken(f"<w:r>{drawing(place='-9000000')}</w:r>")
    assert (taken.words, taken.reader.pictures) == ([""], 0)


def test_words_shown_backwards_leave_a_mark() -> None:
    taken = Taken(r("Use ") + f'<w:bdo w:val="rtl">{r("m·N 52")}</w:bdo>')
    assert (taken.words, taken.said) == (["Use \ufffd"], ["shown backwards: m·N 52"])
    assert Taken(f'<w:bdo w:val="ltr">{r("25 N·m")}</w:bdo>').words == ["25 N·m"]


def test_footnotes_leave_their_mark_and_are_remembered() -> None:
    taken = Taken(
        r("Tighten") + '<w:r><w:footnoteReference w:id="4"/></w:r>' + '<w:r><w:endnoteReference w:id="2"/></w:r>'
    )
    assert taken.words == ["Tighten¹²"]
    assert taken.reader.notes == [("¹", "footnote 4"), ("²", "endnote 2")]


def test_formulas_and_ruby_are_read() -> None:
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    assert Taken(f"<m:oMath>{half}</m:oMath>" + r(" turn")).words == ["1/2 turn"]
    assert Taken(f"<w:r><w:ruby><w:rt>{r('x')}</w:rt><w:rubyBase>{r('y')}</w:rubyBase></w:ruby></w:r>").words == ["y"]
