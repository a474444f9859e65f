"""Numbers, times and reasons as a technician reads them. Units come from the server as they are to be shown."""

import math
from collections.abc import Sequence
from datetime import datetime

from assistant.wire import Callout, Health, Highlight, HighlightRole, SignalState

HEALTH = {
    Health.HEALTHY: "HEALTHY",
    Health.WATCH: "WATCH",
    Health.ALARM: "ALARM",
    Health.UNKNOWN: "UNKNOWN",
}
_STATE = {SignalState.NORMAL: "normal", SignalState.HIGH: "high", SignalState.LOW: "low"}


def state(callout: Callout) -> str:
    """A value against its healthy range in a word or two."""
    return _STATE.get(callout.state, "no value" if callout.value is None else "no range known")


def number(value: float) -> str:
    """Three significant digits, but never fewer than the whole number: 0.0412, 3.20, 47.1, 1475. As on the page."""
    size = abs(value)
    if size == 0:
        return "0"
    if size < 0.001:
        return f"{value:.1e}"
    text = f"{value:.{min(4, max(0, 2 - math.floor(math.log10(size))))}f}"
    return text.replace("-", "−")


def percent(probability: float) -> str:
    """A probability (0 to 1) as a percentage that never claims more certainty than there is."""
    if 0 < probability < 0.01:
        return "< 1 %"
    return "> 99 %" if 0.99 < probability < 1 else f"{100 * probability:.0f} %"


def quantity(value: float | None, unit: str) -> str:
    """A value with its unit, or a dash for none."""
    return "–" if value is None else f"{number(value)} {unit}".strip()


def reason(highlights: Sequence[Highlight]) -> str:
    """Why one part is lit: all highlights of that part in one line."""
    shares = {highlight.role: highlight.share for highlight in highlights}
    label, step = highlights[0].label, HighlightRole.STEP in shares
    if HighlightRole.GUILTY in shares:
        also = ", and in this step" if step else ""
        return f"At fault: {label}, {100 * shares[HighlightRole.GUILTY]:.0f} % of evidence{also}"
    if step:
        return f"This step: {label}"
    return f"{label}: {100 * shares[HighlightRole.EVIDENCE]:.0f} % of evidence"


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
