"""The spindle head on the column's guideways, and the spindle drive on top of it."""

from __future__ import annotations

import numpy as np
from manifold3d import Manifold

from ar_client.models import materials
from ar_client.models.component import Component, Part, placed
from ar_client.models.fasteners import eye_bolt, socket_screw
from ar_client.models.fittings import cable_gland, name_plate
from ar_client.models.milling_layout import COLUMN_FRONT, HEAD_BASE, HEAD_TOP, RAIL_X
from ar_client.models.paths import aligned, bend
from ar_client.models.solids import (
    Vec3,
    box,
    copies,
    cut,
    cylinder,
    facing,
    hull,
    revolve,
    ring,
    slab,
    tube,
    union,
    wedge,
)

_REAR = COLUMN_FRONT - 0.042
_SLIDE_TOP = 1.92
_FRONT = -0.15


def spindle_head() -> Component:
    """A hollow casting with covers, carriages on the guideways and the energy chain."""
    return Component(
        "spindle_head",
        "Spindle head",
        (0.0, 0.0, HEAD_BASE),
        [
            Part(_casting(), materials.PAINT_LIGHT),
            Part(_stripe(), materials.PAINT_BLUE),
            Part(_covers(), materials.PAINT_SLATE),
            Part(_screws(), materials.DARK_STEEL),
            Part(_carriages(), materials.STEEL),
            Part(_energy_chain(), materials.PLASTIC),
            *placed(name_plate(0.12, 0.05), (0, _FRONT - 0.0015, HEAD_BASE + 0.47), "-y"),
            *_work_light(),
        ],
    )


def _casting() -> Manifold:
    nose = box(0.32, 0.42, HEAD_TOP - HEAD_BASE, 0.055, 0.014, 20).translate((0, _FRONT + 0.21, HEAD_BASE))
    slide = hull(
        box(0.36, 0.1, 0.02, 0.02, 0.004).translate((0, 0.2, HEAD_BASE + 0.03)),
        box(0.36, 0.1, 0.02, 0.02, 0.004).translate((0, 0.2, HEAD_TOP - 0.04)),
        box(0.42, 0.08, 0.02, 0.02, 0.004).translate((0, _REAR - 0.04, HEAD_BASE + 0.04)),
        box(0.42, 0.08, 0.02, 0.02, 0.004).translate((0, _REAR - 0.04, _SLIDE_TOP - 0.02)),
    )
    room = box(0.27, 0.5, HEAD_TOP - HEAD_BASE - 0.05, 0.04, 0.002).translate((0, _FRONT + 0.275, HEAD_BASE + 0.025))
    bores = cylinder(0.0675, 1.0).translate((0, 0, HEAD_BASE - 0.2))
    return cut(union([nose, slide]), room, bores)


def _stripe() -> Manifold:
    """A painted band round the front of the head."""
    band = box(0.324, 0.424, 0.035, 0.057, 0.002, 20)
    return cut(
        band,
        slab(0.6, 0.3, 0.1).translate((0, 0.21, -0.02)),
        slab(0.27, 0.36, 0.1).translate((0, 0.02, -0.02)),
    ).translate((0, _FRONT + 0.21, HEAD_BASE + 0.36))


def _covers() -> Manifold:
    """Inspection covers at both sides and a louvred one in front."""
    side = facing(box(0.36, 0.22, 0.008, 0.02, 0.003, 8), "x")
    sides = union([side.translate((0.158, 0.0, HEAD_BASE + 0.19)), side.translate((-0.166, 0.0, HEAD_BASE + 0.19))])
    front = facing(box(0.2, 0.2, 0.008, 0.016, 0.003, 8), "-y").translate((0, _FRONT + 0.002, HEAD_BASE + 0.2))
    louvre = slab(0.12, 0.01, 0.006).rotate((-25, 0, 0))
    louvres = copies(louvre, [(0, _FRONT - 0.007, HEAD_BASE + 0.15 + 0.022 * index) for index in range(5)])
    return union([sides, front, louvres])


def _screws() -> Manifold:
    front = copies(
        facing(socket_screw(0.006), "-y"),
        [(x * 0.088, _FRONT - 0.006, HEAD_BASE + 0.2 + z * 0.088) for x in (-1, 1) for z in (-1, 1)],
    )
    side = [(0.1655, y, HEAD_BASE + 0.19 + z * 0.162) for y in (-0.09, 0.09) for z in (-1, 1)]
    right = copies(facing(socket_screw(0.006), "x"), side)
    left = copies(facing(socket_screw(0.006), "-x"), [(-x - 0.0005, y, z) for x, y, z in side])
    eyes = copies(eye_bolt(0.012), [(x, 0.4, _SLIDE_TOP - 0.002) for x in (-0.16, 0.16)])
    return union([front, right, left, eyes])


def _carriages() -> Manifold:
    block = slab(0.08, 0.05, 0.14)
    places: list[Vec3] = [(x, _REAR + 0.018, z) for x in (-RAIL_X, RAIL_X) for z in (1.22, 1.7)]
    nut = facing(cylinder(0.045, 0.1), "z").translate((0, COLUMN_FRONT + 0.005, 1.48))
    return union([copies(block, places), nut])


