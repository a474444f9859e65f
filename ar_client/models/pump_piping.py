"""Suction line with its strainer and isolating valve; discharge line with flow meter, gauge and support."""

from __future__ import annotations

from manifold3d import Manifold

from ar_client.models import materials
from ar_client.models.component import Component, Part, placed
from ar_client.models.fasteners import hex_bolt, hexagon
from ar_client.models.fittings import (
    DN80,
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
from ar_client.models.instruments import dial_gauge
from ar_client.models.paths import bend, sweep
from ar_client.models.pump_layout import (
    CASING,
    DISCHARGE_FACE,
    HEADER_END,
    HEADER_HEIGHT,
    METER_FACES,
    SHAFT_HEIGHT,
    STRAINER_FACES,
    SUCTION_DROP,
    SUCTION_FACE,
    VALVE_FACES,
    WAFER,
)
from ar_client.models.solids import (
    Axis,
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
    tube,
    union,
)

_WAFER_GAP = WAFER + 2 * GASKET_GAP
_SUCTION_FLANGE = STRAINER_FACES[1] + _WAFER_GAP
_POST = (-0.3, 0.42)


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
            Part(facing(cylinder(DN100.pipe + 0.0012, 0.05, sides=DN100.sides), "z").translate(
                (SUCTION_DROP, 0, 0.1)), materials.PAINT_GREEN),
        ],
    )


def _along(solid: Manifold, axis: Axis, x: float) -> Manifold:
    """Place a fitting on the suction line."""
    return facing(solid, axis).translate((x, 0, SHAFT_HEIGHT))


def _butterfly_valve() -> list[Part]:
    """The suction isolating valve: wafer body, neck, notched plate, and its lever along the pipe (open)."""
    x = STRAINER_FACES[1] + _WAFER_GAP / 2
    body = facing(tube(0.08, 0.05, WAFER).translate((0, 0, -WAFER / 2)), "x")
    neck = union([cylinder(0.016, 0.13).translate((0, 0, 0.07)), box(0.05, 0.05, 0.008, 0.008).translate((0, 0, 0.195))])
    quadrant = cut(cylinder(0.05, 0.004), tube(0.06, 0.042, 0.01).trim_by_plane((0, -1, 0), -0.01)).translate(
        (0, 0, 0.203))
    disc = facing(cylinder(0.052, 0.008).translate((0, 0, -0.004)), "y")
    lever = prism([(-0.02, -0.012), (0.02, -0.014), (0.06, -0.009), (0.1, -0.009), (0.1, 0.009), (0.06, 0.009),
                   (0.02, 0.014), (-0.02, 0.012)], 0.008).translate((0, 0, 0.209))
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
    length = end - start
    flanges = union([_along(plain_flange(DN100), "x", start), _along(plain_flange(DN100), "-x", end)])
    outline = [(0.0, 0.0), (0.064, 0.0), (0.064, 0.03), (0.07, 0.07), (0.074, 0.16), (0.07, 0.25), (0.064, length - 0.03),
               (0.064, length), (0.0, length)]
    bore = [(0.0, -0.01), (0.0535, -0.01), (0.0535, 0.05), (0.062, 0.09), (0.062, 0.23), (0.0535, 0.27),
            (0.0535, length + 0.01), (0.0, length + 0.01)]
    leg = union([cylinder(0.066, 0.2), tube(0.084, 0.05, 0.018).translate((0, 0, 0.184))])
    leg_bore = cylinder(0.054, 0.3)
    body = cut(union([_along(revolve(outline), "x", start), flanges, _in_leg(leg)]),
               _along(revolve(bore), "x", start), _in_leg(leg_bore))
    cover = union([cylinder(0.084, 0.017).translate((0, 0, 0.204)), cylinder(0.03, 0.012).translate((0, 0, 0.22))])
    bolts = union(
        hexagon(0.011, 0.009).translate((0.07, 0, 0.2205)).rotate((0, 0, 22.5 + 45 * index)) for index in range(8)
    )
    nuts = union(
        cylinder(0.0096, 0.009, sides=6).translate((0.0745, 0, 0.1755)).rotate((0, 0, 22.5 + 45 * index))
        for index in range(8)
    )
    plug = union([cylinder(0.012, 0.02).translate((0, 0, 0.228)), hexagon(0.02, 0.016).translate((0, 0, 0.24))])
    at: Vec3 = (start + 0.1, -0.0765, SHAFT_HEIGHT + 0.012)
    seat = facing(box(0.07, 0.044, 0.03, 0.004, 0.001, 4), "-y").translate((at[0], at[1] + 0.03, at[2]))
    return Component(
        "suction_strainer",
        "Suction strainer",
        ((start + end) / 2, 0.0, SHAFT_HEIGHT),
        [
            Part(union([body, seat, _in_leg(cover)]), materials.PAINT_BLUE),
            Part(_in_leg(gasket(FlangeSize(0.084, 0.07, 0.076, 0.05, 0.05)).translate((0, 0, 0.203))), materials.GASKET),
            Part(_in_leg(union([bolts, nuts])), materials.GALVANISED),
            Part(_in_leg(plug), materials.BRONZE),
            Part(_in_leg(_screen()), materials.STEEL),
            *placed(name_plate(0.062, 0.036), at, "-y"),
        ],
        parent="suction_pipe",
    )


