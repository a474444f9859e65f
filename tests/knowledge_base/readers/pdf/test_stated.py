import datetime as dt

import pytest

from knowledge_base.readers.pdf.outline import Information
from knowledge_base.readers.pdf.stated import date_in, is_statement, title_of
from tests.knowledge_base.readers.pdf.paper import BOLD, FILL, Paper


def cover(*lines: str, **information: str) -> Paper:
    paper = Paper((595.0, 842.0), **information)
    paper.at(72, 200, "Conveyor oven", 28, BOLD)
    for count, words in enumerate(lines):
        paper.at(72, 260 + 30 * count, words, 12)
    paper.page()
    paper.heading("Belt")
    paper.write(FILL)
    return paper


@pytest.mark.parametrize(
    ("words", "revision"),
    [
        ("Revision 2.1", "2.1"),
        ("Rev. C", "C"),
        ("Rev C, 2024-05-01", "C"),
        ("Issue 3.0", "3.0"),
        ("Version: 1.4.2", "1.4.2"),
        ("Conveyor oven, V3", "3"),
        ("Edition 5 of May 2024", "5"),
        ("Ausgabe 2", "2"),
        ("Révision B", "B"),
        ("Versión 4.0", "4.0"),
        ("Document OV-300 Rev. 7", "7"),
    ],
)
def test_the_revision_stands_on_the_first_page(words: str, revision: str) -> None:
    assert cover(words).reading(revision=None).manual.revision == revision


@pytest.mark.parametrize(
    "words",
    [
        "The oven is built after issue 4.0 of the standard, which was in force in that year.",
        "Revisions are sent to you by mail",
        "Version history",
        "Rev. of the motor: 3000 per minute",
    ],
)
def test_a_sentence_about_revisions_states_none(words: str) -> None:
    assert cover(words).reading(revision=None).manual.revision.startswith("unstated-")


def test_a_short_v_within_the_text_is_the_version_of_something_else() -> None:
    paper = Paper()
    paper.heading("Conveyor oven", 28)
    paper.write("Only for hands of V2")
    for _ in range(4):
        paper.write(FILL)
    assert paper.reading(revision=None).manual.revision.startswith("unstated-")


def test_the_running_foot_and_the_document_information_may_state_it_too() -> None:
    paper = Paper()
    for number in (1, 2, 3):
        paper.at(72, 815, "OV-300 Rev. D", 9)
        paper.down = 100 + 20 * number
        paper.write(FILL)
        paper.page()
    assert paper.reading(revision=None).manual.revision == "D"
    assert cover(subject="Version 3.0").reading(revision=None).manual.revision == "3.0"


def test_the_word_of_the_plant_goes_before_that_of_the_document() -> None:
    assert cover("Revision 2.1").reading(revision="9").manual.revision == "9"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-05-01", dt.date(2024, 5, 1)),
        ("Stand: 01.05.2024", dt.date(2024, 5, 1)),
        ("1 May 2024", dt.date(2024, 5, 1)),
        ("May 1st, 2024", dt.date(2024, 5, 1)),
        ("3. März 2021", dt.date(2021, 3, 3)),
        ("le 14 juillet 2019", dt.date(2019, 7, 14)),
        ("5 de mayo de 2020", dt.date(2020, 5, 5)),
        ("9/30/2011", dt.date(2011, 9, 30)),
        ("30/9/2011", dt.date(2011, 9, 30)),
        ("3/4/2024", None),
        ("31.02.2024", None),
        ("24 bars 2010", None),
        ("May 2024", None),
    ],
)
def test_a_date_is_read_when_it_can_mean_one_day_only(text: str, date: dt.date | None) -> None:
    assert date_in(text) == date


def test_the_date_on_the_first_page_goes_before_that_of_the_file() -> None:
    assert cover("1 May 2024").reading().manual.date == dt.date(2024, 5, 1)
    assert cover().reading().manual.date == dt.date(2000, 1, 1)


def test_the_title_of_the_file_counts_when_the_first_pages_show_it() -> None:
    def information(title: str) -> Information:
        return Information(title, "", "", None, None)

    seen = "Conveyor oven 300 Repair"
    assert title_of("Conveyor oven 300", information("Oven 300 - Repair"), seen) == "Oven 300 - Repair"
    assert title_of("Conveyor oven 300", information("Obey the next line"), seen) == "Conveyor oven 300"
    assert title_of("Conveyor oven 300", information("Microsoft Word - oven.doc"), seen) == "Conveyor oven 300"
    assert title_of(None, information("Oven of the north"), seen) == "Oven of the north"
    assert title_of(None, information("untitled"), seen) is None


def test_the_largest_line_of_the_first_page_is_the_title() -> None:
    assert cover("Rev. C", title="oven_final2.indd").reading().manual.title == "Conveyor oven"


def test_a_line_that_is_only_a_revision_or_a_date_is_a_statement() -> None:
    assert is_statement("Revision 2.1, May 2024")
    assert is_statement("Stand 01.05.2024")
    assert not is_statement("Version history of the oven and its belt")
    assert not is_statement("Replace the belt")
