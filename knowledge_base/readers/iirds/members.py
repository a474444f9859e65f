"""The files of a package that are read, each once, with the units whose words they hold."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge_base.readers.iirds.selection import READERS, Choice

_PROCEDURES = frozenset({"Task", "Troubleshooting"})
_OTHERS = frozenset({"Concept", "Reference", "Learning", "Form"})


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

    @property
    def holds_tasks(self) -> bool:
        """Its units are offered, and of a type that says what to do, or of none."""
        types = frozenset[str]().union(*(one.unit.types for one in self._judged))
        return all(one.offered for one in self._judged) and (bool(types & _PROCEDURES) or not types & _OTHERS)

    @property
    def is_troubleshooting(self) -> bool:
        """Its units are about faults, and about nothing else."""
        return all("Troubleshooting" in one.unit.types and "Task" not in one.unit.types for one in self._judged)

    @property
    def _judged(self) -> tuple[Choice, ...]:
        return (self.whole,) if self.whole is not None else self.choices

    def module(self, page: int | None) -> str | None:
        """The unit that a page belongs to, the smallest one; without pages, the unit of the whole file."""
        best: tuple[int, str] | None = None
        for one in self.choices if page is not None else ():
            pages = one.rendition.pages
            if page is not None and pages is not None and pages[0] <= page < (pages[1] or page + 1):
                size = (pages[1] or 10**9) - pages[0]
                if best is None or size < best[0]:
                    best = size, one.unit.iri
        if best is not None:
            return best[1]
        return self.whole.unit.iri if self.whole is not None else None


def members_of(choices: Iterable[Choice]) -> list[Member]:
    """The files in the order in which they are first named."""
    found: dict[str, list[Choice]] = {}
    for choice in choices:
        found.setdefault(choice.path, []).append(choice)
    return [Member(path, tuple(named)) for path, named in found.items()]
