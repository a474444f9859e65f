import pytest

from tests.knowledge_base.readers.pdf.paper import BOLD, Paper, steps_of, text_of


def notices(paper: Paper) -> list[list[tuple[str, str]]]:
    """Kind and words of the notices of each step."""
    (found,) = paper.reading().manual.tasks
    return [[(notice.kind.value, notice.quote.text) for notice in step.notices] for step in found.steps]


@pytest.fixture
def paper() -> Paper:
    made = Paper()
    made.heading("Replace the belt")
    return made


def test_a_notice_is_one_paragraph_without_its_word(paper: Paper) -> None:
    paper.steps("Stop the oven.")
    paper.write("WARNING: The belt is hot. It burns the skin.")
    paper.steps("Take the belt out.", first=2)
    assert notices(paper) == [[], [("warning", "The belt is hot. It burns the skin.")]]


def test_the_word_of_a_notice_may_stand_above_it(paper: Paper) -> None:
    paper.steps("Stop the oven.")
    paper.write("CAUTION", font=BOLD)
    paper.write("The belt tears when it is bent.")
    paper.steps("Take the belt out.", first=2)
    assert notices(paper) == [[], [("caution", "The belt tears when it is bent.")]]


def test_all_that_is_in_the_frame_of_a_notice_belongs_to_it(paper: Paper) -> None:
    paper.canvas.rect(66, paper.height - paper.down - 75, 470, 90)
    paper.write("WARNING", font=BOLD)
    paper.write("The belt is hot.")
    paper.write("Wear gloves.")
    paper.down += 20
    paper.steps("Stop the oven.", "Take the belt out.")
    assert notices(paper) == [[("warning", "The belt is hot.\nWear gloves.")], []]


def test_the_name_of_a_notice_may_stand_in_a_bar_above_its_box(paper: Paper) -> None:
    top = paper.down
    paper.fill(66, top - 14, 470, 24, grey=0.2, text_grey=1)
    paper.at(72, top, "WARNING", font=BOLD)
    paper.canvas.setFillGray(0)
    paper.canvas.rect(66, paper.height - top - 60, 470, 50)
    paper.at(72, top + 26, "The belt is hot.")
    paper.at(72, top + 48, "Wear gloves.")
    paper.down = top + 90
    paper.steps("Stop the oven.", "Take the belt out.")
    assert notices(paper) == [[("warning", "The belt is hot.\nWear gloves.")], []]


def test_a_notice_that_is_set_as_a_table_is_one(paper: Paper) -> None:
    paper.table([["WARNING", "The belt is hot."]], [80, 300])
    paper.steps("Stop the oven.", "Take the belt out.")
    assert notices(paper) == [[("warning", "The belt is hot.")], []]


def test_the_list_of_a_notice_belongs_to_it(paper: Paper) -> None:
    paper.write("WARNING: Before you begin:")
    paper.item("•", "Lock the switch.")
    paper.item("•", "Wear gloves.")
    paper.down += 8
    paper.steps("Stop the oven.", "Take the belt out.")
    assert notices(paper) == [[("warning", "Before you begin:\n• Lock the switch.\n• Wear gloves.")], []]


def test_a_list_below_the_word_safety_is_a_warning(paper: Paper) -> None:
    paper.write("Safety", font=BOLD)
    paper.item("•", "Lock the switch.")
    paper.item("•", "Wear gloves.")
    paper.down += 8
    paper.steps("Stop the oven.", "Take the belt out.")
    assert notices(paper) == [[("warning", "• Lock the switch.\n• Wear gloves.")], []]


def test_a_field_has_its_value_behind_it_or_below_it(paper: Paper) -> None:
    paper.write("Duration: 3 h")
    paper.write("Tools", font=BOLD)
    paper.item("•", "Spanner 13 mm")
    paper.item("•", "Lamp")
    paper.down += 8
    paper.write("Personnel", font=BOLD)
    paper.write("Two persons, one of them a fitter")
    paper.steps("Stop the oven.", "Take the belt out.")
    (found,) = paper.reading().manual.tasks
    assert found.duration is not None
    assert found.personnel is not None
    assert found.duration.text == "3 h"
    assert found.personnel.text == "Two persons, one of them a fitter"
    assert [tool.text for tool in found.tools] == ["Spanner 13 mm", "Lamp"]


def test_text_below_the_text_of_an_item_belongs_to_it(paper: Paper) -> None:
    paper.item("1.", "Stop the oven.")
    paper.down += 8
    paper.write("Wait until the lamp goes out.", x=92)
    paper.item("•", "It is red at first.", x=92)
    paper.item("2.", "Take the belt out.")
    (found,) = paper.reading().manual.tasks
    assert steps_of(found) == [
        "Stop the oven.\nWait until the lamp goes out.\n• It is red at first.",
        "Take the belt out.",
    ]


def test_a_caption_is_part_of_no_step(paper: Paper) -> None:
    paper.steps("Stop the oven.")
    paper.write("Figure 2: The switch", x=200, size=9)
    paper.steps("Take the belt out.", first=2)
    reading = paper.reading()
    assert steps_of(reading.manual.tasks[0]) == ["Stop the oven.", "Take the belt out."]
    assert "Figure 2: The switch" in text_of(reading)
