import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Facts, Source
from knowledge_base.readers.markdown import READER
from knowledge_base.readers.verify import verify
from knowledge_base.records import FindingKind, Manual, NoticeKind, Quote, Reading, quotes_of

FRONT = """\
---
manual: OV-M
title: Oven, manual
revision: "2.10"
date: 2026-01-31
language: en
equipment: oven
---
"""
TASK = """\
# 4 Repair
## 4.1 Replace the burner {#OV-T-200}
Makes the burner
new again.

**Interval:** 2 years
**Duration:** 3 h

**Personnel:** 2 persons, gas fitter
**Tools:**
- Torque wrench, 10 to 50 N·m
- Leak spray,
  fresh

**Parts:**

- Burner, 1 piece

**Preconditions:** The task OV-T-010 is complete.

> **WARNING:** Gas. Explosion. Close
> the gas valve first.

> **NOTE:** The valve is blue.

1. Close the gas valve.
2. Remove the burner.

> **CAUTION:** The gasket tears.

3. Remove the gasket.

**Acceptance:**
- No bubbles at the joint.
- Flame blue.

## 4.2 Table of torques
1. M8: 25 N·m

## 4.3 Clean the burner {#OV-T-210}
1. Brush the burner.
"""
HEAD_LINES = FRONT.count("\n")
MAIN = "equipment/oven/manuals/oven.md"


def reading_of(body: str, front: str = FRONT, equipment: str = "oven") -> Reading:
    source = Source(MAIN, {MAIN: (front + body).encode()}, Facts(equipment))
    reading = READER.read(source)
    verify(reading, source)
    return reading


def read(body: str, front: str = FRONT) -> Manual:
    return reading_of(body, front).manual


def refused(body: str, front: str = FRONT, equipment: str = "oven") -> str:
    with pytest.raises(ManualError) as caught:
        reading_of(body, front, equipment)
    return str(caught.value).removeprefix(f"{MAIN}:")


def words(quotes: tuple[Quote, ...]) -> list[str]:
    return [quote.text for quote in quotes]


def said(quote: Quote | None) -> str | None:
    return quote.text if quote else None


def test_the_front_matter_says_what_the_manual_is() -> None:
    manual = read(TASK)
    assert (manual.id, manual.title, manual.revision) == ("OV-M", "Oven, manual", "2.10")
    assert (str(manual.date), manual.language, manual.equipment) == ("2026-01-31", "en", "oven")
    assert manual.file == "equipment/oven/manuals/oven.md"


def test_a_task_is_a_section_with_an_id_and_numbered_steps() -> None:
    manual = read(TASK)
    assert [(task.id, task.title) for task in manual.tasks] == [
        ("OV-T-200", "4.1 Replace the burner"),
        ("OV-T-210", "4.3 Clean the burner"),
    ]
    assert {task.manual_id for task in manual.tasks} == {"OV-M"}


def test_a_section_with_an_id_and_no_steps_is_no_task() -> None:
    assert read("## Technical data {#OV-D-1}\n> **NOTE:** Nominal.\n\n- 25 N·m\n").tasks == ()


def test_the_fields_of_a_task_are_quoted_word_for_word() -> None:
    task = read(TASK).tasks[0]
    assert said(task.purpose) == "Makes the burner\nnew again."
    assert said(task.duration) == "3 h"
    assert said(task.personnel) == "2 persons, gas fitter"
    assert said(task.preconditions) == "The task OV-T-010 is complete."
    assert words(task.tools) == ["Torque wrench, 10 to 50 N·m", "Leak spray,\n  fresh"]
    assert words(task.parts) == ["Burner, 1 piece"]
    assert words(task.acceptance) == ["No bubbles at the joint.", "Flame blue."]


def test_fields_that_are_not_there_are_empty() -> None:
    task = read(TASK).tasks[1]
    assert (task.purpose, task.duration, task.personnel, task.preconditions) == (None, None, None, None)
    assert (task.tools, task.parts, task.acceptance) == ((), (), ())


def test_steps_are_numbered_on_across_notices() -> None:
    steps = read(TASK).tasks[0].steps
    assert [(step.number, step.quote.text) for step in steps] == [
        (1, "Close the gas valve."),
        (2, "Remove the burner."),
        (3, "Remove the gasket."),
    ]


def test_a_notice_guards_the_step_that_follows_it_and_no_other() -> None:
    steps = read(TASK).tasks[0].steps
    told = [[(notice.kind, notice.quote.text) for notice in step.notices] for step in steps]
    assert told == [
        [
            (NoticeKind.WARNING, "Gas. Explosion. Close\n> the gas valve first."),
            (NoticeKind.NOTE, "The valve is blue."),
        ],
        [],
        [(NoticeKind.CAUTION, "The gasket tears.")],
    ]


