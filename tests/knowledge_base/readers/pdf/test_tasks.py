from reportlab.lib.utils import simpleSplit

from knowledge_base.records import PassageKind, TaskKind
from tests.knowledge_base.readers.pdf.paper import BODY, BOLD, Paper, steps_of, text_of, unclear_in

LONG = (
    "Take the belt off the rollers and look at each of the rollers with a lamp, because a worn roller will spoil a new "
    "belt in a few days of work at full load. Turn each one by hand, and listen whether the bearings make a noise, and "
    "feel with a finger whether they have play."
)


def manual() -> Paper:
    paper = Paper()
    paper.heading("OV-T-210 Replace the burner")
    paper.write("This makes the burner new again when the flame is yellow.")
    paper.write("WARNING: Gas can explode. Close the gas valve first.", font=BOLD)
    paper.write("Tools: Torque wrench, 10 to 50 N·m")
    paper.write("Parts:", font=BOLD)
    paper.item("•", "Burner PS-80-9002, 1 piece")
    paper.item("•", "Gasket PS-80-9003, 1 piece")
    paper.down += 8
    paper.write("Preconditions: The oven is cold.")
    paper.steps("Close the gas valve.", "Remove the burner.")
    paper.write("CAUTION: The gasket tears.")
    paper.write("NOTE: It is grey.")
    paper.steps("Remove the gasket.", "Fit the new burner. Torque: 12 N·m ± 1 N·m.", first=3)
    paper.write("Acceptance:", font=BOLD)
    paper.item("•", "The flame is blue.")
    paper.item("•", "No bubbles at the joint.")
    return paper


def test_a_procedure_is_read_with_all_its_fields() -> None:
    (task,) = manual().reading().manual.tasks
    assert (task.id, task.title, task.kind) == ("OV-T-210", "Replace the burner", TaskKind.PROCEDURE)
    assert task.purpose is not None
    assert task.preconditions is not None
    assert task.purpose.text == "This makes the burner new again when the flame is yellow."
    assert task.preconditions.text == "The oven is cold."
    assert [quote.text for quote in task.tools] == ["Torque wrench, 10 to 50 N·m"]
    assert [quote.text for quote in task.parts] == ["Burner PS-80-9002, 1 piece", "Gasket PS-80-9003, 1 piece"]
    assert [quote.text for quote in task.acceptance] == ["The flame is blue.", "No bubbles at the joint."]
    assert steps_of(task) == [
        "Close the gas valve.",
        "Remove the burner.",
        "Remove the gasket.",
        "Fit the new burner. Torque: 12 N·m ± 1 N·m.",
    ]


def test_notices_stand_on_the_step_that_they_guard_and_general_ones_on_the_first() -> None:
    (task,) = manual().reading().manual.tasks
    found = [[(notice.kind.value, notice.quote.text) for notice in step.notices] for step in task.steps]
    assert found == [
        [("warning", "Gas can explode. Close the gas valve first.")],
        [],
        [("caution", "The gasket tears."), ("note", "It is grey.")],
        [],
    ]


def test_steps_and_notices_are_passages_of_the_task() -> None:
    reading = manual().reading()
    of_task = " ".join(passage.quote.text for passage in reading.passages if passage.task_id == "OV-T-210")
    assert "Gas can explode" in of_task
    assert "Fit the new burner" in of_task
    assert "Torque wrench" not in of_task
    assert {passage.kind for passage in reading.passages if passage.task_id} == {PassageKind.TASK}


def test_quotes_know_their_section_and_page() -> None:
    (task,) = manual().reading().manual.tasks
    place = task.steps[0].quote.citation
    assert place.section == ("OV-T-210 Replace the burner",)
    assert place.page == 1


def test_a_step_that_the_page_breaks_is_one_piece_without_the_running_heads() -> None:
    paper = Paper()

    def head(number: int) -> None:
        paper.at(72, 40, "Oven 300 maintenance", 9)
        paper.at(280, 815, f"Page {number} of 2", 9)

    head(1)
    paper.heading("Replace the belt")
    paper.steps("Stop the oven.")
    lines = simpleSplit(LONG, BODY, 11, 430)
    paper.at(72, 770, "2.")
    for count, line in enumerate(lines[:2]):
        paper.at(92, 770 + 13.2 * count, line)
    paper.page()
    head(2)
    for line in lines[2:]:
        paper.at(92, paper.down, line)
        paper.down += 13.2
    paper.down += 5
    paper.steps("Put the new belt on.", "Start the oven.", first=3)
    (task,) = paper.reading().manual.tasks
    assert steps_of(task) == ["Stop the oven.", LONG, "Put the new belt on.", "Start the oven."]
    assert [step.quote.citation.page for step in task.steps] == [1, 1, 2, 2]


