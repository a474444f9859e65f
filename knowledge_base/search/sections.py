"""Passages of one manual → its sections: what is found, judged and shown once."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge_base.records import Passage, PassageKind
from knowledge_base.search.words import stems

_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n+")
_WINDOW = 220
"""Characters of a window, unless one sentence is longer."""
_MOST_WINDOWS = 12

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Section:
    """A data module or topic, else the words below one heading; an entry of a code table stands by itself. In stems.

    title: of its own heading. path: of the headings above it, and of the manual's id. rows: places of its passages in
    the manual. bodies: their words.
    """

    title: list[str]
    path: list[str]
    language: str
    equipment: str
    rows: list[int] = field(default_factory=list)
    bodies: list[list[str]] = field(default_factory=list)


def sections_of(passages: Sequence[Passage]) -> list[Section]:
    """The sections of a manual, in order of their first passage."""
    found: dict[Place, Section] = {}
    for row, passage in enumerate(passages):
        place = place_of_passage(passage, row)
        section = found.get(place)
        if section is None:
            title, path = _headings(passage)
            section = found[place] = Section(title, path, passage.language, passage.equipment)
        section.rows.append(row)
        section.bodies.append(stems(passage.quote.text, passage.language))
    return list(found.values())


def headed(passage: Passage) -> str:
    """The words of a passage with the headings above them, as an embedding model reads them."""
    return f"{' > '.join(passage.quote.citation.section)}: {passage.quote.text}"


def windows_of(passage: Passage) -> list[str]:
    """The passage in windows of a sentence or two, each below its heading: a question is mostly about so much."""
    heading = passage.quote.citation.section[-1:]
    windows = [""]
    for sentence in filter(None, map(str.strip, _SENTENCE_END.split(passage.quote.text))):
        if windows[-1] and len(windows[-1]) + len(sentence) > _WINDOW:
            windows.append("")
        windows[-1] = f"{windows[-1]} {sentence}".strip()
    return [": ".join((*heading, window)) for window in windows[:_MOST_WINDOWS]]


def digest_of(passages: Sequence[Passage]) -> str:
    """SHA-256 of passages: tells whether a group in the index is the one at hand."""
    total = hashlib.sha256()
    for passage in passages:
        total.update(passage.model_dump_json().encode() + b"\n")
    return total.hexdigest()


def place_of_passage(passage: Passage, row: int) -> Place:
    """What is equal for the passages of one section of a manual. row: of the passage in the manual."""
    cited = passage.quote.citation
    named = (cited.file, cited.module) if cited.module else (cited.file, *cited.section)
    return (*named, row if passage.kind is PassageKind.CODE else -1)


def _headings(passage: Passage) -> tuple[list[str], list[str]]:
    cited = passage.quote.citation
    manual = cited.manual_id.replace("_", " ")
    *above, own = cited.section or (manual,)
    return stems(own, passage.language), stems(" ".join((*above, manual)), passage.language)
