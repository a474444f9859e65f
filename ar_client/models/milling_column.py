"""The column with the Z axis and the tool carousel it carries."""

from __future__ import annotations

import math

from manifold3d import Manifold

from ar_client.models import materials
from ar_client.models.component import Component, Part
from ar_client.models.fasteners import eye_bolt, hex_bolt
from ar_client.models.milling_layout import (
    BED_TOP,
    COLUMN_BACK,
    COLUMN_FRONT,
    COLUMN_TOP,
    HEAD_BASE,
    MAGAZINE,
    RAIL_X,
)
from ar_client.models.solids import (
    Outline,
    box,
    copies,
    cut,
    cylinder,
    facing,
    hull,
    mirrored,
    prism,
    revolve,
    ring,
    slab,
    union,
)

_MIDDLE = (COLUMN_FRONT + COLUMN_BACK) / 2
_DEPTH = COLUMN_BACK - COLUMN_FRONT
_DISC = 1.64  # height of the carousel's disc
_POTS, _POT_CIRCLE = 10, 0.18


def column() -> Component:
    """Casting, Z guideways and screw with its servo, bellows, tool carousel."""
    return Component(
        "column",
        "Column",
        (0.0, _MIDDLE, BED_TOP),
        [
            Part(union([_casting(), _carousel_arm()]), materials.PAINT_LIGHT),
            Part(_guideways(), materials.STEEL),
            Part(union([_bellows(0.72, HEAD_BASE + 0.06), _bellows(1.94, 2.12)]), materials.RUBBER),
            Part(_bolts(), materials.DARK_STEEL),
            Part(_servo(), materials.PLASTIC),
            Part(_rear_cover(), materials.PAINT_SLATE),
            *_carousel(),
        ],
    )


def _casting() -> Manifold:
    shaft = hull(
        box(0.72, _DEPTH, 0.02, 0.03, 0.004).translate((0, _MIDDLE, BED_TOP + 0.06)),
        box(0.56, _DEPTH - 0.04, 0.02, 0.03, 0.006).translate((0, _MIDDLE - 0.02, COLUMN_TOP - 0.02)),
    )
    foot = box(0.8, _DEPTH + 0.03, 0.07, 0.03, 0.006).translate((0, _MIDDLE - 0.01, BED_TOP - 0.004))
    cap = box(0.5, 0.36, 0.03, 0.02, 0.006).translate((0, _MIDDLE - 0.02, COLUMN_TOP - 0.004))
    pocket = facing(box(0.36, 0.26, 0.1, 0.04, 0.02), "x")
    pockets = mirrored(
        union(
            [
                pocket.translate((0.325, _MIDDLE, 0.86)),
                pocket.translate((0.295, _MIDDLE, 1.34)),
                pocket.translate((0.265, _MIDDLE, 1.84)),
            ]
        ),
        (1, 0, 0),
    )
    groove = slab(0.2, 0.06, COLUMN_TOP - BED_TOP - 0.3).translate((0, COLUMN_FRONT + 0.015, BED_TOP + 0.2))
    return cut(union([shaft, foot, cap]), pockets, groove)


def _guideways() -> Manifold:
    rail = slab(0.036, 0.034, 1.38).translate((RAIL_X, COLUMN_FRONT - 0.015, 0.74))
    screw = cylinder(0.018, 1.42).translate((0, COLUMN_FRONT + 0.01, 0.76))
    bearing = slab(0.12, 0.08, 0.06)
    return union(
        [
            mirrored(rail, (1, 0, 0)),
            screw,
            copies(bearing, [(0, COLUMN_FRONT + 0.015, z) for z in (0.73, 2.12)]),
        ]
    )


def _bellows(start: float, end: float) -> Manifold:
    """A folded cover between the guideways, below and above the head."""
    folds = max(4, round((end - start) / 0.04))
    step = (end - start) / folds
    front = COLUMN_FRONT - 0.042
    ridge = [
        (front - (0.022 if half else 0.0), start + step * (index + 0.5 * half))
        for index in range(folds)
        for half in (0, 1)
    ]
    profile: Outline = [*ridge, (front, end), (front + 0.012, end), (front + 0.012, start)]
    return prism(profile, 0.46).rotate((90, 0, 90)).translate((-0.23, 0, 0))


