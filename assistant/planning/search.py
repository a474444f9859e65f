"""The model → the plan that costs least, or the best found within the limit. It can be interrupted.

One worker, a fixed seed and a limit in deterministic time: the same question gets the same plan, also on a machine that
is busy with other things.
"""

import math
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from ortools.sat.python import cp_model

from assistant.planning.model import PlanModel
from assistant.planning.moving import first_plan, improved
from assistant.planning.options import JobOptions
from assistant.planning.placing import Placed
from assistant.planning.roster import Roster

_POLL = 0.05
"""Seconds between two looks for an interruption."""
_TIDY = 1.0
"""Deterministic seconds for moving the starts forward, once the plan stands."""
_FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)
_T = TypeVar("_T")


@dataclass(frozen=True)
class Solution:
    """One place a job, in the order of the jobs. bound: no plan costs less, cents. optimal: proved."""

    placed: tuple[Placed, ...]
    bound: int
    optimal: bool

    @property
    def total(self) -> int:
        """Cents."""
        return sum(place.cost for place in self.placed)


def search(model: PlanModel, jobs: Sequence[JobOptions], roster: Roster, limit: float) -> Solution:
    """The best plan within `limit` deterministic seconds: one to three real ones each.

    Interrupted (Ctrl-C), it stops at once.
    """
    first = first_plan(jobs, roster)
    model.hint(first)
    solver = _solver(limit)
    status = _interruptible(lambda: solver.solve(model.cp), solver)
    if status not in _FOUND:
        alone = sum(min(option.least for option in job.options) for job in jobs)
        return Solution(first, alone, optimal=alone == sum(place.cost for place in first))
    bound = math.ceil(solver.best_objective_bound - 1e-6)
    placed = _earliest(model, model.placed(solver))
    if status == cp_model.OPTIMAL:
        return Solution(placed, bound, optimal=True)
    return Solution(improved(placed, jobs, roster), bound, optimal=False)


def _earliest(model: PlanModel, placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """The same plan without waiting where nothing is waited for; as it was when that is not found in time."""
    model.then_earliest(placed)
    solver = _solver(_TIDY)
    status = _interruptible(lambda: solver.solve(model.cp), solver)
    return model.placed(solver) if status in _FOUND else placed


def _solver(limit: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = limit
    # The linear relaxation of the load of people and windows is what proves a plan to be the cheapest.
    solver.parameters.linearization_level = 2
    # Python's own handler is to see Ctrl-C, so that the whole command stops and not only the search.
    solver.parameters.catch_sigint_signal = False
    return solver


def _interruptible(task: Callable[[], _T], solver: cp_model.CpSolver) -> _T:
    """The task's result. It runs beside, so that Ctrl-C reaches this thread and ends the search."""
    with ThreadPoolExecutor(1) as pool:
        outcome = pool.submit(task)
        try:
            return _awaited(outcome)
        finally:
            # A search that has not begun yet does not hear that it should stop: it is told until it does.
            while not outcome.done():
                solver.stop_search()
                with suppress(TimeoutError):
                    outcome.exception(timeout=_POLL)


def _awaited(outcome: "Future[_T]") -> _T:
    while True:
        try:
            return outcome.result(timeout=_POLL)
        except TimeoutError:
            if outcome.done():
                raise
