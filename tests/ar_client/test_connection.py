"""The Python client against real sockets: what comes through, what is refused, and how a lost link is taken up."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from http import HTTPStatus

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from ar_client.address import Address
from ar_client.connection import Connection, Link, backoff
from ar_client.errors import NoServer, NotAllowed, NotFaultlens
from assistant.wire import PROTOCOL, AcknowledgeStep, ServerMessage, client_message
from tests.ar_client.sample_messages import Transcript, bearing_story, lines

Talk = Callable[[ServerConnection], Awaitable[None]]
Answer = Callable[[ServerConnection, Request], Response | None]


@asynccontextmanager
async def serving(
    talk: Talk, protocol: str | None = PROTOCOL, answer: Answer | None = None, port: int = 0
) -> AsyncIterator[int]:
    protocols = None if protocol is None else [Subprotocol(protocol)]
    async with serve(
        talk, "127.0.0.1", port, subprotocols=protocols, process_request=answer, close_timeout=1
    ) as server:
        yield server.sockets[0].getsockname()[1]


def connection_to(port: int, patience: float = 0.0) -> Connection:
    return Connection(Address.parse(f"127.0.0.1:{port}"), patience=patience)


async def first(connection: Connection, count: int) -> list[ServerMessage]:
    received: list[ServerMessage] = []
    async with asyncio.timeout(10), aclosing(connection.messages()) as messages:
        async for message in messages:
            received.append(message)
            if len(received) == count:
                break
    return received


def saying(*said: str) -> Talk:
    async def talk(socket: ServerConnection) -> None:
        for line in said:
            await socket.send(line)
        await socket.wait_closed()

    return talk


async def silent(socket: ServerConnection) -> None:
    await socket.wait_closed()


def test_messages_come_validated_and_in_order() -> None:
    story = bearing_story()

    async def scenario() -> list[ServerMessage]:
        async with serving(saying(*lines(story))) as port:
            return await first(connection_to(port), len(story))

    assert asyncio.run(scenario()) == story


def test_a_lost_link_is_taken_up_again_and_shown_as_lost_meanwhile() -> None:
    links: list[Link] = []
    hello = lines([Transcript().hello()])[0]

    async def hello_then_gone(socket: ServerConnection) -> None:
        await socket.send(hello)

    async def scenario() -> Connection:
        async with serving(hello_then_gone) as port:
            connection = connection_to(port)
            links.append(connection.link)
            async with asyncio.timeout(10), aclosing(connection.messages()) as messages:
                assert (await anext(messages)).type == "hello"
                links.append(connection.link)
                coming = asyncio.ensure_future(anext(messages))
                await asyncio.sleep(0.1)
                links.append(connection.link)
                assert (await coming).type == "hello"
                links.append(connection.link)
            return connection

    connection = asyncio.run(scenario())
    assert links == [Link.CONNECTING, Link.LIVE, Link.LOST, Link.LIVE]
    assert connection.last_message is not None


def test_a_restarted_server_is_found_again_even_if_another_kind_answers_in_between() -> None:
    hello = lines([Transcript().hello()])[0]
    again = lines([Transcript("epoch-2").hello()])[0]

    def not_ready(socket: ServerConnection, request: Request) -> Response:
        return socket.respond(HTTPStatus.NOT_FOUND, "starting")

    async def scenario() -> ServerMessage:
        async with serving(saying(hello)) as port:
            connection = connection_to(port)
            messages = connection.messages()
            await anext(messages)
        async with serving(silent, answer=not_ready, port=port):
            coming = asyncio.ensure_future(anext(messages))
            await asyncio.sleep(0.5)
        async with asyncio.timeout(10), serving(saying(again), port=port), aclosing(messages):
            return await coming

    message = asyncio.run(scenario())
    assert message.type == "hello"
    assert message.epoch == "epoch-2"


def test_a_server_that_is_only_just_starting_is_waited_for() -> None:
    async def scenario() -> list[ServerMessage]:
        async with serving(silent) as port:
            pass
        waiting = asyncio.ensure_future(first(connection_to(port, patience=5.0), 1))
        await asyncio.sleep(0.4)
        async with serving(saying(*lines([Transcript().hello()])), port=port):
            return await waiting

    assert asyncio.run(scenario())[0].type == "hello"


def test_where_nothing_answers_the_error_says_where_and_what_to_do() -> None:
    async def scenario() -> None:
        async with serving(silent) as port:
            pass
        await first(connection_to(port), 1)

    with pytest.raises(NoServer, match=r"Nothing answers at http://127\.0\.0\.1:\d+ .*faultlens serve"):
        asyncio.run(scenario())


@pytest.mark.parametrize("protocol", [None, "faultlens.v0"])
def test_a_server_of_another_protocol_is_not_listened_to(protocol: str | None) -> None:
    async def scenario() -> None:
        async with serving(saying(*lines(bearing_story())), protocol=protocol) as port:
            await first(connection_to(port), 1)

    with pytest.raises(NotFaultlens):
        asyncio.run(scenario())


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (HTTPStatus.NOT_FOUND, NotFaultlens),
        (HTTPStatus.FORBIDDEN, NotAllowed),
        (HTTPStatus.UNAUTHORIZED, NotAllowed),
        (HTTPStatus.SERVICE_UNAVAILABLE, NoServer),
    ],
)
def test_a_web_server_without_our_stream_is_told_apart(status: HTTPStatus, error: type[Exception]) -> None:
    async def scenario() -> None:
        async with serving(silent, answer=lambda socket, request: socket.respond(status, "")) as port:
            await first(connection_to(port), 1)

    with pytest.raises(error, match=str(status.value)):
        asyncio.run(scenario())


def test_something_that_is_no_web_server_is_told_apart() -> None:
    async def scenario() -> None:
        async def talk(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"220 mail.plant ESMTP\r\n")
            writer.close()

        async with await asyncio.start_server(talk, "127.0.0.1", 0) as server:
            await first(connection_to(server.sockets[0].getsockname()[1]), 1)

    with pytest.raises(NotFaultlens, match="does not speak WebSocket"):
        asyncio.run(scenario())


def test_a_server_that_turns_us_away_is_quoted() -> None:
    async def scenario() -> None:
        async def refuse(socket: ServerConnection) -> None:
            await socket.close(1008, "too many screens")

        async with serving(refuse) as port:
            await first(connection_to(port), 1)

    with pytest.raises(NotAllowed, match="too many screens"):
        asyncio.run(scenario())


def corrupted() -> list[tuple[str, str]]:
    hello, *_, frame = lines(bearing_story())
    content = json.loads(frame)
    content["record"]["callouts"][0]["value"] = "?"
    return [
        ("{}", "type"),
        ("pump is fine", "JSON"),
        (json.dumps({"type": "gossip", "seq": 1, "key": ""}), "gossip"),
        (json.dumps(json.loads(hello) | {"mood": "good"}), "mood"),
        (json.dumps(content).replace('"?"', "NaN"), "finite"),
        (json.dumps(content).replace('"?"', '"hot"'), r"callouts\.0\.value"),
    ]


@pytest.mark.parametrize(("line", "named"), corrupted())
def test_a_message_that_the_wire_does_not_define_is_never_handed_over(line: str, named: str) -> None:
    async def scenario() -> None:
        async with serving(saying(lines(bearing_story())[0], line)) as port:
            await first(connection_to(port), 2)

    with pytest.raises(NotFaultlens, match=named):
        asyncio.run(scenario())


def test_a_stream_that_does_not_begin_with_hello_is_refused() -> None:
    async def scenario() -> None:
        async with serving(saying(*lines(bearing_story())[1:])) as port:
            await first(connection_to(port), 1)

    with pytest.raises(NotFaultlens, match="hello"):
        asyncio.run(scenario())


def test_what_we_send_arrives_as_the_wire_defines_it() -> None:
    act = AcknowledgeStep(asset_id="P-101", case_id="case-1", step_id="PS-T-010.1", actor="R. Meier", value=None)

    async def scenario() -> str | bytes:
        heard: asyncio.Future[str | bytes] = asyncio.get_running_loop().create_future()

        async def listen(socket: ServerConnection) -> None:
            await socket.send(lines([Transcript().hello()])[0])
            heard.set_result(await socket.recv())

        async with serving(listen) as port:
            connection = connection_to(port)
            async with asyncio.timeout(10), aclosing(connection.messages()) as messages:
                await anext(messages)
                await connection.send(act)
                return await heard

    assert client_message.validate_json(asyncio.run(scenario())) == act


def test_nothing_is_sent_into_a_link_that_is_down() -> None:
    act = AcknowledgeStep(asset_id="P-101", case_id="case-1", step_id="PS-T-010.1", actor="R. Meier", value=None)
    with pytest.raises(NoServer, match="down"):
        asyncio.run(connection_to(1).send(act))


def test_leaving_closes_the_socket_in_good_order() -> None:
    codes: list[int | None] = []

    async def talk(socket: ServerConnection) -> None:
        await socket.send(lines([Transcript().hello()])[0])
        await socket.wait_closed()
        codes.append(socket.close_code)

    async def scenario() -> None:
        async with serving(talk) as port:
            await first(connection_to(port), 1)

    asyncio.run(scenario())
    assert codes == [1000]


def test_pauses_double_up_to_five_seconds_and_are_cut_by_chance() -> None:
    assert list(itertools.islice(backoff(lambda: 0.0), 7)) == [0.25, 0.5, 1.0, 2.0, 4.0, 5.0, 5.0]
    assert list(itertools.islice(backoff(lambda: 1.0), 3)) == [0.125, 0.25, 0.5]
