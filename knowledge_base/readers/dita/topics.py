"""Topics → reading texts, blocks and tasks: each topic once, where the map first refers to it."""

from collections.abc import Iterator

from lxml import etree

from knowledge_base.readers.contract import Source
from knowledge_base.readers.dita.body import Body
from knowledge_base.readers.dita.document_set import DocumentSet
from knowledge_base.readers.dita.elements import (
    TASKS,
    TOPICS,
    Conditions,
    child_of,
    children,
    conditions,
    kind,
    language,
    said,
    within,
)
from knowledge_base.readers.dita.maps import Entry
from knowledge_base.readers.dita.obstacles import Obstacle, holes, obstacles
from knowledge_base.readers.dita.references import References
from knowledge_base.readers.dita.steps import ORDERED, UNORDERED, steps_in
from knowledge_base.readers.dita.tasks import read_task
from knowledge_base.readers.dita.troubleshooting import Name, Solution, Troubleshooting, solutions_in
from knowledge_base.readers.dita.unseen import take_out_unseen
from knowledge_base.readers.dita.words import Words
from knowledge_base.readers.identity import Identity, as_id
from knowledge_base.readers.passages import Block
from knowledge_base.readers.source import WrittenText
from knowledge_base.records import Finding, FindingKind, Task

_TITLES = frozenset({"title", "glossterm"})
_SHORT = frozenset({"shortdesc", "abstract"})
_BODIES = frozenset({"body", "conbody", "taskbody", "refbody", "troublebody", "glossBody"})


