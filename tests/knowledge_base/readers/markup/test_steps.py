import pytest

from knowledge_base.readers.markup.outline import Item
from knowledge_base.readers.markup.steps import NotSteps, check_numbers
from knowledge_base.records import FindingKind
from tests.knowledge_base.readers.markup.reading import findings, markdown, notices, steps


def why_not(items: str) -> str:
    reading = markdown(f"# Drain the tank\n\n{items}\n")
    assert reading.manual.tasks == ()
    ((place, what),) = findings(reading, FindingKind.NOT_UNDERSTOOD)
    assert place == "line 1"
    return what.removeprefix("the section 'Drain the tank' is not read as a task: ")


@pytest.mark.parametrize("numbers", [[1, 2, 3], [1, 1, 1], [None, None], [1]])
def test_numbers_run_on_or_are_left_to_the_page(numbers: list[int | None]) -> None:
    check_numbers([Item(0, (), number) for number in numbers])


@pytest.mark.parametrize("numbers", [[1, 2, 4], [0, 1], [2, 3], [1, 1, 2], [3, 3], [1, 2, 2]])
def test_other_numbers_are_no_order_of_steps(numbers: list[int | None]) -> None:
    with pytest.raises(NotSteps, match=r"its numbered list has \d where \d must stand"):
        check_numbers([Item(0, (), number) for number in numbers])


@pytest.mark.parametrize(
    ("items", "why"),
    [
        ("1. Open it.", "its numbered list has one item"),
        ("1. Open it.\n2. Close it.\n4. Wait.", "its numbered list has 4 where 3 must stand"),
        ("1. a sensor,\n2. a controller.", "one sentence that runs on"),
        ("1. a sensor and\n2. a controller.", "one sentence that runs on"),
        ("1. the inlet\n2. the outlet", "reads as an enumeration, not as instructions: the inlet"),
        ("1. Designed on paper\n2. Cutting the parts", "reads as an enumeration"),
        ("1. M8: 25 N·m\n2. M10: 45 N·m", "reads as an enumeration"),
        ("1. [Safety](#safety)\n2. [Care](#care)", "reads as an enumeration"),
        ("1. Is it hot?\n2. Is it loud?", "reads as an enumeration"),
        ("1. Open it.\n2. ![a](b.png)\n3. Close it.", "its item 2 has no words of its own"),
        ("1. Open it.\n2. <!-- Close it. -->\n3. Wait.", "its item 2 has no words of its own"),
        ("1. Open it.\n2. **WARNING:** hot", "its item 2 has no words of its own"),
        ("1. Open it.\n2. | a |\n   |---|\n   | b |", "its item 2 has no words of its own"),
        ("1. Open it.\n2. Close it.\n\n> **WARNING:** hot", "a warning stands after its last step"),
        ("1. Open it.\n   1. Pull.\n   3. Push.\n2. Close it.", "its numbered list has 3 where 2 must stand"),
        (
            "1. Open it.\n   1. Pull.\n\n   > **CAUTION:** hot\n2. Close it.",
            "in its item 1, a caution stands after the last step",
        ),
    ],
)
def test_a_list_that_is_no_procedure_is_a_finding_and_no_task(items: str, why: str) -> None:
    assert why in why_not(items)


@pytest.mark.parametrize(
    "items",
    [
        "1. Bring the tool close.\n2. Feed it in.",
        "1. Die Abdeckung abnehmen.\n2. Das Ventil schließen.",
        "1. Close the valve;\n2. Open the drain.",
        "1. V1: close it.\n2. V2: open it.",
        "1. Read the [manual](x.md).\n2. Wait for 3: the lamp.",
    ],
)
def test_instructions_are_steps(items: str) -> None:
    from knowledge_base.readers.contract import Facts

    language = "de" if "Ventil" in items else "en"
    reading = markdown(f"# Drain\n\n{items}\n", Facts("oven", "OV-M", revision="1", language=language))
    assert len(reading.manual.tasks[0].steps) == 2


def test_a_nested_list_of_numbers_gives_substeps_in_their_place() -> None:
    (task,) = markdown(
        "# A\n\n1. Open:\n   1. Pull.\n   2. Turn:\n      1. left.\n      2. right.\n2. Close.\n"
    ).manual.tasks
    assert steps(task) == [
        ("1", "Open:"),
        ("1.1", "Pull."),
        ("1.2", "Turn:"),
        ("1.2.1", "left."),
        ("1.2.2", "right."),
        ("2", "Close."),
    ]
    assert [step.number for step in task.steps] == [1, 2, 3, 4, 5, 6]


def test_bullets_and_paragraphs_and_listings_belong_to_their_step() -> None:
    (task,) = markdown("# A\n\n1. Open:\n   - left\n   - right\n\n   Slowly.\n\n       run\n2. Close.\n").manual.tasks
    assert steps(task) == [("1", "Open: - left - right Slowly. run"), ("2", "Close.")]


def test_words_after_a_nested_list_keep_the_item_in_one_piece() -> None:
    (task,) = markdown("# A\n\n1. Open:\n   1. Pull.\n   2. Turn.\n\n   Then wait.\n2. Close.\n").manual.tasks
    assert steps(task) == [("1", "Open: 1. Pull. 2. Turn. Then wait."), ("2", "Close.")]


def test_a_notice_inside_of_an_item_guards_it() -> None:
    text = "# A\n\n1. Open.\n\n   > **WARNING:** hot\n\n2. Close.\n\n   NOTE: slowly\n\n   Lock it.\n3. Wait.\n"
    (task,) = markdown(text).manual.tasks
    assert steps(task) == [("1", "Open."), ("2", "Close. NOTE: slowly Lock it."), ("3", "Wait.")]
    assert notices(task) == [[("warning", "hot")], [("note", "slowly")], []]


def test_a_notice_before_a_nested_list_guards_its_first_substep() -> None:
    text = "# A\n\n1. Open:\n\n   > **CAUTION:** hot\n\n   1. Pull.\n   2. Turn.\n2. Close.\n"
    assert notices(markdown(text).manual.tasks[0]) == [[], [("caution", "hot")], [], []]


def test_notices_between_items_guard_the_next_one_in_their_order() -> None:
    text = "# A\n\n1. Open.\n\n> **NOTE:** slow\n\n> **WARNING:** hot\n\n2. Close.\n"
    assert notices(markdown(text).manual.tasks[0]) == [[], [("note", "slow"), ("warning", "hot")]]
