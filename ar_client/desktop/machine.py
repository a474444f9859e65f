"""A GLB file becomes triangles, materials and named nodes. Metres, Y up, as glTF 2.0 (ISO/IEC 12113) has it.

trimesh reads the file, since Open3D loses nodes and materials on the way.
"""

import io
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ar_client.errors import ModelError

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Part:
    """One mesh of the file. path: the names of its nodes from the root down; first, last: its faces [first,
    last).
    """

    path: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Machine:
    """All triangles of a model in world coordinates, F faces in P parts.

    corners, normals: (F, 3, 3). part_of_face: (F,). colours: (P, 3), linear. opacity, metallic, roughness:
    (P,), 0 to 1. origins: where each named node stands, metres.
    """

    corners: Floats
    normals: Floats
    part_of_face: npt.NDArray[np.int32]
    parts: tuple[Part, ...]
    colours: Floats
    opacity: Floats
    metallic: Floats
    roughness: Floats
    origins: dict[str, tuple[float, float, float]]

    def parts_under(self, node: str, others: Collection[str] = ()) -> tuple[int, ...]:
        """The parts that belong to a node: those below it, but not those below one of `others` further down.

        A pure group node, all of whose parts belong to others, stands for them all.
        """
        below = [index for index, part in enumerate(self.parts) if node in part.path]
        own = [i for i in below if not _passes(self.parts[i].path, node, others)]
        return tuple(own or below)

    def points_of(self, parts: Collection[int]) -> Floats:
        """The corner points of some parts, (N, 3)."""
        if not parts:
            return np.zeros((0, 3), np.float32)
        return np.concatenate([self.corners[self.parts[i].first : self.parts[i].last].reshape(-1, 3) for i in parts])

    def place_of(self, node: str, others: Collection[str] = ()) -> Floats | None:
        """The middle of a node's own parts, (3,), or its origin when it has none; None for a node not in the
        model.
        """
        points = self.points_of(self.parts_under(node, others))
        if len(points):
            middle: Floats = (points.min(axis=0) + points.max(axis=0)) / 2
            return middle
        return np.array(self.origins[node], np.float32) if node in self.origins else None

    @property
    def bounds(self) -> Floats:
        """Lowest and highest corner, (2, 3)."""
        flat = self.corners.reshape(-1, 3)
        return np.stack([flat.min(axis=0), flat.max(axis=0)])


def read_glb(data: bytes) -> Machine:
    """Raises ModelError when the bytes are no GLB that trimesh reads, or hold no triangles."""
    import trimesh

    try:
        loaded = trimesh.load_scene(io.BytesIO(data), file_type="glb", process=False)
    except Exception as problem:  # trimesh raises many kinds on damaged files; all mean the same to us
        raise ModelError(f"The 3D model cannot be read ({type(problem).__name__}: {problem}).") from problem
    meshes = [(node, *loaded.graph[node]) for node in loaded.graph.nodes_geometry]
    meshes = [(node, matrix, loaded.geometry[name]) for node, matrix, name in meshes]
    meshes = [entry for entry in meshes if isinstance(entry[2], trimesh.Trimesh) and len(entry[2].faces)]
    if not meshes:
        raise ModelError("The 3D model holds no triangles.")
    return _assembled(loaded, meshes)


def _assembled(loaded: Any, meshes: list[tuple[str, Any, Any]]) -> Machine:
    parents: dict[str, str] = loaded.graph.transforms.parents
    parts: list[Part] = []
    corners: list[Floats] = []
    normals: list[Floats] = []
    for node, matrix, mesh in meshes:
        first = parts[-1].last if parts else 0
        parts.append(Part(_path(node, parents), first, first + len(mesh.faces)))
        corners.append(_placed(mesh.vertices, matrix)[mesh.faces])
        normals.append(_turned(mesh.vertex_normals, matrix)[mesh.faces])
    surfaces = np.array([_surface(mesh) for _, _, mesh in meshes], np.float32)
    counts = [part.last - part.first for part in parts]
    return Machine(
        corners=np.concatenate(corners),
        normals=np.concatenate(normals),
        part_of_face=np.repeat(np.arange(len(parts), dtype=np.int32), counts),
        parts=tuple(parts),
        colours=surfaces[:, :3],
        opacity=surfaces[:, 3],
        metallic=surfaces[:, 4],
        roughness=surfaces[:, 5],
        origins={name: _origin(loaded, name) for name in loaded.graph.nodes},
    )


def _passes(path: tuple[str, ...], node: str, others: Collection[str]) -> bool:
    return any(name in others for name in path[path.index(node) + 1 :])


def _path(node: str, parents: dict[str, str]) -> tuple[str, ...]:
    path = [node]
    while (above := parents.get(path[-1])) is not None:
        path.append(above)
    return tuple(reversed(path))


def _origin(loaded: Any, node: str) -> tuple[float, float, float]:
    x, y, z = (float(v) for v in loaded.graph[node][0][:3, 3])
    return x, y, z


def _placed(points: Any, matrix: Any) -> Floats:
    return np.asarray(points @ matrix[:3, :3].T + matrix[:3, 3], np.float32)


def _turned(normals: Any, matrix: Any) -> Floats:
    """Normals go with the inverse transpose; slivers have none and keep zero length."""
    turned = np.asarray(normals @ np.linalg.inv(matrix[:3, :3]), np.float32)
    length = np.linalg.norm(turned, axis=1, keepdims=True)
    return np.asarray(turned / np.where(length > 0, length, 1), np.float32)


def _surface(mesh: Any) -> tuple[float, ...]:
    """Linear red, green, blue; opacity, metallic, roughness. glTF's factors are linear already."""
    material: Any = getattr(mesh.visual, "material", None)
    factor = getattr(material, "baseColorFactor", None)
    if factor is None:
        grey = (0.35, 0.37, 0.40, 1.0)
        return (*grey, 0.1, 0.6)
    red, green, blue, opacity = (float(v) / 255 for v in factor)
    blended = getattr(material, "alphaMode", None) == "BLEND"
    metallic, roughness = material.metallicFactor, material.roughnessFactor
    return (
        red,
        green,
        blue,
        opacity if blended else 1.0,
        1.0 if metallic is None else float(metallic),
        1.0 if roughness is None else float(roughness),
    )