def _bolts() -> Manifold:
    foot = [(x, y, BED_TOP + 0.066) for x in (-0.378, 0.378) for y in (0.58, 0.75, 0.92)]
    eyes = copies(eye_bolt(0.02), [(x, _MIDDLE + 0.05, COLUMN_TOP + 0.02) for x in (-0.19, 0.19)])
    return union([copies(hex_bolt(0.016), foot), eyes])


def _rear_cover() -> Manifold:
    """The lubrication cabinet's door and a louvred cover at the back."""
    door = facing(box(0.4, 0.62, 0.02, 0.02, 0.004, 8), "y").translate((0, COLUMN_BACK - 0.012, 1.0))
    grip = facing(box(0.03, 0.12, 0.014, 0.008, 0.003, 4), "y").translate((0.15, COLUMN_BACK + 0.006, 1.0))
    upper = facing(box(0.34, 0.44, 0.02, 0.02, 0.004, 8), "y").translate((0, COLUMN_BACK - 0.034, 1.78))
    louvres = copies(
        slab(0.24, 0.012, 0.006).rotate((25, 0, 0)),
        [(0, COLUMN_BACK - 0.013, 1.66 + 0.03 * row) for row in range(8)],
    )
    return union([door, grip, upper, louvres])


def _servo() -> Manifold:
    """The Z servo motor on top of the screw."""
    body = box(0.15, 0.15, 0.19, 0.016, 0.004).translate((0, _MIDDLE - 0.09, COLUMN_TOP + 0.02))
    encoder = box(0.11, 0.11, 0.06, 0.014, 0.004).translate((0, _MIDDLE - 0.09, COLUMN_TOP + 0.208))
    plugs = copies(facing(cylinder(0.017, 0.05), "y"), [(x, _MIDDLE - 0.03, COLUMN_TOP + 0.16) for x in (-0.03, 0.03)])
    return union([body, encoder, plugs])


def _carousel_arm() -> Manifold:
    """The cantilever from the column's right flank to the carousel's drive."""
    x, y = MAGAZINE
    root = box(0.08, 0.2, 0.16, 0.02, 0.004).translate((0.28, 0.66, _DISC + 0.05))
    beam = hull(
        box(0.06, 0.12, 0.1, 0.016, 0.004).translate((0.3, 0.66, _DISC + 0.08)),
        cylinder(0.09, 0.08).translate((x, y, _DISC + 0.09)),
    )
    cover = revolve([(0, 0.0), (0.15, 0.0), (0.15, 0.012), (0.1, 0.03), (0.09, 0.092), (0, 0.092)], 28)
    return union([root, beam, cover.translate((x, y, _DISC))])


def _carousel() -> list[Part]:
    """The disc with its grippers, each holding a tool, and the indexing motor on top."""
    x, y = MAGAZINE
    at = (x, y, _DISC)
    disc = cylinder(0.155, 0.016, sides=28).translate((0, 0, -0.014))
    fork = box(0.075, 0.05, 0.012, 0.008, 0.002, 4).translate((0.162, 0, -0.013))
    flange = revolve(
        [
            (0, 0.008),
            (0.022, 0.008),
            (0.0315, 0.004),
            (0.0315, -0.004),
            (0.027, -0.008),
            (0.0315, -0.012),
            (0.0315, -0.022),
            (0.023, -0.024),
            (0.022, -0.06),
            (0.025, -0.062),
            (0.025, -0.085),
            (0.01, -0.09),
            (0, -0.09),
        ],
        14,
    )
    taper = cylinder(0.022, 0.055, 0.013, sides=14)
    tools = []
    for index in range(_POTS):
        angle = math.radians(360 * index / _POTS + 18)
        length, radius = (0.05, 0.006) if index % 3 == 0 else (0.08, 0.004) if index % 3 == 1 else (0.03, 0.024)
        cutter = cylinder(radius, length, sides=10).translate((0, 0, -0.088 - length))
        tools.append(cutter.translate((_POT_CIRCLE * math.cos(angle), _POT_CIRCLE * math.sin(angle), 0)))
    motor = box(0.1, 0.1, 0.13, 0.012, 0.003).translate((x, y, _DISC + 0.168))
    return [
        Part(union([disc, ring(fork, _POTS, 0.0, 18)]).translate(at), materials.PAINT_SLATE),
        Part(ring(union([flange, taper]), _POTS, _POT_CIRCLE, 18).translate(at), materials.STEEL),
        Part(union(tools).translate(at), materials.CARBIDE),
        Part(motor, materials.PLASTIC),
    ]