class Topics:
    """Reads the topics of a set. texts: file → what was written of it. languages: of modules that state another one."""

    def __init__(self, source: Source, documents: DocumentSet, who: Identity) -> None:
        """source: only its name and limits are used."""
        self._documents = documents
        self._references = References(documents, source)
        self._who = who
        self._done: set[etree._Element] = set()
        self._ids: set[str] = set()
        self.texts: dict[str, WrittenText] = {}
        self.languages: dict[tuple[str, str | None], str] = {}
        self.blocks: list[Block] = []
        self.tasks: list[Task] = []
        self.findings: list[Finding] = []

    def read(self, entry: Entry) -> None:
        """Read a topic with the topics that are nested in it, unless it was read before."""
        if entry.topic in self._done:
            return
        self._references.resolve(entry.topic, entry.keys)
        self.findings += take_out_unseen(entry.topic, entry.file)
        words = Words(self._documents, entry.keys)
        headings = tuple(one if isinstance(one, str) else words.title(one) for one in entry.headings)
        self._topic(entry, entry.topic, words, tuple(filter(None, headings)), entry.conditions)

    def _topic(
        self, entry: Entry, topic: etree._Element, words: Words, above: tuple[str, ...], outer: Conditions
    ) -> None:
        if topic in self._done:
            return
        self._done.add(topic)
        title = (entry.title if topic is entry.topic else None) or words.title(topic)
        module = topic.get("id") or None
        here = {**outer, **conditions(topic)}
        section = (*above, *([said(here)] if here else []), *([title] if title else []))
        text = self.texts.setdefault(entry.file, WrittenText(self._who.manual, self._who.revision, entry.file))
        body = Body(text, words, section, module)
        stated = next((found for one in (topic, *topic.iterancestors()) if (found := language(one))), None)
        if stated is not None:
            self.languages[entry.file, module] = stated.split("-")[0].lower()
        self._written(entry, topic, body, title, outer)
        self.blocks += body.blocks
        self._report(entry.file, topic, body)
        for nested in children(topic):
            if kind(nested) in TOPICS:
                self._topic(entry, nested, words, (*above, title) if title else above, here)

    def _written(self, entry: Entry, topic: etree._Element, body: Body, title: str, outer: Conditions) -> None:
        """Write one topic, as tasks where it is one that may be followed."""
        done: frozenset[str] = frozenset()
        if kind(topic) == "troubleshooting":
            names = self._names(entry, topic, body.words, title, outer)
            self.tasks += Troubleshooting(body, names).read(topic)
            done = _SHORT | _BODIES
        elif kind(topic) in TASKS:
            problems = list(_of_task(topic, body.words, outer, entry.filtered))
            self._dropped(entry.file, topic, problems, "it is not offered as a task")
            if not problems:
                self.tasks.append(read_task(body, topic, self._unique(topic.get("id"), title), title))
                done = _SHORT | _BODIES
        else:
            missing = [one for part in children(topic) if kind(part) in _BODIES for one in holes(part, body.words)]
            self._dropped(entry.file, topic, missing, "these words are not there")
        for part in children(topic):
            if kind(part) not in done | _TITLES | TOPICS:
                body.block(part)

    def _names(
        self, entry: Entry, topic: etree._Element, words: Words, title: str, outer: Conditions
    ) -> dict[etree._Element, Name]:
        """The remedies of a troubleshooting topic that may be followed, with their names."""
        found = list(solutions_in(topic))
        names: dict[etree._Element, Name] = {}
        for one in found:
            problems = list(_of_remedy(topic, one, words, outer, entry.filtered))
            self._dropped(entry.file, one.remedy, problems, "it is not offered as a task")
            if not problems:
                own = words.title(one.remedy) or words.title(child_of(one.solution, "cause"))
                own_id = one.remedy.get("id") or one.solution.get("id")
                topic_id = topic.get("id")
                wanted = f"{topic_id}-{own_id}" if topic_id and own_id and len(found) > 1 else topic_id
                names[one.remedy] = Name(self._unique(wanted, title), f"{title} – {own}" if own else title)
        return names

    def _unique(self, wanted: str | None, title: str) -> str:
        """A task id that no other task of the manual has."""
        base = as_id(wanted or "") or as_id(f"{self._who.manual}-{title}") or "task"
        name, number = base, 1
        while name in self._ids:
            number += 1
            name = f"{base[:74]}-{number}"
        self._ids.add(name)
        return name

    def _report(self, file: str, topic: etree._Element, body: Body) -> None:
        """What a person should know of a topic that was written."""
        for what in dict.fromkeys(body.assumed):
            self._finding(FindingKind.ASSUMED, file, topic, what)
        if body.words.unknown:
            names = ", ".join(sorted(body.words.unknown))
            self._finding(
                FindingKind.NOT_UNDERSTOOD, file, topic, f"holds words in elements that are not text: {names}"
            )
            body.words.unknown.clear()
        found = dict.fromkeys(said(met) for one in within(topic) if (met := conditions(one)))
        if found:
            what = f"applies in part only under a condition ({', '.join(found)}); all of it was read"
            self._finding(FindingKind.ASSUMED, file, topic, what)

    def _dropped(self, file: str, element: etree._Element, problems: list[Obstacle], so: str) -> None:
        """One finding for each kind of problem."""
        for kind_of_finding in dict.fromkeys(found for found, _ in problems):
            whats = [what for found, what in problems if found is kind_of_finding]
            more = f" (and {len(whats) - 1} more)" if len(whats) > 1 else ""
            self._finding(kind_of_finding, file, element, f"{whats[0]}{more}: {so}")

    def _finding(self, kind_of_finding: FindingKind, file: str, element: etree._Element, what: str) -> None:
        name = element.get("id")
        place = f"topic {name}" if name and kind(element) in TOPICS else f"line {element.sourceline}"
        self.findings.append(Finding(kind=kind_of_finding, file=file, place=place, what=what))


def _of_task(topic: etree._Element, words: Words, outer: Conditions, filtered: bool) -> Iterator[Obstacle]:
    """Why a task topic must not be followed."""
    taskbody = child_of(topic, "taskbody")
    for part in children(topic):
        if kind(part) in _TITLES | _SHORT:
            yield from holes(part, words)
    yield from _of_steps("task", taskbody, words, {**outer, **conditions(topic)}, filtered)


def _of_remedy(
    topic: etree._Element, one: Solution, words: Words, outer: Conditions, filtered: bool
) -> Iterator[Obstacle]:
    """Why a remedy must not be followed."""
    condition = child_of(child_of(topic, "troublebody"), "condition")
    for part in (child_of(topic, "title"), condition, child_of(one.solution, "cause")):
        if part is not None:
            yield from holes(part, words)
    here = {**outer, **conditions(topic), **conditions(one.solution)}
    yield from _of_steps("remedy", one.remedy, words, here, filtered)


def _of_steps(
    what: str, holder: etree._Element | None, words: Words, here: Conditions, filtered: bool
) -> Iterator[Obstacle]:
    if holder is None or child_of(holder, *ORDERED, *UNORDERED) is None:
        yield FindingKind.NOT_UNDERSTOOD, f"a {what} without steps"
    elif steps_in(holder) is None:
        yield FindingKind.NOT_UNDERSTOOD, f"a {what} whose steps have no order"
    else:
        yield from obstacles(holder, words, here, filtered)
