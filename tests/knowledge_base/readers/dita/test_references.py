import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Limits
from tests.knowledge_base.readers.dita.conveyor import found, read, topic

STEPS = """<steps><step id="one"><cmd>Open the oven.</cmd></step><step id="two">
    <cmd>Take the <ph id="tray">tray</ph>.</cmd></step>
<step id="three"><cmd>Close the oven.</cmd></step></steps>"""
LIBRARY = topic(STEPS, kind="task", name="lib")


def steps_of(body: str, **files: str) -> list[str]:
    """The steps of a task with these steps, beside a library."""
    given = {"a.dita": topic(f"<steps>{body}</steps>", kind="task", name="a"), "lib.dita": LIBRARY}
    given |= {name.replace("__", "."): text for name, text in files.items()}
    given.setdefault("m.ditamap", '<map><topicref href="a.dita"/></map>')
    reading = read(given)
    return [step.quote.text for task in reading.manual.tasks for step in task.steps]


def test_a_step_may_stand_elsewhere() -> None:
    assert steps_of('<step conref="lib.dita#lib/two"><cmd/></step><step><cmd>Wait.</cmd></step>') == [
        "Take the tray.",
        "Wait.",
    ]


def test_a_step_of_the_same_topic_may_be_repeated() -> None:
    body = '<step id="x"><cmd>Turn.</cmd></step><step><cmd>Look.</cmd></step><step conref="#./x"><cmd/></step>'
    assert steps_of(body) == ["Turn.", "Look.", "Turn."]


def test_a_range_of_steps_may_stand_elsewhere() -> None:
    body = (
        '<step><cmd>Go.</cmd></step><step conref="lib.dita#lib/one" conrefend="lib.dita#lib/three"><cmd/>'
        "</step><step><cmd>End.</cmd></step>"
    )
    assert steps_of(body) == ["Go.", "Open the oven.", "Take the tray.", "Close the oven.", "End."]


def test_a_key_may_name_the_file_of_a_step() -> None:
    book = '<map><keydef keys="k" href="lib.dita"/><topicref href="a.dita"/></map>'
    assert steps_of('<step conkeyref="k/one"><cmd/></step>', m__ditamap=book) == ["Open the oven."]


def test_references_lead_on_to_references() -> None:
    other = topic('<steps><step id="s" conref="lib.dita#lib/one"><cmd/></step></steps>', kind="task", name="o")
    assert steps_of('<step conref="o.dita#o/s"><cmd/></step>', o__dita=other) == ["Open the oven."]


def test_words_in_a_line_may_stand_elsewhere() -> None:
    assert steps_of('<step><cmd>Clean the <ph conref="lib.dita#lib/tray"/>.</cmd></step>') == ["Clean the tray."]


def test_a_reference_in_copied_words_leads_where_it_led_in_its_own_file() -> None:
    other = topic('<steps><step id="s"><cmd>Do <xref href="../lib.dita"/>.</cmd></step></steps>', kind="task", name="o")
    assert steps_of('<step conref="sub/o.dita#o/s"><cmd/></step>', sub__o__dita="", **{"sub/o__dita": other}) == [
        "Do The lib."
    ]


def test_conditions_and_notices_come_with_the_copied_step() -> None:
    lib = topic(
        '<steps><step id="s" product="X"><note type="warning">Hot.</note><cmd>Lift.</cmd></step></steps>',
        kind="task",
        name="lib",
    )
    a = topic('<steps><step conref="lib.dita#lib/s"><cmd/></step></steps>', kind="task", name="a")
    reading = read({"m.ditamap": '<map><topicref href="a.dita"/></map>', "a.dita": a, "lib.dita": lib})
    assert [notice.quote.text for notice in reading.manual.tasks[0].steps[0].notices] == ["Hot."]
    assert any("product: X" in what for _, what in found(reading))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('<step conref="lib.dita#lib/nine"><cmd/></step>', "is not in the set"),
        ('<step conref="none.dita#lib/one"><cmd/></step>', "is not in the set"),
        ('<step conref="../../../../etc/passwd#a/b"><cmd/></step>', "is not in the set"),
        ('<step conref="https://example.org/x.dita#a/b"><cmd/></step>', "is not in the set"),
        ('<step conkeyref="none/one"><cmd/></step>', "none/one is not in the set"),
        ('<step conref="lib.dita#lib/tray"><cmd/></step>', "where a step must stand"),
        ('<step conref="#./x" id="x"><cmd/></step>', "refers back to itself"),
        ('<step id="x"><cmd>Turn.</cmd><info><ph conref="#./x"/></info></step>', "refers back to itself"),
        ('<step><cmd>Turn.</cmd><info><ph conref="lib.dita#lib/one"/></info></step>', "where a ph must stand"),
        ('<step conref="lib.dita#lib/three" conrefend="lib.dita#lib/one"><cmd/></step>', "the range does not end"),
    ],
)
def test_a_task_whose_words_are_not_there_is_dropped_and_what_it_says_stays_searchable(body: str, why: str) -> None:
    steps = f"<steps><step><cmd>Look around first.</cmd></step>{body}</steps>"
    files = {"a.dita": topic(steps, kind="task", name="a"), "lib.dita": LIBRARY}
    reading = read({"m.ditamap": '<map><topicref href="a.dita"/></map>', **files})
    assert reading.manual.tasks == ()
    assert [(kind, why in what) for kind, what in found(reading) if kind == "missing"] == [("missing", True)]
    assert any("Look around first." in passage.quote.text for passage in reading.passages)
    assert {passage.task_id for passage in reading.passages} == {None}


def test_references_that_lead_round_in_a_circle_drop_the_task() -> None:
    a = topic('<steps><step id="s" conref="b.dita#b/s"><cmd/></step></steps>', kind="task", name="a")
    b = topic('<steps><step id="s" conref="a.dita#a/s"><cmd/></step></steps>', kind="task", name="b")
    reading = read({"a.dita": a, "b.dita": b})
    assert reading.manual.tasks == ()
    assert sum("refers back to itself" in what for _, what in found(reading)) == 2


def test_an_element_that_contains_a_reference_to_itself_drops_the_task() -> None:
    body = '<steps><step><cmd>Turn.</cmd><info><p id="x">more <ph conref="#./x"/></p></info></step></steps>'
    assert read({"a.dita": topic(body, kind="task")}).manual.tasks == ()


def test_references_that_multiply_are_refused() -> None:
    files = {
        f"b{n}.dita": topic(f'<p id="p">{f"""<ph conref="b{n + 1}.dita#b{n + 1}/p"/>""" * 10}</p>', name=f"b{n}")
        for n in range(15)
    }
    files["b15.dita"] = topic('<p id="p">boom</p>', name="b15")
    with pytest.raises(ManualError, match=r"^manuals/conveyor: its references copy more than can be read"):
        read({"m.ditamap": '<map><topicref href="b0.dita"/></map>', **files}, limits=Limits(file_bytes=2**20))


def test_a_topic_that_another_one_pushes_words_into_is_not_followed() -> None:
    a = topic('<steps><step id="s"><cmd>Turn.</cmd></step></steps>', kind="task", name="a")
    push = (
        '<steps><step conaction="pushafter"><cmd>Wait first.</cmd></step>'
        '<step conaction="mark" conref="a.dita#a/s"><cmd/></step></steps>'
    )
    reading = read(
        {"m.ditamap": '<map><topicref href="a.dita"/></map>', "a.dita": a, "p.dita": topic(push, kind="task", name="p")}
    )
    assert reading.manual.tasks == ()
    assert any("pushes words" in what for _, what in found(reading))
