"""Fault modules: isolation procedures → tasks whose steps ask and lead on; reported faults → entries by fault code."""

from dataclasses import dataclass

from lxml import etree

from knowledge_base.readers.identity import as_id
from knowledge_base.readers.passages import BlockKind
from knowledge_base.readers.s1000d.description import write
from knowledge_base.readers.s1000d.element_kinds import NOTICES
from knowledge_base.readers.s1000d.module_text import ModuleText
from knowledge_base.readers.s1000d.outline import Outline
from knowledge_base.readers.s1000d.preliminary import read_preliminaries
from knowledge_base.readers.s1000d.record import codes_of, fields_of
from knowledge_base.readers.s1000d.step_words import StepWords
from knowledge_base.records import Notice, Outcome, Quote, Task, TaskKind, TaskStep

_STEPS = ("isolationStep", "isolationProcedureEnd")
_FAULTS = ("detectedFault", "observedFault", "isolatedFault", "correlatedFault", "functionalFault")
_YES_NO = {"en": ("Yes", "No"), "de": ("Ja", "Nein"), "fr": ("Oui", "Non"), "es": ("Sí", "No"), "it": ("Sì", "No")}
_ANSWERS = ("yesAnswer", "noAnswer", "choice")


def read_fault_reporting(out: ModuleText, reporting: etree._Element) -> list[Task]:
    """Write each reported fault as one entry with its codes. There is no task in it."""
    out.put(out.module.code)
    if reporting.find("preliminaryRqmts") is None:
        out.put(out.applicability.of_module())
    for child in reporting:
        if child.tag in _FAULTS:
            lines = [", ".join(fields_of(out, part)) for part in child]
            words = "\n".join(filter(None, (child.get("faultCode"), *lines)))
            out.put(out.limited(child, words), BlockKind.CODE, codes_of(child))
        elif child.tag == "preliminaryRqmts":
            read_preliminaries(out, child)
        else:
            write(out, child)
    return []


def read_fault_isolation(out: ModuleText, isolation: etree._Element) -> list[Task]:
    """A task for each isolation procedure whose every answer leads to one of its steps, or to its end."""
    procedures = isolation.findall("faultIsolationProcedure")
    if len(procedures) == 1:
        out.task = as_id(out.module.code)
    out.put(out.module.code)
    found: list[Task] = []
    for child in isolation:
        if child.tag == "faultIsolationProcedure":
            found += _read_procedure(out, child, _task_id(out, child, procedures))
        else:
            out.task = None
            write(out, child)
    out.task = None
    return found


def _task_id(out: ModuleText, procedure: etree._Element, procedures: list[etree._Element]) -> str:
    """The module's code; where it holds several procedures, with the fault's code or the place among them."""
    if len(procedures) == 1:
        return as_id(out.module.code)
    codes = ["-".join(fault.get("faultCode", "") for fault in one.iterchildren("fault")) for one in procedures]
    place = procedures.index(procedure)
    named = codes[place] and codes.count(codes[place]) == 1
    return as_id(f"{out.module.code}-{codes[place] if named else place + 1}")


def _read_procedure(out: ModuleText, procedure: etree._Element, task_id: str) -> list[Task]:
    out.task = task_id
    purpose = _purpose(out, procedure)
    reading = _Isolation(out)
    outline = Outline(out, reading, "isolationMainProcedure")
    for part in procedure.iterchildren("isolationProcedure"):
        outline.read(part)
    reading.lead_on()
    why = reading.broken or (None if reading.found else "it has no step")
    obstacle = f"is text, and no task: {why}" if why else None
    return outline.task(procedure, task_id, obstacle, purpose, TaskKind.FAULT_ISOLATION)


def _purpose(out: ModuleText, procedure: etree._Element) -> Quote | None:
    """The fault that the procedure isolates: its codes, and what it looks like."""
    said: list[str] = []
    codes: list[str] = []
    for part in procedure:
        if part.tag in ("fault", "faultDescr"):
            said += fields_of(out, part)
            codes += codes_of(part)
        elif part.tag != "isolationProcedure":
            write(out, part)
    span = out.put(out.limited(procedure, ", ".join(said)), codes=tuple(codes))
    return out.quote(span) if span else None


@dataclass(frozen=True)
class _Answer:
    """An answer, and the id of the step that it leads to."""

    quote: Quote
    target: str


class _Isolation:
    """Steps of one isolation procedure. broken: why it cannot be followed; None while it can."""

    def __init__(self, out: ModuleText) -> None:
        self.out = out
        self.found: list[TaskStep] = []
        self.waiting: list[Notice] = []
        self.broken: str | None = None
        self._numbers: dict[str, int] = {}
        self._answers_of: list[list[_Answer]] = []

    def read(self, main: etree._Element) -> None:
        """The steps of a main procedure."""
        around = self.out.applicability.of_module()
        for child in main:
            if child.tag in NOTICES:
                notice = self.out.notice(child, NOTICES[child.tag])
                self.waiting += [notice] if notice else []
            elif child.tag not in _STEPS:
                write(self.out, child)
            else:
                self._step(child, around)

    def lead_on(self) -> None:
        """Give each answer the number of the step that it leads to."""
        steps = zip(self.found, self._answers_of, strict=True)
        self.found = [self._led_on(step, answers) for step, answers in steps]

    def _step(self, element: etree._Element, around: str) -> None:
        words = StepWords(self.out)
        words.begin(element, around)
        answers: list[_Answer] = []
        for child in element:
            if child.tag == "isolationStepAnswer":
                answers += self._answers(child)
            else:
                words.add(child)
        quote = words.quote()
        label = self.out.references.label(element)
        if quote is None:
            self.broken = self.broken or f"step {label} has no words"
            return
        if element.tag == "isolationStep" and not answers:
            self.broken = self.broken or f"step {label} asks nothing, and is not the end"
        guards = (*self.waiting, *words.notices)
        self.waiting = []
        self.found.append(TaskStep(number=len(self.found) + 1, quote=quote, notices=guards, label=label))
        self._answers_of.append(answers)
        ident = element.get("id", "")
        if ident and self._numbers.setdefault(ident, len(self.found)) != len(self.found):
            self.broken = self.broken or f"two of its steps are called {ident}"

    def _answers(self, element: etree._Element) -> list[_Answer]:
        language = (self.out.module.language or "en").split("-")[0]
        yes, no = _YES_NO.get(language, _YES_NO["en"])
        shown = {"yesAnswer": yes, "noAnswer": no, "choice": ""}
        found = []
        for answer in element.iter(*_ANSWERS):
            words = self.out.inline.words(answer) or shown[str(answer.tag)]
            span = self.out.put(words, BlockKind.STEP)
            if span:
                found.append(_Answer(self.out.quote(span), answer.get("nextActionRefId", "")))
        return found

    def _led_on(self, step: TaskStep, answers: list[_Answer]) -> TaskStep:
        outcomes = []
        for answer in answers:
            number = self._numbers.get(answer.target)
            if number is None:
                self.broken = (
                    self.broken or f"the answer {answer.quote.text!r} of step {step.label} leads to no step of it"
                )
            outcomes.append(Outcome(answer=answer.quote, next_step=number))
        return step.model_copy(update={"outcomes": tuple(outcomes)})
