"""What a DITA set says of itself: the metadata of its first map or, where there is none, of its only topic.

DITA 1.3, 3.5 (bookmeta, bookid, bookchangehistory) and 3.1.9 (critdates, vrmlist).
"""

import datetime as dt
from collections import Counter

from lxml import etree

from knowledge_base.readers.dita.document_set import DocumentSet
from knowledge_base.readers.dita.elements import child_of, children, kind, language
from knowledge_base.readers.dita.keys import KeySpace
from knowledge_base.readers.dita.maps import Entry
from knowledge_base.readers.dita.words import Words
from knowledge_base.readers.identity import Stated


def stated(documents: DocumentSet, root: etree._Element | None, keys: KeySpace, entries: list[Entry]) -> Stated:
    """What the set says of itself. root: its first map. keys: that hold in it."""
    topics = [entry.topic for entry in entries]
    about = root if root is not None else topics[0] if len(topics) == 1 else None
    languages = Counter(stated_one for topic in topics if (stated_one := _language(topic)))
    common = languages.most_common(1)[0][0] if languages else None
    if about is None:
        return Stated(language=common)
    words = Words(documents, keys)
    meta = child_of(about, "bookmeta", "topicmeta", "prolog")
    found = list(meta.iter(etree.Element)) if meta is not None else []
    return Stated(
        manual=_text(_first(found, "bookpartno", "booknumber"), words) or about.get("id"),
        title=_title(about, words),
        revision=_revision(found, words),
        date=_date(found, words),
        language=_language(about) or common,
    )


def _title(about: etree._Element, words: Words) -> str | None:
    title = child_of(about, "booktitle", "title")
    if title is None:
        return about.get("title")
    main = child_of(title, "mainbooktitle")
    return words.of(main if main is not None else title) or None


def _language(element: etree._Element) -> str | None:
    return next((found for one in (element, *element.iterancestors()) if (found := language(one))), None)


def _revision(found: list[etree._Element], words: Words) -> str | None:
    """The last revision in the book's history, its edition, the product's version, the day of the last revision."""
    history = [words.of(one) for one in found if kind(one) == "revisionid"]
    if history and history[-1]:
        return history[-1]
    edition = _text(_first(found, "edition"), words)
    if edition:
        return edition
    for one in reversed(found):
        parts = [one.get(name) for name in ("version", "release", "modification")] if kind(one) == "vrm" else []
        if parts and parts[0]:
            return ".".join(part for part in parts if part)
    revised = [one.get("modified") for one in found if kind(one) == "revised" and one.get("modified")]
    return revised[-1] if revised else None


def _date(found: list[etree._Element], words: Words) -> dt.date | None:
    """The day of the last revision, else of publication, else of creation."""
    days = [_day(one.get("modified")) for one in found if kind(one) == "revised"]
    days += [_parts(one, words) for one in found if kind(one) in {"completed", "revised"}]
    known = [day for day in days if day is not None]
    if known:
        return max(known)
    return next((day for one in found if kind(one) == "created" and (day := _day(one.get("date")))), None)


def _parts(element: etree._Element, words: Words) -> dt.date | None:
    """A date in elements of its own: year, month, day."""
    named = {kind(child): words.of(child) for child in children(element)}
    return _day(f"{named.get('year', '')}-{named.get('month', '').zfill(2)}-{named.get('day', '').zfill(2)}")


def _day(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def _first(found: list[etree._Element], *kinds: str) -> etree._Element | None:
    return next((one for name in kinds for one in found if kind(one) == name), None)


def _text(element: etree._Element | None, words: Words) -> str | None:
    return words.of(element) if element is not None else None
