"""The recent past of each signal, found among a row's features: `torque.lag_31` … `torque.lag_1`, `torque.value`."""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from explain.detectors.contract import BoolArray, FloatArray
from explain.errors import TrainingError

MIN_READINGS = 8
_LAG = re.compile(r"(?P<signal>.+)\.lag_(?P<steps>\d{1,5})")
_TAIL = 0.005
_FURTHEST = 100.0
"""Standard deviations beyond which a value says nothing more."""


def windows_of(columns: Sequence[str], varying: BoolArray, multiple: int = 1) -> npt.NDArray[np.int64]:
    """The columns of each signal that has lags and varies, the oldest first, shape (signals, readings).

    Raises TrainingError when no signal has lags, or the lags are not 1 … N, the same N for all, and the value.
    """
    steps: dict[str, dict[int, int]] = {}
    for place, name in enumerate(columns):
        if match := _LAG.fullmatch(name):
            steps.setdefault(match["signal"], {})[int(match["steps"])] = place
        elif name.endswith(".value"):
            steps.setdefault(name.removesuffix(".value"), {})[0] = place
    lagged = {signal: found for signal, found in steps.items() if max(found) > 0}
    length = max((max(found) for found in lagged.values()), default=0) + 1
    whole = all(sorted(found) == list(range(length)) for found in lagged.values())
    if length < MIN_READINGS or not whole:
        raise TrainingError(
            "this family looks at the recent past of each signal: give the signals the features value, lag_1 … lag_31, "
            f"each signal the same lags without a hole, at least lag_1 … lag_{MIN_READINGS - 1}"
        )
    windows = np.array([[found[step] for step in reversed(range(length))] for found in lagged.values()], dtype=np.int64)
    recent = windows[:, length % multiple :]
    useful = recent[varying[recent].any(axis=1)]
    if not len(useful):
        raise TrainingError("every signal with lags is blank or never changes; give lags to signals that vary")
    return np.asarray(useful)


def scales_of(healthy: FloatArray, windows: npt.NDArray[np.int64]) -> tuple[FloatArray, FloatArray]:
    """Median and standard deviation of each signal over all its readings, each of shape (signals,).

    The outermost hundredth counts as its border, so that a broken reading does not set the scale. Raises TrainingError
    when the numbers are too large or too close together for arithmetic.
    """
    centre, scale = np.empty(len(windows)), np.empty(len(windows))
    for place, window in enumerate(windows):
        readings = healthy[:, window]
        with np.errstate(over="ignore", invalid="ignore"):
            low, centre[place], high = np.nanquantile(readings, [_TAIL, 0.5, 1.0 - _TAIL])
            scale[place] = np.nanstd(np.clip(readings, low, high)) or np.nanstd(readings)
    if not np.isfinite(scale).all() or not (scale > 0.0).all():
        raise TrainingError("a signal is too large or varies too little for arithmetic; choose another unit for it")
    return centre, scale


def standardised(
    x: FloatArray, windows: npt.NDArray[np.int64], centre: FloatArray, scale: FloatArray
) -> tuple[npt.NDArray[np.float32], BoolArray]:
    """(windows in standard deviations, which of their readings are known), each of shape (rows, signals, readings).

    A gap takes the last known value before it, else the first after it, else the centre.
    """
    with np.errstate(over="ignore"):
        values = np.clip((x[:, windows] - centre[:, None]) / scale[:, None], -_FURTHEST, _FURTHEST)
    known = ~np.isnan(values)
    place = np.arange(values.shape[2])
    before = np.maximum.accumulate(np.where(known, place, -1), axis=2)
    first = np.where(known.any(axis=2, keepdims=True), known.argmax(axis=2, keepdims=True), 0)
    filled = np.take_along_axis(values, np.where(before >= 0, before, first), axis=2)
    return np.nan_to_num(filled, nan=0.0).astype(np.float32), known
