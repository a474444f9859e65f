"""What procedures and fault isolations have in common: what is needed before, the steps, what must be so after."""

from typing import Protocol

from lxml import etree

from knowledge_base.readers.s1000d.description import write
from knowledge_base.readers.s1000d.module_text import ModuleText
from knowledge_base.readers.s1000d.preliminary import Preliminaries, read_closing, read_preliminaries
from knowledge_base.records import Notice, Quote, Task, TaskKind, TaskStep


class Steps(Protocol):
    """Steps in reading order. waiting: notices that guard the next step."""

    found: list[TaskStep]
    waiting: list[Notice]

    def read(self, main: etree._Element) -> None:
        """The steps of a main procedure."""


class Outline:
    """Reads the sections of a procedure in the order of the file. main: the tag of the one with the steps."""

    def __init__(self, out: ModuleText, steps: Steps, main: str) -> None:
        self._out, self._steps, self._main = out, steps, main
        self._before: Preliminaries | None = None
        self._acceptance: list[Quote] = []

    def read(self, procedure: etree._Element) -> None:
        """Write its sections, and take from them what a task has. It may consist of several such parts."""
        for child in procedure:
            if child.tag == "preliminaryRqmts":
                self._needs(child)
            elif child.tag == self._main:
                if self._before is None:
                    self._needs(None)
                self._steps.waiting += [*self._out.referred_notices(procedure), *self._out.referred_notices(child)]
                self._steps.read(child)
            elif child.tag == "closeRqmts":
                self._acceptance += read_closing(self._out, child)
            else:
                write(self._out, child)

    def task(
        self,
        procedure: etree._Element,
        task_id: str,
        obstacle: str | None,
        purpose: Quote | None = None,
        kind: TaskKind = TaskKind.PROCEDURE,
    ) -> list[Task]:
        """The task; none, and a finding, where there is an obstacle to it: then its words are text."""
        out, steps, before = self._out, self._steps, self._before or Preliminaries()
        if steps.waiting and steps.found:
            out.not_understood(procedure, f"{len(steps.waiting)} notices stand after the last step, and guard none")
        if obstacle is not None:
            out.not_understood(procedure, obstacle)
            out.forget_task(task_id)
            return []
        return [
            Task(
                id=task_id,
                title=out.module.title,
                manual_id=out.text.manual_id,
                purpose=purpose,
                duration=before.duration,
                personnel=before.personnel,
                preconditions=before.preconditions,
                tools=tuple(before.tools),
                parts=tuple(before.parts),
                supplies=tuple(before.supplies),
                steps=tuple(steps.found),
                acceptance=tuple(self._acceptance),
                kind=kind,
            )
        ]

    def _needs(self, section: etree._Element | None) -> None:
        self._before = read_preliminaries(self._out, section)
        self._steps.waiting += self._before.notices
