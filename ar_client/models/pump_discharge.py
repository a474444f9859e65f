"""The discharge line: pipe, flow meter body, pressure gauge and support."""

from __future__ import annotations

from manifold3d import Manifold

from ar_client.models import materials
from ar_client.models.component import Component, Part, placed
from ar_client.models.fasteners import hex_bolt, hexagon
from ar_client.models.fittings import (
    DN80,
    GASKET_GAP,
    flange_bolts,
    gasket,
    name_plate,
    pipe,
    plain_flange,
    weld_neck_flange,
)
from ar_client.models.instruments import dial_gauge
from ar_client.models.paths import bend, sweep
from ar_client.models.pump_layout import (
    CASING,
    DISCHARGE_FACE,
    HEADER_END,
    HEADER_HEIGHT,
    METER_FACES,
    VALVE_FACES,
)
from ar_client.models.solids import (
    Axis,
    Outline,
    Vec3,
    box,
    copies,
    cut,
    cylinder,
    facing,
    prism,
    revolve,
    slab,
    torus,
    union,
)

_POST = (-0.3, 0.42)  # where the support stands, behind the motor
_UPRIGHT = (DISCHARGE_FACE + GASKET_GAP / 2, VALVE_FACES[0] - GASKET_GAP / 2, VALVE_FACES[1] + GASKET_GAP / 2)
_LEVEL = (METER_FACES[0] + GASKET_GAP / 2, METER_FACES[1] - GASKET_GAP / 2)
_ARROW: Outline = [
    (-0.05, -0.008),
    (0.01, -0.008),
    (0.01, -0.018),
    (0.045, 0.0),
    (0.01, 0.018),
    (0.01, 0.008),
    (-0.05, 0.008),
]


def discharge_pipe() -> Component:
    """From the pump through the valve, round the bend, through the flow meter, to the tie-in flange."""
    joints = [*(_upright(gasket(DN80), z) for z in _UPRIGHT), *(_level(gasket(DN80), "x", x) for x in _LEVEL)]
    bolts = [
        *(_upright(flange_bolts(DN80), z) for z in _UPRIGHT),
        *(_level(flange_bolts(DN80), "x", x) for x in _LEVEL),
    ]
    return Component(
        "discharge_pipe",
        "Discharge pipe",
        (CASING, 0.0, DISCHARGE_FACE),
        [
            Part(_pipework(), materials.PAINT_GREY),
            Part(union(bolts), materials.GALVANISED),
            Part(union(joints), materials.GASKET),
            *_flow_meter_body(),
            *_gauge(),
            *_support(),
            *_flow_marks(),
        ],
    )


def _upright(solid: Manifold, z: float) -> Manifold:
    """Place a fitting on the riser."""
    return solid.translate((CASING, 0, z))


def _level(solid: Manifold, axis: Axis, x: float) -> Manifold:
    """Place a fitting on the horizontal run."""
    return facing(solid, axis).translate((x, 0, HEADER_HEIGHT))


def _pipework() -> Manifold:
    """Riser, bend and horizontal run with their flanges; the far end is open."""
    route: list[Vec3] = [
        (CASING, 0, VALVE_FACES[1] + 0.03),
        (CASING, 0, HEADER_HEIGHT),
        (METER_FACES[0] + 0.03, 0, HEADER_HEIGHT),
    ]
    neck = weld_neck_flange(DN80)
    pieces = [
        _upright(pipe(DN80, 0.13), DISCHARGE_FACE + 0.02),
        _level(pipe(DN80, METER_FACES[1] - HEADER_END - 0.04), "x", HEADER_END + 0.02),
        sweep(bend(route, 0.114, 12), DN80.pipe, DN80.sides),
        _upright(neck, DISCHARGE_FACE + GASKET_GAP),
        _upright(facing(neck, "-z"), VALVE_FACES[0] - GASKET_GAP),
        _upright(neck, VALVE_FACES[1] + GASKET_GAP),
        _level(neck, "x", METER_FACES[0] + GASKET_GAP),
        _level(neck, "-x", METER_FACES[1] - GASKET_GAP),
        _level(neck, "x", HEADER_END),
    ]
    mouth = _level(cylinder(DN80.bore, 0.06, sides=DN80.sides), "x", HEADER_END - 0.01)
    return cut(union(pieces), mouth)


