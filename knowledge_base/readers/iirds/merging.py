"""Readings of single files → what they are in the package: their modules, headings, task ids and order.

Words and positions stay as the reader of the file gave them.
"""

from typing import Any

from knowledge_base.readers.iirds.members import Member
from knowledge_base.records import Citation, Finding, Passage, PassageKind, Quote, Reading, Task, TaskKind

_LONGEST_ID = 74


class Merging:
    """Collects the readings of the files of one package."""

    def __init__(self, manual: str, revision: str) -> None:
        self._manual = manual
        self._revision = revision
        self._ids: set[str] = set()
        self.texts: dict[str, str] = {}
        self.tasks: list[Task] = []
        self.passages: list[Passage] = []
        self.findings: list[Finding] = []

    def add(self, member: Member, reading: Reading) -> None:
        """Add the reading of one file."""
        self.texts |= reading.texts
        self.findings += reading.findings
        names: dict[str, str] = {}
        for task in reading.manual.tasks:
            page = task.steps[0].quote.citation.page
            if not member.covers(page) or not member.holds_tasks(page):
                continue
            names[task.id] = self._unique(task.id)
            self.tasks.append(_moved_task(task, names[task.id], member))
        for passage in reading.passages:
            if not member.covers(passage.quote.citation.page):
                continue
            task_id = names.get(passage.task_id) if passage.task_id is not None else None
            kind = PassageKind.TEXT if passage.kind is PassageKind.TASK and task_id is None else passage.kind
            moved = {
                "id": f"{self._manual}@{self._revision}:{len(self.passages) + 1}",
                "kind": kind,
                "task_id": task_id,
                "quote": Quote(text=passage.quote.text, citation=_moved(passage.quote.citation, member)),
            }
            self.passages.append(passage.model_copy(update=moved))

    def _unique(self, wanted: str) -> str:
        name, number = wanted, 1
        while name in self._ids:
            number += 1
            name = f"{wanted[:_LONGEST_ID]}-{number}"
        self._ids.add(name)
        return name


def _moved_task(task: Task, task_id: str, member: Member) -> Task:
    """The task with its quotes cited as parts of the package."""
    fields = _with_moved_quotes(task.model_dump(), member)
    faults = member.is_troubleshooting(task.steps[0].quote.citation.page)
    kind = TaskKind.TROUBLESHOOTING if faults else task.kind
    return Task.model_validate({**fields, "id": task_id, "kind": kind})


def _with_moved_quotes(value: Any, member: Member) -> Any:
    """The same fields; every citation in them moved."""
    if isinstance(value, dict):
        if "citation" in value:
            return {**value, "citation": _moved(Citation.model_validate(value["citation"]), member).model_dump()}
        return {name: _with_moved_quotes(inner, member) for name, inner in value.items()}
    if isinstance(value, tuple | list):
        return tuple(_with_moved_quotes(inner, member) for inner in value)
    return value


def _moved(citation: Citation, member: Member) -> Citation:
    """The citation under the headings of the package; a title that is there twice is said once."""
    above, own = member.headings, citation.section
    if above and own and _same(above[-1], own[0]):
        above = above[:-1]
    return citation.model_copy(update={"section": (*above, *own), "module": member.module(citation.page)})


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
