"""Start the server on a socket that is already ours, and stop it cleanly on Ctrl-C."""

import contextlib
import socket
import sys
from ipaddress import ip_address

import uvicorn
from fastapi import FastAPI

from assistant.errors import AssistantError, UsageError

STALLED_AFTER_MS = 10_000
"""A peer that has not taken what was sent for so long is dropped by the kernel."""


def claim_port(host: str, port: int) -> socket.socket:
    """A listening socket. Port 0 takes any free one. Raises UsageError when the port is taken or not allowed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    claimed = socket.socket(family, socket.SOCK_STREAM)
    claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if sys.platform == "linux":  # connections inherit it; without it one that is closed but not read stays for ever
        claimed.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STALLED_AFTER_MS)
    try:
        claimed.bind((host, port))
        claimed.listen(128)
    except (OSError, OverflowError) as error:
        claimed.close()
        raise UsageError(f"port {port} on {host} cannot be used ({error}). Choose another one with --port") from error
    return claimed


def url_of(claimed: socket.socket) -> str:
    """The address for a browser on this machine."""
    host, port = claimed.getsockname()[:2]
    if ip_address(host).is_unspecified:
        host = "127.0.0.1"
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


def serve(app: FastAPI, claimed: socket.socket) -> None:
    """Serve until Ctrl-C or SIGTERM. Open sockets get two seconds to close.

    Raises AssistantError when the pipeline or a feed failed: the server has stopped itself then.
    """
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        ws="websockets-sansio",
        ws_max_size=65536,
        ws_ping_interval=20.0,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)

    def stop() -> None:
        server.should_exit = True

    app.state.stop = stop
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises it again after its clean shutdown
        server.run(sockets=[claimed])
    if app.state.failure is not None:
        raise AssistantError(f"the server stopped itself: {app.state.failure}") from app.state.failure
