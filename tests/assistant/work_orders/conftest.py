"""A receiver of work orders and an empty outbox."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.work_orders.outbox import Outbox
from assistant.work_orders.webhook import Secret, Webhook
from tests.assistant.work_orders.receiver import SECRET, Receiver


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
