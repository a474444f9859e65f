"""Teach a model what a dead sensor looks like: copies of training rows in which whole signals are blank.

A tree that has never met a gap reads one as the number 0, and a healthy machine that loses a sensor looks broken.
The copies are made inside the training rows only, after the split; the model is judged on rows as they are.
"""

import numpy as np
import numpy.typing as npt

from explain.expressions import compile_expression
from explain.features import FeaturePlan

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

SHARE = 0.3
"""Copies for each training row."""
_MOST_AT_ONCE = 3


def with_gaps(plan: FeaturePlan, x: FloatArray, y: BoolArray, seed: int) -> tuple[FloatArray, BoolArray]:
    """x, shape (rows, features), and y, shape (rows,), with copies appended in which a few signals are blank.

    A copy loses one to three measured signals (at most a quarter of them), and with each all that is derived from
    it. A plan with a single measured signal gets no copies: nothing would be left to judge by.
    """
    columns = columns_lost_with(plan)
    if len(columns) < 2:
        return x, y
    draw = np.random.default_rng(seed)
    most = min(_MOST_AT_ONCE, max(1, len(columns) // 4))
    chosen = draw.choice(len(x), size=round(SHARE * len(x)), replace=False)
    copies = x[chosen].copy()
    for row in copies:
        for lost in draw.choice(len(columns), size=int(draw.integers(1, most + 1)), replace=False):
            row[columns[lost]] = np.nan
    return np.vstack([x, copies]), np.concatenate([y, y[chosen]])


def columns_lost_with(plan: FeaturePlan) -> list[npt.NDArray[np.intp]]:
    """For each measured signal, the feature columns that are blank without it: its own and those derived from it."""
    made_of: dict[str, set[str]] = {signal: {signal} for signal in plan.measured}
    for spec in plan.signals:
        if spec.expression is not None:
            names = compile_expression(spec.expression)[1]
            made_of[spec.signal_id] = set().union(*(made_of.get(name, set()) for name in names))
    owners = [made_of[spec.signal_id] for spec, _ in plan.columns]
    return [np.flatnonzero([signal in owner for owner in owners]) for signal in plan.measured]
