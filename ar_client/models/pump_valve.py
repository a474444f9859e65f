"""The discharge valve: a globe valve with an electric actuator and a handwheel."""

from __future__ import annotations

import math

from manifold3d import Manifold

from ar_client.models import materials
from ar_client.models.component import Component, Part
from ar_client.models.fasteners import hexagon
from ar_client.models.fittings import DN80, cable_gland, plain_flange
from ar_client.models.pump_layout import CASING, VALVE_FACES
from ar_client.models.solids import (
    Vec3,
    box,
    copies,
    cut,
    cylinder,
    facing,
    hull,
    mirrored,
    revolve,
    ring,
    slab,
    torus,
    tube,
    union,
)

_HALF = (VALVE_FACES[1] - VALVE_FACES[0]) / 2
_CENTRE: Vec3 = (CASING, 0.0, VALVE_FACES[0] + _HALF)
_BONNET = 0.112  # distance of the bonnet joint from the pipe's axis, along the stem
_YOKE_END = 0.285


def discharge_valve() -> Component:
    """The stem points to the front; plug and seat are inside the body."""
    return Component(
        "discharge_valve",
        "Discharge valve",
        _CENTRE,
        [
            Part(union([_body(), _on_stem(_bonnet_and_yoke())]).translate(_CENTRE), materials.PAINT_SLATE),
            Part(_on_stem(_fasteners()).translate(_CENTRE), materials.STEEL),
            Part(_on_stem(_stem_and_plug()).translate(_CENTRE), materials.STEEL),
            Part(_seat().translate(_CENTRE), materials.BRONZE),
            *(Part(_on_stem(part.solid).translate(_CENTRE), part.material) for part in _actuator()),
        ],
        parent="discharge_pipe",
    )


def _on_stem(solid: Manifold) -> Manifold:
    """From stem coordinates (Z outwards along the stem) to the valve: the stem points to -Y."""
    return facing(solid, "-y")


def _body() -> Manifold:
    """The globe with its inner wall, around the pipe's axis."""
    steps = [math.radians(angle) for angle in range(-50, 51, 20)]
    globe = [(0.088 * math.cos(step), 0.096 * math.sin(step)) for step in steps]
    inside = [(0.079 * math.cos(step), 0.087 * math.sin(step)) for step in steps]
    end = _HALF - 0.005
    outer = revolve(
        [(0.0, -end), (0.054, -end), (0.054, -0.105), *globe, (0.054, 0.105), (0.054, end), (0.0, end)],
        DN80.sides,
    )
    inner = revolve([(0.0, -0.2), (DN80.bore, -0.2), *inside, (DN80.bore, 0.2), (0.0, 0.2)], DN80.sides)
    flange = plain_flange(DN80).translate((0, 0, -_HALF))
    chamber = _on_stem(union([cylinder(0.06, _BONNET), tube(0.088, 0.03, 0.018).translate((0, 0, _BONNET - 0.018))]))
    outside = union([outer, mirrored(flange, (0, 0, 1)), chamber])
    # The partition of a globe valve: level across the seat, up at one side and down at the other.
    wall = union(
        [
            slab(0.2, 0.012, 0.09).translate((0, 0.0, -0.045)),
            slab(0.2, 0.1, 0.01).translate((0, 0.05, -0.05)),
            slab(0.2, 0.1, 0.01).translate((0, -0.05, 0.04)),
        ]
    )
    port = facing(cylinder(0.03, 0.1), "y").translate((0, -0.05, 0))
    shell = cut(outside, inner, _on_stem(cylinder(0.048, _BONNET + 0.01)))
    return union([shell, cut(wall ^ inner, port)])


def _seat() -> Manifold:
    return _on_stem(tube(0.036, 0.028, 0.012).translate((0, 0, -0.002)))


def _bonnet_and_yoke() -> Manifold:
    bonnet = revolve(
        [
            (0.012, _BONNET),
            (0.088, _BONNET),
            (0.088, _BONNET + 0.016),
            (0.05, _BONNET + 0.02),
            (0.036, _BONNET + 0.05),
            (0.03, _BONNET + 0.054),
            (0.03, _BONNET + 0.066),
            (0.012, _BONNET + 0.066),
        ]
    )
    arm = hull(
        slab(0.02, 0.03, 0.01).translate((0.034, 0, _BONNET + 0.02)),
        slab(0.018, 0.026, 0.01).translate((0.046, 0, _BONNET + 0.08)),
    )
    post = slab(0.018, 0.026, _YOKE_END - _BONNET - 0.085).translate((0.046, 0, _BONNET + 0.085))
    head = cylinder(0.062, 0.018).translate((0, 0, _YOKE_END - 0.018))
    gland = box(0.09, 0.03, 0.008, 0.008, 0.002, 4).translate((0, 0, _BONNET + 0.078)).rotate((0, 0, 90))
    return union([bonnet, mirrored(union([arm, post]), (1, 0, 0)), cut(head, cylinder(0.02, 1.0)), gland])


