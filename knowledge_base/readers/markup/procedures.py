"""Sections → tasks, where the markup says without doubt what to do in which order (the lenient form).

A task is a section with one numbered list that runs 1, 2, 3 …; only notices may part its items. What names a field
(Tools, Parts, Safety …, in bold, as a title or as a heading of its own below the same heading) belongs to the task.
A section that says no more than "Procedure" takes the name of the one above it. All else is a finding, and no task.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge_base.readers.identity import as_id
from knowledge_base.readers.markup.drafts import Draft, Drafts
from knowledge_base.readers.markup.labels import (
    field_named,
    holds_a_step,
    holds_no_procedure,
    names_a_procedure,
    names_a_step,
    task_code,
)
from knowledge_base.readers.markup.outline import Outline, PartKind, Section
from knowledge_base.readers.markup.steps import (
    NotSteps,
    Written,
    check_instructions,
    check_numbers,
    notice_of,
    steps_of,
)
from knowledge_base.readers.source import Span
from knowledge_base.records import Finding, FindingKind, NoticeKind, Quote, Task, TaskStep

_MAX_ID = 80
_MOST_GENERAL = 100
_FIRST, _SECOND = (re.compile(rf"^[ \t>]*{number}[.)-]\s", re.MULTILINE) for number in (1, 2))
_BETWEEN_ITEMS = re.compile(r"[\s\d.)*+>-]*")
_HTML_LIST = re.compile(r"<ol\b", re.IGNORECASE)


@dataclass
class Found:
    """The tasks of a manual; task_ids: number of a section → the task to which its words belong."""

    tasks: list[Task] = field(default_factory=list)
    task_ids: dict[int, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


class _Tree:
    """Which section stands right below which; one below none is its own parent.

    procedures: of a section, those right below it that say no more than "Procedure".
    """

    def __init__(self, sections: Sequence[Section]) -> None:
        self.parents: list[int] = []
        self.children: list[list[int]] = [[] for _ in sections]
        self.procedures: list[list[int]] = [[] for _ in sections]
        path: list[int] = []
        for number, section in enumerate(sections):
            while path and sections[path[-1]].level >= section.level:
                path.pop()
            self.parents.append(path[-1] if path else number)
            if path:
                self.children[path[-1]].append(number)
                if names_a_procedure(section.title):
                    self.procedures[path[-1]].append(number)
            if section.level:
                path.append(number)


class Procedures:
    """Looks for the tasks of one manual."""

    def __init__(self, outline: Outline, language: str) -> None:
        self._outline = outline
        self._sections = outline.sections
        self._language = language
        self._drafts = Drafts(outline)
        self._tree = _Tree(outline.sections)
        self._found = Found()
        self._used: dict[str, int] = {}
        self._warnings: dict[int, list[Written]] = {}

    def found(self) -> Found:
        """All tasks in reading order, and what was not understood."""
        for number, section in enumerate(self._sections):
            if field_named(section.title) and self._owner(number) is not None:
                continue
            self._look_outside_lists(section)
            if any(part.kind is PartKind.NUMBERED for part in section.parts):
                try:
                    self._read(number)
                except NotSteps as reason:
                    self._report(section, f"{_called(section)} is not read as a task: {reason}")
        return self._found

    def _report(self, section: Section, what: str, start: int | None = None) -> None:
        place = self._outline.line(section.start if start is None else start)
        finding = Finding(kind=FindingKind.NOT_UNDERSTOOD, file=self._outline.text.file, place=place, what=what)
        self._found.findings.append(finding)

    def _look_outside_lists(self, section: Section) -> None:
        """Steps that stand in no numbered list: in headings, tables, boxes, quotations and HTML."""
        if names_a_step(section.title):
            self._report(section, f"{_called(section)} is a step written as a heading; it is in no task")
        words = [(part, self._outline.slice(part.span)) for part in section.parts]
        rows = [part for part, said in words if part.kind is PartKind.ROW and holds_a_step(said)]
        boxed = [
            part
            for part, said in words
            if (part.kind is PartKind.NOTICE and _FIRST.search(said) and _SECOND.search(said))
            or (part.kind is PartKind.BULLETS and any(item.number is not None for item in part.items))
            or (part.kind is PartKind.TEXT and _HTML_LIST.search(said))
        ]
        if len(rows) > 1:
            self._report(section, "steps written as rows of a table are not read as a task", rows[0].span[0])
        if boxed:
            what = "a numbered list in a box, a quotation or HTML is not read as steps"
            self._report(section, what, boxed[0].span[0])

    def _read(self, number: int) -> None:
        section = self._sections[number]
        if names_a_step(section.title) or holds_no_procedure(section.title):
            return
        draft = self._drafts.of(section.parts)
        lists = [part for part in draft.pieces if part.kind is PartKind.NUMBERED]
        items = [item for part in lists for item in part.items]
        if not items:
            return
        check_numbers(items)
        check_instructions(self._outline, items, self._language)
        owner = self._tree.parents[number] if self._is_procedure_of_parent(number) else number
        self._add_inherited(owner, draft)
        self._add_family(number, owner, draft)
        steps = steps_of(self._outline, draft.pieces, draft.general)
        title = self._sections[owner].title
        anchor = section.anchor or self._sections[owner].anchor or task_code(title)
        task_id = self._new_id(anchor, title)
        self._found.tasks.append(self._task(task_id, title, draft, steps))
        for member in {number, owner, *self._family(number, owner)}:
            self._found.task_ids.setdefault(member, task_id)
        said = [part for part in draft.after if part.kind is not PartKind.NUMBERED]
        if said:
            what = f"words after the last step of task {task_id} belong to none of its steps"
            self._report(section, what, said[0].span[0])

    def _is_procedure_of_parent(self, number: int) -> bool:
        """The heading says only "Procedure", and no other one below the same heading does."""
        parent = self._tree.parents[number]
        return parent != number and self._tree.procedures[parent] == [number] and self._is_plain(parent)

    def _is_plain(self, number: int) -> bool:
        return all(part.kind is not PartKind.NUMBERED for part in self._sections[number].parts)

    def _family(self, number: int, owner: int) -> list[int]:
        """The sections that hold the fields of a task: below its heading, or beside its "Procedure"."""
        around = sorted({*self._tree.children[owner], *self._tree.children[number]} - {number})
        return [i for i in around if field_named(self._sections[i].title)]

    def _owner(self, number: int) -> int | None:
        """Of a section that names a field: the section that holds the steps, if it is read as one."""
        parent = self._tree.parents[number]
        if parent == number:
            return None
        if not self._is_plain(parent):
            return parent
        beside = self._tree.procedures[parent]
        return beside[0] if len(beside) == 1 and not self._is_plain(beside[0]) else None

    def _add_inherited(self, number: int, draft: Draft) -> None:
        """Warnings and cautions of the sections above, which hold no steps of their own."""
        while (parent := self._tree.parents[number]) != number:
            number = parent
            draft.general += self._told(number)
        if len(draft.general) > _MOST_GENERAL:
            raise NotSteps(f"more than {_MOST_GENERAL} warnings stand above it")

    def _told(self, number: int) -> list[Written]:
        """The warnings and cautions of a section, for all tasks below it."""
        if number not in self._warnings:
            above = self._drafts.of(self._sections[number].parts) if self._is_plain(number) else Draft()
            told = [*above.general, *(notice_of(part, self._outline) for part in above.pieces)]
            self._warnings[number] = [notice for notice in told if notice.kind is not NoticeKind.NOTE]
        return self._warnings[number]

    def _add_family(self, number: int, owner: int, draft: Draft) -> None:
        """What stands in the sections of the fields, and above a "Procedure"; general warnings in reading order."""
        if owner != number:
            above = self._drafts.of(self._sections[owner].parts)
            draft.purpose = above.purpose or draft.purpose
            draft.general += [*above.general, *(notice_of(part, self._outline) for part in above.pieces)]
            for name, spans in above.fields.items():
                draft.fields.setdefault(name, []).extend(spans)
        for member in self._family(number, owner):
            name = field_named(self._sections[member].title) or ""
            for part in self._sections[member].parts:
                if part.kind is PartKind.NOTICE:
                    draft.general.append(notice_of(part, self._outline))
                elif part.items:
                    draft.add_items(name, part)
                elif part.kind is PartKind.TEXT:
                    draft.add(name, part.words)
        draft.general.sort(key=lambda notice: notice.words)

    def _task(self, task_id: str, title: str, draft: Draft, steps: tuple[TaskStep, ...]) -> Task:
        def all_of(name: str) -> tuple[Quote, ...]:
            return tuple(self._outline.quote(words) for words in draft.fields.get(name, ()))

        def whole(name: str) -> Quote | None:
            spans = draft.fields.get(name)
            return self._outline.quote(self._joined(spans)) if spans else None

        return Task(
            id=task_id,
            title=title,
            manual_id=self._outline.text.manual_id,
            purpose=self._outline.quote(draft.purpose) if draft.purpose else None,
            duration=whole("duration"),
            personnel=whole("personnel"),
            preconditions=whole("preconditions"),
            tools=all_of("tools"),
            parts=all_of("parts"),
            supplies=all_of("supplies"),
            steps=steps,
            acceptance=all_of("acceptance"),
        )

    def _joined(self, spans: Sequence[Span]) -> Span:
        """The first entry of a field and those that follow it directly."""
        start, end = spans[0]
        for following in spans[1:]:
            if not _BETWEEN_ITEMS.fullmatch(self._outline.slice((end, following[0]))):
                break
            end = following[1]
        return start, end

    def _new_id(self, anchor: str | None, title: str) -> str:
        """The anchor or the manual's id with the title, made unique by -2, -3 …"""
        wanted = as_id(anchor or "") or as_id(f"{self._outline.text.manual_id}-{title}")
        task_id = wanted
        while task_id in self._used:
            self._used[wanted] += 1
            ending = f"-{self._used[wanted]}"
            task_id = wanted[: _MAX_ID - len(ending)] + ending
        self._used[task_id] = 1
        return task_id


def _called(section: Section) -> str:
    return f"the section {section.title!r}" if section.title else "what stands before the first heading"
