"""Everything that may be done about one job, with its cost; and the windows that it cannot be done in, and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.errors import UsageError
from assistant.planning.cost import at_once, hours_between, in_window, left_standing, not_in_horizon, wage
from assistant.planning.life import LifeLaw, law_of
from assistant.planning.placing import Option, cheapest_crew, place
from assistant.planning.proposal import ObstacleKind, OptionKind
from assistant.planning.records import Job, Planning, Window
from assistant.planning.roster import Roster, duration, opens


@dataclass(frozen=True)
class Blocked:
    """A window that the job cannot be done in, even alone.

    subject: the part or skill that is missing. ready: the minute at which the part is there, None for never.
    cost: cents in expectation, were it possible.
    """

    kind: ObstacleKind
    window: Window
    subject: str
    ready: int | None
    cost: int


@dataclass(frozen=True)
class JobOptions:
    """A job, its law of life, what may be done, and the windows out of reach."""

    job: Job
    law: LifeLaw
    options: tuple[Option, ...]
    blocked: tuple[Blocked, ...]


def options_of(job: Job, planning: Planning, roster: Roster) -> JobOptions:
    """All options of a job: to stop the machine now, each window that it fits in alone, and to leave it.

    Raises UsageError for a remaining life of the future.
    """
    try:
        law = law_of(job.life, planning.now, job.duty)
    except UsageError as error:
        raise UsageError(f"job {job.id}: {error}") from error
    rates = _usual_rates(job, planning, roster)
    options, blocked = list(_now(job, planning, roster, rates)), []
    for window in planning.windows:
        start, end = opens(window, planning.now)
        if start >= end or window.start >= planning.until:
            continue
        option = _in_window(job, law, window, planning, roster)
        if (why := _obstacle(job, option, start, roster)) is None:
            options.append(option)
        else:
            kind, subject, ready = why
            cost = in_window(job, law, window, planning, rates).total
            blocked.append(Blocked(kind, window, subject, ready, cost))
    left = not_in_horizon(job, law, planning, rates)
    options.append(Option(OptionKind.NEVER, None, 0, 0, 0, left, {}, (), left.total))
    return JobOptions(job, law, tuple(options), tuple(blocked))


def _now(job: Job, planning: Planning, roster: Roster, rates: list[int]) -> Iterator[Option]:
    """Stop it now: repaired when parts come, by the stock or by each later delivery, or left standing."""
    times = {0}
    for number in job.parts:
        if number in roster.supplies:
            supply = roster.supplies[number]
            times |= {*supply.times, *(() if supply.unlimited is None else (supply.unlimited,))}
    horizon = hours_between(planning.now, planning.until)
    obtainable = all(number in roster.supplies for number in job.parts)
    for time in sorted(times) if obtainable else ():
        stands = time / 60 + job.hours
        if stands <= horizon and _ready(job, roster, time):
            cost = at_once(job, planning, stands, repaired=True)
            yield Option(OptionKind.NOW, None, time, time, duration(job), cost, {}, (), cost.total)
    cost = left_standing(job, planning, rates)
    yield Option(OptionKind.NOW, None, 0, 0, 0, cost, {}, (), cost.total)


def _ready(job: Job, roster: Roster, time: int) -> bool:
    ready = [roster.supplies[number].ready(count) for number, count in job.parts.items()]
    return all(minute is not None and minute <= time for minute in ready)


def _in_window(job: Job, law: LifeLaw, window: Window, planning: Planning, roster: Roster) -> Option:
    start, end = opens(window, planning.now)
    minutes = duration(job)
    ready = [s.ready(n) for number, n in job.parts.items() if (s := roster.supplies.get(number)) is not None]
    earliest = max([start, *(minute for minute in ready if minute is not None)])
    skilled = {person.id: person.per_hour for person in roster.skilled(job)}
    long = (s for s in roster.slots if min(s.end, end) - max(s.start, earliest) >= minutes and s.technician in skilled)
    slots = tuple(replace(s, start=max(s.start, earliest), end=min(s.end, end)) for s in long)
    wages = {s.technician: wage(job, law, window, planning, skilled[s.technician]) for s in slots}
    cost = in_window(job, law, window, planning, ())
    crew = cheapest_crew(job, wages, roster)
    least = cost.total + (crew[0] if crew else 0)
    return Option(OptionKind.WINDOW, window, earliest, end - minutes, minutes, cost, wages, slots, least)


def _obstacle(job: Job, option: Option, opened: int, roster: Roster) -> tuple[ObstacleKind, str, int | None] | None:
    """What keeps the job out of the window even when it is the only one: (kind, subject, when ready).

    opened: the minute from which the window is open.
    """
    if option.window is None or not option.window.stops(job.asset_id):
        return ObstacleKind.MACHINE, job.asset_id, None
    if option.latest < opened:
        return ObstacleKind.WINDOW, "", None
    for number, count in job.parts.items():
        ready = roster.supplies[number].ready(count) if number in roster.supplies else None
        if ready is None or ready > option.latest:
            return ObstacleKind.PART, number, ready
    for skill, count in job.skills.items():
        if sum(skill in person.skills for person in roster.technicians.values()) < count:
            return ObstacleKind.SKILL, skill, None
    return None if place(job, option, (), roster) else (ObstacleKind.PERSONS, "", None)


def _usual_rates(job: Job, planning: Planning, roster: Roster) -> list[int]:
    """Cents an hour of the cheapest fitting crew of the plant, whenever at work; of a called crew where none fits."""
    crew = cheapest_crew(job, {person.id: person.per_hour for person in roster.skilled(job)}, roster)
    if crew is None:
        return [planning.call_out.per_person_hour] * job.persons
    return [roster.technicians[name].per_hour for name in crew[1]]
