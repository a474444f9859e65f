"""What one connected client has still to be sent. No I/O: the server asks, this answers.

A waiting message is superseded by a newer one of the same key, so a slow client gets the newest state and not a
backlog. Messages with an empty key (cases, refusals) always wait their turn.
"""

from collections import OrderedDict
from dataclasses import dataclass

MAX_WAITING = 5000


@dataclass(frozen=True)
class Outgoing:
    """An encoded message. asset_id: whom it is about; None: everybody gets it. overview: also without subscription."""

    data: str
    key: str
    asset_id: str | None
    overview: bool


class Session:
    """The outbox and the subscription of one client. Until it subscribes, it gets everything."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, Outgoing] = OrderedDict()
        self._number = 0
        self._assets: frozenset[str] | None = None

    def subscribe(self, asset_ids: tuple[str, ...]) -> None:
        """From now on: details of these assets only; what waits about others is dropped."""
        self._assets = frozenset(asset_ids)
        for key in [key for key, message in self._waiting.items() if not self._wants(message)]:
            del self._waiting[key]

    def offer(self, message: Outgoing) -> bool:
        """Put a message in the outbox if this client wants it. False: the outbox is full, the client must be cut."""
        if not self._wants(message):
            return True
        self._number += 1
        key = message.key or f"\0{self._number}"
        self._waiting.pop(key, None)
        self._waiting[key] = message
        return len(self._waiting) <= MAX_WAITING

    def drain(self) -> list[Outgoing]:
        """All that waits, oldest first; the outbox is then empty."""
        waiting = list(self._waiting.values())
        self._waiting.clear()
        return waiting

    def _wants(self, message: Outgoing) -> bool:
        return self._assets is None or message.overview or message.asset_id is None or message.asset_id in self._assets
