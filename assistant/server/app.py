"""The FastAPI application: the page, the models, the HTTP API and the stream."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from fastapi.staticfiles import StaticFiles

from assistant.feeds.inbox import Inbox
from assistant.pipeline import Pipeline, Sink, run
from assistant.records import Event
from assistant.server import problems
from assistant.server.hub import Hub
from assistant.server.plant import plant_router
from assistant.server.readings import readings_router
from assistant.server.security import add_headers
from assistant.server.stream import stream_router

_log = logging.getLogger("faultlens")
_NO_PAGE = "The web client is not built. Run `make setup` in the project's folder, or install the released package.\n"


@dataclass(frozen=True)
class Service:
    """Everything that one server needs; the caller made each part."""

    pipeline: Pipeline
    hub: Hub
    inbox: Inbox
    sinks: Sequence[Sink]
    feeds: Sequence[AsyncIterator[Event]]
    plant_folder: Path
    web_root: Path | None


def create_app(service: Service) -> FastAPI:
    """The application; its lifespan runs the pipeline and the feeds."""

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(run(service.pipeline, service.inbox, service.sinks), name="pipeline")]
        tasks += [asyncio.create_task(service.inbox.drain(feed), name="feed") for feed in service.feeds]
        for task in tasks:
            task.add_done_callback(lambda ended: _on_end(app, ended))
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    app = FastAPI(title="Faultlens", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.failure = None
    app.state.stop = lambda: None
    app.middleware("http")(add_headers)
    problems.install(app)
    app.include_router(stream_router(service.hub, service.inbox))
    app.include_router(plant_router(service.pipeline.plant, service.plant_folder, service.hub))
    app.include_router(readings_router(service.pipeline.plant, service.inbox))
    _serve_page(app, service.web_root)
    return app


def _serve_page(app: FastAPI, web_root: Path | None) -> None:
    if web_root is not None and (web_root / "index.html").is_file():
        app.mount("/", StaticFiles(directory=web_root, html=True), name="page")
        return

    @app.get("/", response_class=PlainTextResponse, include_in_schema=False)
    async def no_page() -> PlainTextResponse:
        return PlainTextResponse(_NO_PAGE, status_code=503)


def _on_end(app: FastAPI, task: "asyncio.Task[None]") -> None:
    """A feed may end. A pipeline or feed that fails stops the server: what cannot be logged is not shown."""
    if task.cancelled() or (error := task.exception()) is None:
        return
    _log.error("the %s failed: %s", task.get_name(), error)
    app.state.failure = error
    app.state.stop()
