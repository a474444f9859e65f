"""The stream's sink: every record becomes a message once, encoded once, and is offered to every session."""

import asyncio
from collections.abc import Sequence

from assistant.records import Case, Event, OverlayFrame
from assistant.server.messages import asset_message, asset_state, case_open_after
from assistant.session import Outgoing, Session
from assistant.wire import AssetState, Hello, Refused
from explain.records import Record

_FIRST_SHOWN = ("case", "asset-state", "frame", "diagnosis", "explanation", "score", "telemetry")
"""The order of a snapshot: a screen that draws before all of it has come never says that there is no open case."""


class Connection:
    """A session, and the bell that wakes its writer. `overrun`: it fell too far behind and must be cut."""

    def __init__(self) -> None:
        self.session = Session()
        self.bell = asyncio.Event()
        self.overrun = False

    def offer(self, message: Outgoing) -> None:
        """Hand a message to the session and wake the writer."""
        self.overrun = not self.session.offer(message) or self.overrun
        self.bell.set()


class Hub:
    """All connections, and the newest message of each kind and asset for those that come later."""

    def __init__(self, hello: Hello) -> None:
        self._hello = Outgoing(hello.model_dump_json(), "hello", None, overview=True)
        self._seq = 0
        self._newest: dict[tuple[str, str], Outgoing] = {}
        self._case_open: dict[str, bool] = {}
        self._connections: set[Connection] = set()

    def take(self, event: Event, records: Sequence[Record]) -> None:
        """Offer what came of an event to every connection."""
        asset = event.asset_id
        case_open = self._case_open[asset] = case_open_after(records, self._case_open.get(asset, False))
        for record in records:
            if (message := asset_message(record, self._next())) is not None:
                self._publish(message.type, asset, message, message.key, overview=isinstance(record, Case))
            if isinstance(record, OverlayFrame):
                state = asset_state(record, case_open, self._next())
                self._publish(state.type, asset, state, state.key, overview=True)

    def connect(self) -> Connection:
        """A new connection: its session holds the hello and the newest message of everything, what matters first."""
        connection = Connection()
        newest = sorted(self._newest.items(), key=lambda item: _FIRST_SHOWN.index(item[0][0]))
        for message in (self._hello, *(message for _, message in newest)):
            connection.offer(message)
        self._connections.add(connection)
        return connection

    def subscribe(self, connection: Connection, asset_ids: tuple[str, ...]) -> None:
        """Narrow a connection to some assets, and give it their newest details."""
        connection.session.subscribe(asset_ids)
        for (_, asset), message in self._newest.items():
            if asset in asset_ids:
                connection.offer(message)

    def refuse(self, connection: Connection, reason: str) -> None:
        """Tell one client why its request was not done."""
        refused = Refused(seq=self._next(), key="", reason=reason)
        connection.offer(Outgoing(refused.model_dump_json(), "", None, overview=True))

    def disconnect(self, connection: Connection) -> None:
        """Forget a connection."""
        self._connections.discard(connection)

    def states(self) -> list[AssetState]:
        """The overview as it stands, for the HTTP API."""
        newest = [message for (kind, _), message in self._newest.items() if kind == "asset-state"]
        return [AssetState.model_validate_json(message.data) for message in newest]

    def _publish(self, kind: str, asset: str, message: Record, key: str, *, overview: bool) -> None:
        outgoing = Outgoing(message.model_dump_json(), key, asset, overview)
        self._newest[(kind, asset)] = outgoing
        for connection in self._connections:
            connection.offer(outgoing)

    def _next(self) -> int:
        self._seq += 1
        return self._seq
