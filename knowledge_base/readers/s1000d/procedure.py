"""Procedures → tasks: steps with their substeps in reading order, each with the notices that guard it.

S1000D 4.x: a `proceduralStep` holds a title, notices, words and pictures, and then its substeps. A notice anywhere in
a step belongs to that step; one in a step without words of its own, to the step that follows.
"""

from lxml import etree

from knowledge_base.readers.identity import as_id
from knowledge_base.readers.s1000d.description import write
from knowledge_base.readers.s1000d.element_kinds import FIGURES, NOTICES
from knowledge_base.readers.s1000d.module_text import ModuleText
from knowledge_base.readers.s1000d.outline import Outline
from knowledge_base.readers.s1000d.step_words import StepWords
from knowledge_base.records import Notice, Task, TaskStep

_STEPS = ("proceduralStep", "proceduralStepAlts")


def read_procedure(out: ModuleText, procedure: etree._Element) -> list[Task]:
    """The task of a procedure; none when it has no step with words of its own."""
    out.task = as_id(out.module.code)
    out.put(out.module.code)
    steps = _Steps(out)
    outline = Outline(out, steps, "mainProcedure")
    outline.read(procedure)
    task_id, out.task = out.task, None
    obstacle = None if steps.found else "this procedure has no step with words of its own; it is text, and no task"
    return outline.task(procedure, task_id, obstacle)


class _Steps:
    """Steps in reading order. waiting: notices that guard the next step."""

    def __init__(self, out: ModuleText) -> None:
        self.out = out
        self.found: list[TaskStep] = []
        self.waiting: list[Notice] = []

    def read(self, main: etree._Element) -> None:
        """All steps of the main procedure, and the pictures between them."""
        around = self.out.applicability.of_module()
        for child in main:
            if child.tag in _STEPS:
                self._steps(child, around, [])
            else:
                self._between(child)

    def _steps(self, element: etree._Element, around: str, limits: list[Notice]) -> None:
        """A step, or the alternatives that stand for one step on different products."""
        if element.tag == "proceduralStep":
            self._step(element, around, limits)
            return
        for alternative in element:
            if alternative.tag in _STEPS:
                self._steps(alternative, around, limits)
            else:
                self._between(alternative)

    def _step(self, element: etree._Element, around: str, limits: list[Notice]) -> None:
        """around: for which products the step around this one is; limits: the notes that say so."""
        words = StepWords(self.out)
        products = words.begin(element, around)
        own = [*limits, *words.notices[:1]] if products != around else limits
        open_ = True
        for child in element:
            if child.tag in _STEPS:
                if open_:
                    self._close(words, element, limits)
                open_ = False
                self._steps(child, products, own)
            elif open_:
                words.add(child)
            else:
                self._between(child)
        if open_:
            self._close(words, element, limits)

    def _close(self, words: StepWords, element: etree._Element, limits: list[Notice]) -> None:
        """End a step before its substeps. Without words of its own, its notices guard what follows."""
        guards = tuple(dict.fromkeys((*self.waiting, *limits, *words.notices)))
        quote = words.quote()
        if quote is None:
            self.waiting = list(guards) if words.notices else self.waiting
            return
        self.waiting = []
        label = self.out.references.label(element)
        self.found.append(TaskStep(number=len(self.found) + 1, quote=quote, notices=guards, label=label))

    def _between(self, element: etree._Element) -> None:
        """What stands between steps: a notice guards the next one, a picture is shown, words belong to no step."""
        if element.tag in NOTICES:
            notice = self.out.notice(element, NOTICES[element.tag])
            self.waiting += [notice] if notice else []
            return
        if element.tag not in FIGURES:
            self.out.not_understood(element, f"<{element.tag!s}> stands between steps: its words are text, and no step")
        write(self.out, element)
