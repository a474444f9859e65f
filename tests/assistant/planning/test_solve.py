"""A plan as people get it: right, explained, monotone in what a breakdown costs, and in time for a whole plant."""

import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import UsageError
from assistant.planning.proposal import Choice, OptionKind, Plan
from assistant.planning.records import Breakdown, Job, Life, Planning
from assistant.planning.solve import solve
from tests.assistant.planning.random_plans import plant_sized, small_questions
from tests.assistant.planning.small_plans import NOW, at, job, part, person, planning, priced, window


def only(plan: Plan) -> Choice:
    (choice,) = plan.choices
    return choice


@settings(max_examples=40)
@given(small_questions())
def test_all_that_a_plan_says_fits_together(question: tuple[list[Job], Planning]) -> None:
    jobs, of = question
    plan = solve(jobs, of)
    assert [choice.job_id for choice in plan.choices] == [one.id for one in jobs]
    assert plan.total == sum(choice.cost.total for choice in plan.choices)
    assert plan.bound == plan.total
    assert plan.gap == 0
    for choice in plan.choices:
        assert choice.second_best.extra >= 0
        assert (choice.second_best.kind, choice.second_best.window_id) != (choice.kind, choice.window_id)
        assert choice.reasons
        assert (choice.window_id is not None) == (choice.kind is OptionKind.WINDOW)


@settings(max_examples=40)
@given(small_questions(), st.integers(0, 2), st.integers(1, 300))
def test_a_dearer_breakdown_never_moves_a_job_later(
    question: tuple[list[Job], Planning], which: int, more: int
) -> None:
    jobs, of = question
    number = which % len(jobs)
    failing = jobs[number].breakdown
    dearer = failing.model_copy(update={"fixed": failing.fixed + 10_000 * more})
    worse = [one if i != number else one.model_copy(update={"breakdown": dearer}) for i, one in enumerate(jobs)]
    before, after = solve(jobs, of).choices[number], solve(worse, of).choices[number]
    # Of times with one and the same risk either may be chosen.
    assert after.cost.risk <= before.cost.risk + 1e-9


def test_the_free_stop_is_waited_for_while_the_risk_is_small() -> None:
    of = planning(priced("now", 0, 8), window("stop", 100, 108))
    patient = job(life=Life(low=400, median=900, high=2000))
    assert only(solve([patient], of)).window_id == "stop"
    assert only(solve([job(life=Life(low=30, median=60, high=90))], of)).window_id == "now"


def test_without_a_window_it_is_stopped_now_or_left_as_the_risk_commands() -> None:
    doomed, sound = job(life=Life(low=1, median=3, high=9)), job(life=Life(low=1e4, median=2e4, high=3e4))
    assert only(solve([doomed], planning())).kind is OptionKind.NOW
    left = only(solve([sound], planning()))
    assert left.kind is OptionKind.NEVER
    assert (left.start, left.end, left.crew) == (None, None, ())


def test_a_breakdown_that_costs_less_than_the_work_is_waited_for() -> None:
    cheap = job(breakdown=Breakdown(fixed=100, hours=0, downtime_per_hour=0))
    choice = only(solve([cheap], planning(priced("w", 0, 8), until=at(10_000))))
    assert choice.kind is OptionKind.NEVER
    assert choice.cost.waiting < 0


def test_two_machines_share_what_there_is_so_that_both_together_cost_least() -> None:
    of = planning(window("v", 5, 7), window("w", 50, 52))
    frail = job("J1", "A", life=Life(low=10, median=40, high=90))
    sturdy = job("J2", "B", life=Life(low=100, median=300, high=900))
    plan = solve([sturdy, frail], of)
    assert {choice.job_id: choice.window_id for choice in plan.choices} == {"J1": "v", "J2": "w"}


def test_the_second_best_is_what_it_would_cost_to_do_without_the_choice() -> None:
    both = planning(window("v", 5, 9), window("w", 50, 54))
    choice = only(solve([job()], both))
    assert (choice.window_id, choice.second_best.window_id) == ("v", "w")
    without = only(solve([job()], planning(window("w", 50, 54))))
    assert choice.second_best.extra == without.cost.total - choice.cost.total
    assert choice.second_best.start == at(50)


def test_times_and_crews_are_those_of_the_window() -> None:
    choice = only(solve([job(persons=2)], planning(window("v", 5, 9), technicians=(person("bo"), person("ada")))))
    assert (choice.start, choice.end, choice.crew) == (at(5), at(7), ("ada", "bo"))


def test_a_stop_now_says_when_its_work_begins() -> None:
    doomed = job(life=Life(low=0.1, median=0.2, high=0.3), parts={"p": 1})
    choice = only(solve([doomed], planning(parts=(part("p", comes=((3, 1),)),))))
    assert (choice.kind, choice.start, choice.end) == (OptionKind.NOW, at(3), at(5))


def test_a_plan_says_what_it_was_made_from() -> None:
    of = planning(window("v", 5, 9))
    plan = solve([job()], of)
    assert (plan.now, plan.until, plan.time_zone, plan.currency) == (NOW, of.until, "UTC", "EUR")
    assert plan.inputs_digest == solve([job()], of).inputs_digest
    assert plan.inputs_digest != solve([job(hours=3)], of).inputs_digest


def test_an_overdue_delivery_is_noted() -> None:
    assert "overdue" in solve([], planning(parts=(part("p", comes=((-3, 1),)),))).notes[0]


def test_no_job_is_a_plan_too() -> None:
    plan = solve([], planning())
    assert (plan.choices, plan.total, plan.gap, plan.optimal) == ((), 0, 0.0, True)


def test_two_jobs_of_one_id_are_refused() -> None:
    with pytest.raises(UsageError, match="J"):
        solve([job(), job()], planning())


def test_too_much_at_once_is_refused_before_it_takes_minutes() -> None:
    of = planning(*(window(f"w{i}", i, i + 9) for i in range(12)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.planning.solve._MOST", 20)
        assert solve([job("J1")], of).optimal
        with pytest.raises(UsageError, match=r"24 ways to place a person are too many.*Plan fewer"):
            solve([job("J1"), job("J2")], of)


def test_without_the_solver_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("assistant.planning.model", "assistant.planning.search"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "ortools", None)
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    with pytest.raises(UsageError, match=r"faultlens\[planning\]"):
        solve([job()], planning())


def test_fifty_jobs_forty_windows_and_ten_people_take_seconds() -> None:
    began = time.process_time()
    plan = solve(*plant_sized(), limit=0.5)
    assert time.process_time() - began < 30
    assert plan.gap < 0.1
