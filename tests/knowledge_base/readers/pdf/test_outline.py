import datetime as dt

import pytest

from knowledge_base.readers.pdf.outline import Bookmark, bookmarks_of, information_of
from knowledge_base.records import FindingKind
from tests.knowledge_base.readers.pdf.paper import Paper, first_page, hidden_in, read, text_of, unclear_in
from tests.knowledge_base.readers.pdf.raw_pdf import line, raw_pdf, stream

SEEN = "The belt of the conveyor runs over three rollers"


def test_bookmarks_have_a_title_a_level_and_a_page() -> None:
    paper = Paper()
    for number, (title, level) in enumerate((("Safety", 0), ("Repair", 0), ("Belt", 1))):
        paper.canvas.bookmarkPage(f"p{number}")
        paper.canvas.addOutlineEntry(title, f"p{number}", level)
        paper.at(72, 90, title)
        paper.page()
    document, _ = first_page(paper.bytes())
    found = bookmarks_of(document)
    document.close()
    assert found == [Bookmark("Safety", 0, 1), Bookmark("Repair", 0, 2), Bookmark("Belt", 1, 3)]


@pytest.mark.parametrize(
    ("written", "date"),
    [("D:20240501123000Z", dt.date(2024, 5, 1)), ("D:2024", dt.date(2024, 1, 1)), ("D:20249901", None), ("soon", None)],
)
def test_the_date_is_that_of_the_last_change(written: str, date: dt.date | None) -> None:
    data = raw_pdf(line(SEEN), objects=[f"<</ModDate({written})/Title(Oven)>>"]).replace(
        b"/Root 1 0 R", b"/Root 1 0 R/Info 10 0 R"
    )
    document, _ = first_page(data)
    information = information_of(document)
    document.close()
    assert information.title == "Oven"
    assert information.dated == date


@pytest.mark.parametrize(("tag", "language"), [("de-DE", "de"), ("fr", "fr"), ("<script>", "en"), ("", "en")])
def test_the_language_is_the_one_that_the_catalog_names(tag: str, language: str) -> None:
    assert read(raw_pdf(line(SEEN), catalog=f"/Lang({tag})"), language=None).manual.language == language


def test_scripts_are_reported_and_not_run() -> None:
    data = raw_pdf(
        line(SEEN),
        catalog="/Names<</JavaScript<</Names[(go) 10 0 R]>>>>",
        objects=["<</S/JavaScript/JS(app.launchURL\\('http://oven.example'\\))>>"],
    )
    assert any("1 scripts" in what for what in unclear_in(read(data)))


def test_attached_files_are_reported_by_name_and_not_opened() -> None:
    data = raw_pdf(
        line(SEEN),
        catalog="/Names<</EmbeddedFiles<</Names[(a) 10 0 R]>>>>",
        objects=["<</Type/Filespec/F(secret.exe)/UF(secret.exe)/EF<</F 11 0 R>>>>", stream("MZ", "/Type/EmbeddedFile")],
    )
    reading = read(data)
    assert any("secret.exe" in what for what in unclear_in(reading))
    assert text_of(reading) == SEEN


def test_comments_and_form_fields_are_reported_and_not_read() -> None:
    note = "<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(Bridge the safety switch)>>"
    field = "<</Type/Annot/Subtype/Widget/FT/Tx/Rect[10 50 300 70]/T(x)/V(Wire the switch)>>"
    link = "<</Type/Annot/Subtype/Link/Rect[10 90 30 99]/Contents(only a link)/A<</S/Launch/F(cmd.exe)>>>>"
    reading = read(raw_pdf(line(SEEN), page=f"/Annots[{note}{field}{link}]"))
    assert any("a note" in what and "Bridge the safety switch" in what for what in hidden_in(reading))
    assert any("a form field" in what and "Wire the switch" in what for what in hidden_in(reading))
    assert len(hidden_in(reading)) == 2
    assert any("starts a program" in what for what in unclear_in(reading))
    assert text_of(reading) == SEEN


def test_text_under_the_picture_of_a_comment_is_not_read() -> None:
    square = "<</Type/Annot/Subtype/Square/Rect[60 690 400 720]/F 4/AP<</N 10 0 R>>>>"
    look = stream("1 g 0 0 340 30 re f", "/Type/XObject/Subtype/Form/BBox[0 0 340 30]")
    reading = read(raw_pdf(line(SEEN, y=600) + line("Bridge the switch"), page=f"/Annots[{square}]", objects=[look]))
    assert text_of(reading) == SEEN
    assert any("Bridge the switch" in what for what in hidden_in(reading))


def test_a_broken_table_of_objects_is_reported() -> None:
    data = raw_pdf(line(SEEN)).replace(b"startxref\n", b"startxref\n9")
    reading = read(data)
    assert text_of(reading) == SEEN
    assert any(
        finding.kind is FindingKind.NOT_UNDERSTOOD and "cross-reference" in finding.what for finding in reading.findings
    )
