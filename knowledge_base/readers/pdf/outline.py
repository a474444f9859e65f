"""What a PDF says of itself beside its pages: bookmarks, document information, parts that no page shows."""

import ctypes
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium_objects
import pypdfium2.raw as pdfium

from knowledge_base.records import Finding, FindingKind

_QUOTED = 80
_MOST_ANNOTATIONS = 2000
_MOST_BOOKMARKS = 20_000
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_SUBTYPES = {
    pdfium.FPDF_ANNOT_TEXT: "a note",
    pdfium.FPDF_ANNOT_FREETEXT: "a text box",
    pdfium.FPDF_ANNOT_POPUP: "a pop-up",
    pdfium.FPDF_ANNOT_STAMP: "a stamp",
    pdfium.FPDF_ANNOT_WIDGET: "a form field",
    pdfium.FPDF_ANNOT_FILEATTACHMENT: "an attached file",
    pdfium.FPDF_ANNOT_HIGHLIGHT: "a comment",
    pdfium.FPDF_ANNOT_UNDERLINE: "a comment",
    pdfium.FPDF_ANNOT_STRIKEOUT: "a comment",
}


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline. level: from 0; page: counted from 1, None where it leads elsewhere."""

    title: str
    level: int
    page: int | None


@dataclass(frozen=True)
class Information:
    """The document information and /Lang. dated: when it was changed last, or else made."""

    title: str
    subject: str
    keywords: str
    dated: dt.date | None
    language: str | None


def bookmarks_of(document: Any) -> list[Bookmark]:
    """The outline, in its order."""
    found: list[Bookmark] = []
    for entry in document.get_toc(max_depth=12):
        if len(found) >= _MOST_BOOKMARKS:
            break
        title = " ".join((entry.get_title() or "").split())
        target = entry.get_dest()
        page = target.get_index() if target else None
        if title:
            found.append(Bookmark(title, entry.level, None if page is None else page + 1))
    return found


def information_of(document: Any) -> Information:
    """The document information; empty where there is none."""
    said = {key: " ".join(value.split()) for key, value in document.get_metadata_dict().items()}
    return Information(
        title=said.get("Title", ""),
        subject=said.get("Subject", ""),
        keywords=said.get("Keywords", ""),
        dated=_date(said.get("ModDate", "")) or _date(said.get("CreationDate", "")),
        language=_language(document),
    )


def _language(document: Any) -> str | None:
    buffer = (ctypes.c_ushort * 64)()
    length = pdfium.FPDFCatalog_GetLanguage(document, buffer, ctypes.sizeof(buffer))
    tag = bytes(buffer)[: max(min(length, 128) - 2, 0)].decode("utf-16-le", "replace").strip("\0 ")
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*", tag) else None


def _date(text: str) -> dt.date | None:
    """A date as in ISO 32000-1, 7.9.4."""
    match = _PDF_DATE.match(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def unread_parts(document: Any, file: str) -> Iterator[Finding]:
    """Scripts and attached files: they are no part of what a person reads, and are never run or opened."""

    def finding(what: str) -> Finding:
        return Finding(kind=FindingKind.NOT_UNDERSTOOD, file=file, place="document", what=what)

    scripts = pdfium.FPDFDoc_GetJavaScriptActionCount(document)
    if scripts > 0:
        yield finding(f"holds {scripts} scripts; they are not run")
    attached = pdfium.FPDFDoc_GetAttachmentCount(document)
    if attached > 0:
        names = [_attachment_name(document, index) for index in range(min(attached, 5))]
        yield finding(f"holds {attached} attached files, which are not read: {', '.join(names)[:_QUOTED]}")
    if pdfium.FPDF_GetFormType(document) > 1:
        yield finding("holds an XFA form, which is not read")
    if not pdfium.FPDF_DocumentHasValidCrossReferenceTable(document):
        what = "its cross-reference table is broken and was made anew; compare the number of pages with the original"
        yield finding(what)


def _attachment_name(document: Any, index: int) -> str:
    try:
        return str(pdfium_objects.PdfAttachment(pdfium.FPDFDoc_GetAttachment(document, index), document).get_name())
    except (pdfium_objects.PdfiumError, UnicodeDecodeError, ValueError):
        return "?"


def unread_annotations(page: Any, number: int, file: str) -> Iterator[Finding]:
    """Comments and form fields of a page that hold text, and links that start programs: no part of its own text."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        try:
            kind = _SUBTYPES.get(pdfium.FPDFAnnot_GetSubtype(annotation))
            words = next(filter(None, (_string(annotation, key) for key in (b"Contents", b"V", b"TU"))), "")
            if kind and words:
                what = f"{kind} on the page is not read: {words[:_QUOTED]!r}"
                yield Finding(kind=FindingKind.QUARANTINED, file=file, place=f"page {number}", what=what)
            if _starts_a_program(annotation):
                what = "a link on the page starts a program; it is ignored"
                yield Finding(kind=FindingKind.NOT_UNDERSTOOD, file=file, place=f"page {number}", what=what)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _starts_a_program(annotation: Any) -> bool:
    """Its action is Launch (ISO 32000-1, 12.6.4.5)."""
    if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_LINK:
        return False
    link = pdfium.FPDFAnnot_GetLink(annotation)
    action = pdfium.FPDFLink_GetAction(link) if link else None
    return bool(action) and pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_LAUNCH


def _string(annotation: Any, key: bytes) -> str:
    buffer = (ctypes.c_ushort * 512)()
    length = pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, ctypes.sizeof(buffer))
    text = bytes(buffer)[: max(min(length, 1024) - 2, 0)].decode("utf-16-le", "replace")
    return " ".join(text.replace("\0", " ").split())
