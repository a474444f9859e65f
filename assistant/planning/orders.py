"""The parts that a plan takes and the plant neither has nor awaits: how many to order, and by when."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from assistant.planning.placing import Placed
from assistant.planning.proposal import EVEN, Order
from assistant.planning.records import Part, Planning
from assistant.planning.roster import moment


def orders_of(placed: Sequence[Placed], planning: Planning) -> tuple[Order, ...]:
    """One order a part that is short, the most urgent first. Work that is left beyond the horizon takes nothing."""
    orders = (order for part in planning.parts if (order := _order(part, placed, planning)) is not None)
    return tuple(sorted(orders, key=lambda order: (order.by, order.number)))


def _order(part: Part, placed: Sequence[Placed], planning: Planning) -> Order | None:
    short = [(place, missing) for place, missing in _missing(part, placed, planning) if missing > 0]
    if not short or part.lead_hours is None:
        return None
    first = min((place for place, _ in short), key=lambda place: _wanted(place, planning))
    return Order(
        number=part.number,
        name=part.name,
        quantity=max(missing for _, missing in short),
        by=max(planning.now, _wanted(first, planning) - timedelta(hours=part.lead_hours)),
        job_ids=tuple(place.job.id for place, _ in short),
    )


def _wanted(place: Placed, planning: Planning) -> datetime:
    """When the parts should be there: at once where the machine will sooner fail before the work than not."""
    return planning.now if place.option.expected.risk >= EVEN else moment(place.start, planning.now)


def _missing(part: Part, placed: Sequence[Placed], planning: Planning) -> Iterator[tuple[Placed, int]]:
    """For each job that takes the part, in the order of the work, how many are then lacking; negative for a rest."""
    users = [place for place in placed if place.option.takes_parts and part.number in place.job.parts]
    for user in sorted(users, key=lambda place: place.start):
        begins = moment(user.start, planning.now)
        taken = sum(place.job.parts[part.number] for place in users if place.start <= user.start)
        awaited = sum(d.quantity for d in part.deliveries if planning.now < d.arrives <= begins)
        yield user, taken - part.in_stock - awaited
