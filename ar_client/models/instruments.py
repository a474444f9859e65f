"""Transmitters and probes. Each stands on its process connection or mounting face at z = 0, pointing up."""

from __future__ import annotations

from ar_client.models import materials
from ar_client.models.component import Part
from ar_client.models.fasteners import hexagon
from ar_client.models.fittings import cable_gland
from ar_client.models.paths import slack, sweep
from ar_client.models.solids import Vec3, box, cylinder, facing, revolve, ring, slab, tube, union


def cable(knots: list[Vec3], radius: float = 0.003) -> Part:
    """A rubber cable through the knots."""
    return Part(sweep(slack(knots, 3 if radius < 0.006 else 4), radius, 6 if radius < 0.006 else 8), materials.RUBBER)


def accelerometer() -> list[Part]:
    """A stud-mounted industrial accelerometer with a moulded connector and the start of its cable."""
    base = union([hexagon(0.0145, 0.007), cylinder(0.004, 0.006, sides=12).translate((0, 0, -0.004))])
    body = revolve([(0, 0.006), (0.0105, 0.006), (0.0115, 0.008), (0.0115, 0.03), (0.0095, 0.033), (0, 0.033)])
    plug = revolve([(0, 0.032), (0.0075, 0.032), (0.0075, 0.046), (0.0045, 0.054), (0, 0.054)], 16)
    lead = cable([(0, 0, 0.05), (0, 0, 0.066), (0, 0.012, 0.08), (0, 0.034, 0.082), (0, 0.052, 0.066)])
    return [Part(base, materials.STEEL), Part(body, materials.SENSOR), Part(plug, materials.PLASTIC), lead]


def compact_transmitter() -> list[Part]:
    """A pressure transmitter of the short kind: hexagon, body, round plug."""
    wet = union([cylinder(0.009, 0.016, sides=16), hexagon(0.017, 0.012).translate((0, 0, 0.014))])
    body = revolve([(0, 0.025), (0.016, 0.025), (0.018, 0.028), (0.018, 0.072), (0.014, 0.078), (0, 0.078)])
    band = cylinder(0.0186, 0.012).translate((0, 0, 0.045))
    plug = revolve([(0, 0.077), (0.009, 0.077), (0.009, 0.094), (0.0055, 0.102), (0, 0.102)], 16)
    lead = cable([(0, 0, 0.098), (0, 0, 0.115), (0.012, 0, 0.13), (0.036, 0, 0.128)])
    return [
        Part(wet, materials.STEEL),
        Part(body, materials.SENSOR),
        Part(band, materials.DIAL),
        Part(plug, materials.PLASTIC),
        lead,
    ]


def field_transmitter() -> list[Part]:
    """A two-chamber field transmitter on a neck: display towards -Y, terminal cap towards +Y, gland towards +X."""
    neck = union([cylinder(0.012, 0.05, sides=16), hexagon(0.022, 0.016)])
    drum = facing(
        revolve(
            [
                (0, -0.06),
                (0.034, -0.06),
                (0.038, -0.056),
                (0.038, -0.03),
                (0.033, -0.028),
                (0.033, 0.022),
                (0.038, 0.024),
                (0.038, 0.05),
                (0.034, 0.054),
                (0, 0.054),
            ]
        ),
        "y",
    ).translate((0, 0, 0.08))
    boss = facing(cylinder(0.014, 0.046, sides=16), "x").translate((0, 0, 0.08))
    bezel = facing(tube(0.031, 0.026, 0.004), "-y").translate((0, -0.058, 0.08))
    window = facing(cylinder(0.0265, 0.003), "-y").translate((0, -0.059, 0.08))
    digits = union(slab(0.007, 0.001, 0.012).translate((x, -0.0622, 0.076)) for x in (-0.012, 0.0, 0.012))
    gland = facing(cable_gland(0.012), "x").translate((0.045, 0, 0.08))
    return [
        Part(neck, materials.STEEL),
        Part(union([drum, boss]), materials.SENSOR),
        Part(bezel, materials.STEEL),
        Part(window, materials.SCREEN),
        Part(digits, materials.INDICATOR_GREEN),
        Part(gland, materials.PLASTIC),
    ]


def temperature_probe(stem: float) -> list[Part]:
    """A resistance thermometer in its well: `stem` metres below z = 0, connection head above."""
    well = union([hexagon(0.02, 0.018), cylinder(0.006, stem, sides=12).translate((0, 0, -stem))])
    neck = cylinder(0.007, 0.045, sides=12)
    head = revolve([(0, 0.04), (0.016, 0.04), (0.027, 0.052), (0.027, 0.074), (0, 0.074)])
    lid = revolve([(0, 0.074), (0.0285, 0.074), (0.0285, 0.082), (0.02, 0.09), (0, 0.09)])
    gland = facing(cable_gland(0.009), "-y").translate((0, -0.024, 0.062))
    return [
        Part(union([well, neck]), materials.STEEL),
        Part(union([head, lid]), materials.SENSOR),
        Part(gland, materials.PLASTIC),
    ]


def proximity_switch(length: float) -> list[Part]:
    """An M18 inductive switch: active face at z = 0, two lock nuts, cable out of the top."""
    barrel = cylinder(0.009, length, sides=20).translate((0, 0, 0.004))
    face = cylinder(0.0082, 0.006, sides=20)
    nuts = union(hexagon(0.0165, 0.005).translate((0, 0, height)) for height in (0.45 * length, 0.45 * length + 0.011))
    tail = cylinder(0.0095, 0.012, 0.005, sides=16).translate((0, 0, length))
    return [
        Part(union([barrel, nuts]), materials.STEEL),
        Part(face, materials.SENSOR),
        Part(tail, materials.SENSOR),
    ]


def dial_gauge() -> list[Part]:
    """A Bourdon gauge of 100 mm on a stem at z = 0, dial towards -Y."""
    stem = union([cylinder(0.007, 0.05, sides=12), hexagon(0.014, 0.014).translate((0, 0, 0.006))])
    height = 0.095
    case = facing(
        revolve(
            [
                (0, -0.012),
                (0.046, -0.012),
                (0.05, -0.008),
                (0.05, 0.018),
                (0.0455, 0.018),
                (0.0455, 0.012),
                (0, 0.012),
            ]
        ),
        "-y",
    ).translate((0, 0, height))
    dial = facing(cylinder(0.0456, 0.0135), "-y").translate((0, 0, height))
    marks = ring(slab(0.007, 0.0016, 0.0009), 9, 0.038, -35).trim_by_plane((0, 1, 0), -0.03)
    face = facing(marks, "-y").translate((0, -0.0133, height))
    needle = box(0.0032, 0.0012, 0.044, 0.0005, 0.0002, 4).translate((0, 0, -0.01)).rotate((0, 32, 0))
    hub = facing(cylinder(0.004, 0.002, sides=12), "-y")
    return [
        Part(union([stem, case]), materials.DARK_STEEL),
        Part(dial, materials.DIAL),
        Part(face, materials.PLASTIC),
        Part(union([needle, hub]).translate((0, -0.0148, height)), materials.PAINT_RED),
    ]
