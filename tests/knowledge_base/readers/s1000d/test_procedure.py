from knowledge_base.records import FindingKind, NoticeKind, PassageKind, TaskKind
from tests.knowledge_base.readers.s1000d.oven import (
    applic,
    code,
    dm,
    notices,
    of_kind,
    procedure,
    read_all,
    step,
    steps,
    task_of,
)

CAUTION = "<caution><warningAndCautionPara>{}</warningAndCautionPara></caution>"
GROUP = f"<referencedApplicGroup>{applic('gas', 'Gas ovens')}{applic('el', 'Electric ovens')}</referencedApplicGroup>"
STATUS = "<applic><displayText><simplePara>All tunnel ovens</simplePara></displayText></applic>"


def test_a_procedure_is_a_task_named_by_its_code_and_title() -> None:
    task = task_of(dm(procedure(step("Lift the burner."))))
    assert (task.id, task.title, task.kind) == (code(), "Burner - Remove", TaskKind.PROCEDURE)
    assert steps(task) == ["Lift the burner."]


def test_substeps_follow_their_step_and_are_numbered_below_it() -> None:
    inside = "<para>Open the door.</para>" + step("Turn the key.") + step("<para>Pull.</para>" + step("Hold it."))
    task = task_of(dm(procedure(step(inside) + step("Wait."))))
    assert [(one.number, one.label, one.quote.text) for one in task.steps] == [
        (1, "1", "Open the door."),
        (2, "1.1", "Turn the key."),
        (3, "1.2", "Pull."),
        (4, "1.2.1", "Hold it."),
        (5, "2", "Wait."),
    ]


def test_a_step_that_only_holds_substeps_is_its_title_or_nothing() -> None:
    titled = step("<title>Preparation</title>" + step("Cool down."))
    bare = step(step("Open.") + step("Look."))
    task = task_of(dm(procedure(titled + bare)))
    assert [(one.label, one.quote.text) for one in task.steps] == [
        ("1", "Preparation"),
        ("1.1", "Cool down."),
        ("2.1", "Open."),
        ("2.2", "Look."),
    ]


def test_safety_of_the_whole_procedure_stands_on_the_first_step_before_its_own_notices() -> None:
    safety = f"<safetyRqmts>{CAUTION.format('Wear gloves.')}</safetyRqmts>"
    first = step(CAUTION.format("Sharp edge.") + "<para>Open.</para>")
    task = task_of(dm(procedure(first + step("Close."), safety=safety)))
    assert notices(task) == [["Wear gloves.", "Sharp edge."], []]
    assert {notice.kind for notice in task.steps[0].notices} == {NoticeKind.CAUTION}


def test_a_warning_by_reference_guards_every_step_that_names_it() -> None:
    warnings = (
        '<warningsAndCautions><warning id="w1"><warningAndCautionPara>Hot.</warningAndCautionPara></warning>'
        '<caution id="c1"><warningAndCautionPara>Heavy.</warningAndCautionPara></caution></warningsAndCautions>'
    )
    body = step("Open.", 'warningRefs="w1"') + step("Look.") + step("Lift.", 'warningRefs="w1" cautionRefs="c1"')
    assert notices(task_of(dm(warnings + procedure(body)))) == [["Hot."], [], ["Hot.", "Heavy."]]
    whole = procedure(step("Open.") + step("Look.")).replace("<mainProcedure>", '<mainProcedure warningRefs="w1">')
    assert notices(task_of(dm(warnings + whole))) == [["Hot."], []]


def test_a_notice_in_a_step_without_words_guards_the_step_that_follows() -> None:
    alone = step("<note><notePara>Fit the belt first.</notePara></note>")
    task = task_of(dm(procedure(alone + step("Close.") + step("Wait."))))
    assert [(one.label, one.quote.text) for one in task.steps] == [("2", "Close."), ("3", "Wait.")]
    assert notices(task) == [["Fit the belt first."], []]
    around = step(CAUTION.format("Heavy.") + step("Lift.") + step("Turn."))
    assert notices(task_of(dm(procedure(around)))) == [["Heavy."], []]


def test_a_notice_after_the_last_step_guards_none_and_is_a_finding() -> None:
    reading = read_all(dm(procedure(step("Close.") + step(CAUTION.format("Hot.")))))
    assert notices(reading.manual.tasks[0]) == [[]]
    assert of_kind(reading.findings, FindingKind.NOT_UNDERSTOOD) == [
        "1 notices stand after the last step, and guard none"
    ]
    assert any("Hot." in passage.quote.text for passage in reading.passages)


