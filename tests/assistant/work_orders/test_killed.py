"""kill -9 of real processes while they put and deliver: nothing is lost, nothing is sent by two at once."""

import os
import signal
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import numpy as np
import pytest

from assistant.work_orders.outbox import Outbox, State
from assistant.work_orders.records import WorkOrder, WorkOrderReported
from assistant.work_orders.webhook import Webhook
from knowledge_base.records import EquipmentType
from tests.assistant.work_orders.crashes import Crashes
from tests.assistant.work_orders.orders import NOW, orders
from tests.assistant.work_orders.receiver import KEY, Received, Receiver, answer, signed_by
from tests.assistant.work_orders.sender import Sender

COUNT = 25
KILLS = 20


@pytest.fixture(scope="module")
def made(equipment: EquipmentType) -> list[WorkOrder]:
    return orders(equipment, COUNT)


@pytest.fixture(scope="module")
def crashes(made: list[WorkOrder], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crashes]:
    with Crashes(made, tmp_path_factory.mktemp("orders")) as running:
        yield running


def test_while_putting_no_order_that_was_acknowledged_is_lost(
    crashes: Crashes, made: list[WorkOrder], outbox: Outbox
) -> None:
    moment = np.random.default_rng(21)
    for _ in range(8):
        before = len(outbox.entries())
        crashes.begin_to_put(outbox)
        while len(outbox.entries()) == before < COUNT - 1:
            time.sleep(0.001)
        time.sleep(moment.uniform(0, 0.02))
        crashes.kill()
        kept = [entry.order_id for entry in outbox.entries()]
        assert set(crashes.put) <= set(kept)
        assert len(kept) == len(set(kept))
    crashes.begin_to_put(outbox)
    crashes.wait()
    assert [entry.order_id for entry in outbox.entries()] == [order.order_id for order in made]


def test_while_delivering_nothing_is_lost_and_a_repeat_has_the_same_id(
    crashes: Crashes, made: list[WorkOrder], outbox: Outbox, receiver: Receiver
) -> None:
    outbox.put(made, NOW)
    moment = np.random.default_rng(22)
    kills = 0
    while len(outbox.entries(State.WAITING)) > 3 and kills < KILLS:
        before = len(receiver.received)
        crashes.begin_to_deliver(outbox, receiver)
        # Most of them in the midst of sending, the others before it.
        in_the_midst = moment.random() < 0.9
        while in_the_midst and len(receiver.received) == before:
            time.sleep(0.001)
        time.sleep(moment.exponential(0.02))
        crashes.kill()
        kills += 1
    crashes.begin_to_deliver(outbox, receiver)
    crashes.wait()
    assert kills >= 5, "too few to show anything"
    assert {entry.state for entry in outbox.entries()} == {State.DELIVERED}
    # What a receiver that remembers ids has counted: each order once, with the right words.
    counted = {request.id: request.body for request in receiver.received}
    wanted = {order.order_id: WorkOrderReported(timestamp=order.reported, data=order).canonical for order in made}
    assert counted == wanted
    assert all(signed_by(request, KEY) and request.body == wanted[request.id] for request in receiver.received)


@pytest.mark.parametrize("answered", [False, True], ids=["before the answer", "after the answer"])
def test_at_the_very_moment_of_the_answer_the_order_comes_again(
    answered: bool, crashes: Crashes, made: list[WorkOrder], outbox: Outbox, receiver: Receiver
) -> None:
    outbox.put(made[:2], NOW)

    def kill_the_sender(handler: BaseHTTPRequestHandler, received: Received) -> None:
        # Stopped first, so that it can be sent an answer that it never gets to note.
        os.kill(crashes.sender(), signal.SIGSTOP)
        if answered:
            answer(204)(handler, received)
        os.kill(crashes.sender(), signal.SIGKILL)

    receiver.behaviours = [kill_the_sender, answer(204)]
    crashes.begin_to_deliver(outbox, receiver)
    crashes.wait()
    assert [entry.state for entry in outbox.entries()] == [State.WAITING] * 2
    crashes.begin_to_deliver(outbox, receiver)
    crashes.wait()
    assert receiver.times == {made[0].order_id: 2, made[1].order_id: 1}
    first, second = (request for request in receiver.received if request.id == made[0].order_id)
    assert first.body == second.body
    assert [entry.attempts for entry in outbox.entries()] == [2, 1]


def test_two_processes_never_send_the_same_order_nor_two_at_once(
    crashes: Crashes, made: list[WorkOrder], outbox: Outbox, receiver: Receiver
) -> None:
    def slowly(handler: BaseHTTPRequestHandler, received: Received) -> None:
        time.sleep(0.01)
        answer(204)(handler, received)

    receiver.behaviours = [slowly]
    outbox.put(made, NOW)
    crashes.begin_to_deliver(outbox, receiver, processes=3)
    crashes.wait()
    assert receiver.times == {order.order_id: 1 for order in made}
    assert receiver.most_at_once["any"] == 1


def test_a_process_that_stands_still_keeps_its_order_to_itself_until_it_is_killed(
    crashes: Crashes, made: list[WorkOrder], outbox: Outbox, receiver: Receiver, webhook: Webhook
) -> None:
    def stop_the_sender(handler: BaseHTTPRequestHandler, received: Received) -> None:
        os.kill(crashes.sender(), signal.SIGSTOP)
        answer(204)(handler, received)

    receiver.behaviours = [stop_the_sender, answer(204)]
    outbox.put(made[:1], NOW)
    crashes.begin_to_deliver(outbox, receiver)
    while not receiver.received:
        time.sleep(0.01)
    here = Sender(outbox, webhook)
    assert here.deliver() == ()
    crashes.kill()
    assert len(here.deliver()) == 1
    assert receiver.times == {made[0].order_id: 2}
