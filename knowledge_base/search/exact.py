"""Codes that a question asks for, and the codes that a passage is there to explain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.readers.codes import bare_number, codes_in, normal_code, number_of
from knowledge_base.records import Passage, PassageKind

_TOKEN = re.compile(r"[^\s,;?!()\[\]\"'«»“”„]+")
_SPECIFIC = 5
"""Characters of a code that is hardly something else: M6, 4K and R1 stand everywhere."""


@dataclass(frozen=True)
class AskedCode:
    """A code in a question, in normal form. specific: it can hardly mean anything else."""

    normal: str
    words: str
    specific: bool


def asked_codes(question: str) -> tuple[AskedCode, ...]:
    """The codes that a question may name, whether or not a manual holds them. A number counts only by itself."""
    found: dict[str, AskedCode] = {}
    for words in (*codes_in(question), *_loosely(question)):
        normal = normal_code(words)
        named = normal[:1].isalpha() and " " in words.strip() or normal.startswith("$") or ":" in words
        if normal:
            found.setdefault(normal, AskedCode(normal, words, named or len(normal) >= _SPECIFIC))
    return tuple(found.values())


def asked_number(question: str) -> str | None:
    """The number, when a question is nothing else: 20 may be error 20, alarm 20 or $20."""
    return bare_number(question)


def defined_codes(passage: Passage) -> frozenset[str]:
    """The codes that a passage explains, in normal form: of its entry in a code table, its heading, task or module."""
    cited = passage.quote.citation
    named = list(codes_in(cited.section[-1])) if cited.section else []
    if passage.kind is PassageKind.CODE:
        named += passage.codes[:1]
    if passage.task_id:
        named.append(passage.task_id)
    if cited.module:
        named += [cited.module, cited.module.split("_")[0]]
    return frozenset(normal for normal in map(normal_code, named) if normal)


def numbers_of(codes: frozenset[str]) -> frozenset[str]:
    """The numbers by which codes are called for short."""
    return frozenset(number for number in map(number_of, codes) if number)


def _loosely(question: str) -> Iterator[str]:
    """Words of a question that are codes if a manual holds them, in whatever case they are typed."""
    for match in _TOKEN.finditer(question):
        token = match[0].strip(".:#-_/")
        inner = any(mark in token for mark in "-_./")
        digits = any(character.isdigit() for character in token)
        letters = any(character.isalpha() for character in token)
        if (digits and letters) or (inner and (digits or letters) and len(token) >= _SPECIFIC):
            yield token
