"""The transducers of the milling machine: one node a sensor, standing where it measures."""

from __future__ import annotations

from ar_client.models import materials
from ar_client.models.component import Component, Part, placed, sensor
from ar_client.models.instruments import cable, proximity_switch, temperature_probe
from ar_client.models.milling_layout import HEAD_BASE, SPINDLE_FACE, TANK, TANK_TOP, TOOL_TIP
from ar_client.models.paths import aligned
from ar_client.models.solids import Vec3, box, cylinder, facing, revolve, slab, tube, union


def sensors() -> list[Component]:
    """Every sensor node of the machine."""
    return [_air_temperature(), _process_temperature(), _rotational_speed(), _torque(), _tool_wear()]


def _air_temperature() -> Component:
    """An ambient thermometer under a louvred shield on the chiller."""
    at: Vec3 = (TANK[0] - 0.16, TANK[1] + 0.12, TANK_TOP + 0.644)
    plate = revolve([(0.014, 0.0), (0.036, -0.012), (0.038, -0.01), (0.016, 0.004), (0.014, 0.004)], 16)
    plates = union(plate.translate((0, 0, 0.075 + 0.014 * index)) for index in range(4))
    cap = revolve([(0, 0.128), (0.038, 0.118), (0.038, 0.122), (0.012, 0.136), (0, 0.136)], 16)
    stem = union([cylinder(0.006, 0.13), cylinder(0.022, 0.006)])
    parts = [
        Part(union([stem]), materials.STEEL),
        Part(union([plates, cap]), materials.SENSOR),
        cable([(0.008, 0, 0.012), (0.03, 0.02, 0.008), (0.06, 0.1, 0.004), (0.06, 0.19, -0.006)]),
    ]
    return sensor("sensor_air_temperature", "Air temperature", at, placed(parts, at), "cooling")


def _process_temperature() -> Component:
    """A resistance thermometer through the tank's lid, in the coolant that returns from the cut."""
    at: Vec3 = (TANK[0] - 0.06, TANK[1] - 0.2, TANK_TOP + 0.003)
    return sensor(
        "sensor_process_temperature", "Process temperature", at, placed(temperature_probe(0.2), at), "cooling"
    )


def _rotational_speed() -> Component:
    """An inductive switch on a bracket under the head, facing the spindle nose."""
    at: Vec3 = (0.05, 0.0, SPINDLE_FACE + 0.012)
    bracket = union(
        [
            slab(0.05, 0.04, 0.006).translate((0.1, 0.0, HEAD_BASE - 0.0065)),
            slab(0.006, 0.04, 0.075).translate((0.085, 0, HEAD_BASE - 0.078)),
        ]
    )
    tail = cable([(0.125, 0, at[2]), (0.15, 0.0, at[2]), (0.165, 0.04, at[2] + 0.02), (0.15, 0.09, HEAD_BASE - 0.004)])
    parts = [*placed(proximity_switch(0.062), at, "x"), Part(bracket, materials.STEEL), tail]
    return sensor("sensor_rotational_speed", "Rotational speed", at, parts, "spindle")


def _torque() -> Component:
    """A rotor ring on the spindle nose, read without contact by the stator head beside it."""
    at: Vec3 = (0.0, 0.0, SPINDLE_FACE + 0.008)
    rotor = tube(0.0495, 0.0435, 0.012).translate(at)
    head = box(0.045, 0.03, 0.055, 0.005, 0.003, 4).translate((0.0, -0.072, at[2] - 0.012))
    pad = slab(0.03, 0.012, 0.012).translate((0, -0.056, at[2]))
    arm = slab(0.012, 0.02, 0.03).translate((0.0, -0.075, HEAD_BASE - 0.03))
    tail = cable(
        [
            (0, -0.085, at[2] + 0.03),
            (0, -0.1, at[2] + 0.03),
            (-0.03, -0.112, at[2] + 0.045),
            (-0.08, -0.09, HEAD_BASE - 0.003),
        ]
    )
    parts = [
        Part(union([rotor, head]), materials.SENSOR),
        Part(pad, materials.PLASTIC),
        Part(arm, materials.STEEL),
        tail,
    ]
    return sensor("sensor_torque", "Torque", at, parts, "spindle")


def _tool_wear() -> Component:
    """A camera with a ring light on an arm under the head, aimed at the cutting edges."""
    lens: Vec3 = (0.088, -0.07, 0.985)
    aim = (-lens[0], -lens[1], TOOL_TIP + 0.018 - lens[2])
    body = box(0.042, 0.042, 0.06, 0.006, 0.003, 4).translate((0, 0, -0.068))
    barrel = cylinder(0.015, 0.02).translate((0, 0, -0.01))
    light = tube(0.022, 0.012, 0.008).translate((0, 0, 0.004))
    glass = cylinder(0.0115, 0.002).translate((0, 0, 0.0095))
    arm = union(
        [
            cylinder(0.007, 0.13, sides=12).translate((0.125, -0.098, 1.0)),
            cylinder(0.016, 0.008).translate((0.125, -0.098, HEAD_BASE - 0.0085)),
        ]
    )
    joint = facing(cylinder(0.012, 0.024, sides=14), "x").translate((0.113, -0.098, 1.006))
    camera = [
        Part(aligned(part.solid, lens, aim), part.material)
        for part in (
            Part(body, materials.SENSOR),
            Part(barrel, materials.PLASTIC),
            Part(light, materials.DIAL),
            Part(glass, materials.SCREEN),
        )
    ]
    return sensor("sensor_tool_wear", "Tool wear", lens, [*camera, Part(union([arm, joint]), materials.STEEL)], "tool")
