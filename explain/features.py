"""readings → FeatureVector. One plan serves training (whole columns) and the live stream (one tick at a time).

A plan says which numbers a model sees: the statistics of each measured signal and of each derived one. It is plain
data, stored inside the model bundle, so a score can always be recomputed from readings.
"""

import re
from collections import deque
from collections.abc import Iterable, Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt

from explain.errors import DataError
from explain.expressions import Evaluate, compile_expression
from explain.records import Quality, Record, SensorReading

FloatArray = npt.NDArray[np.float64]
_LEAST_FOR_SLOPE = 10
_STATISTIC = re.compile(r"^(value|(?P<kind>mean|std|slope|lag)_(?P<window>\d{1,5}))$")


class Statistic(Record):
    """How a signal's recent values become one number: `value`, or `mean`, `std`, `slope` over `window` readings.

    Missing values are left out; std needs two values. slope is the least-squares change per reading; it needs half the
    window, or ten values where that is less: of two or three readings it would be nothing but noise.
    `lag_N` is the value N readings ago: its window is N + 1 readings.
    """

    kind: str
    window: int

    @classmethod
    def parse(cls, text: str) -> "Statistic":
        """From `value`, `mean_60`, `std_60`, `slope_300`, `lag_5`; raises DataError on anything else."""
        match = _STATISTIC.match(text)
        if not match:
            raise DataError(f"unknown feature {text!r}: write value, mean_N, std_N, slope_N or lag_N, such as mean_60")
        window = int(match["window"] or 1) + (match["kind"] == "lag")
        if match["kind"] and window < 2:
            raise DataError(f"feature {text!r}: the window must be at least 2 readings, a lag at least 1")
        return cls(kind=match["kind"] or "value", window=window)


class SignalSpec(Record):
    """One signal of the plan. scale, offset: si = scale · value + offset. expression: None for a measured signal.

    category: its value is a position in a list of names, not a quantity.
    """

    signal_id: str
    component_id: str
    scale: float
    offset: float
    expression: str | None
    statistics: tuple[str, ...]
    category: bool = False


class FeaturePlan(Record):
    """All signals of a type of machine, measured ones first, and the constants (SI) of the formulas.

    operating: the signals that say what is asked of the machine; they divide its life into regimes.
    """

    equipment_id: str
    constants: dict[str, float]
    signals: tuple[SignalSpec, ...]
    operating: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> tuple[tuple[SignalSpec, Statistic], ...]:
        """(signal, statistic) of each feature, in the order of the model's inputs."""
        return tuple((s, Statistic.parse(text)) for s in self.signals for text in s.statistics)

    @cached_property
    def feature_names(self) -> tuple[str, ...]:
        """`signal.statistic` of each feature, in the order of the model's inputs."""
        return tuple(f"{s.signal_id}.{text}" for s in self.signals for text in s.statistics)

    @cached_property
    def measured(self) -> tuple[str, ...]:
        """The ids of the measured signals."""
        return tuple(s.signal_id for s in self.signals if s.expression is None)

    @cached_property
    def formulas(self) -> tuple[tuple[SignalSpec, Evaluate], ...]:
        """(derived signal, compiled formula) in the order in which they are computed."""
        return tuple((s, compile_expression(s.expression)[0]) for s in self.signals if s.expression is not None)


