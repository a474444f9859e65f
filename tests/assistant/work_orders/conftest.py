"""A receiver of work orders and an empty outbox."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.work_orders.outbox import Outbox
from assistant.work_orders.webhook import Secret, Webhook
from knowledge_base.records import EquipmentType
from tests.assistant.work_orders.orders import NOW, orders
from tests.assistant.work_orders.receiver import SECRET, Receiver
from tests.assistant.work_orders.sender import Sender


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Takes everything until told otherwise."""
    with Receiver() as running:
        yield running


@pytest.fixture
def webhook(receiver: Receiver) -> Webhook:
    return Webhook(receiver.url, [Secret(SECRET)], limit=5.0)


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "state" / "outbox.sqlite")


@pytest.fixture
def jitter() -> np.random.Generator:
    return np.random.default_rng(7)


@pytest.fixture
def sender(outbox: Outbox, webhook: Webhook) -> Sender:
    return Sender(outbox, webhook)


@pytest.fixture
def three(outbox: Outbox, equipment: EquipmentType) -> list[str]:
    """The ids of three orders that wait."""
    made = orders(equipment, 3)
    outbox.put(made, NOW)
    return [order.order_id for order in made]
