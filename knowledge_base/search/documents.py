"""What of a passage, a section and a group is written to the lexical index, and how it is read back.

The index is given their words alone; passages and sections themselves go into rows of bytes, kept beside it: those of
the passages of a group, then those of its sections.

A place is the number of a group (upper 32 bits) and the row of a passage in it; a section's place has the number of the
section instead of the row. A group gets a new number each time it is written, so that no place ever means two things.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import tantivy
from numpy.typing import NDArray

from knowledge_base.readers.codes import normal_code
from knowledge_base.records import Passage
from knowledge_base.search.exact import defined_codes, listed_codes, numbers_of
from knowledge_base.search.sections import Section, sections_of
from knowledge_base.search.words import words

OF_PASSAGE = "words"
OF_SECTION = "section_words"
"""Fields of all words of a passage or section: its heading twice, as that tells more, the headings above, its text."""

_WHITESPACE = "whitespace"
_ROW_BITS = 32
_ROW = (1 << _ROW_BITS) - 1


@dataclass(frozen=True)
class Group:
    """One revision of a manual as it is indexed. sections: of each row, the number of its section."""

    name: str
    number: int
    digest: str
    languages: frozenset[str]
    equipment: frozenset[str]
    sections: NDArray[np.uint32]

    @property
    def vectors(self) -> str:
        """The name under which its vectors are kept: those of other passages are never taken for them."""
        return vectors_name(self.name, self.digest)

    @property
    def rows(self) -> str:
        """The name under which its passages and sections are kept: never those of another state of it."""
        return rows_name(self.name, self.number, self.digest)

    @property
    def section_count(self) -> int:
        """How many sections it has."""
        return int(self.sections.max()) + 1 if len(self.sections) else 0

    @property
    def document_count(self) -> int:
        """How many documents are written of it: its passages, its sections and itself."""
        return len(self.sections) + self.section_count + 1


@dataclass(frozen=True)
class SectionWords:
    """The stems of a section. passages: place of each passage → its stems."""

    place: int
    title: list[str]
    path: list[str]
    passages: dict[int, list[str]]


def vectors_name(group: str, digest: str) -> str:
    """The name under which the vectors of these passages of a group are kept."""
    return f"{group}#{digest[:16]}"


def rows_name(group: str, number: int, digest: str) -> str:
    """The name under which passages and sections are kept."""
    return f"{group}#{number}#{digest}"


def place_of(number: int, row: int) -> int:
    """The place of a row of a group."""
    return number << _ROW_BITS | row


def group_number(place: int) -> int:
    """The number of the group of a place."""
    return place >> _ROW_BITS


def row_of(place: int) -> int:
    """The row of a place in its group."""
    return place & _ROW


def schema() -> tantivy.Schema:
    """Fields of all documents. Those with words hold stems, parted by blanks, so that tantivy has nothing to decide."""
    builder = tantivy.SchemaBuilder()
    for name in ("kind", "group", "language", "equipment", "defines", "lists", "mentions", "number"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (OF_PASSAGE, OF_SECTION):
        builder.add_text_field(name, tokenizer_name=_WHITESPACE, index_option="position")
    builder.add_text_field("spelled", tokenizer_name=_WHITESPACE, index_option="basic")
    builder.add_unsigned_field("place", indexed=True, fast=True)
    builder.add_unsigned_field("section", indexed=True, fast=True)
    builder.add_bytes_field("content", stored=True)
    return builder.build()


def documents_of(name: str, number: int, passages: Sequence[Passage], digest: str) -> Iterator[tantivy.Document]:
    """The documents of a group."""
    sections = sections_of(passages)
    owner = np.zeros(len(passages), dtype=np.uint32)
    for count, section in enumerate(sections):
        owner[section.rows] = count
        yield _section(name, place_of(number, count), section)
        for row, body in zip(section.rows, section.bodies, strict=True):
            yield _passage(name, place_of(number, row), passages[row], section, body)
    about = {
        "name": name,
        "number": number,
        "digest": digest,
        "languages": sorted({passage.language for passage in passages}),
        "equipment": sorted({passage.equipment for passage in passages}),
        "sections": owner.tolist(),
    }
    document = tantivy.Document()
    document.add_text("kind", "group")
    document.add_text("group", name)
    document.add_bytes("content", json.dumps(about).encode())
    yield document


def group_of(document: tantivy.Document) -> Group:
    """The group that was written."""
    about = json.loads(document["content"][0])
    return Group(
        name=about["name"],
        number=about["number"],
        digest=about["digest"],
        languages=frozenset(about["languages"]),
        equipment=frozenset(about["equipment"]),
        sections=np.array(about["sections"], dtype=np.uint32),
    )


def rows_of(passages: Sequence[Passage]) -> list[bytes]:
    """The passages of a group, and then its sections."""
    return [*(passage.model_dump_json().encode() for passage in passages), *map(_written, sections_of(passages))]


def passage_of(row: bytes) -> Passage:
    """The passage that was written."""
    return Passage.model_validate_json(row)


def section_words_of(place: int, row: bytes) -> SectionWords:
    """The words of the section at this place."""
    about = json.loads(row)
    number = group_number(place)
    bodies = zip(about["rows"], about["bodies"], strict=True)
    return SectionWords(
        place=place,
        title=about["title"].split(),
        path=about["path"].split(),
        passages={place_of(number, row): body.split() for row, body in bodies},
    )


def _written(section: Section) -> bytes:
    bodies = [" ".join(body) for body in section.bodies]
    about = {
        "title": " ".join(section.title),
        "path": " ".join(section.path),
        "rows": section.rows,
        "bodies": bodies,
    }
    return json.dumps(about).encode()


def _passage(name: str, place: int, passage: Passage, section: Section, body: list[str]) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("kind", "passage")
    document.add_text("group", name)
    document.add_text("language", passage.language)
    document.add_text("equipment", passage.equipment)
    document.add_text(OF_PASSAGE, " ".join((*section.title, *section.title, *section.path, *body)))
    defined = defined_codes(passage)
    for code in defined:
        document.add_text("defines", code)
    for code in listed_codes(passage):
        document.add_text("lists", code)
    for code in {normal_code(code) for code in passage.codes} - defined:
        document.add_text("mentions", code)
    for number in numbers_of(defined):
        document.add_text("number", number)
    document.add_text("spelled", " ".join(sorted(set(_spelled(passage)))))
    document.add_unsigned("place", place)
    return document


def _spelled(passage: Passage) -> Iterator[str]:
    """Words as a person may misspell them."""
    text = " ".join((*passage.quote.citation.section, passage.quote.text))
    return (word for word in words(text, passage.language) if word.isalpha())


def _section(name: str, place: int, section: Section) -> tantivy.Document:
    title, path = " ".join(section.title), " ".join(section.path)
    document = tantivy.Document()
    document.add_text("kind", "section")
    document.add_text("group", name)
    document.add_text("language", section.language)
    document.add_text("equipment", section.equipment)
    document.add_text(OF_SECTION, " ".join((title, title, path, *map(" ".join, section.bodies))))
    document.add_unsigned("section", place)
    return document
