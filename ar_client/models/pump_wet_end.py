"""The wet end: volute casing, impeller and mechanical seal."""

from __future__ import annotations

import math

import numpy as np
from manifold3d import Manifold

from ar_client.models import materials
from ar_client.models.component import Component, Part, placed
from ar_client.models.fasteners import hex_bolt, hexagon
from ar_client.models.fittings import DN80, DN100, name_plate, plain_flange
from ar_client.models.paths import bend, helix, loft, sweep
from ar_client.models.pump_layout import (
    CASING,
    DECK_TOP,
    DISCHARGE_FACE,
    SHAFT_HEIGHT,
    SUCTION_FACE,
    on_shaft,
    turned,
)
from ar_client.models.solids import (
    Outline,
    Vec3,
    box,
    copies,
    cut,
    cylinder,
    facing,
    hull,
    prism,
    ring,
    slab,
    tube,
    union,
)

_IMPELLER_RADIUS = 0.1
_THROAT_RADIUS = 0.038
_VANES = 6
# Profiles are (radius, distance along the shaft).
_HUB: Outline = [
    (0.016, -0.026),
    (0.03, -0.026),
    (0.03, -0.018),
    (_IMPELLER_RADIUS, -0.0125),
    (_IMPELLER_RADIUS, -0.008),
    (0.05, -0.006),
    (0.03, 0.006),
    (0.021, 0.018),
    (0.016, 0.018),
]
_FRONT_SHROUD: Outline = [
    (0.047, 0.034),
    (0.054, 0.034),
    (0.0545, 0.02),
    (0.062, 0.0145),
    (_IMPELLER_RADIUS, 0.0115),
    (_IMPELLER_RADIUS, 0.0075),
    (0.062, 0.0095),
    (0.05, 0.016),
    (0.047, 0.02),
]
_GLAND: Outline = [
    (0.0245, 0.0),
    (0.062, 0.0),
    (0.064, 0.002),
    (0.064, 0.014),
    (0.0342, 0.014),
    (0.0342, 0.02),
    (0.0245, 0.02),
]


def casing() -> Component:
    """The volute with suction nozzle, discharge nozzle, back cover, feet and plugs; hollow inside."""
    return Component(
        "casing",
        "Pump casing",
        (CASING, 0.0, SHAFT_HEIGHT),
        [
            Part(_casting(), materials.PAINT_SLATE),
            Part(_bolts(), materials.STEEL),
            *placed(name_plate(0.07, 0.045), (CASING + 0.058, -0.083, SHAFT_HEIGHT - 0.006), "-y"),
        ],
    )


def impeller() -> Component:
    """A closed impeller with backward-curved vanes, its wear ring and its nut."""
    hub, front = turned(_HUB, CASING), turned(_FRONT_SHROUD, CASING)
    vanes = on_shaft(union(_vane(360 * index / _VANES) for index in range(_VANES)), CASING - 0.009)
    nut = turned([(0.0, 0.018), (0.02, 0.018), (0.02, 0.024), (0.015, 0.036), (0.006, 0.042), (0.0, 0.0425)], CASING)
    return Component(
        "impeller",
        "Impeller",
        (CASING, 0.0, SHAFT_HEIGHT),
        [
            Part(union([hub, front, vanes]), materials.BRONZE),
            Part(nut, materials.STEEL),
            Part(on_shaft(tube(0.062, 0.0552, 0.012), CASING + 0.021), materials.COPPER),
        ],
        parent="casing",
    )


