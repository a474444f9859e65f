"""The reading text of a manual with exact positions: every quote is a slice of it, to the character."""

import hashlib
import re
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterator

from knowledge_base.records import Citation, Quote

_ITEM_MARKER = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")

Span = tuple[int, int]
"""Characters [start, end) of a reading text."""


class ReadingText(ABC):
    """Text of one file of a manual. section: the heading path of what is being read; page and module: its place."""

    def __init__(self, manual_id: str, revision: str, file: str) -> None:
        self.manual_id = manual_id
        self.revision = revision
        self.file = file
        self.section: tuple[str, ...] = ()
        self.page: int | None = None
        self.module: str | None = None

    @property
    @abstractmethod
    def text(self) -> str:
        """All of it."""

    def slice(self, start: int, end: int) -> str:
        """Characters [start, end)."""
        return self.text[start:end]

    def quote(self, start: int, end: int) -> Quote:
        """The words of characters [start, end), white space at both ends left out."""
        words = self.slice(start, end)
        start += len(words) - len(words.lstrip())
        words = words.strip()
        citation = Citation(
            manual_id=self.manual_id,
            revision=self.revision,
            section=self.section,
            file=self.file,
            start=start,
            end=start + len(words),
            sha256=hashlib.sha256(words.encode("utf-8")).hexdigest(),
            page=self.page,
            module=self.module,
        )
        return Quote(text=words, citation=citation)


class SourceText(ReadingText):
    """The decoded file itself is the reading text."""

    def __init__(self, text: str, manual_id: str, revision: str, file: str) -> None:
        super().__init__(manual_id, revision, file)
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]

    @property
    def text(self) -> str:
        """The file's characters."""
        return self._text

    def line_of(self, character: int) -> int:
        """The line, counted from 0, on which a character stands."""
        return bisect_right(self._starts, character) - 1

    def span(self, lines: Span) -> Span:
        """Characters [start, end) of lines [first, last), without trailing white space."""
        start = self._starts[lines[0]]
        end = self._starts[lines[1]] if lines[1] < len(self._starts) else len(self.text)
        return start, start + len(self.text[start:end].rstrip())

    def quote_item(self, first_line: int, last_line: int) -> Quote:
        """The words of a list item on lines [first, last), without its marker."""
        start, end = self.span((first_line, last_line))
        marker = _ITEM_MARKER.match(self.text, start)
        return self.quote(marker.end() if marker else start, end)

    def split_fields(self, lines: Span, field: re.Pattern[str]) -> Iterator[Span]:
        """The spans of a paragraph, cut before each line that begins a field."""
        cuts = [lines[0]]
        cuts += [
            n
            for n in range(lines[0] + 1, lines[1])
            if field.match(self.text[self._starts[n] : self.span((n, n + 1))[1]])
        ]
        for first, last in zip(cuts, [*cuts[1:], lines[1]], strict=True):
            yield self.span((first, last))


class WrittenText(ReadingText):
    """The reading text grows while the words are taken out of a file that is not plain text."""

    def __init__(self, manual_id: str, revision: str, file: str) -> None:
        super().__init__(manual_id, revision, file)
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._length = 0
        self._joined: str | None = None

    @property
    def text(self) -> str:
        """All that was written so far."""
        if self._joined is None:
            self._joined = "".join(self._parts)
        return self._joined

    def slice(self, start: int, end: int) -> str:
        """Characters [start, end); only the parts that they lie in are looked at."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_right(self._starts, end)
        base = self._starts[first] if self._starts else 0
        return "".join(self._parts[first:last])[start - base : end - base]

    def write(self, words: str, *, after: str = "\n\n") -> Span:
        """Append words as they are, parted by `after` from what stands before; returns where they stand."""
        if self._length and words:
            self._put(after)
        start = self._length
        self._put(words)
        return start, self._length

    def _put(self, words: str) -> None:
        self._parts.append(words)
        self._starts.append(self._length)
        self._joined = None
        self._length += len(words)
