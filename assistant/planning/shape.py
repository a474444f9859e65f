"""planning.yaml of a plant folder: who is at work when, what is in stock, when machines stand, and what it costs.

Amounts are in whole units of the currency, times on the plant's own clock. Patterns repeat every week.
"""

import datetime as dt
import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field

from assistant.errors import UsageError
from assistant.planning.records import (
    LONGEST_PRICED_WINDOW,
    Count,
    Hours,
    Persons,
    WindowKind,
)
from assistant.planning.weeks import MINUTES_A_DAY
from knowledge_base.catalog import PLANNING
from knowledge_base.errors import CatalogError, Problem
from knowledge_base.plant_files import shaped
from knowledge_base.records import Id, Plant
from knowledge_base.records.base import Record
from knowledge_base.yaml_source import Location, YamlSource, read_yaml

_AN_HOUR = 60
_ONE_DAY = LONGEST_PRICED_WINDOW / dt.timedelta(minutes=1)


def _as_moment(value: Any) -> Any:
    """`06:00` → minutes after midnight; `2026-11-28 06:00` → a time. YAML itself reads 22:00 as 1320, and 6 as 6."""
    if isinstance(value, int) and not isinstance(value, bool) and _AN_HOUR <= value <= MINUTES_A_DAY:
        return value
    if isinstance(value, dt.date):
        return value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    try:
        hours, minutes = (int(part) for part in str(value).split(":"))
    except ValueError:
        try:
            return dt.datetime.fromisoformat(str(value))
        except ValueError as error:
            raise ValueError('must be a time as "06:00", or a day and time as 2026-11-28 06:00') from error
    if not (0 <= hours <= 24 and 0 <= minutes < 60 and 60 * hours + minutes <= MINUTES_A_DAY):
        raise ValueError("must be a time of the day, 00:00 to 24:00")
    return 60 * hours + minutes


