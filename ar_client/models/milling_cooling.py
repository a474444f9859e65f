"""The coolant unit: tank, pump and chiller."""

from __future__ import annotations

from manifold3d import Manifold

from ar_client.models import materials
from ar_client.models.component import Component, Part, placed
from ar_client.models.fasteners import hex_bolt, hexagon, socket_screw
from ar_client.models.fittings import cable_gland, name_plate
from ar_client.models.milling_layout import COOLANT_PUMP, TANK, TANK_TOP
from ar_client.models.paths import bend, sweep
from ar_client.models.solids import (
    Vec3,
    box,
    copies,
    cut,
    cylinder,
    facing,
    revolve,
    ring,
    slab,
    torus,
    tube,
    union,
    wedge,
)

_WIDTH, _DEPTH = 0.56, 1.1
_CHILLER: Vec3 = (TANK[0] - 0.01, TANK[1] + 0.28, TANK_TOP)
_CHILLER_SIZE = (0.46, 0.46, 0.64)


def cooling() -> Component:
    """The unit to the left of the machine."""
    return Component(
        "cooling",
        "Coolant unit",
        (TANK[0], TANK[1], 0.0),
        [
            Part(_tank(), materials.PAINT_SLATE),
            Part(_lid(), materials.GALVANISED),
            Part(_fittings(), materials.DARK_STEEL),
            Part(_casters(), materials.RUBBER),
            Part(_coolant(), materials.HOSE),
            *_level_gauge(),
            *_pump(),
            *_chiller(),
        ],
    )


def _tank() -> Manifold:
    outer = box(_WIDTH, _DEPTH, TANK_TOP - 0.09, 0.02, 0.004, 8).translate((TANK[0], TANK[1], 0.09))
    inner = slab(_WIDTH - 0.012, _DEPTH - 0.012, TANK_TOP).translate((TANK[0], TANK[1], 0.1))
    rim = cut(
        box(_WIDTH + 0.03, _DEPTH + 0.03, 0.014, 0.024, 0.003, 8),
        slab(_WIDTH - 0.03, _DEPTH - 0.03, 0.1).translate((0, 0, -0.04)),
    ).translate((TANK[0], TANK[1], TANK_TOP - 0.016))
    return union([cut(outer, inner), rim])


def _lid() -> Manifold:
    """The lid, open under the tray's spout, with a chip screen in the opening."""
    lid = box(_WIDTH + 0.01, _DEPTH + 0.01, 0.006, 0.02, 0.001, 8).translate((TANK[0], TANK[1], TANK_TOP - 0.003))
    hatch = slab(0.2, 0.24, 0.1).translate((TANK[0] + 0.18, -0.1, TANK_TOP - 0.05))
    bars = [
        slab(0.2, 0.006, 0.006).translate((TANK[0] + 0.18, -0.205 + 0.03 * row, TANK_TOP - 0.004)) for row in range(8)
    ]
    handle = sweep(bend([(-0.05, 0, 0), (-0.05, 0, 0.03), (0.05, 0, 0.03), (0.05, 0, 0)], 0.012, 3), 0.005, 8)
    return union([cut(lid, hatch), *bars, handle.translate((TANK[0] - 0.15, -0.42, TANK_TOP + 0.002))])


def _casters() -> Manifold:
    wheel = facing(cylinder(0.04, 0.03, sides=16), "y").translate((0, -0.015, 0.04))
    fork = union([slab(0.05, 0.005, 0.065).translate((0, sign * 0.02, 0.03)) for sign in (-1, 1)])
    caster = union([wheel, fork, slab(0.07, 0.06, 0.006).translate((0, 0, 0.086))])
    x, y = _WIDTH / 2 - 0.06, _DEPTH / 2 - 0.06
    return copies(caster, [(TANK[0] + i * x, TANK[1] + j * y, 0) for i in (-1, 1) for j in (-1, 1)])


def _coolant() -> Manifold:
    """The liquid, seen in x-ray mode and through the chip screen."""
    return slab(_WIDTH - 0.02, _DEPTH - 0.02, 0.17).translate((TANK[0], TANK[1], 0.105))


def _fittings() -> Manifold:
    """Drain cock at the front, lid screws."""
    front = TANK[1] - _DEPTH / 2
    cock = union(
        [
            facing(cylinder(0.014, 0.05), "-y"),
            facing(hexagon(0.024, 0.02), "-y").translate((0, -0.02, 0)),
            slab(0.008, 0.008, 0.03).translate((0, -0.03, 0.012)),
            slab(0.05, 0.008, 0.005).translate((0.016, -0.03, 0.04)),
        ]
    )
    screws = copies(
        socket_screw(0.008),
        [(TANK[0] + i * 0.255, y, TANK_TOP + 0.003) for i in (-1, 1) for y in (-0.52, 0.0, 0.52)],
    )
    return union([cock.translate((TANK[0] - 0.18, front, 0.14)), screws])


def _level_gauge() -> list[Part]:
    front = TANK[1] - _DEPTH / 2
    plate = facing(box(0.04, 0.18, 0.01, 0.008, 0.002, 4), "-y").translate((TANK[0] + 0.16, front + 0.001, 0.215))
    glass = facing(box(0.016, 0.14, 0.012, 0.006, 0.002, 4), "-y").translate((TANK[0] + 0.16, front + 0.001, 0.215))
    plates = placed(name_plate(0.12, 0.06), (TANK[0] - 0.05, front - 0.0005, 0.25), "-y")
    return [Part(plate, materials.ALUMINIUM), Part(glass, materials.HOSE), *plates]


