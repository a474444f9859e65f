"""The bearing bracket: housing with oil sump and lantern, its two bearings and the pump shaft."""

from __future__ import annotations

from manifold3d import Manifold

from ar_client.models import materials
from ar_client.models.component import Component, Part, placed
from ar_client.models.fasteners import hex_bolt, hexagon
from ar_client.models.fittings import ball_bearing, name_plate
from ar_client.models.pump_layout import (
    ADAPTER_FACE,
    BEARING_DE,
    BEARING_NDE,
    DECK_TOP,
    SHAFT_HEIGHT,
    on_shaft,
    parts_on_shaft,
    turned,
)
from ar_client.models.solids import (
    box,
    copies,
    cut,
    cylinder,
    facing,
    hull,
    revolve,
    ring,
    slab,
    sphere,
    union,
    wedge,
)

_START, _END = 0.1, 0.29
_SUMP_BOTTOM = SHAFT_HEIGHT - 0.112
_OILER_X, _SIGHT_X = 0.235, 0.185


def bearing_housing() -> Component:
    """Oil-lubricated housing with covers, sight glass, constant-level oiler, breather, foot and lantern."""
    return Component(
        "bearing_housing",
        "Bearing housing",
        ((_START + _END) / 2, 0.0, SHAFT_HEIGHT),
        [
            Part(_casting(), materials.PAINT_TEAL),
            Part(_bolts(), materials.STEEL),
            Part(_sight_ring(), materials.STEEL),
            Part(_sight_glass(), materials.GLASS),
            *_oiler(),
            Part(_breather(), materials.DARK_STEEL),
            *placed(name_plate(0.075, 0.034), (_SIGHT_X - 0.045, -0.0605, SHAFT_HEIGHT - 0.046), "-y"),
        ],
    )


def bearing_de() -> Component:
    """Drive-end bearing: 6309."""
    parts = ball_bearing(0.045, 0.100, 0.025).parts()
    return Component(
        "bearing_de",
        "Drive-end bearing",
        (BEARING_DE, 0.0, SHAFT_HEIGHT),
        parts_on_shaft(parts, BEARING_DE),
        parent="bearing_housing",
    )


def bearing_nde() -> Component:
    """Bearing at the impeller side: 6309."""
    parts = ball_bearing(0.045, 0.100, 0.025).parts()
    return Component(
        "bearing_nde",
        "Non-drive-end bearing",
        (BEARING_NDE, 0.0, SHAFT_HEIGHT),
        parts_on_shaft(parts, BEARING_NDE),
        parent="bearing_housing",
    )


def pump_shaft() -> Component:
    """The stepped shaft from the coupling to the impeller nut's thread."""
    outline = [
        (0.0, 0.010),
        (0.020, 0.010),
        (0.021, 0.012),
        (0.021, 0.1),
        (0.0225, 0.1),
        (0.0225, 0.1425),
        (0.0285, 0.1425),
        (0.0285, 0.2475),
        (0.0225, 0.2475),
        (0.0225, 0.29),
        (0.0200, 0.29),
        (0.0200, 0.452),
        (0.0160, 0.452),
        (0.0160, 0.5),
        (0.0100, 0.5),
        (0.0100, 0.524),
        (0.0, 0.526),
    ]
    slinger = turned([(0.02, 0.302), (0.046, 0.302), (0.046, 0.307), (0.026, 0.316), (0.02, 0.316)])
    lock_nut = on_shaft(cut(cylinder(0.034, 0.009, sides=24), ring(slab(0.006, 0.008, 0.03), 4, 0.034)), 0.1005)
    return Component(
        "pump_shaft",
        "Pump shaft",
        (0.195, 0.0, SHAFT_HEIGHT),
        [
            Part(turned(outline), materials.STEEL),
            Part(lock_nut, materials.DARK_STEEL),
            Part(slinger, materials.RUBBER),
        ],
        parent="bearing_housing",
    )


def _casting() -> Manifold:
    barrel = turned(
        [
            (0.0, -0.016),
            (0.066, -0.016),
            (0.068, -0.014),
            (0.068, 0.05),
            (0.062, 0.056),
            (0.062, 0.134),
            (0.068, 0.14),
            (0.068, 0.19),
            (0.0, 0.19),
        ],
        _START,
    )
    depth = SHAFT_HEIGHT - 0.02 - _SUMP_BOTTOM
    sump = box(0.15, 0.118, depth, 0.02, 0.004).translate((_START + 0.098, 0, _SUMP_BOTTOM))
    flats = copies(cylinder(0.0145, 0.016), [(x, 0, SHAFT_HEIGHT + 0.058) for x in (BEARING_DE, BEARING_NDE)])
    fin = wedge(0.07, 0.004, 0.0026, 0.012).translate((_START + 0.095, 0, 0.06))
    fins = [fin.rotate((angle, 0, 0)).translate((0, 0, SHAFT_HEIGHT)) for angle in range(-60, 61, 15) if angle]
    outside = union([barrel, sump, flats, _foot(), _lantern(), _bosses(), *fins])
    bores = turned([(0.0, 0.004), (0.05, 0.004), (0.05, 0.186), (0.0, 0.186)], _START)
    shaft_way = turned([(0.0, -0.03), (0.0235, -0.03), (0.0235, 0.26), (0.0, 0.26)], _START)
    well = box(0.134, 0.102, depth, 0.014, 0.003).translate((_START + 0.098, 0, _SUMP_BOTTOM + 0.008))
    return cut(outside, bores, shaft_way, well.trim_by_plane((0, 0, -1), -(SHAFT_HEIGHT - 0.03)))


