"""Rays against triangles: the one place where Open3D's RaycastingScene (Embree) is used."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ar_client.errors import RenderError

Floats = npt.NDArray[np.float32]
_PACKAGES = "libgl1 libegl1 libx11-6 libudev1 libusb-1.0-0 libidn2-0"


def open3d() -> Any:
    """The library, loaded late. Raises RenderError that names what to install."""
    try:
        import open3d as library
    except ImportError as problem:
        raise RenderError(_missing(problem)) from problem
    except OSError as problem:
        raise RenderError(f"Open3D cannot load a system library ({problem}): apt install {_PACKAGES}") from problem
    return library


def _missing(problem: ImportError) -> str:
    if problem.name in ("open3d", None) and ".so" not in str(problem):
        return 'The desktop viewer needs Open3D: pip install "faultlens[desktop]"'
    return f"Open3D cannot load a library ({problem}): apt install {_PACKAGES}"


@dataclass(frozen=True, slots=True)
class Hits:
    """What N rays meet first. distance: (N,), inf for nothing; face: (N,), -1 for nothing; uv: (N, 2)
    barycentric.
    """

    distance: Floats
    face: npt.NDArray[np.int64]
    uv: Floats

    @property
    def found(self) -> npt.NDArray[np.bool_]:
        """(N,)"""
        return self.face >= 0


class Tracer:
    """Some faces of a machine, ready for rays. Face numbers in hits are those of the machine."""

    def __init__(self, corners: Floats, faces: npt.NDArray[np.int64]) -> None:
        """corners: (F, 3, 3) of the whole machine; faces: which of them take part."""
        self._faces = faces
        self._scene: Any = None
        if len(faces):
            library = open3d()
            points = np.ascontiguousarray(corners[faces].reshape(-1, 3), np.float32)
            triangles = np.arange(len(points), dtype=np.uint32).reshape(-1, 3)
            self._scene = library.t.geometry.RaycastingScene()
            self._scene.add_triangles(library.core.Tensor(points), library.core.Tensor(triangles))

    def first(self, origins: Floats, directions: Floats) -> Hits:
        """What each ray meets first. origins: (3,) or (N, 3); directions: (N, 3), the unit of distances."""
        count = len(directions)
        if self._scene is None or count == 0:
            nothing = np.full(count, np.inf, np.float32)
            return Hits(nothing, np.full(count, -1, np.int64), np.zeros((count, 2), np.float32))
        answer = self._scene.cast_rays(self._rays(origins, directions))
        distance = answer["t_hit"].numpy()
        met = answer["primitive_ids"].numpy().astype(np.int64)
        found = np.isfinite(distance)
        face = np.where(found, self._faces[np.where(found, met, 0)], -1)
        return Hits(distance, face, answer["primitive_uvs"].numpy())

    def blocked(self, origins: Floats, directions: Floats) -> npt.NDArray[np.bool_]:
        """Whether anything stands in the way of each ray, (N,). origins: (N, 3); directions: (3,)."""
        if self._scene is None or len(origins) == 0:
            return np.zeros(len(origins), np.bool_)
        answer: npt.NDArray[np.bool_] = self._scene.test_occlusions(self._rays(origins, directions)).numpy()
        return answer

    @staticmethod
    def _rays(origins: Floats, directions: Floats) -> Any:
        count = max(a.shape[0] for a in (origins, directions) if a.ndim == 2)
        rays = np.empty((count, 6), np.float32)
        rays[:, :3] = origins
        rays[:, 3:] = directions
        return open3d().core.Tensor.from_numpy(rays)
