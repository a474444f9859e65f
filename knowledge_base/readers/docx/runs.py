"""The words of a Word paragraph that a person sees (ECMA-376 part 1, 17.3.3), and what it carries beside them."""

import re
from dataclasses import dataclass, field

from lxml import etree

from knowledge_base.readers.docx.fields import Fields
from knowledge_base.readers.docx.formula import formula
from knowledge_base.readers.docx.package import MC, M, W, value
from knowledge_base.readers.docx.shapes import Box, boxes_in
from knowledge_base.readers.docx.styles import ParagraphLook, RunLook, Styles
from knowledge_base.readers.docx.symbols import in_symbol_font, symbol
from knowledge_base.readers.task_draft import Findings, excerpt
from knowledge_base.readers.task_draft.run import Run
from knowledge_base.readers.task_draft.unseen import PICTURE, RGB, UNREADABLE, superscript
from knowledge_base.records import FindingKind

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_TRANSPARENT = frozenset(
    f"{W}{name}"
    for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "fldSimple", "customXml", "dir")
)
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_DRAWN = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_SIGNS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}noBreakHyphen": "-"}


@dataclass
class Reader:
    """What is the same for all paragraphs of a document. notes: the marks of the footnotes that were referred to, and
    which they are ("footnote 3"). pictures: how many were passed by.
    """

    styles: Styles
    findings: Findings
    fields: Fields = field(default_factory=Fields)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0


@dataclass
class ParagraphWords:
    """Takes one paragraph's words into `run`. boxes: text boxes that hang on it. behind: the colour behind it."""

    reader: Reader
    look: ParagraphLook
    behind: RGB
    run: Run
    boxes: list[Box] = field(default_factory=list)
    _put_in: list[str] = field(default_factory=list)

    def take(self, paragraph: etree._Element) -> None:
        """Take all of it."""
        self._children(paragraph, put_in=False)
        if self._put_in:
            what = f"put in and not accepted; read as if it were: {excerpt(' '.join(self._put_in))}"
            self.reader.findings.add(FindingKind.ASSUMED, self.run.place, what)

    def _children(self, element: etree._Element, *, put_in: bool) -> None:
        for child in element.iterchildren(etree.Element):
            self._child(child, put_in=put_in)

    def _child(self, child: etree._Element, *, put_in: bool) -> None:
        tag = str(child.tag)
        if tag == f"{W}r":
            self._run(child, put_in=put_in)
        elif tag in _TRANSPARENT:
            if child.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
                self._children(child, put_in=put_in or tag in {f"{W}ins", f"{W}moveTo"})
        elif tag in _GONE:
            self._gone(child)
        elif tag == f"{MC}AlternateContent":
            chosen = child.find(f"{MC}Choice")
            chosen = chosen if chosen is not None else child.find(f"{MC}Fallback")
            if chosen is not None:
                self._children(chosen, put_in=put_in)
        elif tag == f"{W}bdo":
            self._reordered(child, put_in=put_in)
        elif tag in {f"{M}oMath", f"{M}oMathPara"}:
            self.run.add(formula(child))
        elif tag == f"{W}ruby":
            base = child.find(f"{W}rubyBase")
            if base is not None:
                self._children(base, put_in=put_in)
        elif tag in _DRAWN:
            self._drawn(child)

    def _gone(self, element: etree._Element) -> None:
        words = "".join(part.text or "" for part in element.iter(f"{W}delText", f"{W}t"))
        if words.strip():
            what = f"taken out and not accepted; left out: {excerpt(words)}"
            self.reader.findings.add(FindingKind.ASSUMED, self.run.place, what)

    def _reordered(self, element: etree._Element, *, put_in: bool) -> None:
        words = "".join(part.text or "" for part in element.iter(f"{W}t"))
        if element.get(f"{W}val") == "rtl" and words.strip() and not _RIGHT_TO_LEFT.search(words):
            self.reader.findings.hidden(self.run.place, "shown backwards", words)
            self.run.add(UNREADABLE)
        else:
            self._children(element, put_in=put_in)

    def _run(self, element: etree._Element, *, put_in: bool) -> None:
        properties = element.find(f"{W}rPr")
        look = self.reader.styles.run(self.look, properties, self.behind)
        for child in element.iterchildren(etree.Element):
            tag = str(child.tag)
            if tag == f"{W}t":
                self._words(in_symbol_font(child.text or "", value(properties, "rFonts", "ascii")), look, put_in=put_in)
            elif tag in _SIGNS:
                self._words(_SIGNS[tag], look, put_in=put_in)
            elif tag in {f"{W}br", f"{W}cr"}:
                if not self._skipped(look):
                    self.run.break_line()
            elif tag == f"{W}sym":
                found = symbol(child.get(f"{W}font") or "", child.get(f"{W}char") or "")
                self._words(found, look, put_in=put_in)
            elif tag == f"{W}instrText":
                self.reader.fields.add_code(child.text or "")
            elif tag == f"{W}fldChar":
                if self.reader.fields.mark(child.get(f"{W}fldCharType") or "") and not self._skipped(look):
                    self.run.add(UNREADABLE)
            elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                self._note(child, look)
            else:
                self._child(child, put_in=put_in)

    def _skipped(self, look: RunLook) -> bool:
        return self.reader.fields.in_contents or self.reader.fields.in_code or look.unseen() is not None or look.struck

    def _words(self, words: str, look: RunLook, *, put_in: bool) -> None:
        if self.reader.fields.in_contents:
            return
        if not words.strip():
            self.run.add(words, bold=look.bold)
        elif self.reader.fields.in_code:
            self.reader.findings.hidden(self.run.place, "code of a field", words)
        elif why := (self.look.hidden or look.unseen()):
            self.reader.findings.hidden(self.run.place, why, words)
        elif look.struck:
            what = f"struck out, and left out: {excerpt(words)}"
            self.reader.findings.add(FindingKind.ASSUMED, self.run.place, what)
        else:
            self.run.add(superscript(words) if look.raised else words, bold=look.bold)
            if put_in:
                self._put_in.append(words)

    def _note(self, reference: etree._Element, look: RunLook) -> None:
        if self._skipped(look):
            return
        mark = superscript(str(len(self.reader.notes) + 1))
        self.reader.notes.append((mark, f"{etree.QName(reference).localname[:-9]} {reference.get(f'{W}id')}"))
        self.run.add(mark, bold=look.bold)

    def _drawn(self, element: etree._Element) -> None:
        found = boxes_in(element, self.reader.styles.theme, self.reader.findings, self.run.place)
        self.boxes += found
        if not found and element.find(f".//{W}txbxContent") is None:
            self.reader.pictures += 1
            self.run.add(PICTURE, bold=True)
