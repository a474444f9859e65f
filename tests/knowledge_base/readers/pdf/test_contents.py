from knowledge_base.readers.pdf.contents import key_of
from tests.knowledge_base.readers.pdf.paper import FILL, Paper, text_of

TITLES = ("1 Safety", "2 Repair", "2.1 Replace the belt", "3 Parts")


def manual(dots: str) -> Paper:
    """A manual with a table of contents; its headings look like its text."""
    paper = Paper()
    paper.write("Contents")
    for page, title in enumerate(TITLES, start=2):
        paper.at(72, paper.down, f"{title} {dots}" if dots else title)
        paper.at(480, paper.down, str(page))
        paper.down += 16
    for title in TITLES:
        paper.page()
        paper.write(title)
        paper.write(FILL)
    return paper


def test_titles_are_known_by_the_table_of_contents() -> None:
    for dots in ("." * 60, ". " * 40, "…" * 20, ""):
        reading = manual(dots).reading()
        assert [passage.quote.citation.section for passage in reading.passages] == [
            ("1 Safety",),
            ("2 Repair",),
            ("2 Repair", "2.1 Replace the belt"),
            ("3 Parts",),
        ]


def test_the_table_of_contents_is_in_the_text_but_in_no_passage_and_no_task() -> None:
    reading = manual("." * 60).reading()
    assert "1 Safety ....." in text_of(reading)
    assert all("....." not in passage.quote.text for passage in reading.passages)
    assert reading.manual.tasks == ()


def test_a_list_of_values_with_dots_before_them_is_no_table_of_contents() -> None:
    paper = Paper()
    paper.heading("Data")
    paper.write(FILL)
    for name, value in (("Power", "1500"), ("Heat", "300"), ("Speed of the belt", "12"), ("Loaves", "80")):
        paper.at(72, paper.down, name + " " + "." * 60)
        paper.at(480, paper.down, value)
        paper.down += 14
    said = " ".join(passage.quote.text for passage in paper.reading().passages)
    assert "Power ....." in said
    assert "1500" in said


def test_a_table_of_contents_without_a_name_is_known_by_its_titles() -> None:
    paper = Paper()
    for page, title in enumerate(TITLES, start=2):
        paper.at(72, paper.down, f"{title} {'.' * 60}")
        paper.at(480, paper.down, str(page))
        paper.down += 16
    for title in TITLES:
        paper.page()
        paper.down = 120
        paper.write(title)
        paper.write(FILL)
    assert [passage.quote.citation.section[-1] for passage in paper.reading().passages] == list(TITLES)


def test_a_sentence_with_dots_is_no_table_of_contents() -> None:
    paper = Paper()
    paper.heading("Panel")
    paper.write("Wait for a while ..... then press 3")
    assert "Wait" in paper.reading().passages[0].quote.text


def test_titles_are_compared_without_number_capitals_and_signs() -> None:
    assert key_of("2.1. Replace the Belt") == key_of("2.1 Replace the belt") == key_of("REPLACE THE BELT:")
    assert key_of("IV. Parts") == "parts"
    assert key_of("Belt 2") != key_of("Belt 3")
