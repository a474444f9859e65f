"""What stands in a markup file and is not seen on its page: comments, hidden HTML, characters without a shape.

HTML: the living standard of WHATWG (13.1.6 comments, 6.1 the hidden attribute, 15.3.1 elements that are not
rendered); in Markdown, raw HTML is what CommonMark 0.31 (4.6, 6.6) takes for it. Style sheets elsewhere are not known.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.readers.source import SourceText, Span
from knowledge_base.records import Finding, FindingKind

_SHOWN = 80
_END_OF_LINE = re.compile(r"[^\r\n]")
_WORD = re.compile(r"\w")
# Tag characters spell text that nobody sees; so can long runs of joiners and variation selectors.
_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_SHAPELESS = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0100-\U000e01ef]{4,}"
)
_REVERSED = re.compile("[\u202d\u202e]+")


@dataclass(frozen=True)
class Hidden:
    """Characters that are not seen. why: what hides them, as the words of a finding begin."""

    span: Span
    why: str


def shapeless(text: str) -> Iterator[Hidden]:
    """Runs of characters that have no shape, and those that show the words after them in another order."""
    for match in _TAGS.finditer(text):
        yield Hidden(match.span(), "invisible tag characters")
    for match in _SHAPELESS.finditer(text):
        yield Hidden(match.span(), "a run of invisible characters")
    for match in _REVERSED.finditer(text):
        yield Hidden(match.span(), "a character that reverses the words after it")


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with blanks in place of these characters; ends of lines stay, so every position does."""
    parts, done = [], 0
    for start, end in sorted(spans):
        if end > done:
            begin = max(start, done)
            parts += [text[done:begin], _END_OF_LINE.sub(" ", text[begin:end])]
            done = end
    return "".join((*parts, text[done:]))


def reported(text: SourceText, original: str, file: str, hidden: Sequence[Hidden]) -> tuple[Finding, ...]:
    """A finding for each hidden stretch that holds words, outermost first, in the order of the manual.

    text: for its lines; original: the characters before any were blanked.
    """
    findings, done = [], 0
    for item in sorted(hidden, key=lambda h: (h.span[0], -h.span[1])):
        start, end = item.span
        words = _spelled(original[start:end])
        if end <= done or not words:
            continue
        done = end
        findings.append(
            Finding(
                kind=FindingKind.QUARANTINED,
                file=file,
                place=f"line {text.line_of(start) + 1}",
                what=f"{item.why}: {words[:_SHOWN]}",
            )
        )
    return tuple(findings)


def _spelled(words: str) -> str:
    """The hidden words on one line; tag characters as the letters that they stand for."""
    if _TAGS.fullmatch(words):
        words = "".join(chr(ord(character) - 0xE0000) for character in words if ord(character) > 0xE001F)
    elif _SHAPELESS.fullmatch(words) or _REVERSED.fullmatch(words):
        words = " ".join(f"U+{ord(character):04X}" for character in words)
    words = re.sub(r"^(?:<!--|<\?|<!\[CDATA\[|//+)|(?:-->|\?>|\]\]>|//+)$", "", words.strip())
    return " ".join(words.split()) if _WORD.search(words) else ""
