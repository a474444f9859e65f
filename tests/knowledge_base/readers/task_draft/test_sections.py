from itertools import pairwise

from knowledge_base.readers.passages import BlockKind
from knowledge_base.readers.task_draft import Enter, Leave, Notice, Row
from knowledge_base.records import NoticeKind
from tests.knowledge_base.readers.task_draft.drafting import Draft, bullets, heading, notices, para, steps, words


def test_a_section_with_a_numbered_list_is_a_task() -> None:
    draft = Draft(
        heading(1, "Oven"), heading(2, "Clean it", "clean"), para("Makes it clean."), steps("Wipe it.", "Dry it.")
    )
    assert (draft.task.id, draft.task.title) == ("clean", "Clean it")
    assert draft.task.purpose is not None
    assert draft.task.purpose.text == "Makes it clean."
    assert draft.task.purpose.citation.section == ("Oven", "Clean it")
    assert words([step.quote for step in draft.task.steps]) == ["Wipe it.", "Dry it."]
    assert draft.said == []


def test_a_section_without_an_id_is_called_after_the_manual_and_its_heading() -> None:
    draft = Draft(heading(1, "Clean it"), steps("Wipe it."), heading(1, "Clean it"), steps("Dry it."))
    assert [task.id for task in draft.tasks] == ["OV-Clean-it", "OV-Clean-it-2"]


def test_a_list_without_a_heading_is_told_and_is_no_task() -> None:
    draft = Draft(steps("Wipe it."))
    assert draft.tasks == ()
    assert draft.said == ["a numbered list that no heading names is not read as steps"]
    assert draft.text.text == "1. Wipe it."


def test_contents_and_legends_are_no_tasks_and_nothing_to_tell() -> None:
    draft = Draft(heading(1, "Contents"), steps("Safety"), heading(1, "Legend"), steps("Motor", "Pump"))
    assert draft.tasks == ()
    assert draft.said == []


def test_a_numbered_list_of_parts_or_facts_is_no_task_and_stays_searchable() -> None:
    draft = Draft(heading(1, "Drive"), steps("Motor, 4 kW", "Gearbox"))
    assert draft.tasks == ()
    assert draft.said == ["'Drive' is not read as a task: its list does not tell what to do: Motor, 4 kW"]
    assert [block.kind for block in draft.drafted.blocks] == [BlockKind.TEXT, BlockKind.TEXT]


def test_what_is_named_a_procedure_needs_no_known_verbs() -> None:
    for opening in ([heading(1, "Drive OV-T-300")], [heading(1, "Drive"), heading(2, "Procedure")]):
        assert len(Draft(*opening, steps("Gearbox out.", "Motor out.")).tasks) == 1
    assert len(Draft(heading(1, "Drive"), para("Tools: wrench"), steps("Gearbox out.")).tasks) == 1
    assert Draft(heading(1, "Drive"), heading(2, "Safety"), para("Hot."), heading(2, "x"), steps("Motor")).tasks == ()


def test_instructions_are_known_in_the_language_of_the_manual() -> None:
    elements = heading(1, "Brenner"), steps("Ventil schließen.", "Brenner abnehmen.")
    assert len(Draft(*elements, language="de").tasks) == 1
    assert Draft(*elements, language="en").tasks == ()


def test_fields_by_lead_in_and_by_heading() -> None:
    draft = Draft(
        heading(2, "Replace the burner"),
        para("Makes it new."),
        para("Duration: 3 h\nPersonnel: 2 persons"),
        para("Tools", lead=5),
        bullets("Torque wrench, 10 to 50 N·m", "Gauge 0.4 mm"),
        heading(3, "Spare parts"),
        bullets("Burner B-7"),
        heading(3, "Procedure"),
        steps("Lift it."),
        heading(3, "Acceptance"),
        para("Flame blue."),
        para("No smell."),
    )
    task = draft.task
    assert [q.text if q else None for q in (task.purpose, task.duration, task.personnel)] == [
        "Makes it new.",
        "3 h",
        "2 persons",
    ]
    assert words(task.tools) == ["Torque wrench, 10 to 50 N·m", "Gauge 0.4 mm"]
    assert words(task.parts) == ["Burner B-7"]
    assert words(task.acceptance) == ["Flame blue.", "No smell."]
    assert task.parts[0].citation.section == ("Replace the burner", "Spare parts")
    assert draft.said == []
    assert all(block.task_id == task.id for block in draft.drafted.blocks)


