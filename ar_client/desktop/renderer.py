"""Samples become a picture, ever smoother; and a camera that shows what matters."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from ar_client.desktop.camera import Box, Camera, framed
from ar_client.desktop.sampling import light_of, traced
from ar_client.desktop.stage import Stage

Floats = npt.NDArray[np.float32]

BAND = 100_000
"""Rays of one piece of work: its arrays then stay in the processor's cache."""
VIEWS = ((28.0, 1.0), (-28.0, 0.97), (58.0, 0.8), (-58.0, 0.8), (152.0, 0.6), (-152.0, 0.6))
"""Azimuths to look from, degrees, and how much each is liked: from the front, a little from the side."""
ELEVATION = 20.0


@dataclass(frozen=True, slots=True)
class Rendered:
    """A picture so far. rgb: (H, W, 3), linear; guilty, step: (H, W), how much of each pixel such a part
    covers.
    """

    rgb: Floats
    guilty: Floats
    step: Floats
    samples: int


def refined(stage: Stage, camera: Camera, width: int, height: int, samples: int) -> Iterator[Rendered]:
    """The picture after each of so many samples a pixel."""
    total = np.zeros((height * width, 5), np.float32)
    rows = max(1, BAND // width)
    bands = [slice(top * width, min(top + rows, height) * width) for top in range(0, height, rows)]
    heights = np.repeat(np.linspace(0, 1, height, dtype=np.float32), width)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for sample in range(samples):
            jitter = (0.5, 0.5) if samples == 1 else (_radical(sample, 2), _radical(sample, 3))
            directions = camera.rays(width, height, jitter)
            trace = partial(traced, stage, camera.eye, light=light_of(camera.axes, sample))
            drawn = pool.map(trace, (directions[b] for b in bands), (heights[b] for b in bands))
            for band, part in zip(bands, drawn, strict=True):
                total[band] += part
            mean = (total / np.float32(sample + 1)).reshape(height, width, 5)
            yield Rendered(mean[..., :3], mean[..., 3], mean[..., 4], sample + 1)


def whole_view(stage: Stage, box: Box) -> Camera:
    """The whole machine inside a box of the picture, from where the lit parts show best."""
    views = [(framed(stage.outermost, box, azimuth=a, elevation=ELEVATION), liked) for a, liked in VIEWS]
    if not stage.lights.parts:
        return views[0][0]
    return max(views, key=lambda view: _worth(stage, view[0], box) * view[1])[0]


def close_view(stage: Stage, box: Box, like: Camera) -> Camera:
    """The foremost lit parts large, with their surroundings, seen from the same side as `like`."""
    points = stage.machine.points_of(stage.lights.foremost)
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    reach = max(float(np.linalg.norm(points.max(axis=0) - points.min(axis=0))) * 0.8, 0.05 * stage.radius)
    corners = middle + reach * np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], np.float32)
    return framed(corners.astype(np.float32), box, azimuth=like.azimuth, elevation=like.elevation)


def _worth(stage: Stage, camera: Camera, box: Box) -> float:
    scale = 240 / max(box.width, box.height, 1)
    width, height = round((box.left + box.right) * scale), round((box.top + box.bottom) * scale)
    plain, cover = stage.lit_cover(camera.scaled(scale), width, height)
    return plain + 0.5 * cover


def _radical(index: int, base: int) -> float:
    """The van der Corput sequence: evenly spread places in 0 to 1."""
    value, place = 0.0, 1.0 / base
    index += 1
    while index:
        index, digit = divmod(index, base)
        value += digit * place
        place /= base
    return value
