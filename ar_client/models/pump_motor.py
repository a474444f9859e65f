"""The motor: a totally enclosed, fan-cooled induction motor of frame 160, and its fan."""

from __future__ import annotations

from manifold3d import Manifold

from ar_client.models import materials
from ar_client.models.component import Component, Part, placed
from ar_client.models.fasteners import eye_bolt, hex_bolt, hexagon, socket_screw
from ar_client.models.fittings import cable_gland, name_plate
from ar_client.models.instruments import cable
from ar_client.models.pump_layout import (
    DECK_TOP,
    FRAME_RADIUS,
    MOTOR_FACE,
    MOTOR_TAIL,
    SHAFT_HEIGHT,
    on_shaft,
    turned,
)
from ar_client.models.solids import (
    Vec3,
    box,
    copies,
    cut,
    cylinder,
    facing,
    hull,
    revolve,
    ring,
    slab,
    tube,
    union,
    wedge,
)

_BARREL = (-0.505, -0.175)
_MIDDLE = sum(_BARREL) / 2
_FAN = -0.6
_PLATE_X = -0.285  # clear of the supply cable
_FEET_X = (-0.235, -0.445)
_FOOT_Y = 0.127
_BOX_BASE = SHAFT_HEIGHT + 0.138
_BOX_X = -0.345


def motor() -> Component:
    """Frame, end shields, fan cowl, terminal box and cable outside; stator, rotor and shaft inside."""
    return Component(
        "motor",
        "Motor",
        (_MIDDLE, 0.0, SHAFT_HEIGHT),
        [
            Part(union([_frame(), _drive_end(), _cowl(), _feet(), _terminal_box()]), materials.PAINT_BLUE),
            Part(_bolts(), materials.STEEL),
            Part(eye_bolt(0.012).translate((-0.205, 0, SHAFT_HEIGHT + 0.145)), materials.DARK_STEEL),
            Part(_glands(), materials.PLASTIC),
            _supply_cable(),
            *placed(name_plate(0.088, 0.056), (_PLATE_X, -FRAME_RADIUS - 0.0245, SHAFT_HEIGHT + 0.005), "-y"),
            Part(_stator_core(), materials.CAST_IRON),
            Part(_windings(), materials.COPPER),
            Part(_rotor(), materials.STEEL),
        ],
    )


def motor_fan() -> Component:
    """The external fan under the cowl."""
    paddle = slab(0.068, 0.0045, 0.044).translate((0.07, 0, -0.026))
    back_plate = cylinder(0.1, 0.004).translate((0, 0, 0.016))
    wheel = union([ring(paddle, 7, 0.0), cylinder(0.04, 0.046).translate((0, 0, -0.028)), back_plate])
    return Component(
        "motor_fan",
        "Motor fan",
        (_FAN, 0.0, SHAFT_HEIGHT),
        [
            Part(on_shaft(wheel, _FAN), materials.PLASTIC),
            Part(on_shaft(cylinder(0.014, 0.012).translate((0, 0, -0.03)), _FAN), materials.STEEL),
        ],
        parent="motor",
    )


def _frame() -> Manifold:
    """The barrel with its cooling fins; the fins leave room for feet, terminal box and name plate."""
    length = _BARREL[1] - _BARREL[0]
    fin = wedge(length - 0.036, 0.0052, 0.0032, 0.029).translate((_MIDDLE, 0, FRAME_RADIUS - 0.004))
    fins = [
        fin.rotate((angle, 0, 0)).translate((0, 0, SHAFT_HEIGHT))
        for angle in range(5, 360, 10)
        if not (angle < 27 or angle > 333) and not 126 < angle < 234 and not 75 < angle < 105
    ]
    # A flat pad at the front carries the name plate (90 degrees about X from the top is the -Y side).
    pad = box(0.1, 0.066, 0.012, 0.004, 0.002, 4)
    front_pad = facing(pad, "-y").translate((_PLATE_X, -FRAME_RADIUS - 0.013, SHAFT_HEIGHT + 0.005))
    backing = facing(box(0.1, 0.05, 0.03, 0.004, 0.002, 4), "-y").translate(
        (_PLATE_X, -FRAME_RADIUS + 0.012, SHAFT_HEIGHT + 0.005)
    )
    barrel = tube(FRAME_RADIUS, FRAME_RADIUS - 0.012, length)
    rims = union([tube(0.15, 0.11, 0.016), tube(0.15, 0.11, 0.016).translate((0, 0, length - 0.016))])
    lugs = ring(slab(0.03, 0.034, 0.03), 4, 0.147, 45)
    ends = union([lugs, lugs.translate((0, 0, length - 0.03))])
    return union([on_shaft(union([barrel, rims, ends]), _BARREL[0]), front_pad, backing, *fins])


