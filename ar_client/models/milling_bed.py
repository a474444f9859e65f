"""The machine bed with guideways, levelling feet, chip tray and bellows."""

from __future__ import annotations

from manifold3d import Manifold

from ar_client.models import materials
from ar_client.models.component import Component, Part, placed
from ar_client.models.fasteners import hexagon
from ar_client.models.fittings import name_plate
from ar_client.models.milling_layout import BED_BACK, BED_FRONT, BED_TOP, WAY_X
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
    slab,
    tube,
    union,
)

_MIDDLE = (BED_FRONT + BED_BACK) / 2
_LENGTH = BED_BACK - BED_FRONT
_WAY_TOP = 0.535
_FEET = [(x, y) for x in (-0.43, 0.43) for y in (-0.52, 0.2, 0.92)]


def bed() -> Component:
    """Casting, ways and ball screw of the Y axis, tray for chips and coolant."""
    return Component(
        "bed",
        "Machine bed",
        (0.0, _MIDDLE, 0.0),
        [
            Part(_casting(), materials.PAINT_DARK),
            Part(_tray(), materials.PAINT_GREY),
            Part(_rails(), materials.STEEL),
            Part(_feet(), materials.GALVANISED),
            Part(_ball_screw(), materials.STEEL),
            Part(union([_bellows(-0.585, -0.29), _bellows(0.29, 0.52)]), materials.RUBBER),
            Part(_servo(), materials.PLASTIC),
            *placed(name_plate(0.16, 0.07), (0.3, -0.8015, 0.445), "-y"),
        ],
    )


def _casting() -> Manifold:
    body = hull(
        box(1.0, _LENGTH, 0.02, 0.05, 0.002).translate((0, _MIDDLE, 0.06)),
        box(0.98, _LENGTH - 0.01, 0.02, 0.05, 0.002).translate((0, _MIDDLE, 0.16)),
        box(0.84, _LENGTH - 0.06, 0.02, 0.04, 0.004).translate((0, _MIDDLE, BED_TOP - 0.02)),
    )
    beams = copies(slab(0.11, 1.06, _WAY_TOP - BED_TOP + 0.01), [(x, -0.04, BED_TOP - 0.01) for x in (-WAY_X, WAY_X)])
    # Cast pockets in the flanks and ends lighten the bed and show that it is a casting.
    pocket = facing(box(0.38, 0.2, 0.08, 0.04, 0.02), "x")
    pockets = copies(pocket, [(0.47, y, 0.25) for y in (-0.32, 0.18, 0.7)])
    end = facing(box(0.24, 0.2, 0.08, 0.04, 0.02), "-y")
    ends = copies(end, [(x, BED_FRONT + 0.045, 0.25) for x in (-0.22, 0.22)])
    return cut(union([body, beams]), pockets, pockets.mirror((1, 0, 0)), ends)


def _tray() -> Manifold:
    """A sheet-metal pan round the bed with a spout to the coolant tank on the left."""
    width, front, back, floor, height = 1.56, -0.8, 0.44, 0.375, 0.15
    depth = back - front
    middle = (front + back) / 2
    outer = box(width, depth, height, 0.03, 0.002, 8).translate((0, middle, floor))
    inner = box(width - 0.008, depth - 0.008, height, 0.027, 0.001, 8).translate((0, middle, floor + 0.004))
    lip = cut(
        box(width + 0.024, depth + 0.024, 0.012, 0.04, 0.003, 8),
        slab(width - 0.01, depth - 0.01, 0.1).translate((0, 0, -0.04)),
    ).translate((0, middle, floor + height - 0.012))
    spout = slab(0.25, 0.16, 0.06).translate((-width / 2 - 0.121, -0.1, floor))
    channel = slab(0.5, 0.152, 0.06).translate((-width / 2 - 0.1, -0.1, floor + 0.004))
    gusset = (
        prism([(0.0, 0.0), (0.3, 0.0), (0.0, -0.22)], 0.012).rotate((90, 0, 0)).translate((0.44, 0.006, floor + 0.002))
    )
    gussets = mirrored(copies(gusset, [(0, y, 0) for y in (-0.34, 0.2)]), (1, 0, 0))
    return union([cut(outer, inner), cut(lip, channel), cut(spout, channel), gussets])


def _rails() -> Manifold:
    rail = cut(slab(0.034, 1.04, 0.03), *[slab(0.006, 1.1, 0.01).translate((x, 0, 0.01)) for x in (-0.018, 0.018)])
    return copies(rail, [(x, -0.04, _WAY_TOP - 0.001) for x in (-WAY_X, WAY_X)])


def _feet() -> Manifold:
    pad = revolve([(0, 0), (0.06, 0), (0.06, 0.012), (0.03, 0.024), (0, 0.024)], 16)
    foot = union([pad, cylinder(0.014, 0.07), hexagon(0.028, 0.02).translate((0, 0, 0.038))])
    return copies(foot, [(x, y, 0) for x, y in _FEET])


def _ball_screw() -> Manifold:
    """The Y screw between the ways: a bar between its bearing blocks."""
    screw = facing(cylinder(0.016, 1.0), "y").translate((0, -0.53, 0.545))
    blocks = copies(box(0.11, 0.06, 0.075, 0.008, 0.003, 4), [(0, y, BED_TOP - 0.002) for y in (-0.53, 0.44)])
    return union([screw, blocks])


def _bellows(start: float, end: float) -> Manifold:
    """Folded way cover across both ways."""
    folds = 9
    step = (end - start) / folds
    ridge = [(start + step * (index + 0.5 * half), 0.03 if half else 0.0) for index in range(folds) for half in (0, 1)]
    profile: Outline = [*[(y, 0.595 + lift) for y, lift in ridge], (end, 0.595), (end, 0.575), (start, 0.575)]
    cover = prism(profile, 0.72).rotate((90, 0, 90)).translate((-0.36, 0, 0))
    inside = [(y, z - 0.003) if z > 0.58 else (y, z - 0.01) for y, z in profile]
    return cut(cover, prism(inside, 0.7).rotate((90, 0, 90)).translate((-0.35, 0, 0)))


def _servo() -> Manifold:
    """The Y servo motor at the front of the screw."""
    body = box(0.11, 0.11, 0.13, 0.014, 0.003)
    encoder = box(0.085, 0.085, 0.05, 0.012, 0.004).translate((0, 0, 0.128))
    plug = cylinder(0.014, 0.03).rotate((0, 90, 0)).translate((0.04, 0, 0.15))
    motor = facing(union([body, encoder, plug]), "-y").translate((0, -0.56, 0.545))
    return union([motor, facing(tube(0.05, 0.02, 0.02), "-y").translate((0, -0.55, 0.545))])
