"""The coolant line: from the pump along the column to the head and two jointed nozzles at the tool."""

from __future__ import annotations

import numpy as np

from ar_client.models import materials
from ar_client.models.component import Component, Part
from ar_client.models.fasteners import hexagon
from ar_client.models.milling_layout import COOLANT_PUMP, HEAD_BASE
from ar_client.models.paths import aligned, slack, sweep
from ar_client.models.solids import Vec3, box, facing, revolve, slab, union

_MANIFOLD: Vec3 = (-0.185, -0.03, HEAD_BASE + 0.02)
_OUTLET: Vec3 = (COOLANT_PUMP[0] + 0.09, COOLANT_PUMP[1], COOLANT_PUMP[2] + 0.04)
_HOSE: list[Vec3] = [
    _OUTLET,
    (_OUTLET[0] + 0.1, _OUTLET[1] + 0.01, _OUTLET[2] + 0.01),
    (-0.86, -0.1, 0.6),
    (-0.74, 0.32, 0.72),
    (-0.5, 0.62, 1.0),
    (-0.43, 0.68, 1.4),
    (-0.43, 0.56, 1.8),
    (-0.38, 0.3, 1.95),
    (-0.27, 0.1, 1.75),
    (-0.225, 0.0, 1.5),
    (_MANIFOLD[0] - 0.015, _MANIFOLD[1], _MANIFOLD[2] + 0.09),
    (_MANIFOLD[0] - 0.015, _MANIFOLD[1], _MANIFOLD[2] + 0.03),
]
_REAR_NOZZLE: list[Vec3] = [
    (_MANIFOLD[0] - 0.005, 0.02, HEAD_BASE + 0.008),
    (-0.18, 0.03, 1.06),
    (-0.12, 0.03, 0.985),
    (-0.035, 0.008, 0.962),
]
_FRONT_NOZZLE: list[Vec3] = [
    (_MANIFOLD[0] - 0.005, -0.1, HEAD_BASE + 0.008),
    (-0.17, -0.11, 1.05),
    (-0.1, -0.1, 0.98),
    (-0.026, -0.028, 0.965),
]


def coolant_line() -> Component:
    """Hose from the pump along the column to the head, manifold with cock, two jointed nozzles at the tool."""
    hose = sweep(slack(_HOSE, 5), 0.0125, 12)
    clamp = slab(0.09, 0.04, 0.03).translate((-0.385, 0.69, 1.385))
    block = box(0.055, 0.14, 0.05, 0.006, 0.003, 4).translate(
        (_MANIFOLD[0] - 0.005, _MANIFOLD[1] - 0.02, _MANIFOLD[2] - 0.012)
    )
    ferrules = union(
        [
            hexagon(0.02, 0.03).translate((_MANIFOLD[0] - 0.015, _MANIFOLD[1], _MANIFOLD[2] + 0.036)),
            facing(hexagon(0.022, 0.03), "x").translate((_OUTLET[0] + 0.005, _OUTLET[1], _OUTLET[2])),
        ]
    )
    lever = slab(0.012, 0.05, 0.008).translate((_MANIFOLD[0] - 0.04, _MANIFOLD[1] - 0.06, _MANIFOLD[2] + 0.01))
    return Component(
        "coolant_line",
        "Coolant line",
        _MANIFOLD,
        [
            Part(hose, materials.HOSE),
            Part(union([block, ferrules, clamp]), materials.BRONZE),
            Part(lever, materials.PAINT_RED),
            *_jointed_nozzle(_REAR_NOZZLE),
            *_jointed_nozzle(_FRONT_NOZZLE),
        ],
        parent="cooling",
    )


def _jointed_nozzle(knots: list[Vec3]) -> list[Part]:
    """A row of ball joints that holds its shape, ending in a tapered nozzle aimed at the tool."""
    line = slack(knots, 8)
    distance = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    bead = revolve([(0, -0.008), (0.0065, -0.008), (0.0092, -0.002), (0.0092, 0.003), (0.007, 0.008), (0, 0.008)], 10)
    beads = []
    for place in np.arange(0.006, distance[-1] - 0.04, 0.0145):
        centre = np.array([np.interp(place, distance, line[:, axis]) for axis in range(3)])
        ahead = np.array([np.interp(place + 0.006, distance, line[:, axis]) for axis in range(3)])
        beads.append(aligned(bead, centre, ahead - centre))
    tip = revolve([(0, 0), (0.0095, 0), (0.0095, 0.008), (0.0035, 0.034), (0.002, 0.034), (0.002, 0.01), (0, 0.01)], 12)
    end = np.array([np.interp(distance[-1] - 0.036, distance, line[:, axis]) for axis in range(3)])
    return [
        Part(union(beads), materials.HOSE),
        Part(aligned(tip, end, line[-1] - end), materials.PAINT_YELLOW),
    ]
