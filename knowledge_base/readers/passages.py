"""Blocks of a manual → passages: whole blocks of one section, about as long as a person reads at a glance.

A passage is one slice of the reading text. A notice is never parted from the block after it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from knowledge_base.readers.codes import codes_in
from knowledge_base.readers.source import ReadingText, Span
from knowledge_base.records import Passage, PassageKind

_LONG = 900
_TOO_LONG = 1800
_BREAK = re.compile(r"(?<=[.!?;:])\s+|\n+")


class BlockKind(StrEnum):
    """What one block is in the manual."""

    TEXT = "text"
    STEP = "step"
    NOTICE = "notice"
    TABLE = "table"
    CODE = "code"


@dataclass(frozen=True)
class Block:
    """Words in their place: a paragraph, a list item, a step, a notice, a row of a table or an entry of a code table.

    codes: what the format itself says is a code or part number, beside those that are recognised in the words.
    """

    text: ReadingText
    span: Span
    kind: BlockKind
    section: tuple[str, ...]
    page: int | None = None
    module: str | None = None
    task_id: str | None = None
    codes: tuple[str, ...] = ()


_KINDS = {BlockKind.TABLE: PassageKind.TABLE, BlockKind.CODE: PassageKind.CODE}


def passages_of(blocks: Sequence[Block], language: str, equipment: str) -> tuple[Passage, ...]:
    """Cut the blocks, in reading order, into passages. Blocks without words are left out."""
    found: list[Passage] = []
    said = [block for block in blocks if block.text.slice(*block.span).strip()]
    for (section, task_id, kind, _, module), group in groupby(said, key=_belongs):
        for piece in _pieces(list(group)):
            first = piece[0]
            text = first.text
            text.section, text.page, text.module = section, first.page, module
            for start, end in _not_too_long(text, (first.span[0], piece[-1].span[1])):
                quote = text.quote(start, end)
                codes = (*(code for block in piece for code in block.codes), *codes_in(quote.text))
                found.append(
                    Passage(
                        id=f"{text.manual_id}@{text.revision}:{len(found) + 1}",
                        kind=PassageKind.TASK if task_id else _KINDS.get(kind, PassageKind.TEXT),
                        language=language,
                        equipment=equipment,
                        quote=quote,
                        task_id=task_id,
                        codes=tuple(dict.fromkeys(codes)),
                    )
                )
    return tuple(found)


def _belongs(block: Block) -> tuple[tuple[str, ...], str | None, BlockKind, int, str | None]:
    """Blocks that may share a passage: same section, task, file, module; a code entry stays by itself."""
    alone = block.span[0] if block.kind is BlockKind.CODE else -1
    kind = block.kind if block.kind in _KINDS else BlockKind.TEXT
    return block.section, block.task_id, kind, hash((id(block.text), alone)), block.module


def _pieces(blocks: list[Block]) -> Iterator[list[Block]]:
    """Runs of blocks of at most `_LONG` characters, unless a single one is longer."""
    piece: list[Block] = []
    for block in blocks:
        too_long = piece and block.span[1] - piece[0].span[0] > _LONG
        if too_long and piece[-1].kind is not BlockKind.NOTICE:
            yield piece
            piece = []
        piece.append(block)
    if piece:
        yield piece


def _not_too_long(text: ReadingText, span: Span) -> Iterator[Span]:
    """A span of more than `_TOO_LONG` characters, cut after a sentence or line; a shorter one as it is."""
    start, end = span
    while end - start > _TOO_LONG:
        words = text.slice(start, start + _LONG)
        breaks = [match.end() for match in _BREAK.finditer(words) if match.start() > _LONG // 3]
        cut = start + (breaks[-1] if breaks else _LONG)
        yield start, cut
        start = cut
    yield start, end
