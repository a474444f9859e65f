"""From the outbox to a real receiver: nothing is lost and nothing is sent by two at once, whatever happens."""

import asyncio
import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest

from assistant.work_orders.delivery import Delivery, deliver_due, keep_delivering
from assistant.work_orders.errors import WorkOrderError
from assistant.work_orders.outbox import Outbox, State
from assistant.work_orders.records import WorkOrderReported
from assistant.work_orders.retries import Retries
from assistant.work_orders.webhook import AnswerKind
from tests.assistant.work_orders.full_disk import full_disk
from tests.assistant.work_orders.orders import NOW, later
from tests.assistant.work_orders.receiver import KEY, Receiver, answer, cut, signed_by
from tests.assistant.work_orders.sender import Sender, until


def test_all_that_is_due_is_sent_once_in_order_and_signed(sender: Sender, receiver: Receiver, three: list[str]) -> None:
    made = sender.deliver()
    assert [delivery.order_id for delivery in made] == three
    assert [request.id for request in receiver.received] == three
    assert all(signed_by(request, KEY) for request in receiver.received)
    read = [WorkOrderReported.model_validate_json(request.body) for request in receiver.received]
    assert [message.data.order_id for message in read] == three
    assert sender.states() == ["delivered"] * 3
    assert sender.deliver() == ()


def test_a_refused_order_does_not_hold_up_the_others(sender: Sender, receiver: Receiver, three: list[str]) -> None:
    receiver.behaviours = [answer(422, b"unknown asset"), answer(204)]
    made = sender.deliver()
    assert [delivery.state for delivery in made] == [State.WAITING, State.DELIVERED, State.DELIVERED]
    entry = sender.outbox.entries()[0]
    assert (entry.attempts, entry.failures, entry.answer) == (1, 1, "HTTP 422 unknown asset")
    sender.now = later(seconds=5)
    assert [delivery.order_id for delivery in sender.deliver()] == [three[0]]
    assert sender.states() == ["delivered"] * 3


@pytest.mark.parametrize("behaviour", [answer(500), cut(), cut(b"HTTP/1.1 200 OK\r\nX")], ids=["500", "cut", "half"])
def test_a_receiver_in_trouble_is_asked_once_a_round_and_gets_all_in_the_end(
    behaviour: object, sender: Sender, receiver: Receiver, three: list[str]
) -> None:
    receiver.behaviours = [behaviour, behaviour, answer(204)]  # type: ignore[list-item]  # a behaviour
    assert len(sender.deliver()) == 1
    assert len(sender.deliver()) == 1
    assert [request.id for request in receiver.received] == three[:2]
    sender.now = later(minutes=1)
    assert len(sender.deliver()) == 3
    assert sender.states() == ["delivered"] * 3


def test_each_attempt_has_its_own_time_and_the_same_id_and_bytes(
    sender: Sender, receiver: Receiver, three: list[str]
) -> None:
    receiver.behaviours = [answer(500), answer(204)]
    sender.deliver()
    sender.now = later(hours=1)
    sender.deliver()
    first, second = (request for request in receiver.received if request.id == three[0])
    assert second.timestamp - first.timestamp == 3600
    assert first.body == second.body
    assert signed_by(second, KEY)


def test_a_slow_receiver_is_left_and_tried_again(
    outbox: Outbox, sender: Sender, receiver: Receiver, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender.webhook, "_limit", 0.2)
    receiver.behaviours = [receiver.hang, answer(204)]
    (made,) = sender.deliver()
    assert made.answer.words == "no answer within 0.2 s"
    sender.now = later(minutes=1)
    sender.deliver()
    assert sender.states() == ["delivered"] * 3


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_holds_for_the_whole_endpoint(
    status: int, sender: Sender, receiver: Receiver, three: list[str]
) -> None:
    receiver.behaviours = [answer(status, Retry_After="300"), answer(204)]
    assert len(sender.deliver()) == 1
    sender.now = later(seconds=299)
    assert sender.deliver() == ()
    sender.now = later(seconds=300)
    assert len(sender.deliver()) == 3
    assert len(receiver.received) == 4


def test_a_410_disables_the_endpoint_and_the_orders_go_on_waiting(
    sender: Sender, receiver: Receiver, three: list[str]
) -> None:
    receiver.behaviours = [answer(410), answer(204)]
    (made,) = sender.deliver()
    assert (made.answer.kind, made.state) == (AnswerKind.GONE, State.WAITING)
    sender.now = later(days=30)
    assert sender.deliver() == ()
    assert sender.states() == ["waiting"] * 3
    sender.outbox.enable(sender.webhook.endpoint)
    assert len(sender.deliver()) == 3
    assert len(receiver.received) == 4


def test_after_the_last_attempt_an_order_is_dead_but_not_gone(
    sender: Sender, receiver: Receiver, three: list[str]
) -> None:
    receiver.behaviours = [answer(400)]
    for _ in range(3):
        sender.deliver(Retries(attempts=3))
        sender.now += timedelta(days=1)
    assert sender.states() == ["dead"] * 3
    assert sender.deliver() == ()
    assert set(receiver.times.values()) == {3}
    receiver.behaviours = [answer(204)]
    sender.outbox.revive(three[1], sender.now)
    assert [delivery.order_id for delivery in sender.deliver()] == [three[1]]


