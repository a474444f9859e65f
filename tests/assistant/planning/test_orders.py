"""What to order: only what is neither in stock nor on its way, in time for the work."""

from assistant.planning.proposal import Order
from assistant.planning.records import Job, Life, Planning
from assistant.planning.solve import solve
from tests.assistant.planning.small_plans import NOW, at, job, part, person, planning, window

TWO = (person("ada"), person("bo"))


def wanting(name: str, asset: str, count: int = 1) -> Job:
    return job(name, asset, parts={"p": count})


def ordered(jobs: list[Job], of: Planning) -> tuple[Order, ...]:
    return solve(jobs, of).orders


def of(in_stock: int, comes: tuple[tuple[float, int], ...] = (), lead_hours: float | None = 10) -> Planning:
    parts = (part("p", in_stock, comes=comes, lead_hours=lead_hours),)
    return planning(window("w", 30, 33), technicians=TWO, parts=parts)


def test_what_is_lacking_is_ordered_in_time_for_the_work() -> None:
    (order,) = ordered([wanting("J1", "A", 3)], of(1))
    assert (order.number, order.name, order.quantity) == ("p", "part p", 2)
    assert order.by == at(30 - 10)
    assert order.job_ids == ("J1",)


def test_what_is_in_stock_or_comes_before_the_work_is_not_ordered() -> None:
    assert ordered([wanting("J1", "A")], of(1)) == ()
    assert ordered([wanting("J1", "A")], of(0, comes=((20, 1),))) == ()
    assert ordered([wanting("J1", "A")], of(0, comes=((30, 1),))) == ()


def test_what_comes_late_or_is_overdue_is_not_counted() -> None:
    assert ordered([wanting("J1", "A")], of(0, comes=((31, 1),)))[0].quantity == 1
    assert ordered([wanting("J1", "A")], of(0, comes=((-1, 1),)))[0].quantity == 1


def test_jobs_share_the_stock_and_the_order() -> None:
    (order,) = ordered([wanting("J1", "A"), wanting("J2", "B")], of(1))
    assert order.quantity == 1
    assert set(order.job_ids) == {"J1", "J2"}  # they begin together, and either may take the one in stock


def test_nothing_is_ordered_for_work_that_is_left() -> None:
    assert ordered([wanting("J1", "A")], of(0, lead_hours=150)) == ()
    assert ordered([wanting("J1", "A")], of(0, lead_hours=None)) == ()


def test_the_most_urgent_order_comes_first() -> None:
    parts = (part("p", lead_hours=5), part("q", lead_hours=20), part("r", 1))
    needy = job("J1", "A", parts={"p": 1, "q": 1, "r": 1})
    orders = ordered([needy], planning(window("w", 30, 33), parts=parts))
    assert [(order.number, order.by) for order in orders] == [("q", at(10)), ("p", at(25))]


def test_for_a_machine_that_will_sooner_fail_than_not_the_parts_are_ordered_at_once() -> None:
    doomed = wanting("J1", "A").model_copy(
        update={"life": Life(low=1, median=20, high=900), "downtime_per_hour": 10**9}
    )
    (order,) = ordered([doomed], of(0))
    assert order.by == NOW
