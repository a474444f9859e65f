"""A troubleshooting topic → one Task for each solution (DITA 1.3, 3.2.4: condition, cause, remedy)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from knowledge_base.readers.dita.body import Body
from knowledge_base.readers.dita.elements import child_of, children, kind
from knowledge_base.readers.dita.steps import ORDERED, UNGUARDING, UNORDERED, Steps
from knowledge_base.records import Notice, Quote, Task, TaskKind, TaskStep


@dataclass(frozen=True)
class Solution:
    """A remedy, and the `troubleSolution` that it stands in."""

    solution: etree._Element
    remedy: etree._Element


def solutions_in(topic: etree._Element) -> Iterator[Solution]:
    """The remedies of a topic."""
    for solution in children(child_of(topic, "troublebody")):
        for remedy in children(solution) if kind(solution) == "troubleSolution" else ():
            if kind(remedy) == "remedy":
                yield Solution(solution, remedy)


@dataclass(frozen=True)
class Name:
    """Of a task."""

    id: str
    title: str


@dataclass
class Troubleshooting:
    """Writes a troubleshooting topic. names: of the remedies that may be followed."""

    body: Body
    names: dict[etree._Element, Name]
    _condition: int | None = None
    _general: list[Notice] = field(default_factory=list)

    def read(self, topic: etree._Element) -> Iterator[Task]:
        """Write the topic; the tasks in their order."""
        body = self.body
        mark = len(body.notices)
        for part in children(topic):
            if kind(part) in {"shortdesc", "abstract"}:
                body.block(part)
        for part in children(child_of(topic, "troublebody")):
            if kind(part) == "troubleSolution":
                yield from self._solution(part)
                continue
            self._condition = len(body.blocks) if kind(part) == "condition" else None
            body.block(part)
            self._general = body.notices[mark:]

    def _solution(self, solution: etree._Element) -> Iterator[Task]:
        """The tasks of one solution. What is known of the fault stands right before the first remedy, as one slice."""
        body = self.body
        first = own = len(body.blocks)
        if self._condition is not None:
            first, self._condition = self._condition, None
        if len(self.names) == 1:
            own = first
        mark = len(body.notices)
        for part in children(solution):
            if part not in self.names:
                body.block(part)
                continue
            body.claim(own, self.names[part].id)
            yield self._remedy(part, body.since(first), [*self._general, *body.notices[mark:]])
            first, own, mark = len(body.blocks), len(body.blocks), len(body.notices)

    def _remedy(self, remedy: etree._Element, purpose: Quote | None, general: list[Notice]) -> Task:
        body, name = self.body, self.names[remedy]
        outer, title = body.section, body.words.title(remedy)
        body.section = (*outer, title) if title else outer
        body.task_id = name.id
        personnel: Quote | None = None
        steps: tuple[TaskStep, ...] = ()
        mark = len(body.notices)
        for part in children(remedy):
            first = len(body.blocks)
            if kind(part) in ORDERED | UNORDERED:
                reader = Steps(body, [*general, *body.notices[mark:]])
                steps = reader.read(part)
                mark = len(body.notices) - len(reader.general)
                body.assumed += (
                    f"step {label} is marked as optional; its words do not say so" for label in reader.optional
                )
            elif kind(part) != "title":
                body.block(part)
                if kind(part) == "responsibleParty":
                    personnel = body.since(first)
        if body.notices[mark:]:
            body.assumed.append(UNGUARDING)
        body.section, body.task_id = outer, None
        return Task(
            id=name.id,
            title=name.title,
            manual_id=body.text.manual_id,
            purpose=purpose,
            duration=None,
            personnel=personnel,
            preconditions=None,
            tools=(),
            parts=(),
            steps=steps,
            acceptance=(),
            kind=TaskKind.TROUBLESHOOTING,
        )
