"""The control cabinet with its operator panel."""

from __future__ import annotations

from manifold3d import Manifold

from ar_client.models import materials
from ar_client.models.component import Component, Part, placed
from ar_client.models.fasteners import eye_bolt
from ar_client.models.fittings import cable_gland, name_plate
from ar_client.models.milling_layout import CABINET
from ar_client.models.paths import slack, sweep
from ar_client.models.solids import (
    Vec3,
    box,
    copies,
    cut,
    cylinder,
    facing,
    prism,
    revolve,
    slab,
    union,
)

_WIDTH, _DEPTH, _HEIGHT = 0.64, 0.44, 1.72
_PLINTH = 0.08
_DOOR = -_DEPTH / 2 - 0.016  # outer face of the door, from the cabinet's middle


def control_cabinet() -> Component:
    """Sheet-steel cabinet; its front is at -Y. Local coordinates stand on the floor in the middle."""
    at: Vec3 = (CABINET[0], CABINET[1], 0.0)
    parts = [
        Part(_case(), materials.PAINT_LIGHT),
        Part(union([_plinth(), _trim()]), materials.PAINT_DARK),
        Part(_handle(), materials.DARK_STEEL),
        Part(copies(eye_bolt(0.012), [(x, 0.0, _HEIGHT - 0.002) for x in (-0.26, 0.26)]), materials.GALVANISED),
        *_operator_panel(),
        *_emergency_stop(),
        *_main_switch(),
        *_stack_light(),
        *_warning_sign(),
        *_inside(),
    ]
    plate = placed(name_plate(0.14, 0.07), (CABINET[0] + 0.18, CABINET[1] + _DOOR - 0.0005, 0.82), "-y")
    return Component("control_cabinet", "Control cabinet", at, [*placed(parts, at), *plate, *_conduits()])


def _case() -> Manifold:
    shell = box(_WIDTH, _DEPTH, _HEIGHT - _PLINTH, 0.012, 0.005).translate((0, 0, _PLINTH))
    room = slab(_WIDTH - 0.04, _DEPTH - 0.03, _HEIGHT - _PLINTH - 0.04).translate((0, 0, _PLINTH + 0.02))
    door = facing(box(_WIDTH - 0.03, _HEIGHT - _PLINTH - 0.04, 0.018, 0.012, 0.005, 8), "-y").translate(
        (0, -_DEPTH / 2 + 0.002, (_HEIGHT + _PLINTH) / 2)
    )
    hinges = copies(
        cylinder(0.009, 0.07, sides=12),
        [(_WIDTH / 2 - 0.006, -_DEPTH / 2 - 0.006, z) for z in (0.25, 0.87, 1.5)],
    )
    roof = box(_WIDTH + 0.02, _DEPTH + 0.03, 0.02, 0.014, 0.005).translate((0, -0.004, _HEIGHT - 0.014))
    return union([cut(shell, room), door, hinges, roof])


def _plinth() -> Manifold:
    return box(_WIDTH - 0.02, _DEPTH - 0.02, _PLINTH + 0.01, 0.01, 0.003, 8)


def _trim() -> Manifold:
    """Louvres at the foot of the door and on the flank."""
    louvre = slab(0.34, 0.016, 0.006).rotate((-28, 0, 0))
    front = copies(louvre, [(0, _DOOR - 0.004, 0.2 + 0.026 * row) for row in range(8)])
    frame = facing(cut(box(0.4, 0.26, 0.006, 0.012, 0.002, 4), slab(0.36, 0.23, 0.1).translate((0, 0, -0.02))), "-y")
    return union([front, frame.translate((0, _DOOR + 0.001, 0.294))])


def _handle() -> Manifold:
    """A swing handle in its dish."""
    dish = facing(box(0.036, 0.2, 0.008, 0.012, 0.003, 8), "-y").translate((-0.27, _DOOR + 0.001, 0.95))
    grip = facing(box(0.022, 0.13, 0.02, 0.01, 0.005, 8), "-y").translate((-0.27, _DOOR - 0.006, 0.965))
    lock = facing(cylinder(0.009, 0.012, sides=14), "-y").translate((-0.27, _DOOR - 0.004, 0.875))
    return union([dish, grip, lock])