def _drive_end() -> Manifold:
    """The end shield at the coupling, with radial ribs and the bearing boss, and the plain one at the fan."""
    face = MOTOR_FACE - _BARREL[1]
    shield = turned(
        [
            (0.0, 0.0),
            (0.148, 0.0),
            (0.15, 0.002),
            (0.15, 0.012),
            (0.128, 0.02),
            (0.07, 0.034),
            (0.062, 0.036),
            (0.06, face),
            (0.026, face),
            (0.024, face - 0.004),
            (0.0, face - 0.004),
        ],
        _BARREL[1],
    )
    rib = hull(
        slab(0.01, 0.008, 0.04).translate((0.062, 0, 0.006)),
        slab(0.01, 0.007, 0.014).translate((0.132, 0, 0.006)),
    )
    ribs = on_shaft(ring(rib, 8, 0.0, 22.5), _BARREL[1])
    rear = turned([(0.0, 0.0), (0.07, 0.0), (0.15, 0.02), (0.15, 0.034), (0.0, 0.034)], _BARREL[0] - 0.034)
    return union([shield, ribs, rear])


def _cowl() -> Manifold:
    """Sheet-metal hood with a grille of concentric slots."""
    depth = _BARREL[0] + 0.005 - MOTOR_TAIL
    outline = [
        (0.0, 0.0),
        (0.118, 0.0),
        (0.138, 0.006),
        (0.15, 0.022),
        (0.1535, 0.04),
        (0.1535, depth),
        (0.1505, depth),
        (0.1505, 0.04),
        (0.14, 0.014),
        (0.117, 0.003),
        (0.0, 0.003),
    ]
    slots = union(tube(radius + 0.006, radius - 0.006, 0.03, 18) for radius in (0.042, 0.068, 0.094))
    spokes = union(slab(0.25, 0.009, 0.03).rotate((0, 0, angle)) for angle in (0, 60, 120))
    grille = cut(slots, spokes).translate((0, 0, -0.01))
    hood = turned(outline, MOTOR_TAIL)
    return cut(hood, on_shaft(grille, MOTOR_TAIL))


def _feet() -> Manifold:
    """Four cast feet, each a pad with a web running up to the barrel."""
    sole_height = DECK_TOP + 0.02
    feet = []
    for x in _FEET_X:
        sole = box(0.088, 0.078, 0.02, 0.008, 0.003, 4).translate((x, -_FOOT_Y, sole_height))
        web = hull(
            slab(0.02, 0.05, 0.01).translate((x, -_FOOT_Y + 0.012, sole_height + 0.015)),
            slab(0.02, 0.04, 0.01).translate((x, -0.085, SHAFT_HEIGHT - 0.1)),
        )
        shelf = hull(
            slab(0.08, 0.012, 0.02).translate((x, -_FOOT_Y + 0.036, sole_height)),
            slab(0.08, 0.012, 0.01).translate((x, -0.075, SHAFT_HEIGHT - 0.105)),
        )
        feet += [sole, web, shelf]
    front = union(feet)
    return union([front, front.mirror((0, 1, 0))])


