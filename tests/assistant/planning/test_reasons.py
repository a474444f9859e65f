"""The reasons: each kind of choice says why, with the amounts that the plan itself holds."""

import pytest

from assistant.planning.proposal import Choice
from assistant.planning.records import Breakdown, Job, Life, Planning
from assistant.planning.solve import solve
from assistant.planning.words import money
from tests.assistant.planning.small_plans import at, job, part, person, planning, priced, window

WEARING = Life(low=300, median=900, high=1500)


def chosen(wanted: Job, of: Planning) -> Choice:
    (choice,) = solve([wanted], of).choices
    return choice


def said(wanted: Job, of: Planning) -> str:
    return "\n".join(chosen(wanted, of).reasons)


def test_a_planned_stop_loses_nothing_and_names_the_cost_of_waiting() -> None:
    wanted, of = job(life=WEARING), planning(window("w", 50, 54))
    choice, words = chosen(wanted, of), said(wanted, of)
    assert "stands then anyway: no production is lost" in words
    assert f"Waiting until then costs {money(choice.cost.waiting, 'EUR')} in expected breakdowns" in words
    assert "(chance of failing before: 1 %)" in words


def test_the_extremes_are_named_with_what_they_would_cost_more() -> None:
    wanted, of = job(life=WEARING), planning(window("w", 50, 54))
    choice = chosen(wanted, of)
    now = 20_000 + 20_000 + 2 * 8_000
    assert f"Doing it now with a crew that is called out would cost {money(now, 'EUR')}" in choice.reasons[2]
    assert f"{money(now - choice.cost.total, 'EUR')} more" in choice.reasons[2]
    assert "Leaving it until Tuesday 1 Dec would cost" in choice.reasons[3]


def test_a_stop_at_a_price_says_what_production_it_loses() -> None:
    assert "Stopping it then loses 200 € of production" in said(job(), planning(priced("w", 0, 4)))


def test_what_begins_at_once_does_not_speak_of_waiting() -> None:
    assert "begins at once" in said(job(), planning(window("w", -1, 4)))


def test_what_begins_later_in_an_open_window_is_not_said_to_begin_at_once() -> None:
    words = said(job(), planning(window("w", -1, 6), technicians=(person("ada", at_work=((3, 9),)),)))
    assert "The window is open already, so waiting costs nothing" in words
    assert "at once" not in words


def test_parts_say_since_when_they_are_there() -> None:
    parts = (part("p", 2), part("q", comes=((20, 1),)), part("r", lead_hours=30), part("s", 1))
    words = said(job(life=WEARING, parts=dict.fromkeys("pqrs", 1)), planning(window("w", 50, 54), parts=parts))
    assert "part p (p) and part s (s) are in stock" in words
    assert "part q (q) is there from Tuesday 24 Nov 02:00\n" in words
    assert "part r (r) is there from Tuesday 24 Nov 12:00 if it is ordered now" in words


def test_running_on_with_the_fault_is_told_apart_from_the_risk() -> None:
    wanted = job(life=WEARING, running_loss_per_hour=200)
    choice = chosen(wanted, planning(window("w", 50, 54)))
    assert f"and {money(choice.cost.running, 'EUR')} of running with the fault" in "\n".join(choice.reasons)


def test_a_stop_now_says_how_long_it_stands_and_what_the_next_window_would_cost() -> None:
    doomed = job(life=Life(low=0.5, median=1, high=2))
    words = said(doomed, planning(window("w", 50, 54)))
    assert "It stands for 2 h: 200 € of lost production" in words
    assert "w (Wednesday 25 Nov 08:00) would cost" in words
    waits = said(doomed.model_copy(update={"parts": {"p": 1}}), planning(parts=(part("p", comes=((3, 1),)),)))
    assert "until its parts come (Monday 23 Nov 09:00)" in waits
    assert "No window until Tuesday 1 Dec takes this work" in waits


def test_a_machine_that_cannot_be_repaired_may_have_to_stand() -> None:
    doomed = job(life=Life(low=0.5, median=1, high=2), parts={"p": 1}, downtime_per_hour=10)
    assert "left standing it loses" in said(doomed, planning(parts=(part("p"),)))


def test_a_job_that_is_left_says_what_that_costs() -> None:
    sound = job(life=Life(low=1e4, median=2e4, high=3e4))
    assert "Left until Tuesday 1 Dec it costs" in said(sound, planning())
    assert "No window until" in said(sound, planning())


def test_a_cheap_breakdown_saves_and_that_is_said() -> None:
    cheap = job(breakdown=Breakdown(fixed=5_000, hours=0, downtime_per_hour=0))
    assert "for a breakdown is cheaper than the work" in said(cheap, planning(window("w", 100, 104), until=at(110)))


@pytest.mark.parametrize("busy", [True, False])
def test_a_window_that_others_hold_is_named(busy: bool) -> None:
    doomed = Life(low=1, median=2, high=3)
    jobs = [job("J1", "A", life=doomed, downtime_per_hour=50_000), job("J2", "B", life=doomed)]
    of = planning(priced("w", 0, 3, downtime_share=0.1), technicians=(person("ada"),))
    first, second = (solve(jobs if busy else jobs[1:], of).choices * 2)[:2]
    other = second if busy else first
    assert any("cheaper for this job alone" in reason for reason in other.reasons) is busy


def test_what_other_work_takes_from_the_stock_is_not_in_stock_for_this() -> None:
    of = planning(window("v", 5, 7), window("w", 50, 54), parts=(part("p", 1, lead_hours=20),))
    frail = job("J1", "A", life=Life(low=10, median=40, high=90), parts={"p": 1})
    first, second = solve([frail, job("J2", "B", life=WEARING, parts={"p": 1})], of).choices
    assert "part p (p) is in stock" in first.reasons
    assert "part p (p) is there from Tuesday 24 Nov 02:00 if it is ordered now" in second.reasons


@pytest.mark.parametrize(("median", "told"), [(40, True), (51, False), (400, False)])
def test_a_plan_to_run_to_failure_is_called_so_first(median: float, told: bool) -> None:
    wanted = job(life=Life(low=1, median=median, high=900), breakdown=Breakdown(fixed=0, hours=3, downtime_per_hour=9))
    choice = chosen(wanted, planning(window("w", 50, 54), until=at(54)))
    assert choice.window_id == "w"
    assert choice.reasons[0].startswith("It will sooner fail before then than not") is told
