"""The skid's base plate on its grouted plinth."""

from __future__ import annotations

from manifold3d import Manifold

from ar_client.models import materials
from ar_client.models.component import Component, Part, placed
from ar_client.models.fasteners import anchor, hexagon
from ar_client.models.fittings import name_plate
from ar_client.models.pump_layout import DECK_TOP, PLINTH_TOP
from ar_client.models.solids import Vec3, box, copies, cut, cylinder, facing, hull, prism, slab, tube, union

_START, _END, _WIDTH = -0.76, 0.64, 0.52
_LENGTH, _MIDDLE = _END - _START, (_START + _END) / 2
_HEIGHT = DECK_TOP - PLINTH_TOP
_ANCHOR_X = (-0.66, -0.05, 0.56)


def baseplate() -> Component:
    """Channel frame, deck with a drip rim, machine pads, anchors, lifting lugs, plinth."""
    return Component(
        "baseplate",
        "Base plate",
        (_MIDDLE, 0.0, PLINTH_TOP),
        [
            Part(union([_frame(), _deck(), _pads()]), materials.PAINT_DARK),
            Part(_plinth(), materials.CONCRETE),
            Part(_anchors(), materials.GALVANISED),
            Part(_earth_lug(), materials.COPPER),
            *placed(name_plate(0.11, 0.05), (0.32, -_WIDTH / 2 + 0.0005, PLINTH_TOP + _HEIGHT / 2), "-y"),
        ],
    )


def _channel() -> Manifold:
    """One side rail, web outwards, along X from 0."""
    depth, wall = 0.055, 0.008
    outline = [
        (0.0, 0.0),
        (depth, 0.0),
        (depth, wall),
        (wall, wall + 0.003),
        (wall, _HEIGHT - wall - 0.003),
        (depth, _HEIGHT - wall),
        (depth, _HEIGHT),
        (0.0, _HEIGHT),
    ]
    return prism(outline, _LENGTH).rotate((90, 0, 90))


def _frame() -> Manifold:
    rail = _channel().translate((_START, -_WIDTH / 2, PLINTH_TOP))
    cross = slab(0.05, _WIDTH - 0.03, _HEIGHT - 0.004)
    members = copies(cross, [(x, 0, PLINTH_TOP + 0.002) for x in (_START + 0.028, -0.3, 0.12, _END - 0.028)])
    lug = hull(
        facing(cylinder(0.034, 0.014), "-y").translate((0, 0, 0.03)),
        slab(0.09, 0.014, 0.01).translate((0, -0.007, -0.03)),
    )
    eye = facing(cylinder(0.017, 0.05), "-y").translate((0, 0.02, 0.034))
    lifting = cut(lug, eye)
    lugs: list[Vec3] = [(x, -_WIDTH / 2 + 0.002, PLINTH_TOP + 0.04) for x in (-0.54, 0.46)]
    front = copies(lifting, lugs)
    return union([rail, rail.mirror((0, 1, 0)), members, front, front.mirror((0, 1, 0))])


def _deck() -> Manifold:
    plate = box(_LENGTH, _WIDTH - 0.002, 0.012, 0.008, 0.002, 12).translate((_MIDDLE, 0, DECK_TOP - 0.012))
    rim_outer = box(_LENGTH - 0.004, _WIDTH - 0.006, 0.02, 0.008, 0.0015, 12)
    rim_inner = slab(_LENGTH - 0.016, _WIDTH - 0.018, 0.04).translate((0, 0, -0.01))
    rim = cut(rim_outer, rim_inner).translate((_MIDDLE, 0, DECK_TOP - 0.01))
    grout_holes = copies(cylinder(0.035, 0.05), [(x, 0, DECK_TOP - 0.03) for x in (0.02,)])
    return cut(union([plate, rim]), grout_holes)


def _pads() -> Manifold:
    motor = [(x, y, DECK_TOP - 0.002) for x in (-0.235, -0.445) for y in (-0.127, 0.127)]
    pump = [(0.48, y, DECK_TOP - 0.002) for y in (-0.16, 0.16)]
    return union(
        [
            copies(box(0.1, 0.086, 0.022, 0.006, 0.002, 4), motor),
            copies(box(0.11, 0.08, 0.012, 0.006, 0.002, 4), pump),
            box(0.1, 0.14, 0.012, 0.006, 0.002, 4).translate((0.135, 0, DECK_TOP - 0.002)),
        ]
    )


def _plinth() -> Manifold:
    block = box(_LENGTH + 0.2, _WIDTH + 0.18, PLINTH_TOP, 0.02, 0.012, 12).translate((_MIDDLE, 0, 0))
    grout = hull(
        slab(_LENGTH + 0.04, _WIDTH + 0.04, 0.002).translate((_MIDDLE, 0, PLINTH_TOP - 0.001)),
        slab(_LENGTH + 0.004, _WIDTH + 0.004, 0.002).translate((_MIDDLE, 0, PLINTH_TOP + 0.012)),
    )
    return union([block, grout])


def _anchors() -> Manifold:
    """Foundation bolts on clips beside the rails, where a spanner reaches them."""
    clip = slab(0.06, 0.05, 0.014)
    one = union([clip, anchor(0.016).translate((0, -0.004, 0.0145))])
    front = copies(one, [(x, -_WIDTH / 2 - 0.018, PLINTH_TOP + 0.004) for x in _ANCHOR_X])
    return union([front, front.mirror((0, 1, 0))])


def _earth_lug() -> Manifold:
    """The earthing boss at the motor end of the front rail."""
    at: Vec3 = (-0.7, -_WIDTH / 2, PLINTH_TOP + _HEIGHT / 2)
    return facing(union([tube(0.014, 0.005, 0.006), hexagon(0.01, 0.007).translate((0, 0, 0.0055))]), "-y").translate(
        at
    )
