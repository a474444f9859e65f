"""Which units of a package are read, from which of their files, and in which order.

A package may hold several revisions and languages of one topic (iiRDS 1.2, 5.3), what is withdrawn, and the same words
as HTML and as PDF. Whoever repairs a machine needs one of them: the valid one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge_base.readers.iirds.directory import Place
from knowledge_base.readers.iirds.metadata import Rendition, Unit
from knowledge_base.records import FindingKind

READERS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "html": "html",
    "xhtml": "html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/pdf": "pdf",
    "pdf": "pdf",
}
"""Format of a rendition → the module that reads it, the better ones first: HTML knows more of its words than PDF."""
_PREFERRED = list(dict.fromkeys(READERS.values()))
_INVALID = frozenset({"Withdrawn", "Deleted", "Archived", "Rejected"})
_UNFINISHED = frozenset({"InPreparation", "InReview"})
_NUMBERS = re.compile(r"[0-9]{1,18}")

Remark = tuple[FindingKind, str, str]
"""Kind of finding, the unit or file it is about, what it says."""


@dataclass(frozen=True)
class Choice:
    """A unit that is read, and from where. offered: its tasks are; otherwise it is only searchable."""

    unit: Unit
    rendition: Rendition
    path: str
    headings: tuple[str, ...]
    offered: bool


def most_common_language(units: Iterable[Unit]) -> str | None:
    """That of most units with files that can be read; None when none of them states one."""
    found = Counter(
        unit.language for unit in units if unit.language and any(one.format in READERS for one in unit.renditions)
    )
    return found.most_common(1)[0][0] if found else None


class Selection:
    """The choices in reading order. remarks: why other units were left out."""

    def __init__(
        self, units: Mapping[str, Unit], places: Iterable[Place], members: Iterable[str], language: str | None
    ) -> None:
        """places: of the table of contents. members: files of the package. language: of the manual, if it is stated."""
        self.remarks: list[Remark] = []
        self._members = frozenset(members)
        self._places = {place.unit: place for place in reversed(list(places))}
        order = [*dict.fromkeys(iri for iri in [*reversed(self._places)] if iri in units), *units]
        self._units = {iri: units[iri] for iri in order}
        self.language = language
        self._not_offered: set[str] = set()
        self._mixed: set[str] = set()
        valid = self._newest(self._valid())
        read = list(self._in_one_language(valid))
        found = [choice for unit in read if (choice := self._choice(unit)) is not None]
        self.choices = list(self._without_copies(found))

    def _remark(self, kind: FindingKind, about: str, what: str) -> None:
        self.remarks.append((kind, about, what))

    def _valid(self) -> list[Unit]:
        """Without what is withdrawn or replaced."""
        in_force = [one for one in self._units.values() if one.status not in _INVALID | _UNFINISHED]
        replaced = {other for unit in in_force for other in unit.replaces if other != unit.iri}
        found = []
        for unit in self._units.values():
            if unit.status in _INVALID:
                self._remark(FindingKind.ASSUMED, unit.iri, f"is left out: its status is {unit.status}")
            elif unit.iri in replaced:
                self._remark(FindingKind.ASSUMED, unit.iri, "is left out: another unit replaces it")
            else:
                found.append(unit)
                if unit.status in _UNFINISHED:
                    self._not_offered.add(unit.iri)
                    self._remark(FindingKind.ASSUMED, unit.iri, f"is only searchable: its status is {unit.status}")
        return found

    def _newest(self, units: list[Unit]) -> list[Unit]:
        """Of the revisions of one thing in one language, the newest; where nobody can tell, all, but no tasks."""
        groups: dict[tuple[str, str | None], list[Unit]] = {}
        for unit in units:
            groups.setdefault((unit.same, unit.language), []).append(unit)
        old: set[str] = set()
        for group in groups.values():
            order = _in_order_of_revision(group)
            if order is None:
                self._not_offered |= {unit.iri for unit in group}
                self._remark(
                    FindingKind.NOT_UNDERSTOOD,
                    group[0].iri,
                    "has revisions of which nobody can tell the newest: searchable",
                )
            else:
                old |= {unit.iri for unit in order[:-1]}
                for unit in order[:-1]:
                    what = f"is left out: revision {unit.revision} is followed by {order[-1].revision}"
                    self._remark(FindingKind.ASSUMED, unit.iri, what)
        return [unit for unit in units if unit.iri not in old]

    def _in_one_language(self, units: list[Unit]) -> Iterator[Unit]:
        """Without translations of what is there in the manual's language; what is in another alone is searchable."""
        own = {unit.same for unit in units if unit.language in {self.language, None}}
        left: Counter[str] = Counter()
        for unit in units:
            if unit.language is None or unit.language == self.language:
                yield unit
                continue
            self._mixed |= {one.path for one in unit.renditions if one.path is not None and one.pages is None}
            if unit.same in own:
                left[unit.language] += 1
            else:
                self._not_offered.add(unit.iri)
                what = f"is only searchable: it is in {unit.language}, the manual in {self.language}"
                self._remark(FindingKind.ASSUMED, unit.iri, what)
                yield unit
        for name, count in left.items():
            self._remark(FindingKind.ASSUMED, "languages", f"{count} units in {name} are translations and left out")

    def _choice(self, unit: Unit) -> Choice | None:
        """The best file of a unit; None, and a remark, when it has files and none can be read."""
        found = []
        for place, rendition in enumerate(unit.renditions):
            path = rendition.path
            if path is None:
                what = f"names the file {rendition.source!r}, which is not below the root of the package"
                self._remark(FindingKind.NOT_UNDERSTOOD, unit.iri, what)
            elif path not in self._members:
                self._remark(FindingKind.MISSING, unit.iri, f"names the file {path}, which the package does not hold")
            elif rendition.format in READERS:
                found.append((_PREFERRED.index(READERS[rendition.format]), rendition.part, place, rendition, path))
        if not found:
            formats = ", ".join(sorted({one.format or "no format" for one in unit.renditions}))
            if unit.renditions and not any(one.format in READERS for one in unit.renditions):
                self._remark(FindingKind.NOT_UNDERSTOOD, unit.iri, f"has only files that cannot be read: {formats}")
            return None
        _, _, _, rendition, path = min(found, key=lambda one: one[:3])
        at = self._places.get(unit.iri)
        if path in self._mixed and rendition.pages is None and unit.iri not in self._not_offered:
            self._not_offered.add(unit.iri)
            what = f"is only searchable: its file {path} holds other languages too, and does not say where"
            self._remark(FindingKind.ASSUMED, unit.iri, what)
        return Choice(unit, rendition, path, at.headings if at else (), unit.iri not in self._not_offered)

    def _without_copies(self, choices: list[Choice]) -> Iterator[Choice]:
        """A document whose topics are read by themselves is not read as a whole once more."""
        of_topics: dict[str, set[str]] = {}
        for choice in choices:
            place = self._places.get(choice.unit.iri)
            for above in place.above if place else ():
                of_topics.setdefault(above, set()).add(choice.path)
        for choice in choices:
            others = of_topics.get(choice.unit.iri, set()) - {choice.path}
            if others and choice.path not in of_topics[choice.unit.iri]:
                what = f"is read topic by topic; {choice.path} is taken for the same words as a whole, and left out"
                self._remark(FindingKind.ASSUMED, choice.unit.iri, what)
            else:
                yield choice


def _in_order_of_revision(group: list[Unit]) -> list[Unit] | None:
    """Oldest first; None when the revisions cannot be compared: 2 and B, or two of one revision."""
    if len(group) == 1:
        return group
    shapes = {_NUMBERS.sub("0", unit.revision) if unit.revision else None for unit in group}
    keys = {unit.iri: [int(number) for number in _NUMBERS.findall(unit.revision or "")] for unit in group}
    letters = {unit.iri: unit.revision or "" for unit in group}
    if None in shapes:
        return None
    if len(shapes) == 1 and len({tuple(key) for key in keys.values()}) == len(group):
        return sorted(group, key=lambda unit: keys[unit.iri])
    single = all(len(letter) == 1 and letter.isalpha() and letter.isupper() for letter in letters.values())
    if single and len(set(letters.values())) == len(group):
        return sorted(group, key=lambda unit: letters[unit.iri])
    return None
