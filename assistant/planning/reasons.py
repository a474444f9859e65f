"""Why this time and no other, in words that a planner can check. Every amount comes from the options themselves."""

from collections.abc import Iterator, Sequence

from assistant.planning.options import JobOptions
from assistant.planning.placing import Placed
from assistant.planning.proposal import EVEN, ExpectedCost, OptionKind
from assistant.planning.records import Job, Planning, Window, WindowKind
from assistant.planning.roster import Roster, moment
from assistant.planning.words import called, day, length, listed, money, when
from assistant.words import percent


def reasons_of(
    job: JobOptions,
    placed: Placed,
    cost: ExpectedCost,
    planning: Planning,
    roster: Roster,
    others: Sequence[Placed] = (),
) -> tuple[str, ...]:
    """The reasons for one choice: what makes it possible, what waiting costs, what the extremes would cost.

    cost: of the choice, wages included. others: the rest of the plan, which takes parts too.
    """
    option = placed.option
    reasons = [*_doubt(cost), *_parts(placed, others, planning, roster)]
    match option.kind:
        case OptionKind.WINDOW if option.window is not None:
            reasons += [_stop(cost, option.window, planning), _waiting(cost, placed, planning)]
            reasons += [_now(job, placed, planning), _never(job, placed, planning)]
        case OptionKind.NOW:
            reasons += [_standing(job.job, placed, planning), _next_window(job, placed, planning)]
            reasons.append(_never(job, placed, planning))
        case _:
            reasons += [_left(placed, planning), _next_window(job, placed, planning), _now(job, placed, planning)]
    return tuple(reasons)


def _doubt(cost: ExpectedCost) -> Iterator[str]:
    """What a planner must not overlook in a sum of costs."""
    if cost.risk >= EVEN:
        chance = percent(cost.risk)
        yield f"It will sooner fail before then than not ({chance}): this is to run it to failure, so be ready for that"


def _parts(placed: Placed, others: Sequence[Placed], planning: Planning, roster: Roster) -> Iterator[str]:
    """Since when the parts are there beside those of earlier work, those of the stock together."""
    if not placed.option.takes_parts:
        return
    stocked = []
    before = [other for other in others if other.option.takes_parts and other.start <= placed.start]
    for number, count in placed.job.parts.items():
        taken = sum(other.job.parts.get(number, 0) for other in before)
        part, ready = planning.part(number), roster.supplies[number].ready(count + taken)
        name = f"{part.name if part else number} ({number})"
        if ready == 0:
            stocked.append(name)
        elif ready is not None:
            ordered = " if it is ordered now" if ready == roster.supplies[number].unlimited else ""
            yield f"{name} is there from {when(moment(ready, planning.now), planning.time_zone)}{ordered}"
    if stocked:
        yield f"{listed(stocked)} {'is' if len(stocked) == 1 else 'are'} in stock"


def _stop(cost: ExpectedCost, window: Window, planning: Planning) -> str:
    if window.kind is WindowKind.PLANNED_STOP:
        return "The machine stands then anyway: no production is lost"
    return f"Stopping it then loses {money(cost.production, planning.currency)} of production"


def _waiting(cost: ExpectedCost, placed: Placed, planning: Planning) -> str:
    if cost.risk == 0 and cost.waiting == 0:
        begins = "It begins at once" if placed.start == 0 else "The window is open already"
        return f"{begins}, so waiting costs nothing"
    risk = cost.waiting - cost.running
    said = f"Waiting until then costs {money(risk, planning.currency)} in expected breakdowns"
    if risk < 0:
        said = f"Waiting until then saves {money(-risk, planning.currency)}, for a breakdown is cheaper than the work"
    said += f" (chance of failing before: {percent(cost.risk)})"
    return f"{said}, and {money(cost.running, planning.currency)} of running with the fault" if cost.running else said


def _now(job: JobOptions, placed: Placed, planning: Planning) -> str:
    option = min((o for o in job.options if o.kind is OptionKind.NOW), key=lambda o: o.cost)
    lost = money(option.expected.production, planning.currency)
    extra = money(option.cost - placed.cost, planning.currency)
    if not option.takes_parts:
        return f"Stopping it now, with no way to repair it, would cost {lost} of lost production: {extra} more"
    waits = f" (it would stand for {length(option.earliest / 60)} until its parts come)" if option.earliest else ""
    said = f"Doing it now with a crew that is called out would cost {money(option.cost, planning.currency)}"
    return f"{said}, {lost} of it lost production{waits}: {extra} more"


def _never(job: JobOptions, placed: Placed, planning: Planning) -> str:
    option = job.options[-1]
    until, total = day(planning.until, planning.time_zone), money(option.cost, planning.currency)
    extra, risk = money(option.cost - placed.cost, planning.currency), percent(option.expected.risk)
    return f"Leaving it until {until} would cost {total} in expectation (chance of failing: {risk}): {extra} more"


def _standing(job: Job, placed: Placed, planning: Planning) -> str:
    lost = money(placed.option.expected.production, planning.currency)
    if not placed.option.takes_parts:
        return f"Stopped and left standing it loses {lost} of production, which is less than the risk of running on"
    if placed.start:
        comes = when(moment(placed.start, planning.now), planning.time_zone)
        return f"It stands until its parts come ({comes}) and through the work: {lost} of lost production"
    return f"It stands for {length(job.hours)}: {lost} of lost production, and the crew is called out"


def _left(placed: Placed, planning: Planning) -> str:
    cost, until = placed.option.expected, day(planning.until, planning.time_zone)
    return (
        f"Left until {until} it costs {money(cost.total, planning.currency)} in expectation, the work after that "
        f"included (chance of failing before: {percent(cost.risk)})"
    )


def _next_window(job: JobOptions, placed: Placed, planning: Planning) -> str:
    """The cheapest window that is possible for this job alone, against the choice."""
    windows = [option for option in job.options if option.window is not None]
    best = min(windows, key=lambda option: option.least, default=None)
    if best is None or best.window is None:
        return f"No window until {day(planning.until, planning.time_zone)} takes this work"
    name, extra = called(best.window, planning), best.least - placed.cost
    if extra < 0:
        return f"{name} would be {money(-extra, planning.currency)} cheaper for this job alone"
    cost = best.expected
    risk = f"{money(cost.waiting, planning.currency)} of it for waiting" if cost.waiting > 0 else "mostly for the work"
    total = money(best.least, planning.currency)
    return f"{name} would cost {total}, {risk}: {money(extra, planning.currency)} more"
