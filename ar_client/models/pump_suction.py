"""The suction line: pipe with its isolating valve, and the strainer."""

from __future__ import annotations

from manifold3d import Manifold

from ar_client.models import materials
from ar_client.models.component import Component, Part, placed
from ar_client.models.fasteners import hexagon
from ar_client.models.fittings import (
    DN100,
    GASKET_GAP,
    FlangeSize,
    flange_bolts,
    gasket,
    name_plate,
    pipe,
    plain_flange,
    weld_neck_flange,
)
from ar_client.models.paths import bend, sweep
from ar_client.models.pump_layout import (
    SHAFT_HEIGHT,
    STRAINER_FACES,
    SUCTION_DROP,
    SUCTION_FACE,
    WAFER,
)
from ar_client.models.solids import (
    Axis,
    Outline,
    Vec3,
    box,
    cut,
    cylinder,
    facing,
    prism,
    revolve,
    ring,
    slab,
    tube,
    union,
)

_WAFER_GAP = WAFER + 2 * GASKET_GAP
_SUCTION_FLANGE = STRAINER_FACES[1] + _WAFER_GAP
_LEVER: Outline = [
    (-0.02, -0.012),
    (0.02, -0.014),
    (0.06, -0.009),
    (0.1, -0.009),
    (0.1, 0.009),
    (0.06, 0.009),
    (0.02, 0.014),
    (-0.02, 0.012),
]
_LENGTH = STRAINER_FACES[1] - STRAINER_FACES[0]
_STRAINER_BODY: Outline = [
    (0.0, 0.0),
    (0.064, 0.0),
    (0.064, 0.03),
    (0.07, 0.07),
    (0.074, 0.16),
    (0.07, 0.25),
    (0.064, _LENGTH - 0.03),
    (0.064, _LENGTH),
    (0.0, _LENGTH),
]
_STRAINER_BORE: Outline = [
    (0.0, -0.01),
    (0.0535, -0.01),
    (0.0535, 0.05),
    (0.062, 0.09),
    (0.062, 0.23),
    (0.0535, 0.27),
    (0.0535, _LENGTH + 0.01),
    (0.0, _LENGTH + 0.01),
]


def suction_pipe() -> Component:
    """From the floor through the butterfly valve, past the strainer, to the pump."""
    route: list[Vec3] = [
        (_SUCTION_FLANGE + 0.03, 0, SHAFT_HEIGHT),
        (SUCTION_DROP, 0, SHAFT_HEIGHT),
        (SUCTION_DROP, 0, 0.0),
    ]
    spool = facing(pipe(DN100, 0.14), "x").translate((SUCTION_FACE + 0.015, 0, SHAFT_HEIGHT))
    flanges = [
        _along(weld_neck_flange(DN100), "x", SUCTION_FACE + GASKET_GAP),
        _along(weld_neck_flange(DN100), "-x", STRAINER_FACES[0] - GASKET_GAP),
        _along(weld_neck_flange(DN100), "x", _SUCTION_FLANGE),
    ]
    line = sweep(bend(route, 0.152, 12), DN100.pipe, DN100.sides)
    collar = revolve([(0.05, 0), (0.1, 0), (0.1, 0.006), (0.066, 0.02), (0.05, 0.02)]).translate((SUCTION_DROP, 0, 0))
    bolts = [
        _along(flange_bolts(DN100), "x", SUCTION_FACE + GASKET_GAP / 2),
        _along(flange_bolts(DN100), "x", STRAINER_FACES[0] - GASKET_GAP / 2),
        _along(flange_bolts(DN100, _WAFER_GAP), "x", STRAINER_FACES[1] + _WAFER_GAP / 2),
    ]
    joints = [
        _along(gasket(DN100), "x", SUCTION_FACE + GASKET_GAP / 2),
        _along(gasket(DN100), "x", STRAINER_FACES[0] - GASKET_GAP / 2),
    ]
    return Component(
        "suction_pipe",
        "Suction pipe",
        (SUCTION_FACE, 0.0, SHAFT_HEIGHT),
        [
            Part(union([spool, line, collar, *flanges]), materials.PAINT_GREY),
            Part(union(bolts), materials.GALVANISED),
            Part(union(joints), materials.GASKET),
            *_butterfly_valve(),
            Part(
                facing(cylinder(DN100.pipe + 0.0012, 0.05, sides=DN100.sides), "z").translate((SUCTION_DROP, 0, 0.1)),
                materials.PAINT_GREEN,
            ),
        ],
    )


