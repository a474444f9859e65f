"""The colours of the desktop picture. Orange-red against blue stays distinct under every common colour
blindness.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Rgb = tuple[int, int, int]

GUILTY: Rgb = (255, 56, 28)
EVIDENCE: Rgb = (255, 173, 31)
STEP: Rgb = (31, 180, 255)
BACKGROUND_TOP: Rgb = (22, 28, 36)
BACKGROUND_BOTTOM: Rgb = (44, 53, 64)
TEXT: Rgb = (238, 242, 246)
MUTED: Rgb = (160, 172, 186)
CARD: Rgb = (14, 19, 26)
LINE: Rgb = (74, 88, 104)
HIGH: Rgb = (255, 120, 72)
LOW: Rgb = (255, 200, 70)
NORMAL: Rgb = (110, 205, 150)
WARNING: Rgb = (255, 176, 32)
HEALTH: dict[str, Rgb] = {
    "healthy": (62, 184, 118),
    "watch": (255, 190, 60),
    "alarm": (255, 66, 26),
    "unknown": (140, 152, 166),
}


def linear(colour: Rgb) -> Floats:
    """sRGB 0 to 255 as linear light 0 to 1 (IEC 61966-2-1), (3,)."""
    v = np.array(colour, np.float32) / 255
    return np.where(v > 0.04045, ((v + 0.055) / 1.055) ** 2.4, v / 12.92).astype(np.float32)


def encoded(light: Floats) -> npt.NDArray[np.uint8]:
    """Linear light as sRGB bytes (IEC 61966-2-1), same shape."""
    v = np.clip(light, 0, 1)
    curve = np.where(v > 0.0031308, 1.055 * v ** (1 / 2.4) - 0.055, v * 12.92)
    return (curve * 255 + 0.5).astype(np.uint8)
