"""Lines → running text: a word that a hyphen breaks at the end of a line is joined only when that is sure."""

import re
from collections.abc import Iterable, Sequence

_HYPHENS = "-‐\u00ad"
_LETTERS_AT_END = re.compile(r"[^\W\d_]+$")
_LETTERS_AT_START = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# After these the hyphen stands for a part that is left out: Ein- und Ausgang, pre- and post-check.
_LEFT_OUT = frozenset({"und", "oder", "bzw", "bis", "and", "or", "to", "et", "ou", "y", "o", "e", "u"})


class Vocabulary:
    """The words that a document writes within a line: what a broken word is looked up in."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        for line in lines:
            found = _WORD.findall(line)
            # The first and the last word of a line may be parts of broken ones.
            self._words.update(word.lower() for word in found[1:-1])
            self._words.update(word.lower() for word in found[:1] if len(found) > 1 and line[:1].isupper())
            self._words.update(word.lower() for word in found[-1:] if line[-1:] not in _HYPHENS)

    def has(self, word: str) -> bool:
        """The document writes this word, in whatever capitals."""
        return word.lower() in self._words


def joined(lines: Sequence[str], words: Vocabulary) -> str:
    """The lines as one text."""
    text = ""
    for line in lines:
        text = _with_line(text, line, words) if text else line
    return _without_soft(text)


def _with_line(text: str, line: str, words: Vocabulary) -> str:
    if not line:
        return text
    if text[-1] not in _HYPHENS or text[-2:-1] in {"", " "}:
        return f"{text} {line}"
    following = _LETTERS_AT_START.match(line)
    if following and following[0].lower() in _LEFT_OUT and text[-1] != "\u00ad":
        return f"{text} {line}"
    stem = _LETTERS_AT_END.search(text[:-1])
    if text[-1] == "\u00ad":
        return text[:-1] + line
    if stem and following and following[0][0].islower():
        whole, parted = stem[0] + following[0], f"{stem[0]}-{following[0]}"
        if words.has(whole) and not words.has(parted):
            return text[:-1] + line
    return text + line


def _without_soft(text: str) -> str:
    """A hyphen that is only allowed, not drawn as one, at the very end, is none."""
    return text[:-1].replace("\u00ad", "") + ("-" if text.endswith("\u00ad") else text[-1:])
