"""Machine elements that both machines use: flanges, bearings, name plates, cable glands."""

from __future__ import annotations

from dataclasses import dataclass

from manifold3d import CrossSection, Manifold

from ar_client.models import materials
from ar_client.models.component import Part
from ar_client.models.fasteners import flange_bolt, hexagon
from ar_client.models.solids import copies, cut, cylinder, revolve, ring, slab, tube, union


@dataclass(frozen=True, slots=True)
class FlangeSize:
    """A PN 16 flange: radii in metres, after EN 1092-1."""

    outer: float
    bolt_circle: float
    raised_face: float
    pipe: float
    bore: float
    thickness: float = 0.02
    sides: int = 24  # one count for flange, neck and pipe, so that their outlines meet point to point
    bolts: int = 8
    thread: float = 0.016


DN80 = FlangeSize(outer=0.100, bolt_circle=0.080, raised_face=0.069, pipe=0.0445, bore=0.041, sides=20)
DN100 = FlangeSize(outer=0.110, bolt_circle=0.090, raised_face=0.079, pipe=0.057, bore=0.0535)
GASKET_GAP = 0.003


def weld_neck_flange(size: FlangeSize) -> Manifold:
    """A weld-neck flange: sealing face on z = 0, neck towards +Z."""
    thickness, neck = size.thickness, size.thickness + 0.026
    return revolve(
        [
            (size.bore, 0.0),
            (size.raised_face, 0.0),
            (size.raised_face, 0.002),
            (size.outer, 0.002),
            (size.outer, thickness - 0.002),
            (size.outer - 0.002, thickness),
            (size.pipe + 0.012, thickness),
            (size.pipe, neck),
            (size.bore, neck),
        ],
        size.sides,
    )


def pipe(size: FlangeSize, length: float) -> Manifold:
    """A straight piece of pipe, drawn solid."""
    return cylinder(size.pipe, length, sides=size.sides)


def plain_flange(size: FlangeSize) -> Manifold:
    """A cast flange without a neck: sealing face on z = 0, back at +thickness."""
    return weld_neck_flange(size).trim_by_plane((0, 0, -1), -size.thickness)


def flange_bolts(size: FlangeSize, gap: float = GASKET_GAP) -> Manifold:
    """The bolts of a joint whose gap is centred on z = 0; bolt holes straddle the centre lines."""
    return ring(flange_bolt(size.thread, size.thickness + gap / 2), size.bolts, size.bolt_circle, 180 / size.bolts)


def gasket(size: FlangeSize, gap: float = GASKET_GAP) -> Manifold:
    """The ring between two flanges, centred on z = 0."""
    return tube(size.raised_face + 0.004, size.bore, gap, sides=12).translate((0, 0, -gap / 2))


@dataclass(frozen=True, slots=True)
class BallBearing:
    """A deep-groove ball bearing centred on the origin with its axis along Z."""

    rings: Manifold
    balls: Manifold
    cage: Manifold

    def parts(self) -> list[Part]:
        """Its solids with their finishes."""
        return [
            Part(self.rings, materials.STEEL),
            Part(self.balls, materials.DARK_STEEL),
            Part(self.cage, materials.BRONZE),
        ]


def ball_bearing(bore: float, outside: float, width: float, balls: int = 8) -> BallBearing:
    """A bearing from its bore, outside diameter and width in metres."""
    inner, outer = bore / 2, outside / 2
    pitch, ball = (inner + outer) / 2, (outer - inner) * 0.3
    base = (0.0, 0.0, -width / 2)
    groove = CrossSection.circle(1.03 * ball, 8).rotate(22.5).translate((pitch, 0)).revolve(24)
    outer_ring = tube(outer, pitch + 0.42 * ball, width, sides=24).translate(base)
    inner_ring = tube(pitch - 0.42 * ball, inner, width, sides=24).translate(base)
    row = ring(Manifold.sphere(ball, 12), balls, pitch)
    cage_height = 0.9 * ball
    cage = tube(pitch + 0.16 * ball, pitch - 0.16 * ball, cage_height).translate((0, 0, -cage_height / 2))
    pockets = ring(cylinder(1.04 * ball, 0.03, sides=10).rotate((0, 90, 0)).translate((-0.015, 0, 0)), balls, pitch)
    return BallBearing(union([cut(outer_ring, groove), cut(inner_ring, groove)]), row, cut(cage, pockets))


def name_plate(width: float, height: float) -> list[Part]:
    """A riveted plate lying in XY, reading side up: a dark title bar and lines of print too small to read."""
    plate = slab(width, height, 0.0015)
    rivets = copies(
        cylinder(0.0018, 0.0024, 0.0012, sides=5),
        [(x * (width / 2 - 0.005), y * (height / 2 - 0.005), 0.0005) for x in (-1, 1) for y in (-1, 1)],
    )
    title = slab(width * 0.62, height * 0.16, 0.0021).translate((0, height * 0.3, 0))
    lines = union(
        slab(width * share, height * 0.05, 0.0019).translate((-width * (0.78 - share) / 2, height * offset, 0))
        for share, offset in ((0.78, 0.1), (0.6, -0.03), (0.74, -0.16), (0.5, -0.29))
    )
    return [
        Part(union([plate, rivets]), materials.ALUMINIUM),
        Part(union([title, lines]), materials.PAINT_DARK),
    ]


def cable_gland(radius: float) -> Manifold:
    """A gland screwed into a wall at z = 0, pointing up, for a cable of about half its radius."""
    body = hexagon(radius, 0.9 * radius)
    nut = revolve(
        [
            (0, 0),
            (0.86 * radius, 0),
            (0.86 * radius, 1.4 * radius),
            (0.55 * radius, 1.9 * radius),
            (0, 1.9 * radius),
        ],
        10,
    )
    return union([body, nut])
