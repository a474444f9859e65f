"""The words of a line, as a person sees them: keys and references become the words that they stand for.

DITA 1.3, 2.3.4.5 (keyref on elements that hold words), 3.1.5 (xref). Where nobody can know the words there is a hole,
and a step with a hole is not a step.
"""

import re
from collections.abc import Callable

from lxml import etree

from knowledge_base.readers.dita.document_set import DocumentSet, Target, target_of
from knowledge_base.readers.dita.elements import (
    BLOCKS,
    FOREIGN,
    KNOWN,
    NOT_SHOWN,
    PICTURES,
    WITHDRAWN,
    child_of,
    children,
    conditions,
    kind,
    within,
)
from knowledge_base.readers.dita.keys import KeySpace
from knowledge_base.readers.dita.references import UNRESOLVED
from knowledge_base.readers.task_draft.unseen import PICTURE, superscript

_MOST_CHARACTERS = 2000
_MOST_BUSY = 10
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LINKS = frozenset({"xref", "link", "glossxref", "glossAlternateFor"})


def tidy(words: str) -> str:
    """One space where there is white space; a space that must not break (U+00A0) stays what it is."""
    return _SPACE.sub(" ", words).strip(" ")


def has_words(line: str) -> bool:
    """There is more in the line than white space and pictures."""
    return bool(line.replace(PICTURE, "").strip())


class Words:
    """Renders elements to words. unknown: names of elements that are not DITA, met on the way."""

    def __init__(self, documents: DocumentSet, keys: KeySpace) -> None:
        self._documents = documents
        self._keys = keys
        self._known: dict[str, str] = {}
        self._busy: set[str] = set()
        self._footnotes: list[str] = []
        self.unknown: set[str] = set()

    def of(self, element: etree._Element) -> str:
        """All words of an element on one line."""
        return tidy(self.run(element))

    def footnotes(self) -> list[str]:
        """The footnotes of what was rendered since the last call."""
        found, self._footnotes = self._footnotes, []
        return found

    def title(self, element: etree._Element | None) -> str:
        """The title of a topic, section, table or figure; empty where it has none."""
        found = child_of(element, "title", "glossterm") if element is not None else None
        return self.of(found) if found is not None else ""

    def run(self, element: etree._Element) -> str:
        """The words in an element, white space as it stands in the file."""
        parts = [element.text or ""]
        for child in element:
            self.add(parts, child)
            parts.append(child.tail or "")
        return "".join(parts)

    def add(self, line: list[str], element: etree._Element) -> None:
        """Add an element to its line. Words under different conditions may touch in the file, never on paper."""
        words = self.inline(element)
        if words[:1].isalnum() and conditions(element):
            before = next((part for part in reversed(line) if part), "")
            line.append(" " if before[-1:].isalnum() else "")
        line.append(words)

    def inline(self, element: etree._Element) -> str:
        """The words that an element adds to its line."""
        name = kind(element)
        if not name or name in NOT_SHOWN or name in WITHDRAWN:
            return ""
        if name in PICTURES:
            return " " if element.get("placement") == "break" else PICTURE
        if name == "menucascade":
            return " > ".join(self.of(child) for child in children(element))
        if name == "fn":
            if element.get("id") is None:
                self._footnotes.append(self.of(element))
            return ""
        words = self.run(element)
        if not words.strip():
            note = self._footnote(element)
            if note is not None:
                self._footnotes.append(self.of(note))
                return ""
            words = self._referred(element, name)
        if name == "state":
            words = f"{element.get('name', '')}={element.get('value', '')}"
        if name == "sup":
            words = _raised(words)
        if name not in KNOWN or name in FOREIGN:
            self.unknown.add(name)
        return f" {words} " if name in BLOCKS or name in FOREIGN else words

    def hole(self, element: etree._Element) -> str | None:
        """Why the words of an element, without those of its children, are not known; None when they are."""
        name = kind(element)
        if element.get(UNRESOLVED) is not None:
            return element.get(UNRESOLVED)
        if name in PICTURES or name in NOT_SHOWN or not (element.get("keyref") or name in _LINKS):
            return None
        footnotes = list(self._footnotes)
        words = self.run(element).strip() or self._referred(element, name).strip()
        self._footnotes = footnotes
        if words or self._footnote(element) is not None:
            return None
        named = element.get("keyref") or str(target_of(element) or element.get("href"))
        return f"{named} stands for no words"

    def _footnote(self, element: etree._Element) -> etree._Element | None:
        """The footnote that an empty reference calls for."""
        target = target_of(element) if kind(element) in _LINKS else None
        found = self._documents.element(target) if target is not None else None
        return found if found is not None and kind(found) == "fn" else None

    def _referred(self, element: etree._Element, name: str) -> str:
        """The words of what an empty element refers to."""
        keyref = element.get("keyref")
        if keyref is not None:
            asks = "short" if name == "abbreviated-form" else "full"
            return self._once(f"{asks} {keyref}", lambda: self._words_of_key(keyref, asks == "short"))
        target = target_of(element) if name in _LINKS else None
        if target is not None:
            return self._once(f"title {target}", lambda: self._words_of_target(target))
        return element.get("href") or "" if name in _LINKS else ""

    def _words_of_key(self, name: str, short: bool) -> str:
        key = self._keys.find(name)
        if key is None:
            return ""
        for wanted in ("keyword", "term", "linktext", "navtitle") if key.words is not None else ():
            for element in _all(key.words, wanted):
                if element.text or len(element):
                    return self._whole(element)
        if key.target is None:
            return key.address or ""
        entry = self._documents.element(key.target) if short else None
        for element in (*_all(entry, "glossSurfaceForm"), *_all(entry, "glossAcronym")):
            return self._whole(element)
        return self._words_of_target(key.target)

    def _words_of_target(self, target: Target) -> str:
        element = self._documents.element(target)
        if element is None:
            return ""
        if kind(element) == "step":
            return str(1 + sum(kind(one) == "step" for one in element.itersiblings(preceding=True)))
        title = child_of(element, "title", "glossterm")
        return self._whole(title) if title is not None else ""

    def _whole(self, element: etree._Element) -> str:
        """The words of an element; none at all when some of them are not known."""
        return "" if any(self.hole(one) for one in within(element)) else self.of(element)

    def _once(self, name: str, make: Callable[[], str]) -> str:
        """Words that are the same wherever they are referred to, made once; none for those that contain themselves."""
        if name in self._known:
            return self._known[name]
        if name in self._busy or len(self._busy) > _MOST_BUSY:
            return ""
        self._busy.add(name)
        words = make()
        self._busy.discard(name)
        self._known[name] = words if len(words) <= _MOST_CHARACTERS else ""
        return self._known[name]


def _all(element: etree._Element | None, wanted: str) -> list[etree._Element]:
    """The elements of one kind in an element."""
    return [one for one in element.iter(etree.Element) if kind(one) == wanted] if element is not None else []


def _raised(words: str) -> str:
    """10³ stays a power; letters (1st) are read without being raised."""
    stripped = words.strip()
    raised = superscript(stripped)
    return raised if raised != stripped or stripped.isalpha() or not stripped else f"^{stripped}"
