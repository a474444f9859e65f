"""The transducers of the pump skid: one node a sensor, standing where it measures."""

from __future__ import annotations

from ar_client.models import materials
from ar_client.models.component import Component, Part, placed, sensor
from ar_client.models.fasteners import hexagon
from ar_client.models.fittings import DN80, DN100
from ar_client.models.instruments import (
    accelerometer,
    cable,
    compact_transmitter,
    field_transmitter,
    proximity_switch,
    temperature_probe,
)
from ar_client.models.paths import bend, sweep
from ar_client.models.pump_layout import (
    BEARING_DE,
    BEARING_NDE,
    CASING,
    DECK_TOP,
    DISCHARGE_FACE,
    HEADER_HEIGHT,
    METER_FACES,
    SHAFT_HEIGHT,
    STRAINER_FACES,
    SUCTION_DROP,
    SUCTION_FACE,
    VALVE_FACES,
)
from ar_client.models.solids import Vec3, box, copies, cut, cylinder, facing, tube, union


def sensors() -> list[Component]:
    """Every sensor node of the skid."""
    return [
        _motor_current(),
        _winding_temperature(),
        _speed(),
        _suction_pressure(),
        _strainer_dp(),
        _discharge_pressure(),
        _flow(),
        _bearing("sensor_de", "Vibration and temperature, drive end", BEARING_DE, "bearing_de"),
        _bearing("sensor_nde", "Vibration and temperature, non-drive end", BEARING_NDE, "bearing_nde"),
        _seal_leakage(),
        _liquid_temperature(),
    ]


def _motor_current() -> Component:
    """A split-core current transformer round the supply cable."""
    at: Vec3 = (-0.394, -0.2155, 0.405)
    core = cut(box(0.05, 0.046, 0.034, 0.008, 0.003), cylinder(0.0115, 0.1).translate((0, 0, -0.02)))
    clasp = box(0.052, 0.01, 0.018, 0.003, 0.001, 4).translate((0, 0.012, 0.008))
    lead = cable([(0.02, 0.01, 0.017), (0.045, 0.02, 0.01), (0.06, 0.03, -0.06), (0.06, 0.03, -0.215)])
    parts = [Part(core, materials.SENSOR), Part(clasp, materials.PLASTIC), lead]
    return sensor("sensor_motor_current", "Motor current", at, placed(parts, at), "motor")


def _winding_temperature() -> Component:
    at: Vec3 = (-0.468, 0.0, SHAFT_HEIGHT + 0.126)
    return sensor("sensor_winding_temperature", "Winding temperature", at, placed(temperature_probe(0.03), at), "motor")


def _speed() -> Component:
    """An inductive switch through the coupling guard, facing the motor's coupling half."""
    at: Vec3 = (-0.045, 0.0, SHAFT_HEIGHT + 0.056)
    lead = cable(
        [
            (0, 0, 0.078),
            (0, 0, 0.1),
            (-0.004, 0.03, 0.112),
            (-0.01, 0.085, 0.06),
            (-0.01, 0.102, -0.06),
            (-0.01, 0.104, -0.23),
        ]
    )
    return sensor("sensor_speed", "Motor speed", at, placed([*proximity_switch(0.072), lead], at), "motor")


def _suction_pressure() -> Component:
    at: Vec3 = (SUCTION_FACE + 0.085, 0.0, SHAFT_HEIGHT + DN100.pipe - 0.004)
    return sensor(
        "sensor_suction_pressure",
        "Suction pressure",
        at,
        [*_root_valve(at), *placed(compact_transmitter(), (at[0], at[1], at[2] + 0.05))],
        "casing",
    )


def _discharge_pressure() -> Component:
    at: Vec3 = (CASING + DN80.pipe - 0.004, 0.0, (DISCHARGE_FACE + VALVE_FACES[0]) / 2)
    elbow = sweep(bend([at, (at[0] + 0.075, 0, at[2]), (at[0] + 0.075, 0, at[2] + 0.03)], 0.014, 5), 0.008)
    socket = facing(hexagon(0.016, 0.014), "x").translate((at[0] + 0.004, 0, at[2]))
    top: Vec3 = (at[0] + 0.075, 0.0, at[2] + 0.02)
    parts = [Part(union([elbow, socket]), materials.STEEL), *placed(compact_transmitter(), top)]
    return sensor("sensor_discharge_pressure", "Discharge pressure", at, parts, "casing")


