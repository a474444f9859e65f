"""The saddle and the T-slot table with its vise, and the clamped workpiece."""

from __future__ import annotations

from manifold3d import Manifold

from ar_client.models import materials
from ar_client.models.component import Component, Part
from ar_client.models.fasteners import hex_bolt, hexagon, socket_screw
from ar_client.models.milling_layout import (
    SADDLE_BASE,
    SADDLE_TOP,
    TABLE_BASE,
    TABLE_DEPTH,
    TABLE_LENGTH,
    TABLE_TOP,
    TOOL_TIP,
    VISE_TOP,
    WAY_X,
    WORK_TOP,
)
from ar_client.models.solids import box, copies, cut, cylinder, facing, hull, mirrored, slab, union

_JAW = 0.058  # half the distance between the vise jaws
_SLOTS = (-0.15, -0.05, 0.05, 0.15)


def table() -> Component:
    """Saddle on the bed's ways, table on the saddle, machine vise on the table."""
    return Component(
        "table",
        "Machine table",
        (0.0, 0.0, TABLE_TOP),
        [
            Part(_saddle(), materials.PAINT_LIGHT),
            Part(union([_table_plate(), _cross_rails()]), materials.STEEL),
            Part(_servo(), materials.PLASTIC),
            Part(_vise(), materials.PAINT_SLATE),
            Part(_jaws_and_screw(), materials.DARK_STEEL),
        ],
    )


def workpiece() -> Component:
    """A block of aluminium with finished pocket, drilled corners and the slot that is being milled."""
    block = box(0.17, 2 * _JAW, WORK_TOP - VISE_TOP, 0.003, 0.0015, 4).translate((0, 0, VISE_TOP))
    depth = WORK_TOP - TOOL_TIP + 0.02
    slot = union(
        [
            slab(0.12, 0.0165, depth).translate((0.06, 0, TOOL_TIP - 0.0005)),
            cylinder(0.00825, depth, sides=24).translate((0, 0, TOOL_TIP - 0.0005)),
        ]
    )
    pocket = box(0.05, 0.07, 0.1, 0.01, 0.0005).translate((-0.048, 0, WORK_TOP - 0.012))
    island = cylinder(0.012, 0.011).translate((-0.048, 0, WORK_TOP - 0.013))
    holes = copies(cylinder(0.0035, 0.03), [(x, y, WORK_TOP - 0.02) for x in (-0.077, 0.077) for y in (-0.048, 0.048)])
    step = slab(0.2, 0.02, 0.1).translate((0, -_JAW - 0.004, WORK_TOP - 0.006))
    return Component(
        "workpiece",
        "Workpiece",
        (0.0, 0.0, VISE_TOP),
        [Part(union([cut(block, slot, pocket, holes, step), island]), materials.ALUMINIUM)],
    )


def _saddle() -> Manifold:
    body = union(
        [
            box(0.7, 0.56, SADDLE_TOP - SADDLE_BASE - 0.03, 0.012, 0.006, 8).translate((0, 0, SADDLE_BASE)),
            box(0.66, 0.42, 0.06, 0.01, 0.006, 8).translate((0, 0, SADDLE_TOP - 0.06)),
        ]
    )
    carriages = copies(
        slab(0.07, 0.12, 0.04), [(x, y, SADDLE_BASE - 0.035) for x in (-WAY_X, WAY_X) for y in (-0.19, 0.19)]
    )
    lubrication = box(0.1, 0.02, 0.05, 0.006, 0.002, 4).translate((-0.25, -0.288, SADDLE_BASE + 0.03))
    motor_bracket = box(0.05, 0.13, 0.13, 0.008, 0.003, 4).translate((0.37, 0, SADDLE_BASE - 0.01))
    return union([body, carriages, lubrication, motor_bracket])


