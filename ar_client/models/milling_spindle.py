"""The spindle cartridge, the collet chuck and the end mill."""

from __future__ import annotations

import math

from manifold3d import CrossSection, Manifold

from ar_client.models import materials
from ar_client.models.component import Component, Part, placed
from ar_client.models.fasteners import socket_screw
from ar_client.models.fittings import ball_bearing
from ar_client.models.milling_layout import CHUCK_FACE, HEAD_BASE, SPINDLE_FACE, TOOL_TIP
from ar_client.models.solids import Outline, cut, cylinder, revolve, ring, slab, torus, tube, union

_SHAFT_TOP = 1.68
_TOOL_RADIUS = 0.008
_FLUTE_LENGTH = 0.038
_TAPER_END = 0.0222 - 0.065 * 7 / 48  # a 7/24 taper on the diameter, 65 mm long
# Profiles are (radius, height above the floor).
_HOLDER: Outline = [
    (0.0, SPINDLE_FACE + 0.065),
    (_TAPER_END, SPINDLE_FACE + 0.065),
    (0.0222, SPINDLE_FACE),
    (0.0222, SPINDLE_FACE - 0.002),
    (0.0315, SPINDLE_FACE - 0.002),
    (0.0315, SPINDLE_FACE - 0.0075),
    (0.0265, SPINDLE_FACE - 0.0105),
    (0.0265, SPINDLE_FACE - 0.0125),
    (0.0315, SPINDLE_FACE - 0.0155),
    (0.0315, SPINDLE_FACE - 0.026),
    (0.0305, SPINDLE_FACE - 0.027),
    (0.0225, SPINDLE_FACE - 0.028),
    (0.0215, CHUCK_FACE + 0.024),
    (0.0, CHUCK_FACE + 0.024),
]
_PULL_STUD: Outline = [
    (0.0, SPINDLE_FACE + 0.06),
    (0.0085, SPINDLE_FACE + 0.06),
    (0.0085, SPINDLE_FACE + 0.068),
    (0.005, SPINDLE_FACE + 0.07),
    (0.005, SPINDLE_FACE + 0.08),
    (0.0075, SPINDLE_FACE + 0.083),
    (0.0075, SPINDLE_FACE + 0.09),
    (0.0, SPINDLE_FACE + 0.09),
]
_COLLET_NUT: Outline = [
    (_TOOL_RADIUS + 0.0003, CHUCK_FACE),
    (0.019, CHUCK_FACE),
    (0.0245, CHUCK_FACE + 0.006),
    (0.025, CHUCK_FACE + 0.023),
    (0.021, CHUCK_FACE + 0.0255),
    (_TOOL_RADIUS + 0.0003, CHUCK_FACE + 0.0255),
]


def spindle() -> Component:
    """Cartridge with its flange under the head; shaft, bearings and drawbar inside."""
    bearings = [
        part
        for height in (1.17, 1.198, 1.43)
        for part in placed(ball_bearing(0.07, 0.11, 0.02, 12).parts(), (0, 0, height))
    ]
    return Component(
        "spindle",
        "Spindle",
        (0.0, 0.0, SPINDLE_FACE),
        [
            Part(_sleeve(), materials.STEEL),
            Part(_shaft(), materials.DARK_STEEL),
            Part(_drawbar(), materials.BRONZE),
            *bearings,
        ],
        parent="spindle_head",
    )


def _sleeve() -> Manifold:
    """The fixed housing: bolted flange below the head, barrel inside it."""
    barrel = revolve(
        [
            (0.056, HEAD_BASE - 0.02),
            (0.095, HEAD_BASE - 0.02),
            (0.097, HEAD_BASE - 0.018),
            (0.097, HEAD_BASE - 0.0005),
            (0.066, HEAD_BASE - 0.0005),
            (0.066, 1.47),
            (0.056, 1.47),
        ],
        36,
    )
    labyrinth = revolve(
        [
            (0.046, HEAD_BASE - 0.036),
            (0.06, HEAD_BASE - 0.036),
            (0.066, HEAD_BASE - 0.02),
            (0.046, HEAD_BASE - 0.02),
        ],
        32,
    )
    screws = ring(socket_screw(0.008).mirror((0, 0, 1)).translate((0, 0, HEAD_BASE - 0.02)), 8, 0.083, 22.5)
    return union([barrel, labyrinth, screws])


