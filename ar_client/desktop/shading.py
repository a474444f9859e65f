"""Light on surfaces, in linear colour. Pure arithmetic on N points at a time; knows nothing of rays or files.

A studio: one key light over the viewer's shoulder, a sky that fills the shadows, a faint bounce from the
floor. Surfaces are glTF's metallic-roughness model with a Blinn-Phong lobe (glTF 2.0 specification, appendix
B).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

KEY = np.array([1.75, 1.68, 1.58], np.float32)
SKY = np.array([0.62, 0.66, 0.72], np.float32)
BOUNCE = np.array([0.20, 0.19, 0.18], np.float32)
GHOST = np.array([0.18, 0.205, 0.235], np.float32)


@dataclass(frozen=True, slots=True)
class Surface:
    """N points of surface. normal, view: (N, 3) of length 1, normals facing the viewer. base: (N, 3), linear.

    metallic, roughness: (N,). sky: (N,), the share of the sky's light that arrives. key: (N,), 1 where the
    key light arrives, 0 in its shadow.
    """

    normal: Floats
    view: Floats
    base: Floats
    metallic: Floats
    roughness: Floats
    sky: Floats
    key: Floats


def shaded(surface: Surface, to_key: Floats) -> Floats:
    """The light from each point towards the viewer, (N, 3). to_key: direction to the key light, (3,)."""
    s = surface
    metal = 0.75 * s.metallic[:, None]
    diffuse = s.base * (1 - metal)
    mirror = 0.04 * (1 - metal) + s.base * metal
    up = s.normal[:, 1:2]
    ambient = SKY * s.sky[:, None] + BOUNCE * (0.5 - 0.5 * up)
    facing = np.maximum(s.normal @ to_key, 0) * s.key
    light = diffuse * (ambient + KEY * facing[:, None])
    light += _gloss(s, mirror, facing, to_key) + _reflected(s, mirror)
    return np.asarray(light, np.float32)


def ghosted(surface: Surface, to_key: Floats) -> Floats:
    """The same points as a quiet backdrop, (N, 3): blue-grey, a trace of their colour, brighter at their
    rims.
    """
    s = surface
    grey = s.base.mean(axis=1, keepdims=True)
    base = GHOST * (0.55 + 0.9 * np.sqrt(grey)) + 0.16 * (s.base - grey)
    facing = np.maximum(s.normal @ to_key, 0) * s.key
    light = base * (0.85 * s.sky[:, None] + 0.15 + 1.1 * facing[:, None])
    rim = (1 - np.clip(np.sum(s.normal * s.view, axis=1), 0, 1)) ** 3
    rims = rim[:, None] * np.array([0.05, 0.07, 0.09], np.float32)
    return np.asarray(np.maximum(light, 0) + rims, np.float32)


def glowing(normal: Floats, view: Floats, colour: Floats) -> Floats:
    """Points of a lit part, (N, 3): its colour (N, 3), with just enough shading to show the form."""
    facing = np.clip(np.sum(normal * view, axis=1), 0, 1)
    above = 0.5 + 0.5 * normal[:, 1]
    return np.asarray(colour * (0.42 + 0.44 * facing + 0.20 * above)[:, None], np.float32)


def toned(light: Floats) -> Floats:
    """Any amount of light brought into 0 to 1 with hues kept: the Khronos PBR neutral tone mapper, (N, 3)."""
    start, desaturation = 0.8 - 0.04, 0.15
    least = light.min(axis=1, keepdims=True)
    c = light - np.where(least < 0.08, least - 6.25 * least * least, 0.04)
    peak = c.max(axis=1, keepdims=True)
    room = 1 - start
    lowered = np.where(peak > start, 1 - room * room / (np.maximum(peak, start) + room - start), peak)
    c = c * (lowered / np.maximum(peak, 1e-6))
    white = 1 - 1 / (desaturation * (peak - lowered) + 1)
    mixed: Floats = (c * (1 - white) + lowered * white).astype(np.float32)
    return np.clip(mixed, 0, 1)


def _gloss(s: Surface, mirror: Floats, facing: Floats, to_key: Floats) -> Floats:
    half = s.view + to_key
    half /= np.maximum(np.linalg.norm(half, axis=1, keepdims=True), 1e-6)
    alpha = np.clip(s.roughness, 0.15, 1) ** 2
    power = 2 / (alpha * alpha) - 2
    lobe = np.maximum(np.sum(s.normal * half, axis=1), 0) ** power * (power + 8) / 25
    return np.asarray(mirror * (KEY * 0.3) * np.minimum(lobe * facing, 12)[:, None], np.float32)


def _reflected(s: Surface, mirror: Floats) -> Floats:
    """The studio mirrored in the surface: dark floor, bright horizon band, softer ceiling; blurred by
    roughness.
    """
    cosine = np.clip(np.sum(s.normal * s.view, axis=1), 0, 1)
    height = 2 * cosine * s.normal[:, 1] - s.view[:, 1]
    sharp = 0.30 + 0.55 * _step(height, -0.25, 0.25) + 0.55 * _step(height, 0.45, 0.75) - 0.25 * _step(height, 0.8, 1.0)
    soft = 0.60 + 0.35 * height
    blur = np.clip(s.roughness, 0, 1)
    room = (sharp * (1 - blur) + soft * blur) * (0.25 + 0.75 * s.sky)
    fresnel = (1 - cosine) ** 5 * (1 - 0.8 * blur)
    strength = mirror + (1 - mirror) * fresnel[:, None]
    return np.asarray(strength * (room[:, None] * SKY), np.float32)


def _step(x: Floats, low: float, high: float) -> Floats:
    t = np.clip((x - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)
