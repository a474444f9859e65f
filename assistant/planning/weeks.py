"""The plant's wall clock → UTC: weekly patterns and single days, also over a change to summer time."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from assistant.planning.records import Span

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_A_DAY = 24 * 60
_A_DAY = dt.timedelta(days=1)


def utc(local: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The UTC of a time on the plant's clock; one that carries an offset keeps it.

    An hour that the clock skips is read as the hour after it, one that it shows twice as the first.
    """
    placed = local if local.tzinfo is not None else local.replace(tzinfo=zone)
    return placed.astimezone(dt.UTC)


def weekly(
    days: Sequence[str], start: int, end: int, zone: ZoneInfo, now: dt.datetime, until: dt.datetime
) -> Iterator[tuple[dt.date, Span]]:
    """(local date, span) of each such day that is not over by `now` and begins before `until`.

    start, end: minutes after midnight on the wall; an end that is not after the start is on the next day.
    """
    length = end - start if end > start else end - start + MINUTES_A_DAY
    date = now.astimezone(zone).date() - _A_DAY
    last = until.astimezone(zone).date()
    while date <= last:
        if DAYS[date.weekday()] in days:
            begins = dt.datetime.combine(date, dt.time()) + dt.timedelta(minutes=start)
            first, then = utc(begins, zone), utc(begins + dt.timedelta(minutes=length), zone)
            # Both ends may fall into the same skipped hour.
            if then > max(first, now) and first < until:
                yield date, Span(start=first, end=then)
        date += _A_DAY


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same time in as few spans as it takes, in order."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if result and result[-1].end >= span.start:
            result[-1] = Span(start=result[-1].start, end=max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def without(spans: Iterable[Span], absent: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of the spans outside of the others."""
    left = list(spans)
    for away in absent:
        pieces: list[Span] = []
        for span in left:
            if span.start < min(away.start, span.end):
                pieces.append(Span(start=span.start, end=min(away.start, span.end)))
            if max(away.end, span.start) < span.end:
                pieces.append(Span(start=max(away.end, span.start), end=span.end))
        left = pieces
    return tuple(left)
