from knowledge_base.readers.task_draft import Listing, Part, Row, one_line, words_of
from tests.knowledge_base.readers.task_draft.drafting import bullets, item, para, steps


def test_words_have_a_line_for_each_paragraph_row_and_item() -> None:
    parts: list[Part] = [para("Remove:"), bullets("four screws", "gasket"), Row(("M8", "25 N·m"), "line 1")]
    assert words_of(parts) == "Remove:\n- four screws\n- gasket\nM8 | 25 N·m"


def test_nested_lists_keep_their_marks() -> None:
    assert words_of([Listing(True, (item([para("Turn."), steps("Left.")], 1),), "line 1")]) == "1. Turn.\n1. Left."


def test_a_row_shows_each_cell_in_one_line() -> None:
    row = Row(("Bolt\n M8", "25\n N·m"), "line 1")
    assert row.words == "Bolt M8 | 25 N·m"
    assert row.lines == ("Bolt\n M8", "25\n N·m")


def test_one_line_keeps_no_break_spaces() -> None:
    assert one_line(" 25\u00a0N·m \n dry ") == "25\u00a0N·m dry"
