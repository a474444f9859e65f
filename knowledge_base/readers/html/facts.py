"""What a page says of itself in its head (HTML Standard, 4.2; DCMI Metadata Terms)."""

import re

from bs4 import BeautifulSoup, Tag

from knowledge_base.readers.identity import Stated
from knowledge_base.readers.task_draft.stated import stated_date, stated_words

_REVISION = ("revision", "version", "document-version", "doc-version", "dcterms.hasversion", "dc.version", "rev")
_DATE = (
    "dcterms.modified",
    "dcterms.date",
    "dcterms.issued",
    "dc.date.modified",
    "dc.date",
    "revised",
    "modified",
    "last-modified",
    "article:modified_time",
    "date",
)
_IDENTIFIER = ("manual", "document-number", "document-id", "dcterms.identifier", "dc.identifier")
_TITLE = ("dcterms.title", "dc.title", "og:title")
_LANGUAGE = ("content-language", "dcterms.language", "dc.language")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def stated_by(soup: BeautifulSoup) -> Stated:
    """What the page states; None for each thing that it does not."""
    meta: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name = tag.get("name") or tag.get("property") or tag.get("http-equiv")
        content = stated_words(str(tag.get("content") or ""))
        if name and content:
            meta.setdefault(str(name).strip().lower(), content)

    def first(names: tuple[str, ...]) -> str | None:
        return next((meta[name] for name in names if name in meta), None)

    title = soup.find("title")
    root = soup.find("html")
    language = str(root.get("lang") or root.get("xml:lang") or "") if isinstance(root, Tag) else ""
    language = language if _LANGUAGE_TAG.fullmatch(language.strip()) else first(_LANGUAGE) or ""
    return Stated(
        manual=first(_IDENTIFIER),
        title=_text(title) or first(_TITLE),
        revision=first(_REVISION),
        date=stated_date(first(_DATE)),
        language=language.strip() if _LANGUAGE_TAG.fullmatch(language.strip()) else None,
    )


def _text(tag: object) -> str | None:
    return stated_words(tag.get_text(" ")) or None if isinstance(tag, Tag) else None
