"""Put a server together: pipeline, log, stream and feeds, from a plant and its models."""

import logging
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI

from assistant.audit.log import AuditLog
from assistant.errors import AuditError
from assistant.feeds.inbox import Inbox
from assistant.pipeline import Pipeline, Sink
from assistant.records import Case, CaseResumed, Event
from assistant.server.app import Service, create_app
from assistant.server.hub import Hub
from assistant.server.messages import hello
from assistant.store import open_cases
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
        cases, unread = open_cases(log_file)
    except OSError as error:
        raise AuditError(f"the audit log {log_file} cannot be written: {error}") from error
    if log.set_aside is not None:
        _log.warning("the last line of the audit log was cut short by a crash; it is kept in %s", log.set_aside)
    pipeline = Pipeline(plant, bundles)
    hub = Hub(hello(plant, bundles, epoch=uuid.uuid4().hex, version=version("faultlens"), simulated=simulated))
    try:
        _resume(pipeline, (log, hub), cases, unread)
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


def _resume(pipeline: Pipeline, sinks: Sequence[Sink], cases: Sequence[Case], unread: Sequence[str]) -> None:
    """Go on with the cases that were open when the server stopped, each at its step. Raises AuditError."""
    for case_id in unread:
        _log.warning("case %s was opened by another version and cannot be resumed; it is kept in the log", case_id)
    for case in cases:
        if all(asset.id != case.asset_id for asset in pipeline.plant.assets):
            _log.warning("case %s is of %s, which the plant no longer has", case.case_id, case.asset_id)
            continue
        event = CaseResumed(asset_id=case.asset_id, time=datetime.now(UTC), case=case)
        records = pipeline.step(event)
        try:
            for sink in sinks:
                sink.take(event, records)
        except OSError as error:
            raise AuditError(f"the audit log cannot be written: {error}") from error


def web_root() -> Path | None:
    """The built web client, found without importing its package; None when it is not installed."""
    spec = find_spec("ar_client")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "web" / "dist"
