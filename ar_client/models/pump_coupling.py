"""The jaw coupling between motor and pump, and its guard."""

from __future__ import annotations

import math

from manifold3d import Manifold

from ar_client.models import materials
from ar_client.models.component import Component, Part
from ar_client.models.fasteners import hex_bolt
from ar_client.models.pump_layout import DECK_TOP, GUARD_END, GUARD_START, SHAFT_HEIGHT, on_shaft
from ar_client.models.solids import Vec3, copies, cut, cylinder, facing, prism, revolve, slab, tube, union

_HUB_RADIUS, _GAP = 0.0525, 0.011
_BORE = 0.021
_GUARD_RADIUS, _SHEET = 0.088, 0.0025


def coupling() -> Component:
    """Two hubs with three jaws each and the elastic star between them."""
    return Component(
        "coupling",
        "Coupling",
        (0.0, 0.0, SHAFT_HEIGHT),
        [
            Part(
                union([_hub(), _hub().mirror((1, 0, 0)).rotate((60, 0, 0))]).translate((0, 0, SHAFT_HEIGHT)),
                materials.DARK_STEEL,
            ),
            Part(on_shaft(_star()), materials.PAINT_RED),
        ],
    )


def coupling_guard() -> Component:
    """A slotted sheet-metal arch with end plates, bolted to the deck."""
    length = GUARD_END - GUARD_START
    ends = union([_end_plate().translate((GUARD_START, 0, 0)), _end_plate().translate((GUARD_END - _SHEET, 0, 0))])
    flange = slab(length, 0.03, 0.004).translate(((GUARD_START + GUARD_END) / 2, -_GUARD_RADIUS - 0.012, DECK_TOP))
    bolts = copies(
        hex_bolt(0.008),
        [(x, -_GUARD_RADIUS - 0.015, DECK_TOP + 0.004) for x in (GUARD_START + 0.03, GUARD_END - 0.03)],
    )
    return Component(
        "coupling_guard",
        "Coupling guard",
        (0.0, 0.0, SHAFT_HEIGHT + _GUARD_RADIUS),
        [
            Part(union([_arch(), ends, flange, flange.mirror((0, 1, 0))]), materials.PAINT_YELLOW),
            Part(union([bolts, bolts.mirror((0, 1, 0))]), materials.STEEL),
        ],
        parent="coupling",
    )


def _sector(inner: float, outer: float, centre: float, span: float, height: float) -> Manifold:
    """A piece of a ring between two radii, `span` degrees wide about `centre`."""
    steps = 5
    angles = [math.radians(centre + span * (step / steps - 0.5)) for step in range(steps + 1)]
    rim = [(outer * math.cos(angle), outer * math.sin(angle)) for angle in angles]
    bore = [(inner * math.cos(angle), inner * math.sin(angle)) for angle in reversed(angles)]
    return prism(rim + bore, height)


def _hub() -> Manifold:
    """The motor half about the X axis: its jaws reach across the gap at x = 0."""
    profile = [
        (_BORE, -0.064),
        (0.037, -0.064),
        (0.039, -0.062),
        (0.039, -0.036),
        (_HUB_RADIUS - 0.002, -0.034),
        (_HUB_RADIUS, -0.032),
        (_HUB_RADIUS, -_GAP),
        (_BORE, -_GAP),
    ]
    jaws = union(_sector(0.026, _HUB_RADIUS - 0.0012, angle, 36, 2 * _GAP - 0.002) for angle in (0, 120, 240))
    body = union([revolve(profile), jaws.translate((0, 0, -_GAP - 0.0005))])
    set_screw = facing(cylinder(0.005, 0.02, sides=12), "x").translate((0.025, 0, -0.05))
    return facing(cut(body, set_screw), "x")


def _star() -> Manifold:
    lobes = union(_sector(0.02, _HUB_RADIUS + 0.001, angle, 22, 2 * _GAP - 0.003) for angle in range(30, 390, 60))
    core = tube(0.028, 0.016, 2 * _GAP - 0.003)
    return union([lobes, core]).translate((0, 0, -_GAP + 0.0015))


def _outline(radius: float, bottom: float) -> Manifold:
    """An upright arch of unit length along X: half a cylinder on two straight sides."""
    length = GUARD_END - GUARD_START
    top = facing(cylinder(radius, length), "x")
    sides = slab(length, 2 * radius, SHAFT_HEIGHT - bottom).translate((length / 2, 0, bottom - SHAFT_HEIGHT))
    return union([top, sides]).translate((GUARD_START, 0, SHAFT_HEIGHT))


def _arch() -> Manifold:
    length = GUARD_END - GUARD_START
    inner = _outline(_GUARD_RADIUS - _SHEET, DECK_TOP - 0.02).translate((0, 0, 0))
    shell = cut(_outline(_GUARD_RADIUS, DECK_TOP), inner)
    slot = slab(0.009, 0.05, 0.05)
    columns = [GUARD_START + length * (index + 0.5) / 7 for index in range(7)]
    windows = []
    for x in columns:
        for angle in (-68, -23, 23, 68):
            window = slab(0.013, 0.046, 0.04).translate((0, 0, _GUARD_RADIUS - 0.02))
            windows.append(window.rotate((angle, 0, 0)).translate((x, 0, SHAFT_HEIGHT)))
        side = facing(slot, "-y").scale((1.2, 1, 1)).translate((x, 0, SHAFT_HEIGHT - 0.058))
        windows += [
            side.translate((0, -_GUARD_RADIUS + 0.02, 0)),
            side.translate((0, _GUARD_RADIUS + 0.02, 0)),
        ]
    return cut(shell, *windows)


def _end_plate() -> Manifold:
    """A plate across the arch with an opening for the shaft."""
    length = GUARD_END - GUARD_START
    whole = _outline(_GUARD_RADIUS, DECK_TOP).translate((-GUARD_START, 0, 0))
    slice_ = whole.scale((_SHEET / length, 1, 1))
    opening: Vec3 = (-0.01, 0, SHAFT_HEIGHT)
    return cut(slice_, facing(cylinder(0.064, 0.03), "x").translate(opening))
