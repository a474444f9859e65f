"""How Markdown and AsciiDoc mark a notice, a field of a task and its list of steps; the words are those of all readers.

Kinds of boxes: the AsciiDoc language, GitHub alerts, Material for MkDocs and Docusaurus.
"""

import re
from dataclasses import dataclass

from knowledge_base.readers.vocabulary import FIELD_NAMES, NO_PROCEDURES, SIGNAL_WORDS, STEPS
from knowledge_base.records import NoticeKind

_BOXES = {
    NoticeKind.WARNING: "error",
    NoticeKind.CAUTION: "bug|failure|fail|missing",
    NoticeKind.NOTE: (
        "info|information|abstract|summary|tldr|todo|success|check|done|question|help|faq|example|quote|cite|seealso|"
        "advice"
    ),
}
# An id such as PS-T-210.
_TASK_CODE = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{0,9}(?:-[A-Z0-9]{1,9}){1,4}-\d{1,6}(?![\w-])")
_STEP = r"(?:step|schritt|étape|paso|passo|fase)\s*\d+\b"
_STEP_HEADING = re.compile(rf"\W*{_STEP}", re.IGNORECASE)
_STEP_CELL = re.compile(rf"[|>]\s*[*_]{{0,3}}(?:{_STEP}\s*[:.)]|\d{{1,2}}[.)]\s+[^\W\d])", re.IGNORECASE)
_LABEL = re.compile(
    r"(?P<open>[*_]{0,3})(?P<name>[^\W\d_][^:*_!\n]{0,40}?)"
    r"(?:(?P<mark>[ \t]*[:!]+|[ \t]+[-–—])[*_]{0,3}|(?P<close>[*_]{1,3})(?P<late>[ \t]*[:!]+|[ \t]+[-–—])?)"
    r"(?=\s|$)"
)


_BOX_KINDS = {**SIGNAL_WORDS, **{word: kind for kind, listed in _BOXES.items() for word in listed.split("|")}}
_OF_A_TASK = {name: field for name, field in FIELD_NAMES.items() if field != STEPS}


@dataclass(frozen=True)
class Label:
    """A name before the words that it is about. length: characters of the name with its marks."""

    name: str
    length: int


def notice_at(words: str) -> tuple[NoticeKind, int] | None:
    """The kind of a paragraph that begins with a signal word, and the length of that word with its marks.

    The word must be marked as one: set in bold or followed by a colon or an exclamation mark.
    """
    found = _label(words)
    kind = SIGNAL_WORDS.get(found.name) if found else None
    return (kind, found.length) if kind and found else None


def field_at(words: str) -> Label | None:
    """The field of a task that a paragraph names: `**Tools:** …`, `Parts: …`, or the bare name in bold."""
    found = _label(words)
    name = _OF_A_TASK.get(found.name) if found else None
    return Label(name, found.length) if name and found else None


def is_labelled(words: str) -> bool:
    """A paragraph begins with a name in bold, whatever it names: `**Interval:** 2 years`."""
    return words.startswith(("*", "_")) and _label(words) is not None


def box_kind(word: str) -> NoticeKind | None:
    """The kind of a box that is called `word`, such as `[!WARNING]` or `!!! danger`."""
    for part in (word.strip().lower(), *word.lower().split()):
        if part in _BOX_KINDS:
            return _BOX_KINDS[part]
    return None


def field_named(heading: str) -> str | None:
    """The field that a heading names."""
    return _OF_A_TASK.get(_plain(heading))


def names_a_procedure(heading: str) -> bool:
    """A heading that says no more than that steps follow."""
    return FIELD_NAMES.get(_plain(heading)) == STEPS


def holds_no_procedure(heading: str) -> bool:
    """A section whose numbered lists are no steps: contents, legend, glossary."""
    return _plain(heading) in NO_PROCEDURES


def task_code(heading: str) -> str | None:
    """The id of a task that stands in its heading."""
    match = _TASK_CODE.search(heading)
    return match[0] if match else None


def names_a_step(heading: str) -> bool:
    """A heading such as "Step 3: …": a step that stands in no numbered list."""
    return _STEP_HEADING.match(heading) is not None


def holds_a_step(row: str) -> bool:
    """A row of a table with a cell such as "STEP 3: …" or "3. …"."""
    return _STEP_CELL.search(row) is not None


def _label(words: str) -> Label | None:
    match = _LABEL.match(words)
    if match is None:
        return None
    bold = bool(match["open"]) and bool(match["close"])
    if not (match["mark"] or match["late"] or bold):
        return None
    return Label(match["name"].strip().lower(), match.end())


def _plain(heading: str) -> str:
    """A heading without its number and its colon, in lower case."""
    return re.sub(r"^[\d.\s]+|[\s:.]+$", "", heading).lower()
