"""One PDF manual → Reading: pages, reading order, sections, tasks, passages."""

from collections.abc import Sequence
from typing import Any

import pypdfium2 as pdfium_objects
import pypdfium2.raw as pdfium

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Source
from knowledge_base.readers.identity import identity, manual_of
from knowledge_base.readers.passages import Block, passages_of
from knowledge_base.readers.pdf.elements import elements_of
from knowledge_base.readers.pdf.joining import Vocabulary
from knowledge_base.readers.pdf.layout import gutters_of, regions_of
from knowledge_base.readers.pdf.outline import bookmarks_of, information_of, unread_annotations, unread_parts
from knowledge_base.readers.pdf.paragraphs import Paragraph, paragraphs_of, vocabulary_of
from knowledge_base.readers.pdf.running import without_running
from knowledge_base.readers.pdf.sections import Section, structure_of
from knowledge_base.readers.pdf.sheet import Sheet, broken_sheet, read_sheet
from knowledge_base.readers.pdf.stated import stated_by
from knowledge_base.readers.pdf.steps import Listed, cut_off, going_on, listed_in, why_not
from knowledge_base.readers.pdf.tasks import Found, TaskReader
from knowledge_base.readers.pdf.writing import blocks_of, write_contents, write_section
from knowledge_base.readers.source import WrittenText
from knowledge_base.records import Finding, FindingKind, Reading, Task

NAME = "pdf"

_HEADER = b"%PDF-"
_HEADER_WITHIN = 1024
_SAMPLE = 20_000


def recognises(source: Source) -> bool:
    """It is one file that says near its beginning that it is a PDF (ISO 32000-1, 7.5.2)."""
    return source.single and _HEADER in source.files[source.main][:_HEADER_WITHIN]


def read(source: Source) -> Reading:
    """Read a text PDF. Raises ManualError when it cannot be opened, is too long, or shows no text to a person."""
    if not source.single:
        raise ManualError(f"{source.main}: is a folder; a PDF manual is one file")
    with _opened(source) as document:
        sheets, findings = _sheets(document, source)
        bookmarks, information = bookmarks_of(document), information_of(document)
        findings += unread_parts(document, source.main)
    if not any(sheet.chunks for sheet in sheets):
        raise ManualError(_why_empty(source.main, sheets, findings))
    kept, running = without_running(sheets)
    gutters = gutters_of(kept)
    regions = [region for sheet in kept for region in regions_of(sheet, gutters)]
    words = vocabulary_of(regions)
    pieces = paragraphs_of(regions, words)
    structure = structure_of(pieces, bookmarks)
    sample = "\n".join(piece.text for piece in pieces if isinstance(piece, Paragraph))[:_SAMPLE]
    who = identity(source, stated_by(pieces, running, information, structure.title), sample)
    text = WrittenText(who.manual, who.revision, source.main)
    unread = [sheet.number for sheet in sheets if sheet.unread]
    tasks, blocks, unclear = _written(text, structure.sections, words, who.language, unread)
    return Reading(
        reader=NAME,
        manual=manual_of(source, who, tasks),
        texts={source.main: text.text},
        passages=passages_of(blocks, who.language, source.facts.equipment),
        findings=(*who.findings, *findings, *unclear),
    )


def _opened(source: Source) -> Any:
    file, data = source.main, source.files[source.main]
    try:
        document = pdfium_objects.PdfDocument(data)
        count = len(document)
    except pdfium_objects.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            what = "is locked with a password. Open it, print or save it as a PDF without a password, and add that file"
        elif error.err_code == pdfium.FPDF_ERR_SECURITY:
            what = "is encrypted in a way that cannot be read. Save it as a PDF without encryption"
        else:
            what = "is no PDF, or a broken one. Save it anew from the program that made it"
        raise ManualError(f"{file}: {what}") from error
    if not 0 < count <= source.limits.pages:
        document.close()
        raise ManualError(f"{file}: has {count} pages; from 1 to {source.limits.pages} are read. Split it")
    return document


def _sheets(document: Any, source: Source) -> tuple[list[Sheet], list[Finding]]:
    """All pages, one after the other; a broken one is reported, and the rest is read."""
    sheets: list[Sheet] = []
    findings: list[Finding] = []
    for index in range(len(document)):
        try:
            page = document[index]
        except pdfium_objects.PdfiumError:
            sheets.append(broken_sheet(index + 1))
            what = "this page is broken and is not read"
            findings.append(_finding(FindingKind.MISSING, source.main, index + 1, what))
            continue
        try:
            sheet, found = read_sheet(page, index + 1, source.main)
            sheets.append(sheet)
            findings += [*found, *unread_annotations(page, index + 1, source.main)]
        finally:
            page.close()
    return sheets, findings


def _why_empty(file: str, sheets: Sequence[Sheet], findings: Sequence[Finding]) -> str:
    refused = [sheet for sheet in sheets if sheet.refused]
    if refused:
        why = next((finding.what for finding in findings if finding.place == f"page {refused[0].number}"), "broken")
        return f"{file}: shows no text that can be read (page {refused[0].number}: {why}). Save it anew"
    scan = "is a scan or a set of pictures: it shows no text. Recognise its text (OCR) and save it as visible text"
    hidden = [finding for finding in findings if finding.kind is FindingKind.QUARANTINED]
    if not hidden:
        return f"{file}: {scan}"
    return f"{file}: {scan}. Text that nobody can see is in it and is not read ({hidden[0].place}: {hidden[0].what})"


def _written(
    text: WrittenText, sections: Sequence[Section], words: Vocabulary, language: str, unread: Sequence[int]
) -> tuple[tuple[Task, ...], list[Block], list[Finding]]:
    """Write all sections; returns the tasks, the blocks and what was not understood."""
    reader = TaskReader(text, text.file)
    elements = [[] if section.contents else elements_of(section.pieces) for section in sections]
    lists = [listed_in(section, found) for section, found in zip(sections, elements, strict=True)]
    torn = going_on(lists) | cut_off(sections, lists, unread)
    tasks: list[Task] = []
    blocks: list[Block] = []
    unclear: list[Finding] = []
    for number, (section, found, listed) in enumerate(zip(sections, elements, lists, strict=True)):
        if section.contents:
            write_contents(text, section.pieces, words)
            continue
        write_section(text, section, found, words)
        task: Found | None = None
        if listed is not None:
            reason = torn.get(number) or why_not(section, listed, found, language)
            if reason is None:
                task = reader.read(section, found, listed)
                tasks.append(task.task)
                unclear += task.findings
            else:
                unclear.append(_not_steps(text.file, section, listed, reason))
        blocks += blocks_of(text, section, found, task.task.id if task else None, task.elements if task else {})
    return tuple(tasks), blocks, unclear


def _not_steps(file: str, section: Section, listed: Listed, reason: str) -> Finding:
    title = section.path[-1] if section.path else "the beginning"
    what = f"a numbered list below {title!r} {reason}; it is searchable, and no task"
    return _finding(FindingKind.NOT_UNDERSTOOD, file, listed.all[0].first.page, what)


def _finding(kind: FindingKind, file: str, page: int, what: str) -> Finding:
    return Finding(kind=kind, file=file, place=f"page {page}", what=what)