def _table_plate() -> Manifold:
    height = TABLE_TOP - TABLE_BASE
    plate = box(TABLE_LENGTH, TABLE_DEPTH, height, 0.01, 0.003, 8).translate((0, 0, TABLE_BASE))
    slot = union([slab(1.2, 0.014, 0.05), slab(1.2, 0.024, 0.01).translate((0, 0, -0.004))])
    slots = copies(slot, [(0, y, TABLE_TOP - 0.02) for y in _SLOTS])
    gutter = cut(
        box(TABLE_LENGTH - 0.02, TABLE_DEPTH - 0.014, 0.02, 0.008, 0.001, 4),
        slab(TABLE_LENGTH - 0.06, TABLE_DEPTH - 0.034, 0.1).translate((0, 0, -0.02)),
    ).translate((0, 0, TABLE_TOP - 0.008))
    edge = facing(slab(TABLE_LENGTH + 0.1, 0.012, 0.02), "-y").translate(
        (0, -TABLE_DEPTH / 2 + 0.006, TABLE_BASE + 0.02)
    )
    return cut(plate, slots, gutter, edge)


def _cross_rails() -> Manifold:
    rails = copies(slab(0.66, 0.034, 0.03), [(0, y, SADDLE_TOP - 0.001) for y in (-0.16, 0.16)])
    cars = copies(slab(0.11, 0.07, 0.035), [(x, y, TABLE_BASE - 0.033) for x in (-0.22, 0.22) for y in (-0.16, 0.16)])
    screw = facing(cylinder(0.016, 0.72), "x").translate((-0.34, 0, SADDLE_TOP + 0.018))
    return union([rails, cars, screw])


def _servo() -> Manifold:
    """The X servo motor at the right of the saddle."""
    body = facing(box(0.11, 0.11, 0.14, 0.014, 0.003), "x").translate((0.39, 0, SADDLE_BASE + 0.055))
    encoder = facing(box(0.085, 0.085, 0.05, 0.012, 0.004), "x").translate((0.528, 0, SADDLE_BASE + 0.055))
    plug = cylinder(0.013, 0.03).translate((0.545, 0, SADDLE_BASE + 0.09))
    return union([body, encoder, plug])


def _vise() -> Manifold:
    base_height = VISE_TOP - TABLE_TOP
    base = box(0.15, 0.36, base_height, 0.012, 0.004, 8).translate((0, -0.02, TABLE_TOP))
    ears = box(0.21, 0.06, 0.018, 0.012, 0.003, 8).translate((0, -0.05, TABLE_TOP))
    rear_ears = box(0.21, 0.06, 0.018, 0.012, 0.003, 8).translate((0, 0.05, TABLE_TOP))
    fixed = hull(
        slab(0.15, 0.075, 0.02).translate((0, _JAW + 0.0475, VISE_TOP - 0.02)),
        slab(0.15, 0.05, 0.01).translate((0, _JAW + 0.035, VISE_TOP + 0.05)),
    )
    moving = hull(
        slab(0.15, 0.085, 0.02).translate((0, -_JAW - 0.0525, VISE_TOP - 0.005)),
        slab(0.15, 0.05, 0.01).translate((0, -_JAW - 0.035, VISE_TOP + 0.05)),
    )
    return union([base, ears, rear_ears, fixed, moving])


def _jaws_and_screw() -> Manifold:
    """Hardened jaw plates, their screws, the vise screw with its hexagon, and the clamping bolts on the T-slots."""
    plate = slab(0.154, 0.01, 0.054).translate((0, _JAW + 0.005, VISE_TOP + 0.006))
    plates = mirrored(plate, (0, 1, 0))
    screw = facing(cylinder(0.013, 0.12), "-y").translate((0, -_JAW - 0.08, VISE_TOP - 0.02))
    socket = facing(hexagon(0.022, 0.025), "-y").translate((0, -_JAW - 0.195, VISE_TOP - 0.02))
    collar = facing(cylinder(0.02, 0.014), "-y").translate((0, -_JAW - 0.14, VISE_TOP - 0.02))
    clamps = copies(hex_bolt(0.014), [(x, y, TABLE_TOP + 0.018) for x in (-0.091, 0.091) for y in (-0.05, 0.05)])
    caps = copies(facing(socket_screw(0.008), "y"), [(x, _JAW + 0.0735, VISE_TOP + 0.03) for x in (-0.045, 0.045)])
    return union([plates, screw, socket, collar, clamps, caps])
