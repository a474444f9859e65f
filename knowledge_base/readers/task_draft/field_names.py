"""Headings and lead-ins that name a part of a procedure."""

import re
from collections.abc import Iterator

from knowledge_base.readers.vocabulary import FIELD_NAMES, NO_PROCEDURES

# What these say in a sentence of plain Markdown is too often another thing: the result of one step, the time of day.
_HERE = {
    "parts": "part",
    "duration": "time|tiempo",
    "acceptance": "result|expected result|ergebnis|résultat|resultado",
    "interval": "interval|intervall|intervalle|intervalo",
}
_FIELDS = {**FIELD_NAMES, **{name: field for field, names in _HERE.items() for name in names.split("|")}}
_NUMBERING = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,5}\.?|[A-Z]\.(?:\d{1,3}\.?){0,5})[ \t\u00a0]+")
_LEAD = re.compile(r"(?P<name>[^\W\d_][^:\n|]{1,39}?)[ \t\u00a0]*(?P<end>:|\n|\Z)\s*")


def field_of(heading: str) -> str | None:
    """The part of a procedure that a heading names; numbering and a colon do not matter."""
    return _FIELDS.get(_plain(heading))


def holds_no_procedure(heading: str) -> bool:
    """The section is of a kind whose numbered lists are no steps: contents, legend, glossary."""
    return _plain(heading) in NO_PROCEDURES


def fields_in(words: str, lead: int = 0) -> Iterator[tuple[str | None, int, int]]:
    """The words cut before each line that begins a field: (field or None, start, end), without the field's name.

    lead: length of a bold lead-in at the beginning; a bold name needs no colon.
    """
    begun: list[tuple[str | None, int, int]] = []
    start = 0
    for line in words.split("\n"):
        found = _field_lead(words, start, lead if start == 0 else 0)
        if found or start == 0:
            begun.append((found[0], start, found[1]) if found else (None, 0, 0))
        start += len(line) + 1
    ends = [*(first for _, first, _ in begun[1:]), len(words)]
    for (name, _, inner), end in zip(begun, ends, strict=True):
        yield name, min(inner, end), end


def _field_lead(words: str, start: int, lead: int) -> tuple[str, int] | None:
    """The field that begins at `start`, and where its value begins."""
    match = _LEAD.match(words, start)
    if match and match["end"] == ":":
        field = _FIELDS.get(_plain(match["name"]))
        return (field, match.end()) if field else None
    bold = words[start : start + lead]
    field = _FIELDS.get(_plain(bold)) if bold else None
    return (field, start + lead) if field else None


def _plain(words: str) -> str:
    bare = _NUMBERING.sub("", words.strip(), count=1) if _NUMBERING.match(words.strip()) else words.strip()
    return " ".join(bare.rstrip(" :.\u00a0").split()).lower().replace("’", "'")
