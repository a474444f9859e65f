"""The outbox loses nothing: what was put waits until it was taken, whatever receiver, disk or clock does."""

import json
from datetime import timedelta

import numpy as np
import pytest

from assistant.errors import UsageError
from assistant.work_orders.errors import WorkOrderError
from assistant.work_orders.outbox import Outbox, State
from assistant.work_orders.records import WorkOrderReported
from assistant.work_orders.retries import Retries
from knowledge_base.records import EquipmentType
from tests.assistant.work_orders.full_disk import full_disk
from tests.assistant.work_orders.orders import NOW, an_order, later, orders

HERE = "endpoint"
ONCE = Retries(attempts=1)


def due(outbox: Outbox, after: timedelta = timedelta(), endpoint: str = HERE) -> str | None:
    order = outbox.next_due(endpoint, NOW + after)
    return order.order_id if order else None


def put_one(outbox: Outbox, equipment: EquipmentType, number: int = 0) -> str:
    order = an_order(equipment, number)
    outbox.put([order], NOW)
    return order.order_id


def fail(outbox: Outbox, order_id: str, jitter: np.random.Generator, **how: object) -> State:
    options = {"now": NOW, "retries": Retries(), "at_least": 0.0, **how}
    return outbox.failed(order_id, "HTTP 500", jitter=jitter, **options)  # type: ignore[arg-type]  # by name


def test_what_was_put_waits_as_the_bytes_that_are_sent(outbox: Outbox, equipment: EquipmentType) -> None:
    order = an_order(equipment)
    assert outbox.put([order], NOW) == 1
    waiting = outbox.next_due(HERE, NOW)
    assert waiting
    assert waiting.order_id == order.order_id
    assert waiting.body == WorkOrderReported(timestamp=order.reported, data=order).canonical
    assert json.loads(waiting.body)["data"]["order_id"] == order.order_id


def test_the_oldest_comes_first(outbox: Outbox, equipment: EquipmentType) -> None:
    made = orders(equipment, 3)
    outbox.put(made, NOW)
    for order in made:
        assert due(outbox) == order.order_id
        outbox.delivered(order.order_id, "HTTP 204", NOW)
    assert due(outbox) is None


def test_putting_an_order_again_changes_nothing(
    outbox: Outbox, equipment: EquipmentType, jitter: np.random.Generator
) -> None:
    made = orders(equipment, 2)
    assert outbox.put(made, NOW) == 2
    outbox.delivered(made[0].order_id, "HTTP 204", NOW)
    fail(outbox, made[1].order_id, jitter, retries=ONCE)
    before = outbox.entries()
    assert outbox.put([*made, *orders(equipment, 3)], later(hours=1)) == 1
    assert outbox.entries()[:2] == before
    assert [entry.state for entry in before] == [State.DELIVERED, State.DEAD]


def test_orders_are_put_all_or_none(outbox: Outbox, equipment: EquipmentType) -> None:
    with pytest.raises(UsageError, match="simulated machine is not sent"):
        outbox.put([an_order(equipment), an_order(equipment, 1, simulated=True)], NOW)
    assert not outbox.entries()


def test_a_full_disk_takes_no_order_half_and_loses_none(outbox: Outbox, equipment: EquipmentType) -> None:
    first = put_one(outbox, equipment)
    more = orders(equipment, 60)
    with full_disk(largest=60_000), pytest.raises(WorkOrderError, match="cannot be used"):
        outbox.put(more, NOW)
    assert [entry.order_id for entry in outbox.entries()] == [first]
    assert outbox.put(more, NOW) == 59
    assert len(outbox.entries(State.WAITING)) == 60


def test_an_attempt_that_cannot_be_noted_is_not_begun(outbox: Outbox, equipment: EquipmentType) -> None:
    order_id = put_one(outbox, equipment)
    with full_disk(largest=100), pytest.raises(WorkOrderError):
        outbox.began(order_id)
    assert outbox.entries()[0].attempts == 0


def test_an_entry_tells_its_story(outbox: Outbox, equipment: EquipmentType, jitter: np.random.Generator) -> None:
    order_id = put_one(outbox, equipment)
    outbox.began(order_id)
    assert fail(outbox, order_id, jitter) is State.WAITING
    (entry,) = outbox.entries(State.WAITING)
    assert (entry.attempts, entry.failures, entry.answer) == (1, 1, "HTTP 500")
    assert (entry.queued, entry.delivered) == (NOW, None)
    assert timedelta(seconds=2.5) <= entry.due - NOW <= timedelta(seconds=5)
    outbox.began(order_id)
    outbox.delivered(order_id, "HTTP 204", later(seconds=9))
    (entry,) = outbox.entries(State.DELIVERED)
    assert (entry.attempts, entry.failures, entry.answer) == (2, 1, "HTTP 204")
    assert entry.delivered == later(seconds=9)
    assert not outbox.entries(State.WAITING)


def test_a_failed_order_waits_and_lets_the_next_one_pass(
    outbox: Outbox, equipment: EquipmentType, jitter: np.random.Generator
) -> None:
    first, second = put_one(outbox, equipment), put_one(outbox, equipment, 1)
    fail(outbox, first, jitter)
    assert due(outbox) == second
    outbox.delivered(second, "HTTP 204", NOW)
    assert due(outbox, timedelta(seconds=2)) is None
    assert due(outbox, timedelta(seconds=5)) == first


