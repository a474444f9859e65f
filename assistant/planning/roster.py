"""The calendar in whole minutes from now: when people are at work, when parts are there, when windows are open.

Beginnings are rounded up and ends down, so that nothing fits by rounding.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.planning.records import Job, Part, Planning, Span, Technician, Window

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Slot:
    """A technician at work without a break, from minute `start` to `end`; shift: the number of the whole stretch."""

    technician: str
    start: int
    end: int
    shift: int


@dataclass(frozen=True)
class Supply:
    """How many of a part there are: `amounts[i]` in all from minute `times[i]` on, any number from `unlimited` on."""

    times: tuple[int, ...]
    amounts: tuple[int, ...]
    unlimited: int | None

    def ready(self, count: int) -> int | None:
        """The first minute at which `count` are there; None when so many never are."""
        for time, amount in zip(self.times, self.amounts, strict=True):
            if amount >= count:
                return time
        return self.unlimited

    @property
    def limits(self) -> tuple[tuple[int | None, int], ...]:
        """(minute, amount): work that starts before the minute may take that many in all; None for all work."""
        ends = (*self.times[1:], self.unlimited)
        return tuple(zip(ends, self.amounts, strict=True))

    def allows(self, claims: Sequence[tuple[int, int]]) -> bool:
        """Whether parts are there for all claims: (minute, count)."""
        return all(
            sum(count for start, count in claims if before is None or start < before) <= amount
            for before, amount in self.limits
        )


@dataclass(frozen=True)
class Roster:
    """All people and parts. slots: of each technician, in order; skills: technician → what they hold."""

    technicians: dict[str, Technician]
    slots: tuple[Slot, ...]
    supplies: dict[str, Supply]

    def skilled(self, job: Job) -> list[Technician]:
        """Those who may be on the job: they hold at least one of its skills, where it names any."""
        wanted = set(job.skills)
        return [t for t in self.technicians.values() if not wanted or wanted & set(t.skills)]


def roster_of(planning: Planning) -> Roster:
    """The roster of a planning."""
    slots = [slot for person in planning.technicians for slot in _slots(person, planning.now)]
    return Roster(
        technicians={person.id: person for person in planning.technicians},
        slots=tuple(slots),
        supplies={part.number: _supply(part, planning.now) for part in planning.parts},
    )


def duration(job: Job) -> int:
    """Minutes of work."""
    return math.ceil(job.hours * 60 - 1e-9)


def opens(window: Window, now: datetime) -> tuple[int, int]:
    """The minutes from which and up to which it is open; empty or negative when it is over."""
    return max(0, _up(window.start, now)), _down(window.end, now)


def moment(minute: int, now: datetime) -> datetime:
    """The time of a minute."""
    return now + minute * _MINUTE


def overdue(part: Part, now: datetime) -> bool:
    """Whether a delivery should have come by now; it is not counted until it is booked into stock."""
    return any(delivery.arrives <= now for delivery in part.deliveries)


def _slots(person: Technician, now: datetime) -> Iterable[Slot]:
    for number, span in enumerate(_joined(person.available)):
        start, end = max(0, _up(span.start, now)), _down(span.end, now)
        if start < end:
            yield Slot(person.id, start, end, number)


def _joined(spans: Sequence[Span]) -> list[Span]:
    """In order, those that touch as one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if joined and joined[-1].end >= span.start:
            joined[-1] = Span(start=joined[-1].start, end=max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _supply(part: Part, now: datetime) -> Supply:
    unlimited = None if part.lead_hours is None else math.ceil(part.lead_hours * 60 - 1e-9)
    times, amounts = [0], [part.in_stock]
    for delivery in sorted(part.deliveries, key=lambda delivery: delivery.arrives):
        at = _up(delivery.arrives, now)
        if delivery.arrives <= now or (unlimited is not None and at >= unlimited):
            continue
        if at == times[-1]:
            amounts[-1] += delivery.quantity
        else:
            times.append(at)
            amounts.append(amounts[-1] + delivery.quantity)
    return Supply(tuple(times), tuple(amounts), unlimited)


def _up(time: datetime, now: datetime) -> int:
    return -((now - time) // _MINUTE)


def _down(time: datetime, now: datetime) -> int:
    return (time - now) // _MINUTE
