"""Words of passages and sections on disk (tantivy): one commit a group, mapped into memory, never read whole.

Three kinds of documents. A passage: its words, and itself. A section: the words of all its passages, to find what is
spread over them and to judge it. A group: what it holds; written in the same commit, so that the index is always whole.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

import tantivy
from tantivy import DocAddress, Occur, Query

from knowledge_base.errors import SearchIndexError
from knowledge_base.records import Passage
from knowledge_base.search.documents import Group, SectionWords, documents_of, group_of, schema, section_words
from knowledge_base.search.concepts import Concept

_HEAP = 48_000_000
_LARGE = 1_000_000
_PASSAGE_FIELDS = (("p_title", 2.0), ("p_path", 1.0), ("p_body", 1.0))
_SECTION_FIELDS = (("s_title", 2.0), ("s_path", 1.0), ("s_body", 1.0))
_TIE = 0.3
"""How much a word counts that stands in a second field too."""


class LexicalIndex:
    """The words of all groups. Raises SearchIndexError when the files are damaged or cannot be written."""

    def __init__(self, folder: Path) -> None:
        self._schema = schema()
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._index = tantivy.Index(self._schema, path=str(folder))
            self.refresh()
        except (ValueError, OSError) as error:
            raise SearchIndexError(f"{folder}: cannot be read ({error}). Run: faultlens ingest") from error

    def refresh(self) -> None:
        """Take in the state on disk."""
        self._index.reload()
        self._searcher = self._index.searcher()
        marked = Query.term_query(self._schema, "kind", "group")
        hits = self._searcher.search(marked, _LARGE, count=False).hits
        self.groups = {group.number: group for group in (group_of(self._searcher.doc(address)) for _, address in hits)}
        self.section_count = sum(group.section_count for group in self.groups.values())

    def replace(self, name: str, passages: Sequence[Passage], digest: str) -> None:
        """Put these passages in the place of all that the group held; on return they are on disk."""
        number = 1 + max(self.groups, default=0)
        self._write(name, documents_of(name, number, passages, digest))

    def remove(self, name: str) -> None:
        """Forget a group; nothing happens when there is none of that name."""
        self._write(name, [])

    def _write(self, name: str, documents: Sequence[tantivy.Document]) -> None:
        try:
            writer = self._index.writer(_HEAP, 1)
            writer.delete_documents_by_term("group", name)
            for document in documents:
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()
        except (ValueError, OSError) as error:
            raise SearchIndexError(f"{self._folder}: cannot be written ({error})") from error
        self.refresh()

    def frequency(self, form: str) -> int:
        """In how many sections a stem occurs, in a heading or in the words below it."""
        return max(self._searcher.doc_freq(name, form) for name, _ in _SECTION_FIELDS)

    def best_passages(self, concepts: Sequence[Concept], limit: int, within: Query | None) -> list[tuple[int, float]]:
        """(place, score) of the passages that fit best."""
        return self._best(concepts, _PASSAGE_FIELDS, limit, within, "place")

    def best_sections(self, concepts: Sequence[Concept], limit: int, within: Query | None) -> list[tuple[int, float]]:
        """(section, score) of the sections that fit best."""
        return self._best(concepts, _SECTION_FIELDS, limit, within, "section")

    def words_of(self, sections: Collection[int]) -> dict[int, SectionWords]:
        """The words of these sections."""
        wanted = Query.term_set_query(self._schema, "section", list(sections))
        hits = self._searcher.search(wanted, max(1, len(sections)), count=False).hits
        found = (section_words(self._searcher.doc(address)) for _, address in hits)
        return {words.section: words for words in found}
