"""The application serves the page where it is built, and says what to do where it is not."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from assistant.feeds.inbox import Inbox
from assistant.feeds.simulated import paced
from assistant.pipeline import Pipeline
from assistant.records import Event, ReadingsArrived
from assistant.server.app import Service, create_app
from assistant.server.hub import Hub
from assistant.server.messages import hello
from explain.bundle import Bundle
from explain.records import Record
from knowledge_base.records import Plant
from tests.assistant.runs import pump_events


def service(
    plant: Plant, bundles: dict[str, Bundle], tmp_path: Path, *events: ReadingsArrived, web_root: Path | None = None
) -> Service:
    """A service with one feed of these events."""
    hub = Hub(hello(plant, bundles, epoch="e", version="1", simulated=True))
    feeds = [paced(iter(events), interval=0.0, per_tick=1)]
    return Service(Pipeline(plant, bundles), hub, Inbox(), (hub,), feeds, tmp_path, web_root)


def page(made: Service, path: str = "/") -> httpx.Response:
    """What a browser gets."""

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(create_app(made)), base_url="http://t") as client:
            return await client.get(path)

    return asyncio.run(ask())


def test_the_built_page_is_served(plant: Plant, bundles: dict[str, Bundle], tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>the page</p>")
    (tmp_path / "app.js").write_text("1")
    made = service(plant, bundles, tmp_path, web_root=tmp_path)
    assert page(made).text == "<p>the page</p>"
    assert page(made, "/app.js").text == "1"
    assert page(made, "/healthz").json() == {"status": "ok"}


@pytest.mark.parametrize("built", [False, True])
def test_without_a_built_page_the_way_to_have_it_is_told(
    plant: Plant, bundles: dict[str, Bundle], tmp_path: Path, built: bool
) -> None:
    answer = page(service(plant, bundles, tmp_path, web_root=tmp_path if built else None))
    assert answer.status_code == 503
    assert "make setup" in answer.text


def test_the_feeds_run_while_the_application_lives(plant: Plant, bundles: dict[str, Bundle], tmp_path: Path) -> None:
    made = service(plant, bundles, tmp_path, *pump_events(plant, 2))
    app = create_app(made)

    async def live() -> None:
        client = made.hub.connect()
        async with app.router.lifespan_context(app), asyncio.timeout(20):
            while len(made.hub.states()) < 3:
                await client.bell.wait()
                client.bell.clear()

    asyncio.run(live())
    assert app.state.failure is None


def test_a_feed_that_ends_leaves_the_application_running(
    plant: Plant, bundles: dict[str, Bundle], tmp_path: Path
) -> None:
    app = create_app(service(plant, bundles, tmp_path, *pump_events(plant, 1)))
    stopped = []
    app.state.stop = lambda: stopped.append(True)

    async def live() -> None:
        async with app.router.lifespan_context(app):
            await asyncio.sleep(0.3)

    asyncio.run(live())
    assert stopped == []


class Full:
    """A sink on a full disk."""

    def take(self, event: Event, records: Sequence[Record]) -> None:
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize(("asset", "said"), [("P-999", "P-999"), ("P-101", "No space left")])
def test_a_feed_or_a_log_that_fails_stops_the_application(
    plant: Plant, bundles: dict[str, Bundle], tmp_path: Path, asset: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    event = next(pump_events(plant, 1)).model_copy(update={"asset_id": asset})
    made = service(plant, bundles, tmp_path, event)
    app = create_app(replace(made, sinks=(Full(), made.hub)))

    async def live() -> None:
        stopped = asyncio.Event()
        app.state.stop = stopped.set
        async with app.router.lifespan_context(app):
            await asyncio.wait_for(stopped.wait(), timeout=20)

    asyncio.run(live())
    assert app.state.failure is not None
    assert made.hub.states() == []
    assert said in caplog.text
