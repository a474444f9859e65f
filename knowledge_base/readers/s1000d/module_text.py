"""The reading text of one data module while it is written, and the blocks of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from lxml import etree

from knowledge_base.readers.passages import Block, BlockKind
from knowledge_base.readers.s1000d.applicability import Applicability
from knowledge_base.readers.s1000d.common_info import CommonInfo
from knowledge_base.readers.s1000d.csdb import Csdb
from knowledge_base.readers.s1000d.element_kinds import NOTICES
from knowledge_base.readers.s1000d.findings import Findings
from knowledge_base.readers.s1000d.inline import Inline
from knowledge_base.readers.s1000d.module_code import dm_code
from knowledge_base.readers.s1000d.publication import Entry
from knowledge_base.readers.s1000d.references import References
from knowledge_base.readers.s1000d.words import by_id, raw_words
from knowledge_base.readers.source import Span, WrittenText
from knowledge_base.records import FindingKind, Notice, NoticeKind, Quote


class ModuleText:
    """Everything that the readers of the kinds of modules share: where words go, and what they mean.

    task: the id of the task whose words are being written.
    """

    def __init__(self, entry: Entry, text: WrittenText, csdb: Csdb, common: CommonInfo, findings: Findings) -> None:
        self.module = entry.module
        self.common = common
        self.csdb = csdb
        self.text = text
        self.task: str | None = None
        self.references = References(entry.module.content, common)
        self.applicability = Applicability(entry.module, common, findings)
        self.inline = Inline(entry.module, self.references, common, self.applicability, findings)
        self.blocks: list[Block] = []
        self._findings = findings
        self._section = (*entry.section, entry.module.title)
        self._codes: tuple[str, ...] = (entry.module.code,)
        self._notices_in_module = by_id(entry.module.content.iterfind("warningsAndCautions/*"))
        self._notice_refs = by_id(entry.module.content.iterfind("warningsAndCautionsRef/*"))
        text.module = entry.module.label
        text.section = self._section
        text.write(entry.module.title)

    def put(self, words: str, kind: BlockKind = BlockKind.TEXT, codes: tuple[str, ...] = ()) -> Span | None:
        """Write words as a block of their own; None when there are none. The first block carries the module's code."""
        if not words:
            return None
        span = self.text.write(words)
        self.blocks.append(
            Block(
                text=self.text,
                span=span,
                kind=kind,
                section=self._section,
                module=self.module.label,
                task_id=self.task,
                codes=(*self._codes, *codes),
            )
        )
        self._codes = ()
        return span

    def quote(self, span: Span) -> Quote:
        """The words of a span."""
        self.text.section = self._section
        return self.text.quote(*span)

    @contextmanager
    def under(self, heading: str) -> Iterator[None]:
        """What is written inside stands under this heading."""
        above = self._section
        if heading:
            self.text.write(heading)
            self._section = (*above, heading)
        try:
            yield
        finally:
            self._section = above

    def limited(self, element: etree._Element, words: str) -> str:
        """The words, after those for which products the element holds."""
        products = self.applicability.of(element)
        return f"{products}: {words}" if products and words else words

    def notice(self, element: etree._Element, kind: NoticeKind) -> Notice | None:
        """Write a warning, caution or note in its place."""
        span = self.put(self.limited(element, self.inline.words(element)), BlockKind.NOTICE)
        return Notice(kind=kind, quote=self.quote(span)) if span else None

    def referred_notices(self, element: etree._Element) -> list[Notice]:
        """Write the warnings and cautions that an element refers to (`warningRefs`, `cautionRefs`)."""
        found = []
        for kind in (NoticeKind.WARNING, NoticeKind.CAUTION):
            for ident in element.get(f"{kind}Refs", "").split():
                notice = self._referred(ident, kind, element)
                if notice is not None:
                    found.append(notice)
        return found

    def not_understood(self, element: etree._Element, what: str) -> None:
        """Say what could not be followed."""
        self._findings.add(FindingKind.NOT_UNDERSTOOD, self.module.file, f"line {element.sourceline or 0}", what)

    def forget_task(self, task_id: str) -> None:
        """The words of what turned out to be no task remain, as text."""
        self.blocks = [
            replace(block, task_id=None, kind=_without_task(block.kind)) if block.task_id == task_id else block
            for block in self.blocks
        ]

    def unused_notices(self) -> None:
        """Write the module's own warnings and cautions that nothing refers to; they guard no step."""
        used = {
            ident
            for element in self.module.content.iter("*")
            for kind in (NoticeKind.WARNING, NoticeKind.CAUTION)
            for ident in element.get(f"{kind}Refs", "").split()
        }
        found = self._notices_in_module | self._notice_refs
        for path in ("warningsAndCautions/*", "warningsAndCautionsRef/*"):
            for element in self.module.content.iterfind(path):
                ident = element.get("id", "")
                if ident in used and found.get(ident) is element:
                    continue
                self.not_understood(element, f"no step refers to {ident or element.tag!s} alone: it guards none")
                if element.tag in NOTICES:
                    self.notice(element, NOTICES[element.tag])

    def _referred(self, ident: str, kind: NoticeKind, element: etree._Element) -> Notice | None:
        own = self._notices_in_module.get(ident)
        if own is not None:
            return self.notice(own, kind)
        ref = self._notice_refs.get(ident)
        if ref is None:
            self.inline.missing(element, f"refers to the {kind} {ident}, which is not in this module, or not just once")
            return None
        number = ref.get(f"{kind}IdentNumber", "")
        entry = self.common.notice(kind, number, dm_code(ref))
        if entry is None:
            self.inline.missing(ref, f"refers to the {kind} {number}, which is in no repository here")
            return None
        return self.notice(entry, kind)


def title_of(element: etree._Element) -> str:
    """The words of an element's own title; empty when it has none."""
    title = element.find("title")
    return raw_words(title) if title is not None else ""


def _without_task(kind: BlockKind) -> BlockKind:
    return BlockKind.TEXT if kind is BlockKind.STEP else kind
