"""Do the readings, and the scores, still look like those that the models were trained on?

Each signal's recent values, and each mode's recent probabilities, are compared with the healthy training rows by the
population stability index, PSI = Σ (p - q) · ln(p / q) over ten bins of equal training share and one for gaps.
Source: Siddiqi 2006, Credit Risk Scorecards, ch. 10; its customary limits, .1 and .25, are widened by what chance
alone gives so few rows (Yurdakul 2018: PSI of two samples of one distribution is about χ² · (1/n + 1/m)).
"""

from collections.abc import Mapping
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from explain.errors import DataError
from explain.records import Record

FloatArray = npt.NDArray[np.float64]

_BINS = 10
_MODERATE, _MAJOR = 0.10, 0.25
_CHANCE = 0.999
_LEAST_SHARE = 1e-4
_PRIOR_ROWS = 5
MIN_ROWS = 50


class Histogram(Record):
    """How a quantity is spread. edges: rising, inner borders only. shares: of each bin, then of gaps; rows: in all."""

    edges: tuple[float, ...]
    shares: tuple[float, ...]
    rows: int


class DriftReference(Record):
    """What healthy training rows looked like. signals: id → spread. scores: mode id → spread of held-out
    probabilities.
    """

    signals: dict[str, Histogram]
    scores: dict[str, Histogram]


class DriftGrade(StrEnum):
    """STABLE: as in training. MODERATE: watch it. MAJOR: the models no longer see what they learned from."""

    STABLE = "stable"
    MODERATE = "moderate"
    MAJOR = "major"


class Drift(Record):
    """One quantity's shift. psi: 0 is none. gaps: share of missing values now, against `gaps_before` in training."""

    name: str
    psi: float
    grade: DriftGrade
    gaps: float
    gaps_before: float


SCORE_EDGES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
"""Of probabilities: what lies below one in a hundred differs from model to model and means nothing."""


def histogram(values: FloatArray, edges: tuple[float, ...] | None = None) -> Histogram:
    """The spread of values, shape (rows,), NaN is a gap; by deciles, or between the given edges.

    Raises DataError when there is no row.
    """
    if not len(values):
        raise DataError("no rows to compare with; give at least one healthy row")
    known = values[~np.isnan(values)]
    if edges is None:
        deciles = np.quantile(known, np.linspace(0, 1, _BINS + 1)[1:-1]) if len(known) else np.empty(0)
        edges = tuple(np.unique(deciles).tolist())
    return Histogram(edges=edges, shares=tuple(_shares(np.array(edges), values).tolist()), rows=len(values))


def drift(reference: Mapping[str, Histogram], recent: Mapping[str, FloatArray]) -> tuple[Drift, ...]:
    """Compare recent columns, each of shape (rows,), with what they were; the largest shift first.

    Only columns that the reference knows are compared. Raises DataError for fewer than MIN_ROWS recent rows.
    """
    found = [_shift(name, reference[name], column) for name, column in recent.items() if name in reference]
    return tuple(sorted(found, key=lambda d: (-d.psi, d.name)))


def _shift(name: str, before: Histogram, recent: FloatArray) -> Drift:
    if len(recent) < MIN_ROWS:
        raise DataError(f"{len(recent)} rows of {name}; at least {MIN_ROWS} are needed to tell a shift from chance")
    now = _shares(np.array(before.edges), recent)
    was = np.array(before.shares)
    # A bin that chance left empty in few rows would count as if nothing could ever fall into it.
    shrunk = (now * len(recent) + was * _PRIOR_ROWS) / (len(recent) + _PRIOR_ROWS)
    p, q = np.maximum(shrunk, _LEAST_SHARE), np.maximum(was, _LEAST_SHARE)
    psi = float(((p - q) * np.log(p / q)).sum())
    chance = _by_chance(len(before.shares) - 1, before.rows, len(recent))
    major, moderate = psi > _MAJOR + chance, psi > _MODERATE + chance
    grade = DriftGrade.MAJOR if major else DriftGrade.MODERATE if moderate else DriftGrade.STABLE
    return Drift(name=name, psi=psi, grade=grade, gaps=float(now[-1]), gaps_before=before.shares[-1])


def _by_chance(bins: int, rows_before: int, rows_now: int) -> float:
    from scipy.stats import chi2

    return float(chi2.ppf(_CHANCE, max(1, bins - 1)) * (1.0 / rows_before + 1.0 / rows_now))


def _shares(edges: FloatArray, values: FloatArray) -> FloatArray:
    """The share of each bin, then of gaps, shape (edges + 2,)."""
    known = values[~np.isnan(values)]
    counts = np.bincount(np.searchsorted(edges, known, side="right"), minlength=len(edges) + 1)
    return np.append(counts, len(values) - len(known)) / len(values)
