"""The smallest change that would clear an alarm: few signals first, then a small change, within what is allowed.

Only signals that a technician can set are moved, each within its range, to round numbers of its own scale, so that
what is shown is to the digit what was scored. One signal is searched over every round number of its range (thinned
out to POINTS). Two and three are searched on a coarser grid, and the nearest hits then pulled back signal by signal
over all round numbers. So one signal's smallest change is exact on its numbers; of several it is the best found.
There is no chance in it. A score is a step function of its inputs for trees: no gradient would help.

Source of the question and of the distance (Σ |change| / spread): Wachter, Mittelstadt, Russell 2017, Harvard Journal
of Law & Technology 31(2), section V.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, product
from math import ceil, floor, log10
from typing import Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from explain.errors import DataError
from explain.records import Change, Counterfactual, Outcome, Record

FloatArray = npt.NDArray[np.float64]
ScoreSignals = Callable[[FloatArray], FloatArray]
"""(rows, signals) → (rows,): raw scores of signal values, features and derived signals computed on the way."""

MOST_SIGNALS = 3
POINTS = 400
_COARSE = {2: 25, 3: 9}
_LEVERS_TRIED = {2: 8, 3: 6}
_PULLED_BACK = 5
_ROWS_PER_CALL = 4096


class Lever(Record):
    """A signal that a technician can set, within [low, high] in the signal's unit.

    spread: how widely it varies in healthy machines (a standard deviation or the like), the unit of distances.
    choices: the only values that it can be set to, such as the positions of a category, or 0 for the wear of a new
    tool; each counts as one spread away from any other value.
    """

    signal_id: str
    low: float
    high: float
    spread: float = Field(gt=0.0)
    choices: tuple[float, ...] | None = None

    @model_validator(mode="after")
    def _range_is_one(self) -> Self:
        if not self.low <= self.high:
            raise ValueError("low must not be above high")
        if not all(self.low <= choice <= self.high for choice in self.choices or ()):
            raise ValueError("a choice is outside the range")
        return self


def smallest_change(
    values: Mapping[str, float | None],
    score: ScoreSignals,
    levers: Sequence[Lever],
    *,
    limit: float,
    most_signals: int = MOST_SIGNALS,
) -> Counterfactual:
    """The fewest `levers`, and of those the smallest change, that bring the raw score below `limit`.

    values: the present value of every signal, None for a gap; `score` gets its columns in this order, NaN for a gap.
    A lever without a present value is left alone: nobody knows what it would be changed from.
    Raises DataError for a lever that is not among the values, or named twice, and for a score that is not finite.
    """
    names = list(values)
    movable = [lever.signal_id for lever in levers]
    if len(set(movable)) < len(movable) or not set(movable) <= set(names):
        raise DataError("each actionable signal must be named once and be a signal of this machine")
    present = np.array([np.nan if value is None else value for value in values.values()], dtype=np.float64)
    search = _Search(present, score, limit)
    before = float(search.scores(present[None])[0])
    axes = [_Axis(lever, names.index(lever.signal_id), present) for lever in levers]
    usable = [axis for axis in axes if not np.isnan(axis.start) and len(axis.numbers)]
    if before < limit:
        return search.result(Outcome.NOT_IN_ALARM, before)
    if not usable:
        return search.result(Outcome.NO_LEVER, before)
    for size in range(1, min(most_signals, MOST_SIGNALS, len(usable)) + 1):
        if size > 1:
            usable = sorted(usable, key=lambda axis: axis.lowest)
        best = search.one(usable) if size == 1 else search.several(usable[: _LEVERS_TRIED[size]], size)
        if best is not None:
            return search.result(Outcome.FOUND, before, best)
    return search.result(Outcome.OUT_OF_REACH, before)


class _Axis:
    """A lever in the search: the round numbers of its range other than the present value, the nearest first."""

    def __init__(self, lever: Lever, column: int, present: FloatArray) -> None:
        self.lever, self.column, self.start = lever, column, float(present[column])
        offered = _round_numbers(lever) if lever.choices is None else np.array(lever.choices, dtype=np.float64)
        offered = np.unique(offered[offered != self.start])
        self.numbers = offered[np.argsort(self.distances(offered), kind="stable")]
        self.lowest = np.inf
        """The lowest score that this lever reaches alone."""

    def distances(self, numbers: FloatArray) -> FloatArray:
        away = np.abs(numbers - self.start)
        return np.asarray((away > 0).astype(np.float64) if self.lever.choices else away / self.lever.spread)

    def coarse(self, points: int) -> FloatArray:
        """At most `points` of the numbers, evenly over the range and including the farthest of both sides."""
        ordered = np.sort(self.numbers)
        return ordered[np.unique(np.linspace(0, len(ordered) - 1, points).round().astype(np.intp))]


def _round_numbers(lever: Lever) -> FloatArray:
    """Multiples of a power of ten between 1/10 and 1/100 of the spread, and both ends of the range."""
    exponent = floor(log10(lever.spread)) - 1
    step = 10.0**exponent
    first, last = ceil(lever.low / step), floor(lever.high / step)
    stride = max(1, ceil((last - first + 1) / POINTS))
    inside = [round(k * step, max(0, -exponent)) for k in range(first, last + 1, stride)]
    return np.array([lever.low, *(n for n in inside if lever.low < n < lever.high), lever.high], dtype=np.float64)


class _Search:
    """Scores rows in batches, counts them, and knows when the alarm is cleared."""

    def __init__(self, present: FloatArray, score: ScoreSignals, limit: float) -> None:
        self._present, self._score, self._limit = present, score, limit
        self._asked = 0

    def scores(self, rows: FloatArray) -> FloatArray:
        out = np.empty(len(rows))
        for start in range(0, len(rows), _ROWS_PER_CALL):
            part = rows[start : start + _ROWS_PER_CALL]
            out[start : start + len(part)] = self._score(part)
        self._asked += len(rows)
        if not np.isfinite(out).all():
            raise DataError("the model gave no finite score for a changed row")
        return out

    def one(self, axes: Sequence["_Axis"]) -> tuple[tuple["_Axis", float], ...] | None:
        """The nearest number of any one axis that clears the alarm; ties go to the axis named first."""
        hits: list[tuple[float, _Axis, float]] = []
        for axis in axes:
            scores = self.scores(self._moved([axis], axis.numbers[:, None]))
            axis.lowest = float(scores.min())
            clear = axis.numbers[scores < self._limit][:1]
            hits += [(float(axis.distances(clear)[0]), axis, float(end)) for end in clear]
        if not hits:
            return None
        _, axis, end = min(hits, key=lambda hit: hit[0])
        return ((axis, end),)

    def several(self, axes: Sequence["_Axis"], size: int) -> tuple[tuple["_Axis", float], ...] | None:
        """The nearest of the pulled-back hits on the coarse grids of all combinations of `size` axes."""
        hits = sorted(self._hits(axes, size), key=lambda hit: hit[0])[:_PULLED_BACK]
        pulled = [self._pulled_back(chosen, ends) for _, chosen, ends in hits]
        if not pulled:
            return None
        _, chosen, ends = min(pulled, key=lambda hit: hit[0])
        return tuple(zip(chosen, ends.tolist(), strict=True))

    def _hits(self, axes: Sequence["_Axis"], size: int) -> Iterator[tuple[float, Sequence["_Axis"], FloatArray]]:
        for chosen in combinations(axes, size):
            grid = np.array(list(product(*(axis.coarse(_COARSE[size]) for axis in chosen))))
            clear = grid[self.scores(self._moved(chosen, grid)) < self._limit]
            distance = self._distance(chosen, clear)
            for i in np.argsort(distance, kind="stable")[:_PULLED_BACK]:
                yield float(distance[i]), chosen, clear[i]

    def _pulled_back(self, chosen: Sequence["_Axis"], ends: FloatArray) -> tuple[float, Sequence["_Axis"], FloatArray]:
        """Each signal in turn at its nearest number that still clears the alarm, until none comes nearer."""
        while True:
            distance = float(self._distance(chosen, ends[None])[0])
            for i, axis in enumerate(chosen):
                trial = np.tile(ends, (len(axis.numbers), 1))
                trial[:, i] = axis.numbers
                clear = np.flatnonzero(self.scores(self._moved(chosen, trial)) < self._limit)
                ends = trial[clear[0]]
            nearer = float(self._distance(chosen, ends[None])[0])
            if not nearer < distance:
                return nearer, chosen, ends

    def _moved(self, chosen: Sequence["_Axis"], ends: FloatArray) -> FloatArray:
        rows = np.tile(self._present, (len(ends), 1))
        rows[:, [axis.column for axis in chosen]] = ends
        return rows

    def _distance(self, chosen: Sequence["_Axis"], ends: FloatArray) -> FloatArray:
        return np.asarray(np.sum([axis.distances(ends[:, i]) for i, axis in enumerate(chosen)], axis=0))

    def result(self, outcome: Outcome, before: float, moves: tuple[tuple["_Axis", float], ...] = ()) -> Counterfactual:
        """The record; what was found is scored once more, by itself, as the machine would be."""
        after = None
        if moves:
            axes, ends = [axis for axis, _ in moves], np.array([[end for _, end in moves]])
            after = float(self.scores(self._moved(axes, ends))[0])
            if not after < self._limit:
                raise DataError("the model scores a row differently alone than among others")
        changes = tuple(
            Change(
                signal_id=axis.lever.signal_id,
                from_value=axis.start,
                to_value=end,
                spreads=float(axis.distances(np.array([end]))[0]),
            )
            for axis, end in moves
        )
        return Counterfactual(
            outcome=outcome,
            changes=changes,
            distance=sum(change.spreads for change in changes) if moves else None,
            raw_before=before,
            raw_after=after,
            limit=self._limit,
            evaluations=self._asked,
        )
