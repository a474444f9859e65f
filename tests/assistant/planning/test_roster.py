"""Minutes from now: nothing fits by rounding, what touches is one, and parts are there when they have come."""

import datetime as dt

import pytest

from assistant.planning.roster import Slot, duration, moment, opens, overdue, roster_of
from tests.assistant.planning.small_plans import NOW, at, job, part, person, planning, window


def test_times_at_work_that_touch_are_one_stretch_and_the_past_is_cut_off() -> None:
    roster = roster_of(planning(technicians=(person("ada", at_work=((-4, 2), (2, 6), (24, 30), (-9, -6))),)))
    assert roster.slots == (Slot("ada", 0, 360, 1), Slot("ada", 1440, 1800, 2))


def test_beginnings_are_rounded_up_and_ends_down() -> None:
    second = dt.timedelta(seconds=1)
    odd = window("w", 1, 2).model_copy(update={"start": at(1) + second, "end": at(2) - second})
    assert opens(odd, NOW) == (61, 119)
    assert opens(window("w", -2, 1), NOW) == (0, 60)
    assert duration(job(hours=1.001)) == 61
    assert duration(job(hours=0.1)) == 6
    assert moment(61, NOW) == at(61 / 60)


def test_parts_come_out_of_stock_then_by_delivery_then_by_order() -> None:
    supply = roster_of(planning(parts=(part("p", 1, comes=((30, 2), (10, 1), (10, 1)), lead_hours=48),))).supplies["p"]
    assert [supply.ready(count) for count in (1, 2, 3, 4, 5, 6)] == [0, 600, 600, 1800, 1800, 2880]
    assert supply.limits == ((600, 1), (1800, 3), (2880, 5))


def test_a_delivery_after_what_an_order_would_take_does_not_count() -> None:
    supply = roster_of(planning(parts=(part("p", comes=((60, 1),), lead_hours=48),))).supplies["p"]
    assert supply.ready(1) == 2880


def test_a_part_that_cannot_be_ordered_is_never_there() -> None:
    supply = roster_of(planning(parts=(part("p", 1),))).supplies["p"]
    assert supply.ready(1) == 0
    assert supply.ready(2) is None
    assert supply.limits == ((None, 1),)


def test_a_delivery_that_should_have_come_is_not_counted_but_told() -> None:
    late = part("p", comes=((-1, 3),))
    assert overdue(late, NOW)
    assert not overdue(part("p", comes=((1, 3),)), NOW)
    assert roster_of(planning(parts=(late,))).supplies["p"].ready(1) is None


@pytest.mark.parametrize(
    ("claims", "enough"),
    [
        ([(0, 1)], True),
        ([(0, 1), (599, 1)], False),
        ([(0, 1), (600, 1)], True),
        ([(0, 1), (600, 2)], False),
        ([(600, 2)], True),
        ([(0, 1), (600, 1), (2880, 9)], True),
    ],
)
def test_claims_are_met_only_by_what_has_come_before(claims: list[tuple[int, int]], *, enough: bool) -> None:
    supply = roster_of(planning(parts=(part("p", 1, comes=((10, 1),), lead_hours=48),))).supplies["p"]
    assert supply.allows(claims) is enough


def test_only_who_holds_one_of_the_skills_is_fit_for_a_job() -> None:
    roster = roster_of(planning(technicians=(person("ada", "fitter"), person("bo", "electrician"), person("cy"))))
    assert [t.id for t in roster.skilled(job(persons=2, skills={"fitter": 1}))] == ["ada"]
    assert len(roster.skilled(job())) == 3
