from knowledge_base.readers.pdf.glyphs import read_glyphs
from knowledge_base.readers.pdf.words import ASLANT, Chunk, chunks_of
from tests.knowledge_base.readers.pdf.paper import BOLD, Paper, first_page, hidden_in, text_of
from tests.knowledge_base.readers.pdf.raw_pdf import line, raw_pdf


def chunks(data: bytes) -> list[Chunk]:
    document, page = first_page(data)
    signs = read_glyphs(page, 1000)
    found = chunks_of(signs, signs.glyphs)
    document.close()
    return found


def texts(data: bytes) -> list[str]:
    return [chunk.text for chunk in chunks(data)]


def test_words_are_parted_by_gaps_where_the_file_has_no_spaces() -> None:
    shown = "BT /F1 12 Tf 72 700 Td [(Close) -250 (the) -250 (v) 60 (alve)] TJ ET"
    assert texts(raw_pdf(shown)) == ["Close the valve"]


def test_a_wide_gap_parts_a_line_into_chunks() -> None:
    paper = Paper()
    paper.at(72, 100, "1.")
    paper.at(96, 100, "Close the valve.")
    paper.at(300, 100, "25 Nm")
    assert texts(paper.bytes()) == ["1.", "Close the valve.", "25 Nm"]


def test_the_order_is_that_of_the_page_and_not_that_of_the_file() -> None:
    paper = Paper()
    for x, word in ((150, "valve."), (72, "Close"), (110, "the")):
        paper.at(x, 100, word)
    assert " ".join(texts(paper.bytes())) == "Close the valve."


def test_a_raised_digit_is_written_raised_so_that_no_number_grows() -> None:
    paper = Paper()
    paper.at(72, 100, "10", 12)
    paper.at(72 + 13.5, 95, "-3", 7)
    paper.at(92 + 2, 100, "mbar and 3 m", 12)
    paper.at(94 + paper.canvas.stringWidth("mbar and 3 m", "Helvetica", 12), 95, "2", 7)
    assert " ".join(texts(paper.bytes())) == "10⁻³ mbar and 3 m²"


def test_a_lowered_digit_stays_in_its_word() -> None:
    shown = "BT /F1 12 Tf 72 700 Td (CO) Tj /F1 7 Tf -3 Ts (2) Tj 0 Ts /F1 12 Tf ( is heavy) Tj ET"
    assert texts(raw_pdf(shown)) == ["CO2 is heavy"]


def test_raised_letters_and_signs_far_away_are_left_alone() -> None:
    shown = (
        "BT /F1 12 Tf 72 700 Td (The 3) Tj /F1 7 Tf 4 Ts (rd) Tj 0 Ts /F1 12 Tf ( edition) Tj ET\n"
        "BT /F1 7 Tf 400 704 Td (2) Tj ET"
    )
    assert texts(raw_pdf(shown))[-1] == "The 3rd edition"
    assert "2" in texts(raw_pdf(shown))


def test_text_that_runs_upwards_is_read_as_words() -> None:
    (chunk,) = chunks(raw_pdf("BT /F1 12 Tf 0 1 -1 0 300 300 Tm (Read me upwards) Tj ET"))
    assert (chunk.turn, chunk.text) == (90, "Read me upwards")


def test_a_stamp_across_the_page_keeps_to_itself() -> None:
    data = raw_pdf(line("Close the valve.") + "BT /F1 60 Tf .7 .7 -.7 .7 100 300 Tm (DRAFT) Tj ET")
    found = chunks(data)
    assert [(chunk.turn, chunk.text) for chunk in found] == [(0, "Close the valve."), (ASLANT, "DRAFT")]


def test_a_chunk_has_the_style_of_most_of_its_letters() -> None:
    paper = Paper()
    paper.at(72, 100, "Note", font=BOLD)
    paper.at(72 + 28, 100, "that the belt is new", font="Helvetica")
    (chunk,) = chunks(paper.bytes())
    assert not chunk.style.bold
    assert [word.style.bold for word in chunk.words] == [True, False, False, False, False, False]


def test_text_at_the_very_edge_of_the_page_is_read() -> None:
    paper = Paper()
    paper.at(0, 9, "Upper left")
    paper.at(300, paper.height - 3, "Below")
    reading = paper.reading()
    assert "Upper left" in text_of(reading)
    assert hidden_in(reading) == []
