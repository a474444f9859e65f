"""The body of a topic → reading text and blocks, in the order in which it stands.

Words that stand directly in a line form paragraphs; what is a block begins a new one. A notice is one block, and is
remembered, so that whoever reads steps can tie it to the step that it guards.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from lxml import etree

from knowledge_base.readers.dita.elements import (
    BLOCKS,
    ENTRIES,
    FOREIGN,
    KNOWN,
    LISTS,
    NOT_SHOWN,
    NOTICES,
    PREFORMATTED,
    TABLES,
    TITLED,
    TOPICS,
    WITHDRAWN,
    child_of,
    children,
    kind,
)
from knowledge_base.readers.dita.tables import rows
from knowledge_base.readers.dita.words import Words, has_words, tidy
from knowledge_base.readers.passages import Block, BlockKind
from knowledge_base.readers.source import Span, WrittenText
from knowledge_base.readers.vocabulary import SIGNAL_WORDS
from knowledge_base.records import Notice, NoticeKind, Quote


class Body:
    """Writes elements. section, module, task_id: of what is being written. blocks, notices: all that was written."""

    def __init__(self, text: WrittenText, words: Words, section: tuple[str, ...], module: str | None) -> None:
        self.text = text
        self.words = words
        self.section = section
        self.module = module
        self.task_id: str | None = None
        self.blocks: list[Block] = []
        self.notices: list[Notice] = []
        self.assumed: list[str] = []
        self._close = False

    def quote(self, start: int, end: int) -> Quote:
        """The words of characters [start, end), cited where they stand now."""
        self.text.section, self.text.page, self.text.module = self.section, None, self.module
        return self.text.quote(start, end)

    def since(self, mark: int) -> Quote | None:
        """The words of the blocks since `mark`, without notices before and after them; None when there are none."""
        said = [block.span for block in self.blocks[mark:] if block.kind is not BlockKind.NOTICE]
        return self.quote(said[0][0], said[-1][1]) if said else None

    def merge(self, first: int, last: int, kind_of_block: BlockKind) -> None:
        """Make one block of the blocks [first, last)."""
        if last > first:
            self.blocks[first:last] = [
                self._block((self.blocks[first].span[0], self.blocks[last - 1].span[1]), kind_of_block)
            ]

    def claim(self, first: int, task_id: str) -> None:
        """The blocks since `first` are words of that task."""
        self.blocks[first:] = [replace(block, task_id=task_id) for block in self.blocks[first:]]

    def write(self, words: str, kind_of_block: BlockKind = BlockKind.TEXT, codes: tuple[str, ...] = ()) -> None:
        """Write words as a block of their own, unless they are none."""
        if has_words(words):
            span = self.text.write(words, after="\n" if self._close else "\n\n")
            self.blocks.append(self._block(span, kind_of_block, codes))

    @contextmanager
    def lines(self, close: bool = True) -> Iterator[None]:
        """What is written within begins a new line, not a new paragraph."""
        before, self._close = self._close, self._close or close
        yield
        self._close = before

    def flow(self, element: etree._Element, without: etree._Element | None = None) -> None:
        """Write what is in an element: its lines as paragraphs, its blocks as what they are. without: a child of it."""
        line = [element.text or ""]
        for child in element:
            if child is without:
                pass
            elif self._is_block(child):
                self._paragraph(line)
                line = []
                self.block(child)
            else:
                self.words.add(line, child)
            line.append(child.tail or "")
        self._paragraph(line)

    def block(self, element: etree._Element) -> None:
        """Write one block-level element."""
        name = kind(element)
        if name in NOT_SHOWN or name in WITHDRAWN or name in TOPICS:
            return
        if name in NOTICES:
            self._notice(element)
        elif name in TABLES:
            self._table(element)
        elif name in PREFORMATTED:
            self._preformatted(element)
        elif name in TITLED:
            self._titled(element)
        elif name in LISTS or name in ENTRIES:
            with self.lines():
                self.flow(element)
        elif name == "link" and child_of(element, "linktext") is None:
            return
        else:
            if name not in KNOWN or name in FOREIGN:
                self.words.unknown.add(name)
            self.flow(element)

    def _is_block(self, element: etree._Element) -> bool:
        name = kind(element)
        return name in BLOCKS or (name not in KNOWN and any(kind(child) in BLOCKS for child in children(element)))

    def _paragraph(self, line: list[str]) -> None:
        words = tidy("".join(line))
        notes = self.words.footnotes()
        if words or notes:
            self.write("\n".join((words, *notes)) if words else "\n".join(notes))

    def _preformatted(self, element: etree._Element) -> None:
        self.write(self.words.run(element).strip("\n"))

    def _titled(self, element: etree._Element) -> None:
        title = self.words.title(element)
        outer = self.section
        if title:
            self.section = (*outer, title)
        self.flow(element, without=child_of(element, "title"))
        self.section = outer

    def _table(self, element: etree._Element) -> None:
        title = child_of(element, "title")
        self.write(self.words.of(title) if title is not None else "")
        for place, row in enumerate(rows(element, self.words)):
            block_kind = BlockKind.CODE if row.code else BlockKind.TABLE
            with self.lines(place > 0):
                self.write(row.words, block_kind, (row.code,) if row.code else ())
        self._paragraph([])

    def _notice(self, element: etree._Element) -> None:
        mark, inner = len(self.blocks), len(self.notices)
        with self.lines():
            self.flow(element)
        del self.notices[inner:]
        self.merge(mark, len(self.blocks), BlockKind.NOTICE)
        if len(self.blocks) > mark:
            self.notices.append(Notice(kind=self._notice_kind(element), quote=self.quote(*self.blocks[mark].span)))

    def _notice_kind(self, element: etree._Element) -> NoticeKind:
        """The manual's own word for it (DITA 1.3, @type and @othertype of note and hazardstatement)."""
        stated = element.get("type", "").lower()
        if stated == "other":
            stated = element.get("othertype", "").strip().lower()
        if kind(element) == "hazardstatement" and not stated:
            self.assumed.append("a hazard statement without @type is taken for a warning")
            return NoticeKind.WARNING
        return SIGNAL_WORDS.get(stated, NoticeKind.NOTE)

    def _block(self, span: Span, kind_of_block: BlockKind, codes: tuple[str, ...] = ()) -> Block:
        return Block(self.text, span, kind_of_block, self.section, None, self.module, self.task_id, codes)