def test_a_disk_that_is_full_stops_the_sending_before_it_begins(
    sender: Sender, receiver: Receiver, three: list[str]
) -> None:
    with full_disk(largest=100), pytest.raises(WorkOrderError, match="cannot be used"):
        sender.deliver()
    assert not receiver.received
    assert len(sender.deliver()) == 3


def test_an_order_that_was_taken_but_could_not_be_noted_comes_again_under_its_id(
    sender: Sender, receiver: Receiver, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise WorkOrderError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(sender.outbox, "delivered", refuse)
        with pytest.raises(WorkOrderError):
            sender.deliver()
    sender.deliver()
    assert receiver.times == {three[0]: 2, three[1]: 1, three[2]: 1}


def test_a_cancelled_round_leaves_the_order_waiting_and_the_way_free(
    sender: Sender, receiver: Receiver, three: list[str]
) -> None:
    receiver.behaviours = [receiver.hang, answer(204)]

    async def cancelled() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await sender.round()

    asyncio.run(cancelled())
    assert sender.states() == ["waiting"] * 3
    assert len(sender.deliver()) == 3


def test_a_clock_that_jumps_ahead_lets_no_second_one_deliver_what_is_under_way(
    sender: Sender, receiver: Receiver, three: list[str]
) -> None:
    receiver.behaviours = [receiver.hang, answer(204)]
    second = Sender(Outbox(sender.outbox.file), sender.webhook)
    second.now = later(days=3650)

    async def both() -> tuple[Delivery, ...]:
        first = asyncio.create_task(sender.round())
        await until(lambda: bool(receiver.received))
        assert await second.round() == ()
        receiver.released.set()
        return await first

    receiver.released.clear()
    asyncio.run(both())
    assert receiver.most_at_once["any"] == 1
    second.deliver()
    assert sender.states() == ["delivered"] * 3


def test_a_clock_that_jumps_back_and_forth_loses_nothing_and_asks_no_more_than_once_a_round(
    sender: Sender, receiver: Receiver, three: list[str]
) -> None:
    receiver.behaviours = [answer(400)] * 12 + [answer(204)]
    for days in (0, 3650, -3650, 1):
        sender.now = later(days=days)
        before = len(receiver.received)
        sender.deliver()
        assert len(receiver.received) - before <= 3
    sender.now = later(days=2)
    sender.deliver()
    assert sender.states() == ["delivered"] * 3


def test_even_a_clock_that_falls_back_within_a_round_does_not_make_it_endless(
    sender: Sender, receiver: Receiver, three: list[str]
) -> None:
    receiver.behaviours = [answer(400)]
    falling = (NOW - timedelta(days=400 * number) for number in range(60))
    made = asyncio.run(deliver_due(sender.outbox, sender.webhook, clock=lambda: next(falling), jitter=sender.jitter))
    assert 1 <= len(made) <= 3
    assert max(receiver.times.values()) == 1


def test_it_goes_on_by_itself_and_says_what_it_does(
    sender: Sender, receiver: Receiver, three: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    receiver.behaviours = [answer(422, b"no such asset"), answer(204), answer(410)]

    async def a_while() -> None:
        going = keep_delivering(sender.outbox, sender.webhook, clock=sender.clock, jitter=sender.jitter, every=0.01)
        task = asyncio.create_task(going)
        await until(lambda: sender.outbox.disabled(sender.webhook.endpoint) is not None)
        await asyncio.sleep(0.05)
        task.cancel()

    with caplog.at_level(logging.INFO, "assistant.work_orders.delivery"):
        asyncio.run(a_while())
    said = [(record.levelname, record.getMessage()) for record in caplog.records]
    name = sender.webhook.name
    assert said == [
        ("WARNING", f"Work order {three[0]} to {name}: HTTP 422 no such asset, waiting"),
        ("INFO", f"Work order {three[1]} to {name}: HTTP 204, delivered"),
        ("ERROR", f"Work order {three[2]} to {name}: HTTP 410, waiting"),
    ]


def test_an_outbox_that_cannot_be_used_for_a_while_does_not_end_it(
    sender: Sender,
    receiver: Receiver,
    three: list[str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    working = sender.outbox.began
    failures: Iterator[bool] = iter([True, True])

    def began(order_id: str) -> None:
        if next(failures, False):
            raise WorkOrderError("the disk is full")
        working(order_id)

    monkeypatch.setattr(sender.outbox, "began", began)

    async def a_while() -> None:
        going = keep_delivering(sender.outbox, sender.webhook, clock=sender.clock, jitter=sender.jitter, every=0.01)
        task = asyncio.create_task(going)
        await until(lambda: not sender.outbox.entries(State.WAITING))
        task.cancel()

    asyncio.run(a_while())
    assert caplog.text.count("Work orders wait in the outbox") == 2
    assert sender.states() == ["delivered"] * 3
