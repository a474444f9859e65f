"""Is a section a procedure? One list that counts from 1, of things to do: then its items are steps, otherwise none is.

Where it is not beyond doubt the reader says so and takes no step out of it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge_base.readers.pdf.elements import Element, ElementKind
from knowledge_base.readers.pdf.instructions import describes, instructs
from knowledge_base.readers.pdf.labels import Label, LabelKind
from knowledge_base.readers.pdf.paragraphs import Paragraph
from knowledge_base.readers.pdf.phrases import STEP_WORD
from knowledge_base.readers.pdf.sections import Section

_NEAR = 4.0
_MOSTLY = 0.6
_WIDE = 1.8
_COUNTED = re.compile(r"\(?\d{1,3}[.)](?:\s|$)")
_CODE = re.compile(r"[A-Z]{1,8}(?:-[A-Z0-9]{1,12}){2,}")
_AT_START = re.compile(rf"(?P<code>{_CODE.pattern})[\s:.–—-]+(?=\w)")
_AT_END = re.compile(rf"[\s:,–—-]*[(\[{{]?#?(?P<code>{_CODE.pattern})[)\]}}]?$")
_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3})*\.?\s+(?=\S)")


@dataclass(frozen=True)
class Listed:
    """The numbered items of a section: those on the left edge of the list, and all of them in their order."""

    outer: tuple[Element, ...]
    all: tuple[Element, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The last part of the number of each outer item."""
        return tuple(_number(item)[-1] for item in self.outer)


def listed_in(section: Section, elements: Sequence[Element]) -> Listed | None:
    """The numbered items of a section, if there are any."""
    items = [element for element in elements if element.kind is ElementKind.ITEM]
    counted = [item for item in items if item.label is not None and item.label.kind is LabelKind.NUMBER]
    if not counted:
        return None
    prefix = section.heading.number if section.heading else ()
    same = [item for item in counted if prefix and _number(item)[:-1] == prefix]
    simple = [item for item in counted if len(_number(item)) == 1]
    of_list = same if same and not simple else simple
    if not of_list:
        return Listed((), tuple(items))
    edge = min(_x0(item) for item in of_list)
    return Listed(tuple(item for item in of_list if _x0(item) <= edge + _NEAR), tuple(items))


def why_not(section: Section, listed: Listed, elements: Sequence[Element], language: str) -> str | None:
    """Why the items are not taken for the steps of a procedure; None if they are."""
    numbers = listed.numbers
    if not numbers or section.heading is None:
        return "stands below no heading" if section.heading is None else "does not count 1, 2, 3 …"
    if numbers[0] != 1:
        return f"begins with {numbers[0]}"
    if 1 in numbers[1:]:
        return "is not the only one of its section"
    if numbers != tuple(range(1, len(numbers) + 1)):
        return f"does not count 1, 2, 3 …: {', '.join(map(str, numbers[:12]))}"
    if _stand_beside_other_text(listed):
        return "stands beside other text, so that its lines cannot be told apart"
    wrong = _wrong_substep(listed)
    if wrong is not None:
        return f"has items that cannot be counted (at {wrong!r})"
    texts = [_words(item) for item in listed.outer]
    telling = sum(instructs(text, language) for text in texts)
    if _is_surely_procedure(section, listed, elements):
        if sum(describes(text, language) for text in texts) * 2 >= len(texts) and telling * 2 < len(texts):
            return "states facts, as it seems, and tells nobody to do anything"
        return None
    if len(texts) < 2:
        return "has one item alone"
    return None if telling >= _MOSTLY * len(texts) else "does not tell a person what to do, as far as can be seen"


def going_on(lists: Sequence[Listed | None]) -> dict[int, str]:
    """Sections whose list goes on below the next heading, and those where it goes on: neither is a whole procedure."""
    torn: dict[int, str] = {}
    last: int | None = None
    for index, listed in enumerate(lists):
        if listed is None or not listed.numbers:
            continue
        before = lists[last] if last is not None else None
        goes_on = before is not None and before.numbers[-1] + 1 == listed.numbers[0] > 1
        if goes_on and last is not None:
            torn[last] = "goes on below another heading"
            torn[index] = "begins below another heading"
        last = index
    return torn


