"""`faultlens view URL --snapshot FILE.png`: waits for something to show, then has it drawn; no screen."""

import asyncio
import tempfile
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

from ar_client.address import Address, fetch_model
from ar_client.connection import Connection
from ar_client.desktop.drawing import Order, draw_apart
from ar_client.desktop.sheet import Sheet, sheet_of, shown_asset, views_of
from ar_client.errors import NoServer, NothingToShow, RenderError
from ar_client.scene import SceneState, case_open, reduce
from assistant.wire import Health, HighlightRole

FIRST_FRAME = 15.0
"""Seconds in which the first frame must come when no alarm is waited for."""
SETTLE = 4.0
"""Seconds to go on reading, at most, for what belongs to a frame: its case may be a few messages behind."""
LINGER = 0.3
"""Seconds to go on reading once all of it is there: what is on its way already makes the picture newer."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to take a picture of. asset: None for the one that needs attention. wait_for_alarm: seconds, None
    to take the first frame as it is.
    """

    out: Path
    width: int
    height: int
    asset: str | None = None
    wait_for_alarm: float | None = None


def take(address: Address, wish: Wish) -> None:
    """Writes the picture, or raises a ClientError and writes nothing."""
    if not wish.out.absolute().parent.is_dir():
        raise RenderError(f"There is no folder {wish.out.absolute().parent} to write {wish.out.name} into.")
    sheet, model = asyncio.run(awaited(address, wish))
    with tempfile.TemporaryDirectory(prefix="faultlens-") as folder:
        path = None
        if model is not None:
            path = Path(folder) / "model.glb"
            path.write_bytes(model)
        out = wish.out.absolute()
        draw_apart(Order(sheet=sheet, model=path, out=out, width=wish.width, height=wish.height))


async def awaited(address: Address, wish: Wish) -> tuple[Sheet, bytes | None]:
    """What to draw, once it has come: the sheet and the GLB. Raises NothingToShow when it does not come in
    time.
    """
    connection = Connection(address)
    state = SceneState()
    limit = FIRST_FRAME if wish.wait_for_alarm is None else wish.wait_for_alarm
    ready = whole = False
    try:
        async with asyncio.timeout(limit) as deadline, aclosing(connection.messages()) as messages:
            async for message in messages:
                state = reduce(state, message)
                _check_asset(state, wish.asset)
                now = asyncio.get_running_loop().time()
                if not ready and _ready(state, wish):
                    ready = True
                    deadline.reschedule(now + SETTLE)
                if ready and not whole and _whole(state, wish):
                    whole = True
                    deadline.reschedule(now + LINGER)
    except TimeoutError as problem:
        if state.hello is None:
            raise NoServer(f"Nothing answers at {address}. Is it the right host and port?") from problem
        if not ready:
            raise NothingToShow(_missed(state, wish, limit)) from problem
    return await _gathered(address, state, _shown(state, wish))


async def _gathered(address: Address, state: SceneState, asset_id: str) -> tuple[Sheet, bytes | None]:
    sheet, views = sheet_of(state, asset_id), views_of(state, asset_id)
    if sheet is None or views is None:
        raise NothingToShow(f"{address} has not described {asset_id}.")
    url = views[1].model_url
    return sheet, None if url is None else await asyncio.to_thread(fetch_model, address, url)


def _shown(state: SceneState, wish: Wish) -> str:
    return wish.asset or shown_asset(state) or ""


def _ready(state: SceneState, wish: Wish) -> bool:
    frame = state.asset(_shown(state, wish)).frame
    if frame is None or wish.wait_for_alarm is None:
        return frame is not None
    guilty = any(highlight.role is HighlightRole.GUILTY for highlight in frame.highlights)
    return frame.health is Health.ALARM and guilty


def _whole(state: SceneState, wish: Wish) -> bool:
    """Whether all that belongs to the frame has come: the overview line and, where a case is open, the case."""
    scene = state.asset(_shown(state, wish))
    if scene.state is None or scene.frame is None:
        return False
    known = scene.case is not None and scene.case.closed is None
    return known or not (case_open(scene) or scene.frame.active_step_id)


def _check_asset(state: SceneState, asset_id: str | None) -> None:
    known = [asset.id for asset in state.hello.assets] if state.hello else []
    if state.hello is not None and asset_id is not None and asset_id not in known:
        raise NothingToShow(f"This plant has no asset {asset_id}. It has {', '.join(known)}.")


def _missed(state: SceneState, wish: Wish, limit: float) -> str:
    asset = _shown(state, wish) or "any machine"
    if wish.wait_for_alarm is None:
        return f"Nothing about {asset} came within {limit:g} s. Is the server receiving readings?"
    frame = state.asset(asset).frame
    health = frame.health.value if frame else Health.UNKNOWN.value
    return f"No alarm on {asset} within {limit:g} s (it is {health}). Wait longer: --wait-for-alarm SECONDS."
