"""Small plans to test with: a Monday morning, hours counted from it, and parts that are named in few words."""

import datetime as dt
from typing import Any

from assistant.planning.options import JobOptions, options_of
from assistant.planning.records import (
    Breakdown,
    CallOut,
    Delivery,
    Job,
    Life,
    Part,
    Planning,
    Span,
    Technician,
    Window,
    WindowKind,
)
from assistant.planning.roster import Roster, roster_of

NOW = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)
"""A Monday."""


def at(hours: float) -> dt.datetime:
    """So many hours after now."""
    return NOW + dt.timedelta(hours=hours)


def job(name: str = "J", asset: str = "A", hours: float = 2, **given: Any) -> Job:
    """A job of two hours by one person, with an even chance to fail within 100 hours."""
    values: dict[str, Any] = {
        "id": name,
        "asset_id": asset,
        "mode_id": "wear",
        "hours": hours,
        "life": Life(median=100, low=40, high=200),
        "downtime_per_hour": 10_000,
        "breakdown": Breakdown(fixed=100_000, hours=20, downtime_per_hour=10_000),
    }
    return Job(**(values | given))


def window(name: str, start: float, end: float, **given: Any) -> Window:
    """A planned stop of all machines."""
    values: dict[str, Any] = {"name": name, "kind": WindowKind.PLANNED_STOP, "downtime_share": 0.0}
    if given.get("kind") is WindowKind.AT_A_PRICE:
        values["downtime_share"] = 1.0
    return Window(id=name, start=at(start), end=at(end), **(values | given))


def priced(name: str, start: float, end: float, **given: Any) -> Window:
    """A window in which machines are stopped for the job."""
    return window(name, start, end, kind=WindowKind.AT_A_PRICE, **given)


def person(name: str, *skills: str, per_hour: int = 5_000, at_work: tuple[tuple[float, float], ...] = ()) -> Technician:
    """Somebody, at work all the time unless said otherwise."""
    spans = tuple(Span(start=at(start), end=at(end)) for start, end in at_work or ((0, 1000),))
    return Technician(id=name, name=name.title(), skills=skills, per_hour=per_hour, available=spans)


def part(number: str, in_stock: int = 0, *, comes: tuple[tuple[float, int], ...] = (), **given: Any) -> Part:
    """A part; comes: (hours from now, how many) that are on order."""
    deliveries = tuple(Delivery(arrives=at(hours), quantity=quantity) for hours, quantity in comes)
    return Part(number=number, name=f"part {number}", in_stock=in_stock, deliveries=deliveries, **given)


def planning(*windows: Window, **given: Any) -> Planning:
    """A horizon of 200 hours with one person, who may do anything."""
    values: dict[str, Any] = {
        "now": NOW,
        "until": at(200),
        "technicians": (person("ada"),),
        "call_out": CallOut(fixed=20_000, per_person_hour=8_000),
    }
    return Planning(windows=windows, **(values | given))


def known(wanted: Job, of: Planning) -> tuple[JobOptions, Roster]:
    """The options of a job, and the roster that they were found with."""
    roster = roster_of(of)
    return options_of(wanted, of, roster), roster
