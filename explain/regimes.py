"""The operating regime: what is asked of the machine now, and what is healthy while it is asked.

A pump at low speed vibrates less than at full speed; "normally 0 to 3.2" over all speeds hides that. The signals that
are asked of the machine (speed, valve opening, product) are named in equipment.yaml; each is cut into up to three bands
of equal numbers of healthy rows, and every combination of bands with enough rows has healthy ranges of its own.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from explain.records import Record

FloatArray = npt.NDArray[np.float64]
Range = tuple[float, float]

_BANDS = 3
_FEW_VALUES = 6
_MIN_ROWS = 100
_QUANTILES = (0.005, 0.995)


class Regimes(Record):
    """signals: what is asked of the machine. edges: for each, the borders between its bands, rising.

    ranges: regime id → signal id → healthy (low, high) in the signal's unit. A regime id is the bands' numbers, "0-2".
    """

    signals: tuple[str, ...]
    edges: tuple[tuple[float, ...], ...]
    ranges: dict[str, dict[str, Range]]

    def of(self, values: Mapping[str, float | None]) -> str | None:
        """The regime of these signal values; None when one is missing or healthy rows hardly ever were there."""
        bands = []
        for signal, edges in zip(self.signals, self.edges, strict=True):
            value = values.get(signal)
            if value is None:
                return None
            bands.append(int(np.searchsorted(edges, value, side="right")))
        name = _name(bands)
        return name if name in self.ranges else None


NO_REGIMES = Regimes(signals=(), edges=(), ranges={})


def fit_regimes(operating: tuple[str, ...], healthy: Mapping[str, FloatArray]) -> Regimes:
    """Cut the operating signals into bands and take each regime's healthy ranges.

    healthy: signal id → values of healthy rows, shape (rows,), NaN is a gap.
    """
    if not operating:
        return NO_REGIMES
    edges = tuple(_borders(healthy[signal]) for signal in operating)
    bands = np.column_stack(
        [np.searchsorted(border, healthy[s], side="right") for s, border in zip(operating, edges, strict=True)]
    )
    known = ~np.any([np.isnan(healthy[signal]) for signal in operating], axis=0)
    ranges = {}
    for combination in np.unique(bands[known], axis=0):
        rows = known & (bands == combination).all(axis=1)
        if rows.sum() >= _MIN_ROWS:
            ranges[_name(combination.tolist())] = healthy_ranges({s: v[rows] for s, v in healthy.items()})
    return Regimes(signals=operating, edges=edges, ranges=ranges)


def healthy_ranges(healthy: Mapping[str, FloatArray]) -> dict[str, Range]:
    """Each signal's (low, high) that 99 % of its healthy values lie in; a signal without values has none."""
    ranges = {}
    for signal, column in healthy.items():
        values = column[~np.isnan(column)]
        if len(values):
            low, high = np.quantile(values, _QUANTILES)
            ranges[signal] = (float(low), float(high))
    return ranges


def _borders(column: FloatArray) -> tuple[float, ...]:
    values = np.unique(column[~np.isnan(column)])
    if len(values) <= _FEW_VALUES:
        return tuple(((values[1:] + values[:-1]) / 2).tolist())
    cuts = np.nanquantile(column, np.linspace(0, 1, _BANDS + 1)[1:-1])
    return tuple(np.unique(cuts).tolist())


def _name(bands: list[int]) -> str:
    return "-".join(str(band) for band in bands)