@np.errstate(over="ignore")
def with_derived(plan: FeaturePlan, measured: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """Measured columns plus the derived ones, each in its signal's unit; all columns have one shape.

    Raises DataError when a measured signal of the plan is absent.
    """
    missing = [signal for signal in plan.measured if signal not in measured]
    if missing:
        raise DataError(f"no values for the signals {', '.join(missing)}")
    columns = {signal: np.asarray(measured[signal], dtype=np.float64) for signal in plan.measured}
    by_id = {s.signal_id: s for s in plan.signals}
    si = {k: by_id[k].scale * v + by_id[k].offset for k, v in columns.items()}
    shape = next(iter(columns.values())).shape
    si.update({name: np.full(shape, value) for name, value in plan.constants.items()})
    for spec, formula in plan.formulas:
        value = np.broadcast_to(formula(si), shape)
        si[spec.signal_id] = value
        columns[spec.signal_id] = (value - spec.offset) / spec.scale
    return columns


def feature_table(plan: FeaturePlan, columns: Mapping[str, FloatArray], runs: npt.NDArray[np.int64]) -> FloatArray:
    """Features of every row, shape (rows, features); NaN is a gap.

    columns: of `with_derived`, shape (rows,). runs: shape (rows,); rows of one run follow each other in time, and
    no window reaches across the border of a run.
    """
    table = np.empty((len(runs), len(plan.columns)))
    borders = np.flatnonzero(np.diff(runs)) + 1
    starts, ends = [0, *borders.tolist()], [*borders.tolist(), len(runs)]
    for position, (spec, statistic) in enumerate(plan.columns):
        column = columns[spec.signal_id]
        if statistic.kind == "value":
            table[:, position] = column
            continue
        for start, end in zip(starts, ends, strict=True):
            table[start:end, position] = _over_run(statistic, column[start:end])
    table[~np.isfinite(table)] = np.nan
    return table


def _over_run(statistic: Statistic, column: FloatArray) -> FloatArray:
    padded = np.concatenate([np.full(statistic.window - 1, np.nan), column])
    windows = np.lib.stride_tricks.sliding_window_view(padded, statistic.window)
    return _reduce(statistic, windows)


def _reduce(statistic: Statistic, windows: FloatArray) -> FloatArray:
    """The statistic of each row of `windows`, shape (n, window), the newest value last."""
    if statistic.kind == "lag":
        return np.asarray(windows[:, 0])
    known = ~np.isnan(windows)
    count = known.sum(axis=1)
    values = np.where(known, windows, 0.0)
    with np.errstate(all="ignore"):
        mean = values.sum(axis=1) / count
        if statistic.kind == "mean":
            return np.asarray(mean)
        centred = np.where(known, windows - mean[:, None], 0.0)
        if statistic.kind == "std":
            return np.where(count > 1, np.sqrt((centred**2).sum(axis=1) / (count - 1)), np.nan)
        place = np.where(known, np.arange(windows.shape[1], dtype=np.float64), 0.0)
        place_centred = np.where(known, place - (place.sum(axis=1) / count)[:, None], 0.0)
        slope = (place_centred * centred).sum(axis=1) / (place_centred**2).sum(axis=1)
    enough = np.maximum(2, np.minimum(windows.shape[1], 2 * _LEAST_FOR_SLOPE) / 2)
    return np.where(count >= enough, slope, np.nan)


class Windows:
    """The recent past of one asset: what the live stream needs to compute the same features as `feature_table`."""

    def __init__(self, plan: FeaturePlan) -> None:
        self._plan = plan
        longest: dict[str, int] = {}
        for spec, statistic in plan.columns:
            longest[spec.signal_id] = max(longest.get(spec.signal_id, 1), statistic.window)
        self._past = {signal: deque[float](maxlen=window) for signal, window in longest.items()}

    def push(
        self, readings: Iterable[SensorReading]
    ) -> tuple[dict[str, float | None], tuple[float | None, ...], Quality]:
        """Take the readings of one instant → (value of each signal, features in plan order, quality).

        A signal without a value is a gap (None). The quality is bad when less than half was measured, uncertain
        when something is missing or itself uncertain.
        """
        measured = dict.fromkeys(self._plan.measured, np.nan)
        doubtful = False
        for reading in readings:
            if reading.signal_id in measured and reading.value is not None:
                measured[reading.signal_id] = reading.value
                doubtful = doubtful or reading.quality is not Quality.GOOD
        columns = with_derived(self._plan, {k: np.array([v]) for k, v in measured.items()})
        for signal, past in self._past.items():
            past.append(float(columns[signal][0]))
        features = tuple(_gap(self._statistic(spec, statistic)) for spec, statistic in self._plan.columns)
        missing = sum(bool(np.isnan(v)) for v in measured.values())
        uncertain = Quality.UNCERTAIN if missing or doubtful else Quality.GOOD
        quality = Quality.BAD if 2 * missing > len(measured) else uncertain
        return {signal: _gap(float(column[0])) for signal, column in columns.items()}, features, quality

    def _statistic(self, spec: SignalSpec, statistic: Statistic) -> float:
        past = self._past[spec.signal_id]
        if statistic.kind == "value":
            return past[-1]
        window = np.full(statistic.window, np.nan)
        recent = list(past)[-statistic.window :]
        window[-len(recent) :] = recent
        return float(_reduce(statistic, window[None, :])[0])


def _gap(value: float) -> float | None:
    """A value too large for arithmetic is as good as none."""
    return value if np.isfinite(value) else None
