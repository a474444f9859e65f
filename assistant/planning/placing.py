"""Where one job fits beside others: the cheapest crew that is free, and the earliest start at which it is.

It is exact for one job at a time; the solver is exact for all together. Here it says what is possible at all, what a
second choice would cost, and what stands in the way.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from assistant.planning.proposal import ExpectedCost, ObstacleKind, OptionKind
from assistant.planning.records import Job, Window
from assistant.planning.roster import Roster, Slot


@dataclass(frozen=True)
class Option:
    """One thing that may be done about a job.

    earliest, latest: minutes between which the work may start. minutes: how long it takes, 0 where it is not done.
    expected: the cost without wages; wages: technician → cents on top; least: with the cheapest crew, were it free.
    slots: when those who may do it are at work.
    """

    kind: OptionKind
    window: Window | None
    earliest: int
    latest: int
    minutes: int
    expected: ExpectedCost
    wages: dict[str, int]
    slots: tuple[Slot, ...]
    least: int

    @property
    def cost(self) -> int:
        """Cents, without wages."""
        return self.expected.total

    @property
    def takes_parts(self) -> bool:
        """Whether the work is done in the horizon."""
        return self.minutes > 0


@dataclass(frozen=True)
class Placed:
    """A job with its option, the minutes of its work and its crew. cost: cents, wages included."""

    job: Job
    option: Option
    start: int
    end: int
    crew: tuple[str, ...]
    cost: int


def place(
    job: Job,
    option: Option,
    others: Sequence[Placed],
    roster: Roster,
    ignore: Collection[ObstacleKind] = (),
) -> Placed | None:
    """The cheapest way to do the job so beside the others, the earliest among equals; None when there is none.

    ignore: what of the others does not count (PERSONS, PART, MACHINE, WINDOW).
    """
    best: Placed | None = None
    for start in _starts(job, option, others, roster):
        if not (ObstacleKind.PART in ignore or _parts_there(job, option, start, others, roster)):
            continue
        if option.kind is not OptionKind.WINDOW:
            return Placed(job, option, start, start + option.minutes, (), option.cost)
        if not _free(job, option, start, others, ignore):
            continue
        busy = () if ObstacleKind.PERSONS in ignore else others
        found = _crew_at(job, option, start, busy, roster)
        if found is not None and (best is None or found[0] < best.cost - option.cost):
            best = Placed(job, option, start, start + option.minutes, found[1], option.cost + found[0])
    return best


def cheapest_crew(job: Job, wages: dict[str, int], roster: Roster) -> tuple[int, tuple[str, ...]] | None:
    """(cents, ids) of the crew that costs least out of those who are named with their wages, None when there is none.

    Dynamic programming over the people: what is still wanted → the cheapest who are chosen so far.
    """
    wanted = tuple(job.skills)
    best: dict[tuple[int, ...], tuple[int, tuple[str, ...]]] = {(job.persons, *job.skills.values()): (0, ())}
    for person in sorted(wages, key=lambda name: (wages[name], name)):
        held = [int(skill in roster.technicians[person].skills) for skill in wanted]
        for state, (cost, chosen) in list(best.items()):
            if state[0] == 0:
                continue
            left = (state[0] - 1, *(max(0, n - h) for n, h in zip(state[1:], held, strict=True)))
            found = (cost + wages[person], (*chosen, person))
            if left not in best or found[0] < best[left][0]:
                best[left] = found
    done = best.get((0,) * (1 + len(wanted)))
    return (done[0], tuple(sorted(done[1]))) if done else None


def _starts(job: Job, option: Option, others: Sequence[Placed], roster: Roster) -> Iterable[int]:
    """All starts that matter: whatever fits can be moved earlier until it meets one of these."""
    if option.kind is not OptionKind.WINDOW:
        return (option.earliest,)
    ends = {other.end for other in others}
    arrivals = {time for number in job.parts for time in _arrivals(number, roster)}
    begins = {slot.start for slot in option.slots}
    moments = {option.earliest, *ends, *arrivals, *begins}
    return sorted(moment for moment in moments if option.earliest <= moment <= option.latest)


def _arrivals(number: str, roster: Roster) -> tuple[int, ...]:
    supply = roster.supplies[number]
    return (*supply.times, *(() if supply.unlimited is None else (supply.unlimited,)))


def _parts_there(job: Job, option: Option, start: int, others: Sequence[Placed], roster: Roster) -> bool:
    if not option.takes_parts:
        return True
    for number, count in job.parts.items():
        taken = [(o.start, o.job.parts[number]) for o in others if o.option.takes_parts and number in o.job.parts]
        if not roster.supplies[number].allows([*taken, (start, count)]):
            return False
    return True


def _free(job: Job, option: Option, start: int, others: Sequence[Placed], ignore: Collection[ObstacleKind]) -> bool:
    """Whether nobody works on the machine then, and the window takes one job more."""
    end = start + option.minutes
    then = [o for o in others if o.option.kind is OptionKind.WINDOW and o.start < end and o.end > start]
    if ObstacleKind.MACHINE not in ignore and any(o.job.asset_id == job.asset_id for o in then):
        return False
    window = option.window
    if ObstacleKind.WINDOW in ignore or window is None or window.capacity is None:
        return True
    inside = [o for o in then if o.option.window is not None and o.option.window.id == window.id]
    moments = [start, *(o.start for o in inside if o.start > start)]
    return all(sum(o.start <= at < o.end for o in inside) < window.capacity for at in moments)


def _crew_at(
    job: Job, option: Option, start: int, others: Sequence[Placed], roster: Roster
) -> tuple[int, tuple[str, ...]] | None:
    end = start + option.minutes
    busy = {name for o in others if o.start < end and o.end > start for name in o.crew}
    here = {s.technician for s in option.slots if s.start <= start and end <= s.end and s.technician not in busy}
    return cheapest_crew(job, {name: option.wages[name] for name in here}, roster)