def _operator_panel() -> list[Part]:
    """Screen with soft keys above, a tilted desk with keys, override knobs and handwheel below."""
    housing = facing(box(0.5, 0.36, 0.05, 0.02, 0.008), "-y").translate((0, _DOOR + 0.002, 1.47))
    bezel = facing(box(0.4, 0.28, 0.008, 0.012, 0.003, 8), "-y").translate((-0.03, _DOOR - 0.046, 1.48))
    glass = facing(slab(0.35, 0.22, 0.003), "-y").translate((-0.03, _DOOR - 0.0525, 1.495))
    soft_keys = copies(
        facing(slab(0.03, 0.016, 0.006), "-y"),
        [(-0.17 + 0.047 * column, _DOOR - 0.052, 1.36) for column in range(7)],
    )
    desk = (
        prism([(0.0, 0.0), (0.0, 0.13), (0.05, 0.13), (0.2, 0.04), (0.2, 0.0)], 0.5)
        .rotate((90, 0, -90))
        .translate((0.25, _DOOR + 0.002, 1.13))
    )
    keys = [
        _on_desk(slab(0.022, 0.022, 0.006), -0.2 + 0.027 * column, 0.03 + 0.03 * row)
        for column in range(10)
        for row in range(4)
    ]
    knobs = [_on_desk(revolve([(0, 0), (0.018, 0), (0.016, 0.02), (0, 0.02)], 14), x, 0.115) for x in (0.105, 0.155)]
    pointers = [_on_desk(slab(0.003, 0.016, 0.022), x, 0.115) for x in (0.105, 0.155)]
    wheel = _on_desk(
        union([cylinder(0.032, 0.012, sides=20), cylinder(0.005, 0.024, sides=8).translate((0.02, 0, 0.01))]),
        0.13,
        0.05,
    )
    return [
        Part(housing, materials.PAINT_SLATE),
        Part(desk, materials.PAINT_SLATE),
        Part(union([bezel, *knobs]), materials.PLASTIC),
        Part(glass, materials.SCREEN),
        *_screen_content(),
        Part(union([soft_keys, *keys]), materials.DIAL),
        Part(union(pointers), materials.PAINT_RED),
        Part(wheel, materials.ALUMINIUM),
    ]


def _on_desk(solid: Manifold, x: float, up: float) -> Manifold:
    """Place a control on the sloping desk: `up` metres from its lower edge."""
    return solid.rotate((30.96, 0, 0)).translate((x, _DOOR + 0.002 - 0.2 + 0.857 * up, 1.17 + 0.5145 * up))


def _screen_content() -> list[Part]:
    """Bars and fields as a control's page shows them; too small for words."""
    front = _DOOR - 0.0556
    header = slab(0.33, 0.0015, 0.018).translate((-0.03, front, 1.582))
    bars = [
        slab(length, 0.0015, 0.012).translate((-0.185 + length / 2, front, 1.55 - 0.026 * row))
        for row, length in enumerate((0.12, 0.07, 0.15, 0.1))
    ]
    panel = slab(0.13, 0.0012, 0.1).translate((0.065, front, 1.465))
    alarm = slab(0.06, 0.0015, 0.014).translate((-0.155, front, 1.4))
    return [
        Part(union([header, panel]), materials.HOSE),
        Part(union(bars), materials.INDICATOR_GREEN),
        Part(alarm, materials.INDICATOR_AMBER),
    ]


def _emergency_stop() -> list[Part]:
    """A red mushroom on its yellow plate, to the right of the screen."""
    plate = facing(box(0.062, 0.062, 0.004, 0.006, 0.001, 4), "-y").translate((0.207, _DOOR - 0.047, 1.38))
    collar = facing(cylinder(0.02, 0.016, sides=16), "-y").translate((0.207, _DOOR - 0.05, 1.38))
    cap = facing(
        revolve([(0, 0.012), (0.022, 0.012), (0.0225, 0.018), (0.019, 0.026), (0.008, 0.03), (0, 0.03)], 20),
        "-y",
    ).translate((0.207, _DOOR - 0.052, 1.38))
    return [
        Part(plate, materials.PAINT_YELLOW),
        Part(collar, materials.PLASTIC),
        Part(cap, materials.PAINT_RED),
    ]


