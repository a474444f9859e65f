"""Solids along a path: pipes, bent tubes, cables, coils, and lofts through a row of cross-sections."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from manifold3d import Manifold, Mesh
from numpy.typing import NDArray

from ar_client.models.solids import Vec3, segments

Points = NDArray[np.float64]


def sweep(path: Sequence[Vec3] | Points, radius: float, sides: int | None = None) -> Manifold:
    """A round bar along a polyline. The section is carried without twist and mitred at each corner."""
    points = np.asarray(path, dtype=np.float64)
    count = sides or segments(radius)
    directions = _unit(np.diff(points, axis=0))
    tangents = _unit(np.vstack([directions[:1], directions[:-1] + directions[1:], directions[-1:]]))
    normal = _any_normal(tangents[0])
    angles = np.linspace(0, 2 * math.pi, count, endpoint=False)
    rings = []
    for index, (point, tangent) in enumerate(zip(points, tangents, strict=True)):
        normal = _unit(normal - tangent * np.dot(normal, tangent))
        side = np.cross(tangent, normal)
        # A mitred section is an ellipse: stretch it across the bend so that the bar keeps its bore.
        bend = directions[max(index - 1, 0)]
        stretch = 1 / max(0.4, float(np.dot(bend, tangent)))
        across = bend - tangent * np.dot(bend, tangent)
        circle = radius * (np.outer(np.cos(angles), normal) + np.outer(np.sin(angles), side))
        if np.linalg.norm(across) > 1e-9:
            across = _unit(across)
            circle += np.outer(circle @ across, across) * (stretch - 1)
        rings.append(point + circle)
    return loft(np.asarray(rings))


def loft(rings: NDArray[np.float64]) -> Manifold:
    """A closed solid through rings of points, shape (rings, points, 3); the ends are capped with fans.

    The points of a ring run anticlockwise seen from the end towards which the rings go.
    """
    ring_count, count, _ = rings.shape
    centres = np.stack([rings[0].mean(axis=0), rings[-1].mean(axis=0)])
    vertices = np.vstack([rings.reshape(-1, 3), centres])
    here = np.arange(count)
    following = np.roll(here, -1)
    faces = []
    for index in range(ring_count - 1):
        low, high = index * count, (index + 1) * count
        faces.append(np.column_stack([low + here, low + following, high + following]))
        faces.append(np.column_stack([low + here, high + following, high + here]))
    last, first_centre = (ring_count - 1) * count, ring_count * count
    faces.append(np.column_stack([following, here, np.full(count, first_centre)]))
    faces.append(np.column_stack([last + here, last + following, np.full(count, first_centre + 1)]))
    solid = Manifold(Mesh(vertices.astype(np.float32), np.vstack(faces).astype(np.uint32)))
    if solid.volume() <= 0:
        raise ValueError("The rings of a loft must be ordered so that the solid has a positive volume.")
    return solid


def bend(corners: Sequence[Vec3], radius: float, steps: int = 8) -> Points:
    """A polyline whose inner corners are rounded to a bend radius, as a pipe fitter would draw it."""
    points = np.asarray(corners, dtype=np.float64)
    path = [points[0]]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        inward, outward = _unit(before - corner), _unit(after - corner)
        half = math.acos(float(np.clip(np.dot(inward, outward), -1, 1))) / 2
        reach = radius / math.tan(half)
        start, end = corner + inward * reach, corner + outward * reach
        centre = corner + _unit(inward + outward) * radius / math.sin(half)
        turn = math.pi - 2 * half
        for step in range(steps + 1):
            share = step / steps
            blend = math.sin((1 - share) * turn), math.sin(share * turn)
            path.append(centre + (blend[0] * (start - centre) + blend[1] * (end - centre)) / math.sin(turn))
    path.append(points[-1])
    return np.asarray(path)


def slack(knots: Sequence[Vec3], steps: int = 6) -> Points:
    """A smooth line through the knots, as a cable hangs (a uniform Catmull-Rom spline)."""
    points = np.asarray(knots, dtype=np.float64)
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    shares = np.linspace(0, 1, steps, endpoint=False)[:, None]
    path = [
        0.5 * (2 * b + (c - a) * shares + (2 * a - 5 * b + 4 * c - d) * shares**2 + (3 * b - a - 3 * c + d) * shares**3)
        for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False)
    ]
    return np.vstack([*path, points[-1:]])


def aligned(solid: Manifold, at: Vec3 | Points, direction: Vec3 | Points) -> Manifold:
    """Move a solid to `at` with its Z axis along any direction."""
    tangent = _unit(np.asarray(direction, dtype=np.float64))
    normal = _any_normal(tangent)
    matrix = np.column_stack([normal, np.cross(tangent, normal), tangent, np.asarray(at, dtype=np.float64)])
    return solid.transform(matrix)


def helix(radius: float, height: float, turns: float, steps_per_turn: int = 11) -> Points:
    """The centre line of a coil about Z, from z = 0 to `height`."""
    shares = np.linspace(0, 1, round(turns * steps_per_turn) + 1)
    angles = 2 * math.pi * turns * shares
    return np.column_stack([radius * np.cos(angles), radius * np.sin(angles), height * shares])


def _unit(vectors: Points) -> Points:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))


def _any_normal(direction: Points) -> Points:
    axis = np.eye(3)[int(np.argmin(np.abs(direction)))]
    return _unit(np.cross(direction, axis))
