"""What a procedure needs before its first step (`preliminaryRqmts`), and what must be so after its last."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from knowledge_base.readers.s1000d.description import write
from knowledge_base.readers.s1000d.element_kinds import NOTICES
from knowledge_base.readers.s1000d.module_text import ModuleText
from knowledge_base.readers.s1000d.record import fields_of, with_unit
from knowledge_base.readers.s1000d.requirement import read_requirements
from knowledge_base.readers.source import Span
from knowledge_base.records import Notice, Quote

_PEOPLE = ("man", "numRequired")
_DURATIONS = {"startupDuration": "startup", "procedureDuration": "procedure", "closeupDuration": "closeup"}
_NO_TIME = frozenset(("", "0", "0,0", "0.0"))


@dataclass
class Preliminaries:
    """Fields of a task. notices: of its safety section, for the first step."""

    duration: Quote | None = None
    personnel: Quote | None = None
    preconditions: Quote | None = None
    tools: list[Quote] = field(default_factory=list)
    supplies: list[Quote] = field(default_factory=list)
    parts: list[Quote] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


class _Reading:
    """Spans that become one field each, while a section is read."""

    def __init__(self, out: ModuleText) -> None:
        self.out = out
        self.found = Preliminaries()
        self.conditions: list[Span] = []
        self.people: list[Span] = []
        self.times: list[Span] = []
        self.task_times: list[Span] = []


def read_preliminaries(out: ModuleText, element: etree._Element | None) -> Preliminaries:
    """Write the section, and the products that the module is for among the conditions."""
    reading = _Reading(out)
    groups = element.findall("reqCondGroup") if element is not None else []
    if not groups:
        _products(reading)
    for child in element if element is not None else ():
        if groups and child is groups[0]:
            _products(reading)
        _read_child(reading, child)
    found = reading.found
    found.preconditions = _joined(out, reading.conditions)
    found.personnel = _joined(out, reading.people)
    found.duration = _joined(out, reading.task_times) or _same(out, reading.times)
    return found


def read_closing(out: ModuleText, element: etree._Element | None) -> tuple[Quote, ...]:
    """Write the closing requirements; each condition is a criterion of acceptance."""
    found = []
    for child in element if element is not None else ():
        if child.tag == "reqCondGroup":
            found += [out.quote(span) for span in _conditions(out, child)]
        else:
            write(out, child)
    return tuple(found)


def _read_child(reading: _Reading, child: etree._Element) -> None:
    out, found = reading.out, reading.found
    if child.tag == "reqCondGroup":
        reading.conditions += _conditions(out, child)
    elif child.tag == "reqPersons":
        _persons(reading, child)
    elif child.tag == "productionMaintData":
        _production(reading, child)
    elif child.tag == "reqSupportEquips":
        found.tools += read_requirements(out, child)
    elif child.tag == "reqSupplies":
        found.supplies += read_requirements(out, child)
    elif child.tag == "reqSpares":
        found.parts += read_requirements(out, child)
    elif child.tag == "reqSafety":
        found.notices += _safety(out, child)
    elif child.tag == "reqTechInfoGroup":
        for ref in child.iter("dmRef", "pmRef", "externalPubRef"):
            out.put(out.inline.phrase(ref))
    else:
        write(out, child)


def _products(reading: _Reading) -> None:
    span = reading.out.put(reading.out.applicability.of_module())
    reading.conditions += [span] if span else []


def _conditions(out: ModuleText, group: etree._Element) -> Iterator[Span]:
    """One line each: the condition, and in parentheses what it refers to."""
    for child in group:
        said, refs = [], []
        for part in child:
            if part.tag == "reqCond":
                said.append(out.inline.words(part))
            else:
                refs += fields_of(out, part)
        words = " ".join(filter(None, (*said, f"({', '.join(refs)})" if refs else "")))
        span = out.put(out.limited(child, words))
        if span:
            yield span


def _persons(reading: _Reading, section: etree._Element) -> None:
    out = reading.out
    for person in section:
        said = [person.get(name, "") for name in _PEOPLE]
        time = ""
        for part in person.iterchildren("*"):
            if part.tag == "estimatedTime":
                time = with_unit(out.inline.line(part), part.get("unitOfMeasure"))
            said.append(_of_person(out, part) if part.tag != "estimatedTime" else time)
        words = out.limited(section, out.limited(person, ", ".join(filter(None, said))))
        span = out.put(words)
        if span:
            reading.people.append(span)
            start = span[0] + words.rfind(time)
            reading.times += [(start, start + len(time))] if time else []


def _of_person(out: ModuleText, part: etree._Element) -> str:
    skill = part.get("skillLevelCode")
    return part.get("personCategoryCode") or (
        out.common.meaning("skillLevelCode", skill) if skill else out.inline.line(part)
    )


def _production(reading: _Reading, section: etree._Element) -> None:
    """Work areas are text; the duration of a task is what its attributes say, those that are not nought."""
    out = reading.out
    for child in section:
        if child.tag != "taskDuration":
            write(out, child)
            continue
        unit = child.get("unitOfMeasure")
        times = [
            (word, child.get(name, "")) for name, word in _DURATIONS.items() if child.get(name, "") not in _NO_TIME
        ]
        only_procedure = [word for word, _ in times] == ["procedure"]
        said = [with_unit(time if only_procedure else f"{word} {time}", unit) for word, time in times]
        span = out.put(out.limited(section, out.limited(child, ", ".join(said))))
        reading.task_times += [span] if span else []


def _safety(out: ModuleText, section: etree._Element) -> Iterator[Notice]:
    yield from out.referred_notices(section)
    for child in section:
        if child.tag == "safetyRqmts":
            yield from _safety(out, child)
        elif child.tag in NOTICES:
            notice = out.notice(child, NOTICES[child.tag])
            if notice:
                yield notice
        else:
            write(out, child)


def _joined(out: ModuleText, spans: list[Span]) -> Quote | None:
    return out.quote((spans[0][0], spans[-1][1])) if spans else None


def _same(out: ModuleText, spans: list[Span]) -> Quote | None:
    """The time that all persons need; None where they need different times, for nobody says how these add up."""
    quotes = [out.quote(span) for span in spans]
    return quotes[0] if len({quote.text for quote in quotes}) == 1 else None
