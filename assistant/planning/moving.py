"""A good plan by moving jobs about: where the solver starts from, and what is left when it has no time.

Job by job first; then one job is given a time that it would rather have, and those in its way look for new ones
(large neighbourhood search: Shaw 1998, Using constraint programming and local search methods to solve vehicle routing
problems, CP 98). The draws are seeded: the same question gets the same plan.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from assistant.planning.options import JobOptions
from assistant.planning.placing import Option, Placed, place
from assistant.planning.roster import Roster

_ROUNDS_A_JOB = 40
_MOST_ROUNDS = 2000
_MOST_MOVED = 6
"""Jobs that look for a new time together; more take long and seldom find one."""


def first_plan(jobs: Sequence[JobOptions], roster: Roster) -> tuple[Placed, ...]:
    """A plan that fits, one place a job in their order; seldom the cheapest."""
    plan = improved(one_by_one(jobs, roster), jobs, roster)
    return improved(_reshuffled(plan, jobs, roster), jobs, roster)


def one_by_one(jobs: Sequence[JobOptions], roster: Roster) -> tuple[Placed, ...]:
    """A plan that is made job by job, those first that lose most when they are put off."""
    order = sorted(range(len(jobs)), key=lambda i: -_put_off(jobs[i]))
    done: dict[int, Placed] = {}
    for i in order:
        done[i] = cheapest(jobs[i], jobs[i].options, tuple(done.values()), roster)
    return tuple(done[i] for i in range(len(jobs)))


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


def _put_off(job: JobOptions) -> int:
    """What it costs to leave the job instead of the best that could be done, cents."""
    return job.options[-1].least - min(option.least for option in job.options)


def _reshuffled(placed: Sequence[Placed], jobs: Sequence[JobOptions], roster: Roster) -> tuple[Placed, ...]:
    draw = np.random.default_rng(0)
    current = dict(enumerate(placed))
    for _ in range(min(_MOST_ROUNDS, _ROUNDS_A_JOB * len(jobs))):
        wishes = [(i, o) for i, job in enumerate(jobs) for o in job.options if o.least < current[i].cost]
        if not wishes:
            break
        i, option = wishes[int(draw.integers(len(wishes)))]
        moved = [int(j) for j in draw.permutation(list(_in_the_way(i, option, current)))[:_MOST_MOVED]]
        kept = {j: other for j, other in current.items() if j != i and j not in moved}
        wished = place(jobs[i].job, option, tuple(kept.values()), roster)
        if wished is None:
            continue
        kept[i] = wished
        for j in moved:
            kept[j] = cheapest(jobs[j], jobs[j].options, tuple(kept.values()), roster)
        if sum(place.cost for place in kept.values()) <= sum(place.cost for place in current.values()):
            current = kept
    return tuple(current[i] for i in range(len(jobs)))


def _in_the_way(i: int, option: Option, current: dict[int, Placed]) -> Iterator[int]:
    """Jobs that are done at the time of the option, or that take the same parts."""
    wanted = set(current[i].job.parts)
    for j, other in current.items():
        then = other.start < option.latest + option.minutes and other.end > option.earliest
        if j != i and other.option.takes_parts and (then or wanted & set(other.job.parts)):
            yield j