def _lantern() -> Manifold:
    """The bell between housing and casing, open at both sides so that the seal can be reached."""
    bell = turned(
        [
            (0.05, 0.0),
            (0.068, 0.0),
            (0.082, 0.012),
            (0.112, 0.05),
            (0.122, 0.082),
            (0.15, 0.082),
            (0.152, 0.084),
            (0.152, 0.1),
            (0.1, 0.1),
            (0.1, 0.05),
            (0.072, 0.014),
            (0.05, 0.014),
        ],
        _END,
    )
    window = box(0.062, 0.12, 0.4, 0.02, 0.001, 8)
    opening = facing(window, "y").translate((_END + 0.044, -0.2, SHAFT_HEIGHT))
    return cut(bell, opening)


def _foot() -> Manifold:
    """The support foot under the drive end."""
    sole = box(0.085, 0.12, 0.018, 0.008, 0.003, 4).translate((0.135, 0, DECK_TOP + 0.01))
    leg = hull(
        slab(0.03, 0.05, 0.01).translate((0.135, 0, DECK_TOP + 0.02)),
        slab(0.044, 0.07, 0.01).translate((0.135, 0, _SUMP_BOTTOM - 0.002)),
    )
    return union([sole, leg])


def _bosses() -> Manifold:
    """Seats of the sight glass, the oiler and the drain."""
    sight = facing(cylinder(0.024, 0.01), "-y").translate((_SIGHT_X + 0.012, -0.056, SHAFT_HEIGHT - 0.08))
    oiler = facing(cylinder(0.013, 0.01), "-y").translate((_OILER_X, -0.056, SHAFT_HEIGHT - 0.075))
    drain = facing(cylinder(0.014, 0.008), "-y").translate((0.145, -0.056, _SUMP_BOTTOM + 0.018))
    return union([sight, oiler, drain])


def _bolts() -> Manifold:
    """Cover screws at the drive end, adapter bolts, foot bolts and the drain plug."""
    cover = on_shaft(ring(hexagon(0.007, 0.006).mirror((0, 0, 1)).translate((0, 0, -0.016)), 6, 0.056), _START)
    adapter = on_shaft(ring(hexagon(0.01, 0.008).mirror((0, 0, 1)), 8, 0.139, 22.5), ADAPTER_FACE - 0.018)
    foot = copies(hex_bolt(0.01), [(0.135, y, DECK_TOP + 0.028) for y in (-0.045, 0.045)])
    plug = facing(hexagon(0.012, 0.01), "-y").translate((0.145, -0.064, _SUMP_BOTTOM + 0.018))
    return union([cover, adapter, foot, plug])


def _sight_ring() -> Manifold:
    bezel = revolve([(0.013, 0.0), (0.021, 0.0), (0.021, 0.006), (0.018, 0.009), (0.013, 0.009)])
    return facing(bezel, "-y").translate((_SIGHT_X + 0.012, -0.0655, SHAFT_HEIGHT - 0.08))


def _sight_glass() -> Manifold:
    return facing(cylinder(0.0135, 0.006), "-y").translate((_SIGHT_X + 0.012, -0.0655, SHAFT_HEIGHT - 0.08))


def _oiler() -> list[Part]:
    """A constant-level oiler: elbow, cup and a glass bottle."""
    height = SHAFT_HEIGHT - 0.075
    arm = facing(cylinder(0.007, 0.03, sides=16), "-y").translate((_OILER_X, -0.062, height))
    cup = union([sphere(0.009), revolve([(0, 0.0), (0.014, 0.0), (0.021, 0.008), (0.021, 0.02), (0, 0.02)])])
    bottle = revolve([(0, 0.018), (0.018, 0.018), (0.018, 0.052), (0.013, 0.062), (0, 0.064)])
    at = (_OILER_X, -0.095, height)
    return [
        Part(union([arm, cup.translate(at)]), materials.DARK_STEEL),
        Part(bottle.translate(at), materials.GLASS),
    ]


def _breather() -> Manifold:
    stem = union([cylinder(0.007, 0.02, sides=12), hexagon(0.012, 0.008)])
    cap = revolve([(0, 0.016), (0.014, 0.016), (0.015, 0.018), (0.015, 0.03), (0.011, 0.035), (0, 0.035)])
    return union([stem, cap]).translate(((BEARING_DE + BEARING_NDE) / 2, 0, SHAFT_HEIGHT + 0.06))