def mechanical_seal() -> Component:
    """Gland plate with flush line outside; sleeve, spring, carbon ring and seat inside the chamber."""
    gland = turned(_GLAND, 0.334)
    nuts = on_shaft(ring(hexagon(0.009, 0.008).mirror((0, 0, 1)), 4, 0.054, 45), 0.334)
    height = SHAFT_HEIGHT + 0.17
    route: list[Vec3] = [
        (0.341, -0.055, SHAFT_HEIGHT),
        (0.341, -0.166, SHAFT_HEIGHT),
        (0.341, -0.166, height),
        (CASING, -0.166, height),
        (CASING, -0.05, height),
    ]
    flush = sweep(bend(route, 0.02, 4), 0.005, 8)
    fittings = union(
        [
            facing(hexagon(0.0065, 0.012), "-y").translate((0.341, -0.062, SHAFT_HEIGHT)),
            facing(hexagon(0.013, 0.014), "-y").translate((CASING, -0.053, height)),
        ]
    )
    spring = on_shaft(sweep(helix(0.029, 0.03, 4.5), 0.0025, 5), 0.37)
    return Component(
        "mechanical_seal",
        "Mechanical seal",
        (0.365, 0.0, SHAFT_HEIGHT),
        [
            Part(gland, materials.BRONZE),
            Part(union([nuts, fittings, spring]), materials.STEEL),
            Part(flush, materials.COPPER),
            Part(on_shaft(tube(0.034, 0.0245, 0.01), 0.349), materials.DIAL),
            Part(on_shaft(tube(0.033, 0.0245, 0.008), 0.3592), materials.RUBBER),
            Part(on_shaft(tube(0.0244, 0.0201, 0.075), 0.345), materials.DARK_STEEL),
            Part(on_shaft(tube(0.034, 0.0245, 0.006), 0.3675), materials.STEEL),
            Part(on_shaft(tube(0.034, 0.0245, 0.008), 0.4015), materials.STEEL),
        ],
        parent="casing",
    )


def _vane(start: float) -> Manifold:
    """One vane as a curved strip from the eye to the rim, swept against the direction of rotation."""
    pressure, suction = [], []
    for share in np.linspace(0, 1, 9):
        radius = 0.038 + (_IMPELLER_RADIUS - 0.038) * share
        angle = math.radians(start - 78 * share)
        half = math.asin(0.0021 / radius)
        pressure.append((radius * math.cos(angle + half), radius * math.sin(angle + half)))
        suction.append((radius * math.cos(angle - half), radius * math.sin(angle - half)))
    return prism(pressure + suction[::-1], 0.0195)


