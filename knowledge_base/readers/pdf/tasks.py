"""Sections that are procedures → tasks. What of a procedure is not understood is reported, and is no step."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge_base.readers.identity import as_id
from knowledge_base.readers.passages import BlockKind
from knowledge_base.readers.pdf.elements import Element, ElementKind
from knowledge_base.readers.pdf.paragraphs import Paragraph
from knowledge_base.readers.pdf.phrases import STEP_WORD
from knowledge_base.readers.pdf.sections import Section
from knowledge_base.readers.pdf.steps import Listed, plain_title, task_code
from knowledge_base.readers.source import Span, WrittenText
from knowledge_base.records import Finding, FindingKind, Notice, NoticeKind, Quote, Task, TaskKind, TaskStep

_TROUBLE = re.compile(
    r"trouble-?\s?shooting|fault (?:isolation|finding)|fehlersuche|störungs(?:suche|behebung)|dépannage"
    r"|solución de problemas",
    re.IGNORECASE,
)
_MANY = ("tools", "parts", "supplies", "acceptance")
_ONE = ("purpose", "duration", "personnel", "preconditions")
_QUOTED = 60


@dataclass
class Found:
    """A task, which elements of its section are its steps and notices, and what was not understood.

    elements: None for one that is part of the step above it.
    """

    task: Task
    elements: dict[Element, BlockKind | None]
    findings: list[Finding]


@dataclass
class _Draft:
    """A procedure that is being read from top to bottom."""

    fields: dict[str, list[Quote]] = field(default_factory=dict)
    waiting: list[tuple[Element, NoticeKind]] = field(default_factory=list)
    steps: list[tuple[Element, tuple[Notice, ...], Span]] = field(default_factory=list)
    lead: Quote | None = None
    blocks: dict[Element, BlockKind | None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


class TaskReader:
    """Makes tasks out of written sections; their ids are unique in the manual."""

    def __init__(self, text: WrittenText, file: str) -> None:
        self._text = text
        self._file = file
        self._taken: set[str] = set()

    def read(self, section: Section, elements: Sequence[Element], listed: Listed) -> Found:
        """The task of a section whose numbered items are its steps."""
        self._text.section = section.path
        draft = _Draft()
        last_item = listed.all[-1]
        ended = False
        for element in elements:
            self._take(draft, element, ended)
            ended = ended or element is last_item
        for element, kind in draft.waiting:
            self._finding(draft, element, f"this {kind} stands after the last step and guards none")
        title = section.path[-1]
        return Found(self._task(draft, title), draft.blocks, draft.findings)

    def _take(self, draft: _Draft, element: Element, ended: bool) -> None:
        """Add one element to the draft. ended: the last step stands above it."""
        if element.kind is ElementKind.ITEM:
            notices = tuple(Notice(kind=kind, quote=self._quote(e, e.words)) for e, kind in draft.waiting)
            draft.blocks.update({e: BlockKind.NOTICE for e, _ in draft.waiting})
            draft.waiting.clear()
            draft.steps.append((element, notices, element.words))
            draft.blocks[element] = BlockKind.STEP
        elif element.kind is ElementKind.NOTICE and element.notice is not None:
            if self._text.slice(*element.words).strip():
                draft.waiting.append((element, element.notice))
            else:
                self._finding(draft, element, f"this {element.notice} says nothing")
        elif element.kind is ElementKind.FIELD and element.name is not None:
            self._take_field(draft, element, element.name)
        elif element.kind is ElementKind.TEXT:
            self._take_text(draft, element, ended)

    def _take_field(self, draft: _Draft, element: Element, name: str) -> None:
        values = draft.fields.setdefault(name, [])
        inline = (element.spans[0][0] + element.skip, element.spans[0][1])
        if self._text.slice(*inline).strip():
            values.append(self._quote(element, inline))
        for piece, span in zip(element.pieces[1:], element.spans[1:], strict=True):
            label = getattr(piece, "label", None)
            start = span[0] + (label.length if label is not None else 0)
            values.append(self._quote(element, (start, span[1]), piece.page))

    def _take_text(self, draft: _Draft, element: Element, ended: bool) -> None:
        """Words before the list say what it is for; words between two steps, beside the list, are not understood.

        Only where a step is named ("Step 2") is all of the text up to the next one meant by it.
        """
        words = self._text.slice(*element.span)
        if not draft.steps:
            if draft.lead is None and not words.rstrip().endswith(":") and not draft.fields:
                draft.lead = self._quote(element, element.span)
            return
        if ended:
            return
        step, notices, span = draft.steps[-1]
        between = self._text.slice(span[1], element.span[0])
        named = isinstance(step.first, Paragraph) and STEP_WORD.match(step.first.text)
        if not named or between.strip() or draft.waiting:
            self._finding(draft, element, "between two steps, part of neither")
        else:
            draft.steps[-1] = step, notices, (span[0], element.span[1])
            step.spans.append(element.span)
            draft.blocks[element] = None

    def _quote(self, element: Element, span: Span, page: int | None = None) -> Quote:
        self._text.page = page or element.first.page
        return self._text.quote(*span)

    def _finding(self, draft: _Draft, element: Element, what: str) -> None:
        words = " ".join(self._text.slice(*element.span).split())[:_QUOTED]
        place = f"page {element.first.page}"
        said = f"{what}: {words!r}"
        draft.findings.append(Finding(kind=FindingKind.NOT_UNDERSTOOD, file=self._file, place=place, what=said))

    def _task(self, draft: _Draft, title: str) -> Task:
        one = {name: draft.fields[name][0] for name in _ONE if draft.fields.get(name)}
        many = {name: tuple(draft.fields.get(name, ())) for name in _MANY}
        steps = tuple(
            TaskStep(number=number, quote=self._quote(item, span), notices=notices, label=_label(item))
            for number, (item, notices, span) in enumerate(draft.steps, start=1)
        )
        code = task_code(title)
        plain = plain_title(title)
        return Task(
            id=self._id(code or f"{self._text.manual_id}-{plain}"),
            title=_without_code(plain, code),
            manual_id=self._text.manual_id,
            purpose=one.get("purpose") or draft.lead,
            duration=one.get("duration"),
            personnel=one.get("personnel"),
            preconditions=one.get("preconditions"),
            steps=steps,
            kind=TaskKind.TROUBLESHOOTING if _TROUBLE.search(title) else TaskKind.PROCEDURE,
            **many,
        )

    def _id(self, wanted: str) -> str:
        """An id of the words that no other task of the manual has."""
        base = as_id(wanted) or "task"
        name, count = base, 1
        while name in self._taken:
            count += 1
            name = f"{base[:75].rstrip('-_.')}-{count}"
        self._taken.add(name)
        return name


def _label(item: Element) -> str | None:
    return item.label.shown if item.label else None


def _without_code(title: str, code: str | None) -> str:
    if code is None:
        return title
    left = title.replace(code, "").strip(" \t:,.–—-()[]{}#")
    return left or title
