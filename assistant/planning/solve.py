"""Jobs + planning → Plan: for each job what to do and when, why, and what the next best would cost.

Start here. `options` lists what may be done about each job and what it costs, `model` and `search` choose for all jobs
together, `reasons` says why.
"""

import hashlib
from collections.abc import Sequence

from assistant.errors import UsageError
from assistant.planning.cost import in_window
from assistant.planning.moving import cheapest
from assistant.planning.notes import notes_of
from assistant.planning.obstacles import obstacles_of
from assistant.planning.options import JobOptions, options_of
from assistant.planning.orders import orders_of
from assistant.planning.placing import Placed
from assistant.planning.proposal import Alternative, Choice, Plan
from assistant.planning.reasons import reasons_of
from assistant.planning.records import Job, Planning
from assistant.planning.roster import Roster, moment, roster_of

LIMIT = 3.0
"""Deterministic seconds for the search, of one to three real ones each."""
_MOST = 200_000
"""People to place: one for each job, window and shift; more would take minutes."""


def solve(jobs: Sequence[Job], planning: Planning, limit: float = LIMIT) -> Plan:
    """The plan. Raises UsageError when two jobs have one id, when there is too much to plan, or without OR-Tools."""
    try:
        from assistant.planning.model import model_of
        from assistant.planning.search import Solution, search
    except ModuleNotFoundError as error:
        raise UsageError("OR-Tools is not installed. Run: pip install 'faultlens[planning]'") from error
    ids = [job.id for job in jobs]
    if twice := sorted({job for job in ids if ids.count(job) > 1}):
        raise UsageError(f"two jobs have the id {twice[0]!r}. Give each job its own")
    roster = roster_of(planning)
    known = [options_of(job, planning, roster) for job in jobs]
    if (size := sum(len(option.slots) for job in known for option in job.options)) > _MOST:
        raise UsageError(f"{size} ways to place a person are too many at once. Plan fewer jobs, or fewer days")
    solution = search(model_of(known, roster), known, roster, limit) if known else Solution((), 0, optimal=True)
    choices = (
        _choice(job, placed, [p for p in solution.placed if p is not placed], planning, roster)
        for job, placed in zip(known, solution.placed, strict=True)
    )
    total = solution.total
    return Plan(
        now=planning.now,
        until=planning.until,
        time_zone=planning.time_zone,
        currency=planning.currency,
        inputs_digest=_digest(jobs, planning),
        choices=tuple(choices),
        total=total,
        bound=min(solution.bound, total),
        gap=max(0.0, (total - solution.bound) / total) if total else 0.0,
        optimal=solution.optimal,
        orders=orders_of(solution.placed, planning),
        notes=notes_of(solution.placed, planning),
    )


def _choice(job: JobOptions, placed: Placed, others: Sequence[Placed], planning: Planning, roster: Roster) -> Choice:
    option, crew = placed.option, placed.crew
    done = option.minutes > 0
    cost = option.expected
    if option.window is not None:
        rates = [roster.technicians[name].per_hour for name in crew]
        cost = in_window(job.job, job.law, option.window, planning, rates)
    return Choice(
        job_id=job.job.id,
        asset_id=job.job.asset_id,
        mode_id=job.job.mode_id,
        task_ids=job.job.task_ids,
        kind=option.kind,
        window_id=option.window.id if option.window else None,
        start=moment(placed.start, planning.now) if done else None,
        end=moment(placed.end, planning.now) if done else None,
        crew=crew,
        cost=cost,
        reasons=reasons_of(job, placed, cost, planning, roster, others),
        second_best=_second_best(job, placed, others, planning, roster),
        obstacles=obstacles_of(job, placed, others, planning, roster),
    )


def _second_best(
    job: JobOptions, placed: Placed, others: Sequence[Placed], planning: Planning, roster: Roster
) -> Alternative:
    """The cheapest in another window, or of another kind, while all others keep their places."""
    chosen = placed.option
    rest = [o for o in job.options if (o.kind, o.window) != (chosen.kind, chosen.window)]
    found = cheapest(job, rest, others, roster)
    return Alternative(
        kind=found.option.kind,
        window_id=found.option.window.id if found.option.window else None,
        start=moment(found.start, planning.now) if found.option.minutes else None,
        extra=found.cost - placed.cost,
    )


def _digest(jobs: Sequence[Job], planning: Planning) -> str:
    """SHA-256 (hex) over all that the plan is made from."""
    total = hashlib.sha256(planning.canonical)
    for job in jobs:
        total.update(job.canonical)
    return total.hexdigest()
