import pytest
from lxml import etree

from knowledge_base.readers.dita.steps import steps_in
from knowledge_base.records import TaskStep
from tests.knowledge_base.readers.dita.conveyor import found, read, topic


def steps_of(body: str) -> tuple[TaskStep, ...]:
    (task,) = read({"a.dita": topic(body, kind="task")}).manual.tasks
    return task.steps


def said(step: TaskStep) -> tuple[str | None, str, list[str]]:
    return step.label, step.quote.text, [notice.quote.text for notice in step.notices]


@pytest.mark.parametrize(
    ("inner", "ordered"),
    [
        ("<steps><step/><step/></steps>", True),
        ("<steps-unordered><step/></steps-unordered>", True),
        ("<steps-unordered><step/><step/></steps-unordered>", False),
        ("<steps-informal><step/></steps-informal>", False),
        ("<ol><li>Open.</li></ol>", False),
        ("", False),
    ],
)
def test_steps_are_what_has_an_order(inner: str, ordered: bool) -> None:
    assert (steps_in(etree.fromstring(f"<taskbody>{inner}</taskbody>")) is not None) is ordered


def test_a_step_is_its_command_with_its_information_choices_and_result() -> None:
    body = """<steps><step><cmd>Set the oven
      to <b>180 °C</b>.</cmd><info>Use the <uicontrol>left</uicontrol> knob.<ul><li>once</li><li>slowly</li></ul></info>
      <choices><choice>Fan on</choice><choice>Fan off</choice></choices><stepresult>The lamp is lit.</stepresult></step>
      <step><cmd>Choose.</cmd><choicetable><chhead><choptionhd>For</choptionhd><chdeschd>Take</chdeschd></chhead>
      <chrow><choption>bread</choption><chdesc>230 °C</chdesc></chrow></choicetable></step></steps>"""
    first, second = steps_of(body)
    assert first.quote.text == (
        "Set the oven to 180 °C.\nUse the left knob.\nonce\nslowly\nFan on\nFan off\nThe lamp is lit."
    )
    assert second.quote.text == "Choose.\nFor | Take\nbread | 230 °C"


def test_examples_lessons_and_failures_are_beside_the_step() -> None:
    body = """<steps><step><cmd>Turn.</cmd><stepxmp>As in hall 2.</stepxmp><info>Twice.</info>
        <tutorialinfo>Well done.</tutorialinfo>
      <steptroubleshooting><p>If it sticks, oil it.</p></steptroubleshooting></step><step><cmd>Stop.</cmd></step>
      </steps>"""
    reading = read({"a.dita": topic(body, kind="task")})
    assert [step.quote.text for step in reading.manual.tasks[0].steps] == ["Turn.\nAs in hall 2.\nTwice.", "Stop."]
    assert "Well done.\nIf it sticks, oil it." in reading.passages[0].quote.text


def test_a_notice_guards_the_step_that_it_stands_in_or_before() -> None:
    body = """<steps><stepsection>Part one.<note type="warning">Hot oven.</note></stepsection>
      <step><note type="caution">Thin glass.</note><cmd>Open.</cmd><info><note>Twice.</note>Pull.<note>Hard.</note>
      </info></step>
      <step><cmd>Close.</cmd></step></steps>"""
    first, second = steps_of(body)
    assert said(first) == ("1", "Open.\nTwice.\nPull.", ["Hot oven.", "Thin glass.", "Twice.", "Hard."])
    assert said(second) == ("2", "Close.", [])


def test_substeps_are_steps_and_what_follows_them_goes_with_the_last() -> None:
    body = """<steps><step><cmd>Take out the tray.</cmd><info>Wear gloves.</info><substeps>
      <substep><note type="warning">Hot.</note><cmd>Lift.</cmd></substep><substep><cmd>Pull.</cmd></substep></substeps>
      <info>Put it down.</info><note>Heavy.</note><stepresult>It is out.</stepresult></step><step><cmd>Wait.</cmd>
      </step></steps>"""
    steps = steps_of(body)
    assert [step.number for step in steps] == [1, 2, 3, 4]
    assert [said(step) for step in steps] == [
        ("1", "Take out the tray.\nWear gloves.", []),
        ("1.1", "Lift.", ["Hot."]),
        ("1.2", "Pull.\nPut it down.\nHeavy.\nIt is out.", ["Heavy."]),
        ("2", "Wait.", []),
    ]


def test_an_optional_step_says_so_only_in_a_finding() -> None:
    body = (
        '<steps><step importance="optional"><cmd>Wipe.</cmd></step><step importance="required">'
        "<cmd>Go.</cmd></step></steps>"
    )
    reading = read({"a.dita": topic(body, kind="task")})
    assert [step.quote.text for step in reading.manual.tasks[0].steps] == ["Wipe.", "Go."]
    assert found(reading) == [("assumed", "step 1 is marked as optional; its words do not say so")]


def test_a_notice_after_the_last_step_guards_none_and_is_reported() -> None:
    body = '<steps><step><cmd>Go.</cmd></step><stepsection><note type="warning">Hot.</note></stepsection></steps>'
    reading = read({"a.dita": topic(body, kind="task")})
    assert reading.manual.tasks[0].steps[0].notices == ()
    assert found(reading) == [("assumed", "a notice that stands after the last step guards none")]
    assert "Hot." in reading.passages[0].quote.text