def _in_leg(solid: Manifold) -> Manifold:
    """From leg coordinates (Z down the leg from the pipe's axis) to the machine: 45 degrees down, towards the pump."""
    return solid.rotate((0, -135, 0)).translate((STRAINER_FACES[1] - 0.075, 0, SHAFT_HEIGHT))


def _screen() -> Manifold:
    """The basket: a perforated cylinder with a closed end."""
    shell = union([tube(0.048, 0.0465, 0.235), cylinder(0.048, 0.003).translate((0, 0, 0.198))]).trim_by_plane(
        (0, 0, -1), -0.201)
    slots = [
        slab(0.12, 0.022, 0.03).rotate((0, 0, 45 * turn + (22.5 if row % 2 else 0))).translate((0, 0, 0.018 + 0.043 * row))
        for row in range(4)
        for turn in range(4)
    ]
    return cut(shell, *slots).translate((0, 0, -0.01))


def discharge_pipe() -> Component:
    """From the pump through the valve, round the bend, through the flow meter, to the tie-in flange."""
    riser = pipe(DN80, 0.13).translate((CASING, 0, DISCHARGE_FACE + 0.02))
    route: list[Vec3] = [
        (CASING, 0, VALVE_FACES[1] + 0.03),
        (CASING, 0, HEADER_HEIGHT),
        (METER_FACES[0] + 0.03, 0, HEADER_HEIGHT),
    ]
    header = facing(pipe(DN80, METER_FACES[1] - 0.02 - (HEADER_END + 0.02)), "x").translate(
        (HEADER_END + 0.02, 0, HEADER_HEIGHT))
    neck = weld_neck_flange(DN80)
    flanges = [
        neck.translate((CASING, 0, DISCHARGE_FACE + GASKET_GAP)),
        facing(neck, "-z").translate((CASING, 0, VALVE_FACES[0] - GASKET_GAP)),
        neck.translate((CASING, 0, VALVE_FACES[1] + GASKET_GAP)),
        facing(neck, "x").translate((METER_FACES[0] + GASKET_GAP, 0, HEADER_HEIGHT)),
        facing(neck, "-x").translate((METER_FACES[1] - GASKET_GAP, 0, HEADER_HEIGHT)),
        facing(neck, "x").translate((HEADER_END, 0, HEADER_HEIGHT)),
    ]
    upright = [DISCHARGE_FACE + GASKET_GAP / 2, VALVE_FACES[0] - GASKET_GAP / 2, VALVE_FACES[1] + GASKET_GAP / 2]
    level = [METER_FACES[0] + GASKET_GAP / 2, METER_FACES[1] - GASKET_GAP / 2]
    joints = [gasket(DN80).translate((CASING, 0, z)) for z in upright]
    joints += [facing(gasket(DN80), "x").translate((x, 0, HEADER_HEIGHT)) for x in level]
    bolts = [flange_bolts(DN80).translate((CASING, 0, z)) for z in upright]
    bolts += [facing(flange_bolts(DN80), "x").translate((x, 0, HEADER_HEIGHT)) for x in level]
    pipes = union([riser, sweep(bend(route, 0.114, 12), DN80.pipe, DN80.sides), header, *flanges])
    return Component(
        "discharge_pipe",
        "Discharge pipe",
        (CASING, 0.0, DISCHARGE_FACE),
        [
            Part(cut(pipes, facing(cylinder(DN80.bore, 0.06, sides=DN80.sides), "x").translate((HEADER_END - 0.01, 0, HEADER_HEIGHT))),
                 materials.PAINT_GREY),
            Part(union(bolts), materials.GALVANISED),
            Part(union(joints), materials.GASKET),
            *_flow_meter_body(),
            *_gauge(),
            *_support(),
            *_flow_marks(),
        ],
    )


def _flow_meter_body() -> list[Part]:
    """The measuring tube of an electromagnetic flow meter, flanged, with the coil housing and neck."""
    length = METER_FACES[0] - METER_FACES[1]
    outline = [(0.0, 0.01), (0.052, 0.01), (0.052, 0.04), (0.078, 0.046), (0.082, 0.05), (0.082, length - 0.05),
               (0.078, length - 0.046), (0.052, length - 0.04), (0.052, length - 0.01), (0.0, length - 0.01)]
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
    tee = union([facing(cylinder(0.012, 0.03), "x").translate((x - 0.012, 0, height)),
                 facing(hexagon(0.014, 0.02), "x").translate((x + 0.04, 0, height))])
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
    arrow = prism([(-0.05, -0.008), (0.01, -0.008), (0.01, -0.018), (0.045, 0.0), (0.01, 0.018), (0.01, 0.008),
                   (-0.05, 0.008)], 0.008)
    label = facing(arrow.mirror((1, 0, 0)), "-y").translate((-0.2, -DN80.pipe + 0.004, HEADER_HEIGHT))
    return [Part(facing(band, "x").translate((-0.12, 0, HEADER_HEIGHT)), materials.PAINT_GREEN), Part(label, materials.DIAL)]
