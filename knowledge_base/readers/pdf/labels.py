"""The number, letter or bullet before the text of a list item."""

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge_base.readers.pdf.lines import Line
from knowledge_base.readers.pdf.phrases import STEP_WORD

_BULLET = re.compile(r"[-–—•●○▪■□◦‣∙·*►▶✓➢➤o]$")
_DECIMAL = re.compile(r"\(?(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})(?P<mark>[.)]?)$")
_LETTER = re.compile(r"\(?(?P<letter>[A-Za-z])[.)]$")
_SURELY_A_NUMBER = 3


class LabelKind(StrEnum):
    """How an item is counted."""

    NUMBER = "number"
    LETTER = "letter"
    BULLET = "bullet"


@dataclass(frozen=True)
class Label:
    """A label. number: its parts, (2, 1) of 2.1; of a letter its place in the alphabet. shown: as the manual writes it.

    length: characters up to the text. text_x: where the text begins, in points. sure: nothing else can be meant by it.
    """

    kind: LabelKind
    number: tuple[int, ...]
    shown: str
    length: int
    text_x: float
    sure: bool


def label_of(line: Line) -> Label | None:
    """The label of a line, if it begins with one and text follows."""
    words = line.words
    step = STEP_WORD.match(line.text)
    if step is not None and step.end() < len(line.text):
        taken = len(line.text[: step.end()].split())
        if taken < len(words) and line.text[step.end() - 1] == " ":
            return Label(
                LabelKind.NUMBER, (int(step["number"]),), step["number"], step.end(), words[taken].x0, sure=True
            )
    if len(words) < 2:
        return None
    first = words[0].text
    apart = len(line.chunks[0].words) == 1
    made = _made(first, apart)
    if made is None:
        return None
    kind, number, shown, sure = made
    return Label(kind, number, shown, len(first) + 1, words[1].x0, sure)


def _made(first: str, apart: bool) -> tuple[LabelKind, tuple[int, ...], str, bool] | None:
    """Kind, number, the label as shown, and whether it is sure. apart: a wide gap follows it."""
    if _BULLET.fullmatch(first):
        sure = first not in "-–—*o·"
        return (LabelKind.BULLET, (), first, sure or apart) if first != "o" or apart else None
    decimal = _DECIMAL.fullmatch(first)
    if decimal is not None:
        parts = tuple(int(part) for part in decimal["number"].split("."))
        marked = bool(decimal["mark"])
        if not marked and not apart and len(parts) < _SURELY_A_NUMBER:  # 2.5 may be a quantity, 4.2.1 is none
            return None
        return LabelKind.NUMBER, parts, decimal["number"], apart
    letter = _LETTER.fullmatch(first)
    if letter is not None:
        return LabelKind.LETTER, (ord(letter["letter"].lower()) - ord("a") + 1,), letter["letter"], apart
    return None