def test_a_list_goes_on_on_the_next_page() -> None:
    paper = Paper()
    paper.heading("Replace the belt")
    paper.steps("Stop the oven.", "Open the door.")
    paper.page()
    paper.steps("Take the belt out.", first=3)
    (task,) = paper.reading().manual.tasks
    assert steps_of(task) == ["Stop the oven.", "Open the door.", "Take the belt out."]


def test_steps_in_two_columns_are_in_order() -> None:
    paper = Paper()
    paper.heading("Set the thermostat of the oven and test it after every repair")
    top = paper.down
    for number in range(1, 10):
        x, y = (72, top + 34 * (number - 1)) if number < 6 else (320, top + 34 * (number - 6))
        text = f"Press the button number {number} for five seconds, until the display blinks twice."
        paper.at(x, y, f"{number}.")
        for count, line in enumerate(simpleSplit(text, BODY, 11, 190)):
            paper.at(x + 20, y + 13 * count, line)
    (task,) = paper.reading().manual.tasks
    assert [step.label for step in task.steps] == [str(number) for number in range(1, 10)]
    assert steps_of(task)[5] == "Press the button number 6 for five seconds, until the display blinks twice."


def test_words_between_two_steps_are_reported_and_in_no_step() -> None:
    paper = Paper()
    paper.heading("Replace the belt")
    paper.steps("Stop the oven.")
    paper.write("Ovens of the north have a second switch.")
    paper.steps("Take the belt out.", first=2)
    reading = paper.reading()
    assert steps_of(reading.manual.tasks[0]) == ["Stop the oven.", "Take the belt out."]
    assert any("between two steps" in what and "second switch" in what for what in unclear_in(reading))
    assert "second switch" in " ".join(passage.quote.text for passage in reading.passages)


def test_all_of_the_text_below_a_named_step_belongs_to_it() -> None:
    paper = Paper()
    paper.heading("Replace the belt")
    for number, text in enumerate(("Stop the oven.", "Take the belt out."), start=1):
        paper.write(f"Step {number}: {text}", font=BOLD)
        paper.write("Wait for a minute after that.")
    (task,) = paper.reading().manual.tasks
    assert steps_of(task)[0] == "Stop the oven.\n\nWait for a minute after that."


def test_a_notice_after_the_last_step_is_reported_and_stays_in_the_text() -> None:
    paper = Paper()
    paper.heading("Replace the belt")
    paper.steps("Stop the oven.", "Take the belt out.")
    paper.write("NOTE: Old belts are special waste.")
    reading = paper.reading()
    assert any("guards none" in what for what in unclear_in(reading))
    assert all(not step.notices for step in reading.manual.tasks[0].steps)
    assert "Old belts are special waste." in text_of(reading)


def test_a_warning_without_words_is_reported() -> None:
    paper = Paper()
    paper.heading("Replace the belt")
    paper.write("WARNING", font=BOLD)
    paper.steps("Stop the oven.", "Take the belt out.")
    reading = paper.reading()
    assert any("says nothing" in what for what in unclear_in(reading))


def test_two_tasks_of_one_name_have_two_ids() -> None:
    paper = Paper()
    for _ in range(2):
        paper.heading("Replace the belt")
        paper.steps("Stop the oven.", "Take the belt out.")
    assert [task.id for task in paper.reading().manual.tasks] == ["oven-Replace-the-belt", "oven-Replace-the-belt-2"]


def test_a_section_on_troubleshooting_is_of_that_kind() -> None:
    paper = Paper()
    paper.heading("Troubleshooting of the burner")
    paper.steps("Look at the flame.", "Close the valve if it is yellow.")
    assert paper.reading().manual.tasks[0].kind is TaskKind.TROUBLESHOOTING


def test_a_german_procedure_is_read_in_its_words() -> None:
    paper = Paper()
    paper.heading("3.1 Riemen wechseln")
    paper.write("Werkzeuge: Maulschlüssel SW 13")
    paper.write("WARNUNG: Quetschgefahr. Anlage spannungslos schalten.")
    paper.steps("Schutzhaube abnehmen.", "Die vier Schrauben lösen.", "Den neuen Riemen auflegen und spannen.")
    (task,) = paper.reading(language=None).manual.tasks
    assert task.title == "Riemen wechseln"
    assert [quote.text for quote in task.tools] == ["Maulschlüssel SW 13"]
    assert task.steps[0].notices[0].quote.text == "Quetschgefahr. Anlage spannungslos schalten."
