"""The search finds what trying everything finds, gives the same plan each time, and stops when it is told to."""

import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from threading import Timer

import pytest
from hypothesis import given, settings

from assistant.planning.model import model_of
from assistant.planning.moving import first_plan
from assistant.planning.options import JobOptions, options_of
from assistant.planning.placing import Placed
from assistant.planning.records import Job, Planning
from assistant.planning.roster import Roster, roster_of
from assistant.planning.search import Solution, search
from tests.assistant.planning.brute_force import cheapest_total
from tests.assistant.planning.random_plans import plant_sized, small_questions
from tests.assistant.planning.small_plans import job, planning, window


def found(jobs: list[Job], of: Planning, limit: float = 3.0) -> Solution:
    roster = roster_of(of)
    known = [options_of(one, of, roster) for one in jobs]
    return search(model_of(known, roster), known, roster, limit)


@settings(max_examples=120)
@given(small_questions())
def test_no_plan_is_cheaper_than_the_one_found(question: tuple[list[Job], Planning]) -> None:
    solution = found(*question)
    assert solution.optimal
    assert solution.bound == solution.total == cheapest_total(*question)


def test_jobs_do_not_wait_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(known: Sequence[JobOptions], roster: Roster) -> tuple[Placed, ...]:
        first, second = first_plan(known, roster)
        return replace(first, start=600, end=720), replace(second, start=900, end=1020)

    monkeypatch.setattr("assistant.planning.search.first_plan", late)
    solution = found([job("J1", "A"), job("J2", "B")], planning(window("w", 5, 20)))
    assert sorted(place.start for place in solution.placed) == [300, 420]


def test_without_time_there_is_a_plan_with_an_honest_bound() -> None:
    jobs, of = plant_sized(jobs=20, windows=15, people=4)
    hasty, thorough = found(jobs, of, 1e-6), found(jobs, of, 2.0)
    assert not hasty.optimal
    assert hasty.bound <= thorough.bound <= thorough.total <= hasty.total


def test_the_same_question_gets_the_same_plan_also_when_time_runs_out() -> None:
    jobs, of = plant_sized(jobs=15, windows=12, people=4)
    for limit in (0.02, 2.0):
        first, second = found(jobs, of, limit), found(jobs, of, limit)
        assert first.bound == second.bound
        assert [(p.start, p.crew, p.cost) for p in first.placed] == [(p.start, p.crew, p.cost) for p in second.placed]


def test_an_interruption_ends_the_search_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs, of = plant_sized(jobs=200)
    roster = roster_of(of)
    known = [options_of(one, of, roster) for one in jobs]
    model = model_of(known, roster)
    # The plan to start from would be interrupted anyway: it is Python. This is about the solver.
    monkeypatch.setattr("assistant.planning.search.first_plan", lambda *_: ())
    monkeypatch.setattr(type(model), "hint", lambda *_: None)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    began = time.monotonic()
    timer = Timer(0.5, signal.raise_signal, (signal.SIGINT,))
    try:
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            search(model, known, roster, 1e6)
    finally:
        timer.join()
        signal.signal(signal.SIGINT, before)
    assert time.monotonic() - began < 8
