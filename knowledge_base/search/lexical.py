"""Words of passages and sections on disk (tantivy): one commit a group, mapped into memory, never read whole.

Three kinds of documents. A passage: its words. A section: the words of all its passages, to find what is spread over
them. A group: what it holds; written in the same commit, so that the index is always whole. Passages and sections
themselves lie in `rows`, one file for each state of a group: on disk before the commit that tells of them, and taken
away after the one that forgets them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy
from tantivy import DocAddress, Occur, Query

from knowledge_base.errors import SearchIndexError
from knowledge_base.records import Passage
from knowledge_base.search.concepts import Concept
from knowledge_base.search.documents import (
    OF_PASSAGE,
    OF_SECTION,
    Group,
    SectionWords,
    documents_of,
    group_number,
    group_of,
    passage_of,
    place_of,
    row_of,
    rows_name,
    rows_of,
    schema,
    section_words_of,
)
from knowledge_base.search.row_file import RowFiles
from knowledge_base.search.segments import META, reading, unreadable, verified
from knowledge_base.search.spelling import corrections
from knowledge_base.search.words import stem, words

_HEAP = 48_000_000
_LARGE = 1_000_000
_ROWS = "rows"
_MAGIC = b"FLROWS1\n"
_TIE = 0.3
"""How much a second word of the same meaning counts."""

Scored = list[tuple[int, float]]
"""Places and their scores, best first."""


class LexicalIndex:
    """The words of all groups. Raises SearchIndexError when the files are damaged or cannot be written.

    One that is open stays at the state of its last refresh, of which another may have taken the passages away since:
    SearchIndexError then, too, and the stamp is another.
    """

    def __init__(self, folder: Path) -> None:
        self._schema = schema()
        self._folder = folder
        self._rows = RowFiles(folder / _ROWS, _MAGIC, ".rows")
        self._verified: frozenset[str] = frozenset()
        with reading(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(self._schema, path=str(folder))
        self.refresh()
        if not all(self._rows.holds(group.rows) for group in self.groups.values()):
            raise unreadable(folder, "texts of a manual are missing")

    def refresh(self) -> None:
        """Take in the state on disk, when all of it is as it was written. Raises SearchIndexError."""
        self._verified = verified(self._folder, self._verified)
        with reading(self._folder):
            self._index.reload()
            searcher = self._index.searcher()
            marked = Query.term_query(self._schema, "kind", "group")
            hits = searcher.search(marked, _LARGE, count=False).hits
            groups = [group_of(searcher.doc(address)) for _, address in hits]
            if searcher.num_docs != sum(group.document_count for group in groups):
                raise ValueError(f"{META} tells of other documents than there are")
        self._searcher = searcher
        self.groups = {group.number: group for group in groups}
        self.section_count = sum(group.section_count for group in groups)
        self.languages = frozenset(code for group in self.groups.values() for code in group.languages)

    def stamp(self) -> int:
        """Changes when anyone has written."""
        try:
            return (self._folder / META).stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def replace(self, name: str, passages: Sequence[Passage], digest: str) -> None:
        """Put these passages in the place of all that the group held; on return they are on disk."""
        number = 1 + max(self.groups, default=0)
        with self._writing():
            self._rows.write(rows_name(name, number, digest), rows_of(passages))
        self._write(name, documents_of(name, number, passages, digest))

    def remove(self, name: str) -> None:
        """Forget a group; nothing happens when there is none of that name."""
        if any(group.name == name for group in self.groups.values()):
            self._write(name, ())

    def _write(self, name: str, documents: Iterable[tantivy.Document]) -> None:
        with reading(self._folder), self._writing():
            writer = self._index.writer(_HEAP, 1)
            writer.delete_documents_by_term("group", name)
            for document in documents:
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()
        self.refresh()
        self._rows.keep([group.rows for group in self.groups.values()])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, OSError) as error:
            what = f"{self._folder}: cannot be written ({error}). Is there room on the disk?"
            raise SearchIndexError(what) from error

    def frequency(self, form: str) -> int:
        """In how many sections a stem occurs, in a heading or in the words below it."""
        with reading(self._folder):
            return int(self._searcher.doc_freq(OF_SECTION, form))

    def occurs(self, form: str) -> bool:
        """Whether all stems of a form stand in the manuals."""
        return bool(form) and all(self.frequency(stem) for stem in form.split())

    def corrections(self, word: str) -> tuple[str, ...]:
        """Words of the manuals that an unknown word may be a slip of."""
        with reading(self._folder):
            return corrections(word, lambda start: self._searcher.terms_with_prefix("spelled", start))

    def within(self, groups: Collection[str] | None, equipment: str | None, language: str | None) -> Query | None:
        """What a search is limited to; None for all."""
        limits = [Query.term_set_query(self._schema, "group", sorted(groups))] if groups is not None else []
        limits += [Query.term_query(self._schema, "equipment", equipment)] if equipment is not None else []
        limits += [Query.term_query(self._schema, "language", language)] if language is not None else []
        return (
            Query.boolean_query([(Occur.Must, Query.const_score_query(one, 0.0)) for one in limits]) if limits else None
        )

    def best_passages(self, concepts: Sequence[Concept], limit: int, within: Query | None) -> Scored:
        """The passages that fit best."""
        return self._best(self._asked(concepts, OF_PASSAGE), limit, within, "place") if concepts else []

    def best_sections(self, concepts: Sequence[Concept], limit: int, within: Query | None) -> Scored:
        """The sections that fit best."""
        return self._best(self._asked(concepts, OF_SECTION), limit, within, "section") if concepts else []

    def with_codes(self, field: str, codes: Sequence[str], limit: int, within: Query | None) -> list[int]:
        """Places of the passages of which `field` (defines, lists, mentions, number) holds one of these codes."""
        asked = Query.boolean_query([(Occur.Should, Query.term_query(self._schema, field, code)) for code in codes])
        return [place for place, _ in self._best(asked, limit, within, "place")]

    def literally(self, written: str, limit: int, within: Query | None) -> list[int]:
        """Places of the passages in which this stands as it is written, but for capitals."""
        stems = [stem(word, "en") for word in words(written)]
        if not stems or not all(map(self.frequency, stems)):
            return []
        row = Query.phrase_query(self._schema, OF_PASSAGE, [*stems]) if len(stems) > 1 else None
        asked = row or Query.term_query(self._schema, OF_PASSAGE, stems[0])
        places = [place for place, _ in self._best(asked, limit, within, "place")]
        texts = {place: passage.quote.text.casefold() for place, passage in self.passages(places).items()}
        return [place for place in places if written.casefold() in texts[place]]

    def among(self, places: Collection[int], within: Query) -> set[int]:
        """Those of these passages that a search is limited to."""
        wanted = Query.term_set_query(self._schema, "place", list(places))
        return {place for place, _ in self._best(wanted, len(places), within, "place")} if places else set()

    def section_words(self, sections: Collection[int]) -> list[SectionWords]:
        """The words of these sections, but for those that were replaced since."""
        known = [(place, self.groups.get(group_number(place))) for place in sections]
        rows = {place: len(group.sections) + row_of(place) for place, group in known if group is not None}
        with reading(self._folder):
            return [section_words_of(place, row) for place, row in self._read(rows).items()]

    def passages(self, places: Collection[int]) -> dict[int, Passage]:
        """The passages at these places, but for those that were replaced since."""
        rows = {place: row_of(place) for place in places if group_number(place) in self.groups}
        with reading(self._folder):
            return {place: passage_of(row) for place, row in self._read(rows).items()}

    def passages_of(self, group: Group) -> list[Passage]:
        """All passages of a group, in their order."""
        return list(self.passages([place_of(group.number, row) for row in range(len(group.sections))]).values())

    def section_of(self, place: int) -> int:
        """The section that a passage belongs to."""
        number = group_number(place)
        return place_of(number, int(self.groups[number].sections[row_of(place)]))

    def _asked(self, concepts: Sequence[Concept], field: str) -> Query:
        """Any of the concepts, each by the form of it that fits best. The forms are terms: none is parsed."""
        alternatives = [
            [Query.boost_query(self._form(field, form), weight) for form, weight in concept.forms if self.occurs(form)]
            for concept in concepts
        ]
        return Query.boolean_query(
            [(Occur.Should, Query.disjunction_max_query(forms, _TIE)) for forms in alternatives if forms]
        )

    def _form(self, field: str, form: str) -> Query:
        stems = form.split()
        if len(stems) > 1:
            return Query.phrase_query(self._schema, field, [*stems], slop=1)
        return Query.term_query(self._schema, field, form)

    def _best(self, asked: Query, limit: int, within: Query | None, field: str) -> Scored:
        if within is not None:
            asked = Query.boolean_query([(Occur.Must, asked), (Occur.Must, within)])
        with reading(self._folder):
            hits = self._searcher.search(asked, max(limit, 1), count=False).hits
            places = self._places(field, [address for _, address in hits])
            return [(place, float(score)) for place, (score, _) in zip(places, hits, strict=True)]

    def _places(self, field: str, addresses: list[DocAddress]) -> list[int]:
        found = self._searcher.fast_field_values(field, addresses)
        return [value for value in found if isinstance(value, int)]

    def _read(self, rows: Mapping[int, int]) -> dict[int, bytes]:
        """Place → what stands in the row of its group that is named here."""
        found: dict[int, bytes] = {}
        for number in dict.fromkeys(map(group_number, rows)):
            own = {place: row for place, row in rows.items() if group_number(place) == number}
            group = self.groups[number]
            read = self._rows.read(group.rows, own.values())
            if len(read) < len(set(own.values())):
                raise ValueError(f"the texts of {group.name!r} are missing or damaged")
            found |= {place: read[row] for place, row in own.items()}
        return {place: found[place] for place in rows}
