"""planning.yaml, seen from one moment on: its weekly patterns become windows and times at work, in UTC and cents."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from assistant.planning.records import CallOut, Delivery, Part, Planning, Span, Technician, Window, WindowKind
from assistant.planning.shape import PartShape, PlanningFile, TechnicianShape, TimesShape, WindowShape
from assistant.planning.weeks import joined, utc, weekly, without


def cents(amount: float) -> int:
    """An amount in cents."""
    return round(amount * 100)


def planning_at(known: PlanningFile, now: dt.datetime, days: float | None = None) -> Planning:
    """The calendar from `now` on; days: how far, in place of the file's own horizon."""
    shape, zone = known.shape, known.zone
    until = now + dt.timedelta(days=shape.horizon_days if days is None else days)
    return Planning(
        now=now,
        until=until,
        time_zone=shape.time_zone,
        currency=shape.currency,
        windows=tuple(window for given in shape.windows for window in _windows(given, zone, now, until)),
        technicians=tuple(_technician(given, zone, now, until) for given in shape.technicians),
        parts=tuple(_part(given, zone) for given in shape.parts),
        call_out=CallOut(fixed=cents(shape.call_out.fixed), per_person_hour=cents(shape.call_out.per_person_hour)),
    )


def _windows(given: WindowShape, zone: ZoneInfo, now: dt.datetime, until: dt.datetime) -> Iterator[Window]:
    share = 1.0 if given.downtime_share is None else given.downtime_share
    for suffix, span in _times(given, zone, now, until):
        yield Window(
            id=given.id + suffix,
            name=given.name,
            kind=given.kind,
            start=span.start,
            end=span.end,
            machines=given.machines,
            capacity=given.capacity,
            downtime_share=0.0 if given.kind is WindowKind.PLANNED_STOP else share,
            surcharge=cents(given.surcharge_per_person_hour),
        )


def _times(given: WindowShape, zone: ZoneInfo, now: dt.datetime, until: dt.datetime) -> Iterator[tuple[str, Span]]:
    """(what is added to the id, when): one for each day of a pattern."""
    if isinstance(given.start, int) and isinstance(given.end, int):
        for date, span in weekly(given.every, given.start, given.end, zone, now, until):
            yield f"@{date}", span
    else:
        span = _span(given, zone)
        if span.end > now and span.start < until:
            yield "", span


def _technician(given: TechnicianShape, zone: ZoneInfo, now: dt.datetime, until: dt.datetime) -> Technician:
    spans = [_span(extra, zone) for extra in given.extra]
    for shift in given.shifts:
        if isinstance(shift.start, int) and isinstance(shift.end, int):
            spans += [span for _, span in weekly(shift.days, shift.start, shift.end, zone, now, until)]
    away = [_span(absent, zone) for absent in given.absent]
    return Technician(
        id=given.id,
        name=given.name,
        skills=given.skills,
        per_hour=cents(given.per_hour),
        available=without(joined(spans), away),
    )


def _part(given: PartShape, zone: ZoneInfo) -> Part:
    return Part(
        number=given.number,
        name=given.name,
        in_stock=given.in_stock,
        price=cents(given.price),
        lead_hours=None if given.lead_days is None else 24 * given.lead_days,
        deliveries=tuple(
            Delivery(arrives=utc(d.arrives, zone), quantity=d.quantity)
            for d in given.deliveries
            if isinstance(d.arrives, dt.datetime)
        ),
    )


def _span(given: TimesShape | WindowShape, zone: ZoneInfo) -> Span:
    if isinstance(given.start, int) or isinstance(given.end, int):
        raise TypeError("a single time needs its day")
    return Span(start=utc(given.start, zone), end=utc(given.end, zone))
