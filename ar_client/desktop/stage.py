"""A machine on its floor, ready for rays, with some of its parts lit."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ar_client.desktop import palette
from ar_client.desktop.camera import Camera
from ar_client.desktop.machine import Machine
from ar_client.desktop.tracer import Tracer
from assistant.wire import Highlight, HighlightRole

Floats = npt.NDArray[np.float32]

STEP_WEIGHT = 0.62
"""Less than full, since the part at fault may be behind the part of the step: a guard, a housing."""


@dataclass(frozen=True, slots=True)
class Lights:
    """Which parts are lit, each for one reason. guilty, evidence: part and share. Empty: the machine as it is."""

    guilty: tuple[tuple[int, float], ...] = ()
    evidence: tuple[tuple[int, float], ...] = ()
    step: frozenset[int] = frozenset()

    @property
    def parts(self) -> frozenset[int]:
        """All lit parts."""
        return frozenset(part for part, _ in self.guilty + self.evidence) | self.step

    @property
    def foremost(self) -> frozenset[int]:
        """The parts to look at: those at fault; without any, those of the step."""
        return frozenset(part for part, _ in self.guilty) or self.step or self.parts


def lights_of(machine: Machine, highlights: Collection[Highlight], nodes: Collection[str]) -> Lights:
    """The parts that the highlights name. nodes: all nodes that stand for something by themselves, so that a
    lit housing does not light the bearing inside it. A node that the model lacks lights nothing.

    A part lit for two reasons shows the weightier: guilty, then step, then evidence. Shares go in steps of a
    twentieth: finer ones cannot be seen, and would have the picture drawn anew for nothing.
    """
    lit: dict[HighlightRole, dict[int, float]] = {role: {} for role in HighlightRole}
    for highlight in highlights:
        parts = machine.parts_under(highlight.anchor.node, set(nodes) - {highlight.anchor.node})
        lit[highlight.role].update((part, round(highlight.share * 20) / 20) for part in parts)
    guilty, step = lit[HighlightRole.GUILTY], frozenset(lit[HighlightRole.STEP]) - lit[HighlightRole.GUILTY].keys()
    evidence = {p: share for p, share in lit[HighlightRole.EVIDENCE].items() if p not in guilty and p not in step}
    return Lights(tuple(sorted(guilty.items())), tuple(sorted(evidence.items())), step)


class Stage:
    """Make one a machine: it keeps what no camera changes."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        low, high = machine.bounds
        self.floor = float(low[1])
        self.middle: Floats = (low + high) / 2
        self.radius = float(np.linalg.norm(high - low)) / 2
        clear = machine.opacity[machine.part_of_face] < 1
        self.solid = Tracer(machine.corners, np.flatnonzero(~clear))
        self.clear = Tracer(machine.corners, np.flatnonzero(clear))
        self.outermost = _outermost(machine.corners.reshape(-1, 3))
        self.lights = Lights()
        self.guilty = self.evidence = self.step = self.foremost = Tracer(machine.corners, np.zeros(0, np.int64))
        self.glow = np.zeros((len(machine.parts), 3), np.float32)
        """The light of each lit part, (P, 3), linear."""
        self.weight = np.ones(len(machine.parts), np.float32)
        """How much each lit part covers what is behind it, (P,), 0 to 1: the more, the larger its share."""

    def light(self, lights: Lights) -> None:
        """Chooses what is lit from now on."""
        if lights == self.lights:
            return
        self.guilty = self._tracer_of([part for part, _ in lights.guilty])
        self.evidence = self._tracer_of([part for part, _ in lights.evidence])
        self.step = self._tracer_of(lights.step)
        self.foremost = self._tracer_of(lights.foremost)
        for part, share in lights.guilty:
            self.glow[part], self.weight[part] = palette.linear(palette.GUILTY), 0.9 + 0.1 * share
        for part, share in lights.evidence:
            self.glow[part], self.weight[part] = palette.linear(palette.EVIDENCE), 0.55 + 0.3 * share
        for part in lights.step:
            self.glow[part], self.weight[part] = palette.linear(palette.STEP), STEP_WEIGHT
        self.lights = lights

    def lit_cover(self, camera: Camera, width: int, height: int) -> tuple[float, float]:
        """The share of the picture that the foremost lit parts cover: in plain sight, and with all that hides
        them taken away.
        """
        directions = camera.rays(width, height)
        lit = self.foremost.first(camera.eye, directions)
        solid = self.solid.first(camera.eye, directions)
        plain = lit.found & (lit.distance <= solid.distance + 1e-4 * self.radius)
        return float(plain.mean()), float(lit.found.mean())

    def _tracer_of(self, parts: Collection[int]) -> Tracer:
        faces = np.flatnonzero(np.isin(self.machine.part_of_face, list(parts)))
        return Tracer(self.machine.corners, faces)


def _outermost(points: Floats) -> Floats:
    """The points (N, 3) that are extreme in one of many directions, (M, 3): enough to frame a view by."""
    count = 128
    i = np.arange(count)
    z = 1 - (2 * i + 1) / count
    around, flat = i * (np.pi * (3 - np.sqrt(5))), np.sqrt(1 - z * z)
    directions = np.stack([flat * np.cos(around), flat * np.sin(around), z]).astype(np.float32)
    extreme: Floats = points[np.unique((points @ directions).argmax(axis=0))]
    return extreme
