import pytest

from knowledge_base.records import NoticeKind, Passage, PassageKind
from tests.knowledge_base.readers.dita.conveyor import found, read, topic


def passages(body: str, kind: str = "reference") -> list[Passage]:
    return list(read({"a.dita": topic(body, kind=kind)}).passages)


def text(body: str) -> str:
    return read({"a.dita": topic(body)}).texts["manuals/conveyor/a.dita"]


def test_lines_and_blocks_in_one_element_come_in_their_order() -> None:
    assert text(
        "<section>One <b>two</b><p>three</p>four<ul><li>five<p>six</p></li><li>seven</li></ul>eight</section>"
    ) == ("One two\n\nthree\n\nfour\nfive\nsix\nseven\n\neight")


def test_titles_of_sections_are_headings_and_not_words() -> None:
    found_passages = passages("<section><title>Drive</title><p>2.2 kW</p></section><section><p>Rest</p></section>")
    assert [(one.quote.citation.section, one.quote.text) for one in found_passages] == [
        (("The t", "Drive"), "2.2 kW"),
        (("The t",), "Rest"),
    ]


def test_titles_of_tables_and_figures_are_words() -> None:
    assert text("<fig><title>The drive</title><image href='a.png'/><desc>Seen from the left</desc></fig>") == (
        "The drive\n\nSeen from the left"
    )


def test_lists_of_terms_keep_term_and_text_together() -> None:
    assert text(
        "<dl><dlentry><dt>VFD</dt><dd>converter</dd></dlentry></dl><parml><plentry><pt>v</pt><pd>speed</pd>"
        "</plentry></parml>"
    ) == ("VFD\nconverter\nv\nspeed")


def test_words_that_are_set_line_by_line_keep_their_lines() -> None:
    assert text("<codeblock>\nG0 X1\n  G1 <var>Y2</var>\n</codeblock>") == "G0 X1\n  G1 Y2"


def test_rows_of_tables_are_passages_of_tables_and_codes_stand_alone() -> None:
    table = """<table><tgroup cols="2"><thead><row><entry>Code</entry><entry>Text</entry></row></thead><tbody>
    <row><entry>12</entry><entry>Hot<fn>Over 90 °C</fn></entry></row><row><entry>13</entry><entry>Cold</entry></row>
    </tbody></tgroup></table>"""
    assert [(one.kind, one.quote.text, one.codes) for one in passages(table)] == [
        (PassageKind.TABLE, "Code | Text", ()),
        (PassageKind.CODE, "12 | Hot", ("12",)),
        (PassageKind.CODE, "13 | Cold", ("13",)),
        (PassageKind.TEXT, "Over 90 °C", ()),
    ]


@pytest.mark.parametrize(
    ("notice", "kind"),
    [
        ('<note type="danger">Hot.</note>', NoticeKind.WARNING),
        ('<note type="warning">Hot.</note>', NoticeKind.WARNING),
        ('<note type="caution"><p>Hot.</p></note>', NoticeKind.CAUTION),
        ('<note type="attention">Hot.</note>', NoticeKind.CAUTION),
        ('<note type="notice">Hot.</note>', NoticeKind.CAUTION),
        ('<note type="important">Hot.</note>', NoticeKind.CAUTION),
        ("<note>Hot.</note>", NoticeKind.NOTE),
        ('<note type="other" othertype="Danger">Hot.</note>', NoticeKind.WARNING),
        ('<note type="other" othertype="Good to know">Hot.</note>', NoticeKind.NOTE),
        (
            (
                '<hazardstatement type="notice"><messagepanel><typeofhazard>Hot.</typeofhazard></messagepanel>'
                "</hazardstatement>"
            ),
            NoticeKind.CAUTION,
        ),
        (
            "<hazardstatement><messagepanel><typeofhazard>Hot.</typeofhazard></messagepanel></hazardstatement>",
            NoticeKind.WARNING,
        ),
    ],
)
def test_a_notice_is_what_the_manual_calls_it(notice: str, kind: NoticeKind) -> None:
    reading = read({"a.dita": topic(f"<steps><step>{notice}<cmd>Open.</cmd></step></steps>", kind="task")})
    assert [(one.kind, one.quote.text) for one in reading.manual.tasks[0].steps[0].notices] == [(kind, "Hot.")]
    untyped = "hazardstatement" in notice and "type=" not in notice
    assert [what[:37] for _, what in found(reading)] == (["a hazard statement without @type is t"] if untyped else [])


def test_a_notice_is_one_block_whatever_is_in_it() -> None:
    reading = read(
        {
            "a.dita": topic(
                (
                    '<steps><step><note type="warning">Hot:<ul><li>door</li><li>tray</li></ul></note><cmd>Open.</cmd>'
                    "</step></steps>"
                ),
                kind="task",
            )
        }
    )
    assert reading.manual.tasks[0].steps[0].notices[0].quote.text == "Hot:\ndoor\ntray"


def test_a_notice_in_a_notice_is_part_of_it() -> None:
    body = '<steps><step><note type="warning">Hot.<note>Wait 1 h.</note></note><cmd>Open.</cmd></step></steps>'
    (task,) = read({"a.dita": topic(body, kind="task")}).manual.tasks
    assert [(one.kind, one.quote.text) for one in task.steps[0].notices] == [(NoticeKind.WARNING, "Hot.\nWait 1 h.")]


def test_links_at_the_end_are_words_only_where_they_have_some() -> None:
    reading = read(
        {
            "a.dita": (
                '<concept id="t"><title>T</title><related-links><link href="a.dita"/><link href="a.dita">'
                "<linktext>More</linktext></link></related-links></concept>"
            )
        }
    )
    assert [one.quote.text for one in reading.passages] == ["More"]


def test_data_about_the_topic_is_not_shown() -> None:
    reading = read(
        {
            "a.dita": (
                '<concept id="t"><title>T</title><titlealts><navtitle>N</navtitle></titlealts><prolog>'
                "<author>A</author></prolog><conbody><p>P</p></conbody></concept>"
            )
        }
    )
    assert reading.texts == {"manuals/conveyor/a.dita": "P"}
