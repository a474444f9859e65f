"""What a reader sees where a module refers to a place in itself (`internalRef`): "Fig 1", "step 2.1", a name."""

from collections.abc import Iterator

from lxml import etree

from knowledge_base.readers.s1000d.common_info import CommonInfo
from knowledge_base.readers.s1000d.words import by_id, raw_words

_STEP_PARENTS = ("mainProcedure", "dmNode")
_ISOLATION = ("isolationStep", "isolationProcedureEnd")
_NAMES = ("name", "shortName", "title", "workArea")
_IN_FIGURE = ("graphic", "hotspot")


class References:
    """The numbers and names of everything in a module that can be referred to."""

    def __init__(self, content: etree._Element, common: CommonInfo) -> None:
        self._common = common
        self._targets = by_id(content.iter("*"))
        self._labels: dict[etree._Element, str] = {}
        for parent in content.iter(*_STEP_PARENTS):
            self._labels.update(_numbered(parent, ""))
        for parent in content.iter("isolationMainProcedure"):
            steps = enumerate(parent.iterchildren(*_ISOLATION), 1)
            self._labels.update((step, str(number)) for number, step in steps)
        for tag in ("figure", "table"):
            numbered = (one for one in content.iter(tag) if tag == "figure" or one.find("title") is not None)
            self._labels.update((one, str(number)) for number, one in enumerate(numbered, 1))

    def label(self, element: etree._Element) -> str | None:
        """The number of a step, figure or table."""
        return self._labels.get(element)

    def target(self, ident: str) -> etree._Element | None:
        """The element of that id; None when there is none, or more than one."""
        return self._targets.get(ident)

    def shown(self, target: etree._Element) -> str:
        """What stands for a target: its number or its name; empty when it has neither."""
        if target.tag in _IN_FIGURE and not target.get("hotspotTitle"):
            target = next(target.iterancestors("figure"), target)
        label = self._labels.get(target)
        if label is not None:
            return f"{_word_for(str(target.tag))} {label}"
        return self._name(target)

    def _name(self, target: etree._Element) -> str:
        for tag in _NAMES:
            words = raw_words(found) if (found := target.find(tag)) is not None else ""
            if words:
                return words
        for reference in (target, *target.iterchildren()):
            if name := self._common.name_of(reference):
                return name
        return target.get("hotspotTitle") or target.get("zoneNumber") or ""


def _word_for(tag: str) -> str:
    return {"figure": "Fig", "table": "Table"}.get(tag, "step")


def _numbered(parent: etree._Element, prefix: str) -> Iterator[tuple[etree._Element, str]]:
    """Steps are counted as they are shown; alternatives for different products share a number."""
    for number, child in enumerate(parent.iterchildren("proceduralStep", "proceduralStepAlts"), 1):
        steps = [child] if child.tag == "proceduralStep" else list(child.iterchildren("proceduralStep"))
        for step in steps:
            yield step, f"{prefix}{number}"
            yield from _numbered(step, f"{prefix}{number}.")
