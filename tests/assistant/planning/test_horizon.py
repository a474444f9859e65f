"""planning.yaml from one moment on: patterns unrolled, in UTC and cents."""

import datetime as dt
from pathlib import Path

import pytest

from assistant.planning.horizon import cents, planning_at
from assistant.planning.records import Planning, WindowKind
from assistant.planning.shape import read_planning
from knowledge_base.catalog import find_plant
from knowledge_base.records import Plant
from tests.assistant.planning.small_plans import NOW, at
from tests.assistant.planning.test_shape import GOOD, read


@pytest.fixture
def calendar(tmp_path: Path, plant: Plant) -> Planning:
    return planning_at(read(tmp_path, GOOD, plant), NOW)


def test_a_pattern_becomes_one_window_a_week_and_a_single_one_stays_one(calendar: Planning) -> None:
    assert [window.id for window in calendar.windows] == [
        *(f"stop@2026-{day}" for day in ("11-28", "12-05", "12-12", "12-19")),
        "once",
    ]
    first, once = calendar.windows[0], calendar.windows[-1]
    assert first.start == dt.datetime(2026, 11, 28, 5, tzinfo=dt.UTC)
    assert (first.kind, first.downtime_share, first.machines) == (WindowKind.PLANNED_STOP, 0.0, ("P-101",))
    assert once.downtime_share == 1.0
    assert calendar.until == at(28 * 24)


def test_a_shift_falls_out_on_a_day_of_absence(calendar: Planning) -> None:
    (ada,) = calendar.technicians
    days = [span.start.day for span in ada.available]
    assert days == [23, 7, 14, 21]  # the 30th of November is free
    assert ada.per_hour == 6_000


def test_what_is_over_is_not_in_the_plan_and_the_horizon_can_be_given(tmp_path: Path, plant: Plant) -> None:
    known = read(tmp_path, GOOD, plant)
    later = planning_at(known, dt.datetime(2026, 11, 29, tzinfo=dt.UTC), days=7)
    assert [window.id for window in later.windows] == ["stop@2026-12-05"]


def test_deliveries_are_on_the_clock_of_the_plant(calendar: Planning) -> None:
    assert calendar.parts[0].deliveries[0].arrives == dt.datetime(2026, 11, 30, 8, tzinfo=dt.UTC)
    assert calendar.parts[0].lead_hours is None


def test_extra_time_is_added_to_the_shifts(tmp_path: Path, plant: Plant) -> None:
    text = GOOD.replace("absent:", "extra: [{start: 2026-11-23 14:00, end: 2026-11-23 18:00}]\n    absent:")
    (ada,) = planning_at(read(tmp_path, text, plant), NOW).technicians
    assert ada.available[0].end == dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)


def test_the_bundled_example_is_good_at_any_time(plant: Plant) -> None:
    known = read_planning(find_plant("pump-skid"), plant)
    for month in range(1, 13):
        calendar = planning_at(known, dt.datetime(2027, month, 27, 11, 30, tzinfo=dt.UTC))
        assert len(calendar.windows) > 20


def test_amounts_are_whole_cents() -> None:
    assert cents(0.1 + 0.2) == 30
    assert cents(19.99) == 1999
