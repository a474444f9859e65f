"""How one mode's score is shared out among its inputs: by the fastest exact method that this machine and model allow.

    trees, our own kernel is there   exact, path-dependent
    LightGBM, no kernel              exact, path-dependent, computed by LightGBM
    anything else                    exact over all coalitions of up to ten signals, else sampled with a stated error

Which one it was stands in every result. Nothing here depends on the rows that came before: a stream of rows is
explained faster because most trees are left by the same leaf, and to the same bits.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explain.bundle import Bundle, TrainedMode
from explain.detectors import FloatArray
from explain.detectors.lightgbm_trees import LightGbmTrees
from explain.records import AttributionMethod, Engine
from explain.shapley.library import kernel_name
from explain.shapley.sampled import GameMethod, Players, SampledShapley, sampled_shapley
from explain.shapley.stream import StreamShapley
from explain.shapley.trees import PathShapley

_LIVE_BUDGET = 40_000
_CHECK_BUDGET = 8_000
_GAMES = {
    GameMethod.EXACT: AttributionMethod.INTERVENTIONAL_EXACT,
    GameMethod.SAMPLED: AttributionMethod.INTERVENTIONAL_SAMPLED,
}


@dataclass(frozen=True)
class Shares:
    """One row's contributions. by_player: shape (players,), adding up with base to raw.

    by_feature: shape (features,), None where the method knows whole signals only. largest_error: the largest standard
    error of by_player, 0 for an exact method.
    """

    method: AttributionMethod
    engine: Engine
    base: float
    by_player: FloatArray
    by_feature: FloatArray | None
    largest_error: float


class ModeShares:
    """Shares out the scores of one mode; made once, used for every row of one asset."""

    def __init__(self, bundle: Bundle, mode: TrainedMode, players: Players) -> None:
        self._mode, self._players = mode, players
        self._background = bundle.learned.background

    def shares(self, row: FloatArray, *, seed: int) -> Shares:
        """Contributions to the raw score of row, shape (features,)."""
        exact = self._exact(row)
        if exact is None:
            return self._sampled(row, seed, _LIVE_BUDGET)
        values, engine = exact
        by_player = np.array([values[list(columns)].sum() for columns in self._players])
        method = AttributionMethod.TREE_PATH_DEPENDENT
        return Shares(method, engine, float(values[-1]), by_player, values[:-1], 0.0)

    def repeated(self, rows: FloatArray, *, seed: int) -> FloatArray:
        """The same method on other rows, shape (rows, features) → (rows, features + 1).

        A method that knows whole signals puts each signal's share into its first column.
        """
        if self._batch is not None:
            return self._batch.values(rows)
        if isinstance(self._mode.detector, LightGbmTrees):
            return self._mode.detector.contributions(rows)
        out = np.zeros((len(rows), rows.shape[1] + 1))
        for i, row in enumerate(rows):
            found = self._sampled(row, seed + i, _CHECK_BUDGET)
            out[i, [columns[0] for columns in self._players]] = found.by_player
            out[i, -1] = found.base
        return out

    def reseeded(self, row: FloatArray, *, seed: int) -> FloatArray | None:
        """by_player with another seed, shape (1, players); None for an exact method."""
        found = None if self._stream is not None else self.shares(row, seed=seed)
        return None if found is None or found.largest_error == 0.0 else found.by_player[None, :]

    @cached_property
    def _stream(self) -> StreamShapley | None:
        forest = self._mode.detector.forest()
        if forest is None or kernel_name() is None or not StreamShapley.can_explain(forest):
            return None
        return StreamShapley(forest)

    @cached_property
    def _batch(self) -> PathShapley | None:
        forest = self._mode.detector.forest()
        return PathShapley(forest) if forest is not None and self._stream is not None else None

    def _exact(self, row: FloatArray) -> tuple[FloatArray, Engine] | None:
        if self._stream is not None:
            return self._stream.values(row), Engine.KERNEL
        if isinstance(self._mode.detector, LightGbmTrees):
            return self._mode.detector.contributions(row[None, :])[0], Engine.LIGHTGBM
        return None

    def _sampled(self, row: FloatArray, seed: int, budget: int) -> Shares:
        raw = self._mode.detector.raw
        found: SampledShapley = sampled_shapley(raw, row, self._background, self._players, seed=seed, budget=budget)
        by_player = np.array(found.contributions)
        by_feature = by_player if all(len(columns) == 1 for columns in self._players) else None
        return Shares(_GAMES[found.method], Engine.MODEL, found.base, by_player, by_feature, found.largest_error)
