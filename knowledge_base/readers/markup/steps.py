"""A numbered list → steps, or the reason why it is not understood as steps."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.readers.markup.outline import Item, Outline, Part, PartKind
from knowledge_base.readers.source import Span
from knowledge_base.records import Notice, NoticeKind, Quote, TaskStep

_MARKS = re.compile(r"[\s>*_'\"“„]*")
_ARTICLES = {
    "en": "the a an this these that those it its both each there all some any such",
    "fr": "le la les l un une des ce cette ces",
    "es": "el la los las un una unos unas este esta",
    "it": "il lo la gli le un una questo questa",
}
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# An instruction begins with a verb in its bare form; what has been done, or is going on, is told and not asked for.
_TOLD = re.compile(r"[a-z]{3,}(?:ed|ing)", re.IGNORECASE)
_BARE_VERBS = "bleed bring embed exceed feed need proceed seed shed shred speed spring string swing"
_VALUE = re.compile(r"[^.:\n]{1,40}:[*_]{0,2}\s*[*_]{0,2}[\d±≤≥<>~+-]")
_ONLY_A_LINK = re.compile(r"\[[^\]\n]*\]\([^)\n]*\)[.;]?|<<[^>\n]*>>|xref:\S*\[[^\]\n]*\]|link:\S*\[[^\]\n]*\]")
_JOINED = {"en": "and or", "de": "und oder", "fr": "et ou", "es": "y o", "it": "e o"}


class NotSteps(Exception):
    """A numbered list that does not say without doubt what to do in which order; the message says why."""


@dataclass(frozen=True)
class Written:
    """A notice that waits for the step that it guards."""

    kind: NoticeKind
    words: Span


def notice_of(part: Part, outline: Outline) -> Written:
    """A notice of the outline; one that is no more than its signal word is quoted with it."""
    if part.notice is None:
        raise ValueError(f"{part.kind} is no notice")
    return Written(part.notice, part.words if outline.said(part.words) else part.span)


def quoted(outline: Outline, notices: Sequence[Written]) -> tuple[Notice, ...]:
    """The notices, word for word."""
    return tuple(Notice(kind=notice.kind, quote=outline.quote(notice.words)) for notice in notices)


def check_numbers(items: Sequence[Item]) -> None:
    """Raises NotSteps unless the items are numbered 1, 2, 3 … or all by the same number, which means: count for me."""
    numbers = [item.number for item in items]
    if set(numbers) in ({None}, {1}):
        return
    for due, number in enumerate(numbers, start=1):
        if number != due:
            raise NotSteps(f"its numbered list has {number} where {due} must stand")


def check_instructions(outline: Outline, items: Sequence[Item], language: str) -> None:
    """Raises NotSteps when most items read as members of an enumeration and not as things to do."""
    if len(items) == 1:
        raise NotSteps("its numbered list has one item")
    said = [_first_words(outline, item) for item in items]
    joints = _JOINED.get(language, "and or").split()
    if any(words.endswith(",") or words.split()[-1:] == [joint] for words in said[:-1] for joint in joints):
        raise NotSteps("its numbered list is one sentence that runs on from item to item")
    told = [words for words in said if _is_told(words, language)]
    if 2 * len(told) >= len(said):
        raise NotSteps(f"its numbered list reads as an enumeration, not as instructions: {told[0][:60]}")


def _first_words(outline: Outline, item: Item) -> str:
    """The first paragraph of an item that is no notice, without the marks before it."""
    said = [part for part in item.parts if part.kind is not PartKind.NOTICE]
    return _MARKS.sub("", outline.slice(said[0].words).strip(), count=1) if said else ""


def _is_told(words: str, language: str) -> bool:
    if words.endswith("?") or _VALUE.match(words) or _ONLY_A_LINK.fullmatch(words):
        return True
    first = _FIRST_WORD.match(words)
    if first is None:
        return False
    word = first[0].lower()
    if word in _ARTICLES.get(language, "").split():
        return True
    return language == "en" and _TOLD.fullmatch(word) is not None and word not in _BARE_VERBS.split()


def steps_of(outline: Outline, pieces: Sequence[Part], general: Sequence[Written]) -> tuple[TaskStep, ...]:
    """The steps of numbered lists and of the notices between them. general: notices of the whole task.

    A nested numbered list gives substeps after its item, labelled 2.1, 2.2 …; where words follow it in the item, the
    item is one step with all that is in it. Raises NotSteps for an item without words and a last notice that guards
    nothing; notes that stand there are left out.
    """
    steps: list[TaskStep] = []
    waiting = list(general)
    count = 0
    for piece in pieces:
        if piece.kind is PartKind.NOTICE:
            waiting.append(notice_of(piece, outline))
            continue
        for item in piece.items:
            count += 1
            for label, words, notices in _flattened(outline, item, str(count)):
                said: Quote = outline.quote(words)
                guard = quoted(outline, [*waiting, *notices])
                steps.append(TaskStep(number=len(steps) + 1, quote=said, notices=guard, label=label))
                waiting = []
    for notice in waiting:
        if notice.kind is not NoticeKind.NOTE:
            raise NotSteps(f"a {notice.kind} stands after its last step and guards none")
    return tuple(steps)


def _flattened(outline: Outline, item: Item, label: str) -> Iterator[tuple[str, Span, list[Written]]]:
    """The step of an item and its substeps: label, words, and the notices that stand in it."""
    said = [part for part in item.parts if part.kind is not PartKind.NOTICE]
    if not said or said[0].kind not in {PartKind.TEXT, PartKind.LISTING}:
        raise NotSteps(f"its item {label} has no words of its own")
    nested = [part for part in said if part.kind is PartKind.NUMBERED]
    if len(nested) == 1 and said[-1] is nested[0]:
        check_numbers(nested[0].items)
        before = item.parts[: item.parts.index(nested[0])]
        after = [notice_of(part, outline) for part in item.parts[len(before) + 1 :]]
        if after:
            raise NotSteps(f"in its item {label}, a {after[0].kind} stands after the last step and guards none")
        own, guards_next = _split(outline, before)
        yield label, _words(before), own
        for number, sub in enumerate(nested[0].items, start=1):
            for name, words, notices in _flattened(outline, sub, f"{label}.{number}"):
                yield name, words, [*guards_next, *notices]
                guards_next = []
    else:
        yield label, _words(item.parts), [notice_of(part, outline) for part in _notices_in(item.parts)]


def _split(outline: Outline, parts: Sequence[Part]) -> tuple[list[Written], list[Written]]:
    """The notices of an item before its nested list: those among its words, and those that stand right before it."""
    last = max(i for i, part in enumerate(parts) if part.kind is not PartKind.NOTICE)
    own = [notice_of(part, outline) for part in _notices_in(parts[:last])]
    return own, [notice_of(part, outline) for part in parts[last + 1 :]]


def _words(parts: Sequence[Part]) -> Span:
    """From the first word to the last; notices before and after are left out, one between stays in its place."""
    said = [part for part in parts if part.kind is not PartKind.NOTICE]
    return said[0].words[0], max(part.span[1] for part in said)


def _notices_in(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        if part.kind is PartKind.NOTICE:
            yield part
        for item in part.items:
            yield from _notices_in(item.parts)
