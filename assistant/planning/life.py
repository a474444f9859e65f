"""A remaining life with its interval → how likely the machine fails before a given hour.

Three points are known: the machine fails before `low` with probability (1 - level) / 2, before the median with one
half, before `high` with (1 + level) / 2. Between them the hazard rate is taken as constant: the piecewise exponential
law (Friedman 1982, Piecewise exponential models for survival data with covariates, Annals of Statistics 10).
With the cumulative hazard H(t), linear between 0 and the three points,

    H(p) = -ln(1 - p) at each point,    P(T <= t) = 1 - exp(-H(t)).

Why this law, and not a Weibull or a log-normal one:
- It passes through all three points whatever they are. Two-parameter laws cannot.
- It invents no thin tail below `low`. A life outside of a conformal interval is not early wear: it is a forecast that
  was wrong, and that may show on any day.
- It errs on the safe side. Of a machine that wears out the hazard rate rises, so H is convex (Barlow, Marshall and
  Proschan 1963, Properties of probability distributions with monotone hazard rate, Annals of Mathematical Statistics
  34), and a convex curve lies below its chords: no law of wear through these points has a higher risk before `high`.

After the last point the last rate goes on. `low` = 0 means that the machine may fail at once, with (1 - level) / 2.
"""

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.errors import UsageError
from assistant.planning.records import Life

if TYPE_CHECKING:
    from datetime import datetime

    from explain.prognosis import RemainingLife

_LEAST = 0.001
"""Hours; a life needs some length."""


@dataclass(frozen=True)
class LifeLaw:
    """The cumulative hazard as a broken line. hours, hazard: its points from (0, 0) on, both rising, maybe by jumps.

    rate: the hazard an hour after the last point. age: running hours that the machine has survived since then.
    """

    hours: tuple[float, ...]
    hazard: tuple[float, ...]
    rate: float
    age: float = 0.0

    def fails_before(self, hours: float) -> float:
        """The probability that the machine fails within so many running hours from now; 0 for none."""
        if hours <= 0:
            return 0.0
        return -math.expm1(self._survived - self._cumulative(self.age + hours))

    def expected_running(self, hours: float) -> float:
        """The running hours to expect out of the next `hours`, a failure ending them: the integral of survival."""
        if hours <= 0:
            return 0.0
        ends = [self.age, *sorted({t for t in self.hours if self.age < t < self.age + hours}), self.age + hours]
        total = 0.0
        for start, end in pairwise(ends):
            alive = math.exp(self._survived - self._cumulative(start))
            rise = self._rate(start) * (end - start)
            total += alive * (end - start) * (-math.expm1(-rise) / rise if rise > 0 else 1.0)
        return total

    @property
    def _survived(self) -> float:
        """What of the hazard is behind the machine: a jump at the very beginning is still before it."""
        return self._cumulative(self.age) if self.age > 0 else 0.0

    def _cumulative(self, t: float) -> float:
        last = bisect_right(self.hours, t) - 1
        return self.hazard[last] + self._rate(t) * (t - self.hours[last])

    def _rate(self, t: float) -> float:
        last = bisect_right(self.hours, t) - 1
        if last + 1 == len(self.hours):
            return self.rate
        return (self.hazard[last + 1] - self.hazard[last]) / (self.hours[last + 1] - self.hours[last])


def law_of(life: Life, now: "datetime", duty: float = 1.0) -> LifeLaw:
    """The law of a life, in running hours from `now`; duty: the share of time that the machine runs.

    Raises UsageError for a life that was judged after `now`.
    """
    outside = (1.0 - life.level) / 2.0
    points = [(0.0, 0.0), (life.low, -math.log1p(-outside)), (life.median, math.log(2.0))]
    if not life.capped or life.median == 0:
        points.append((life.high, -math.log(outside)))
    elif life.median >= life.high and life.low > 0:
        # The median is a least value too: only the lower end says something.
        points.pop()
    age = 0.0 if life.as_of is None else duty * (now - life.as_of).total_seconds() / 3600.0
    if age < 0:
        raise UsageError(f"a remaining life is as of {life.as_of}, which is after {now}. Correct one of the two times")
    rises = [(h - g) / (t - s) for (s, g), (t, h) in pairwise(points) if t > s]
    return LifeLaw(tuple(t for t, _ in points), tuple(h for _, h in points), rises[-1], age)


def life_of(remaining: "RemainingLife") -> Life:
    """A prognosis as a life in hours. Raises UsageError for one that is not in a unit of time, such as cycles."""
    from knowledge_base.units import UnitError, conversion

    try:
        hours = conversion(remaining.unit, "hour").scale
    except UnitError as error:
        what = f"the prognosis of {remaining.asset_id} cannot be put on a calendar"
        raise UsageError(f"{what}: {error}. Give the remaining life in hours") from error
    return Life(
        median=remaining.value * hours,
        low=remaining.low * hours,
        high=max(remaining.high * hours, _LEAST),
        level=remaining.level,
        capped=remaining.capped,
        as_of=remaining.time,
    )
