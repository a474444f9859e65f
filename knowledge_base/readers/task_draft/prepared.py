"""Elements as a format has them → as they are meant: signal words make notices, typed numbers make lists."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from knowledge_base.readers.task_draft.elements import (
    Element,
    Heading,
    Item,
    Listing,
    Notice,
    Paragraph,
    Part,
    words_of,
)
from knowledge_base.readers.task_draft.signal_words import signal_of

_NUMBER = re.compile(r"(?P<mark>(?P<top>\d{1,3})(?:\.(?P<sub>\d{1,3}))?(?P<end>[.)]?))[ \t\u00a0]+(?=\S)")


def prepared(elements: Sequence[Element]) -> list[Element]:
    """The elements, in their order, with notices made of signal words and lists made of typed numbers."""
    return list(_with_lists(list(_with_notices(elements))))


def prepared_parts(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The same within an item."""
    return tuple(part for part in _with_notices(parts) if isinstance(part, Paragraph | Notice | Listing) or _row(part))


def _row(part: Element) -> bool:
    return not isinstance(part, Heading)


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
        run = _run(elements, at)
        if run is None:
            yield elements[at]
            at += 1
        else:
            at, made = run
            yield from made


def _run(elements: list[Element], at: int) -> tuple[int, list[Element]] | None:
    """The list that begins here, cut where notices stand between its items; and where it ends."""
    made: list[Element] = []
    between: list[Element] = []
    number, end = 0, at
    for place in range(at, len(elements)):
        element = elements[place]
        if isinstance(element, Notice) and number:
            between.append(element)
            continue
        match = _NUMBER.match(element.words) if isinstance(element, Paragraph) else None
        if match is None or not isinstance(element, Paragraph) or _is_heading_like(element):
            break
        item = _item(element, match)
        if _is_next(match, number):
            number += 1
            _append(made, between, item)
        elif not between and _is_substep(match, number, made):
            made[-1] = _with_substep(made[-1], item)
        else:
            break
        between, end = [], place + 1
    return (end, made) if number > 1 else None


def _is_next(match: re.Match[str], number: int) -> bool:
    return match["sub"] is None and bool(match["end"]) and int(match["top"]) == number + 1


def _is_substep(match: re.Match[str], number: int, made: list[Element]) -> bool:
    if match["sub"] is None or not made or int(match["top"]) != number:
        return False
    listing = made[-1]
    nested = listing.items[-1].parts[1:] if isinstance(listing, Listing) else ()
    before = len(nested[0].items) if nested and isinstance(nested[0], Listing) else 0
    return int(match["sub"]) == before + 1


def _is_heading_like(paragraph: Paragraph) -> bool:
    """All of it is bold: a numbered heading that was not made one."""
    return paragraph.lead >= len(paragraph.words.rstrip())


def _item(paragraph: Paragraph, match: re.Match[str]) -> Item:
    label = match["mark"].rstrip(".)")
    words = Paragraph(paragraph.words[match.end() :], paragraph.place, max(paragraph.lead - match.end(), 0))
    return Item(match["mark"], label, int(match["sub"] or match["top"]), (words,), paragraph.place)


def _append(made: list[Element], between: list[Element], item: Item) -> None:
    last = made[-1] if made else None
    if isinstance(last, Listing) and not between:
        made[-1] = replace(last, items=(*last.items, item))
    else:
        made += [*between, Listing(True, (item,), item.place)]


def _with_substep(listing: Element, item: Item) -> Element:
    if not isinstance(listing, Listing):
        return listing
    *before, step = listing.items
    first, *nested = step.parts
    subs = nested[0].items if nested and isinstance(nested[0], Listing) else ()
    substeps = Listing(True, (*subs, item), item.place)
    return replace(listing, items=(*before, replace(step, parts=(first, substeps))))
