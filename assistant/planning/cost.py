"""What each option of a job costs in expectation, in whole cents.

Of a job in a window that starts s hours from now, with T the remaining life:

    E = (1 - P(T <= s)) · planned + P(T <= s) · breakdown + running · E[min(T, s)]

planned: lost production, wages, parts. It is the cost of one cycle of the age replacement policy (Barlow and Proschan
1965, Mathematical Theory of Reliability, chapter 4): the work is done in any case, the question is only when and how.

- Now: nothing has failed yet, but the stop is without plan: all the downtime is paid, also for the wait for parts, and
  the crew is called out.
- Never in the horizon: s is its end. What has survived until then is still to be repaired after it, in a stop of its
  own that is paid in full; without that, doing nothing would look cheap only because the horizon ends. So it is with a
  machine that is stopped now and left standing.

Each amount is rounded to a cent by itself, so that the sum of whole numbers is exact.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from assistant.planning.life import LifeLaw
from assistant.planning.proposal import ExpectedCost
from assistant.planning.records import Job, Planning, Window, WindowKind


def in_window(job: Job, law: LifeLaw, window: Window, planning: Planning, rates: Sequence[int]) -> ExpectedCost:
    """The job done in a window; rates: of each person on it, cents an hour. A window that has begun starts now."""
    wait = hours_between(planning.now, max(window.start, planning.now))
    share = 0.0 if window.kind is WindowKind.PLANNED_STOP else window.downtime_share
    production = share * job.downtime_per_hour * job.hours
    wages = [rate * job.hours for rate in rates]
    surcharge = window.surcharge * job.persons * job.hours
    return _expected(job, law, wait, production, [*wages, surcharge], _parts(job, planning))


def wage(job: Job, law: LifeLaw, window: Window, planning: Planning, rate: int) -> int:
    """What one person adds to `in_window`, cents."""
    wait = hours_between(planning.now, max(window.start, planning.now))
    return round((1.0 - _risk(job, law, wait)) * (rate * job.hours))


def at_once(job: Job, planning: Planning, stands: float, *, repaired: bool) -> ExpectedCost:
    """The machine stopped now; it stands for `stands` hours, the repair included where it comes to one."""
    called = planning.call_out
    people = called.fixed + round(called.per_person_hour * job.persons * job.hours) if repaired else 0
    return ExpectedCost(
        risk=0.0,
        production=round(job.downtime_per_hour * stands),
        people=people,
        parts=_parts(job, planning) if repaired else 0,
        breakdown=0,
        running=0,
        waiting=0,
    )


def left_standing(job: Job, planning: Planning, rates: Sequence[int]) -> ExpectedCost:
    """The machine stopped now and repaired only after the horizon; rates: as in `not_in_horizon`."""
    stopped = at_once(job, planning, hours_between(planning.now, planning.until) + job.hours, repaired=False)
    people = sum(round(rate * job.hours) for rate in rates)
    return stopped.model_copy(update={"people": people, "parts": _parts(job, planning)})


def not_in_horizon(job: Job, law: LifeLaw, planning: Planning, rates: Sequence[int]) -> ExpectedCost:
    """The job left beyond the horizon; rates: of the persons who would do it then, cents an hour."""
    wait = hours_between(planning.now, planning.until)
    wages = [rate * job.hours for rate in rates]
    return _expected(job, law, wait, job.downtime_per_hour * job.hours, wages, _parts(job, planning))


def hours_between(start: datetime, end: datetime) -> float:
    """Calendar hours."""
    return (end - start) / timedelta(hours=1)


def _risk(job: Job, law: LifeLaw, wait: float) -> float:
    return law.fails_before(job.duty * wait)


def _parts(job: Job, planning: Planning) -> int:
    kept = {part.number: part.price for part in planning.parts}
    return sum(count * kept.get(number, 0) for number, count in job.parts.items())


def _expected(
    job: Job, law: LifeLaw, wait: float, production: float, people: Sequence[float], parts: int
) -> ExpectedCost:
    risk = _risk(job, law, wait)
    planned = production + sum(people) + parts
    running = round(job.running_loss_per_hour * law.expected_running(job.duty * wait))
    return ExpectedCost(
        risk=risk,
        production=round((1.0 - risk) * production),
        people=sum(round((1.0 - risk) * amount) for amount in people),
        parts=round((1.0 - risk) * parts),
        breakdown=round(risk * job.breakdown.cost),
        running=running,
        waiting=round(risk * (job.breakdown.cost - planned)) + running,
    )
