"""Any part of a module in reading order, as text: paragraphs under their titles, lists, tables, figures, notices.

This is how descriptive, crew, front matter, learning, process, wiring and planning modules are read, and everything
that surrounds the steps of a procedure.
"""

from lxml import etree

from knowledge_base.readers.passages import BlockKind
from knowledge_base.readers.s1000d.element_kinds import (
    FIGURES,
    LISTS,
    NAVIGATION,
    NO_WORDS,
    NOTICES,
    PARAGRAPHS,
    RECORDS,
    REFERENCES,
    fits_a_line,
    has_blocks,
    has_words_of_its_own,
    holds_records,
)
from knowledge_base.readers.s1000d.module_code import dm_code
from knowledge_base.readers.s1000d.module_text import ModuleText, title_of
from knowledge_base.readers.s1000d.record import with_unit, write_record
from knowledge_base.readers.s1000d.table import rows


def write(out: ModuleText, element: etree._Element) -> None:
    """Write an element and all below it."""
    tag = str(element.tag)
    if tag in NO_WORDS:
        return
    out.referred_notices(element)
    if tag in NOTICES:
        out.notice(element, NOTICES[tag])
    elif tag in FIGURES:
        write_figure(out, element)
    elif tag == "table":
        write_table(out, element)
    elif tag in REFERENCES:
        out.put(out.inline.phrase(element))
    elif tag in PARAGRAPHS or has_words_of_its_own(element):
        words = with_unit(out.inline.words(element), element.get("unitOfMeasure"))
        out.put(out.limited(element, words))
    elif tag in LISTS:
        for item in element.iterchildren("title", "listItem", "attentionListItem", "definitionListItem"):
            out.put(out.limited(item, out.inline.words(item)))
    elif tag in NAVIGATION:
        _write_navigation(out, element)
    elif tag in RECORDS and fits_a_line(element):
        write_record(out, element)
    else:
        _write_container(out, element)


def write_children(out: ModuleText, element: etree._Element) -> None:
    """Write everything in an element."""
    for child in element:
        write(out, child)


def write_figure(out: ModuleText, figure: etree._Element) -> None:
    """Write the number and title of a figure, and the entries of its legend."""
    out.put(out.limited(figure, _caption(out, figure, "Fig") if title_of(figure) else ""))
    for legend in figure.iter("legend"):
        for item in legend.iter("definitionListItem", "listItem"):
            out.put(out.inline.line(item))


def write_table(out: ModuleText, table: etree._Element) -> None:
    """Write the number and title of a table, and a line for each row."""
    caption = _caption(out, table, "Table")
    out.put(out.limited(table, caption) if caption else out.applicability.of(table), BlockKind.TABLE)
    for row in rows(out.inline, table):
        out.put(out.limited(row.element, row.words), BlockKind.TABLE)


def _caption(out: ModuleText, element: etree._Element, word: str) -> str:
    label = out.references.label(element)
    return " ".join(filter(None, (f"{word} {label}" if label else "", title_of(element))))


def _write_container(out: ModuleText, element: etree._Element) -> None:
    """An element of elements. With a title, it is a section; without anything else below that, an entry."""
    inside = [child for child in element if child.tag != "title"]
    tags = [str(child.tag) for child in inside]
    if inside and len(set(tags)) == len(tags) and not has_blocks(element) and not holds_records(element):
        write_record(out, element)
        return
    with out.under(title_of(element)):
        out.put(out.applicability.of(element))
        for child in inside:
            write(out, child)


def _write_navigation(out: ModuleText, element: etree._Element) -> None:
    """A list of modules repeats their titles, which are headings here; only what is not in the set is written."""
    for ref in element.iter("dmRef", "externalPubRef", "pmRef"):
        if ref.tag != "dmRef" or dm_code(ref) not in out.csdb.modules:
            out.put(out.inline.phrase(ref))
