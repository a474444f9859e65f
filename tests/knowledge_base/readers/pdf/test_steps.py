import pytest

from knowledge_base.readers.pdf.steps import plain_title, task_code
from tests.knowledge_base.readers.pdf.paper import BOLD, Paper, steps_of, text_of, unclear_in
from tests.knowledge_base.readers.pdf.test_sheet import scanned_page

STEPS = ("Stop the oven.", "Open the door.", "Take the belt out.")


def section(*items: tuple[str, str], title: str = "Replace the belt") -> Paper:
    paper = Paper()
    paper.heading(title)
    paper.write("The belt wears out after two years, or when it has been pulled apart by hand.")
    for label, text in items:
        paper.item(label, text, indent=30)
    return paper


def labels(paper: Paper) -> list[str | None]:
    return [step.label for task in paper.reading().manual.tasks for step in task.steps]


@pytest.mark.parametrize("form", ["{}.", "{})", "({})", "{}", "Step {}:"])
def test_a_list_that_counts_is_a_procedure_however_it_counts(form: str) -> None:
    paper = section(*((form.format(n) if form != "Step {}:" else "", text) for n, text in enumerate(STEPS, start=1)))
    if form == "Step {}:":
        paper = Paper()
        paper.heading("Replace the belt")
        for n, text in enumerate(STEPS, start=1):
            paper.write(f"Step {n}: {text}")
    reading = paper.reading()
    assert steps_of(reading.manual.tasks[0]) == list(STEPS)
    assert labels(paper) == ["1", "2", "3"]


def test_steps_may_be_numbered_below_the_number_of_their_section() -> None:
    paper = section(*((f"4.2.{n}", text) for n, text in enumerate(STEPS, start=1)), title="4.2 Replace the belt")
    assert labels(paper) == ["4.2.1", "4.2.2", "4.2.3"]


def test_substeps_are_steps_in_their_place_with_their_own_labels() -> None:
    paper = Paper()
    paper.heading("Replace the belt")
    paper.item("1.", "Stop the oven.")
    paper.item("2.", "Loosen the spring:")
    paper.item("a)", "Turn the nut.", x=92)
    paper.item("b)", "Push the wheel down.", x=92)
    paper.item("3.", "Take the belt out.")
    reading = paper.reading()
    assert labels(paper) == ["1", "2", "a", "b", "3"]
    assert [step.number for step in reading.manual.tasks[0].steps] == [1, 2, 3, 4, 5]


def test_substeps_may_be_counted_like_their_step() -> None:
    paper = Paper()
    paper.heading("Replace the belt")
    paper.item("1.", "Stop the oven.")
    paper.item("1.1", "Press the red button.", x=92, indent=30)
    paper.item("1.2", "Wait for a minute.", x=92, indent=30)
    paper.item("2.", "Take the belt out.")
    assert labels(paper) == ["1", "1.1", "1.2", "2"]


def no_task(paper: Paper, why: str) -> None:
    """There is no task, the finding says why, and all of the words can be found."""
    reading = paper.reading()
    assert reading.manual.tasks == ()
    assert any(why in what for what in unclear_in(reading)), unclear_in(reading)
    said = " ".join(passage.quote.text for passage in reading.passages)
    assert "Stop the oven." in said or "Motor" in said or "motor" in said


@pytest.mark.parametrize(
    ("items", "why"),
    [
        ([("1.", STEPS[0]), ("3.", STEPS[1]), ("4.", STEPS[2])], "does not count 1, 2, 3"),
        ([("2.", STEPS[0]), ("3.", STEPS[1])], "begins with 2"),
        ([("1.", STEPS[0]), ("2.", STEPS[1]), ("1.", STEPS[2])], "not the only one"),
        ([("1.", STEPS[0]), ("1.", STEPS[1])], "not the only one"),
        ([("1.", STEPS[0])], "one item alone"),
        ([("1.", "Motor"), ("2.", "Belt"), ("3.", "Roller")], "does not tell a person what to do"),
        ([("1.", "The motor pulls the belt."), ("2.", "The belt moves.")], "does not tell a person what to do"),
    ],
)
def test_where_it_is_not_beyond_doubt_there_is_no_task(items: list[tuple[str, str]], why: str) -> None:
    no_task(section(*items), why)