def _pump() -> list[Part]:
    """An immersion pump: motor above the lid, impeller column in the tank."""
    flange = box(0.17, 0.17, 0.014, 0.02, 0.003, 8)
    lantern = revolve(
        [(0.05, 0.012), (0.066, 0.012), (0.05, 0.03), (0.05, 0.06), (0.072, 0.075), (0.0, 0.075), (0, 0.012)],
        20,
    )
    barrel = revolve([(0, 0.07), (0.072, 0.07), (0.072, 0.25), (0, 0.25)], 24)
    fin = wedge(0.16, 0.005, 0.003, 0.016).rotate((0, 90, 0)).translate((0.07, 0, 0.16))
    fins = ring(fin, 18, 0.0, 10)
    hood = revolve([(0, 0.24), (0.087, 0.24), (0.087, 0.3), (0.076, 0.316), (0, 0.316)], 24)
    vents = union(tube(radius + 0.005, radius - 0.005, 0.02, 16) for radius in (0.028, 0.048))
    spokes = union(slab(0.2, 0.01, 0.04).rotate((0, 0, angle)) for angle in (0, 90))
    hood = cut(hood, cut(vents, spokes).translate((0, 0, 0.308)))
    terminal = box(0.07, 0.09, 0.08, 0.01, 0.003, 4).translate((-0.1, 0, 0.12))
    gland = facing(cable_gland(0.012), "-z").translate((-0.11, 0, 0.12))
    stem = union([cylinder(0.03, 0.24).translate((0, 0, -0.24)), cylinder(0.06, 0.05).translate((0, 0, -0.28))])
    outlet = union([facing(cylinder(0.02, 0.1), "x"), facing(hexagon(0.034, 0.02), "x").translate((0.075, 0, 0))])
    bolts = copies(hex_bolt(0.01), [(x * 0.066, y * 0.066, 0.014) for x in (-1, 1) for y in (-1, 1)])
    return placed(
        [
            Part(union([flange, lantern, stem]), materials.CAST_IRON),
            Part(union([barrel, fins, terminal]), materials.PAINT_BLUE),
            Part(union([hood, gland]), materials.PLASTIC),
            Part(union([outlet.translate((0, 0, 0.04)), bolts]), materials.STEEL),
        ],
        COOLANT_PUMP,
    )


def _chiller() -> list[Part]:
    """The refrigeration unit on the tank: louvred case, fan behind a guard, controller."""
    width, depth, height = _CHILLER_SIZE
    front = -depth / 2
    case = box(width, depth, height, 0.02, 0.006).translate((0, 0, 0.005))
    recess = facing(cylinder(0.155, 0.06, sides=36), "-y").translate((0, front + 0.05, 0.42))
    grill = facing(box(0.3, 0.14, 0.05, 0.008, 0.001, 4), "-y").translate((0, front + 0.04, 0.13))
    slat = slab(0.3, 0.028, 0.004).rotate((-32, 0, 0))
    slats = copies(slat, [(0, front + 0.016, 0.075 + 0.022 * row) for row in range(6)])
    slot = slab(0.004, 0.3, 0.008)
    side = copies(slot, [(sign * (width / 2 + 0.0005), 0, 0.12 + 0.03 * row) for sign in (-1, 1) for row in range(7)])
    plate = name_plate(0.1, 0.05)
    return placed(
        [
            Part(cut(case, recess, grill), materials.PAINT_LIGHT),
            Part(union([slats, side]), materials.PAINT_DARK),
            *placed(_chiller_fan(), (0, front, 0.42), "-y"),
            *placed(_chiller_controller(), (-0.14, front, 0.6), "-y"),
            *placed(plate, (0.14, front - 0.0005, 0.6), "-y"),
        ],
        _CHILLER,
    )


def _chiller_fan() -> list[Part]:
    """Wheel and wire guard, facing up, the case's front at z = 0."""
    wires = [torus(radius, 0.0028, 6) for radius in (0.05, 0.085, 0.12, 0.15)]
    spokes = [slab(0.31, 0.005, 0.005).rotate((0, 0, angle)).translate((0, 0, -0.0025)) for angle in (0, 45, 90, 135)]
    guard = union([*wires, *spokes, cylinder(0.022, 0.008, sides=16).translate((0, 0, -0.004))])
    blades = ring(slab(0.115, 0.06, 0.003).rotate((28, 0, 0)).translate((0.085, 0, 0)), 5, 0.0)
    wheel = union([blades, cylinder(0.035, 0.03, sides=16).translate((0, 0, -0.015))])
    return [
        Part(guard.translate((0, 0, -0.001)), materials.DARK_STEEL),
        Part(wheel.translate((0, 0, -0.034)), materials.PLASTIC),
    ]


def _chiller_controller() -> list[Part]:
    """The temperature controller: bezel, display with three digits, two keys; facing up."""
    bezel = box(0.12, 0.05, 0.008, 0.006, 0.002, 4).translate((0, 0, -0.001))
    keys = copies(cylinder(0.006, 0.003, sides=10), [(x, 0, 0.0065) for x in (0.026, 0.044)])
    digits = copies(slab(0.008, 0.014, 0.001), [(-0.034 + 0.014 * index, 0, 0.008) for index in range(3)])
    return [
        Part(union([bezel, keys]), materials.PLASTIC),
        Part(slab(0.06, 0.026, 0.002).translate((-0.018, 0, 0.0063)), materials.SCREEN),
        Part(digits, materials.INDICATOR_GREEN),
    ]
