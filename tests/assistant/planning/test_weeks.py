"""The plant's clock: weekly patterns, nights, and the two Sundays on which the clock is changed."""

import datetime as dt
from zoneinfo import ZoneInfo

from assistant.planning.records import Span
from assistant.planning.weeks import joined, utc, weekly, without
from tests.assistant.planning.small_plans import NOW, at

BERLIN = ZoneInfo("Europe/Berlin")


def spans(*pairs: tuple[float, float]) -> tuple[Span, ...]:
    return tuple(Span(start=at(start), end=at(end)) for start, end in pairs)


def test_a_pattern_repeats_on_its_days_until_the_horizon() -> None:
    found = list(weekly(["sat", "tue"], 360, 840, BERLIN, NOW, at(14 * 24)))
    assert [str(date) for date, _ in found] == ["2026-11-24", "2026-11-28", "2026-12-01", "2026-12-05"]
    assert found[0][1] == Span(
        start=dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC), end=dt.datetime(2026, 11, 24, 13, tzinfo=dt.UTC)
    )


def test_a_night_ends_on_the_next_day_and_last_nights_is_still_on() -> None:
    (last, night), (_, second) = weekly(["sun", "mon"], 22 * 60, 8 * 60, BERLIN, NOW, at(24))
    assert str(last) == "2026-11-22"
    assert night.end == at(1)
    assert second.end - second.start == dt.timedelta(hours=10)


def test_what_is_over_or_begins_too_late_is_left_out() -> None:
    assert list(weekly(["mon"], 0, 7 * 60, BERLIN, NOW, at(24))) == []
    assert list(weekly(["tue"], 0, 60, BERLIN, NOW, at(16))) == []


def test_the_wall_clock_counts_when_the_clock_is_changed() -> None:
    now = dt.datetime(2026, 10, 24, 12, tzinfo=dt.UTC)
    ((_, autumn),) = weekly(["sun"], 0, 6 * 60, BERLIN, now, now + dt.timedelta(days=2))
    assert autumn.end - autumn.start == dt.timedelta(hours=7)
    now = dt.datetime(2027, 3, 27, 12, tzinfo=dt.UTC)
    ((_, spring),) = weekly(["sun"], 0, 6 * 60, BERLIN, now, now + dt.timedelta(days=2))
    assert spring.end - spring.start == dt.timedelta(hours=5)
    assert list(weekly(["sun"], 2 * 60, 3 * 60, BERLIN, now, now + dt.timedelta(days=2))) == []


def test_a_time_with_an_offset_keeps_it() -> None:
    tokyo = dt.timezone(dt.timedelta(hours=9))
    assert utc(dt.datetime(2026, 11, 23, 15, tzinfo=tokyo), BERLIN) == NOW
    assert utc(dt.datetime(2026, 11, 23, 7), BERLIN) == NOW  # noqa: DTZ001  # the plant's own clock


def test_spans_are_joined_and_absences_cut_out() -> None:
    assert joined(spans((4, 6), (0, 3), (3, 4), (8, 9))) == spans((0, 6), (8, 9))
    assert joined(spans((0, 9), (2, 3))) == spans((0, 9))
    assert without(spans((0, 8), (10, 12)), spans((2, 3), (7, 11))) == spans((0, 2), (3, 7), (11, 12))
    assert without(spans((2, 3)), spans((0, 9))) == ()
    assert without(spans((2, 3)), spans((3, 4), (0, 2))) == spans((2, 3))
