from lxml import etree

from knowledge_base.readers.s1000d.module_text import ModuleText
from knowledge_base.readers.s1000d.outline import Outline
from knowledge_base.records import FindingKind, Notice, TaskKind, TaskStep
from tests.knowledge_base.readers.s1000d.oven import dm, of_kind, procedure, read_all, step, text_of, words_of

STATUS = "<applic><displayText><simplePara>All tunnel ovens</simplePara></displayText></applic>"
END = '<isolationProcedureEnd id="s1"><action>Replace the fuse.</action></isolationProcedureEnd>'
WARNING = "<warning><warningAndCautionPara>Hot.</warningAndCautionPara></warning>"


class OneStep:
    """Makes one step of a whole main procedure."""

    def __init__(self, out: ModuleText) -> None:
        self.out = out
        self.found: list[TaskStep] = []
        self.waiting: list[Notice] = []

    def read(self, main: etree._Element) -> None:
        span = self.out.put("".join(main.itertext()))
        assert span is not None
        self.found.append(TaskStep(number=1, quote=self.out.quote(span), notices=tuple(self.waiting), label="1"))
        self.waiting = []


def outlined(content: str, status: str = "") -> tuple[Outline, OneStep, ModuleText, etree._Element]:
    out = text_of(content, status=status)
    steps = OneStep(out)
    outline = Outline(out, steps, "mainProcedure")
    element = out.module.content.find("procedure")
    assert element is not None
    outline.read(element)
    return outline, steps, out, element


def test_sections_are_read_in_the_order_of_the_file_and_fill_a_task() -> None:
    content = procedure(step("Close."), safety=f"<safetyRqmts>{WARNING}</safetyRqmts>")
    outline, _, out, element = outlined(content, status=STATUS)
    (task,) = outline.task(element, "T-1", None, kind=TaskKind.FAULT_ISOLATION)
    assert words_of(out) == ["All tunnel ovens", "Hot.", "Close."]
    assert (task.id, task.kind, task.purpose) == ("T-1", TaskKind.FAULT_ISOLATION, None)
    assert task.preconditions is not None
    assert task.preconditions.text == "All tunnel ovens"
    assert [[notice.quote.text for notice in one.notices] for one in task.steps] == [["Hot."]]


def test_with_an_obstacle_there_is_no_task_and_its_words_remain() -> None:
    outline, _, out, element = outlined(procedure(step("Close.")))
    assert outline.task(element, "T-1", "no task: it is odd") == []
    assert words_of(out)[-1] == "Close."


def test_a_fault_isolation_without_requirements_still_says_for_which_products_it_is() -> None:
    isolation = (
        '<faultIsolation><faultIsolationProcedure><fault faultCode="E-17"/><isolationProcedure>'
        f"<isolationMainProcedure>{END}</isolationMainProcedure></isolationProcedure></faultIsolationProcedure>"
        "</faultIsolation>"
    )
    reading = read_all(dm(isolation, info="420", status=STATUS))
    (task,) = reading.manual.tasks
    assert task.preconditions is not None
    assert task.preconditions.text == "All tunnel ovens"
    assert of_kind(reading.findings, FindingKind.NOT_UNDERSTOOD) == []
