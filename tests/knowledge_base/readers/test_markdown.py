from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge_base.errors import ManualError
from knowledge_base.readers.markdown import read_markdown
from knowledge_base.records import Manual, NoticeKind, Quote, Task

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


def read(tmp_path: Path, body: str, front: str = FRONT) -> Manual:
    file = tmp_path / "oven.md"
    file.write_bytes((front + body).encode())
    return read_markdown(file, "equipment/oven/manuals/oven.md")


def refused(tmp_path: Path, body: str, front: str = FRONT) -> str:
    with pytest.raises(ManualError) as caught:
        read(tmp_path, body, front)
    return str(caught.value).removeprefix(f"{tmp_path / 'oven.md'}:")


def words(quotes: tuple[Quote, ...]) -> list[str]:
    return [quote.text for quote in quotes]


def said(quote: Quote | None) -> str | None:
    return quote.text if quote else None


def quotes_of(task: Task) -> list[Quote]:
    one = (task.purpose, task.duration, task.personnel, task.preconditions)
    steps = [quote for step in task.steps for quote in (step.quote, *(notice.quote for notice in step.notices))]
    return [*(quote for quote in one if quote), *task.tools, *task.parts, *task.acceptance, *steps]


def test_the_front_matter_says_what_the_manual_is(tmp_path: Path) -> None:
    manual = read(tmp_path, TASK)
    assert (manual.id, manual.title, manual.revision) == ("OV-M", "Oven, manual", "2.10")
    assert (manual.date.isoformat(), manual.language, manual.equipment) == ("2026-01-31", "en", "oven")
    assert manual.file == "equipment/oven/manuals/oven.md"


def test_a_task_is_a_section_with_an_id_and_numbered_steps(tmp_path: Path) -> None:
    manual = read(tmp_path, TASK)
    assert [(task.id, task.title) for task in manual.tasks] == [
        ("OV-T-200", "4.1 Replace the burner"),
        ("OV-T-210", "4.3 Clean the burner"),
    ]
    assert {task.manual_id for task in manual.tasks} == {"OV-M"}


def test_a_section_with_an_id_and_no_steps_is_no_task(tmp_path: Path) -> None:
    assert read(tmp_path, "## Technical data {#OV-D-1}\n> **NOTE:** Nominal.\n\n- 25 N·m\n").tasks == ()


def test_the_fields_of_a_task_are_quoted_word_for_word(tmp_path: Path) -> None:
    task = read(tmp_path, TASK).tasks[0]
    assert said(task.purpose) == "Makes the burner\nnew again."
    assert said(task.duration) == "3 h"
    assert said(task.personnel) == "2 persons, gas fitter"
    assert said(task.preconditions) == "The task OV-T-010 is complete."
    assert words(task.tools) == ["Torque wrench, 10 to 50 N·m", "Leak spray,\n  fresh"]
    assert words(task.parts) == ["Burner, 1 piece"]
    assert words(task.acceptance) == ["No bubbles at the joint.", "Flame blue."]


def test_fields_that_are_not_there_are_empty(tmp_path: Path) -> None:
    task = read(tmp_path, TASK).tasks[1]
    assert (task.purpose, task.duration, task.personnel, task.preconditions) == (None, None, None, None)
    assert (task.tools, task.parts, task.acceptance) == ((), (), ())


def test_steps_are_numbered_on_across_notices(tmp_path: Path) -> None:
    steps = read(tmp_path, TASK).tasks[0].steps
    assert [(step.number, step.quote.text) for step in steps] == [
        (1, "Close the gas valve."),
        (2, "Remove the burner."),
        (3, "Remove the gasket."),
    ]


def test_a_notice_guards_the_step_that_follows_it_and_no_other(tmp_path: Path) -> None:
    steps = read(tmp_path, TASK).tasks[0].steps
    told = [[(notice.kind, notice.quote.text) for notice in step.notices] for step in steps]
    assert told == [
        [
            (NoticeKind.WARNING, "Gas. Explosion. Close\n> the gas valve first."),
            (NoticeKind.NOTE, "The valve is blue."),
        ],
        [],
        [(NoticeKind.CAUTION, "The gasket tears.")],
    ]


def test_a_citation_tells_the_path_of_headings_file_and_revision(tmp_path: Path) -> None:
    citation = read(tmp_path, TASK).tasks[0].steps[0].quote.citation
    assert citation.section == ("4 Repair", "4.1 Replace the burner")
    assert (citation.manual_id, citation.revision) == ("OV-M", "2.10")
    assert citation.file == "equipment/oven/manuals/oven.md"


