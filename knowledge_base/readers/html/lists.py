"""Lists of a page (HTML Standard, 4.4.5 to 4.4.9): what number each item shows, and what a list is for."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bs4 import CData, NavigableString, Tag

from knowledge_base.readers.html.decoding import place_of
from knowledge_base.readers.html.look import Look
from knowledge_base.readers.task_draft import Item, Listing, Notice, Paragraph, Part, one_line
from knowledge_base.readers.task_draft.numerals import letters, roman

_NUMBER = re.compile(r"\s*(-?\d{1,6})")
_ENDNOTES = re.compile(r"(?:doc-)?(?:foot|end)note.*|(?:doc-)?toc")

Inside = Callable[[Tag, Look], list[Part]]
Visible = Callable[[Tag, Look], Look | None]


def list_of(tag: Tag, look: Look, inside: Inside, whole: Inside, visible: Visible) -> Iterator[Part]:
    """The list that an ol, ul or menu is; notices that stand after its last item follow it.

    inside: the parts in an element. whole: the parts that it is itself. visible: its look within another; None when it
    cannot be seen.
    """
    place = place_of(tag)
    numbered = tag.name == "ol"
    counter = _Counter(tag)
    items: list[Item] = []
    waiting: list[Part] = []
    doubt = "its numbers run backwards" if numbered and tag.has_attr("reversed") else None
    for child in tag.children:
        child_look = visible(child, look) if isinstance(child, Tag) else None
        if not isinstance(child, Tag) or child_look is None:
            if isinstance(child, NavigableString) and _is_words(child) and look.unseen() is None:
                doubt = doubt or "words stand between its items"
                waiting.append(Paragraph(one_line(child), place))
            continue
        parts = inside(child, child_look) if child.name == "li" else whole(child, child_look)
        if child.name == "li" and not numbered and not parts:
            continue
        if child.name == "li":
            number = counter.next(child)
            mark = f"{counter.label(number)}." if numbered else "-"
            own = (*waiting, *parts)
            items.append(Item(mark, mark.rstrip("."), number if numbered else None, own, place_of(child)))
            waiting = []
        elif all(isinstance(part, Notice) for part in parts):
            waiting += parts
        elif items and all(isinstance(part, Listing) for part in parts):
            # A list right in a list is shown as one below the item before it.
            items[-1] = replace(items[-1], parts=(*items[-1].parts, *parts))
        else:
            doubt = doubt or "words stand between its items"
            waiting += parts
    if items:
        steps = numbered and not _is_index(tag)
        yield Listing(steps, tuple(_labelled(item) for item in items) if steps else tuple(items), place, doubt)
    yield from waiting


def _labelled(item: Item, above: str = "") -> Item:
    """The item with the labels above it in its own and in those of its substeps: 2, 2.1, 2.1.1."""
    label = f"{above}{item.label}"
    prefix = above or f"{label}."
    parts = tuple(
        replace(part, items=tuple(_labelled(substep, prefix) for substep in part.items))
        if isinstance(part, Listing) and part.ordered
        else part
        for part in item.parts
    )
    return replace(item, label=label, mark=label if above else f"{label}.", parts=parts)


class _Counter:
    """What number the next item shows."""

    def __init__(self, tag: Tag) -> None:
        self._type = str(tag.get("type") or "1")
        start = _NUMBER.match(str(tag.get("start") or ""))
        self._next = int(start[1]) if start else 1

    def next(self, item: Tag) -> int:
        """The number of this item."""
        stated = _NUMBER.match(str(item.get("value") or ""))
        number = int(stated[1]) if stated else self._next
        self._next = number + 1
        return number

    def label(self, number: int) -> str:
        """The number as the list's type shows it."""
        if self._type in {"a", "A"} and number > 0:
            return letters(number) if self._type == "a" else letters(number).upper()
        if self._type in {"i", "I"} and 0 < number < 4000:
            return roman(number) if self._type == "i" else roman(number).upper()
        return str(number)


def _is_words(node: NavigableString) -> bool:
    return type(node) in {NavigableString, CData} and bool(node.strip())


def _is_index(tag: Tag) -> bool:
    """A table of contents or footnotes: every item is a link, or the list stands in a part of that name."""
    items = tag.find_all("li")
    links = all(
        _letters_of(item) and _letters_of(item) == "".join(_letters_of(link) for link in item.find_all("a", href=True))
        for item in items
    )
    return links or any(_ENDNOTES.fullmatch(name) for parent in (tag, *tag.parents) for name in _names(parent))


def _letters_of(tag: Tag) -> str:
    return "".join(tag.get_text().split())


def _names(tag: Tag) -> set[str]:
    classes = tag.get("class") or []
    return {*(classes.split() if isinstance(classes, str) else classes), str(tag.get("role")), str(tag.get("id"))}
