from knowledge_base.readers.s1000d.words import by_id, one_line, raw_words
from tests.knowledge_base.readers.s1000d.oven import element


def test_line_ends_and_tabs_of_the_file_become_one_blank() -> None:
    assert one_line("Open\n\t\tthe  door\r\n") == "Open the door "


def test_a_no_break_space_stays_between_a_value_and_its_unit() -> None:
    assert one_line("25\u00a0N·m") == "25\u00a0N·m"


def test_the_words_of_an_element_are_those_of_everything_in_it() -> None:
    assert raw_words(element("<name> Torque <emphasis>wrench</emphasis>\n, small</name>")) == "Torque wrench , small"


def test_an_id_that_stands_twice_stands_for_nothing() -> None:
    found = by_id(element('<x><a id="1"/><b id="2"/><c id="2"/><d/><e id="3"/></x>'))
    assert {ident: one.tag for ident, one in found.items()} == {"1": "a", "3": "e"}
