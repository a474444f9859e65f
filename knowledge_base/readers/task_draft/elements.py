"""What a page consists of, whatever the format: headings, paragraphs, rows, notices and lists, in reading order.

A reader turns its format into these; `draft_tasks` turns these into blocks and tasks. `place` is where an element
stands, in the words of a finding ("line 12", "paragraph 7").
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from knowledge_base.records import NoticeKind

_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True)
class Heading:
    """The beginning of a section. level: 1 is the outermost; 0 the title. ident: the id that the format gives it."""

    level: int
    words: str
    place: str
    ident: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """Words of their own. lead: how many of its first characters are a bold lead-in."""

    words: str
    place: str
    lead: int = 0


@dataclass(frozen=True)
class Row:
    """One row of a table. lines: the words of its cells, in the lines that they have there."""

    lines: tuple[str, ...]
    place: str
    header: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """The words of its cells, each in one line."""
        return tuple(one_line(words) for words in self.lines)

    @property
    def words(self) -> str:
        """The cells, parted by a bar."""
        return " | ".join(self.cells)


@dataclass(frozen=True)
class Notice:
    """A warning, caution or note. lead: how many of its first characters are its signal word or title."""

    kind: NoticeKind
    words: str
    place: str
    lead: int = 0


@dataclass(frozen=True)
class Item:
    """One item of a list. mark: as it is shown before the words ("2.", "a)", "-"). label: the same for a step, with
    the labels above it ("2.1"). number: its place in its list by its own count; None for a bullet.
    """

    mark: str
    label: str
    number: int | None
    parts: tuple["Part", ...]
    place: str


@dataclass(frozen=True)
class Listing:
    """A list. doubt: why it cannot be a list of steps, although it is numbered."""

    ordered: bool
    items: tuple[Item, ...]
    place: str
    doubt: str | None = None


@dataclass(frozen=True)
class Enter:
    """A section element begins; ident: its id. All headings up to its `Leave` belong to it."""

    ident: str | None


@dataclass(frozen=True)
class Leave:
    """The innermost section element ends."""


Part: TypeAlias = Paragraph | Row | Notice | Listing
Element: TypeAlias = Heading | Part | Enter | Leave


def one_line(words: str) -> str:
    """The words in one line; a no-break space remains one."""
    return _SPACE.sub(" ", words).strip()


def words_of(parts: Iterable[Part]) -> str:
    """The words of the parts, a line for each paragraph, row and item."""
    return "\n".join(words for part in parts if (words := _words(part)))


def _words(part: Part) -> str:
    if not isinstance(part, Listing):
        return part.words
    return "\n".join(f"{item.mark} {words_of(item.parts)}" for item in part.items)
