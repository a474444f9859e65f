"""White space of a file, the plain words of an element, and elements by their ids."""

import re
from collections.abc import Iterable

from lxml import etree

_SPACE = re.compile(r"[ \t\r\n]+")


def by_id(elements: Iterable[etree._Element]) -> dict[str, etree._Element]:
    """Id → element. An id that stands twice stands for nothing: nobody could say which of them is meant."""
    found: dict[str, etree._Element] = {}
    twice: set[str] = set()
    for element in elements:
        ident = element.get("id", "")
        if ident and found.setdefault(ident, element) is not element:
            twice.add(ident)
    return {ident: element for ident, element in found.items() if ident not in twice}


def one_line(text: str) -> str:
    """White space of the file made one blank each; a no-break space is part of a value and stays."""
    return _SPACE.sub(" ", text)


def raw_words(element: etree._Element) -> str:
    """All words in an element on one line, references left out; for names and short labels."""
    return one_line("".join(element.itertext())).strip()
