"""A table of alarm, error or parameter codes with their remedies as CSV: every row one passage, found by its code.

The reading text is the decoded file; a row's span is its record. A table without a column of codes is read row by row.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from knowledge_base.errors import ManualError
from knowledge_base.readers.code_table.columns import CodeColumn, code_column
from knowledge_base.readers.code_table.csv_records import CsvRecord, records_of
from knowledge_base.readers.contract import Reader, Source
from knowledge_base.readers.identity import Stated, identity, manual_of
from knowledge_base.readers.passages import Block, BlockKind, passages_of
from knowledge_base.readers.source import SourceText
from knowledge_base.readers.task_draft import Findings, excerpt
from knowledge_base.readers.task_draft.unseen import seen
from knowledge_base.records import FindingKind, Reading

_NAME = "code_table"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# ISO 639-1 of what manuals come in; a name such as list_no.csv says nothing of its language.
_LANGUAGES = "bg cs da de el en es et fi fr hr hu it ja ko lt lv nb nl nn pl pt ro ru sk sl sv tr uk zh"
_LANGUAGE = re.compile(rf"[_.-](?P<language>{'|'.join(_LANGUAGES.split())})(?:[_-](?P<region>[A-Z]{{2}}))?\Z")
_SAMPLE = 20_000


def recognises(source: Source) -> bool:
    """Any single file of such a suffix is a table."""
    return source.single


def read(source: Source) -> Reading:
    """Read one table. Raises ManualError when it is no text, holds no records, or is a table of readings."""
    file = source.main
    findings = Findings(file)
    decoded = _decoded(source, findings)
    records, _ = records_of(decoded, file)
    if len(records) < 2:
        raise ManualError(f"{file}: holds no table: a header and at least one row are due")
    stem = PurePosixPath(file).stem
    language = _LANGUAGE.search(stem)
    bare = stem[: language.start()] if language else stem
    title = " ".join(re.split(r"[_\s]+", bare)).strip()
    stated = Stated(title=title[:1].upper() + title[1:] or None, language=language["language"] if language else None)
    who = identity(source, stated, decoded[:_SAMPLE])
    text = SourceText(decoded, who.manual, who.revision, file)
    blocks = tuple(_blocks(text, records, (who.title,), bare, findings))
    return Reading(
        reader=_NAME,
        manual=manual_of(source, who, ()),
        texts={file: text.text},
        passages=passages_of(blocks, who.language, source.facts.equipment),
        findings=(*who.findings, *findings.all()),
    )


def _decoded(source: Source, findings: Findings) -> str:
    """The text of the file. Characters that nobody sees are taken out of it and reported."""
    data = source.files[source.main]
    if len(data) > source.limits.file_bytes:
        raise ManualError(f"{source.main}: is larger than {source.limits.file_bytes // 2**20} MiB. Split it")
    try:
        text = data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith(_UTF_16):
            raise ManualError(f"{source.main}: is not whole UTF-16 text. Save it as UTF-8") from error
        text = data.decode("cp1252", errors="replace")
        what = f"is not UTF-8 (byte {error.start}): read as Windows-1252"
        findings.add(FindingKind.ASSUMED, "document", what)
    if "\0" in text:
        raise ManualError(f"{source.main}: holds NUL characters: it is no text. Save it as CSV in UTF-8")
    words, hidden = seen(text)
    for what in hidden:
        findings.hidden("document", "invisible or reordering characters", what)
    return words


def _blocks(
    text: SourceText, records: Sequence[CsvRecord], title: tuple[str, ...], stem: str, findings: Findings
) -> Iterator[Block]:
    at = next((at for at, record in enumerate(records) if len(record.cells) > 1), 0)
    header, rows = records[at], records[at + 1 :]
    column = code_column(header.cells, [row.cells for row in rows], stem)
    if column is None:
        findings.not_understood(f"line {header.line}", "no column holds codes: its rows are found by their words alone")
    for record in records[: at + 1]:
        yield Block(text, (record.start, record.end), BlockKind.TABLE, title)
    lines: dict[str, int] = {}
    for row in rows:
        code = row.cells[column.index].strip() if column and column.index < len(row.cells) else ""
        if column and code:
            _report(findings, header, row, lines.setdefault(code, row.line), column.label(code))
            yield _entry(text, row, title, column, code)
            continue
        if column:
            findings.not_understood(f"line {row.line}", f"this row has no code: {excerpt(' '.join(row.cells))}")
        yield Block(text, (row.start, row.end), BlockKind.TABLE, title)


def _entry(text: SourceText, row: CsvRecord, title: tuple[str, ...], column: CodeColumn, code: str) -> Block:
    section = (*title, column.label(code))
    return Block(text, (row.start, row.end), BlockKind.CODE, section, codes=column.asked_for(code))


def _report(findings: Findings, header: CsvRecord, row: CsvRecord, first_line: int, label: str) -> None:
    if len(row.cells) != len(header.cells):
        what = f"{label} has {len(row.cells)} cells where the header has {len(header.cells)}"
        findings.not_understood(f"line {row.line}", what)
    if first_line != row.line:
        findings.not_understood(f"line {row.line}", f"{label} stands on line {first_line} too")


READER = Reader(name=_NAME, suffixes=(".csv",), recognises=recognises, read=read)
__all__ = ["READER"]
