"""Records of a CSV file with their exact spans (RFC 4180): a quoted field may hold delimiters, quotes and line ends."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from knowledge_base.errors import ManualError

_DELIMITERS = ",;\t|"
_SAMPLE = 60
_SAMPLE_LENGTH = 200_000
_MOST_RECORDS = 100_000
_LONGEST_RECORD = 100_000
_MOST_CELLS = 1000
_QUOTED = re.compile(r' *"(?P<words>(?:[^"]++|"")*+)(?P<end>"?)')
_END_OF_LINE = re.compile(r"\r\n?|\n")
_STATED = re.compile(r"sep=(?P<delimiter>[,;\t|])[ \t]*(?:\r\n?|\n)", re.IGNORECASE)


@dataclass(frozen=True)
class CsvRecord:
    """One record: characters [start, end) of the text, its cells without quotes, and its first line, from 1."""

    start: int
    end: int
    cells: tuple[str, ...]
    line: int

    @property
    def blank(self) -> bool:
        """Nothing stands in it."""
        return not any(cell.strip() for cell in self.cells)


class _UnclosedError(Exception):
    """A quoted field that goes on to the end of the text."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def records_of(text: str, file: str) -> tuple[list[CsvRecord], str]:
    """The records that are not blank, and the delimiter between their cells.

    Raises ManualError when a quoted field is never closed, a record is longer than 100,000 characters, or there are
    more than 100,000 of them.
    """
    stated = _STATED.match(text)
    begin = stated.end() if stated else 0
    delimiter = stated["delimiter"] if stated else _delimiter_of(text)
    found: list[CsvRecord] = []
    try:
        for record in _scan(text, delimiter, begin, 2 if stated else 1):
            if record.end - record.start > _LONGEST_RECORD or len(record.cells) > _MOST_CELLS:
                raise ManualError(f"{file}:{record.line}: this record is too long for an entry of a code table")
            if not record.blank:
                found.append(record)
            if len(found) > _MOST_RECORDS:
                what = "these are readings, no manual. Move it to history"
                raise ManualError(f"{file}: has more than {_MOST_RECORDS:,} records: {what}")
    except _UnclosedError as error:
        raise ManualError(f"{file}:{error.line}: a quoted field begins here and is never closed") from error
    return found, delimiter


def _delimiter_of(text: str) -> str:
    """The delimiter that gives most records the same number of cells, more than one."""
    best, best_score = ",", (0, 0)
    for delimiter in _DELIMITERS:
        counts: Counter[int] = Counter()
        try:
            for record in islice(_scan(text[:_SAMPLE_LENGTH], delimiter, 0, 1), _SAMPLE):
                if not record.blank:
                    counts[len(record.cells)] += 1
        except _UnclosedError:
            pass
        counts.pop(1, None)
        cells, records = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        if (records, cells) > best_score:
            best, best_score = delimiter, (records, cells)
    return best


def _scan(text: str, delimiter: str, begin: int, line: int) -> Iterator[CsvRecord]:
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    at = begin
    while at < len(text):
        start, cells = at, []
        while True:
            cell, at = _cell(text, at, plain, line)
            cells.append(cell)
            if text[at : at + 1] != delimiter:
                break
            at += 1
        yield CsvRecord(start, at, tuple(cells), line)
        line += len(_END_OF_LINE.findall(text, start, at)) + 1
        end = _END_OF_LINE.match(text, at)
        at = end.end() if end else len(text)


def _cell(text: str, at: int, plain: re.Pattern[str], line: int) -> tuple[str, int]:
    """The cell that begins at `at`, and where it ends; what stands after its closing quote is still its own."""
    quoted = _QUOTED.match(text, at)
    words = ""
    if quoted:
        if not quoted["end"]:
            raise _UnclosedError(line)
        words, at = quoted["words"].replace('""', '"'), quoted.end()
    rest = plain.match(text, at)
    return (words + rest[0], rest.end()) if rest else (words, at)