def test_a_field_in_the_rows_of_a_table() -> None:
    rows = [Row(("Duration", "3 h"), "line 1"), Row(("Tools", "Wrench", "17 mm"), "line 1")]
    task = Draft(heading(1, "Replace"), *rows, steps("Lift it.")).task
    assert task.duration is not None
    assert (task.duration.text, words(task.tools)) == ("3 h", ["Wrench | 17 mm"])


def test_the_rows_under_a_field_are_its_values_without_the_header() -> None:
    rows = [
        Row(("Part", "No."), "line 1", header=True),
        Row(("Burner", "B-7"), "line 1"),
        Row(("Seal", "S-2"), "line 1"),
    ]
    task = Draft(heading(1, "Replace"), heading(2, "Spare parts"), *rows, heading(2, "Steps"), steps("Lift it.")).task
    assert words(task.parts) == ["Burner | B-7", "Seal | S-2"]


def test_a_numbered_list_of_tools_is_no_list_of_steps() -> None:
    task = Draft(heading(1, "Replace"), para("Tools:"), steps("Wrench", "Gauge"), steps("Lift it.")).task
    assert words(task.tools) == ["Wrench", "Gauge"]
    assert words([step.quote for step in task.steps]) == ["Lift it."]


def test_a_second_numbered_list_under_the_tools_is_not_understood() -> None:
    draft = Draft(heading(1, "Replace"), heading(2, "Tools"), bullets("Wrench"), steps("Lift it."), heading(1, "B"))
    assert draft.tasks == ()
    assert draft.said == ["'Replace' is not read as a task: a second list under tools may be its steps"]
    assert Draft(heading(1, "Replace"), heading(2, "Tools"), steps("Wrench"), heading(1, "B")).said == []


def test_a_chapter_of_tools_is_no_task() -> None:
    assert Draft(heading(1, "Tools"), steps("Wrench", "Gauge")).tasks == ()


def test_the_purpose_is_all_that_introduces_the_task() -> None:
    draft = Draft(
        heading(1, "Replace"), para("Makes it new."), para("Do this:"), bullets("each year"), steps("Lift it.")
    )
    assert draft.task.purpose is not None
    assert draft.task.purpose.text == "Makes it new.\n\nDo this:\n\n- each year"


def test_a_purpose_has_an_end() -> None:
    draft = Draft(heading(1, "Replace"), para("a" * 500), para("b" * 500), steps("Lift it."))
    assert draft.task.purpose is not None
    assert draft.task.purpose.text == "a" * 500


def test_words_that_are_no_part_of_a_task_are_told_and_stay_searchable() -> None:
    draft = Draft(heading(1, "Replace", "T"), steps("Lift it."), para("The oven is ready."))
    assert draft.task.id == "T"
    assert draft.said == ["in task T, neither purpose, field, notice nor step: The oven is ready."]
    assert "The oven is ready." in draft.text.text


def test_words_that_lead_to_the_steps_are_nothing_to_tell() -> None:
    draft = Draft(heading(1, "Replace"), para("WARNING: Hot."), para("Proceed as follows:"), steps("Lift it."))
    assert draft.said == []
    assert notices(draft.task.steps[0]) == [("warning", "Hot.")]


def test_a_list_that_belongs_to_the_step_before_it_makes_the_task_uncertain() -> None:
    draft = Draft(heading(1, "Replace"), steps("Remove:"), bullets("four screws"), steps("Lift it.", first=2))
    assert draft.tasks == ()
    assert draft.said == ["'Replace' is not read as a task: a list belongs to step 1 and does not stand in it"]


