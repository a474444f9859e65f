"""A paragraph → its parts: a notice when it begins with a signal word; cut before lines that name a field in bold.

One that is no more than the name of a field is the title of what follows it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge_base.readers.markup.labels import field_at, notice_at
from knowledge_base.readers.markup.outline import Part, PartKind
from knowledge_base.readers.source import Span

_MARKS = re.compile(r"[ \t>]*")


def after_marks(text: str, start: int, stop: int) -> int:
    """Where the words begin after indentation and marks of a quotation."""
    match = _MARKS.match(text, start, stop)
    return match.end() if match else start


def paragraph_parts(text: str, span: Span, line_starts: Sequence[int]) -> Iterator[Part]:
    """The parts of a paragraph. span: from its marker on; line_starts: where its lines after the first begin."""
    cuts = [span[0], *(start for start in line_starts if _is_cut(text, start, span[1])), span[1]]
    for start, stop in pairwise(cuts):
        words = after_marks(text, start, stop)
        end = start + len(text[start:stop].rstrip())
        yield _part(text, (start, end), words)


def item_parts(text: str, span: Span, words: int, line_starts: Sequence[int]) -> Iterator[Part]:
    """The first paragraph of an item of a list. words: where it begins after the marker."""
    first, *others = paragraph_parts(text, (words, span[1]), line_starts)
    yield _part(text, (span[0], first.span[1]), words if first.kind is PartKind.NOTICE else first.words[0])
    yield from others


def _part(text: str, span: Span, words: int) -> Part:
    notice = notice_at(text[words : span[1]])
    if notice:
        return Part(PartKind.NOTICE, span, (words + notice[1], span[1]), notice=notice[0])
    field = field_at(text[words : span[1]])
    is_title = field is not None and field.length == span[1] - words
    return Part(PartKind.TITLE if is_title else PartKind.TEXT, span, (min(words, span[1]), span[1]))


def _is_cut(text: str, start: int, stop: int) -> bool:
    words = text[after_marks(text, start, stop) : stop]
    return words.startswith(("*", "_")) and (field_at(words) or notice_at(words)) is not None