def cut_off(sections: Sequence[Section], lists: Sequence[Listed | None], unread: Sequence[int]) -> dict[int, str]:
    """Sections whose list may go on on a page that could not be read: nobody knows whether it is whole."""
    cut: dict[int, str] = {}
    for index, listed in enumerate(lists):
        if listed is None:
            continue
        following = [section.heading.paragraph.page for section in sections[index + 1 :] if section.heading]
        begins, ends = listed.all[0].first.page, min(following, default=None)
        pages = [page for page in unread if begins < page and (ends is None or page < ends)]
        if pages:
            cut[index] = f"may go on on page {pages[0]}, which is not read"
    return cut


def _is_surely_procedure(section: Section, listed: Listed, elements: Sequence[Element]) -> bool:
    """It has what only procedures have: step words, tools and other fields, a task's code, warnings before steps."""
    if section.heading is not None and task_code(section.heading.title):
        return True
    if all(isinstance(item.first, Paragraph) and STEP_WORD.match(item.first.text) for item in listed.outer):
        return True
    fields = {element.name for element in elements if element.kind is ElementKind.FIELD}
    return bool(fields & {"tools", "parts", "procedure", "preconditions", "personnel", "duration"})


def _stand_beside_other_text(listed: Listed) -> bool:
    """Lines of its items go on after a wide gap with another number, or again and again at the same place."""
    places: Counter[int] = Counter()
    for item in listed.all:
        for line in item.first.lines if isinstance(item.first, Paragraph) else ():
            for before, after in pairwise(line.chunks):
                first = before is line.chunks[0] and len(before.words) == 1
                if first or after.x0 - before.x1 < _WIDE * after.size:
                    continue
                if _COUNTED.match(after.text):
                    return True
                places[round(after.x0 / _NEAR)] += 1
    return any(times + places[place + 1] > 1 for place, times in places.items())


def _wrong_substep(listed: Listed) -> str | None:
    """The first substep that does not follow from the one before: each list within a step counts from 1 or a."""
    outer = set(listed.outer)
    stack: list[tuple[float, int]] = []
    parent: tuple[int, ...] = ()
    for item in listed.all:
        number, x = _number(item), _x0(item)
        if item in outer:
            stack, parent = [], number
            continue
        while stack and stack[-1][0] > x + _NEAR:
            stack.pop()
        nested = len(number) > 1 and number[: len(parent)] != parent
        if stack and abs(stack[-1][0] - x) <= _NEAR:
            due, stack = stack[-1][1] + 1, stack[:-1]
        else:
            due = 1
        if nested or not parent or number[-1] != due:
            return _shown(item)
        stack.append((x, due))
    return None


def task_code(title: str) -> str | None:
    """The id that a heading bears, as PS-T-210 in "PS-T-210 Replace the bearing"."""
    for pattern in (_AT_START, _AT_END):
        match = pattern.match(plain_title(title)) if pattern is _AT_START else pattern.search(title)
        if match and any(char.isdigit() for char in match["code"]):
            return match["code"]
    return None


def plain_title(title: str) -> str:
    """A title without the number of its section."""
    return _NUMBER.sub("", title)


def _label(item: Element) -> Label:
    if item.label is None:
        raise ValueError("an item without a label")
    return item.label


def _number(item: Element) -> tuple[int, ...]:
    return _label(item).number


def _shown(item: Element) -> str:
    return _label(item).shown


def _x0(item: Element) -> float:
    return item.first.x0 if isinstance(item.first, Paragraph) else item.first.box[0]


def _words(item: Element) -> str:
    return item.first.text[item.skip :] if isinstance(item.first, Paragraph) else ""
