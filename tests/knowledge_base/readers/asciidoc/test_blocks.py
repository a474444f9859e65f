import pytest

from knowledge_base.records import FindingKind, Reading
from tests.knowledge_base.readers.markup.reading import (
    asciidoc,
    findings,
    notices,
    one_line,
    said,
    searchable,
    steps,
)


def blocks(text: str) -> list[tuple[str, str]]:
    return [(passage.kind.value, one_line(passage.quote.text)) for passage in asciidoc(text).passages]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one\ntwo\n\nthree\n", "one two three"),
        ("* one\n** two\n* three\n", "* one ** two * three"),
        ("- one\n\n- two\n", "- one - two"),
        ("Term:: what it is\nOther::\n  what that is\n", "Term:: what it is Other:: what that is"),
        ("Term::\n\nwords after an empty line\n", "Term:: words after an empty line"),
        ("----\nrun\n----\n", "run"),
        ("....\nas it is\n....\n", "as it is"),
        ("```sh\nrun\n```\n", "run"),
        ("****\naside\n****\n", "aside"),
        ("____\nquoted\n____\n", "quoted"),
        ("[quote, Somebody]\nquoted\n", "[quote, Somebody] quoted"),
        ("++++\n<p>words</p>\n++++\n", "<p>words</p>"),
        ("--\nopen\n--\n", "open"),
        (" literal\n more\n", "literal more"),
        (".Title\nwords\n", ".Title words"),
        ("[discrete]\n== No section\n\nwords\n", "== No section words"),
        ("image::a.png[An oven]\n\nwords\n", "words"),
        ("'''\n\n<<<\n\nwords\n", "words"),
        ("<1> What the callout says\n", "<1> What the callout says"),
        ("words footnote:[and a note]\n", "words footnote:[and a note]"),
        (".Dangling title\n", ".Dangling title"),
    ],
)
def test_every_visible_word_is_in_a_passage(text: str, words: str) -> None:
    assert searchable(asciidoc(text)) == words


def test_program_text_and_conditions_of_it_stand_as_they_are() -> None:
    assert searchable(asciidoc("----\n// no comment\n* no list\n(((no term)))\n== no title\n----\n")) == (
        "// no comment * no list (((no term))) == no title"
    )


def test_tables_are_read_row_by_row() -> None:
    text = '.Torques\n[cols="2*",options="header"]\n|===\n|Thread |Torque\n\n|M8\n|25 N·m\n// |M10 |45 N·m\n|===\n'
    reading = asciidoc(text)
    ((kind, words),) = [(p.kind.value, one_line(p.quote.text)) for p in reading.passages]
    assert (kind, words) == ("table", ".Torques |=== |Thread |Torque |M8 |25 N·m".replace("|=== ", ""))


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("WARNING: Hot oil.\nWait.", "warning", "Hot oil. Wait."),
        ("CAUTION: Hot oil.", "caution", "Hot oil."),
        ("IMPORTANT: Hot oil.", "caution", "Hot oil."),
        ("NOTE: Hot oil.", "note", "Hot oil."),
        ("TIP: Hot oil.", "note", "Hot oil."),
        ("*Warning:* Hot oil.", "warning", "Hot oil."),
        ("Note: hot oil.", "note", "hot oil."),
        ("[WARNING]\nHot oil.", "warning", "Hot oil."),
        ("[WARNING]\n====\nHot oil.\n\n* Wait.\n====", "warning", "Hot oil. * Wait."),
        ("[CAUTION]\n--\nHot oil.\n--", "caution", "Hot oil."),
        (".Hot oil\n[WARNING]\n====\nWait.\n====", "warning", "Hot oil [WARNING] Wait."),
        ("[[w]]\n[WARNING]\nHot oil.", "warning", "Hot oil."),
        ("ACHTUNG: Heißes Öl.", "caution", "Heißes Öl."),
    ],
)
def test_an_admonition_in_any_spelling_guards_the_next_step(text: str, kind: str, words: str) -> None:
    (task,) = asciidoc(f"== Drain\n\n{text}\n\n. Open it.\n. Close it.\n").manual.tasks
    assert notices(task) == [[(kind, words)], []]


def test_an_admonition_outside_of_a_task_is_searchable_with_its_signal_word() -> None:
    assert searchable(asciidoc("[NOTE]\nHot oil.\n")) == "[NOTE] Hot oil."