def _butterfly_valve() -> list[Part]:
    """The suction isolating valve: wafer body, neck, notched plate, and its lever along the pipe (open)."""
    x = STRAINER_FACES[1] + _WAFER_GAP / 2
    body = facing(tube(0.08, 0.05, WAFER).translate((0, 0, -WAFER / 2)), "x")
    neck = union(
        [
            cylinder(0.016, 0.13).translate((0, 0, 0.07)),
            box(0.05, 0.05, 0.008, 0.008).translate((0, 0, 0.195)),
        ]
    )
    quadrant = cut(cylinder(0.05, 0.004), tube(0.06, 0.042, 0.01).trim_by_plane((0, -1, 0), -0.01)).translate(
        (0, 0, 0.203)
    )
    disc = facing(cylinder(0.052, 0.008).translate((0, 0, -0.004)), "y")
    lever = prism(_LEVER, 0.008).translate((0, 0, 0.209))
    grip = facing(cylinder(0.012, 0.11, 0.0105), "x").translate((0.09, 0, 0.213))
    nut = hexagon(0.012, 0.012).translate((0, 0, 0.215))
    at: Vec3 = (x, 0, SHAFT_HEIGHT)
    return [
        Part(union([body, neck]).translate(at), materials.PAINT_SLATE),
        Part(union([quadrant, lever, nut, disc]).translate(at), materials.STEEL),
        Part(grip.translate(at), materials.PAINT_RED),
    ]


def suction_strainer() -> Component:
    """A Y-strainer: basket screen in the leg, bolted cover with a drain plug."""
    start, end = STRAINER_FACES
    cover = union([cylinder(0.084, 0.017).translate((0, 0, 0.204)), cylinder(0.03, 0.012).translate((0, 0, 0.22))])
    plug = union([cylinder(0.012, 0.02).translate((0, 0, 0.228)), hexagon(0.02, 0.016).translate((0, 0, 0.24))])
    seal = gasket(FlangeSize(0.084, 0.07, 0.076, 0.05, 0.05)).translate((0, 0, 0.203))
    at: Vec3 = (start + 0.1, -0.0765, SHAFT_HEIGHT + 0.012)
    seat = facing(box(0.07, 0.044, 0.03, 0.004, 0.001, 4), "-y").translate((at[0], at[1] + 0.03, at[2]))
    return Component(
        "suction_strainer",
        "Suction strainer",
        ((start + end) / 2, 0.0, SHAFT_HEIGHT),
        [
            Part(union([_strainer_body(), seat, _in_leg(cover)]), materials.PAINT_BLUE),
            Part(_in_leg(seal), materials.GASKET),
            Part(_in_leg(_cover_bolts()), materials.GALVANISED),
            Part(_in_leg(plug), materials.BRONZE),
            Part(_in_leg(_screen()), materials.STEEL),
            *placed(name_plate(0.062, 0.036), at, "-y"),
        ],
        parent="suction_pipe",
    )


def _along(solid: Manifold, axis: Axis, x: float) -> Manifold:
    """Place a fitting on the suction line."""
    return facing(solid, axis).translate((x, 0, SHAFT_HEIGHT))


def _in_leg(solid: Manifold) -> Manifold:
    """From leg coordinates (Z down the leg from the pipe's axis) to the machine: 45 degrees down, towards the pump."""
    return solid.rotate((0, -135, 0)).translate((STRAINER_FACES[1] - 0.075, 0, SHAFT_HEIGHT))


def _screen() -> Manifold:
    """The basket: a perforated cylinder with a closed end."""
    shell = union([tube(0.048, 0.0465, 0.235), cylinder(0.048, 0.003).translate((0, 0, 0.198))]).trim_by_plane(
        (0, 0, -1), -0.201
    )
    slots = [
        slab(0.12, 0.022, 0.03)
        .rotate((0, 0, 45 * turn + (22.5 if row % 2 else 0)))
        .translate((0, 0, 0.018 + 0.043 * row))
        for row in range(4)
        for turn in range(4)
    ]
    return cut(shell, *slots).translate((0, 0, -0.01))


def _strainer_body() -> Manifold:
    start, end = STRAINER_FACES
    leg = union([cylinder(0.066, 0.2), tube(0.084, 0.05, 0.018).translate((0, 0, 0.184))])
    flanges = [_along(plain_flange(DN100), "x", start), _along(plain_flange(DN100), "-x", end)]
    outside = union([_along(revolve(_STRAINER_BODY), "x", start), _in_leg(leg), *flanges])
    return cut(outside, _along(revolve(_STRAINER_BORE), "x", start), _in_leg(cylinder(0.054, 0.3)))


def _cover_bolts() -> Manifold:
    bolts = ring(hexagon(0.011, 0.009).translate((0, 0, 0.2205)), 8, 0.07, 22.5)
    nuts = ring(cylinder(0.0096, 0.009, sides=6).translate((0, 0, 0.1755)), 8, 0.0745, 22.5)
    return union([bolts, nuts])