def _root_valve(at: Vec3) -> list[Part]:
    """A needle valve between the pipe and a transmitter that stands above it."""
    body = union(
        [
            cylinder(0.009, 0.055, sides=16),
            hexagon(0.018, 0.012).translate((0, 0, 0.002)),
            box(0.026, 0.026, 0.024, 0.003, 0.002, 4).translate((0, 0, 0.02)),
        ]
    )
    spindle = facing(cylinder(0.004, 0.04, sides=10), "-y").translate((0, 0, 0.032))
    knob = facing(cylinder(0.012, 0.01), "-y").translate((0, -0.036, 0.032))
    return placed([Part(union([body, spindle]), materials.STEEL), Part(knob, materials.PAINT_RED)], at)


def _strainer_dp() -> Component:
    """A differential-pressure transmitter above the strainer, piped to both sides of the screen."""
    start, end = STRAINER_FACES
    x, height = (start + end) / 2, SHAFT_HEIGHT + 0.165
    saddle = facing(tube(0.0765, 0.06, 0.03).trim_by_plane((-1, 0, 0), 0.03), "x").translate(
        (x - 0.015, 0, SHAFT_HEIGHT)
    )
    post = box(0.03, 0.03, height - SHAFT_HEIGHT - 0.11, 0.004, 0.001, 4).translate((x, 0, SHAFT_HEIGHT + 0.07))
    block = box(0.075, 0.05, 0.05, 0.004, 0.003, 4).translate((x, 0, height - 0.05))
    knob = facing(union([cylinder(0.004, 0.022), cylinder(0.01, 0.008).translate((0, 0, 0.018))]), "-y")
    knobs = copies(knob, [(x + offset, -0.024, height - 0.025) for offset in (-0.024, 0.0, 0.024)])
    lines = []
    for tap, side in ((start + 0.055, -1.0), (end - 0.055, 1.0)):
        top = height - 0.025
        route: list[Vec3] = [(tap, 0, SHAFT_HEIGHT + 0.06), (tap, 0, top), (x + side * 0.03, 0, top)]
        lines.append(sweep(bend(route, 0.016, 4), 0.0045, 8))
        lines.append(hexagon(0.013, 0.016).translate((tap, 0, SHAFT_HEIGHT + 0.062)))
        lines.append(facing(hexagon(0.009, 0.01), "x").translate((x + side * 0.042 - 0.005, 0, top)))
    at: Vec3 = (x, 0.0, height)
    parts = [
        Part(union([saddle, post]), materials.PAINT_DARK),
        Part(union([block, *lines]), materials.STEEL),
        Part(knobs, materials.PLASTIC),
        *placed(field_transmitter(), (x, 0.0, height - 0.002)),
    ]
    return sensor("sensor_strainer_dp", "Strainer differential pressure", at, parts, "suction_strainer")


def _flow() -> Component:
    at: Vec3 = ((METER_FACES[0] + METER_FACES[1]) / 2, 0.0, HEADER_HEIGHT + 0.1)
    return sensor("sensor_flow", "Flow", at, placed(field_transmitter(), at), "discharge_pipe")


def _bearing(name: str, label: str, x: float, measures: str) -> Component:
    at: Vec3 = (x, 0.0, SHAFT_HEIGHT + 0.074)
    return sensor(name, label, at, placed(accelerometer(), at), measures)


def _seal_leakage() -> Component:
    """A drain from the lantern into a tipping-bucket counter on the deck."""
    at: Vec3 = (0.345, -0.165, DECK_TOP)
    drain = sweep(
        bend([(0.345, 0, 0.285), (0.345, 0, 0.252), (0.345, at[1], 0.252), (0.345, at[1], 0.235)], 0.012, 4),
        0.006,
        8,
    )
    body = box(0.075, 0.085, 0.042, 0.006, 0.003)
    lid = box(0.08, 0.09, 0.01, 0.008, 0.003).translate((0, 0, 0.041))
    funnel = tube(0.012, 0.0085, 0.012).translate((0, 0, 0.049))
    spout = facing(cylinder(0.005, 0.02, sides=12), "-y").translate((0.02, -0.04, 0.01))
    lamp = facing(cylinder(0.004, 0.003, sides=12), "-y").translate((-0.022, -0.0415, 0.03))
    box_parts = [
        Part(body, materials.PAINT_LIGHT),
        Part(lid, materials.SENSOR),
        Part(union([funnel, spout]), materials.STEEL),
        Part(lamp, materials.INDICATOR_GREEN),
    ]
    return sensor(
        "sensor_seal_leakage",
        "Seal leakage",
        at,
        [Part(drain, materials.STEEL), *placed(box_parts, at)],
        "mechanical_seal",
    )


def _liquid_temperature() -> Component:
    """A resistance thermometer in the suction line before the strainer."""
    at: Vec3 = (SUCTION_DROP, -DN100.pipe + 0.004, 0.2)
    return sensor(
        "sensor_liquid_temperature",
        "Liquid temperature",
        at,
        placed(temperature_probe(0.045), at, "-y"),
        "suction_pipe",
    )
