"""What a person sees of an element: no invisible characters, and nothing that is marked as deleted."""

import re

from lxml import etree

# Characters that take no room on a page: zero-width, marks and overrides of direction, soft hyphen, tags.
_NO_WIDTH = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]+")
_TAG_BASE = 0xE0000
_TAG_LETTERS = re.compile("[\U000e0020-\U000e007e]+")
_SPACE = re.compile(r"[ \t\r\n]+")


def seen(text: str) -> str:
    """The text without characters that nobody can see."""
    return _NO_WIDTH.sub("", text)


def smuggled(text: str) -> str:
    """The words that are spelt in invisible tag characters, as plain letters."""
    return "".join(chr(ord(letter) - _TAG_BASE) for run in _TAG_LETTERS.findall(text) for letter in run)


def one_line(text: str) -> str:
    """White space of the file made one blank each; a no-break space is part of a value and stays."""
    return _SPACE.sub(" ", text)


def is_deleted(element: etree._Element) -> bool:
    """It was taken out in this issue, and stands here to show that (`changeType`)."""
    return element.get("changeType") == "delete"


def raw_words(element: etree._Element) -> str:
    """All words in an element on one line, comments and deleted parts left out; for names and short labels."""
    parts: list[str] = []
    _collect(element, parts)
    return one_line(seen("".join(parts))).strip()


def _collect(element: etree._Element, parts: list[str]) -> None:
    parts.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and not is_deleted(child):
            _collect(child, parts)
        parts.append(child.tail or "")
