"""The files of a package that are read, each once, with the units whose words they hold."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge_base.readers.iirds.selection import READERS, Choice

_PROCEDURES = frozenset({"Task", "Troubleshooting"})
_OTHERS = frozenset({"Concept", "Reference", "Learning", "Form"})
_NO_END = 10**9


@dataclass(frozen=True)
class Member:
    """A file and the choices that lead to it, in reading order."""

    path: str
    choices: tuple[Choice, ...]

    @property
    def reader(self) -> str:
        """The module that reads its format."""
        return READERS[self.choices[0].rendition.format]

    @property
    def whole(self) -> Choice | None:
        """The unit of the whole file; where only parts of it are units, None, unless it is the only one."""
        return next((one for one in self.choices if not one.rendition.part), self._only)

    @property
    def _only(self) -> Choice | None:
        return self.choices[0] if len(self.choices) == 1 else None

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings above all of the file."""
        return self.whole.headings if self.whole is not None else ()

    @property
    def language(self) -> str | None:
        """The language of all of its units."""
        found = {one.unit.language for one in self.choices}
        return next(iter(found)) if len(found) == 1 else None

    def covers(self, page: int | None) -> bool:
        """The page belongs to a unit that is read; of a file of which only page ranges are, the rest does not."""
        ranged = all(one.rendition.pages is not None for one in self.choices)
        return page is None or not ranged or self._at(page) is not None

    def holds_tasks(self, page: int | None) -> bool:
        """The units there are offered, and of a type that says what to do, or of none."""
        judged = self._judged(page)
        types = frozenset[str]().union(*(one.unit.types for one in judged))
        return all(one.offered for one in judged) and (bool(types & _PROCEDURES) or not types & _OTHERS)

    def is_troubleshooting(self, page: int | None) -> bool:
        """The units there are about faults, and about nothing else."""
        judged = self._judged(page)
        return all("Troubleshooting" in one.unit.types and "Task" not in one.unit.types for one in judged)

    def module(self, page: int | None) -> str | None:
        """The unit that a page belongs to, the smallest one; without pages, the unit of the whole file."""
        found = self._at(page) or self.whole
        return found.unit.iri if found is not None else None

    def _judged(self, page: int | None) -> tuple[Choice, ...]:
        found = self._at(page) or self.whole
        return (found,) if found is not None else self.choices

    def _at(self, page: int | None) -> Choice | None:
        """The unit with the fewest pages that the page is one of."""
        found = []
        for place, one in enumerate(self.choices):
            if page is not None and one.rendition.pages is not None:
                first, end = one.rendition.pages
                if first <= page and (end is None or page < end):
                    found.append(((end or _NO_END) - first, place))
        return self.choices[min(found)[1]] if found else None


def members_of(choices: Iterable[Choice]) -> list[Member]:
    """The files in the order in which they are first named."""
    found: dict[str, list[Choice]] = {}
    for choice in choices:
        found.setdefault(choice.path, []).append(choice)
    return [Member(path, tuple(named)) for path, named in found.items()]
