"""What the conformance suite of detectors trains on, and how: one row of `CASES` for each family.

Usage: python -m tests.contract.detector_cases

writes anew the small trained networks of `trained/`, with which the sequence families are judged where PyTorch is
missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from explain.detectors import Detector, FloatArray, Settings
from explain.detectors.contract import BoolArray
from explain.detectors.families import family

TRAINED = Path(__file__).parent / "trained"
READINGS = 8
COLUMNS = (
    *(
        f"{signal}.lag_{lag}" if lag else f"{signal}.value"
        for signal in ("torque", "speed")
        for lag in range(7, -1, -1)
    ),
    "ambient.value",
)


@dataclass(frozen=True)
class Case:
    """settings: quick to train with. auc: what it must reach on rows that it has not seen.

    excused: `seed` or `weight` where these decide nothing, and why.
    """

    settings: Settings
    auc: float
    trees: bool = False
    deep: bool = False
    excused: Mapping[str, str] = field(default_factory=dict)


ONE_OPTIMUM = {"seed": "its training problem has one solution, so the seed decides nothing"}
CASES = {
    "lightgbm": Case({"num_iterations": 40}, 0.97, trees=True),
    "random_forest": Case({"n_estimators": 30}, 0.97, trees=True),
    "xgboost": Case({"num_boost_round": 40, "learning_rate": 0.2}, 0.97, trees=True),
    "logistic_regression": Case({}, 0.97, excused=ONE_OPTIMUM),
    "isolation_forest": Case(
        {},
        0.95,
        trees=True,
        excused={"weight": "its cuts fall at random between the rows, however much a row counts"},
    ),
    "one_class_svm": Case(
        {}, 0.95, excused={"seed": "it draws rows only where there are more than max_rows; else there is one solution"}
    ),
    "pca": Case({}, 0.95, excused=ONE_OPTIMUM),
    "autoencoder": Case({"steps": 600, "learning_rate": 0.005}, 0.95),
    "conv_autoencoder": Case({"steps": 300, "filters": 8, "learning_rate": 0.005}, 0.95, deep=True),
    "lstm_autoencoder": Case({"steps": 150, "units": 8, "learning_rate": 0.02}, 0.95, deep=True),
}


def rows(count: int, seed: int) -> tuple[FloatArray, BoolArray]:
    """The last readings of two signals that swing together, and one reading of a third; one cell in thirty is a gap.

    A fifth of the rows fail: their torque is shifted and noisier. Shape (count, len(COLUMNS)) and (count,).
    """
    rng = np.random.default_rng(seed)
    y = rng.random(count) < 0.2
    angle = rng.uniform(0.0, 2.0 * np.pi, (count, 1)) + 0.6 * np.arange(READINGS)
    torque = 50.0 + 5.0 * np.sin(angle) + rng.normal(scale=0.8, size=angle.shape)
    torque[y] += 4.0 + rng.normal(scale=2.0, size=torque[y].shape)
    speed = 1500.0 - 40.0 * np.sin(angle) + rng.normal(scale=6.0, size=angle.shape)
    x = np.hstack([torque, speed, rng.normal(20.0, 2.0, (count, 1))])
    x[rng.random(x.shape) < 1 / 30] = np.nan
    return x, y


def fit(
    name: str,
    x: FloatArray,
    y: BoolArray,
    *,
    seed: int = 0,
    weight: FloatArray | None = None,
    columns: tuple[str, ...] = COLUMNS,
) -> Detector:
    """A detector of the family, trained quickly."""
    return family(name).fit(x, y, columns=columns, settings=CASES[name].settings, seed=seed, weight=weight)


@cache
def trained(name: str) -> Detector:
    """One detector of the family, trained on `rows(300, 0)`: here, or beforehand where PyTorch would be needed."""
    if not CASES[name].deep:
        return fit(name, *rows(300, 0))
    return family(name).from_files({file.name: file.read_bytes() for file in sorted((TRAINED / name).iterdir())})


def can_train(name: str) -> bool:
    """Whether this machine has what the family needs to be trained."""
    return not CASES[name].deep or find_spec("torch") is not None


def main() -> None:
    """Train and write the networks."""
    for name in (name for name, case in CASES.items() if case.deep):
        folder = TRAINED / name
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in fit(name, *rows(300, 0)).files().items():
            (folder / file).write_bytes(content)
            print(f"{folder / file}: {len(content)} bytes")


if __name__ == "__main__":
    main()
