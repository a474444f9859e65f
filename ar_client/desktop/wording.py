"""Numbers, units and times as a technician reads them."""

from datetime import datetime

from assistant.wire import Callout, Health, SignalState

_UNITS = {
    "degC": "°C",
    "degF": "°F",
    "delta_degC": "K",
    "percent": "%",
    "dimensionless": "",
    "g_0": "g",
    "ohm": "Ω",
    "micrometer": "µm",
}
HEALTH = {
    Health.HEALTHY: "HEALTHY",
    Health.WATCH: "WATCH",
    Health.ALARM: "ALARM",
    Health.UNKNOWN: "UNKNOWN",
}
STATE = {
    SignalState.NORMAL: "normal",
    SignalState.HIGH: "high",
    SignalState.LOW: "low",
    SignalState.UNKNOWN: "no range known",
}


def unit(written: str) -> str:
    """A unit of the catalog (pint's spelling) in print: `m**3/h` is m³/h. What is printed already stays as it
    is.
    """
    if written in _UNITS:
        return _UNITS[written]
    parts = written.replace("**2", "²").replace("**3", "³").replace(" ", "").replace("*", "·")
    return "/".join(_UNITS.get(part, part) for part in parts.split("/"))


def number(value: float) -> str:
    """At least three significant digits, and no more than a dial would show."""
    size = abs(value)
    if size >= 99.95 or value == 0:
        return f"{value:.0f}"
    if size >= 9.995:
        return f"{value:.1f}"
    return f"{value:.2f}" if size >= 0.1 else f"{value:.2g}"


def quantity(value: float | None, written_unit: str) -> str:
    """A value with its unit, or a dash for none."""
    return "–" if value is None else f"{number(value)} {unit(written_unit)}".strip()


def healthy_range(callout: Callout) -> str:
    """The healthy range of a callout in words; empty when none is known."""
    low, high = callout.low, callout.high
    if low is not None and high is not None:
        return f"healthy {_limit(low)} to {_limit(high)}"
    if high is not None:
        return f"healthy up to {_limit(high)}"
    return f"healthy from {_limit(low)}" if low is not None else ""


def weight(callout: Callout) -> str:
    """What a value does to the probability of failure, in percentage points; empty for next to nothing."""
    points = round(abs(callout.points))
    if points == 0:
        return ""
    unit_word = "point" if points == 1 else "points"
    return f"adds {points} {unit_word}" if callout.points > 0 else f"takes off {points} {unit_word}"


def _limit(value: float) -> str:
    written = number(value)
    return written.rstrip("0").rstrip(".") if "." in written else written


def moment(time: datetime) -> str:
    """To the second, in UTC, and says so."""
    return f"{time:%Y-%m-%d %H:%M:%S} UTC"
