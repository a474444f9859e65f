"""A manual as a Word document: what a person sees of it on paper, and the tasks in it (ISO/IEC 29500).

A task is a section (by heading styles or outline level) with a numbered list that counts 1, 2, 3 …, by Word's own
numbering or typed. Hidden, white, tiny and deleted words are in no passage; headers and footers are left out.
"""

from knowledge_base.readers.contract import Reader, Source
from knowledge_base.readers.docx.body import Body, notes_of
from knowledge_base.readers.docx.colours import Theme
from knowledge_base.readers.docx.facts import stated_by
from knowledge_base.readers.docx.numbering import Numbering
from knowledge_base.readers.docx.package import Package, W, opened
from knowledge_base.readers.docx.runs import Reader as Paragraphs
from knowledge_base.readers.docx.styles import Styles
from knowledge_base.readers.task_draft import Element, Findings
from knowledge_base.readers.task_draft.reading import reading_of
from knowledge_base.records import Reading

_NAME = "docx"


def recognises(source: Source) -> bool:
    """Any single file of such a suffix is a Word document."""
    return source.single


def read(source: Source) -> Reading:
    """Read one document. Raises ManualError when it is damaged, protected, too large, or shows no words."""
    findings = Findings(source.main)
    package = opened(source.files[source.main], source.main, source.limits)
    elements = _elements(package, findings)
    if package.has_macros:
        findings.not_understood("document", "carries macros; they are neither read nor run")
    return reading_of(_NAME, source, stated_by(package), elements, findings)


def _elements(package: Package, findings: Findings) -> list[Element]:
    body = package.document().find(f"{W}body")
    styles = Styles(package.part("styles"), Theme(package.part("theme")))
    reader = Paragraphs(styles, findings)
    notes = notes_of(package.part("footnotes"), package.part("endnotes"))
    elements = Body(reader, Numbering(package.part("numbering")), notes).elements(body) if body is not None else []
    comments = package.part("comments")
    for comment in comments.iterchildren(f"{W}comment") if comments is not None else ():
        findings.hidden("document", "comment", " ".join(part.text or "" for part in comment.iter(f"{W}t")))
    if reader.pictures:
        findings.not_understood("document", f"{reader.pictures} pictures or embedded objects are not read")
    return elements


READER = Reader(name=_NAME, suffixes=(".docx", ".docm"), recognises=recognises, read=read)
__all__ = ["READER"]
