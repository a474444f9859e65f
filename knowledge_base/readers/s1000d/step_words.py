"""The words of one step and the notices that guard it, written in the order of the file."""

from dataclasses import dataclass, field

from lxml import etree

from knowledge_base.readers.passages import BlockKind
from knowledge_base.readers.s1000d.description import write
from knowledge_base.readers.s1000d.element_kinds import (
    FIGURES,
    LISTS,
    NOTICES,
    PARAGRAPHS,
    fits_a_line,
    has_words_of_its_own,
)
from knowledge_base.readers.s1000d.module_text import ModuleText
from knowledge_base.readers.s1000d.table import rows
from knowledge_base.readers.source import Span
from knowledge_base.records import Notice, NoticeKind, Quote


@dataclass
class StepWords:
    """Collects what belongs to one step. words: spans of its own text, in order."""

    out: ModuleText
    notices: list[Notice] = field(default_factory=list)
    words: list[Span] = field(default_factory=list)

    def begin(self, element: etree._Element, around: str) -> str:
        """Write for which products the step is, where that is not what holds around it, and what it refers to.

        around: the products that the enclosing step or module is for. Returns those of this step.
        """
        products = self.out.applicability.of(element)
        if products and products != around:
            span = self.out.put(products, BlockKind.NOTICE)
            self.notices += [Notice(kind=NoticeKind.NOTE, quote=self.out.quote(span))] if span else []
        self.notices += self.out.referred_notices(element)
        return products or around

    def add(self, child: etree._Element) -> None:
        """Write a part of the step: a notice, its words, or a picture beside them."""
        if child.tag in NOTICES:
            notice = self.out.notice(child, NOTICES[child.tag])
            self.notices += [notice] if notice else []
        elif child.tag in FIGURES:
            write(self.out, child)
        elif child.tag == "table":
            self._add_table(child)
        elif child.tag in LISTS:
            for item in child.iterchildren("title", "listItem", "attentionListItem", "definitionListItem"):
                self._put(item)
        elif _holds_parts(child):
            for part in child:
                self.add(part)
        else:
            self._put(child)

    def quote(self) -> Quote | None:
        """The step's own words, one slice; None where it has none."""
        return self.out.quote((self.words[0][0], self.words[-1][1])) if self.words else None

    def _put(self, element: etree._Element) -> None:
        self._keep(self.out.limited(element, self.out.inline.words(element)))

    def _keep(self, words: str) -> None:
        span = self.out.put(words, BlockKind.STEP)
        self.words += [span] if span else []

    def _add_table(self, table: etree._Element) -> None:
        label = self.out.references.label(table)
        title = table.find("title")
        caption = self.out.inline.line(title) if title is not None else ""
        self._keep(self.out.limited(table, f"Table {label} {caption}" if label else caption))
        for row in rows(self.out.inline, table):
            self._keep(self.out.limited(row.element, row.words))


def _holds_parts(element: etree._Element) -> bool:
    """It wraps parts that are not all words, such as alternative pictures (`figureAlts`)."""
    return not has_words_of_its_own(element) and not fits_a_line(element) and element.tag not in PARAGRAPHS