def test_substeps_that_cannot_be_counted_make_no_task() -> None:
    paper = Paper()
    paper.heading("Replace the belt")
    paper.item("1.", "Stop the oven.")
    paper.item("b)", "Press the red button.", x=92)
    paper.item("2.", "Take the belt out.")
    no_task(paper, "cannot be counted")


def test_a_list_below_no_heading_is_no_task() -> None:
    paper = Paper()
    paper.steps(*STEPS)
    no_task(paper, "below no heading")


def test_a_list_that_goes_on_below_the_next_heading_is_no_task_and_neither_is_the_rest() -> None:
    paper = Paper()
    paper.heading("Take the belt out")
    paper.steps("Stop the oven.", "Open the door.")
    paper.heading("Put the belt in")
    paper.steps("Push it in.", "Close the door.", first=3)
    no_task(paper, "goes on below another heading")
    assert any("begins below another heading" in what for what in unclear_in(paper.reading()))


def test_a_list_beside_other_text_is_no_task() -> None:
    paper = Paper()
    paper.heading("Replace the belt")
    for number, text in enumerate(STEPS, start=1):
        if number == 2:
            paper.at(320, paper.down, "9. Also look here")
        paper.item(f"{number}.", text)
    no_task(paper, "beside other text")


def test_a_list_that_may_go_on_on_a_page_that_is_a_picture_is_no_task() -> None:
    paper = Paper()
    paper.heading("Replace the belt")
    paper.steps(*STEPS)
    paper.page()
    scanned_page(paper, None)
    no_task(paper, "may go on on page 2")


def test_a_picture_page_behind_the_next_heading_does_no_harm() -> None:
    paper = Paper()
    paper.heading("Replace the belt")
    paper.steps(*STEPS)
    paper.heading("Motor")
    paper.write("The motor is below the floor.")
    paper.page()
    scanned_page(paper, None)
    assert len(paper.reading().manual.tasks) == 1


def test_facts_below_tools_are_no_steps_either() -> None:
    paper = Paper()
    paper.heading("The belt")
    paper.write("Tools: none")
    paper.steps("The motor pulls the belt.", "The belt moves the bread.")
    no_task(paper, "states facts")


def test_a_list_in_an_unknown_language_is_a_procedure_when_tools_go_before_it() -> None:
    paper = Paper()
    paper.heading("Wymiana paska")
    paper.write("Tools: klucz")
    paper.steps("Zatrzymaj piec.", "Zamknij drzwi.")
    assert len(paper.reading(language="pl").manual.tasks) == 1


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("PS-T-210 Replace the bearing", "PS-T-210"),
        ("4.2 PS-T-210: Replace the bearing", "PS-T-210"),
        ("Replace the bearing (PS-T-210)", "PS-T-210"),
        ("Replace the bearing {#PS-T-210}", "PS-T-210"),
        ("Replace the X-ray tube", None),
        ("Remove the four M8 screws", None),
        ("DO-IT-YOURSELF repairs", None),
    ],
)
def test_the_code_of_a_task_is_taken_from_its_heading(title: str, code: str | None) -> None:
    assert task_code(title) == code


def test_a_title_goes_without_the_number_of_its_section() -> None:
    assert plain_title("3.2.3. Replace the belt") == "Replace the belt"
    assert plain_title("2 men are needed") == "men are needed"


def test_a_paragraph_in_bold_above_each_step_makes_sections_and_no_task() -> None:
    paper = Paper()
    for count, title in enumerate(("Belt", "Motor"), start=1):
        paper.write(title, font=BOLD)
        paper.steps(f"Stop the oven. {count}", first=1)
    reading = paper.reading()
    assert reading.manual.tasks == ()
    assert "Stop the oven. 2" in text_of(reading)
