"""Where things stand on the pump skid. Metres; X is the shaft axis with x = 0 between the coupling halves, the
motor on the negative side; Z is up from the floor; the front (operator's side) faces -Y.

Proportions follow an end-suction pump of size 80-200 (EN 733) and a 15 kW motor of frame 160 (IEC 60072-1).
"""

from __future__ import annotations

from manifold3d import Manifold

from ar_client.models.component import Part
from ar_client.models.solids import Outline, facing, revolve

PLINTH_TOP = 0.08
DECK_TOP = 0.19
SHAFT_HEIGHT = 0.37

MOTOR_FACE = -0.12  # machined face of the motor's drive end, seen from the coupling
MOTOR_TAIL = -0.69  # outer face of the fan cowl
FRAME_RADIUS = 0.128

GUARD_START, GUARD_END = -0.108, 0.082

BEARING_DE = 0.13
BEARING_NDE = 0.26
ADAPTER_FACE = 0.39  # bracket to casing

CASING = 0.48  # axial middle of the volute and of both branches
SUCTION_FACE = CASING + 0.125
DISCHARGE_FACE = SHAFT_HEIGHT + 0.25

STRAINER_FACES = (0.778, 1.098)  # outlet (pump side) and inlet
WAFER = 0.045  # the butterfly valve clamped at the strainer's inlet
SUCTION_DROP = 1.36  # where the suction line comes up out of the floor

VALVE_FACES = (0.793, 1.103)
HEADER_HEIGHT = 1.272  # the horizontal discharge run
METER_FACES = (0.268, 0.068)  # inlet and outlet of the flow meter
HEADER_END = -0.46


def on_shaft(solid: Manifold, x: float = 0.0) -> Manifold:
    """Lay a solid's Z axis along the shaft with its origin at `x`."""
    return facing(solid, "x").translate((x, 0, SHAFT_HEIGHT))


def turned(profile: Outline, x: float = 0.0) -> Manifold:
    """A solid turned about the shaft axis from (radius, distance from `x`) points."""
    return on_shaft(revolve(profile), x)


def parts_on_shaft(parts: list[Part], x: float) -> list[Part]:
    """The same for parts with their finishes."""
    return [part.placed((x, 0, SHAFT_HEIGHT), "x") for part in parts]