def _volute(shrink: float, sides: int, steps: int) -> Manifold:
    """The spiral from the tongue round to the throat, then the neck up to the discharge flange.

    `shrink` makes the water passage from the same law as the outside. The pump turns clockwise seen from the
    drive end, so the spiral widens over the front and the bottom and leaves upwards at the back.
    """
    rings = []
    circle = np.linspace(0, 2 * math.pi, sides, endpoint=False)
    for share in np.linspace(0, 1, steps):
        angle = math.radians(58 + 302 * share)
        radius = 0.022 + (_THROAT_RADIUS - 0.022) * share
        reach = 0.104 + radius * 0.86
        outward = np.array([0.0, math.cos(angle), math.sin(angle)])
        rings.append(_section(reach * outward, outward, radius - shrink, circle))
    height = DISCHARGE_FACE - SHAFT_HEIGHT - 0.012
    start = 0.104 + _THROAT_RADIUS * 0.86
    for share in np.linspace(0, 1, steps // 3 + 1)[1:]:
        ease = share * share * (3 - 2 * share)
        slope = -start * 6 * share * (1 - share) / height
        outward = np.array([0.0, 1.0, -slope]) / math.hypot(1.0, slope)
        radius = _THROAT_RADIUS + (DN80.pipe + 0.004 - _THROAT_RADIUS) * ease
        centre = np.array([0.0, start * (1 - ease), height * share])
        rings.append(_section(centre, outward, radius - shrink, circle))
    return loft(np.asarray(rings)).translate((CASING, 0, SHAFT_HEIGHT))


def _section(centre: np.ndarray, outward: np.ndarray, radius: float, circle: np.ndarray) -> np.ndarray:
    """A round cross-section in the plane of the shaft direction and `outward`."""
    along = np.array([1.0, 0.0, 0.0])
    return np.asarray(centre + radius * (np.outer(np.cos(circle), outward) + np.outer(-np.sin(circle), along)))


def _casting() -> Manifold:
    body = turned(
        [
            (0.0, -0.09),
            (0.142, -0.09),
            (0.144, -0.088),
            (0.144, -0.052),
            (0.13, -0.044),
            (0.126, 0.03),
            (0.112, 0.04),
            (0.086, 0.048),
            (0.074, 0.062),
            (0.068, 0.108),
            (0.0, 0.108),
        ],
        CASING,
    )
    suction = facing(plain_flange(DN100), "-x").translate((SUCTION_FACE, 0, SHAFT_HEIGHT))
    discharge = facing(plain_flange(DN80), "-z").translate((CASING, 0, DISCHARGE_FACE))
    outside = union([body, _back_cover(), suction, discharge, _volute(0.0, 14, 21), _feet(), _bosses()])
    eye = turned(
        [(0.0, 0.01), (0.0625, 0.01), (0.0625, 0.033), (DN100.bore, 0.06), (DN100.bore, 0.2), (0.0, 0.2)],
        CASING,
    )
    wheel_room = turned([(0.0, -0.02), (0.106, -0.02), (0.106, 0.017), (0.0, 0.017)], CASING)
    chamber = turned([(0.0, -0.14), (0.0345, -0.14), (0.0345, -0.04), (0.0345, -0.01), (0.0, -0.01)], CASING)
    outlet = cylinder(DN80.bore, 0.05).translate((CASING, 0, DISCHARGE_FACE - 0.03))
    return cut(outside, eye, wheel_room, chamber, outlet, _volute(0.006, 10, 12))


def _back_cover() -> Manifold:
    """Casing cover with the seal chamber that reaches back into the lantern."""
    return turned(
        [(0.0, -0.132), (0.066, -0.132), (0.066, -0.12), (0.05, -0.112), (0.05, -0.085), (0.0, -0.085)],
        CASING,
    )


def _feet() -> Manifold:
    """Two cast feet beside the volute, braced to the body."""
    sole = box(0.1, 0.07, 0.018, 0.008, 0.003, 4).translate((CASING, -0.16, DECK_TOP + 0.01))
    web = hull(
        slab(0.018, 0.055, 0.01).translate((CASING, -0.155, DECK_TOP + 0.02)),
        slab(0.018, 0.03, 0.02).translate((CASING, -0.125, SHAFT_HEIGHT - 0.075)),
    )
    rib = hull(
        slab(0.075, 0.012, 0.01).translate((CASING, -0.14, DECK_TOP + 0.02)),
        slab(0.04, 0.012, 0.02).translate((CASING, -0.118, SHAFT_HEIGHT - 0.08)),
    )
    front = union([sole, web, rib])
    return union([front, front.mirror((0, 1, 0))])


def _bosses() -> Manifold:
    """Tappings: drain below, flush in the neck; and a cast arrow of rotation on the suction side."""
    drain = cylinder(0.016, 0.03).translate((CASING, 0, SHAFT_HEIGHT - 0.192))
    flush = facing(cylinder(0.013, 0.05), "-y").translate((CASING, -0.005, SHAFT_HEIGHT + 0.17))
    plate_seat = facing(box(0.078, 0.052, 0.03, 0.004, 0.001, 4), "-y").translate(
        (CASING + 0.058, -0.0535, SHAFT_HEIGHT - 0.006)
    )
    return union([drain, flush, plate_seat])


def _bolts() -> Manifold:
    cover = on_shaft(ring(hexagon(0.01, 0.008), 12, 0.135), CASING - 0.052)
    feet = copies(hex_bolt(0.012), [(CASING + x, y, DECK_TOP + 0.028) for x in (-0.034, 0.034) for y in (-0.17, 0.17)])
    plug = facing(hexagon(0.014, 0.012), "-z").translate((CASING, 0, SHAFT_HEIGHT - 0.192))
    return union([cover, feet, plug])
