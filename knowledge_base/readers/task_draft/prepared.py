"""Elements as a format has them → as they are meant: signal words make notices, typed numbers make lists."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from knowledge_base.readers.task_draft.elements import (
    Element,
    Heading,
    Item,
    Listing,
    Notice,
    Paragraph,
    Part,
    Row,
    words_of,
)
from knowledge_base.readers.task_draft.signal_words import signal_of

_NUMBER = re.compile(r"(?P<mark>(?P<top>\d{1,3})(?:\.(?P<sub>\d{1,3}))?(?P<end>[.)]?))[ \t\u00a0]+(?=\S)")


def prepared(elements: Sequence[Element]) -> list[Element]:
    """The elements, in their order, with notices made of signal words and lists made of typed numbers."""
    return list(_with_lists(list(_with_notices(elements))))


def prepared_parts(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The same within an item."""
    return tuple(part for part in _with_notices(parts) if isinstance(part, Paragraph | Row | Notice | Listing))


def _with_notices(elements: Iterable[Element]) -> Iterator[Element]:
    """A signal word alone in its paragraph or heading takes the paragraph or list after it for its words."""
    waiting: Notice | None = None
    for element in elements:
        if waiting is not None:
            joined = _joined(waiting, element)
            if joined is not None:
                yield joined
                waiting = None
                continue
            yield waiting
            waiting = None
        found = _as_notice(element)
        if isinstance(found, Notice) and not found.words[found.lead :].strip():
            waiting = found
        else:
            yield found
    if waiting is not None:
        yield waiting


def _as_notice(element: Element) -> Element:
    if isinstance(element, Heading):
        signal = signal_of(element.words) if element.level > 1 else None
        alone = signal is not None and signal[1] == len(element.words)
        return Notice(signal[0], element.words, element.place, signal[1]) if signal and alone else element
    if isinstance(element, Paragraph):
        signal = signal_of(element.words, element.lead)
        return Notice(signal[0], element.words, element.place, signal[1]) if signal else element
    return element


def _joined(signal: Notice, element: Element) -> Notice | None:
    """The notice that a lonely signal word and the words after it are, unless these are something else."""
    if isinstance(element, Notice):
        same = element.kind is signal.kind and not element.lead
    else:
        words = element.words if isinstance(element, Paragraph) else ""
        same = isinstance(element, Paragraph) and signal_of(words, element.lead) is None
        same = same or (isinstance(element, Listing) and not element.ordered)
    if not same or not isinstance(element, Notice | Paragraph | Listing):
        return None
    return Notice(signal.kind, f"{signal.words}\n{words_of([element])}", signal.place, len(signal.words) + 1)


def _with_lists(elements: list[Element]) -> Iterator[Element]:
    """Runs of paragraphs typed "1. …", "2. …" become lists; only notices may stand between them."""
    at = 0
    while at < len(elements):
        run = _Run()
        end = at
        for place in range(at, len(elements)):
            element = elements[place]
            after = elements[place + 1] if place + 1 < len(elements) else None
            if isinstance(element, Notice) and run.number:
                run.between.append(element)
            elif isinstance(element, Paragraph) and run.takes(element, after):
                end = place + 1
            else:
                break
        if run.number > 1:
            yield from run.made()
            at = end
        else:
            yield elements[at]
            at += 1


@dataclass
class _Typed:
    """One typed item, and those typed under it."""

    item: Item
    substeps: list[Item] = field(default_factory=list)

    def made(self) -> Item:
        """The item with its substeps."""
        if not self.substeps:
            return self.item
        substeps = Listing(True, tuple(self.substeps), self.substeps[0].place)
        return replace(self.item, parts=(*self.item.parts, substeps))


@dataclass
class _Run:
    """Typed items that follow each other, in lists that notices part."""

    lists: list[list[_Typed]] = field(default_factory=list)
    notices: list[list[Notice]] = field(default_factory=list)
    between: list[Notice] = field(default_factory=list)
    number: int = 0

    def takes(self, paragraph: Paragraph, after: Element | None) -> bool:
        """Whether the paragraph is the next item or substep; it is taken then."""
        match = _NUMBER.match(paragraph.words)
        # All of it bold: a numbered heading that was not made one.
        if match is None or paragraph.lead >= len(paragraph.words):
            return False
        if match["sub"] is None and match["end"] and int(match["top"]) == self.number + 1:
            self.number += 1
            if self.between or not self.lists:
                self.lists.append([])
                self.notices.append(self.between)
            self.lists[-1].append(_Typed(_item(paragraph, match)))
            self.between = []
            return True
        if not self.between and self._is_substep(match, after):
            self.lists[-1][-1].substeps.append(_item(paragraph, match))
            return True
        return False

    def _is_substep(self, match: re.Match[str], after: Element | None) -> bool:
        if match["sub"] is None or not self.lists or int(match["top"]) != self.number:
            return False
        due = len(self.lists[-1][-1].substeps) + 1
        # "1.1 bar is the limit" is no substep; "1.1 Turn it." before "1.2 Stop it." is.
        follows = _NUMBER.match(after.words) if isinstance(after, Paragraph) else None
        certain = due > 1 or match["end"] or (follows and follows["sub"] == "2" and follows["top"] == match["top"])
        return int(match["sub"]) == due and bool(certain)

    def made(self) -> Iterator[Element]:
        """The lists, each after the notices that stand before it."""
        for notices, typed in zip(self.notices, self.lists, strict=True):
            yield from notices
            yield Listing(True, tuple(one.made() for one in typed), typed[0].item.place)


def _item(paragraph: Paragraph, match: re.Match[str]) -> Item:
    words = Paragraph(paragraph.words[match.end() :], paragraph.place, max(paragraph.lead - match.end(), 0))
    label = match["mark"].rstrip(".)")
    return Item(match["mark"], label, int(match["sub"] or match["top"]), (words,), paragraph.place)