def _terminal_box() -> Manifold:
    neck = box(0.1, 0.1, 0.04, 0.01, 0.002).translate((_BOX_X, 0, _BOX_BASE - 0.03))
    body = box(0.172, 0.15, 0.072, 0.012, 0.003).translate((_BOX_X, 0, _BOX_BASE))
    lid = box(0.18, 0.158, 0.02, 0.014, 0.005).translate((_BOX_X, 0, _BOX_BASE + 0.07))
    eye_boss = cylinder(0.02, 0.03).translate((-0.205, 0, SHAFT_HEIGHT + 0.118))
    return union([neck, body, lid, eye_boss])


def _bolts() -> Manifold:
    foot = copies(
        hex_bolt(0.012),
        [(x, y, DECK_TOP + 0.04) for x in _FEET_X for y in (-_FOOT_Y - 0.012, _FOOT_Y + 0.012)],
    )
    shield = on_shaft(ring(hex_bolt(0.008).translate((0, 0, 0.012)), 4, 0.1385, 45), _BARREL[1])
    cap = on_shaft(ring(hexagon(0.006, 0.005).translate((0, 0, 0.0545)), 4, 0.05, 45), _BARREL[1])
    lid = copies(
        socket_screw(0.006),
        [(_BOX_X + x * 0.078, y * 0.067, _BOX_BASE + 0.0895) for x in (-1, 1) for y in (-1, 1)],
    )
    screw = socket_screw(0.005).translate((0, 0, 0.1525))
    cowl = union(
        screw.rotate((angle, 0, 0)).translate((MOTOR_TAIL + 0.172, 0, SHAFT_HEIGHT)) for angle in (45, 135, 225, 315)
    )
    return union([foot, shield, cap, lid, cowl])


def _glands() -> Manifold:
    supply = facing(cable_gland(0.02), "-y").translate((_BOX_X - 0.035, -0.074, _BOX_BASE + 0.036))
    spare = facing(cylinder(0.016, 0.008, sides=6), "-y").translate((_BOX_X + 0.04, -0.073, _BOX_BASE + 0.036))
    deck = cable_gland(0.02).translate((_BOX_X - 0.06, -0.215, DECK_TOP))
    return union([supply, spare, deck])


def _supply_cable() -> Part:
    top: Vec3 = (_BOX_X - 0.035, -0.1, _BOX_BASE + 0.036)
    return cable(
        [
            top,
            (top[0], -0.14, top[2] - 0.002),
            (top[0] - 0.004, -0.195, top[2] - 0.045),
            (top[0] - 0.014, -0.216, top[2] - 0.14),
            (top[0] - 0.025, -0.215, DECK_TOP + 0.12),
            (top[0] - 0.025, -0.215, DECK_TOP + 0.01),
        ],
        0.0095,
    )


def _stator_core() -> Manifold:
    return on_shaft(tube(FRAME_RADIUS - 0.0125, 0.078, 0.19), _MIDDLE - 0.095)


def _windings() -> Manifold:
    """Both end windings, drawn as bundles tied around the bore."""
    coil = revolve([(0.08, 0.0), (0.114, 0.0), (0.106, 0.026), (0.086, 0.026)], 24)
    gaps = ring(slab(0.06, 0.004, 0.06).translate((0, 0, 0.006)), 9, 0.1)
    head = cut(coil, gaps)
    return on_shaft(union([head.translate((0, 0, 0.094)), head.mirror((0, 0, 1)).translate((0, 0, -0.094))]), _MIDDLE)


def _rotor() -> Manifold:
    core = cylinder(0.0765, 0.19).translate((0, 0, -0.095))
    slots = ring(slab(0.012, 0.004, 0.3).translate((0, 0, -0.15)), 8, 0.0765)
    end_ring = tube(0.074, 0.045, 0.014)
    rings = union([end_ring.translate((0, 0, 0.094)), end_ring.translate((0, 0, -0.108))])
    shaft = cylinder(0.021, -0.01 - (_FAN - 0.03)).translate((0, 0, _FAN - 0.03 - _MIDDLE))
    return on_shaft(union([cut(core, slots), rings, shaft]), _MIDDLE)