Money = Annotated[float, Field(ge=0, le=1e9)]
Moment = Annotated[int | dt.datetime, BeforeValidator(_as_moment)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Name = Annotated[str, Field(min_length=1, max_length=100)]


class CallOutShape(Record):
    """A crew that is called: `fixed` once, and for each person and hour."""

    fixed: Money = 0
    per_person_hour: Money = 0


class AssetShape(Record):
    """What an hour without the machine costs; duty: the share of time that it runs."""

    id: Id
    downtime_per_hour: Money
    duty: Annotated[float, Field(gt=0, le=1)] = 1.0


class BreakdownShape(Record):
    """What a failure costs besides lost production, and how long the machine then stands."""

    fixed: Money
    hours: Annotated[float, Field(ge=0, le=10_000)]
    consequential: Money = 0
    downtime_per_hour: Money | None = None


class WorkShape(Record):
    """What the repair of a failure mode takes."""

    failure_mode: Id
    hours: Hours
    persons: Persons = 1
    skills: dict[Id, Persons] = Field(default_factory=dict)
    parts: dict[Id, Count] = Field(default_factory=dict)
    running_loss_per_hour: Money = 0
    breakdown: BreakdownShape


class WindowShape(Record):
    """A window: once, from one time to another, or `every` so many days of the week."""

    id: Annotated[Id, Field(max_length=60)]
    name: Name
    kind: WindowKind
    machines: tuple[Id, ...] = ()
    every: tuple[Weekday, ...] = ()
    start: Moment
    end: Moment
    capacity: Count | None = None
    downtime_share: Annotated[float, Field(ge=0, le=10)] | None = None
    surcharge_per_person_hour: Money = 0


class ShiftShape(Record):
    """Hours of work that repeat every week."""

    days: tuple[Weekday, ...]
    start: Moment
    end: Moment


class TimesShape(Record):
    """From one time to another, once."""

    start: Moment
    end: Moment


class TechnicianShape(Record):
    """A person: shifts, what is `extra` to them, and when `absent`."""

    id: Id
    name: Name
    skills: tuple[Id, ...] = ()
    per_hour: Money
    shifts: tuple[ShiftShape, ...] = ()
    extra: tuple[TimesShape, ...] = ()
    absent: tuple[TimesShape, ...] = ()


class DeliveryShape(Record):
    """Parts on order."""

    arrives: Moment
    quantity: Count


class PartShape(Record):
    """A spare part; lead_days: from an order to its arrival, absent when it cannot be had."""

    number: Id
    name: Name
    in_stock: Annotated[int, Field(ge=0)] = 0
    price: Money = 0
    lead_days: Annotated[float, Field(ge=0, le=3660)] | None = None
    deliveries: tuple[DeliveryShape, ...] = ()


class PlanningShape(Record):
    """planning.yaml."""

    time_zone: str
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "EUR"
    horizon_days: Annotated[float, Field(gt=0, le=366)] = 28
    call_out: CallOutShape = CallOutShape()
    assets: tuple[AssetShape, ...] = ()
    work: tuple[WorkShape, ...] = ()
    windows: tuple[WindowShape, ...] = ()
    technicians: tuple[TechnicianShape, ...] = ()
    parts: tuple[PartShape, ...] = ()


@dataclass(frozen=True)
class PlanningFile:
    """A planning.yaml that holds together."""

    source: YamlSource
    shape: PlanningShape

    @property
    def zone(self) -> ZoneInfo:
        """The plant's time zone."""
        return ZoneInfo(self.shape.time_zone)


def read_planning(folder: Path, plant: Plant) -> PlanningFile:
    """The file of a plant, checked. Raises UsageError when there is none, CatalogError with every problem in it."""
    file = folder / PLANNING
    if not file.is_file():
        raise UsageError(f"{folder} has no {PLANNING}. Write one; that of the bundled plant pump-skid is an example")
    source = read_yaml(file)
    shape = shaped(source, PlanningShape)
    if problems := tuple(_problems(source, shape, plant)):
        raise CatalogError(tuple(sorted(problems, key=lambda problem: problem.line)))
    return PlanningFile(source, shape)


def _problems(source: YamlSource, shape: PlanningShape, plant: Plant) -> Iterator[Problem]:
    try:
        ZoneInfo(shape.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        what = f"unknown time zone {shape.time_zone!r}"
        yield source.problem(("time_zone",), what, "Write a name of the tz database, such as Europe/Berlin")
    yield from _twice(source, "assets", "id", [asset.id for asset in shape.assets])
    yield from _twice(source, "work", "failure_mode", [work.failure_mode for work in shape.work])
    yield from _twice(source, "windows", "id", [window.id for window in shape.windows])
    yield from _twice(source, "technicians", "id", [person.id for person in shape.technicians])
    yield from _twice(source, "parts", "number", [part.number for part in shape.parts])
    yield from _references(source, shape, plant)
    for i, window in enumerate(shape.windows):
        yield from _window_problems(source, ("windows", i), window)
    for i, person in enumerate(shape.technicians):
        for k, shift in enumerate(person.shifts):
            yield from _clock(source, ("technicians", i, "shifts", k), shift)
        for field in ("extra", "absent"):
            for k, times in enumerate(getattr(person, field)):
                yield from _once(source, ("technicians", i, field, k), times)
    for i, part in enumerate(shape.parts):
        for k, delivery in enumerate(part.deliveries):
            if isinstance(delivery.arrives, int):
                place = ("parts", i, "deliveries", k, "arrives")
                yield source.problem(place, "a delivery needs its day", "Write it as 2026-11-28 06:00")


def _references(source: YamlSource, shape: PlanningShape, plant: Plant) -> Iterator[Problem]:
    """Ids that the plant or the rest of the file does not know."""
    assets = [asset.id for asset in plant.assets]
    modes = sorted({mode.id for known in plant.equipment for mode in known.failure_modes})
    parts = [part.number for part in shape.parts]
    for i, asset in enumerate(shape.assets):
        yield from unknown(source, ("assets", i, "id"), asset.id, assets, "asset")
    for i, window in enumerate(shape.windows):
        for k, machine in enumerate(window.machines):
            yield from unknown(source, ("windows", i, "machines", k), machine, assets, "asset")
    for i, work in enumerate(shape.work):
        yield from unknown(source, ("work", i, "failure_mode"), work.failure_mode, modes, "failure mode")
        for number in work.parts:
            yield from unknown(source, ("work", i, "parts", number), number, parts, "part")
        for skill, count in work.skills.items():
            if count > work.persons:
                what = f"{count} persons with the skill {skill} are wanted, and {work.persons} in all"
                yield source.problem(("work", i, "skills", skill), what, "Raise `persons`, or lower this number")


def _window_problems(source: YamlSource, place: Location, window: WindowShape) -> Iterator[Problem]:
    found = list(_clock(source, place, window) if window.every else _once(source, place, window))
    yield from found
    if window.kind is WindowKind.PLANNED_STOP and window.downtime_share:
        remedy = "Leave it out, or make the window one at-a-price"
        yield source.problem((*place, "downtime_share"), "a planned stop loses no production", remedy)
    if found or window.kind is WindowKind.PLANNED_STOP or isinstance(window.start, int):
        return
    if isinstance(window.end, dt.datetime) and window.end - window.start > LONGEST_PRICED_WINDOW:
        remedy = "Split it by days or shifts: the risk of waiting is counted up to the start of a window"
        yield source.problem((*place, "end"), "a window at a price is a day long at most", remedy)


def _clock(source: YamlSource, place: Location, times: ShiftShape | WindowShape) -> Iterator[Problem]:
    for field in ("start", "end"):
        if not isinstance(getattr(times, field), int):
            what = f"{field}: what repeats every week has times without a day"
            yield source.problem((*place, field), what, 'Write a time, such as "06:00"')


def _once(source: YamlSource, place: Location, times: TimesShape | WindowShape) -> Iterator[Problem]:
    start, end = times.start, times.end
    if isinstance(start, int) or isinstance(end, int):
        field = "start" if isinstance(start, int) else "end"
        what, remedy = f"{field}: a single time needs its day", "Write it as 2026-11-28 06:00"
        if isinstance(times, WindowShape):
            remedy += ", or name the days it repeats on, `every: [sat]`"
        yield source.problem((*place, field), what, remedy)
    elif (start.tzinfo is None) != (end.tzinfo is None):
        yield source.problem((*place, "end"), "only one of the two times has an offset", "Write both alike")
    elif end <= start:
        yield source.problem((*place, "end"), "it ends before it starts", "Correct one of the two times")


def _twice(source: YamlSource, where: str, field: str, ids: Sequence[str]) -> Iterator[Problem]:
    for i, name in enumerate(ids):
        if name in ids[:i]:
            yield source.problem((where, i, field), f"{name!r} is there twice", "Remove or rename one of them")


def unknown(source: YamlSource, place: Location, wanted: str, known: Sequence[str], kind: str) -> Iterator[Problem]:
    """A problem when the id is not known, with the nearest that is."""
    if wanted in known:
        return
    near = difflib.get_close_matches(wanted, known, n=1)
    names = f"{', '.join(known[:12])}{' …' if len(known) > 12 else ''}"
    remedy = f"Did you mean {near[0]!r}?" if near else f"Known: {names or 'none'}"
    yield source.problem(place, f"unknown {kind} {wanted!r}", remedy)
