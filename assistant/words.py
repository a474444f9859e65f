"""Numbers and findings in a technician's words."""

from assistant.records import SignalState
from knowledge_base.records import Signal


def number(value: float) -> str:
    """Three significant digits, never in powers of ten for what a gauge can show: 0.0123, 7.31, 41.2, 1450."""
    if value == 0:
        return "0"
    if not 1e-3 <= abs(value) < 1e6:
        return f"{value:.2e}"
    digits = max(0, 2 - _magnitude(value))
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def state_of(value: float | None, low: float | None, high: float | None) -> SignalState:
    """A value against its healthy range; unknown without a value or a range."""
    if value is None or low is None or high is None:
        return SignalState.UNKNOWN
    if value > high:
        return SignalState.HIGH
    return SignalState.LOW if value < low else SignalState.NORMAL


def reading(signal: Signal, value: float | None) -> str:
    """`7.31 mm/s`, `L`, or `no reading`."""
    if value is None:
        return "no reading"
    if signal.categories:
        position = int(value)
        return signal.categories[position] if 0 <= position < len(signal.categories) else "unknown category"
    return f"{number(value)} {signal.unit_label}".rstrip()


def finding(
    signal: Signal,
    value: float | None,
    low: float | None,
    high: float | None,
    points: float,
    *,
    at_this_load: bool = False,
) -> str:
    """`Drive-end vibration velocity 7.3 mm/s, normally 0 to 3.2 at this load: +41 points`.

    at_this_load: the range is that of the present operating regime, not of every one.
    """
    said = f"{signal.name} {reading(signal, value)}"
    if low is not None and high is not None:
        said += f", normally {number(low)} to {number(high)}" + (" at this load" if at_this_load else "")
    return f"{said}: {signed(points)} points"


def signed(points: float) -> str:
    """`+41`, `-3.2`, `+0.4`: one digit after the point below ten."""
    shown = round(points, 0 if abs(points) >= 10 else 1) + 0.0  # never "-0.0"
    return f"{shown:+.0f}" if abs(shown) >= 10 else f"{shown:+.1f}"


def percent(probability: float) -> str:
    """`93 %`; never 0 % or 100 %, which would claim certainty."""
    whole = round(100 * probability)
    if whole >= 100:
        return "over 99 %"
    return "under 1 %" if whole < 1 else f"{whole} %"


def _magnitude(value: float) -> int:
    return int(f"{abs(value):.2e}".split("e")[1])
