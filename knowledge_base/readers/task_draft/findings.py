"""What a reader has to say of how it read, with an end: a hostile page may hide a million words."""

from collections import Counter

from knowledge_base.records import Finding, FindingKind

_MOST_OF_A_KIND = 100
_EXCERPT = 80


class Findings:
    """The findings of one file, in their order; of each kind at most 100, and then how many more there are."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._said: list[Finding] = []
        self._counts: Counter[FindingKind] = Counter()

    def add(self, kind: FindingKind, place: str, what: str) -> None:
        """Say one thing."""
        self._counts[kind] += 1
        if self._counts[kind] <= _MOST_OF_A_KIND:
            self._said.append(Finding(kind=kind, file=self._file, place=place, what=what))

    def hidden(self, place: str, why: str, words: str) -> None:
        """Text that a person cannot see in the document: why not, and how it begins."""
        if words.strip():
            self.add(FindingKind.QUARANTINED, place, f"{why}: {excerpt(words)}")

    def not_understood(self, place: str, why: str) -> None:
        """Words that are searchable and not followed."""
        self.add(FindingKind.NOT_UNDERSTOOD, place, why)

    def all(self) -> tuple[Finding, ...]:
        """Everything that was said."""
        more = (
            Finding(
                kind=kind, file=self._file, place="document", what=f"{count - _MOST_OF_A_KIND:,} more are not listed"
            )
            for kind, count in self._counts.items()
            if count > _MOST_OF_A_KIND
        )
        return (*self._said, *more)


def excerpt(words: str) -> str:
    """The first 80 characters of the words, in one line."""
    return " ".join(words.split())[:_EXCERPT]
