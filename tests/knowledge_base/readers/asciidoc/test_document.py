import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.errors import ManualError
from knowledge_base.readers.asciidoc import READER
from knowledge_base.readers.contract import Facts
from tests.knowledge_base.readers.markup.reading import asciidoc, one_line, searchable, source_of

OPEN = Facts("oven")
TEXT = """\
:lang: en
:toc:

[[cha:oven]]
= The oven
Erika Mustermann <erika@example.org>
v2.10, 2026-02-03: second printing
:revremark: with a belt

Preamble.

== Description

=== Parts

The belt.

[[repair-1]]
Repair
------

How.
"""


def test_sections_follow_both_kinds_of_titles() -> None:
    paths = [passage.quote.citation.section for passage in asciidoc(TEXT).passages]
    assert paths == [
        ("The oven",),
        ("The oven", "Description", "Parts"),
        ("The oven", "Repair"),
    ]


def test_the_header_says_what_the_manual_is() -> None:
    manual = asciidoc(TEXT, OPEN).manual
    assert (manual.title, manual.revision, str(manual.date), manual.language) == (
        "The oven",
        "2.10",
        "2026-02-03",
        "en",
    )
    assert searchable(asciidoc(TEXT)).startswith("Erika Mustermann <erika@example.org> v2.10, 2026-02-03")


@pytest.mark.parametrize(
    ("header", "revision", "date"),
    [
        ("= A\n:revnumber: 7\n:revdate: 2026-01-31\n", "7", "2026-01-31"),
        ("= A\nE. M.\nv1.5\n", "1.5", "None"),
        ("= A\nE. M.\n1.5, May 2026\n", "1.5", "None"),
        ("= A\nE. M.\nv3: first\n", "3", "None"),
    ],
)
def test_a_revision_stands_in_attributes_or_in_its_line(header: str, revision: str, date: str) -> None:
    manual = asciidoc(f"{header}\nwords\n", OPEN).manual
    assert (manual.revision, str(manual.date)) == (revision, date)


def test_what_the_document_does_not_say_is_assumed() -> None:
    manual = asciidoc("== Der Ofen\n\nDer Ofen ist nicht heiß und die Tür ist zu.\n", OPEN).manual
    assert (manual.title, manual.language) == ("Der Ofen", "de")
    assert manual.revision.startswith("unstated-")


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("*Waist* and `leg` _cables_", "Waist and leg cables"),
        ("Oil [[oil]]", "Oil"),
        ("The (((oil))) oil", "The oil"),
        ("See <<oil,the oil>> and https://x.example[more]", "See the oil and more"),
        ("Use steplen, stepspace and/or dirhold_2 * 3", "Use steplen, stepspace and/or dirhold_2 * 3"),
        ("HOME_SEARCH_VEL", "HOME_SEARCH_VEL"),
        ("The oven of {company}", "The oven of {company}"),
    ],
)
def test_a_title_is_read_without_its_markup(title: str, plain: str) -> None:
    assert asciidoc(f"== {title}\n\nwords\n").passages[0].quote.citation.section == (plain,)


@pytest.mark.parametrize("anchor", ["[[cha:drain]]\n== Drain", "[#cha:drain]\n== Drain", "== Drain [[cha:drain]]"])
def test_the_anchor_of_a_section_is_the_id_of_its_task(anchor: str) -> None:
    (task,) = asciidoc(f"{anchor}\n\n. Open.\n. Close.\n").manual.tasks
    assert (task.id, task.title) == ("cha-drain", "Drain")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_whatever_ends_a_line_the_words_are_the_same(end: str) -> None:
    text = "= Größe\n\n[NOTE]\nÜber 80 °C\n\n. Öffnen.\n. Schließen.\n\n|===\n| ½ | b\n|===\n\n// nichts\n"
    expected = [one_line(passage.quote.text) for passage in asciidoc(text).passages]
    reading = asciidoc(text.replace("\n", end))
    assert [one_line(passage.quote.text) for passage in reading.passages] == expected
    assert len(reading.manual.tasks) == 1


def test_a_byte_order_mark_does_not_hide_the_title() -> None:
    assert asciidoc(b"\xef\xbb\xbf= Oven\n\nwords\n", OPEN).manual.title == "Oven"


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(ManualError, match=r"manuals/oven.adoc: is not UTF-8 text \(byte 2\)"):
        READER.read(source_of("= Öl".encode("latin-1"), "manuals/oven.adoc"))


PIECES = ["= T\n", "== A\n", ". Open it\n", ".. sub\n", "1. x\n", "* b\n", "- d\n", "+\n", "\n", "\r\n", "----\n"]
PIECES += ["....\n", "====\n", "--\n", "|===\n", "| a | b\n", "2+| c\n", ".2+| d\n", "////\n", "// hid\n", "[NOTE]\n"]
PIECES += ["[[id]]\n", ".Title\n", "WARNING: w\n", "t:: d\n", "t::\n", " lit\n", "ifdef::x[]\n", "include::a[]\n"]
PIECES += [":a: b c d e\n", "{a}", "(((x)))", "+++<b hidden>q</b>+++", "++++\n", "word\n", "-----\n", "[quote, X]\n"]
PIECES += ["é🔥", "\x00", "\u2028", "\t", "[.hidden]#q#", "[start=3]\n", "```\n", "'''\n"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_is_read_with_true_quotes_and_without_what_is_hidden(text: str) -> None:
    reading = asciidoc(text)
    assert len(reading.texts["manuals/oven.adoc"]) == len(text)
