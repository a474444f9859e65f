"""What the tests of the sequence families share."""

import numpy as np

from explain.detectors.contract import FloatArray

READINGS = 12
COLUMNS = tuple(
    f"{signal}.lag_{lag}" if lag else f"{signal}.value" for signal in ("head", "flow") for lag in range(11, -1, -1)
)


def swinging(rows: int, seed: int = 0) -> FloatArray:
    """Twelve readings each of a head and of the flow that follows it, shape (rows, 24)."""
    rng = np.random.default_rng(seed)
    angle = rng.uniform(0.0, 2.0 * np.pi, (rows, 1)) + 0.5 * np.arange(READINGS)
    head = 30.0 + 2.0 * np.sin(angle) + rng.normal(scale=0.2, size=angle.shape)
    flow = 80.0 - 8.0 * np.sin(angle) + rng.normal(scale=0.8, size=angle.shape)
    return np.hstack([head, flow])
