"""The expected cost of each option, against sums done by hand and against machines that are made to fail."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.planning.cost import at_once, hours_between, in_window, left_standing, not_in_horizon, wage
from assistant.planning.life import law_of
from assistant.planning.records import Life
from tests.assistant.planning.small_plans import NOW, at, job, part, planning, priced, window

EVEN = Life(low=0, median=10, high=10_000)
"""Fails within ten hours with one half."""


def test_a_window_at_a_price_costs_production_wages_parts_and_the_risk() -> None:
    work = job(hours=2, life=EVEN, parts={"p": 3})
    when = priced("w", 10, 14, downtime_share=0.5, surcharge=500)
    cost = in_window(work, law_of(EVEN, NOW), when, planning(when, parts=(part("p", price=1000),)), [5000])
    assert cost.risk == pytest.approx(0.5)
    assert cost.production == 5_000  # half of 2 h at half of 100 €
    assert cost.people == 5_000 + 500  # half of 2 h at 50 €, and of the surcharge
    assert cost.parts == 1_500
    assert cost.breakdown == 150_000  # half of 1,000 € and 20 h at 100 €
    assert cost.total == 162_000
    assert cost.waiting == round(0.5 * (300_000 - 24_000))


def test_a_planned_stop_loses_no_production() -> None:
    when = window("w", 10, 14)
    cost = in_window(job(), law_of(job().life, NOW), when, planning(when), [5000])
    assert cost.production == 0
    assert cost.people > 0


def test_a_window_that_has_begun_starts_now_and_has_no_risk() -> None:
    when = window("w", -3, 4)
    cost = in_window(job(), law_of(job().life, NOW), when, planning(when), [5000])
    assert cost.risk == 0
    assert cost.waiting == 0
    assert cost.total == 10_000


@given(st.floats(0.1, 20), st.integers(1, 12_345), st.integers(1, 150))
def test_the_wages_add_up_to_the_cent(hours: float, rate: int, start: int) -> None:
    work, when = job(hours=hours, persons=2), window("w", start, start + 24)
    law, of = law_of(work.life, NOW), planning(when)
    both = in_window(work, law, when, of, [rate, rate + 77]).total
    alone = in_window(work, law, when, of, []).total
    assert both == alone + wage(work, law, when, of, rate) + wage(work, law, when, of, rate + 77)


def test_to_stop_at_once_pays_for_all_the_time_that_it_stands() -> None:
    of = planning(parts=(part("p", price=1000),))
    cost = at_once(job(hours=2, persons=2, parts={"p": 1}), of, 26, repaired=True)
    assert cost.risk == 0
    assert cost.production == 260_000
    assert cost.people == 20_000 + 2 * 2 * 8_000
    assert cost.parts == 1_000
    assert at_once(job(parts={"p": 1}), of, 26, repaired=False).total == 260_000


def test_what_is_left_beyond_the_horizon_is_still_to_be_paid_then() -> None:
    sturdy = job(hours=2, life=Life(low=1e7, median=1e8, high=1e9))
    cost = not_in_horizon(sturdy, law_of(sturdy.life, NOW), planning(), [5000])
    assert cost.total == 20_000 + 10_000
    doomed = job(life=Life(low=1, median=2, high=3))
    assert not_in_horizon(doomed, law_of(doomed.life, NOW), planning(), [5000]).total == 300_000


def test_a_machine_that_is_left_standing_is_still_to_be_repaired_after_the_horizon() -> None:
    cost = left_standing(job(hours=2, parts={"p": 1}), planning(parts=(part("p", price=1000),)), [5000])
    assert (cost.production, cost.people, cost.parts) == (202 * 10_000, 10_000, 1_000)
    assert (cost.risk, cost.waiting, cost.breakdown) == (0, 0, 0)


def test_running_on_with_the_fault_costs_what_it_loses() -> None:
    sturdy = job(life=Life(low=1e7, median=1e8, high=1e9), running_loss_per_hour=300, duty=0.5)
    when = window("w", 100, 110)
    assert in_window(sturdy, law_of(sturdy.life, NOW), when, planning(when), []).running == 15_000


def test_a_machine_that_seldom_runs_waits_at_less_risk() -> None:
    when = window("w", 100, 110)
    risks = [
        in_window(work, law_of(work.life, NOW, work.duty), when, planning(when), []).risk
        for work in (job(), job(duty=0.1))
    ]
    assert risks[1] < 0.05 < risks[0]


def test_the_expectation_is_the_mean_of_many_fates() -> None:
    work, when = job(life=Life(low=40, median=100, high=200), running_loss_per_hour=700), priced("w", 90, 96)
    law = law_of(work.life, NOW)
    expected = in_window(work, law, when, planning(when), [5000])
    draws = np.random.default_rng(0).random(100_000)
    # The inverse of the law, by its own points: hours at which each draw fails.
    hours = np.linspace(0, 90, 2000)
    fails = np.interp(draws, [law.fails_before(h) for h in hours], hours, right=np.inf)
    fates = np.where(fails <= 90, work.breakdown.cost, 2 * 10_000 + 2 * 5_000) + 700 * np.minimum(fails, 90)
    assert expected.total == pytest.approx(fates.mean(), rel=0.01)


def test_hours_are_counted_between_moments() -> None:
    assert hours_between(NOW, at(1.5)) == 1.5
