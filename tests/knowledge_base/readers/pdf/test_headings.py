import pytest

from tests.knowledge_base.readers.pdf.paper import BOLD, FILL, Paper, text_of


def sections(paper: Paper) -> list[tuple[str, ...]]:
    """The section of each passage, each once."""
    return list(dict.fromkeys(passage.quote.citation.section for passage in paper.reading().passages))


def test_larger_type_makes_headings_and_its_size_their_levels() -> None:
    paper = Paper()
    for title, size in (("Oven", 20), ("Belt", 16), ("Rollers", 13), ("Spring", 13), ("Motor", 16)):
        paper.heading(title, size)
        paper.write(FILL)
    paper.heading("Chimney", 20)
    paper.write(FILL)
    assert sections(paper) == [
        ("Oven",),
        ("Oven", "Belt"),
        ("Oven", "Belt", "Rollers"),
        ("Oven", "Belt", "Spring"),
        ("Oven", "Motor"),
        ("Chimney",),
    ]


def test_bold_lines_in_the_size_of_the_text_are_headings() -> None:
    paper = Paper()
    for title in ("Belt", "Motor"):
        paper.write(title, font=BOLD)
        paper.write(FILL)
    assert sections(paper) == [("Belt",), ("Motor",)]


def test_numbers_go_before_type() -> None:
    paper = Paper()
    for title in ("1 Belt", "1.1 Rollers", "1.2 Spring", "2 Motor"):
        paper.heading(title, 14)
        paper.write(FILL)
    assert sections(paper) == [("1 Belt",), ("1 Belt", "1.1 Rollers"), ("1 Belt", "1.2 Spring"), ("2 Motor",)]


def test_a_heading_without_a_number_stands_below_the_numbered_one() -> None:
    paper = Paper()
    for title, size in (("1 Belt", 16), ("1.1 Rollers", 14)):
        paper.heading(title, size)
        paper.write(FILL)
    paper.write("On the left side", font=BOLD)
    paper.write(FILL)
    paper.heading("1.2 Spring", 14)
    paper.write(FILL)
    assert sections(paper) == [
        ("1 Belt",),
        ("1 Belt", "1.1 Rollers"),
        ("1 Belt", "1.1 Rollers", "On the left side"),
        ("1 Belt", "1.2 Spring"),
    ]


def test_bookmarks_make_headings_of_plain_lines() -> None:
    paper = Paper()
    for number, (title, level) in enumerate((("Belt", 0), ("Rollers", 1), ("Motor", 0))):
        paper.canvas.bookmarkPage(f"p{number}")
        paper.canvas.addOutlineEntry(title, f"p{number}", level)
        paper.write(title)
        paper.write(FILL)
        paper.page()
    assert sections(paper) == [("Belt",), ("Belt", "Rollers"), ("Motor",)]


def test_the_same_words_within_the_text_of_another_page_are_no_heading() -> None:
    paper = Paper()
    for number, title in enumerate(("Belt", "Motor")):
        paper.canvas.bookmarkPage(f"p{number}")
        paper.canvas.addOutlineEntry(title, f"p{number}", 0)
        paper.write(title)
        paper.write(FILL)
        paper.page()
    paper.down = 300
    paper.write("Belt")
    paper.write(FILL)
    assert sections(paper) == [("Belt",), ("Motor",)]


def test_a_heading_of_two_lines_is_one() -> None:
    paper = Paper()
    paper.at(72, 80, "Replacing the belt and the", 18, BOLD)
    paper.at(72, 101, "rollers of the conveyor", 18, BOLD)
    paper.down = 130
    paper.write(FILL)
    assert sections(paper) == [("Replacing the belt and the rollers of the conveyor",)]


@pytest.mark.parametrize(
    "line",
    ["WARNING: Hot surfaces", "Figure 3: The drive", "Tools:", "Revision C", "2024-05-01", "Press the red button."],
)
def test_notices_captions_fields_dates_and_sentences_are_no_headings(line: str) -> None:
    paper = Paper()
    paper.heading("Belt", 18)
    paper.write(FILL)
    paper.write(line, font=BOLD)
    paper.write(FILL)
    assert sections(paper) == [("Belt",)]
    assert line.rstrip(":") in text_of(paper.reading())


def test_bold_items_of_a_numbered_list_are_no_headings() -> None:
    paper = Paper()
    paper.heading("Belt", 18)
    paper.write(FILL)
    for item in ("1. Stop the oven", "2. Open the door", "3. Take the belt out"):
        paper.write(item, font=BOLD)
    assert sections(paper) == [("Belt",)]
    assert any("Take the belt out" in passage.quote.text for passage in paper.reading().passages)


def test_a_large_line_without_text_below_it_stays_in_the_text_of_its_section() -> None:
    paper = Paper()
    for title in ("Belt", "Room for notes", "Motor"):
        paper.heading(title)
        if title != "Room for notes":
            paper.write(FILL)
    assert sections(paper) == [("Belt",), ("Motor",)]
    assert "Room for notes" in paper.reading().passages[0].quote.text


def test_numbers_count_although_most_headings_have_none() -> None:
    paper = Paper()
    for title in ("Preface", "1 Belt", "1.1 Rollers", "Contact", "Law", "Thanks"):
        paper.heading(title, 14)
        paper.write(FILL)
    assert sections(paper)[1:3] == [("1 Belt",), ("1 Belt", "1.1 Rollers")]


def test_a_heading_without_a_number_closes_no_numbered_one_because_it_is_a_little_larger() -> None:
    paper = Paper()
    for title, size in (("1 Belt", 16), ("1.1 Rollers", 11), ("On the left side", 12), ("1.2 Spring", 11)):
        paper.write(title, size=size, font=BOLD)
        paper.write(FILL)
    assert sections(paper)[2] == ("1 Belt", "1.1 Rollers", "On the left side")


def test_large_lines_of_a_cover_without_text_below_them_stay_in_the_text() -> None:
    paper = Paper()
    paper.at(72, 300, "Oven 300", 30, BOLD)
    paper.at(72, 400, "Oven works of the north", 20)
    paper.at(72, 500, "For fitters", 20)
    paper.page()
    paper.heading("Belt", 16)
    paper.write(FILL)
    paper.heading("Motor", 16)
    paper.write(FILL)
    words = " ".join(passage.quote.text for passage in paper.reading().passages)
    assert "Oven works of the north" in words
    assert sections(paper)[-2:] == [("Belt",), ("Motor",)]


def test_a_number_that_touches_its_title_is_parted_from_it() -> None:
    paper = Paper()
    paper.heading("1.Belt", 16)
    paper.write(FILL)
    assert sections(paper) == [("1. Belt",)]