def test_the_receiver_may_ask_for_a_longer_wait_up_to_a_day(
    outbox: Outbox, equipment: EquipmentType, jitter: np.random.Generator
) -> None:
    first, second = put_one(outbox, equipment), put_one(outbox, equipment, 1)
    fail(outbox, first, jitter, at_least=600.0)
    fail(outbox, second, jitter, at_least=1e9)
    assert due(outbox, timedelta(seconds=599)) is None
    assert due(outbox, timedelta(seconds=601)) == first
    assert outbox.entries()[1].due == later(days=1)


def test_an_order_that_failed_too_often_is_dead_and_kept(
    outbox: Outbox, equipment: EquipmentType, jitter: np.random.Generator
) -> None:
    order_id = put_one(outbox, equipment)
    states = [fail(outbox, order_id, jitter, retries=Retries(attempts=3)) for _ in range(3)]
    assert states == [State.WAITING, State.WAITING, State.DEAD]
    assert due(outbox, timedelta(days=400)) is None
    assert [entry.order_id for entry in outbox.entries(State.DEAD)] == [order_id]


def test_a_dead_order_can_be_revived_and_has_all_its_attempts_again(
    outbox: Outbox, equipment: EquipmentType, jitter: np.random.Generator
) -> None:
    order_id = put_one(outbox, equipment)
    fail(outbox, order_id, jitter, retries=ONCE)
    outbox.revive(order_id, later(days=2))
    assert due(outbox, timedelta(days=2)) == order_id
    assert outbox.entries()[0].failures == 0


def test_only_a_dead_order_is_revived(outbox: Outbox, equipment: EquipmentType) -> None:
    order_id = put_one(outbox, equipment)
    outbox.delivered(order_id, "HTTP 204", NOW)
    for unknown in (order_id, "wo_" + "0" * 32):
        with pytest.raises(UsageError, match=f"no dead order {unknown}"):
            outbox.revive(unknown, NOW)
    assert due(outbox) is None


def test_a_disabled_endpoint_gets_nothing_until_it_is_enabled(outbox: Outbox, equipment: EquipmentType) -> None:
    order_id = put_one(outbox, equipment)
    outbox.disable(HERE, "HTTP 410")
    assert outbox.disabled(HERE) == "HTTP 410"
    assert due(outbox, timedelta(days=400)) is None
    assert put_one(outbox, equipment, 1) in {entry.order_id for entry in outbox.entries(State.WAITING)}
    assert due(outbox, endpoint="another") == order_id
    outbox.enable(HERE)
    assert outbox.disabled(HERE) is None
    assert due(outbox) == order_id


def test_an_endpoint_that_asked_for_a_pause_gets_it_for_every_order(outbox: Outbox, equipment: EquipmentType) -> None:
    order_id = put_one(outbox, equipment)
    outbox.pause(HERE, 60, NOW)
    assert due(outbox, timedelta(seconds=59)) is None
    assert outbox.disabled(HERE) is None
    assert due(outbox, timedelta(seconds=60)) == order_id


def test_a_pause_does_not_enable_what_is_disabled(outbox: Outbox, equipment: EquipmentType) -> None:
    put_one(outbox, equipment)
    outbox.disable(HERE, "HTTP 410")
    outbox.pause(HERE, 1, NOW)
    assert due(outbox, timedelta(hours=1)) is None


def test_a_clock_that_was_years_ahead_strands_no_order(
    outbox: Outbox, equipment: EquipmentType, jitter: np.random.Generator
) -> None:
    outbox.put([an_order(equipment)], later(days=3650))
    order_id = due(outbox)
    assert order_id
    fail(outbox, order_id, jitter, now=later(days=3650))
    outbox.pause(HERE, 3600, later(days=3650))
    assert due(outbox) == order_id


def test_nor_does_one_that_falls_back_years(
    outbox: Outbox, equipment: EquipmentType, jitter: np.random.Generator
) -> None:
    order_id = put_one(outbox, equipment)
    fail(outbox, order_id, jitter)
    outbox.pause(HERE, 3600, NOW)
    assert due(outbox, -timedelta(days=3650)) == order_id


def test_a_clock_that_falls_back_a_little_delays_by_a_day_at_most(
    outbox: Outbox, equipment: EquipmentType, jitter: np.random.Generator
) -> None:
    order_id = put_one(outbox, equipment)
    fail(outbox, order_id, jitter)
    back = -timedelta(hours=23)
    assert due(outbox, back) is None
    assert due(outbox, back + timedelta(days=1)) == order_id


def test_it_is_all_there_after_a_restart(outbox: Outbox, equipment: EquipmentType, jitter: np.random.Generator) -> None:
    first, second = put_one(outbox, equipment), put_one(outbox, equipment, 1)
    fail(outbox, first, jitter)
    outbox.disable(HERE, "HTTP 410")
    again = Outbox(outbox.file)
    assert again.entries() == outbox.entries()
    assert again.disabled(HERE) == "HTTP 410"
    assert due(again, endpoint="another") == second


def test_one_at_a_time_has_the_right_to_deliver(outbox: Outbox) -> None:
    with outbox.delivering() as first, Outbox(outbox.file).delivering() as second:
        assert (first, second) == (True, False)
