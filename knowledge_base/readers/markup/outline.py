"""A manual as its markup orders it: sections, and in each of them paragraphs, lists, notices and rows of tables."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from knowledge_base.readers.codes import codes_in
from knowledge_base.readers.passages import Block, BlockKind
from knowledge_base.readers.source import SourceText, Span
from knowledge_base.records import NoticeKind, Quote

_WORD = re.compile(r"\w")
_ESCAPED = re.compile(r"\\([_*#.~-])")


class PartKind(StrEnum):
    """What a part of a section is. TITLE: names the part after it. LISTING: program text and the like, as it stands."""

    TEXT = "text"
    TITLE = "title"
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


class Outline:
    """The sections of a manual, in their order, over its reading text."""

    def __init__(self, text: SourceText, sections: Sequence[Section]) -> None:
        self.text = text
        self.sections = tuple(sections)
        self._starts = [section.start for section in self.sections]

    def quote(self, words: Span) -> Quote:
        """Words of the manual, cited with the section in which they stand."""
        number = bisect_right(self._starts, words[0]) - 1
        self.text.section = self.sections[number].path if number >= 0 else ()
        return self.text.quote(*words)

    def said(self, span: Span) -> bool:
        """There is a letter or digit in it."""
        return _WORD.search(self.text.text, *span) is not None

    def slice(self, span: Span) -> str:
        """The characters of a span."""
        return self.text.text[slice(*span)]

    def line(self, place: int) -> str:
        """The line of a character, as a finding names it."""
        return f"line {self.text.line_of(place) + 1}"

    def blocks(self, task_ids: Mapping[int, str], steps: Sequence[Span]) -> tuple[Block, ...]:
        """All blocks. task_ids: number of a section → the task that it belongs to; steps: where steps have words."""
        ordered = sorted(steps)
        blocks = []
        for number, section in enumerate(self.sections):
            task_id = task_ids.get(number)
            for span, plain in leaves(section.parts):
                before = bisect_left(ordered, (span[1], 0))
                is_step = plain is BlockKind.TEXT and task_id and before and ordered[before - 1][1] > span[0]
                kind = BlockKind.STEP if is_step else plain
                if self.said(span):
                    codes = self._unescaped_codes(span)
                    blocks.append(Block(self.text, span, kind, section.path, task_id=task_id, codes=codes))
        return tuple(blocks)

    def _unescaped_codes(self, span: Span) -> tuple[str, ...]:
        """The codes that are written with a backslash before their lines and dots, as they are seen."""
        words = self.slice(span)
        return codes_in(_ESCAPED.sub(r"\1", words)) if _ESCAPED.search(words) else ()


_LEAF_KINDS = {PartKind.NOTICE: BlockKind.NOTICE, PartKind.ROW: BlockKind.TABLE}


def leaves(parts: Sequence[Part], start: int | None = None) -> Iterator[tuple[Span, BlockKind]]:
    """The blocks of these parts, in reading order; a title belongs to the block after it.

    start: where the marker of the item stands that holds them, or the title above them.
    """
    for place, part in enumerate(parts, start=1):
        begin = part.span[0] if start is None else min(start, part.span[0])
        start = None
        if part.kind is PartKind.TITLE and place < len(parts):
            start = begin
        elif part.items:
            for item in part.items:
                yield from leaves(item.parts, min(begin, item.start))
                begin = part.span[1]
        else:
            yield (begin, part.span[1]), _LEAF_KINDS.get(part.kind, BlockKind.TEXT)


Said = Callable[[Span], bool]
"""Whether there are words that a reader sees in a stretch of the file."""


def pruned(parts: Sequence[Part], said: Said) -> tuple[Part, ...]:
    """The parts that have words; a notice that is a bare signal word takes in the part after it."""
    kept: list[Part] = []
    for part in filter(None, (_seen(part, said) for part in parts)):
        if kept and _is_bare(kept[-1], said) and part.kind in {PartKind.TEXT, PartKind.BULLETS}:
            bare = kept.pop()
            words = part.items[0].start if part.items else part.words[0]
            kept.append(replace(bare, span=(bare.span[0], part.span[1]), words=(words, part.words[1])))
        else:
            kept.append(part)
    return tuple(kept)


def _seen(part: Part, said: Said) -> Part | None:
    if not part.items:
        return part if said(part.span) else None
    items = tuple(replace(item, parts=pruned(item.parts, said)) for item in part.items)
    if not any(item.parts for item in items):
        return None
    # An empty item of a numbered list stays: without it the numbers after it would be wrong.
    return replace(part, items=tuple(item for item in items if item.parts or part.kind is PartKind.NUMBERED))


def _is_bare(part: Part, said: Said) -> bool:
    return part.kind is PartKind.NOTICE and not said(part.words)


def unnumbered(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The same parts with their numbered lists as plain ones: inside a quotation or box no list is a procedure.

    Their items keep a number, by which they are known.
    """
    return tuple(_plain_list(part) if part.kind is PartKind.NUMBERED else part for part in parts)


def _plain_list(part: Part) -> Part:
    items = tuple(replace(item, number=item.number or place) for place, item in enumerate(part.items, start=1))
    return replace(part, kind=PartKind.BULLETS, items=items)
