"""Numbered and bulleted paragraphs, which Word keeps flat → lists as they are seen, nested by level and indentation."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge_base.readers.task_draft import Element, Item, Listing, Notice, Paragraph, Part

_DEEPER = 60
"""Twentieths of a point by which an item must be further in to lie in the one before it."""


@dataclass(frozen=True)
class Listed:
    """A paragraph with a number or bullet. group: its list. level: 0 is the outermost. before: what hangs on it."""

    mark: str
    number: int | None
    group: str
    level: int
    indent: int
    words: Paragraph
    before: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Indented:
    """A paragraph without a number that is set in, so that it may go on with the item before it."""

    words: Paragraph
    indent: int


@dataclass
class _Item:
    of: Listed
    label: str
    parts: list["Part | _List"] = field(default_factory=list)

    def made(self) -> Item:
        parts = tuple(part.made() if isinstance(part, _List) else part for part in self.parts)
        return Item(self.of.mark, self.label, self.of.number, parts, self.of.words.place)

    def holds(self, other: Listed) -> bool:
        """The other lies in this one."""
        if other.group == self.of.group:
            return other.level > self.of.level
        return other.indent > self.of.indent + _DEEPER


@dataclass
class _List:
    ordered: bool
    group: str
    items: list[_Item] = field(default_factory=list)

    def made(self) -> Listing:
        return Listing(self.ordered, tuple(item.made() for item in self.items), self.items[0].of.words.place)


def with_lists(elements: Iterable[Element | Listed | Indented]) -> list[Element]:
    """The elements with their lists."""
    lists = _Lists()
    for element in elements:
        lists.take(element)
    return lists.finish()


class _Lists:
    def __init__(self) -> None:
        self._found: list[Element | _List] = []
        self._open: list[_Item] = []
        self._pending: list[Notice] = []

    def take(self, element: Element | Listed | Indented) -> None:
        """Take one more."""
        if isinstance(element, Listed):
            self._item(element)
        elif isinstance(element, Notice) and self._open:
            # It guards the next item, if there is one.
            self._pending.append(element)
        elif isinstance(element, Indented):
            self._indented(element)
        else:
            self._close()
            self._found.append(element)

    def finish(self) -> list[Element]:
        """All that was taken."""
        self._close()
        return [element.made() if isinstance(element, _List) else element for element in self._found]

    def _item(self, listed: Listed) -> None:
        while self._open and not self._open[-1].holds(listed):
            self._open.pop()
        around = self._open[-1] if self._open else None
        ordered = listed.number is not None
        siblings: list[Part | _List] | list[Element | _List] = around.parts if around else self._found
        last = siblings[-1] if siblings else None
        if not isinstance(last, _List) or last.ordered != ordered or last.group != listed.group:
            last = _List(ordered, listed.group)
            siblings.append(last)
        label = listed.mark.strip(" .):(")
        above = around.label if around and around.of.number is not None else ""
        label = f"{above}.{label}" if above and not label.startswith(f"{above}.") else label
        item = _Item(listed, label, [*self._pending, *listed.before, listed.words])
        self._pending = []
        last.items.append(item)
        self._open.append(item)

    def _indented(self, element: Indented) -> None:
        while self._open and self._open[-1].of.indent > element.indent:
            self._open.pop()
        if self._open and element.indent > 0:
            self._open[-1].parts += [*self._pending, element.words]
            self._pending = []
        else:
            self._close()
            self._found.append(element.words)

    def _close(self) -> None:
        self._found += self._pending
        self._pending = []
        self._open = []
