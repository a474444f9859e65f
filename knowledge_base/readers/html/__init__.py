"""A manual as a web page: what a person sees of it in a browser, and the tasks in it. Nothing is fetched.

A task is a section with a numbered list that counts 1, 2, 3 …; its id is that of the heading or section, or one that
stands in the heading. Words that the page hides (by attribute, style, colour, size or place) are in no passage.
"""

from bs4 import BeautifulSoup, Comment, Tag

from knowledge_base.readers.contract import Reader, Source
from knowledge_base.readers.html.decoding import place_of, tree_of
from knowledge_base.readers.html.facts import stated_by
from knowledge_base.readers.html.style_sheet import Cascade
from knowledge_base.readers.html.walker import Walker
from knowledge_base.readers.task_draft import Element, Findings
from knowledge_base.readers.task_draft.reading import reading_of
from knowledge_base.records import FindingKind, Reading

_NAME = "html"


def recognises(source: Source) -> bool:
    """Any single file of such a suffix is a page."""
    return source.single


def read(source: Source) -> Reading:
    """Read one page. Raises ManualError when it is too large, nested too deep, or shows no words."""
    findings = Findings(source.main)
    soup = tree_of(source.files[source.main], source.main, source.limits, findings)
    elements = _elements(soup, findings)
    _report_what_is_not_shown(soup, findings)
    return reading_of(_NAME, source, stated_by(soup), elements, findings)


def _elements(soup: BeautifulSoup, findings: Findings) -> list[Element]:
    body = soup.find("body") or soup.find("html") or soup
    walker = Walker(Cascade(soup, findings), findings)
    elements = walker.elements(body) if isinstance(body, Tag) else []
    if walker.pictures:
        findings.not_understood("document", f"{walker.pictures} pictures or embedded pages are not read")
    return elements


def _report_what_is_not_shown(soup: BeautifulSoup, findings: Findings) -> None:
    """Comments and hidden fields; and style sheets elsewhere, which may hide more."""
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        above = comment.find_parent()
        findings.hidden(place_of(above) if above else "document", "comment", comment)
    for entry in soup.find_all("input", type="hidden"):
        findings.hidden(place_of(entry), "hidden field", str(entry.get("value") or ""))
    for link in soup.find_all("link", rel="stylesheet"):
        what = f"the style sheet {str(link.get('href'))[:80]!r} is not read; what it hides is read"
        findings.add(FindingKind.MISSING, place_of(link), what)


READER = Reader(name=_NAME, suffixes=(".html", ".htm", ".xhtml"), recognises=recognises, read=read)
__all__ = ["READER"]
