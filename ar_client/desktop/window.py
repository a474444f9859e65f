"""`faultlens view URL`: the live window. The page is drawn as for a snapshot and shown in an Open3D window.

While the camera moves, a coarse picture keeps up with the hand; at rest it becomes finer sample by sample.
"""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from PIL import Image

from ar_client.address import Address
from ar_client.desktop import picture
from ar_client.desktop.artist import SAMPLES, Artist
from ar_client.desktop.camera import Camera
from ar_client.desktop.feed import Feed
from ar_client.desktop.hand import Hand
from ar_client.desktop.picture import Views
from ar_client.desktop.renderer import Rendered, refined
from ar_client.desktop.sheet import Sheet, sheet_of, shown_asset, views_of
from ar_client.desktop.tracer import open3d
from ar_client.errors import ModelError, RenderError

COARSE_RAYS = 90_000
"""Rays of a picture that must keep up with a hand."""
WORDS_EVERY = 0.5
"""Seconds between new texts: values that change faster cannot be read."""
IDLE = 0.02


def show(address: Address, asset: str | None, width: int, height: int) -> None:
    """Opens the window and stays until it is closed or Ctrl-C. Raises ClientError when there is nothing to
    open.
    """
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise RenderError("There is no screen here for a window. Draw a picture instead: --snapshot FILE.png")
    feed = Feed(address)
    try:
        _wait_for_hello(feed)
        window = Window(feed, asset, width, height)
        try:
            while window.turn():
                time.sleep(IDLE)
        finally:
            window.close()
    except KeyboardInterrupt:
        pass
    finally:
        feed.close()


def _wait_for_hello(feed: Feed) -> None:
    while feed.state.hello is None:
        if feed.problem is not None:
            raise feed.problem
        time.sleep(IDLE)


class Window:
    """One open window. `turn` does a little work at a time and says whether to go on."""

    def __init__(self, feed: Feed, asset: str | None, width: int, height: int, *, visible: bool = True) -> None:
        """Raises RenderError when no window can be opened."""
        self._feed = feed
        self._library = open3d()
        self._library.utility.set_verbosity_level(self._library.utility.VerbosityLevel.Error)
        self._window: Any = self._library.visualization.VisualizerWithKeyCallback()
        if not self._window.create_window("Faultlens", width, height, visible=visible):
            raise RenderError("No window can be opened here. Draw a picture instead: --snapshot FILE.png")
        self._shown: Any = None
        self.hand = Hand(self._window, asset)
        self._artists: dict[str, Artist] = {}
        self._asset = ""
        self._aim = frozenset[int]()
        self._size = (0, 0)
        self._sheet: Sheet | None = None
        self._camera: Camera | None = None
        self._finer: Iterator[Rendered] | None = None
        self._views: Views | None = None
        self._worded = 0.0

    def turn(self) -> bool:
        """One round: events, the newest state, a step towards a finer picture. False once the window is
        closed.
        """
        if not self._window.poll_events() or self.hand.leaving:
            return False
        if self._feed.problem is not None:
            raise self._feed.problem
        asset_id = self.hand.asset(self._feed.state) or shown_asset(self._feed.state)
        sheet = None if asset_id is None else sheet_of(self._feed.state, asset_id, self._feed.trouble())
        if asset_id is not None and sheet is not None:
            self._draw(asset_id, sheet)
        self._window.update_renderer()
        return True

    def close(self) -> None:
        """Closes the window."""
        self._window.destroy_window()

    def _draw(self, asset_id: str, sheet: Sheet) -> None:
        artist = self._artist(asset_id)
        relit = artist.light(sheet)
        aim_lost = self._aim_lost(artist)
        if self._resized() or asset_id != self._asset or aim_lost or self.hand.reset:
            self._asset, self.hand.reset, self.hand.moved = asset_id, False, False
            self._camera = artist.camera(*self._size, sheet)
            self._begin(artist, sheet)
        elif self._camera is not None and (moved := self.hand.take(self._camera)) is not None:
            self._camera = moved
            self._begin(artist, sheet)
        elif relit:
            self._finer = self._finer_views(artist)
        elif self._finer is not None:
            self._refine(artist, sheet)
        elif sheet != self._sheet and time.monotonic() - self._worded >= WORDS_EVERY:
            self._put(artist, sheet, fine=True)

    def _aim_lost(self, artist: Artist) -> bool:
        """Whether other parts matter now than those looked at; a view of the person's own stays."""
        foremost = frozenset[int]() if artist.stage is None else artist.stage.lights.foremost
        changed = foremost != self._aim and not self.hand.moved
        self._aim = foremost
        return changed

    def _begin(self, artist: Artist, sheet: Sheet) -> None:
        """Starts a picture: coarse at once, finer in later rounds."""
        width, height = self._size
        if artist.stage is None or self._camera is None:
            self._views = Views(None, picture.blank(width, height), None)
        else:
            factor = min(1.0, (COARSE_RAYS / (width * height)) ** 0.5)
            small = max(1, round(width * factor)), max(1, round(height * factor))
            coarse = next(refined(artist.stage, self._camera.scaled(factor), *small, 1))
            whole = picture.developed(coarse).resize(self._size, Image.Resampling.BILINEAR)
            self._views = Views(self._camera, whole, None)
        self._finer = self._finer_views(artist)
        self._put(artist, sheet, fine=False)

    def _finer_views(self, artist: Artist) -> Iterator[Rendered] | None:
        if artist.stage is None or self._camera is None:
            return None
        return refined(artist.stage, self._camera, *self._size, SAMPLES)

    def _refine(self, artist: Artist, sheet: Sheet) -> None:
        """One more sample; shown after the second, the fourth and the last, when the close-up is drawn too."""
        drawn = next(self._finer, None) if self._finer is not None else None
        if drawn is None or self._views is None:
            self._finer = None
            return
        if drawn.samples not in (2, 4, SAMPLES):
            return
        close_up = self._views.close_up
        if drawn.samples == SAMPLES:
            close_up = artist.close_up(*self._size, sheet, self._camera, SAMPLES)
        self._views = replace(self._views, whole=picture.developed(drawn), close_up=close_up)
        self._put(artist, sheet, fine=drawn.samples == SAMPLES)

    def _put(self, artist: Artist, sheet: Sheet, *, fine: bool) -> None:
        """Writes the words on the newest view and shows the page."""
        if self._views is None:
            return
        machine = None if artist.stage is None else artist.stage.machine
        page = picture.composed(self._views, sheet, machine, fine=fine)
        if self._shown is not None:
            self._window.remove_geometry(self._shown, False)
        self._shown = self._library.geometry.Image(np.ascontiguousarray(np.asarray(page)))
        self._window.add_geometry(self._shown, False)
        self._sheet, self._worded = sheet, time.monotonic()

    def _artist(self, asset_id: str) -> Artist:
        views = views_of(self._feed.state, asset_id)
        equipment_id = views[1].id if views else ""
        if equipment_id not in self._artists:
            model = self._feed.models.get(equipment_id)
            if isinstance(model, ModelError):
                raise model
            self._artists[equipment_id] = Artist(model)
        return self._artists[equipment_id]

    def _resized(self) -> bool:
        seen = self._window.get_view_control().convert_to_pinhole_camera_parameters().intrinsic
        size = (max(320, seen.width), max(200, seen.height))
        changed = size != self._size
        self._size = size
        return changed