def _flow_meter_body() -> list[Part]:
    """The measuring tube of an electromagnetic flow meter, flanged, with the coil housing and neck."""
    length = METER_FACES[0] - METER_FACES[1]
    outline = [
        (0.0, 0.01),
        (0.052, 0.01),
        (0.052, 0.04),
        (0.078, 0.046),
        (0.082, 0.05),
        (0.082, length - 0.05),
        (0.078, length - 0.046),
        (0.052, length - 0.04),
        (0.052, length - 0.01),
        (0.0, length - 0.01),
    ]
    flanges = [plain_flange(DN80), facing(plain_flange(DN80), "-z").translate((0, 0, length))]
    tube_body = facing(union([revolve(outline), *flanges]), "x").translate((METER_FACES[1], 0, HEADER_HEIGHT))
    neck = cylinder(0.024, 0.03).translate(((METER_FACES[0] + METER_FACES[1]) / 2, 0, HEADER_HEIGHT + 0.076))
    plate = placed(name_plate(0.06, 0.036), ((METER_FACES[0] + METER_FACES[1]) / 2, -0.0815, HEADER_HEIGHT), "-y")
    return [Part(union([tube_body, neck]), materials.PAINT_BLUE), *plate]


def _gauge() -> list[Part]:
    """Local pressure gauge on a nipple with a cock, at the spool before the valve."""
    height = (DISCHARGE_FACE + VALVE_FACES[0]) / 2
    x = CASING - 0.18
    nipple = facing(cylinder(0.008, 0.15), "x").translate((x, 0, height))
    tee = union(
        [
            facing(cylinder(0.012, 0.03), "x").translate((x - 0.012, 0, height)),
            facing(hexagon(0.014, 0.02), "x").translate((x + 0.04, 0, height)),
        ]
    )
    handle = slab(0.008, 0.04, 0.003).translate((x + 0.05, -0.02, height + 0.014))
    gauge = placed(dial_gauge(), (x, 0, height), "z")
    return [Part(union([nipple, tee]), materials.BRONZE), Part(handle, materials.PAINT_RED), *gauge]


def _support() -> list[Part]:
    """A floor post behind the motor with a braced arm and a U-bolt for the horizontal run."""
    x, y = _POST
    top = HEADER_HEIGHT - DN80.pipe - 0.05
    post = box(0.06, 0.06, top + 0.05, 0.006, 0.001, 4).translate((x, y, 0.0))
    foot = box(0.16, 0.16, 0.014, 0.008, 0.003, 4).translate((x, y, 0))
    arm = box(0.05, y + 0.09, 0.05, 0.004, 0.001, 4).translate((x, (y - 0.09) / 2, top))
    brace = sweep([(x, y - 0.02, top - 0.2), (x, y - 0.2, top + 0.01)], 0.014, 12)
    saddle = box(0.05, 0.11, 0.014, 0.004, 0.001, 4).translate((x, 0, top + 0.046))
    bow = facing(torus(DN80.pipe + 0.004, 0.005, 8), "x").trim_by_plane((0, 0, 1), 0.0).translate((x, 0, HEADER_HEIGHT))
    shank = cylinder(0.005, 0.1, sides=8)
    legs = copies(shank, [(x, sign * (DN80.pipe + 0.004), HEADER_HEIGHT - 0.095) for sign in (-1, 1)])
    nuts = copies(hexagon(0.01, 0.007), [(x, sign * (DN80.pipe + 0.004), top + 0.06) for sign in (-1, 1)])
    bolts = copies(hex_bolt(0.01), [(x + i * 0.055, y + j * 0.055, 0.014) for i in (-1, 1) for j in (-1, 1)])
    return [
        Part(union([post, foot, arm, brace, saddle]), materials.PAINT_DARK),
        Part(union([bow, legs, nuts, bolts]), materials.GALVANISED),
    ]


def _flow_marks() -> list[Part]:
    """The colour band for water and an arrow that shows the direction of flow."""
    band = cylinder(DN80.pipe + 0.0012, 0.06, sides=DN80.sides)
    arrow = prism(_ARROW, 0.008)
    label = facing(arrow.mirror((1, 0, 0)), "-y").translate((-0.2, -DN80.pipe + 0.004, HEADER_HEIGHT))
    return [
        Part(facing(band, "x").translate((-0.12, 0, HEADER_HEIGHT)), materials.PAINT_GREEN),
        Part(label, materials.DIAL),
    ]
