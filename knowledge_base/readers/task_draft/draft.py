"""One section that may turn out to be a task, and what it becomes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge_base.readers.identity import as_id
from knowledge_base.readers.passages import Block, BlockKind
from knowledge_base.readers.pdf.instructions import describes, instructs
from knowledge_base.readers.source import Span, WrittenText
from knowledge_base.readers.task_draft.findings import Findings
from knowledge_base.records import Notice, NoticeKind, Quote, Task, TaskStep

_HEADING_ID = re.compile(r"\s*\{#(?P<id>[A-Za-z0-9][A-Za-z0-9_.-]*)\}\s*$")
# An id such as PS-T-210; a fault code such as E-204 has one part less.
_TASK_CODE = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{0,9}(?:-[A-Z0-9]{1,9}){1,4}-\d{1,6}(?![\w-])")
_MAX_ID = 80


@dataclass
class OpenField:
    """The field that the next words belong to. by_heading: until the next heading; else for one paragraph or list."""

    name: str
    by_heading: bool
    taken: str | None = None

    def takes(self, what: str) -> bool:
        """Whether words of this sort ("words", "row") are a value of the field."""
        return self.by_heading or self.taken is None or self.taken == what == "row"


@dataclass
class DraftStep:
    """One step, and the notices that guard it so far."""

    label: str
    quote: Quote
    notices: list[Notice]


@dataclass
class Draft:
    """A section up to the next heading that is not one of its fields.

    inherited: notices of the sections around it. waiting: notices that no step has followed yet. general: those of its
    safety section. plain: its lists are never steps. is_procedure: its heading has a task's code, or a heading below it
    names a part of a procedure. doubts: why it is no task. strays: words that are no part of one.
    """

    title: str
    ident: str | None
    place: str
    plain: bool = False
    inherited: list[Notice] = field(default_factory=list)
    is_procedure: bool = False
    open_field: OpenField | None = None
    purpose: Quote | None = None
    purpose_open: bool = True
    fields: dict[str, list[Quote]] = field(default_factory=dict)
    steps: list[DraftStep] = field(default_factory=list)
    top_steps: int = 0
    waiting: list[Notice] = field(default_factory=list)
    general: list[Notice] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    strays: list[tuple[str, str]] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)

    def doubt(self, place: str, why: str) -> None:
        """Say why this cannot be read as a task."""
        self.doubts.append((place, why))

    def reads_as_instructions(self, language: str) -> bool:
        """Most steps tell somebody to do something; in what names itself a procedure, most do not state a fact."""
        said = [step.quote.text for step in self.steps]
        telling = sum(instructs(text, language) for text in said)
        if self.is_procedure or self.fields:
            return 2 * telling >= len(said) or 2 * sum(describes(text, language) for text in said) < len(said)
        return 2 * telling > len(said)

    def handed_down(self) -> list[Notice]:
        """Warnings and cautions that stand above its sub-sections and guard no step of its own."""
        if self.steps:
            return []
        own = (*self.general, *self.waiting)
        return [*self.inherited, *(notice for notice in own if notice.kind is not NoticeKind.NOTE)]


class Page:
    """The blocks of one file, in reading order, and the draft that they are put into."""

    def __init__(self, text: WrittenText, findings: Findings) -> None:
        self.text = text
        self.findings = findings
        self.blocks: list[Block] = []
        self.draft: Draft | None = None

    def write(self, words: str, kind: BlockKind, after: str = "\n\n") -> Span:
        """Write words as a block of their own."""
        return self.block(self.text.write(words, after=after), kind)

    def block(self, span: Span, kind: BlockKind) -> Span:
        """Make a block of what is written."""
        if self.draft is not None:
            self.draft.blocks.append(len(self.blocks))
        self.blocks.append(Block(self.text, span, kind, self.text.section))
        return span


def title_and_id(heading: str, ident: str | None) -> tuple[str, str | None, bool]:
    """The title of a task; the id that its element, its heading's {#ID}, or a code such as PS-T-210 in it gives; and
    whether the heading itself has one, which only a task has.
    """
    marked = _HEADING_ID.search(heading)
    title = _HEADING_ID.sub("", heading) or heading
    code = _TASK_CODE.search(title)
    stated = marked["id"] if marked else code[0] if code else None
    return title, as_id(ident or "") or stated, stated is not None


def free_id(wanted: str, taken: set[str]) -> str:
    """The id, with -2, -3 … after it where it is taken."""
    wanted = as_id(wanted) or "task"
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted[: _MAX_ID - len(str(number)) - 1]}-{number}"
    taken.add(found)
    return found


def task_of(draft: Draft, text: WrittenText, task_id: str) -> Task:
    """The task that a draft without doubts is."""
    first = draft.steps[0]
    first.notices[:0] = [*draft.inherited, *draft.general]
    steps = tuple(
        TaskStep(number=number, quote=step.quote, notices=tuple(step.notices), label=step.label or None)
        for number, step in enumerate(draft.steps, 1)
    )
    said = draft.fields
    return Task(
        id=task_id,
        title=draft.title,
        manual_id=text.manual_id,
        purpose=draft.purpose or _one(text, said.get("purpose", ())),
        duration=_one(text, said.get("duration", ())),
        personnel=_one(text, said.get("personnel", ())),
        preconditions=_one(text, said.get("preconditions", ())),
        tools=tuple(said.get("tools", ())),
        parts=tuple(said.get("parts", ())),
        supplies=tuple(said.get("supplies", ())),
        steps=steps,
        acceptance=tuple(said.get("acceptance", ())),
    )


def _one(text: WrittenText, quotes: Sequence[Quote]) -> Quote | None:
    """Several quotes that follow each other, as one."""
    if len(quotes) < 2:
        return quotes[0] if quotes else None
    here, text.section = text.section, quotes[0].citation.section
    whole = text.quote(quotes[0].citation.start, quotes[-1].citation.end)
    text.section = here
    return whole