def test_steps_for_different_products_say_which_and_so_do_their_substeps() -> None:
    gas = step("<title>Vent</title>" + step("Open the damper."), 'applicRefId="gas"')
    electric = step("Switch off.", 'applicRefId="el"')
    task = task_of(dm(GROUP + procedure(gas + electric + step("Wait."))))
    assert steps(task) == ["Vent", "Open the damper.", "Switch off.", "Wait."]
    assert notices(task) == [["Gas ovens"], ["Gas ovens"], ["Electric ovens"], []]
    assert task.steps[0].notices[0].kind is NoticeKind.NOTE


def test_alternatives_of_one_step_share_its_number() -> None:
    gas, electric = step("Gas off.", 'applicRefId="gas"'), step("Plug out.", 'applicRefId="el"')
    alternatives = f"<proceduralStepAlts>{gas}{electric}</proceduralStepAlts>"
    task = task_of(dm(GROUP + procedure(step("Stop.") + alternatives + step("Wait."))))
    assert [(one.number, one.label) for one in task.steps] == [(1, "1"), (2, "2"), (3, "2"), (4, "3")]
    assert notices(task) == [[], ["Gas ovens"], ["Electric ovens"], []]


def test_what_the_whole_module_is_for_is_a_precondition_and_not_said_at_each_step() -> None:
    group = f"<referencedApplicGroup>{applic('all', 'All tunnel ovens')}</referencedApplicGroup>"
    task = task_of(dm(group + procedure(step("Stop.", 'applicRefId="all"')), status=STATUS))
    assert notices(task) == [[]]
    assert task.preconditions is not None
    assert task.preconditions.text == "All tunnel ovens"


def test_a_deleted_step_is_no_step_and_the_others_close_up() -> None:
    body = step("Stop.") + step("Kick it.", 'changeType="delete"') + step("Wait.")
    reading = read_all(dm(procedure(body)))
    assert [(one.label, one.quote.text) for one in reading.manual.tasks[0].steps] == [("1", "Stop."), ("2", "Wait.")]
    assert of_kind(reading.findings, FindingKind.QUARANTINED) == ["marked as deleted: Kick it."]
    assert "Kick" not in "".join(reading.texts.values())


def test_words_between_steps_are_text_and_a_finding_but_never_a_step() -> None:
    body = (
        step("<para>Open.</para>" + step("Pull.") + "<para>Then rest.</para>") + "<para>Stray.</para>" + step("Close.")
    )
    reading = read_all(dm(procedure(body)))
    assert steps(reading.manual.tasks[0]) == ["Open.", "Pull.", "Close."]
    assert of_kind(reading.findings, FindingKind.NOT_UNDERSTOOD) == [
        "<para> stands between steps: its words are text, and no step"
    ]
    said = " ".join(passage.quote.text for passage in reading.passages)
    assert "Then rest." in said
    assert "Stray." in said


def test_a_procedure_without_words_in_its_steps_is_text_and_no_task() -> None:
    reading = read_all(dm(procedure(step(CAUTION.format("Hot.")))))
    assert reading.manual.tasks == ()
    assert {passage.task_id for passage in reading.passages} == {None}
    assert of_kind(reading.findings, FindingKind.NOT_UNDERSTOOD) == [
        "this procedure has no step with words of its own; it is text, and no task"
    ]


def test_the_words_of_a_task_are_passages_of_that_task() -> None:
    reading = read_all(
        dm(procedure(step("Stop.")) + "", status=STATUS), dm("<description><para>x</para></description>", info="041")
    )
    kinds = {(passage.kind, passage.task_id) for passage in reading.passages}
    assert kinds == {(PassageKind.TASK, code()), (PassageKind.TEXT, None)}


def test_references_to_steps_and_tools_are_told_in_words() -> None:
    needs = (
        '<reqSupportEquips><supportEquipDescr id="t"><name>Hook</name></supportEquipDescr></reqSupportEquips>'
        "<reqSupplies><noSupplies/></reqSupplies><reqSpares><noSpares/></reqSpares>"
    )
    again = step(
        '<para>Take the <internalRef internalRefId="t"/> and do <internalRef internalRefId="s"/> again.</para>'
    )
    task = task_of(dm(procedure(step("Lift.", 'id="s"') + again, needs=needs)))
    assert steps(task)[1] == "Take the Hook and do step 1 again."
    assert [quote.text for quote in task.tools] == ["Hook"]