def _main_switch() -> list[Part]:
    plate = facing(box(0.075, 0.075, 0.006, 0.006, 0.002, 4), "-y").translate((0.22, _DOOR + 0.001, 1.0))
    knob = facing(union([cylinder(0.024, 0.018, sides=18), slab(0.02, 0.058, 0.03)]), "-y").translate(
        (0.22, _DOOR - 0.004, 1.0)
    )
    return [Part(plate, materials.PAINT_YELLOW), Part(knob, materials.PAINT_RED)]


def _stack_light() -> list[Part]:
    x, y = 0.2, -0.1
    foot = revolve([(0, 0), (0.036, 0), (0.036, 0.012), (0.012, 0.018), (0.012, 0.12), (0.03, 0.13), (0, 0.13)], 16)
    lamp = cylinder(0.03, 0.05, sides=20)
    spacer = cylinder(0.031, 0.006, sides=20)
    base = _HEIGHT + 0.002
    rings = copies(spacer, [(x, y, base + z) for z in (0.124, 0.18, 0.236)])
    cap = revolve([(0, 0), (0.031, 0), (0.028, 0.014), (0, 0.018)], 20).translate((x, y, base + 0.292))
    return [
        Part(union([foot.translate((x, y, base)), rings, cap]), materials.PLASTIC),
        Part(lamp.translate((x, y, base + 0.13)), materials.INDICATOR_GREEN),
        Part(lamp.translate((x, y, base + 0.186)), materials.INDICATOR_AMBER),
        Part(lamp.translate((x, y, base + 0.242)), materials.PAINT_RED),
    ]


def _warning_sign() -> list[Part]:
    """The yellow triangle of electrical hazard (ISO 7010, W012)."""
    triangle = facing(cylinder(0.045, 0.002, sides=3).rotate((0, 0, 90)), "-y").translate((-0.02, _DOOR + 0.0005, 0.62))
    bolt = prism(
        [(0.004, 0.026), (-0.012, -0.002), (-0.001, 0.0), (-0.006, -0.02), (0.011, 0.006), (0.0, 0.004)],
        0.003,
    )
    return [
        Part(triangle, materials.PAINT_YELLOW),
        Part(facing(bolt, "-y").translate((-0.02, _DOOR + 0.0005, 0.618)), materials.PLASTIC),
    ]


def _inside() -> list[Part]:
    """Mounting plate with drives and terminals, for x-ray mode."""
    plate = slab(_WIDTH - 0.08, 0.004, 1.4).translate((0, _DEPTH / 2 - 0.06, 0.16))
    drives = copies(
        box(0.11, 0.16, 0.38, 0.008, 0.003, 4),
        [(x, _DEPTH / 2 - 0.145, 1.02) for x in (-0.19, -0.06, 0.07, 0.2)],
    )
    breakers = copies(slab(0.032, 0.07, 0.09), [(-0.22 + 0.04 * index, _DEPTH / 2 - 0.1, 0.82) for index in range(12)])
    terminals = slab(0.48, 0.05, 0.05).translate((0, _DEPTH / 2 - 0.09, 0.5))
    return [
        Part(plate, materials.GALVANISED),
        Part(union([drives, breakers]), materials.PLASTIC),
        Part(terminals, materials.PAINT_GREEN),
    ]


def _conduits() -> list[Part]:
    """Two corrugated conduits from the cabinet to the column's foot."""
    hoses, glands = [], []
    for y, height in ((0.4, 0.3), (0.48, 0.42)):
        start: Vec3 = (CABINET[0] - _WIDTH / 2, y, height)
        knots: list[Vec3] = [
            start,
            (start[0] - 0.12, y, height - 0.01),
            (0.62, y + 0.18, height - 0.14),
            (0.46, 0.74, height - 0.06),
        ]
        hoses.append(sweep(slack(knots, 6), 0.019, 12))
        glands.append(facing(cable_gland(0.026), "-x").translate((start[0] + 0.002, y, height)))
    return [Part(union(hoses), materials.RUBBER), Part(union(glands), materials.PLASTIC)]
