"""A real HTTP server on this machine that speaks as OpenAI's chat completions do, and says whatever a test wants."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

Behaviour = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


def says(*replies: object) -> Behaviour:
    """Say these, one a request and the last one ever after; what is no text is said as JSON."""
    waiting = list(replies)

    def behave(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
        reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        stream(
            handler, ({"content": piece} for piece in pieces(reply if isinstance(reply, str) else json.dumps(reply)))
        )

    return behave


def calls(name: str, arguments: str, content: str = "") -> Behaviour:
    """Call a tool of this name."""

    def behave(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
        function = {"index": 0, "id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}
        stream(handler, iter([{"content": content}, {"tool_calls": [function]}]))

    return behave


def echoes(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
    """Say what it was told."""
    told = "\n".join(message["content"] for message in asked["messages"])
    stream(handler, iter([{"content": told}]))


def fails(status: int) -> Behaviour:
    """Answer with an error, in which a secret stands."""

    def behave(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
        body = json.dumps({"error": {"message": "bad key sk-very-secret", "type": "x", "code": None}}).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def silent(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
    """Take the request and say nothing for long."""
    time.sleep(5)


def drips(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
    """Say a little every now and then, for long."""

    def slowly() -> Iterator[dict[str, Any]]:
        for _ in range(100):
            time.sleep(0.05)
            yield {"content": " "}

    stream(handler, slowly())


def endless(delta: dict[str, Any]) -> Behaviour:
    """Say the same again and again, until the other side hangs up."""

    def behave(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
        stream(handler, iter(lambda: delta, None))

    return behave


def endless_line(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
    """One line of a stream that never ends."""
    begin(handler)
    handler.wfile.write(b'data: {"id": "')
    while True:
        handler.wfile.write(b"a" * 4096)
        time.sleep(0.001)


def no_stream(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
    """Something that is no stream of events at all."""
    begin(handler)
    handler.wfile.write(b"data: <html>\n\n")


def begin(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.end_headers()


def stream(handler: BaseHTTPRequestHandler, deltas: Iterator[dict[str, Any]]) -> None:
    begin(handler)
    for delta in deltas:
        handler.wfile.write(_event({"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": None}))
        handler.wfile.flush()
    handler.wfile.write(_event({"index": 0, "delta": {}, "finish_reason": "stop"}) + b"data: [DONE]\n\n")


def pieces(text: str) -> Iterator[str]:
    """The text, in the small pieces in which models say it."""
    return (text[at : at + 40] for at in range(0, len(text), 40))


def _event(choice: dict[str, Any]) -> bytes:
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


@dataclass
class ChatServer:
    """behaviour: what is done with a request. asked: the requests, oldest first."""

    behaviour: Behaviour = field(default_factory=lambda: says("{}"))
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                server.paths.append(self.path)
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.asked.append(body)
                server.keys.append(self.headers.get("Authorization", ""))
                with contextlib.suppress(OSError):
                    server.behaviour(self, body)

            def do_GET(self) -> None:
                server.paths.append(self.path)
                self.send_error(404)

            def log_message(self, *arguments: object) -> None:
                """Say nothing."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._http.block_on_close = False
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"
