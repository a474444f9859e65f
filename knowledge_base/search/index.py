"""Search over the passages of all manuals: by words, by meaning where an embedding model is there, and by code.

A folder holds `words` (what there is, and its words), `vectors` and `details` (what a model makes of it). The words are
committed last and all at once: after a crash the index is as it was before, and what was half written is thrown away.
"""

import fcntl
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

from knowledge_base.errors import SearchIndexError
from knowledge_base.records import Passage
from knowledge_base.search.answer import Limits, answer_to
from knowledge_base.search.documents import vectors_name
from knowledge_base.search.embedding import Embedder
from knowledge_base.search.lexical import LexicalIndex
from knowledge_base.search.meaning import MeaningIndex
from knowledge_base.search.records import Found, Hit, Progress, SearchMode, unwatched
from knowledge_base.search.sections import digest_of

_FORMAT: Final = "3"
_FORMAT_FILE: Final = "format"
_WORDS: Final = "words"
_MOST_HITS: Final = 100
_AGAIN: Final = "Run: faultlens ingest"


class SearchIndex:
    """An index on disk. Any number may read it while one writes; a second writer waits.

    notes: what its user should know, such as why it searches by words alone.
    """

    def __init__(self, folder: Path, words: LexicalIndex, embedder: Embedder | None, notes: Sequence[str]) -> None:
        self._folder, self._words, self._embedder = folder, words, embedder
        self._meaning: MeaningIndex | None = None
        self._opened_with = tuple(notes)
        self._seen = self._stamp()
        if embedder is not None:
            try:
                self._meaning = MeaningIndex(folder, embedder)
            except SearchIndexError as error:
                self._opened_with = (*notes, f"Search goes by words alone: {error}")

    @classmethod
    def open(cls, folder: Path, embedder: Embedder | None = None) -> Self:
        """The index in this folder; an empty one where there is none, or none that can be read. The notes say so.

        Raises SearchIndexError when the folder cannot be written to.
        """
        notes = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with _alone(folder):
                if not _of_this_format(folder):
                    shutil.rmtree(folder / _WORDS, ignore_errors=True)
                    notes.append(f"The search index was of another version and is empty now. {_AGAIN}")
                (folder / _FORMAT_FILE).write_text(_FORMAT, encoding="ascii")
                try:
                    words = LexicalIndex(folder / _WORDS)
                except SearchIndexError as error:
                    shutil.rmtree(folder / _WORDS)
                    words = LexicalIndex(folder / _WORDS)
                    notes.append(f"The search index was damaged and is empty now ({error}). {_AGAIN}")
        except OSError as error:
            raise SearchIndexError(f"{folder}: no search index can be kept here ({error.strerror})") from error
        return cls(folder, words, embedder, notes)

    def close(self) -> None:
        """Let go of the files."""
        self._meaning = None

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know."""
        lacking = self.lacking()
        if not lacking or self._meaning is None:
            return self._opened_with
        return (*self._opened_with, f"{len(lacking)} manual(s) are searched by words alone. {_AGAIN}")

    @property
    def mode(self) -> SearchMode:
        """By what it is searched."""
        meant = self._meaning is not None and (not self._words.groups or self._meaning.has_any())
        return SearchMode.FUSED if meant else SearchMode.LEXICAL

    def groups(self) -> dict[str, str]:
        """Group → digest of its passages, as `digest_of` gives it."""
        self._refresh()
        return {group.name: group.digest for group in self._words.groups.values()}

    def lacking(self) -> frozenset[str]:
        """Groups that the embedding model has not read, where there is a model."""
        if self._embedder is None:
            return frozenset()
        whole = self._meaning.groups() if self._meaning is not None else frozenset()
        return frozenset(group.name for group in self._words.groups.values() if group.vectors not in whole)

    def replace(self, group: str, passages: Sequence[Passage], progress: Progress | None = None) -> None:
        """Put these passages in the place of all that the group held. On return they are on disk and found."""
        digest = digest_of(passages)
        with self._writing():
            self._write_meaning(vectors_name(group, digest), passages, progress or unwatched)
            self._words.replace(group, passages, digest)
            self._forget_others()

    def complete(self, progress: Progress | None = None) -> None:
        """Let the embedding model read what it has not read yet, from the passages that the index holds."""
        with self._writing():
            lacking = self.lacking()
            for group in list(self._words.groups.values()):
                if group.name in lacking:
                    self._write_meaning(group.vectors, self._words.passages_of(group), progress or unwatched)
            self._forget_others()

    def remove(self, group: str) -> None:
        """Forget a group; nothing happens when there is none of that name."""
        with self._writing():
            self._words.remove(group)
            self._forget_others()

    def search(
        self,
        query: str,
        k: int = 5,
        *,
        equipment: str | None = None,
        language: str | None = None,
        groups: Collection[str] | None = None,
    ) -> Found:
        """The k sections that answer best, each by its best passage, of these groups, machines and that language.

        Whatever is asked is words to look for, never a command. Raises EmbeddingError when the model fails.
        """
        limits = Limits(equipment, language, None if groups is None else frozenset(groups))
        while True:
            self._refresh()
            seen = self._seen
            try:
                return self._found(query, limits, max(1, min(k, _MOST_HITS)))
            except SearchIndexError:
                # Another may have replaced a manual in the midst of this: then it is asked anew.
                if self._stamp() == seen:
                    raise

    def _found(self, query: str, limits: Limits, k: int) -> Found:
        answer = answer_to(query, self._words, self._meaning, limits)
        shown = answer.ranked[:k]
        passages = self._words.passages([one.place for one in shown])
        return Found(
            query=query,
            mode=self.mode,
            answered=answer.answered,
            confidence=round(answer.probability, 4),
            hits=tuple(Hit(passage=passages[one.place], score=one.score, because=one.because) for one in shown),
        )

    def _write_meaning(self, name: str, passages: Sequence[Passage], progress: Progress) -> None:
        if self._embedder is None:
            return
        if self._meaning is None:
            MeaningIndex.erase(self._folder)
            self._meaning = MeaningIndex(self._folder, self._embedder)
            self._opened_with = ()
        if name not in self._meaning.groups():
            self._meaning.write(name, passages, progress)

    def _forget_others(self) -> None:
        if self._meaning is not None:
            self._meaning.keep([group.vectors for group in self._words.groups.values()])

    def _refresh(self) -> None:
        """Take in what others have written since."""
        stamp = self._stamp()
        if stamp != self._seen:
            self._words.refresh()
            if self._meaning is not None:
                self._meaning.refresh()
            self._seen = stamp

    def _stamp(self) -> int:
        return self._words.stamp()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with _alone(self._folder):
            self._refresh()
            yield
            self._seen = self._stamp()


def _of_this_format(folder: Path) -> bool:
    """Whether the index is one that this version reads; a folder without an index will be."""
    file = folder / _FORMAT_FILE
    if not file.is_file():
        return not (folder / _WORDS).exists()
    return file.read_text(encoding="ascii", errors="replace") == _FORMAT


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until nobody else writes."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