@pytest.mark.parametrize("end_of_line", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_the_words_are_the_same_whatever_ends_a_line(tmp_path: Path, end_of_line: str) -> None:
    body = TASK.replace("\n", end_of_line)
    front = FRONT if end_of_line == "\r" else FRONT.replace("\n", end_of_line)
    tasks = read(tmp_path, body, front).tasks
    assert [[step.quote.text for step in task.steps] for task in tasks] == [
        ["Close the gas valve.", "Remove the burner.", "Remove the gasket."],
        ["Brush the burner."],
    ]
    for quote in quotes_of(tasks[0]):
        assert (front + body)[quote.citation.start : quote.citation.end] == quote.text


def test_a_stray_carriage_return_does_not_shift_what_follows(tmp_path: Path) -> None:
    body = "## A {#A-1}\n1. First\rline.\n\n## B {#B-1}\n1. Second step.\n"
    manual = read(tmp_path, body)
    assert manual.tasks[1].steps[0].quote.text == "Second step."


def test_positions_are_characters_though_characters_take_several_bytes(tmp_path: Path) -> None:
    body = "## Über 80 °C 🔥 {#A-1}\nNur für Ölöfen, Größe ½.\n\n1. Schließen Sie das Ventil.\n"
    step = read(tmp_path, body).tasks[0].steps[0].quote
    assert (FRONT + body)[step.citation.start : step.citation.end] == step.text == "Schließen Sie das Ventil."


def test_a_heading_of_a_higher_level_ends_the_path_below_it(tmp_path: Path) -> None:
    body = "# A\n## B\n### C {#C-1}\n1. c\n\n# D\n### E {#E-1}\n1. e\n"
    sections = [task.steps[0].quote.citation.section for task in read(tmp_path, body).tasks]
    assert sections == [("A", "B", "C"), ("D", "E")]


@pytest.mark.parametrize("heading", ["Setext heading {#S-1}\n===\n", "### Deep {#S-1}\n", "## Closed {#S-1} ##\n"])
def test_any_heading_of_commonmark_can_carry_a_task(tmp_path: Path, heading: str) -> None:
    assert [task.id for task in read(tmp_path, f"{heading}1. Do it.\n").tasks] == ["S-1"]


def test_a_step_may_run_over_lines_and_hold_a_list(tmp_path: Path) -> None:
    body = "## A {#A-1}\n1. Turn the\n   screw:\n   - left\n   - right\n2. Stop.\n"
    assert [step.quote.text for step in read(tmp_path, body).tasks[0].steps] == [
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
def test_what_a_task_may_not_hold_is_refused_with_its_line(tmp_path: Path, body: str, line: int, what: str) -> None:
    told = refused(tmp_path, body)
    assert told.startswith(f"{HEAD_LINES + line}: ")
    assert what in told


def test_a_quotation_outside_a_task_is_left_alone(tmp_path: Path) -> None:
    assert read(tmp_path, "# History\n> As the founder said.\n\n## A {#A-1}\n1. a\n").tasks[0].id == "A-1"


@pytest.mark.parametrize(
    ("front", "what"),
    [
        ("", "no front matter; begin with ---"),
        ("title: no fence\n", "no front matter"),
        ("---\nmanual: OV-M\n", "no front matter"),
        (FRONT.replace('revision: "2.10"\n', ""), "the front matter is wrong: revision"),
        (FRONT.replace("language", "lang"), "the front matter is wrong: language"),
        (FRONT.replace("2026-01-31", "31.1.2026"), "the front matter is wrong: date"),
        (FRONT.replace("OV-M", "my manual"), "the front matter is wrong: manual"),
        (FRONT.replace("equipment: oven", "equipment: [oven"), "the front matter is wrong"),
        ("---\n- a\n- list\n---\n", "the front matter is wrong"),
        ("---\nmanual: !!python/object/apply:os.getcwd []\n---\n", "the front matter is wrong"),
    ],
)
def test_front_matter_that_is_missing_or_wrong_is_refused(tmp_path: Path, front: str, what: str) -> None:
    told = refused(tmp_path, "# A\n", front)
    assert told.startswith("1: ")
    assert what in told


def test_a_revision_is_text_though_it_looks_like_a_number(tmp_path: Path) -> None:
    assert read(tmp_path, TASK, FRONT.replace('"2.10"', "2.10")).revision == "2.10"


@pytest.mark.parametrize(
    ("raw", "what"),
    [(b"---\nmanual: \xff\n", "not UTF-8 text (byte 12)"), (b"x" * (20 * 1024 * 1024 + 1), "larger than 20 MiB")],
)
def test_a_file_that_is_no_manual_is_refused(tmp_path: Path, raw: bytes, what: str) -> None:
    file = tmp_path / "m.md"
    file.write_bytes(raw)
    with pytest.raises(ManualError) as caught:
        read_markdown(file, "m.md")
    assert what in str(caught.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManualError, match=r"cannot be read \(No such file"):
        read_markdown(tmp_path / "m.md", "m.md")


PIECES = ["0. ", "1. ", "2. ", "- ", "> ", "> **NOTE:** ", "**Tools:** ", "# A {#A-1}", "## B\n", "===\n", "---\n"]
PIECES += ["\n", "\n\n", "\r", "\r\n", "\t", "    ", "x", "é🔥", "```\n", "***", "| a |\n", "<div>\n", "&amp;", "\\"]
PIECES += ["\x00", "\u2028"]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_is_either_read_with_true_quotes_or_refused_on_purpose(tmp_path: Path, body: str) -> None:
    try:
        manual = read(tmp_path, body)
    except ManualError:
        return
    for task in manual.tasks:
        assert [step.number for step in task.steps] == list(range(1, len(task.steps) + 1))
        for quote in quotes_of(task):
            assert (FRONT + body)[quote.citation.start : quote.citation.end] == quote.text


@pytest.mark.parametrize(
    "part", ["Words after a step.", "| a | b |\n|---|---|\n| 1 | 2 |", "```\ncode\n```", "---"], ids=str.split
)
def test_words_of_a_task_that_have_no_place_are_refused_not_lost(part: str, tmp_path: Path) -> None:
    message = refused(tmp_path, f"## A {{#A-1}}\n1. Open the cover.\n\n{part}\n")
    assert f"{HEAD_LINES + 4}: this part of task A-1 is neither" in message