def _stem_and_plug() -> Manifold:
    plug = revolve([(0, 0.014), (0.034, 0.014), (0.036, 0.017), (0.036, 0.03), (0.018, 0.036), (0, 0.036)])
    stem = cylinder(0.0095, _YOKE_END - 0.02).translate((0, 0, 0.02))
    collar = hexagon(0.02, 0.014).translate((0, 0, _BONNET + 0.108))
    # The pointer on the stem shows its travel against the yoke.
    pointer = box(0.05, 0.006, 0.006, 0.001, 0.001, 4).translate((0.022, -0.012, _BONNET + 0.112))
    return union([plug, stem, collar, pointer])


def _fasteners() -> Manifold:
    bonnet = ring(hexagon(0.012, 0.01).translate((0, 0, _BONNET + 0.0155)), 8, 0.073, 22.5)
    nuts = ring(cylinder(0.0105, 0.01, sides=6).translate((0, 0, _BONNET - 0.027)), 8, 0.0735, 22.5)
    gland = copies(hexagon(0.009, 0.008), [(0, sign * 0.034, _BONNET + 0.086) for sign in (-1, 1)])
    studs = copies(cylinder(0.0045, 0.06, sides=10), [(0, sign * 0.034, _BONNET + 0.04) for sign in (-1, 1)])
    head = ring(hexagon(0.01, 0.008).mirror((0, 0, 1)).translate((0, 0, _YOKE_END - 0.018)), 4, 0.05, 45)
    return union([bonnet, nuts, gland, studs, head])


def _actuator() -> list[Part]:
    """Gear case, motor to the right, electronics with display in front, handwheel to the left."""
    base = _YOKE_END
    gear_case = revolve(
        [
            (0, base),
            (0.07, base),
            (0.074, base + 0.006),
            (0.074, base + 0.105),
            (0.066, base + 0.115),
            (0, base + 0.115),
        ]
    )
    cover = box(0.122, 0.118, 0.058, 0.026, 0.008).translate((0, 0, base + 0.108))
    motor_case = facing(revolve([(0, 0.04), (0.047, 0.04), (0.047, 0.17), (0.04, 0.182), (0, 0.182)]), "x")
    ribs = union(
        facing(tube(0.051, 0.044, 0.005, 20).translate((0, 0, 0.082 + 0.019 * index)), "x") for index in range(5)
    )
    drive = union([motor_case, ribs]).translate((0, 0, base + 0.055))
    arm = facing(revolve([(0, 0.05), (0.03, 0.05), (0.026, 0.1), (0, 0.1)]), "-x").translate((0, 0, base + 0.055))
    bezel = box(0.082, 0.05, 0.004, 0.006, 0.001, 4).translate((0, 0.022, base + 0.1645))
    window = box(0.07, 0.038, 0.004, 0.004, 0.001, 4).translate((0, 0.022, base + 0.1665))
    bar = slab(0.04, 0.008, 0.0012).translate((-0.008, 0.024, base + 0.1702))
    knobs = copies(cylinder(0.0125, 0.016, sides=12), [(x, -0.034, base + 0.163) for x in (-0.026, 0.026)])
    screws = copies(hexagon(0.006, 0.006), [(x * 0.05, y * 0.048, base + 0.1655) for x in (-1, 1) for y in (-1, 1)])
    gland = facing(cable_gland(0.014), "-y").translate((0, -0.07, base + 0.055))
    return [
        Part(union([gear_case, cover, drive, arm]), materials.PAINT_LIGHT),
        Part(bezel, materials.PLASTIC),
        Part(window, materials.SCREEN),
        Part(bar, materials.INDICATOR_GREEN),
        Part(union([knobs, gland]), materials.PLASTIC),
        Part(screws, materials.STEEL),
        *_handwheel(base + 0.055),
    ]


def _handwheel(offset: float) -> list[Part]:
    rim = torus(0.088, 0.0085, 8)
    spoke = cylinder(0.0065, 0.086, 0.0055, sides=8)
    spokes = ring(facing(spoke, "x"), 4, 0.0)
    hub = cylinder(0.02, 0.03).translate((0, 0, -0.015))
    grip = cylinder(0.008, 0.045, 0.01, sides=10).translate((0.088, 0, 0.0))
    wheel = facing(union([rim, spokes, hub, grip]), "-x").translate((-0.118, 0, offset))
    nut = facing(hexagon(0.014, 0.01), "-x").translate((-0.133, 0, offset))
    return [Part(wheel, materials.PAINT_RED), Part(nut, materials.STEEL)]
