"""The text of a manual with exact positions: every quote is a slice of it, to the character."""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator

from knowledge_base.records import Citation, Quote

_ITEM_MARKER = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")


class SourceText:
    """Decoded text of one manual; `section` is the heading path of what is being read."""

    def __init__(self, text: str, manual_id: str, revision: str, file: str) -> None:
        self.text = text
        self.manual_id = manual_id
        self.section: tuple[str, ...] = ()
        self._revision = revision
        self._file = file
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]

    def line_of(self, character: int) -> int:
        """The line, counted from 0, on which a character stands."""
        return bisect_right(self._starts, character) - 1

    def span(self, lines: tuple[int, int]) -> tuple[int, int]:
        """Characters [start, end) of lines [first, last), without trailing white space."""
        start = self._starts[lines[0]]
        end = self._starts[lines[1]] if lines[1] < len(self._starts) else len(self.text)
        return start, start + len(self.text[start:end].rstrip())

    def quote(self, start: int, end: int) -> Quote:
        """The words of characters [start, end), white space at both ends left out."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        citation = Citation(
            manual_id=self.manual_id,
            revision=self._revision,
            section=self.section,
            file=self._file,
            start=start,
            end=start + len(words),
            sha256=hashlib.sha256(words.encode("utf-8")).hexdigest(),
        )
        return Quote(text=words, citation=citation)

    def quote_item(self, first_line: int, last_line: int) -> Quote:
        """The words of a list item on lines [first, last), without its marker."""
        start, end = self.span((first_line, last_line))
        marker = _ITEM_MARKER.match(self.text, start)
        return self.quote(marker.end() if marker else start, end)

    def split_fields(self, lines: tuple[int, int], field: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """The spans of a paragraph, cut before each line that begins a field."""
        cuts = [lines[0]]
        cuts += [
            n
            for n in range(lines[0] + 1, lines[1])
            if field.match(self.text[self._starts[n] : self.span((n, n + 1))[1]])
        ]
        for first, last in zip(cuts, [*cuts[1:], lines[1]], strict=True):
            yield self.span((first, last))
