"""Bolts, nuts, studs and screws. `size` is the thread diameter in metres; the seat is at z = 0, the head above it.

Proportions follow ISO 4017 (hexagon: 1.5 d across flats), ISO 4762 (socket head: 1.5 d wide, d high) and
ISO 7089 (washer: 2 d wide), rounded for drawing.
"""

from __future__ import annotations

from manifold3d import Manifold

from ar_client.models.solids import cut, cylinder, hull, torus, union


def hexagon(size: float, height: float) -> Manifold:
    """A hexagon head or nut with its top corners turned off."""
    crown = cylinder(0.76 * size, height, sides=6)
    return hull(cylinder(0.87 * size, 0.8 * height, sides=6), crown)


def hex_bolt(size: float) -> Manifold:
    """A hexagon bolt, on a washer from M10 up."""
    head = hexagon(size, 0.8 * size)
    return union([washer(size), head]) if size >= 0.0095 else head.translate((0, 0, -0.0005))


def washer(size: float) -> Manifold:
    """A plain washer, drawn a little into its seat so that it never floats."""
    return cylinder(1.05 * size, 0.3 * size, sides=12).translate((0, 0, -0.12 * size))


def socket_screw(size: float) -> Manifold:
    """A socket head cap screw with its hexagon recess."""
    head = cylinder(0.75 * size, size, sides=10).translate((0, 0, -0.1 * size))
    return cut(head, cylinder(0.46 * size, size, sides=6).translate((0, 0, 0.35 * size)))


def flange_bolt(size: float, half_grip: float) -> Manifold:
    """A bolt through a flange joint about z = 0: head below, nut and thread end above, `half_grip` from the middle.

    In a tight joint the shank cannot be seen between the flanges and is left out.
    """
    nut = cylinder(0.87 * size, 0.8 * size, sides=6)
    head = nut.translate((0, 0, -half_grip - 0.8 * size))
    end = union([nut, cylinder(size / 2, 1.2 * size, sides=6)]).translate((0, 0, half_grip))
    shank = [cylinder(size / 2, 2 * half_grip, sides=6).translate((0, 0, -half_grip))] if half_grip > 0.025 else []
    return union([end, head, *shank])


def anchor(size: float) -> Manifold:
    """A foundation bolt: square washer, nut and the end of the thread."""
    plate = cylinder(2.0 * size, 0.4 * size, sides=4).rotate((0, 0, 45)).translate((0, 0, -0.1 * size))
    nut = hexagon(size, 0.8 * size).translate((0, 0, 0.3 * size))
    return union([plate, nut, cylinder(size / 2, 2.0 * size, sides=8)])


def eye_bolt(size: float) -> Manifold:
    """A lifting eye on its collar (ISO 3266 in outline)."""
    eye = torus(1.5 * size, 0.42 * size).rotate((90, 0, 0)).translate((0, 0, 2.3 * size))
    return union([cylinder(1.1 * size, 0.7 * size), eye])
