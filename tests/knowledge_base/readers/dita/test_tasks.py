from knowledge_base.records import NoticeKind, Task
from tests.knowledge_base.readers.dita.conveyor import FILES, found, read, task, topic

STEPS = "<steps><step><cmd>Go.</cmd></step></steps>"


def only(body: str, short: str = "") -> Task:
    text = topic(body, kind="task").replace("<taskbody>", f"{short}<taskbody>")
    (one,) = read({"a.dita": text}).manual.tasks
    return one


def test_a_general_task_is_read_with_all_that_belongs_to_it() -> None:
    one = task(read(FILES), "replace_belt")
    assert one.title == "Replace the belt"
    assert one.purpose is not None
    assert one.purpose.text == "Do this when the belt is torn.\n\nIt takes two people."
    assert one.preconditions is not None
    assert one.preconditions.text == "The conveyor BC 200 is isolated."
    assert [(step.label, step.quote.text) for step in one.steps] == [
        ("1", "Lock the main switch."),
        ("2", "Slacken the take-up to 0\u00a0mm.\nUse both screws."),
        ("2.1", "Turn the left screw."),
        ("2.2", "Turn the right screw.\nThe belt hangs free."),
        ("3", "Pull out the belt.\nTo the left, or\nto the right."),
        ("4", "Choose Drive > Creep and check Grease the drum bearings."),
    ]
    assert [quote.text for quote in one.acceptance] == ["The belt runs true within 5 mm."]


def test_general_notices_come_before_those_of_the_first_step() -> None:
    one = task(read(FILES), "replace_belt")
    assert [[(notice.kind, notice.quote.text) for notice in step.notices] for step in one.steps] == [
        [(NoticeKind.CAUTION, "The belt is heavy."), (NoticeKind.WARNING, "Live parts.")],
        [(NoticeKind.WARNING, "Stored tension. Keep clear of the take-up."), (NoticeKind.NOTE, "Count the turns.")],
        [],
        [],
        [(NoticeKind.WARNING, "The old belt has sharp edges.")],
        [],
    ]


def test_a_machinery_task_says_who_with_what_and_how_safe() -> None:
    one = task(read(FILES), "grease")
    assert (one.personnel and one.personnel.text, one.duration and one.duration.text) == (
        "One fitter\ntrained",
        "20 min",
    )
    assert one.preconditions is not None
    assert one.preconditions.text == "The drum is cold.\n\nThe guard is off."
    assert [quote.text for quote in one.tools] == ["Grease gun", "Torque wrench 25 N·m"]
    assert [quote.text for quote in one.supplies] == ["Grease NLGI 2, 30 g"]
    assert [quote.text for quote in one.parts] == ["Nipple BC-6001"]
    assert [(notice.kind, notice.quote.text) for notice in one.steps[0].notices] == [
        (NoticeKind.WARNING, "Drum may turn.\nCrushed fingers.\nLock the drum.")
    ]


def test_a_safety_condition_without_a_kind_is_a_warning_and_is_reported() -> None:
    body = f"<prelreqs><safety><safecond>Wear gloves.</safecond></safety></prelreqs>{STEPS}"
    reading = read({"a.dita": topic(body, kind="task")})
    notices = reading.manual.tasks[0].steps[0].notices
    assert [(notice.kind, notice.quote.text) for notice in notices] == [(NoticeKind.WARNING, "Wear gloves.")]
    assert found(reading) == [("assumed", "a safety condition without @type is taken for a warning")]


def test_times_of_several_persons_stay_with_them() -> None:
    people = "<personnel>Fitter</personnel><esttime>1 h</esttime><personnel>Helper</personnel><esttime>2 h</esttime>"
    one = only(f"<prelreqs><reqpers>{people}</reqpers></prelreqs>{STEPS}")
    assert one.duration is None
    assert one.personnel is not None
    assert one.personnel.text == "Fitter\n1 h\nHelper\n2 h"


def test_requirements_that_say_none_are_none() -> None:
    none = (
        "<reqconds><noconds/></reqconds><supequip><nosupeq/></supequip><spares><nospares/></spares><safety>"
        "<nosafety/></safety>"
    )
    one = only(f"<prelreqs>{none}</prelreqs>{STEPS}")
    assert (one.preconditions, one.tools, one.parts, one.steps[0].notices) == (None, (), (), ())


def test_the_purpose_is_one_slice_or_the_short_description_alone() -> None:
    short = "<shortdesc>To bake.</shortdesc>"
    assert [
        one.purpose and one.purpose.text
        for one in (
            only(f"<context>Daily.</context>{STEPS}", short),
            only(f"<prereq>Cold.</prereq><context>Daily.</context>{STEPS}", short),
            only(f"<prereq>Cold.</prereq><context>Daily.</context>{STEPS}"),
            only(STEPS),
        )
    ] == ["To bake.\n\nDaily.", "To bake.", "Daily.", None]


def test_a_notice_in_the_middle_of_a_condition_stays_in_its_place() -> None:
    one = only(f'<prereq><p>Cold.</p><note type="warning">Hot.</note><p>Empty.</p></prereq>{STEPS}')
    assert one.preconditions is not None
    assert one.preconditions.text == "Cold.\nHot.\n\nEmpty."
    assert [notice.quote.text for notice in one.steps[0].notices] == ["Hot."]


def test_what_follows_the_steps_is_text_of_the_task() -> None:
    body = (
        f"{STEPS}<tasktroubleshooting>Start again.</tasktroubleshooting><example>Bread.</example>"
        f"<postreq>Log it.</postreq>"
    )
    reading = read({"a.dita": topic(body, kind="task")})
    assert [(one.task_id, one.quote.text) for one in reading.passages] == [
        ("t", "Go.\n\nStart again.\n\nBread.\n\nLog it.")
    ]
    assert reading.manual.tasks[0].acceptance == ()


def test_a_notice_after_the_steps_is_kept_and_reported() -> None:
    reading = read({"a.dita": topic(f'{STEPS}<postreq><note type="warning">Hot.</note></postreq>', kind="task")})
    assert found(reading) == [("assumed", "a notice that stands after the last step guards none")]
    assert "Hot." in reading.passages[0].quote.text