def test_a_safety_section_warns_before_the_first_step_wherever_it_stands() -> None:
    draft = Draft(
        heading(1, "Replace"),
        para("CAUTION: Glass."),
        heading(2, "Steps"),
        steps("Lift it.", "Turn it."),
        heading(2, "Safety instructions"),
        bullets("Wear gloves.", [para("NOTE: Two persons.")]),
    )
    first, second = draft.task.steps
    assert notices(first) == [("warning", "Wear gloves."), ("note", "Two persons."), ("caution", "Glass.")]
    assert notices(second) == []


def test_warnings_of_the_section_around_guard_the_first_step_of_each_task_in_it() -> None:
    draft = Draft(
        heading(1, "Burner"),
        para("WARNING: Gas."),
        para("NOTE: Blue valve."),
        heading(2, "Remove"),
        steps("Lift it."),
        heading(2, "Install"),
        para("CAUTION: Glass."),
        steps("Turn it."),
    )
    remove, install = draft.tasks
    assert notices(remove.steps[0]) == [("warning", "Gas.")]
    assert notices(install.steps[0]) == [("warning", "Gas."), ("caution", "Glass.")]


def test_a_warning_after_the_last_step_is_told_and_guards_none() -> None:
    draft = Draft(heading(1, "Replace", "T"), steps("Lift it."), para("WARNING: Hot."))
    assert notices(draft.task.steps[0]) == []
    assert draft.said == ["in task T, a warning after the last step guards none: Hot."]


def test_words_that_cannot_be_read_make_no_task() -> None:
    draft = Draft(heading(1, "Replace"), steps("Tighten to 25 N\ufffdm."))
    assert draft.tasks == ()
    assert draft.said == ["'Replace' is not read as a task: characters of it cannot be read"]
    assert [block.kind for block in draft.drafted.blocks] == [BlockKind.TEXT]


def test_a_subsection_is_a_task_of_its_own() -> None:
    draft = Draft(heading(1, "Burner"), steps("Close it."), heading(2, "Clean the lamp"), steps("Wipe it."))
    assert [task.title for task in draft.tasks] == ["Burner", "Clean the lamp"]
    assert [block.section for block in draft.drafted.blocks] == [("Burner",), ("Burner", "Clean the lamp")]


def test_a_section_element_gives_its_id_to_its_heading_and_ends_with_all_in_it() -> None:
    draft = Draft(
        heading(1, "Oven"),
        Enter("burner"),
        heading(2, "Burner"),
        steps("Lift it."),
        Leave(),
        para("About ovens."),
    )
    assert draft.task.id == "burner"
    assert draft.drafted.blocks[-1].section == ("Oven",)
    assert draft.drafted.blocks[-1].task_id is None


def test_a_section_element_round_a_field_leaves_the_task_open() -> None:
    draft = Draft(
        heading(2, "Replace"),
        Enter(None),
        heading(3, "Tools"),
        bullets("Wrench"),
        Leave(),
        para("Then:"),
        steps("Lift it."),
    )
    assert words(draft.task.tools) == ["Wrench"]
    assert words([step.quote for step in draft.task.steps]) == ["Lift it."]


def test_a_heading_as_long_as_a_page_is_a_paragraph() -> None:
    draft = Draft(heading(1, "Oven"), heading(2, "x" * 301))
    assert draft.drafted.blocks[0].section == ("Oven",)


def test_every_word_stands_in_the_text_once_and_in_order() -> None:
    warning = Notice(NoticeKind.WARNING, "Hot.", "line 1")
    draft = Draft(
        heading(1, "Replace"), para("New."), warning, steps([para("Lift:"), steps("Left.", above="1.")], "Turn.")
    )
    assert draft.text.text == "Replace\n\nNew.\n\nHot.\n1. Lift:\n1.1. Left.\n2. Turn."
    spans = [block.span for block in draft.drafted.blocks]
    assert spans == sorted(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
