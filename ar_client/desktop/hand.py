"""What a person does with mouse and keyboard in the window."""

from dataclasses import replace
from typing import Any

from ar_client.desktop.camera import Camera
from ar_client.desktop.sheet import shown_asset
from ar_client.scene import SceneState

_LEFT, _PRESS, _SHIFT = 0, 1, 1
_ESCAPE = 256
"""Numbers of GLFW, the library under Open3D's window."""


class Hand:
    """Collects movements between two pictures. `moved`: the view is the person's own and must not jump by
    itself.
    """

    def __init__(self, window: Any, asset: str | None) -> None:
        self.leaving = False
        self.moved = False
        self.reset = False
        self._asset = asset
        self._skip = 0
        self._held: str | None = None
        self._at: tuple[float, float] | None = None
        self._turn = self._shift = (0.0, 0.0)
        self._zoom = 0.0
        window.register_mouse_button_callback(self._button)
        window.register_mouse_move_callback(self._move)
        window.register_mouse_scroll_callback(self._scroll)
        for key in (_ESCAPE, ord("Q")):
            window.register_key_callback(key, self._leave)
        window.register_key_callback(ord("R"), self._back)
        window.register_key_callback(ord("N"), self._next)

    def asset(self, state: SceneState) -> str | None:
        """The machine that the person chose; None leaves it to the open cases."""
        known = [asset.id for asset in state.hello.assets] if state.hello else []
        if self._skip and known:
            now = self._asset if self._asset in known else shown_asset(state)
            self._asset = known[((known.index(now) if now in known else -1) + self._skip) % len(known)]
            self._skip = 0
        return self._asset if self._asset in known else None

    def take(self, camera: Camera) -> Camera | None:
        """The camera after all movements since the last call; None when there were none."""
        if self._turn == self._shift == (0.0, 0.0) and self._zoom == 0.0:
            return None
        right, up, _ = camera.axes
        metres = camera.distance / camera.focal
        slide = (-self._shift[0] * right + self._shift[1] * up) * metres
        x, y, z = (float(a + b) for a, b in zip(camera.target, slide, strict=True))
        moved = replace(
            camera,
            target=(x, y, z),
            azimuth=camera.azimuth - 0.35 * self._turn[0],
            elevation=min(88.0, max(-5.0, camera.elevation + 0.3 * self._turn[1])),
            distance=camera.distance * 0.9**self._zoom,
        )
        self._turn = self._shift = (0.0, 0.0)
        self._zoom = 0.0
        self.moved = True
        return moved

    def _button(self, _window: Any, button: int, action: int, modifiers: int) -> bool:
        turning = button == _LEFT and not modifiers & _SHIFT
        self._held = None if action != _PRESS else "turn" if turning else "shift"
        self._at = None
        return True

    def _move(self, _window: Any, x: float, y: float) -> bool:
        if self._held is not None and self._at is not None:
            dx, dy = x - self._at[0], y - self._at[1]
            if self._held == "turn":
                self._turn = self._turn[0] + dx, self._turn[1] + dy
            else:
                self._shift = self._shift[0] + dx, self._shift[1] + dy
        self._at = (x, y)
        return True

    def _scroll(self, _window: Any, _x: float, y: float) -> bool:
        self._zoom += y
        return True

    def _leave(self, _window: Any) -> bool:
        self.leaving = True
        return False

    def _back(self, _window: Any) -> bool:
        self.reset, self.moved = True, False
        return False

    def _next(self, _window: Any) -> bool:
        self._skip += 1
        return False
