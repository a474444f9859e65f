"""Codes that a question asks for, and the codes that a passage is there to explain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.readers.codes import bare_number, codes_in, normal_code, number_of
from knowledge_base.records import Passage, PassageKind
from knowledge_base.search.words import is_small, words

_TOKEN = re.compile(r"[^\s,;?!()\[\]\"'«»“”„]+")
_SHORTEST = 3
_LONG = 7
_LITERAL = 4
_PUNCTUATION = ".:#-_/"
_FEW = 3
_FIRST_CELL = re.compile(r"^[ \t]*\|?(?P<cell>[^|\n]+)\|", re.MULTILINE)
_LONG_NUMBER = re.compile(r"\d{4,}")
_NUMBERED = re.compile(r"(?:CODE|PART)(?P<number>\d{4,})")
_NAMED = re.compile(r"(?:ALARM|ERROR|FAULT|WARNING|CODE|PART|PARAMETER|STATUS)\d")


@dataclass(frozen=True)
class AskedCode:
    """A code in a question, in normal form. strict: no other word looks like it; M6, HE3 or 4K stand everywhere."""

    normal: str
    strict: bool


def asked_codes(question: str) -> tuple[AskedCode, ...]:
    """The codes that a question may name, whether or not a manual holds them. A number by itself is none."""
    found: dict[str, AskedCode] = {}
    certain = codes_in(question)
    for written in (*certain, *_loosely(question)):
        normal = normal_code(written)
        if len(normal) >= _SHORTEST or normal.startswith("$"):
            strict = written in certain and _looks_like_no_word(written, normal)
            found.setdefault(normal, AskedCode(normal, strict))
    return tuple(found.values())


def asks_little_else(question: str) -> bool:
    """Whether a question has few telling words beside the codes in it."""
    for code in sorted((*codes_in(question), *_loosely(question)), key=len, reverse=True):
        question = question.replace(code, " ")
    return sum(not is_small(word, "en") for word in words(question)) <= _FEW


def asked_literally(question: str) -> tuple[str, ...]:
    """What else is looked up as it is written: tokens with digits, such as "Hold:1" or a bare 18712.

    Beside a code that no word looks like, only its own number: another that stands somewhere is no answer to it.
    """
    strict = [code.normal for code in asked_codes(question) if code.strict]
    tokens = (match[0].strip(_PUNCTUATION) for match in _TOKEN.finditer(question))
    return tuple(
        token
        for token in tokens
        if len(token) >= _LITERAL
        and any(map(str.isdigit, token))
        and all(code.endswith(normal_code(token)) for code in strict)
    )


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


def listed_codes(passage: Passage) -> frozenset[str]:
    """The codes and longer numbers that begin a row of a table: what the row is about. In normal form."""
    cells = (match["cell"].strip(" *`_") for match in _FIRST_CELL.finditer(passage.quote.text))
    return frozenset(normal_code(cell) for cell in cells if _LONG_NUMBER.fullmatch(cell) or cell in codes_in(cell))


def numbers_of(codes: frozenset[str]) -> frozenset[str]:
    """The numbers by which codes are called for short."""
    return frozenset(number for number in map(number_of, codes) if number)


def listed_as(code: AskedCode) -> list[str]:
    """How a table may list a code: "IITCODE 2391" or "part 2391" stands there as 2391, below such a heading."""
    numbered = _NUMBERED.fullmatch(code.normal)
    return [code.normal, numbered["number"]] if numbered else [code.normal]


def _looks_like_no_word(written: str, normal: str) -> bool:
    long_or_joined = len(normal) >= _LONG or "_" in written or "." in written
    return long_or_joined or normal.startswith(("$", "0X")) or bool(_NAMED.match(normal))


def _loosely(question: str) -> Iterator[str]:
    """Words of a question that are codes if a manual holds them, in whatever case they are typed."""
    for match in _TOKEN.finditer(question):
        token = match[0].strip(_PUNCTUATION)
        inner = any(mark in token for mark in "-_./")
        digits = any(character.isdigit() for character in token)
        letters = any(character.isalpha() for character in token)
        if (digits and letters) or (inner and (digits or letters) and len(token) > _SHORTEST):
            yield token
