import pytest

from tests.knowledge_base.readers.dita.conveyor import found, read, topic


def outcome(body: str, *, attributes: str = "", reference: str = "") -> list[tuple[str, str]]:
    """The findings of a task, which is offered exactly when it has no obstacle."""
    book = f'<map><topicref href="a.dita" {reference}/></map>'
    a = topic(f"<steps>{body}</steps>", kind="task", name="a").replace("<task ", f"<task {attributes} ")
    reading = read({"m.ditamap": book, "a.dita": a})
    dropped = [what for _, what in found(reading) if what.endswith("it is not offered as a task")]
    assert bool(dropped) == (not reading.manual.tasks)
    assert reading.passages
    return [(kind, what.split(": ", 1)[1].rsplit(": ", 1)[0]) for kind, what in found(reading) if what in dropped]


def step(words: str, attributes: str = "") -> str:
    return f"<step {attributes}><cmd>{words}</cmd></step>"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (step("Open.") + "<step><info>Pull.</info></step>", "a step without a command in words"),
        (step("Open.") + step("Set \u202erab 5\u202c."), "words that are not shown as they stand in the file"),
        (step("Open.") + step(""), "a step without a command in words"),
        (step("Open.") + step('<image href="pull.png"><alt>Pull.</alt></image>'), "a step without a command in words"),
        (
            step("Open.") + step("Set <math xmlns='urn:m'>5</math> bar."),
            "a formula or drawing among the words of a step",
        ),
        (step("Open.") + step("Set <foreign>5</foreign> bar."), "a formula or drawing among the words of a step"),
    ],
)
def test_a_task_with_a_step_that_cannot_be_said_is_not_offered(body: str, why: str) -> None:
    assert outcome(body) == [("not_understood", why)]


@pytest.mark.parametrize(
    "body",
    [
        step("Fit M8.", 'product="A"') + step("Fit M10.", 'product="B"'),
        step('Fit <ph product="A C">M8</ph><ph product="B">M10</ph>.'),
        step("Fit it.") + '<step props="site(north)"><cmd>Go.</cmd><info props="south">Stay.</info></step>',
    ],
)
def test_steps_of_which_nobody_does_all_are_not_offered(body: str) -> None:
    ((kind, why),) = outcome(body)
    assert kind == "not_understood"
    assert why.endswith("exclude each other")


@pytest.mark.parametrize(
    "body",
    [
        step("Fit M8.", 'product="A B"') + step("Fit it.", 'product="B C"') + step("Go."),
        step("Fit M8.", 'product="A"') + step("Fit it.", 'audience="fitter"'),
        step("Hold <ph product='A'>it</ph>."),
    ],
)
def test_steps_that_go_together_are_offered(body: str) -> None:
    assert outcome(body) == []


def test_a_step_for_another_machine_than_its_topic_is_not_offered() -> None:
    assert outcome(step("Go.", 'product="B"'), attributes='product="A"')
    assert outcome(step("Go.", 'product="B"'), reference='product="A"')
    assert not outcome(step("Go.", 'product="B"'), attributes='product="A B"')


def test_a_task_that_a_ditaval_file_filters_is_offered_only_without_conditions() -> None:
    book = '<map><topichead><ditavalref href="x.ditaval"/><topicref href="a.dita"/></topichead></map>'
    for body, tasks in ((step("Go."), 1), (step("Go.", 'product="B"'), 0)):
        reading = read({"m.ditamap": book, "a.dita": topic(f"<steps>{body}</steps>", kind="task")})
        assert len(reading.manual.tasks) == tasks


def test_conditions_beyond_measure_are_not_followed() -> None:
    body = "".join(step("Go.", f'product="all p{number}"') for number in range(200))
    assert outcome(body) == [("not_understood", "more conditions than anybody can follow")]


def test_all_that_is_missing_is_one_finding() -> None:
    body = step("Go.") + step("<ph keyref='a'/>") + step("<ph keyref='b'/>")
    kinds = outcome(body)
    assert kinds[0] == ("missing", "a stands for no words (and 1 more)")


def test_a_hole_in_words_that_are_no_task_is_reported() -> None:
    reading = read({"a.dita": topic("<p>Set <ph keyref='torque'/>.</p>")})
    assert found(reading) == [("missing", "line 1: torque stands for no words: these words are not there")]
