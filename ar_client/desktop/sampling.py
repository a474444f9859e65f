"""One ray through each of some pixels: floor and background, the machine, what is clear, what is lit."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ar_client.desktop import palette, shading
from ar_client.desktop.shading import Surface
from ar_client.desktop.stage import Stage
from ar_client.desktop.tracer import Hits, Tracer

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

THROUGH = 0.90
"""How much of a hidden lit part shows through what hides it."""
SKY_RAYS = 3
"""Directions of the sky asked in one sample; the next sample asks others."""


def sky_directions(count: int = 36) -> Floats:
    """Directions over the upper half sphere, denser towards the zenith as light falls, (count, 3)."""
    i = np.arange(count)
    order = (i * 23) % count  # neighbours in this order lie far apart, so that any few of them cover the sky
    up = np.sqrt(1 - (order + 0.5) / count)
    around = order * (np.pi * (3 - np.sqrt(5)))
    flat = np.sqrt(1 - up * up)
    return np.stack([flat * np.cos(around), up, flat * np.sin(around)], axis=1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Light:
    """The light of one sample. to_key: (3,); sky: (SKY_RAYS, 3)."""

    to_key: Floats
    sky: Floats


def light_of(axes: Floats, sample: int) -> Light:
    """The key light stands over the viewer's left shoulder, spread a little from sample to sample: soft
    shadows.
    """
    turn = 2.4 * sample
    spread = 0.16 * np.sqrt((sample * 0.618) % 1.0)
    right, _, forward = axes
    level = forward * np.array([1, 0, 1], np.float32)
    level /= max(float(np.linalg.norm(level)), 1e-6)
    to_key = -0.55 * right + np.array([0, 1.15, 0]) - 0.75 * level
    to_key = to_key / np.linalg.norm(to_key) + spread * (np.cos(turn) * right + np.sin(turn) * level)
    sky = np.take(sky_directions(), np.arange(SKY_RAYS) + SKY_RAYS * sample, axis=0, mode="wrap")
    return Light((to_key / np.linalg.norm(to_key)).astype(np.float32), sky)


def traced(stage: Stage, eye: Floats, directions: Floats, heights: Floats, *, light: Light) -> Floats:
    """What N rays bring: columns red, green, blue (linear), guilty, step (1 where such a part is met, seen or
    hidden).

    directions: (N, 3). heights: (N,), 0 at the top of the picture to 1 at its foot.
    """
    out = np.zeros((len(directions), 5), np.float32)
    hits = stage.solid.first(eye, directions)
    rgb = _ground(stage, eye, directions, heights, light, ~hits.found)
    ghost = bool(stage.lights.parts)
    rgb[hits.found] = _seen(stage, eye, directions, hits, hits.found, light, ghost=ghost)
    clear = stage.clear.first(eye, directions)
    front = clear.found & (clear.distance < hits.distance)
    if front.any():
        part = stage.machine.part_of_face[clear.face[front]]
        share = (stage.machine.opacity[part] * (0.35 if ghost else 1.0))[:, None]
        pane = _seen(stage, eye, directions, clear, front, light, ghost=ghost)
        rgb[front] = rgb[front] * (1 - share) + pane * share
    for column, tracer in ((4, stage.step), (None, stage.evidence), (3, stage.guilty)):
        met, glow, share = _lit(stage, tracer, eye, directions, hits)
        rgb[met] = rgb[met] * (1 - share) + glow * share
        if column is not None:
            out[met, column] = 1
    out[:, :3] = rgb
    return out


def _lit(stage: Stage, tracer: Tracer, eye: Floats, directions: Floats, hits: Hits) -> tuple[Flags, Floats, Floats]:
    """Which of N rays meet a lit part, (N,); of these M its light, (M, 3), and how much that covers, (M, 1)."""
    lit = tracer.first(eye, directions)
    met = lit.found
    part = stage.machine.part_of_face[lit.face[met]]
    normal, view = _facing(stage, directions[met], lit, met)
    glow: Floats = np.clip(shading.glowing(normal, view, stage.glow[part]), 0, 1)
    hidden = lit.distance[met] > hits.distance[met] + 1e-4 * stage.radius
    share = stage.weight[part] * np.where(hidden, np.float32(THROUGH), np.float32(1))
    return met, glow, share[:, None]


def _seen(
    stage: Stage, eye: Floats, directions: Floats, hits: Hits, which: Flags, light: Light, *, ghost: bool
) -> Floats:
    """Shaded light of the hits marked in `which`, tone mapped, (M, 3)."""
    rays = directions[which]
    normal, view = _facing(stage, rays, hits, which)
    points = eye + rays * hits.distance[which][:, None] + normal * np.float32(1e-4 * stage.radius)
    part = stage.machine.part_of_face[hits.face[which]]
    sky, key = _arriving(stage, points, normal, light)
    machine = stage.machine
    surface = Surface(normal, view, machine.colours[part], machine.metallic[part], machine.roughness[part], sky, key)
    return shading.toned((shading.ghosted if ghost else shading.shaded)(surface, light.to_key))


def _arriving(stage: Stage, points: Floats, normal: Floats, light: Light) -> tuple[Floats, Floats]:
    """How much of the sky's light, and whether the key light, reach each point: two (N,)."""
    key = ~stage.solid.blocked(points, light.to_key)
    weight = np.maximum(normal @ light.sky.T, 0) + np.float32(0.02)
    open_sky = np.stack([~stage.solid.blocked(points, toward) for toward in light.sky], axis=1)
    share = (weight * open_sky).sum(axis=1) / weight.sum(axis=1)
    return (share * (0.5 + 0.5 * normal[:, 1])).astype(np.float32), key.astype(np.float32)


