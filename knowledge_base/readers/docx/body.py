"""The body of a Word document → its elements: what a person sees of it, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from knowledge_base.readers.docx.listing import Indented, Listed, with_lists
from knowledge_base.readers.docx.numbering import Number, Numbering
from knowledge_base.readers.docx.package import MC, W, is_on, value
from knowledge_base.readers.docx.runs import ParagraphWords, Reader
from knowledge_base.readers.docx.styles import ParagraphLook
from knowledge_base.readers.docx.tables import table_of
from knowledge_base.readers.task_draft import Element, Heading, Listing, Notice, Paragraph, Row, one_line, words_of
from knowledge_base.readers.task_draft.run import Run
from knowledge_base.readers.task_draft.signal_words import signal_of
from knowledge_base.readers.task_draft.unseen import RGB, WHITE

_CONTENTS = "Table of Contents"
_Flat = Element | Listed | Indented


@dataclass
class Body:
    """Reads one document. notes: the words of its footnotes and endnotes ("footnote 3")."""

    reader: Reader
    numbering: Numbering
    notes: dict[str, etree._Element]
    _paragraphs: int = 0
    _told: int = 0
    _in_note: bool = False

    def elements(self, body: etree._Element) -> list[Element]:
        """What is seen of it."""
        return [*self._inside(body, WHITE), *self._due_notes(len(self.reader.notes))]

    def _inside(self, element: etree._Element, behind: RGB) -> list[Element]:
        return with_lists(self._flat(element, behind))

    def _flat(self, element: etree._Element, behind: RGB) -> Iterator[_Flat]:
        for child in element.iterchildren(etree.Element):
            tag = str(child.tag)
            if tag == f"{W}p":
                yield from self._paragraph(child, behind)
            elif tag == f"{W}tbl":
                place = f"table after paragraph {self._paragraphs}"
                reader = self.reader
                yield from table_of(child, reader.styles, reader.findings, place, self._inside, behind)
            elif tag == f"{W}sdt":
                if value(child.find(f"{W}sdtPr/{W}docPartObj"), "docPartGallery") != _CONTENTS:
                    yield from self._flat(child, behind)
            elif tag in {f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"}:
                yield from self._flat(child, behind)
            elif tag == f"{MC}AlternateContent":
                chosen = child.find(f"{MC}Choice")
                yield from self._flat(chosen, behind) if chosen is not None else ()
            elif tag in {f"{W}altChunk", f"{W}subDoc"}:
                self.reader.findings.not_understood(self._place, "a document in the document is not read")

    @property
    def _place(self) -> str:
        return f"paragraph {self._paragraphs}"

    def _paragraph(self, element: etree._Element, behind: RGB) -> Iterator[_Flat]:
        self._paragraphs += 1
        properties = element.find(f"{W}pPr")
        look = self.reader.styles.paragraph(properties)
        notes = len(self.reader.notes)
        words = ParagraphWords(self.reader, look, behind, Run(self._place))
        words.take(element)
        paragraph = words.run.paragraph(self.reader.findings)
        boxed = [part for box in words.boxes for part in self._inside(box.content, box.behind)]
        if look.contents or (paragraph is None and _mark_is_gone(properties)):
            yield from boxed
            return
        number = self.numbering.next(*look.number) if look.number else None
        if number is not None and look.level is None and not look.notice:
            before = tuple(part for part in boxed if isinstance(part, Notice | Paragraph))
            empty = Paragraph("", self._place)
            if paragraph is not None or number.value is not None:
                yield _listed(number, look, paragraph or empty, before)
            return
        if look.level is not None:
            yield from self._due_notes(notes)
        yield from boxed
        if paragraph is not None:
            yield self._meant(paragraph, look, number)

    def _meant(self, paragraph: Paragraph, look: ParagraphLook, number: Number | None) -> _Flat:
        mark = f"{number.mark} " if number and number.value is not None else ""
        if look.level is not None:
            return Heading(look.level, mark + one_line(paragraph.words), paragraph.place)
        signal = signal_of(paragraph.words, paragraph.lead)
        if signal:
            return Notice(signal[0], paragraph.words, paragraph.place, signal[1])
        if look.notice:
            return Notice(look.notice, paragraph.words, paragraph.place)
        if look.continues or (look.indent or 0) > 0:
            return Indented(paragraph, look.indent if look.indent is not None else 1 << 16)
        return paragraph

    def _due_notes(self, end: int) -> list[Element]:
        """The footnotes that were referred to since the last time, up to the one of this number."""
        found: list[Element] = []
        while self._told < end and not self._in_note:
            mark, ident = self.reader.notes[self._told]
            self._told += 1
            self._in_note = True
            for part in self._inside(self.notes[ident], WHITE) if ident in self.notes else ():
                words = one_line(words_of([part])) if isinstance(part, Paragraph | Notice | Listing | Row) else ""
                if words:
                    found.append(Paragraph(f"{mark} {words}".strip(), self._place))
                    mark = ""
            self._in_note = False
        return found


def _listed(
    number: Number, look: ParagraphLook, paragraph: Paragraph, before: tuple[Notice | Paragraph, ...]
) -> Listed:
    indent = look.indent if look.indent is not None else number.indent or 0
    group, level = look.number or ("", 0)
    return Listed(number.mark, number.value, group, level, indent, paragraph, before)


def _mark_is_gone(properties: etree._Element | None) -> bool:
    """The end of the paragraph is deleted or hidden: without words in it, it is not there and counts no number."""
    mark = properties.find(f"{W}rPr") if properties is not None else None
    return mark is not None and (mark.find(f"{W}del") is not None or bool(is_on(mark, "vanish")))


def notes_of(*parts: etree._Element | None) -> dict[str, etree._Element]:
    """Footnotes and endnotes by what they are referred to as: "footnote 3"."""
    found = {}
    for part in parts:
        for note in part.iterchildren(f"{W}footnote", f"{W}endnote") if part is not None else ():
            if note.get(f"{W}type") in {None, "normal"}:
                found[f"{etree.QName(note).localname} {note.get(f'{W}id')}"] = note
    return found
