"""White space of a file, and the plain words of an element."""

import re

from lxml import etree

_SPACE = re.compile(r"[ \t\r\n]+")


def one_line(text: str) -> str:
    """White space of the file made one blank each; a no-break space is part of a value and stays."""
    return _SPACE.sub(" ", text)


def raw_words(element: etree._Element) -> str:
    """All words in an element on one line, references left out; for names and short labels."""
    return one_line("".join(element.itertext())).strip()