def test_a_citation_tells_the_path_of_headings_file_and_revision() -> None:
    citation = read(TASK).tasks[0].steps[0].quote.citation
    assert citation.section == ("4 Repair", "4.1 Replace the burner")
    assert (citation.manual_id, citation.revision) == ("OV-M", "2.10")
    assert citation.file == "equipment/oven/manuals/oven.md"


@pytest.mark.parametrize("end_of_line", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_the_words_are_the_same_whatever_ends_a_line(end_of_line: str) -> None:
    body = TASK.replace("\n", end_of_line)
    front = FRONT if end_of_line == "\r" else FRONT.replace("\n", end_of_line)
    tasks = read(body, front).tasks
    assert [[step.quote.text for step in task.steps] for task in tasks] == [
        ["Close the gas valve.", "Remove the burner.", "Remove the gasket."],
        ["Brush the burner."],
    ]
    for quote in quotes_of(tasks[0]):
        assert (front + body)[quote.citation.start : quote.citation.end] == quote.text


def test_a_stray_carriage_return_does_not_shift_what_follows() -> None:
    body = "## A {#A-1}\n1. First\rline.\n\n## B {#B-1}\n1. Second step.\n"
    manual = read(body)
    assert manual.tasks[1].steps[0].quote.text == "Second step."


def test_positions_are_characters_though_characters_take_several_bytes() -> None:
    body = "## Über 80 °C 🔥 {#A-1}\nNur für Ölöfen, Größe ½.\n\n1. Schließen Sie das Ventil.\n"
    step = read(body).tasks[0].steps[0].quote
    assert (FRONT + body)[step.citation.start : step.citation.end] == step.text == "Schließen Sie das Ventil."


def test_a_heading_of_a_higher_level_ends_the_path_below_it() -> None:
    body = "# A\n## B\n### C {#C-1}\n1. c\n\n# D\n### E {#E-1}\n1. e\n"
    sections = [task.steps[0].quote.citation.section for task in read(body).tasks]
    assert sections == [("A", "B", "C"), ("D", "E")]


@pytest.mark.parametrize("heading", ["Setext heading {#S-1}\n===\n", "### Deep {#S-1}\n", "## Closed {#S-1} ##\n"])
def test_any_heading_of_commonmark_can_carry_a_task(heading: str) -> None:
    assert [task.id for task in read(f"{heading}1. Do it.\n").tasks] == ["S-1"]


def test_a_step_may_run_over_lines_and_hold_a_list() -> None:
    body = "## A {#A-1}\n1. Turn the\n   screw:\n   - left\n   - right\n2. Stop.\n"
    assert [step.quote.text for step in read(body).tasks[0].steps] == [
        "Turn the\n   screw:\n   - left\n   - right",
        "Stop.",
    ]


@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        ("## A {#A-1}\n1. a\n\n> **NOTE:** n\n\n3. c\n", 6, "task A-1 has step 3 where step 2 must stand"),
        ("## A {#A-1}\n1. a\n\ntext\n\n1. b\n", 6, "task A-1 has step 1 where step 2 must stand"),
        ("## A {#A-1}\n2. b\n", 2, "task A-1 has step 2 where step 1 must stand"),
        ("## A {#A-1}\n0. zero\n1. one\n", 2, "task A-1 has step 0 where step 1 must stand"),
        ("## A {#A-1}\n1. a\n\n> **WARNING:** w\n", 4, "this warning stands after the last step and guards none"),
        ("## A {#A-1}\n1. a\n\n> **NOTE:** n\n\n# B\n", 4, "this note stands after the last step and guards none"),
        ("## A {#A-1}\n> Beware of the dog.\n\n1. a\n", 2, r"must begin with **WARNING:**, **CAUTION:** or **NOTE:**"),
        ("## A {#A-1}\n> **DANGER:** d\n\n1. a\n", 2, r"must begin with **WARNING:**, **CAUTION:** or **NOTE:**"),
        ("## A {#A-1}\n**Parts:**\n- Seal\n**Preconditions:** Locked.\n\n1. a\n", 4, "leave an empty line above"),
        ("## A {#A-1}\n1. a\n**Acceptance:**\n- b\n", 3, "leave an empty line above"),
        ("## A {#A-1}\n1. a\n   > **WARNING:** w\n2. b\n", 3, "leave an empty line above"),
        ("## A {#A-1}\n> **NOTE:** n\n> **WARNING:** w\n\n1. a\n", 3, "leave an empty line above"),
        ("## A {#A-1}\n> **NOTE:** n\n**Duration:** 3 h\n\n1. a\n", 3, "leave an empty line above"),
        (f"## A {{#{'A' * 81}}}\n1. a\n", 1, "longer than 80 characters"),
    ],
)
def test_what_a_task_may_not_hold_is_refused_with_its_line(body: str, line: int, what: str) -> None:
    told = refused(body)
    assert told.startswith(f"{HEAD_LINES + line}: ")
    assert what in told


