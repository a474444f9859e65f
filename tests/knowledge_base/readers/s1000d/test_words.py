from knowledge_base.readers.s1000d.words import one_line, raw_words
from tests.knowledge_base.readers.s1000d.oven import element


def test_line_ends_and_tabs_of_the_file_become_one_blank() -> None:
    assert one_line("Open\n\t\tthe  door\r\n") == "Open the door "


def test_a_no_break_space_stays_between_a_value_and_its_unit() -> None:
    assert one_line("25\u00a0N·m") == "25\u00a0N·m"


def test_the_words_of_an_element_are_those_of_everything_in_it() -> None:
    assert raw_words(element("<name> Torque <emphasis>wrench</emphasis>\n, small</name>")) == "Torque wrench , small"
