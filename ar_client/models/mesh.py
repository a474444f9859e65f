"""From a solid to a shaded triangle mesh: welded, free of slivers, with unit normals and sharp creases.

Normals are weighted by face area and corner angle, so that a bevel shades smoothly while the large flat faces
beside it stay flat (the "face weighted normals" of games; corner angles after Thürmer and Wüthrich, 1998).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from manifold3d import Manifold
from numpy.typing import NDArray

from ar_client.models.solids import Vec3

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_GRID = 1e-6  # metres: vertices nearer than this are one
_SIMPLIFY = 1e-4  # metres: detail that booleans leave and no eye can see
_SLIVER = 3e-6  # metres: the least height of a triangle worth keeping
_CREASE = math.radians(38)


@dataclass(frozen=True, slots=True)
class Surface:
    """Positions and unit normals, float32 (n, 3), and triangles, uint32 (m, 3)."""

    positions: NDArray[np.float32]
    normals: NDArray[np.float32]
    triangles: NDArray[np.uint32]


def shade(solid: Manifold, origin: Vec3) -> Surface:
    """The surface of a solid relative to `origin`, in glTF axes: (x, y, z) here becomes (x, z, -y).

    Raises ValueError when the solid is empty or broken.
    """
    mesh = solid.simplify(_SIMPLIFY).to_mesh64()
    if len(mesh.tri_verts) == 0:
        raise ValueError(f"A part has no volume (status {solid.status().name}): check the sizes that made it.")
    local = np.asarray(mesh.vert_properties)[:, :3] - np.asarray(origin, dtype=np.float64)
    points, triangles = _weld(np.column_stack([local[:, 0], local[:, 2], -local[:, 1]]), mesh.tri_verts)
    triangles = _without_slivers(points, triangles)
    return _split_at_creases(points, triangles)


def _weld(points: Floats, triangles: NDArray[np.int32]) -> tuple[Floats, Ints]:
    grid = np.round(points / _GRID).astype(np.int64)
    unique, place = np.unique(grid, axis=0, return_inverse=True)
    return unique.astype(np.float64) * _GRID, place.reshape(-1)[triangles].astype(np.int64)


def _without_slivers(points: Floats, triangles: Ints) -> Ints:
    corners = points[triangles]
    edges = np.roll(corners, -1, axis=1) - corners
    longest = np.linalg.norm(edges, axis=2).max(axis=1)
    double_area = np.linalg.norm(np.cross(edges[:, 0], edges[:, 1]), axis=1)
    kept = triangles[double_area > _SLIVER * np.maximum(longest, _SLIVER)]
    return np.asarray(kept)


def _split_at_creases(points: Floats, triangles: Ints) -> Surface:
    normals, weights = _face_geometry(points, triangles)
    corner_vertex = triangles.reshape(-1)
    corner_face = np.repeat(np.arange(len(triangles)), 3)
    mine, other = _corner_pairs(corner_vertex)
    near = np.einsum("ij,ij->i", normals[corner_face[mine]], normals[corner_face[other]]) > math.cos(_CREASE)
    mine, other = mine[near], other[near]
    pull = normals[corner_face[other]] * weights.reshape(-1)[other, None]
    summed = np.stack([np.bincount(mine, pull[:, axis], len(corner_vertex)) for axis in range(3)], axis=1)
    corner_normal = summed / np.linalg.norm(summed, axis=1, keepdims=True)
    key = np.column_stack([corner_vertex, np.round(corner_normal * 1e3).astype(np.int64)])
    _, first, place = np.unique(key, axis=0, return_index=True, return_inverse=True)
    return Surface(
        points[corner_vertex[first]].astype(np.float32),
        corner_normal[first].astype(np.float32),
        place.reshape(-1, 3).astype(np.uint32),
    )


def _face_geometry(points: Floats, triangles: Ints) -> tuple[Floats, Floats]:
    """Unit normals (m, 3) and the weight of each corner (m, 3): face area times corner angle."""
    corners = points[triangles]
    after = np.roll(corners, -1, axis=1) - corners
    before = np.roll(corners, 1, axis=1) - corners
    cross = np.cross(after[:, 0], before[:, 0])
    double_area = np.linalg.norm(cross, axis=1, keepdims=True)
    lengths = np.linalg.norm(after, axis=2) * np.linalg.norm(before, axis=2)
    cosines = np.clip(np.einsum("ijk,ijk->ij", after, before) / lengths, -1, 1)
    return cross / double_area, np.arccos(cosines) * double_area


def _corner_pairs(corner_vertex: Ints) -> tuple[Ints, Ints]:
    """Every ordered pair of corners that meet at one vertex, each corner with itself included."""
    order = np.argsort(corner_vertex, kind="stable")
    _, starts, counts = np.unique(corner_vertex[order], return_index=True, return_counts=True)
    group_size = np.repeat(counts, counts)
    group_start = np.repeat(starts, counts)
    mine = np.repeat(order, group_size)
    within = np.arange(len(mine)) - np.repeat(np.cumsum(group_size) - group_size, group_size)
    return mine, order[np.repeat(group_start, group_size) + within]
