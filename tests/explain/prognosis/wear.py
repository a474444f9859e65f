"""Machines that wear out: two sensors see the wear through noise, each machine with an offset of its own."""

import numpy as np

from explain.features import FeaturePlan, SignalSpec, feature_table
from explain.history import FloatArray, IntArray
from explain.prognosis import LifeSettings, Lives, remaining_life

FEW_TREES: dict[str, float | int | str | bool] = {
    "num_iterations": 60,
    "learning_rate": 0.2,
    "num_leaves": 15,
    "lambda_l2": 1.0,
}
SETTINGS = LifeSettings(cap=40.0, unit="hours", folds=5, regression=FEW_TREES)


def signal(signal_id: str, *statistics: str) -> SignalSpec:
    """A measured signal in SI units."""
    return SignalSpec(
        signal_id=signal_id, component_id="bearing", scale=1.0, offset=0.0, expression=None, statistics=statistics
    )


PLAN = FeaturePlan(
    equipment_id="fan",
    constants={},
    signals=(signal("age", "value"), signal("heat", "mean_5", "slope_20"), signal("shake", "mean_5", "slope_20")),
)


def machines(count: int, *, seed: int = 0, plan: FeaturePlan = PLAN) -> Lives:
    """`count` lives of 50 to 90 hours, one row an hour, all ending in failure."""
    draw = np.random.default_rng(seed)
    lengths = draw.integers(50, 91, count)
    runs = np.repeat(np.arange(count), lengths)
    age = np.concatenate([np.arange(length, dtype=np.float64) for length in lengths])
    wear = (age / (lengths[runs] - 1)) ** 3
    columns = {
        "age": age,
        "heat": 60.0 + draw.normal(0, 1.0, count)[runs] + 20.0 * wear + draw.normal(0, 1.0, len(age)),
        "shake": 2.0 + draw.normal(0, 0.1, count)[runs] + 3.0 * wear + draw.normal(0, 0.2, len(age)),
    }
    return Lives(feature_table(plan, columns, runs), remaining_life(age, runs, last_rows(runs)), runs)


def last_rows(runs: IntArray) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """True at the last row of each run."""
    return np.append(np.diff(runs) != 0, True)


def one_moment_each(lives: Lives, *, seed: int = 0) -> IntArray:
    """A row of each run, drawn at random."""
    draw = np.random.default_rng(seed)
    return np.array([draw.choice(np.flatnonzero(lives.runs == run)) for run in np.unique(lives.runs)])


def rmse(value: FloatArray, truth: FloatArray) -> float:
    """Root mean square error."""
    return float(np.sqrt(((value - truth) ** 2).mean()))
