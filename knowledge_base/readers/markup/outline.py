"""A manual as its markup orders it: sections, and in each of them paragraphs, lists, notices and rows of tables."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from knowledge_base.readers.passages import Block, BlockKind
from knowledge_base.readers.source import SourceText, Span
from knowledge_base.records import NoticeKind

_WORD = re.compile(r"\w")


class PartKind(StrEnum):
    """What a part of a section is. LISTING: program text and the like, as it stands."""

    TEXT = "text"
    BULLETS = "bullets"
    NUMBERED = "numbered"
    NOTICE = "notice"
    ROW = "row"
    LISTING = "listing"


@dataclass(frozen=True)
class Part:
    """A part of a section. span: with its marks; words: without them. items: of a list. notice: kind of a notice."""

    kind: PartKind
    span: Span
    words: Span
    items: tuple["Item", ...] = ()
    notice: NoticeKind | None = None


@dataclass(frozen=True)
class Item:
    """An item of a list. start: its marker. number: as it is written, where a number is written."""

    start: int
    parts: tuple[Part, ...]
    number: int | None = None

    @property
    def end(self) -> int:
        """The end of its last word."""
        return self.parts[-1].span[1] if self.parts else self.start


@dataclass
class Section:
    """A heading and what stands below it up to the next heading. level: 0 for words before the first heading.

    anchor: the id that its heading carries. start: of the heading.
    """

    title: str
    path: tuple[str, ...]
    level: int
    start: int
    anchor: str | None = None
    parts: tuple[Part, ...] = field(default=())


_LEAF_KINDS = {PartKind.NOTICE: BlockKind.NOTICE, PartKind.ROW: BlockKind.TABLE}


def has_words(text: SourceText, span: Span) -> bool:
    """There is a letter or digit in it."""
    return _WORD.search(text.text, *span) is not None


def leaves(parts: Sequence[Part], start: int | None = None) -> Iterator[tuple[Span, BlockKind]]:
    """The blocks of these parts, in reading order. start: where the marker of the item stands that holds them."""
    for part in parts:
        begin = part.span[0] if start is None else min(start, part.span[0])
        if part.items:
            for item in part.items:
                yield from leaves(item.parts, item.start if start is None else min(start, item.start))
                start = None
        else:
            yield (begin, part.span[1]), _LEAF_KINDS.get(part.kind, BlockKind.TEXT)
        start = None


def blocks_of(
    text: SourceText, sections: Sequence[Section], task_ids: dict[int, str], steps: Sequence[Span]
) -> tuple[Block, ...]:
    """All blocks. task_ids: number of a section → the task whose section it is; steps: where words of steps stand."""
    firsts = sorted(steps)
    blocks = []
    for number, section in enumerate(sections):
        task_id = task_ids.get(number)
        for span, kind in leaves(section.parts):
            if kind is BlockKind.TEXT and task_id and _overlaps(span, firsts):
                kind = BlockKind.STEP  # noqa: PLW2901  # the same block, now known to be a step
            if has_words(text, span):
                blocks.append(Block(text=text, span=span, kind=kind, section=section.path, task_id=task_id))
    return tuple(blocks)


def _overlaps(span: Span, steps: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in steps)


def pruned(parts: Sequence[Part], said: Callable[[Span], bool]) -> tuple[Part, ...]:
    """The parts that have words; a notice that is a bare signal word takes in the part after it."""
    kept: list[Part] = []
    for part in parts:
        if part.items:
            items = tuple(replace(item, parts=pruned(item.parts, said)) for item in part.items)
            if not any(item.parts for item in items):
                continue
            ordered = part.kind is PartKind.NUMBERED
            part = replace(part, items=items if ordered else tuple(item for item in items if item.parts))  # noqa: PLW2901  # the same part without what nobody sees
        elif not said(part.span):
            continue
        if kept and _is_bare(kept[-1], said) and part.kind in {PartKind.TEXT, PartKind.BULLETS}:
            bare = kept.pop()
            words = part.items[0].start if part.items else part.words[0]
            part = replace(bare, span=(bare.span[0], part.span[1]), words=(words, part.words[1]))  # noqa: PLW2901  # the notice and its words are one part
        kept.append(part)
    return tuple(kept)


def _is_bare(part: Part, said: Callable[[Span], bool]) -> bool:
    return part.kind is PartKind.NOTICE and not said(part.words)


def unnumbered(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The same parts with their numbered lists as plain ones: inside a quotation or box no list is a procedure."""
    return tuple(replace(part, kind=PartKind.BULLETS) if part.kind is PartKind.NUMBERED else part for part in parts)
