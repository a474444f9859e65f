"""Passages of one manual → its sections: what is found, judged and shown once."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge_base.records import Passage, PassageKind
from knowledge_base.search.words import stems


@dataclass
class Section:
    """One section, or one entry of a code table, in stems.

    title: of its own heading. path: of the headings above it, and of the manual's id. rows: the places of its passages
    in the manual. bodies: their words.
    """

    title: list[str]
    path: list[str]
    rows: list[int] = field(default_factory=list)
    bodies: list[list[str]] = field(default_factory=list)


def sections_of(passages: Sequence[Passage]) -> list[Section]:
    """The sections of a manual, in order of their first passage. An entry of a code table stands by itself."""
    found: dict[tuple[tuple[str, ...], int], Section] = {}
    for row, passage in enumerate(passages):
        key = (passage.quote.citation.section, row if passage.kind is PassageKind.CODE else -1)
        section = found.get(key)
        if section is None:
            section = found[key] = Section(*_headings(passage))
        section.rows.append(row)
        section.bodies.append(stems(passage.quote.text, passage.language))
    return list(found.values())


def words_above(passage: Passage) -> str:
    """The headings of a passage in one line, as they are put before its words for the embedding model."""
    return " > ".join(passage.quote.citation.section)


def digest_of(passages: Sequence[Passage]) -> str:
    """SHA-256 of passages: what says whether a group in the index is the one at hand."""
    total = hashlib.sha256()
    for passage in passages:
        total.update(passage.model_dump_json().encode() + b"\n")
    return total.hexdigest()


def _headings(passage: Passage) -> tuple[list[str], list[str]]:
    cited = passage.quote.citation
    manual = cited.manual_id.replace("_", " ")
    *above, own = cited.section or (manual,)
    return stems(own, passage.language), stems(" ".join((*above, manual)), passage.language)
