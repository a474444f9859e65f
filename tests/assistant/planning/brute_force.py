"""The cheapest plan by trying everything, on whole hours. It shares no search and no model with the program.

Only for plans in which all windows, shifts, deliveries and jobs begin and end on whole hours after now: then some
cheapest plan starts every job on a whole hour, for whatever is not held back can be moved earlier.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.planning.cost import at_once, in_window, left_standing, not_in_horizon
from assistant.planning.life import law_of
from assistant.planning.records import Job, Part, Planning, Technician, Window


@dataclass(frozen=True)
class Way:
    """One way to do a job: hours from now; crew None when nobody of the plant is on it, start None when not done."""

    job: Job
    cost: int
    start: int | None
    end: int | None
    window: Window | None = None
    crew: tuple[Technician, ...] = ()


def cheapest_total(jobs: list[Job], planning: Planning) -> int:
    """What the cheapest plan costs, in cents."""
    ways = [sorted(_ways(job, planning), key=lambda way: way.cost) for job in jobs]
    least = [min(way.cost for way in several) for several in ways]
    best = [10**15]

    def extend(chosen: list[Way], cost: int) -> None:
        if cost + sum(least[len(chosen) :]) >= best[0]:
            return
        if len(chosen) == len(jobs):
            best[0] = cost
            return
        for way in ways[len(chosen)]:
            if cost + way.cost + sum(least[len(chosen) + 1 :]) >= best[0]:
                break
            if fits([*chosen, way], planning):
                extend([*chosen, way], cost + way.cost)

    extend([], 0)
    return best[0]


def fits(ways: list[Way], planning: Planning) -> bool:
    """Whether these can all be done as they stand."""
    placed = [way for way in ways if way.window is not None]
    for i, one in enumerate(placed):
        for other in placed[:i]:
            together = _hours(one) & _hours(other)
            same_people = {t.id for t in one.crew} & {t.id for t in other.crew}
            if together and (same_people or one.job.asset_id == other.job.asset_id):
                return False
    for one in placed:
        limit = one.window.capacity if one.window else None
        inside = sum(way.window == one.window and one.start in _hours(way) for way in placed)
        if limit is not None and inside > limit:
            return False
    return all(_enough(part, ways, planning) for part in planning.parts)


def _enough(part: Part, ways: list[Way], planning: Planning) -> bool:
    users = [(way.start, way.job.parts.get(part.number, 0)) for way in ways if way.start is not None]
    starts = sorted({start for start, count in users if count})
    for start in starts:
        if part.lead_hours is not None and start >= part.lead_hours:
            continue
        there = part.in_stock + sum(
            delivery.quantity
            for delivery in part.deliveries
            if 0 < (delivery.arrives - planning.now).total_seconds() <= 3600 * start
        )
        if sum(count for begun, count in users if begun <= start) > there:
            return False
    return True


def _ways(job: Job, planning: Planning) -> Iterator[Way]:
    law, hours = law_of(job.life, planning.now, job.duty), int(job.hours)
    horizon = int((planning.until - planning.now).total_seconds() // 3600)
    for wait in range(horizon - hours + 1):
        yield Way(job, at_once(job, planning, wait + hours, repaired=True).total, wait, wait + hours)
    usual = [[t.per_hour for t in crew] for crew in _crews(job, planning.technicians)]
    cheap = min(usual, key=sum, default=[planning.call_out.per_person_hour] * job.persons)
    yield Way(job, left_standing(job, planning, cheap).total, None, None)
    yield Way(job, not_in_horizon(job, law, planning, cheap).total, None, None)
    for window in planning.windows:
        if not window.stops(job.asset_id):
            continue
        begin, end = (int((t - planning.now).total_seconds() // 3600) for t in (window.start, window.end))
        for start in range(max(begin, 0), end - hours + 1):
            there = [t for t in planning.technicians if _at_work(t, start, start + hours, planning)]
            for crew in _crews(job, there):
                cost = in_window(job, law, window, planning, [t.per_hour for t in crew]).total
                yield Way(job, cost, start, start + hours, window, crew)


def _crews(job: Job, people: Sequence[Technician]) -> Iterator[tuple[Technician, ...]]:
    fit = [t for t in people if not job.skills or set(job.skills) & set(t.skills)]
    for crew in combinations(fit, job.persons):
        if all(sum(skill in t.skills for t in crew) >= count for skill, count in job.skills.items()):
            yield crew


def _at_work(someone: Technician, start: int, end: int, planning: Planning) -> bool:
    hours = [((s.start - planning.now).total_seconds() / 3600, s) for s in someone.available]
    return any(begin <= start and end <= (span.end - planning.now).total_seconds() / 3600 for begin, span in hours)


def _hours(way: Way) -> set[int]:
    return set() if way.start is None or way.end is None else set(range(way.start, way.end))
