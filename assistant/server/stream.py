"""The socket: subprotocol `faultlens.v1` over one WebSocket a client."""

import asyncio
import logging
from datetime import UTC, datetime

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from pydantic import ValidationError

from assistant.errors import AssistantError
from assistant.feeds.inbox import Inbox
from assistant.records import CauseJudged, RefusedAttempt, StepAcknowledged
from assistant.server.hub import Connection, Hub
from assistant.server.security import same_origin
from assistant.wire import PROTOCOL, AcknowledgeStep, ClientMessage, JudgeCause, Subscribe, client_message

SEND_DEADLINE = 5.0
"""Seconds in which a client must have taken what was sent; no server library notices a stalled reader by itself."""
_MAX_CLIENT_MESSAGE = 65536
_POLICY_VIOLATION, _TOO_SLOW, _BAD_DATA = 1008, 1013, 1007
_log = logging.getLogger("faultlens")


def stream_router(hub: Hub, inbox: Inbox) -> APIRouter:
    """The route `/stream`."""
    router = APIRouter()

    @router.websocket("/stream")
    async def stream(socket: WebSocket) -> None:
        if not same_origin(socket.headers) or PROTOCOL not in socket.scope.get("subprotocols", []):
            await socket.close(_POLICY_VIOLATION)
            return
        await socket.accept(subprotocol=PROTOCOL)
        connection = hub.connect()
        writer = asyncio.create_task(_write(socket, connection))
        reader = asyncio.create_task(_read(socket, connection, hub, inbox))
        try:
            await asyncio.wait({writer, reader}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            hub.disconnect(connection)
            writer.cancel()
            reader.cancel()
            await asyncio.gather(writer, reader, return_exceptions=True)

    return router


async def _write(socket: WebSocket, connection: Connection) -> None:
    while True:
        await connection.bell.wait()
        connection.bell.clear()
        for message in connection.session.drain():
            try:
                await asyncio.wait_for(socket.send_text(message.data), SEND_DEADLINE)
            except (TimeoutError, WebSocketDisconnect, RuntimeError):
                return
        if connection.overrun:
            _log.warning("client cut: it fell too far behind")
            await socket.close(_TOO_SLOW, "too slow")
            return


async def _read(socket: WebSocket, connection: Connection, hub: Hub, inbox: Inbox) -> None:
    while True:
        try:
            text = await socket.receive_text()
        except (WebSocketDisconnect, RuntimeError):
            return
        except KeyError:
            hub.refuse(connection, "The message was not understood: it must be text")
            continue
        if len(text) > _MAX_CLIENT_MESSAGE:
            await socket.close(_BAD_DATA, "message too large")
            return
        try:
            message = client_message.validate_json(text)
        except ValidationError as error:
            hub.refuse(connection, f"The message was not understood: {error.errors()[0]['msg']}")
            continue
        await _obey(message, connection, hub, inbox)


async def _obey(message: ClientMessage, connection: Connection, hub: Hub, inbox: Inbox) -> None:
    if isinstance(message, Subscribe):
        hub.subscribe(connection, message.asset_ids)
        return
    try:
        records = await inbox.submit(_event(message))
    except AssistantError as error:
        hub.refuse(connection, str(error))
        return
    for record in records:
        if isinstance(record, RefusedAttempt):
            hub.refuse(connection, record.reason)


def _event(message: AcknowledgeStep | JudgeCause) -> StepAcknowledged | CauseJudged:
    if isinstance(message, JudgeCause):
        return CauseJudged(
            asset_id=message.asset_id,
            time=datetime.now(UTC),
            case_id=message.case_id,
            actor=message.actor,
            verdict=message.verdict,
            mode_id=message.mode_id,
            words=message.words,
        )
    return StepAcknowledged(
        asset_id=message.asset_id,
        time=datetime.now(UTC),
        case_id=message.case_id,
        step_id=message.step_id,
        actor=message.actor,
        value=message.value,
    )
