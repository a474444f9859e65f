"""Basic solids. Metres, Z up; every solid stands on z = 0 on the Z axis unless its docstring says otherwise."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
from manifold3d import CrossSection, JoinType, Manifold, OpType

Vec3 = tuple[float, float, float]
Outline = Sequence[tuple[float, float]]
Axis = Literal["x", "-x", "y", "-y", "z", "-z"]

_ROTATIONS: dict[Axis, Vec3] = {
    "x": (0, 90, 0),
    "-x": (0, -90, 0),
    "y": (-90, 0, 0),
    "-y": (90, 0, 0),
    "z": (0, 0, 0),
    "-z": (180, 0, 0),
}
_CHORD_ERROR = 0.001  # metres between a drawn circle and the true one: invisible from arm's length


def segments(radius: float) -> int:
    """Sides of the polygon that stands for a circle of `radius`: a multiple of four from 8 to 64."""
    ratio = 1 - _CHORD_ERROR / max(radius, 2 * _CHORD_ERROR)
    return min(64, max(8, 4 * math.ceil(math.pi / math.acos(ratio) / 4)))


def facing(solid: Manifold, axis: Axis) -> Manifold:
    """Turn a solid so that its Z axis points along `axis`."""
    return solid.rotate(_ROTATIONS[axis])


def cylinder(radius: float, height: float, top_radius: float | None = None, sides: int | None = None) -> Manifold:
    """A cylinder, or a cone frustum when `top_radius` is given."""
    top = radius if top_radius is None else top_radius
    return Manifold.cylinder(height, radius, top, sides or segments(max(radius, top)))


def tube(outer: float, inner: float, height: float, sides: int | None = None) -> Manifold:
    """A hollow cylinder of outer and inner radius."""
    count = sides or segments(outer)
    return (CrossSection.circle(outer, count) - CrossSection.circle(inner, count)).extrude(height)


def sphere(radius: float) -> Manifold:
    """A sphere around the origin."""
    return Manifold.sphere(radius, segments(radius))


def torus(ring_radius: float, wire_radius: float, sides: int = 12) -> Manifold:
    """A ring in the XY plane around the origin."""
    return CrossSection.circle(wire_radius, sides).translate((ring_radius, 0)).revolve(segments(ring_radius))


def revolve(profile: Outline, sides: int | None = None) -> Manifold:
    """Turn a closed profile of (radius, height) points about Z; either winding is accepted."""
    widest = max(radius for radius, _ in profile)
    return polygon(profile).revolve(sides or segments(widest))


def polygon(outline: Outline) -> CrossSection:
    """A flat area from its corner points, whichever way round they are listed."""
    points = np.asarray(outline, dtype=np.float64)
    x, y = points[:, 0], points[:, 1]
    if np.dot(x, np.roll(y, -1)) < np.dot(y, np.roll(x, -1)):
        points = points[::-1].copy()
    return CrossSection([points])


def prism(outline: Outline, height: float) -> Manifold:
    """Extrude a polygon along Z."""
    return polygon(outline).extrude(height)


def slab(width: float, depth: float, height: float) -> Manifold:
    """A plain box, centred in X and Y."""
    return Manifold.cube((width, depth, height)).translate((-width / 2, -depth / 2, 0))


def rounded_rectangle(width: float, depth: float, radius: float, sides: int = 16) -> CrossSection:
    """A rectangle around the origin with rounded corners."""
    safe = min(radius, width / 2 - 1e-5, depth / 2 - 1e-5)
    core = CrossSection.square((width - 2 * safe, depth - 2 * safe), True)
    return core.offset(safe, JoinType.Round, 2, sides)


def box(
    width: float,
    depth: float,
    height: float,
    edge: float = 0.006,
    bevel: float | None = None,
    sides: int = 12,
) -> Manifold:
    """A box centred in X and Y with rounded vertical edges and bevelled rims."""
    chamfer = min(edge, height / 4) if bevel is None else bevel
    waist = rounded_rectangle(width, depth, edge, sides).extrude(height - 2 * chamfer).translate((0, 0, chamfer))
    inner = max(edge - chamfer, 1e-4)
    core = rounded_rectangle(width - 2 * chamfer, depth - 2 * chamfer, inner, sides).extrude(height)
    return hull(waist, core)


def wedge(length: float, base: float, tip: float, height: float) -> Manifold:
    """A tapered rib along X, centred: `base` wide at z = 0, `tip` wide at the top."""
    outline = [(-base / 2, 0.0), (base / 2, 0.0), (tip / 2, height), (-tip / 2, height)]
    return prism(outline, length).rotate((90, 0, 90)).translate((-length / 2, 0, 0))


def hull(*solids: Manifold) -> Manifold:
    """The convex hull of all the solids together."""
    return Manifold.batch_hull(list(solids))


def union(solids: Iterable[Manifold]) -> Manifold:
    """All the solids as one."""
    return Manifold.batch_boolean(list(solids), OpType.Add)


def cut(solid: Manifold, *tools: Manifold) -> Manifold:
    """A solid less all the tools."""
    return Manifold.batch_boolean([solid, *tools], OpType.Subtract)


def ring(solid: Manifold, count: int, radius: float, start: float = 0.0) -> Manifold:
    """Copies of a solid on a circle about Z, each turned with its place; `start` in degrees."""
    moved = solid.translate((radius, 0, 0))
    return union(moved.rotate((0, 0, start + 360 * index / count)) for index in range(count))


def copies(solid: Manifold, places: Iterable[Vec3]) -> Manifold:
    """Copies of a solid at several places."""
    return union(solid.translate(place) for place in places)


def mirrored(solid: Manifold, normal: Vec3) -> Manifold:
    """A solid together with its mirror image in the plane through the origin with this normal."""
    return union([solid, solid.mirror(normal)])