def test_a_quotation_outside_a_task_is_left_alone() -> None:
    assert read("# History\n> As the founder said.\n\n## A {#A-1}\n1. a\n").tasks[0].id == "A-1"


def test_a_revision_is_text_though_it_looks_like_a_number() -> None:
    assert read(TASK, FRONT.replace('"2.10"', "2.10")).revision == "2.10"


PIECES = ["0. ", "1. ", "2. ", "- ", "> ", "> **NOTE:** ", "**Tools:** ", "# A {#A-1}", "## B\n", "===\n", "---\n"]
PIECES += ["\n", "\n\n", "\r", "\r\n", "\t", "    ", "x", "é🔥", "```\n", "***", "| a |\n", "<div>\n", "&amp;", "\\"]
PIECES += ["\x00", "\u2028"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_is_either_read_with_true_quotes_or_refused_on_purpose(body: str) -> None:
    try:
        reading_of(body)
    except ManualError as error:
        assert str(error).startswith(f"{MAIN}:")  # noqa: PT017  # either outcome is right


@pytest.mark.parametrize(
    "part", ["Words after a step.", "| a | b |\n|---|---|\n| 1 | 2 |", "```\ncode\n```", "---"], ids=str.split
)
def test_words_of_a_task_that_have_no_place_are_refused_not_lost(part: str) -> None:
    message = refused(f"## A {{#A-1}}\n1. Open the cover.\n\n{part}\n")
    assert f"{HEAD_LINES + 4}: this part of task A-1 is neither" in message


def test_what_hides_in_a_step_is_not_part_of_it() -> None:
    reading = reading_of("## A {#A-1}\n1. Open<!-- and drink --> the cover.\n2. <b hidden>Eat</b> Close it.\n")
    said = [" ".join(step.quote.text.split()) for step in reading.manual.tasks[0].steps]
    assert said == ["Open the cover.", "Close it."]
    assert [finding.place for finding in reading.findings if finding.kind is FindingKind.QUARANTINED] == [
        f"line {HEAD_LINES + 2}",
        f"line {HEAD_LINES + 3}",
    ]


def test_a_step_that_nobody_sees_is_refused() -> None:
    message = refused("## A {#A-1}\n1. Open it.\n2. <!-- Close it. -->\n")
    assert message == f"{HEAD_LINES + 3}: step 2 of task A-1 has no words that are seen"


def test_a_definition_of_a_link_is_no_part_of_a_task() -> None:
    body = "## A {#A-1}\n[spec]: https://example.org\n\n1. Read the [spec].\n"
    assert [step.quote.text for step in read(body).tasks[0].steps] == ["Read the [spec]."]


def test_all_words_of_the_manual_are_in_its_passages() -> None:
    reading = reading_of(TASK.replace("1. M8: 25 N·m", "| Thread | Torque |\n|---|---|\n| M8 | 25 N·m |"))
    passages = [(p.kind.value, p.task_id, p.quote.citation.section[-1], p.quote.text) for p in reading.passages]
    (torques,) = [passage for passage in passages if passage[0] == "table"]
    assert torques == ("table", None, "4.2 Table of torques", "| Thread | Torque |\n|---|---|\n| M8 | 25 N·m |")
    task = " ".join(text for kind, task, _, text in passages if kind == "task" and task == "OV-T-200")
    for said in (
        "new again",
        "**Interval:** 2 years",
        "- Leak spray",
        "Close\n> the gas valve",
        "3. Remove",
        "Flame blue",
    ):
        assert said in task
    assert "Replace the burner" not in task


def test_the_manual_must_be_of_the_machine_in_whose_folder_it_lies() -> None:
    message = refused(TASK, equipment="pump")
    assert message.startswith("1: is a manual of 'oven'. Write `equipment: pump` in its front matter")


def test_without_a_word_of_the_plant_the_front_matter_says_of_which_machine_it_is() -> None:
    reading = reading_of(TASK, equipment="")
    assert {passage.equipment for passage in reading.passages} == {reading.manual.equipment} == {"oven"}


def test_the_plants_word_on_the_manual_goes_before_its_own() -> None:
    facts = Facts("oven", manual="K-1", title="Kiln", revision="9", language="de")
    manual = READER.read(Source(MAIN, {MAIN: (FRONT + TASK).encode()}, facts)).manual
    assert (manual.id, manual.title, manual.revision, manual.language) == ("K-1", "Kiln", "9", "de")
    assert {quote.citation.manual_id for task in manual.tasks for quote in quotes_of(task)} == {"K-1"}
