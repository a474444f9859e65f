"""The model → the solution that costs least, or the best found within the limit. It can be interrupted.

One worker, a fixed seed and a limit in deterministic time: the same question gets the same plan on any machine.
"""

import math
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from ortools.sat.python import cp_model

from assistant.planning.model import PlanModel
from assistant.planning.options import JobOptions
from assistant.planning.placing import Option, Placed, place
from assistant.planning.roster import Roster

_POLL = 0.05
"""Seconds between two looks for an interruption."""
_TIDY = 2.0
"""Deterministic seconds for moving the starts forward, once the plan stands."""
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
    """The best plan within `limit` deterministic seconds (about as many real ones). Interrupted, it stops at once."""
    first = improved(one_by_one(jobs, roster), jobs, roster)
    model.hint(first)
    solver = _solver(limit)
    status = _interruptible(lambda: solver.solve(model.cp), solver)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solution(first, sum(min(option.least for option in job.options) for job in jobs), optimal=False)
    bound = math.ceil(solver.best_objective_bound - 1e-6)
    if status == cp_model.OPTIMAL:
        return Solution(_earliest(model, model.placed(solver)), bound, optimal=True)
    return Solution(improved(_earliest(model, model.placed(solver)), jobs, roster), bound, optimal=False)


def one_by_one(jobs: Sequence[JobOptions], roster: Roster) -> tuple[Placed, ...]:
    """A plan that is made job by job, those first that lose most when they are put off."""
    order = sorted(range(len(jobs)), key=lambda i: _put_off(jobs[i]))
    done: dict[int, Placed] = {}
    for i in reversed(order):
        done[i] = cheapest(jobs[i], jobs[i].options, tuple(done.values()), roster)
    return tuple(done[i] for i in range(len(jobs)))


def _put_off(job: JobOptions) -> int:
    """What it costs to leave the job instead of the best that could be done, cents."""
    return job.options[-1].least - min(option.least for option in job.options)


def improved(placed: Sequence[Placed], jobs: Sequence[JobOptions], roster: Roster) -> tuple[Placed, ...]:
    """The plan after moving single jobs for as long as that makes it cheaper."""
    current, moved = list(placed), True
    while moved:
        moved = False
        for i, job in enumerate(jobs):
            better = cheapest(job, job.options, [*current[:i], *current[i + 1 :]], roster)
            if better.cost < current[i].cost:
                current[i], moved = better, True
    return tuple(current)


def cheapest(job: JobOptions, options: Sequence[Option], others: Sequence[Placed], roster: Roster) -> Placed:
    """The cheapest of these options of a job beside the others, the first among equals.

    Raises ValueError when none of them is possible; to stop a machine, or to leave it, always is.
    """
    best: Placed | None = None
    for option in sorted(options, key=lambda option: option.least):
        if best is not None and option.least >= best.cost:
            break
        found = place(job.job, option, others, roster)
        if found is not None and (best is None or found.cost < best.cost):
            best = found
    if best is None:
        raise ValueError(f"no option of job {job.job.id} is possible")
    return best


def _earliest(model: PlanModel, placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """The same plan without waiting where nothing is waited for; as it was when that is not found in time."""
    model.then_earliest(placed)
    solver = _solver(_TIDY)
    status = _interruptible(lambda: solver.solve(model.cp), solver)
    return model.placed(solver) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else placed


def _solver(limit: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = limit
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
