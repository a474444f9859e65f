"""A pinhole camera: its rays, where it shows a point, and how it takes a whole machine into a part of the
picture.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the picture, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Pixels."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Pixels."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """(x, y), pixels."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def scaled(self, factor: float) -> "Box":
        """The same rectangle of a picture `factor` times as large."""
        return Box(self.left * factor, self.top * factor, self.right * factor, self.bottom * factor)


@dataclass(frozen=True, slots=True)
class Camera:
    """Looks at `target` from `distance` metres away; `focal` pixels; the target shows at `centre` (x, y),
    pixels.

    azimuth: degrees around the Y axis from +Z towards +X. elevation: degrees above the horizon.
    """

    target: Vector
    azimuth: float
    elevation: float
    distance: float
    focal: float
    centre: tuple[float, float]

    @property
    def eye(self) -> Floats:
        """Where the camera stands, (3,)."""
        eye: Floats = np.array(self.target, np.float32) - self.axes[2] * np.float32(self.distance)
        return eye

    @property
    def axes(self) -> Floats:
        """Rows right, up, forward, each of length 1."""
        a, e = np.radians(self.azimuth), np.radians(self.elevation)
        forward = -np.array([np.sin(a) * np.cos(e), np.sin(e), np.cos(a) * np.cos(e)])
        right = np.array([np.cos(a), 0.0, -np.sin(a)])
        return np.stack([right, np.cross(right, forward), forward]).astype(np.float32)

    def rays(self, width: int, height: int, jitter: tuple[float, float] = (0.5, 0.5)) -> Floats:
        """Directions through the pixels, row by row, (height * width, 3), of length 1 or a little more.

        jitter: where in its pixel each ray goes through, (0.5, 0.5) being the middle.
        """
        right, up, forward = self.axes
        x = (np.arange(width, dtype=np.float32) + np.float32(jitter[0] - self.centre[0])) / np.float32(self.focal)
        y = (np.arange(height, dtype=np.float32) + np.float32(jitter[1] - self.centre[1])) / np.float32(self.focal)
        grid = x[None, :, None] * right - y[:, None, None] * up + forward
        return np.ascontiguousarray(grid.reshape(-1, 3))

    def project(self, points: Floats) -> Floats:
        """Where points show: (N, 3) to (N, 2) pixels. Points at or behind the eye are not finite."""
        seen = (points - self.eye) @ self.axes.T
        depth = np.where(seen[:, 2] > 1e-6, seen[:, 2], np.nan)
        x = self.centre[0] + self.focal * seen[:, 0] / depth
        y = self.centre[1] - self.focal * seen[:, 1] / depth
        return np.stack([x, y], axis=1).astype(np.float32)

    def scaled(self, factor: float) -> "Camera":
        """The same view in a picture `factor` times as large."""
        centre = (self.centre[0] * factor, self.centre[1] * factor)
        return replace(self, focal=self.focal * factor, centre=centre)


def framed(points: Floats, box: Box, *, azimuth: float, elevation: float, field_of_view: float = 28.0) -> Camera:
    """A camera that shows all points (N, 3) as large as `box` allows. field_of_view: degrees over the box's
    height.
    """
    focal = box.height / 2 / np.tan(np.radians(field_of_view) / 2)
    low, high = points.min(axis=0), points.max(axis=0)
    x, y, z = (float(v) for v in (low + high) / 2)
    reach = max(float(np.linalg.norm(high - low)), 1e-3)
    camera = Camera((x, y, z), azimuth, elevation, reach * 4, float(focal), box.middle)
    for _ in range(6):
        camera = _recentred(_fitted(camera, points, box), points, box)
    return _fitted(camera, points, box)


def _fitted(camera: Camera, points: Floats, box: Box) -> Camera:
    """The nearest distance at which all points show inside a box whose middle is the camera's centre.

    A point at (a, b, c) right of, above and beyond the target shows at focal · a / (distance + c) from the
    centre.
    """
    a, b, c = ((points - np.array(camera.target, np.float32)) @ camera.axes.T).T
    needed = np.maximum(np.abs(a) / box.width, np.abs(b) / box.height) * 2 * camera.focal - c
    return replace(camera, distance=float(needed.max()) * 1.001)


def _recentred(camera: Camera, points: Floats, box: Box) -> Camera:
    """Moves the target so that the shown points lie in the middle of the box."""
    shown = camera.project(points)
    middle = (shown.min(axis=0) + shown.max(axis=0)) / 2
    right, up, _ = camera.axes
    metres = camera.distance / camera.focal
    move = right * (middle[0] - box.middle[0]) * metres - up * (middle[1] - box.middle[1]) * metres
    x, y, z = (float(a + b) for a, b in zip(camera.target, move, strict=True))
    return replace(camera, target=(x, y, z))
