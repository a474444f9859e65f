"""Put a server together: pipeline, log, stream and feeds, from a plant and its models."""

import logging
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI

from assistant.audit.log import AuditLog
from assistant.errors import AuditError
from assistant.feeds.inbox import Inbox
from assistant.pipeline import Pipeline
from assistant.records import Event
from assistant.server.app import Service, create_app
from assistant.server.hub import Hub
from assistant.server.messages import hello
from explain.bundle import Bundle
from knowledge_base.records import Plant

_log = logging.getLogger("faultlens")


@contextmanager
def service_app(
    plant: Plant,
    folder: Path,
    bundles: dict[str, Bundle],
    log_file: Path,
    feeds: Sequence[AsyncIterator[Event]],
    *,
    simulated: bool,
) -> Iterator[FastAPI]:
    """The application with its audit log open. Raises AuditError when the log cannot be continued."""
    try:
        log = AuditLog(log_file)
    except OSError as error:
        raise AuditError(f"the audit log {log_file} cannot be written: {error}") from error
    if log.set_aside is not None:
        _log.warning("the last line of the audit log was cut short by a crash; it is kept in %s", log.set_aside)
    pipeline = Pipeline(plant, bundles)
    hub = Hub(hello(plant, bundles, epoch=uuid.uuid4().hex, version=version("faultlens"), simulated=simulated))
    try:
        yield create_app(
            Service(
                pipeline=pipeline,
                hub=hub,
                inbox=Inbox(),
                sinks=(log, hub),
                feeds=feeds,
                plant_folder=folder,
                web_root=web_root(),
            )
        )
    finally:
        log.close()


def web_root() -> Path | None:
    """The built web client, found without importing its package; None when it is not installed."""
    spec = find_spec("ar_client")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "web" / "dist"