def _energy_chain() -> Manifold:
    """The cable chain that loops from the column's left edge to the head."""
    column_x, head_x, y, top = -0.375, -0.275, 0.45, 2.06
    line = bend([(column_x, y, 1.42), (column_x, y, top), (head_x, y, top), (head_x, y, 1.86)], 0.0495, 9)
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    distance = np.concatenate([[0.0], np.cumsum(steps)])
    link = union([slab(0.05, 0.07, 0.028), slab(0.034, 0.056, 0.04).translate((0, 0, -0.005))])
    links = []
    for place in np.arange(0.015, distance[-1], 0.036):
        centre = np.array([np.interp(place, distance, line[:, axis]) for axis in range(3)])
        ahead = np.array([np.interp(min(place + 0.01, distance[-1]), distance, line[:, axis]) for axis in range(3)])
        behind = np.array([np.interp(max(place - 0.01, 0.0), distance, line[:, axis]) for axis in range(3)])
        links.append(aligned(link.rotate((0, 0, 90)), centre, ahead - behind))
    anchors = [
        slab(0.06, 0.1, 0.05).translate((column_x + 0.03, y + 0.03, 1.4)),
        slab(0.1, 0.07, 0.05).translate((head_x + 0.05, y - 0.02, 1.83)),
        slab(0.03, 0.14, 0.04).translate((column_x + 0.045, y + 0.09, 1.405)),
    ]
    return union([*links, *anchors])


def _work_light() -> list[Part]:
    """A lamp under the front edge of the head."""
    body = box(0.2, 0.035, 0.022, 0.008, 0.003, 4).translate((0, _FRONT + 0.035, HEAD_BASE - 0.021))
    lens = slab(0.18, 0.022, 0.003).translate((0, _FRONT + 0.035, HEAD_BASE - 0.0235))
    return [Part(body, materials.PLASTIC), Part(lens, materials.DIAL)]


def drive() -> Component:
    """The spindle motor: finned body, terminal box, fan hood; rotor and stator inside."""
    base = HEAD_TOP
    return Component(
        "drive",
        "Spindle drive",
        (0.0, 0.0, base),
        [
            Part(_motor_body().translate((0, 0, base)), materials.PAINT_SLATE),
            Part(_fan_hood().translate((0, 0, base)), materials.PLASTIC),
            Part(_motor_screws().translate((0, 0, base)), materials.STEEL),
            Part(tube(0.082, 0.058, 0.2).translate((0, 0, base + 0.08)), materials.COPPER),
            Part(_rotor().translate((0, 0, base)), materials.STEEL),
            Part(_glands().translate((0, 0, base)), materials.PLASTIC),
            *placed(name_plate(0.075, 0.05), (0, -0.1145, base + 0.2), "-y"),
        ],
        parent="spindle_head",
    )


def _motor_body() -> Manifold:
    flange = box(0.25, 0.25, 0.024, 0.03, 0.004).translate((0, 0, -0.002))
    barrel = revolve([(0.083, 0.02), (0.094, 0.02), (0.094, 0.35), (0.083, 0.35)], 32)
    shields = union(
        [
            tube(0.094, 0.024, 0.03, 32).translate((0, 0, 0.02)),
            tube(0.094, 0.024, 0.025, 32).translate((0, 0, 0.33)),
        ]
    )
    fin = wedge(0.28, 0.006, 0.0036, 0.024).rotate((0, 90, 0)).translate((0.091, 0, 0.19))
    fins = [fin.rotate((0, 0, angle)) for angle in range(6, 366, 12) if not 250 < angle % 360 < 290]
    pad = facing(box(0.09, 0.06, 0.03, 0.004, 0.002, 4), "-y").translate((0, -0.0845, 0.2))
    terminal = box(0.1, 0.13, 0.13, 0.012, 0.004, 8).translate((0.135, 0.0, 0.11))
    lid = facing(box(0.138, 0.138, 0.014, 0.014, 0.004, 8), "x").translate((0.184, 0.0, 0.175))
    collar = tube(0.118, 0.09, 0.018, 32).translate((0, 0, 0.338))
    return union([flange, barrel, shields, pad, terminal, lid, collar, *fins])


def _fan_hood() -> Manifold:
    hood = revolve(
        [
            (0.0, 0.472),
            (0.1, 0.472),
            (0.116, 0.456),
            (0.118, 0.352),
            (0.115, 0.352),
            (0.113, 0.454),
            (0.098, 0.469),
            (0.0, 0.469),
        ],
        32,
    )
    slots = union(tube(radius + 0.006, radius - 0.006, 0.05, 20) for radius in (0.034, 0.056, 0.078))
    spokes = union(slab(0.25, 0.009, 0.05).rotate((0, 0, angle)) for angle in (0, 60, 120))
    blades = ring(slab(0.06, 0.004, 0.06).rotate((35, 0, 0)).translate((0.06, 0, 0.37)), 6, 0.0)
    return union(
        [
            cut(hood, cut(slots, spokes).translate((0, 0, 0.44))),
            blades,
            cylinder(0.035, 0.05).translate((0, 0, 0.375)),
        ]
    )


def _motor_screws() -> Manifold:
    corners = copies(socket_screw(0.01), [(x * 0.105, y * 0.105, 0.022) for x in (-1, 1) for y in (-1, 1)])
    lid = copies(
        facing(socket_screw(0.005), "x"),
        [(0.1985, y * 0.059, 0.175 + z * 0.059) for y in (-1, 1) for z in (-1, 1)],
    )
    return union([corners, lid])


def _rotor() -> Manifold:
    return union([cylinder(0.056, 0.2).translate((0, 0, 0.08)), cylinder(0.019, 0.44).translate((0, 0, -0.04))])


def _glands() -> Manifold:
    """The glands of the terminal box for power and encoder cables."""
    gland = facing(cable_gland(0.018), "y").translate((0.135, 0.063, 0.16))
    return union([gland, facing(cable_gland(0.012), "y").translate((0.135, 0.063, 0.21))])