SUBSTEPS = [("1", "Open:"), ("1.1", "Pull."), ("1.2", "Turn."), ("2", "Close.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (". Open.\n. Close.\n", [("1", "Open."), ("2", "Close.")]),
        ("1. Open.\n2. Close.\n", [("1", "Open."), ("2", "Close.")]),
        (". Open\nslowly.\n\n. Close.\n", [("1", "Open slowly."), ("2", "Close.")]),
        (
            ". Open:\n.. Pull.\n.. Turn.\n. Close.\n",
            SUBSTEPS,
        ),
        (". Open:\n* left\n* right\n. Close.\n", [("1", "Open: * left * right"), ("2", "Close.")]),
        (". Open.\n+\nSlowly.\n+\n----\nrun\n----\n. Close.\n", [("1", "Open. Slowly. run"), ("2", "Close.")]),
        (". Open.\n\n  run\n\n. Close.\n", [("1", "Open. run"), ("2", "Close.")]),
        (". Open.\n+\n--\nSlowly.\n\nVery.\n--\n. Close.\n", [("1", "Open. Slowly. Very."), ("2", "Close.")]),
        (
            ". Open:\n[loweralpha]\n.. Pull.\n.. Turn.\n. Close.\n",
            SUBSTEPS,
        ),
        (
            ". Open:\n.. Pull.\n.. Turn.\n\n+\nThen wait.\n. Close.\n",
            [("1", "Open: .. Pull. .. Turn. Then wait."), ("2", "Close.")],
        ),
        (
            ". Open:\na. Pull.\nb. Turn.\n. Close.\n",
            SUBSTEPS,
        ),
        ("// remark\n. Open.\n// remark\n. Close.\n", [("1", "Open."), ("2", "Close.")]),
    ],
)
def test_an_ordered_list_gives_the_steps(text: str, expected: list[tuple[str, str]]) -> None:
    (task,) = asciidoc(f"== Drain\n\n{text}").manual.tasks
    assert steps(task) == expected


def test_a_notice_that_is_attached_to_an_item_guards_it() -> None:
    text = "== Drain\n\n. Open.\n+\nWARNING: hot\n\n. Close.\n+\n[NOTE]\n====\nslowly\n====\n"
    (task,) = asciidoc(text).manual.tasks
    assert steps(task) == [("1", "Open."), ("2", "Close.")]
    assert notices(task) == [[("warning", "hot")], [("note", "slowly")]]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (". Open.\n\nWords.\n\n. Close.\n", "it has several numbered lists"),
        (". Open.\n\n//-\n\n. Close.\n", "it has several numbered lists"),
        ("1. Open.\n3. Close.\n", "its numbered list has 3 where 2 must stand"),
        ("[start=4]\n. Open.\n. Close.\n", "its numbered list has 0 where 1 must stand"),
        ("[%reversed]\n. Open.\n. Close.\n", "its numbered list has 0 where 1 must stand"),
        (". a sensor,\n. a controller\n", "one sentence that runs on"),
        ("====\n. Open.\n. Close.\n====\n", "a numbered list in a box"),
        (". Open.\n. Close.\n\nWARNING: hot\n", "a warning stands after its last step"),
    ],
)
def test_a_list_that_is_no_procedure_is_a_finding_and_no_task(text: str, why: str) -> None:
    reading = asciidoc(f"== Drain\n\n{text}")
    assert reading.manual.tasks == ()
    assert [why in what for _, what in findings(reading, FindingKind.NOT_UNDERSTOOD)].count(True) == 1


def test_a_list_of_letters_is_no_list_of_steps() -> None:
    assert asciidoc("== Drain\n\na. Open.\nb. Close.\n").manual.tasks == ()


def test_titles_of_blocks_name_fields_and_the_procedure() -> None:
    text = (
        '[id="drain_{context}"]\n== Drain the tank\n\nEmpties it.\n\n.Prerequisites\n* Pump off\n* Tank cold\n\n'
        ".Tools\n* Wrench\n\n.Procedure\n. Open V1.\n. Wait.\n\n.Verification\n* The tank is empty.\n"
    )
    (task,) = asciidoc(text).manual.tasks
    assert (task.title, said(task.tools), said(task.acceptance)) == (
        "Drain the tank",
        ["Wrench"],
        ["The tank is empty."],
    )
    assert task.preconditions is not None
    assert one_line(task.preconditions.text) == "Pump off * Tank cold"


def test_a_block_that_is_never_closed_is_reported_and_its_words_are_kept() -> None:
    reading = asciidoc("one\n\n****\ntwo\n\nthree\n")
    assert searchable(reading) == "one two three"
    assert findings(reading, FindingKind.NOT_UNDERSTOOD) == [
        ("line 3", "the block that begins with **** is never closed")
    ]


def test_blocks_in_blocks_without_end_are_read_to_some_depth() -> None:
    text = "\n".join("=" * length for length in range(4, 300)) + "\nwords\n"
    assert "words" in searchable(asciidoc(text))


def hidden_in(reading: Reading) -> list[str]:
    return [what for _, what in findings(reading, FindingKind.QUARANTINED)]


def test_a_block_in_a_role_that_hides_it_is_not_read() -> None:
    reading = asciidoc("one\n\n[.hidden]\nsecret words\n\n[role=hidden]\n====\nmore secret\n====\n\ntwo\n")
    assert searchable(reading) == "one two"
    assert len(hidden_in(reading)) == 2
