"""What the tests of drafting share: a text to draft into, and short ways to say what came of it."""

from collections.abc import Sequence

from knowledge_base.readers.source import WrittenText
from knowledge_base.readers.task_draft import (
    Drafted,
    Element,
    Findings,
    Heading,
    Item,
    Listing,
    Paragraph,
    Part,
    draft_tasks,
)
from knowledge_base.records import Quote, Task, TaskStep


class Draft:
    """The elements drafted, with the text and the findings."""

    def __init__(self, *elements: Element, language: str = "en") -> None:
        self.text = WrittenText("OV", "1", "ov.html")
        self.findings = Findings("ov.html")
        self.drafted: Drafted = draft_tasks(elements, self.text, language, self.findings)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks."""
        return self.drafted.tasks

    @property
    def task(self) -> Task:
        """The only task."""
        (task,) = self.drafted.tasks
        return task

    @property
    def said(self) -> list[str]:
        """What the findings say."""
        return [finding.what for finding in self.findings.all()]


def heading(level: int, words: str, ident: str | None = None) -> Heading:
    return Heading(level, words, "line 1", ident)


def para(words: str, lead: int = 0) -> Paragraph:
    return Paragraph(words, "line 2", lead)


def item(words: str | Sequence[Part], number: int | None = None, label: str | None = None) -> Item:
    parts = (para(words),) if isinstance(words, str) else tuple(words)
    return Item("-" if number is None else f"{label or number}.", label or str(number or "-"), number, parts, "line 3")


def steps(*words: str | Sequence[Part], first: int = 1, above: str = "") -> Listing:
    items = (item(one, number, f"{above}{number}") for number, one in enumerate(words, first))
    return Listing(True, tuple(items), "line 3")


def bullets(*words: str | Sequence[Part]) -> Listing:
    return Listing(False, tuple(item(one) for one in words), "line 4")


def words(quotes: Sequence[Quote]) -> list[str]:
    return [quote.text for quote in quotes]


def notices(step: TaskStep) -> list[tuple[str, str]]:
    return [(notice.kind.value, notice.quote.text) for notice in step.notices]
