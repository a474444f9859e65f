"""Times, money and lengths as a planner reads them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.planning.records import Job, Planning, Window

_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"}


def money(cents: int, currency: str) -> str:
    """`2,400 €`; below ten with cents, `3.50 €`."""
    sign = _SIGNS.get(currency, currency)
    amount = cents / 100
    return f"{amount:,.0f} {sign}" if abs(amount) >= 10 or cents % 100 == 0 else f"{amount:,.2f} {sign}"


def when(time: datetime, zone: str) -> str:
    """`Saturday 28 Nov 06:00`, in the plant's time zone."""
    local = time.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%b %H:%M}"


def brief(time: datetime, zone: str) -> str:
    """`Sat 28 Nov 06:00`, in the plant's time zone."""
    local = time.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def day(time: datetime, zone: str) -> str:
    """`Saturday 28 Nov`, in the plant's time zone."""
    local = time.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%b}"


def length(hours: float) -> str:
    """`6 h`, `1.5 h`."""
    return f"{hours:.1f}".removesuffix(".0") + " h"


def called(window: Window, planning: Planning) -> str:
    """`Production stop (Saturday 28 Nov 06:00)`."""
    return f"{window.name} ({when(window.start, planning.time_zone)})"


def crew_wanted(job: Job) -> str:
    """`2 persons (2 mechanical-fitter)`."""
    persons = "1 person" if job.persons == 1 else f"{job.persons} persons"
    skills = ", ".join(f"{count} {skill}" if job.persons > 1 else skill for skill, count in job.skills.items())
    return f"{persons} ({skills})" if skills else persons


def listed(names: "list[str]") -> str:
    """`A`, `A and B`, `A, B and C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
