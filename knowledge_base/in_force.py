"""Which manuals of a type of machine may be followed: the approved ones; and which wait for an approval.

A new revision that nobody has approved does not put the old one out of force: that is followed until then, from the
library. A manual that was taken out of the folder is in force no more.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.approvals import approves
from knowledge_base.errors import ManualError, Problem
from knowledge_base.library import Shelf
from knowledge_base.readers.contract import Source
from knowledge_base.records import Approval, Manual, Reading

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Shelved:
    """The readings of a type's manuals. in_force: may be followed; pending: nobody has approved them."""

    in_force: tuple[Reading, ...]
    pending: tuple[Reading, ...]

    def manuals_in_force(self) -> tuple[Manual, ...]:
        """The manuals that may be followed."""
        return tuple(reading.manual for reading in self.in_force)

    def manuals_pending(self) -> tuple[Manual, ...]:
        """The manuals that wait for an approval."""
        return tuple(reading.manual for reading in self.pending)


def unwatched(what: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


def shelved(
    plant: Path,
    sources: Iterable[Source],
    approvals: Sequence[Approval],
    shelf: Shelf,
    problems: list[Problem],
    progress: Progress = unwatched,
) -> Shelved:
    """Read the sources. A manual that cannot be read is a problem that is not fatal; the others are read."""
    last = {approval.manual: approval for approval in approvals}
    every = list(sources)
    readings: dict[str, list[Reading]] = {}
    for i, source in enumerate(every):
        progress(source.main, i, len(every))
        try:
            reading = shelf.read(source)
            readings.setdefault(reading.manual.id, []).append(reading)
        except ManualError as error:
            problems.append(problem_of(plant / source.main, source.main, error))
    in_force, pending = [], []
    for manual, found in readings.items():
        good, rest = _sorted_out(found, last.get(manual), shelf)
        in_force += good
        pending += rest
    return Shelved(tuple(in_force), tuple(pending))


def _sorted_out(found: list[Reading], approval: Approval | None, shelf: Shelf) -> tuple[list[Reading], list[Reading]]:
    """(in force, pending) of one manual."""
    if approval is None:
        return [], found
    approved = [reading for reading in found if approves(approval, reading)]
    if not approved:
        kept = shelf.approved(approval)
        approved = [kept] if kept is not None else []
    pending = [reading for reading in found if reading not in approved]
    return [_with(reading, approval) for reading in approved[:1]], pending


def _with(reading: Reading, approval: Approval) -> Reading:
    return reading.model_copy(update={"manual": reading.manual.model_copy(update={"approval": approval})})


def problem_of(file: Path, name: str, error: ManualError) -> Problem:
    """What a reader could not read, at its place."""
    text = str(error).removeprefix(f"{name}:").removeprefix(f"{file}:")
    line, _, rest = text.partition(":")
    if line.strip().isdigit():
        return Problem(file, int(line), rest.strip(), "Correct the manual", fatal=False)
    return Problem(file, 1, text.strip(), "Correct the manual", fatal=False)
