"""Why nobody may follow a task as it stands, although its words can be read.

A hole in its words, steps for different machines among each other, formulas that are not text: such a task is dropped,
and what it says stays searchable.
"""

from collections.abc import Iterator

from lxml import etree

from knowledge_base.readers.dita.elements import FOREIGN, Conditions, child_of, conditions, kind, said, within
from knowledge_base.readers.dita.steps import steps_in
from knowledge_base.readers.dita.words import Words, has_words
from knowledge_base.readers.task_draft.unseen import UNREADABLE
from knowledge_base.records import FindingKind

_MOST_VALUES = 100
Obstacle = tuple[FindingKind, str]


def holes(element: etree._Element, words: Words) -> Iterator[Obstacle]:
    """Words that stand elsewhere and are not there."""
    for one in within(element):
        why = words.hole(one)
        if why is not None:
            yield FindingKind.MISSING, f"line {one.sourceline}: {why}"


def obstacles(element: etree._Element, words: Words, outer: Conditions, filtered: bool) -> Iterator[Obstacle]:
    """Why a task that consists of `element` must not be followed; nothing when it may be.

    outer: the conditions of what is around it. filtered: a ditaval file would say what of it applies.
    """
    yield from holes(element, words)
    if any(UNREADABLE in part for part in element.itertext()):
        yield (
            FindingKind.NOT_UNDERSTOOD,
            f"line {element.sourceline}: words that are not shown as they stand in the file",
        )
    steps = steps_in(element)
    for one in within(steps) if steps is not None else ():
        if kind(one) in {"step", "substep"}:
            command = child_of(one, "cmd")
            if command is None or not has_words(words.of(command)):
                yield FindingKind.NOT_UNDERSTOOD, f"line {one.sourceline}: a step without a command in words"
        if kind(one) in FOREIGN and words.of(one):
            yield FindingKind.NOT_UNDERSTOOD, f"line {one.sourceline}: a formula or drawing among the words of a step"
    words.footnotes()
    yield from _contradictions(element, outer, filtered)


def _contradictions(element: etree._Element, outer: Conditions, filtered: bool) -> Iterator[Obstacle]:
    """Parts of which one applies only where another does not: no reader does both."""
    met: dict[str, list[frozenset[str]]] = {name: [values] for name, values in outer.items()}
    for one in within(element):
        for name, values in conditions(one).items():
            if filtered:
                what = f"line {one.sourceline}: applies under {said({name: values})}, which a ditaval file decides"
                yield FindingKind.NOT_UNDERSTOOD, what
                return
            known = met.setdefault(name, [])
            other = next((before for before in known if not before & values), None)
            if other is not None:
                what = f"{said({name: other})} and {said({name: values})} exclude each other"
                yield FindingKind.NOT_UNDERSTOOD, f"line {one.sourceline}: {what}"
                return
            if len(known) > _MOST_VALUES:
                yield FindingKind.NOT_UNDERSTOOD, f"line {one.sourceline}: more conditions than anybody can follow"
                return
            if values not in known:
                known.append(values)
