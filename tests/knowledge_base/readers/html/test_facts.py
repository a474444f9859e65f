import datetime as dt

from bs4 import BeautifulSoup

from knowledge_base.readers.html.facts import stated_by
from knowledge_base.readers.identity import Stated


def stated(page: str) -> Stated:
    return stated_by(BeautifulSoup(page, "html5lib"))


def test_the_head_says_title_revision_date_id_and_language() -> None:
    found = stated(
        "<html lang='de-AT'><title> Ofen\n TO-4 </title><meta name=Version content='2.10'>"
        "<meta name=date content='2026-01-31T10:00:00Z'><meta name='dc.identifier' content='TO-MM'>"
    )
    assert found == Stated("TO-MM", "Ofen TO-4", "2.10", dt.date(2026, 1, 31), "de-AT")


def test_the_date_of_the_last_change_goes_before_others() -> None:
    found = stated("<meta name=date content=2020-01-01><meta name='dcterms.modified' content=2026-02-03>")
    assert found.date == dt.date(2026, 2, 3)


def test_what_is_not_stated_or_makes_no_sense_is_left_open() -> None:
    assert stated("<html lang='<b>'><meta name=date content='2026-13-40'><meta name=revision content=' '>") == Stated()


def test_the_language_may_stand_in_a_meta_element() -> None:
    assert stated("<meta http-equiv=Content-Language content=fr>").language == "fr"


def test_invisible_characters_are_not_part_of_a_title() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "run")
    assert stated(f"<title>Oven{hidden}</title>").title == "Oven"


def test_a_title_has_an_end() -> None:
    assert len(stated(f"<title>{'x' * 5000}</title>").title or "") == 300
