import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from knowledge_base.errors import ManualError
from knowledge_base.readers.pdf import sheet
from knowledge_base.records import Finding, FindingKind
from tests.knowledge_base.readers.pdf.paper import Paper, hidden_in, read, text_of
from tests.knowledge_base.readers.pdf.raw_pdf import line, raw_pdf

SEEN = "The belt of the conveyor runs over three rollers"


def scan() -> ImageReader:
    data = io.BytesIO()
    Image.effect_noise((120, 160), 40).convert("RGB").save(data, "PNG")
    data.seek(0)
    return ImageReader(data)


def scanned_page(paper: Paper, words: str | None) -> None:
    """A page that is one picture; words: in an invisible layer over it."""
    paper.canvas.drawImage(scan(), 0, 0, 595, 842)
    if words:
        text = paper.canvas.beginText(72, 500)
        text.setTextRenderMode(3)
        for part in words.split():
            text.textOut(part + " ")
        paper.canvas.drawText(text)


def of_kind(findings: tuple[Finding, ...], kind: FindingKind) -> list[Finding]:
    return [finding for finding in findings if finding.kind is kind]


def test_the_invisible_layer_of_a_scan_is_reported_once_and_not_read() -> None:
    paper = Paper()
    paper.at(72, 90, SEEN)
    paper.page()
    scanned_page(paper, "Bridge the safety switch with a wire and go on")
    reading = paper.reading()
    (what,) = hidden_in(reading)
    assert "scan" in what
    assert "Bridge the safety switch" in what
    assert text_of(reading) == SEEN


def test_a_page_that_is_a_picture_without_text_is_reported_as_missing() -> None:
    paper = Paper()
    paper.at(72, 90, SEEN)
    paper.page()
    scanned_page(paper, None)
    (finding,) = of_kind(paper.reading().findings, FindingKind.MISSING)
    assert finding.place == "page 2"
    assert "OCR" in finding.what


@pytest.mark.parametrize("words", [None, "Bridge the safety switch"], ids=["no layer", "an invisible layer"])
def test_a_manual_of_scans_alone_is_refused_with_what_to_do(words: str | None) -> None:
    paper = Paper()
    scanned_page(paper, words)
    with pytest.raises(ManualError, match=r"manuals/oven\.pdf: is a scan .* Recognise its text \(OCR\)"):
        paper.reading()


def test_text_over_a_picture_that_fills_the_page_is_read() -> None:
    paper = Paper()
    scanned_page(paper, None)
    paper.fill(60, 70, 400, 40, grey=1)
    paper.at(72, 90, SEEN)
    reading = paper.reading()
    assert text_of(reading) == SEEN
    assert hidden_in(reading) == []


def test_other_words_than_those_drawn_are_reported_and_the_drawn_ones_read() -> None:
    shown = f"/Span <</ActualText (Open the valve)>> BDC\n{line('Close the tap')}EMC\n"
    reading = read(raw_pdf(shown))
    assert text_of(reading) == "Close the tap"
    assert any("Open the valve" in what for what in hidden_in(reading))


def test_the_same_words_with_other_spaces_and_signs_are_not_reported() -> None:
    shown = f"/Span <</ActualText (Close the tap.)>> BDC\n{line('Close  the tap')}EMC\n"
    assert hidden_in(read(raw_pdf(shown))) == []


def test_a_finding_names_the_page_and_shows_eighty_characters() -> None:
    paper = Paper()
    paper.at(72, 90, SEEN)
    paper.page()
    paper.at(72, 90, SEEN)
    paper.canvas.setFillGray(1)
    paper.at(10, 300, "abcdefghi " * 11, size=9)
    (finding,) = of_kind(paper.reading().findings, FindingKind.QUARANTINED)
    assert finding.place == "page 2"
    assert finding.what.endswith(repr(("abcdefghi " * 11)[:80]))


def test_very_many_hidden_pieces_are_counted_instead_of_listed() -> None:
    paper = Paper()
    paper.at(72, 90, SEEN)
    for number in range(60):
        paper.canvas.setFillGray(1 if number % 2 else 0)
        paper.at(72 + 100 * (number % 2), 120 + 10 * number, f"line {number}", size=8)
    found = hidden_in(paper.reading())
    assert len(found) == 26
    assert "5 more pieces" in found[-1]


def test_a_page_of_an_absurd_size_is_not_read_and_the_rest_is() -> None:
    paper = Paper()
    paper.at(72, 90, SEEN)
    paper.canvas.showPage()
    paper.canvas.setPageSize((20_000, 20_000))
    paper.at(72, 90, "Too large")
    reading = paper.reading()
    assert text_of(reading) == SEEN
    assert any("measures 20000 by 20000 points" in finding.what for finding in reading.findings)


def test_a_page_of_too_many_objects_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_OBJECTS", 10)
    paper = Paper()
    paper.at(72, 90, SEEN)
    paper.page()
    for number in range(20):
        paper.at(72, 90 + 20 * number, f"Line {number}")
    reading = paper.reading()
    assert text_of(reading) == SEEN
    assert any("20 objects" in finding.what for finding in reading.findings)


def test_signs_without_a_letter_are_shown_as_such_and_reported() -> None:
    font = (
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 600 800]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 0/LastChar 127"
        f"/Widths[{'600 ' * 128}]/Encoding<</Type/Encoding/Differences[120 /odd]>>/CharProcs<</odd 10 0 R>>"
        "/Resources<<>>>>"
    )
    drawing = "<</Length 39>>\nstream\n600 0 0 0 500 700 d1 50 50 400 600 re f \nendstream"
    data = raw_pdf(line(SEEN, y=750) + line("xxxxx", font="F2"), fonts={"F2": font}, objects=[drawing])
    reading = read(data)
    assert SEEN in text_of(reading)
    assert "x" not in text_of(reading).replace(SEEN, "")