def _shaft() -> Manifold:
    """The hollow shaft with its 7/24 taper, the nose with two drive keys, and the coupling to the motor."""
    outline = [
        (0.0225, SPINDLE_FACE),
        (0.043, SPINDLE_FACE),
        (0.0445, SPINDLE_FACE + 0.002),
        (0.0445, 1.15),
        (0.035, 1.15),
        (0.035, 1.45),
        (0.028, 1.46),
        (0.028, _SHAFT_TOP - 0.09),
        (0.036, _SHAFT_TOP - 0.09),
        (0.036, _SHAFT_TOP),
        (0.0195, _SHAFT_TOP),
        (0.0195, _SHAFT_TOP - 0.05),
        (0.012, _SHAFT_TOP - 0.05),
        (0.012, SPINDLE_FACE + 0.072),
        (0.0225 - 0.065 * 7 / 48, SPINDLE_FACE + 0.065),
    ]
    keys = ring(slab(0.014, 0.0155, 0.02).translate((0, 0, SPINDLE_FACE - 0.009)), 2, 0.0355, 0)
    return union([revolve(outline, 28), keys])


def _drawbar() -> Manifold:
    """The bar that pulls the tool holder in, with its stack of disc springs."""
    bar = cylinder(0.006, _SHAFT_TOP - 0.06 - 1.16).translate((0, 0, 1.16))
    springs = union(torus(0.0088, 0.0024, 6).translate((0, 0, 1.24 + 0.014 * index)) for index in range(12))
    return union([bar, springs])


def tool_holder() -> Component:
    """A collet chuck: pull stud, taper, V-flange, body and collet nut."""
    notches = ring(slab(0.012, 0.0161, 0.05).translate((0, 0, SPINDLE_FACE - 0.026)), 2, 0.033, 0)
    spanner = ring(slab(0.006, 0.007, 0.02).translate((0, 0, CHUCK_FACE + 0.006)), 6, 0.0255, 15)
    collet = cut(
        tube(0.0145, _TOOL_RADIUS + 0.0002, 0.01).translate((0, 0, CHUCK_FACE - 0.002)),
        ring(slab(0.02, 0.0012, 0.03).translate((0, 0, CHUCK_FACE - 0.01)), 8, 0.012),
    )
    return Component(
        "tool_holder",
        "Tool holder",
        (0.0, 0.0, SPINDLE_FACE),
        [
            Part(union([cut(revolve(_HOLDER, 28), notches), revolve(_PULL_STUD, 16)]), materials.STEEL),
            Part(cut(revolve(_COLLET_NUT, 24), spanner), materials.DARK_STEEL),
            Part(collet, materials.ALUMINIUM),
        ],
        parent="spindle",
    )


def tool() -> Component:
    """An end mill of 16 mm with four right-hand helical flutes."""
    shank = cylinder(_TOOL_RADIUS, CHUCK_FACE + 0.03 - TOOL_TIP - _FLUTE_LENGTH, sides=24)
    neck = cylinder(_TOOL_RADIUS * 0.86, 0.006, _TOOL_RADIUS, sides=24)
    return Component(
        "tool",
        "Cutting tool",
        (0.0, 0.0, TOOL_TIP),
        [
            Part(
                union(
                    [
                        _flutes().translate((0, 0, TOOL_TIP)),
                        neck.translate((0, 0, TOOL_TIP + _FLUTE_LENGTH - 0.006)),
                        shank.translate((0, 0, TOOL_TIP + _FLUTE_LENGTH)),
                    ]
                ),
                materials.CARBIDE,
            )
        ],
        parent="tool_holder",
    )


def _flutes() -> Manifold:
    """The cutting part: four lands on a core, twisted at a helix angle of 35 degrees."""
    radius = _TOOL_RADIUS
    section = CrossSection.circle(radius, 40)
    for index in range(4):
        angle = math.radians(90 * index)
        gullet = CrossSection.circle(radius * 0.5, 16).translate(
            (radius * 0.98 * math.cos(angle), radius * 0.98 * math.sin(angle))
        )
        section = section - gullet
    section = section.simplify(0.0001)
    turn = math.degrees(_FLUTE_LENGTH * math.tan(math.radians(35)) / radius)
    return section.extrude(_FLUTE_LENGTH, 18, turn)