def _facing(stage: Stage, rays: Floats, hits: Hits, which: Flags) -> tuple[Floats, Floats]:
    """Smooth normals turned towards the viewer, and directions to the viewer, each (M, 3) of length 1."""
    face, uv = hits.face[which], hits.uv[which]
    corner = stage.machine.normals[face]
    u, v = uv[:, :1], uv[:, 1:]
    normal = corner[:, 0] * (1 - u - v) + corner[:, 1] * u + corner[:, 2] * v
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-6)
    view = -rays / np.linalg.norm(rays, axis=1, keepdims=True)
    away = np.sum(normal * view, axis=1, keepdims=True) < 0
    return np.where(away, -normal, normal), view


def _ground(stage: Stage, eye: Floats, directions: Floats, heights: Floats, light: Light, which: Flags) -> Floats:
    """Background for all N rays, and the floor with its shadows where `which` lets it be seen, (N, 3)."""
    top, foot = palette.linear(palette.BACKGROUND_TOP), palette.linear(palette.BACKGROUND_BOTTOM)
    rgb: Floats = (top + (foot - top) * heights[:, None]).astype(np.float32)
    below = which & (directions[:, 1] < -1e-4) & bool(eye[1] > stage.floor)
    rays = directions[below]
    points = eye + rays * ((stage.floor - eye[1]) / rays[:, 1])[:, None]
    away = np.linalg.norm((points - stage.middle)[:, [0, 2]], axis=1) / stage.radius
    near = away < 2.6
    below[below] = near
    points, away = points[near], away[near]
    up = np.broadcast_to(np.array([0, 1, 0], np.float32), points.shape)
    sky, key = _arriving(stage, points + up * np.float32(1e-3 * stage.radius), up, light)
    base = np.array([0.040, 0.048, 0.058], np.float32) * (1 + 0.30 * _grid(points, stage.radius))[:, None]
    lit = base * (1.0 * sky + 1.2 * key)[:, None]
    fade = np.clip((2.6 - away) / 1.8, 0, 1)[:, None] ** 1.5
    rgb[below] = rgb[below] * (1 - fade) + lit * fade
    return rgb


def _grid(points: Floats, radius: float) -> Floats:
    """1 on the lines of a grid on the floor (0.1, 0.5 or 2.5 m … by the machine's size), 0 between, (N,)."""
    spacing = 0.5 * 5 ** np.round(np.log(radius / 1.2) / np.log(5))
    off = np.abs((points[:, [0, 2]] / spacing + 0.5) % 1 - 0.5) * spacing
    return np.asarray(off.min(axis=1) < 0.0025 * radius, np.float32)
