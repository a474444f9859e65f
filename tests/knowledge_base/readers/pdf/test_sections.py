from tests.knowledge_base.readers.pdf.paper import FILL, Paper, text_of


def test_text_before_the_first_heading_has_no_section() -> None:
    paper = Paper()
    paper.write(FILL)
    paper.heading("Belt")
    paper.write(FILL)
    assert [passage.quote.citation.section for passage in paper.reading().passages] == [(), ("Belt",)]


def test_the_name_of_the_manual_encloses_no_section() -> None:
    paper = Paper()
    paper.heading("Conveyor oven", 26)
    paper.write(FILL)
    for title in ("Belt", "Motor"):
        paper.heading(title)
        paper.write(FILL)
    reading = paper.reading()
    assert reading.manual.title == "Conveyor oven"
    sections = [passage.quote.citation.section for passage in reading.passages]
    assert sections == [("Conveyor oven",), ("Belt",), ("Motor",)]


def test_the_only_heading_of_a_manual_is_its_title_and_its_section() -> None:
    paper = Paper()
    paper.heading("Replace the belt", 20)
    paper.write(FILL)
    reading = paper.reading()
    assert reading.manual.title == "Replace the belt"
    assert reading.passages[0].quote.citation.section == ("Replace the belt",)


def test_a_numbered_heading_is_not_the_name_of_the_manual() -> None:
    paper = Paper()
    for title in ("1 Belt", "2 Motor"):
        paper.heading(title, 20)
        paper.write(FILL)
    assert paper.reading().manual.title == "oven"


def test_headings_are_in_the_text_and_not_in_the_passages() -> None:
    paper = Paper()
    paper.heading("Belt")
    paper.write(FILL)
    reading = paper.reading()
    assert text_of(reading) == f"Belt\n\n{FILL}"
    assert [passage.quote.text for passage in reading.passages] == [FILL]


def test_a_passage_is_on_the_page_of_its_first_word() -> None:
    paper = Paper()
    paper.heading("Belt")
    paper.write(FILL)
    paper.page()
    paper.down = 300
    paper.heading("Motor")
    paper.write(FILL.replace("belt", "motor"))
    assert [passage.quote.citation.page for passage in paper.reading().passages] == [1, 2]
