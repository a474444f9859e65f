"""How one mode's score is shared out among its inputs: by the fastest exact method that this machine and model allow.

    trees, our own kernel is there   exact, path-dependent, or interventional where that was asked for
    LightGBM, no kernel              exact, path-dependent, computed by LightGBM
    a sum of the features' terms     exact, interventional: each term against its mean over healthy rows
    anything else                    interventional, exact over all coalitions of a few signals, else sampled with a
                                     stated error

Which one it was stands in every result. Nothing here depends on the rows that came before: a stream of rows is
explained faster because most trees are left by the same leaf, and to the same bits.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explain.bundle import Bundle, TrainedMode
from explain.detectors import FloatArray
from explain.detectors.lightgbm_trees import LightGbmTrees
from explain.detectors.logistic_regression import LogisticRegression
from explain.records import AttributionMethod, Engine
from explain.shapley.interactions import interactions
from explain.shapley.interventional import InterventionalShapley
from explain.shapley.library import KernelError, kernel_name
from explain.shapley.sampled import GameMethod, Players, least_budget, sampled_shapley
from explain.shapley.stream import ShapleyStream
from explain.shapley.trees import TreeShapley

_COMPARED_ROWS = 50
"""Healthy rows that the model is asked about: half the error of 100 would cost twice the time of a live tick."""
_LIVE_BUDGET, _CHECK_BUDGET = 40_000, 8_000
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
    """Shares out the scores of one mode; made once, used for every row of one asset.

    interventional: compare with healthy rows, where trees would compare with the training rows of their own branches.
    """

    def __init__(self, bundle: Bundle, mode: TrainedMode, players: Players, *, interventional: bool = False) -> None:
        self._mode, self._players, self._interventional = mode, players, interventional
        self._background = bundle.learned.background[:_COMPARED_ROWS]

    def shares(self, row: FloatArray, *, seed: int) -> Shares:
        """Contributions to the raw score of row, shape (features,)."""
        exact = self._exact(row)
        if exact is None:
            return self._sampled(row, seed, _LIVE_BUDGET)
        values, method, engine = exact
        by_player = np.array([values[list(columns)].sum() for columns in self._players])
        return Shares(method, engine, float(values[-1]), by_player, values[:-1], 0.0)

    def repeated(self, rows: FloatArray, *, seed: int) -> FloatArray:
        """The same method on other rows, shape (rows, features) → (rows, features + 1).

        A method that knows whole signals puts each signal's share into its first column.
        """
        if self._trees is not None:
            return self._trees.values(rows) if self._healthy is None else self._healthy.values(rows)
        exact = [self._exact(row) for row in rows]
        if all(found is not None for found in exact):
            return np.array([found[0] for found in exact if found is not None])
        out = np.zeros((len(rows), rows.shape[1] + 1))
        for i, row in enumerate(rows):
            told = self._sampled(row, seed + i, _CHECK_BUDGET)
            out[i, [columns[0] for columns in self._players]] = told.by_player
            out[i, -1] = told.base
        return out

    def reseeded(self, row: FloatArray, *, seed: int) -> FloatArray | None:
        """by_player with another seed, shape (1, players); None for an exact method."""
        if self._exact(row) is not None:
            return None
        found = self._sampled(row, seed, _LIVE_BUDGET)
        return found.by_player[None, :] if found.largest_error > 0.0 else None

    def strongest_pair(self, row: FloatArray) -> tuple[int, int, float] | None:
        """(player, player, interaction) of the pair that interacts most; None where the kernel cannot tell."""
        if self._trees is None or self._interventional or len(self._players) < 2:
            return None
        together = self._membership @ interactions(self._trees, row) @ self._membership.T
        np.fill_diagonal(together, 0.0)
        first, second = divmod(int(np.abs(together).argmax()), len(self._players))
        interaction = float(together[first, second] + together[second, first])
        return (first, second, interaction) if interaction != 0.0 else None

    @cached_property
    def _membership(self) -> FloatArray:
        """1 where a column belongs to a player, shape (players, features)."""
        member = np.zeros((len(self._players), sum(len(columns) for columns in self._players)))
        for player, columns in enumerate(self._players):
            member[player, list(columns)] = 1.0
        return member

    @cached_property
    def _trees(self) -> TreeShapley | None:
        """Our own kernel for this mode's trees; None where there are no trees, no kernel, or a path too long for it."""
        forest = self._mode.detector.forest()
        if forest is None or kernel_name() is None:
            return None
        try:
            return TreeShapley(forest)
        except KernelError:
            return None

    @cached_property
    def _stream(self) -> ShapleyStream | None:
        return ShapleyStream(self._trees) if self._trees is not None else None

    @cached_property
    def _healthy(self) -> InterventionalShapley | None:
        if self._trees is None or not self._interventional:
            return None
        return InterventionalShapley(self._trees, self._background)

    def _exact(self, row: FloatArray) -> tuple[FloatArray, AttributionMethod, Engine] | None:
        """(contributions and base, method, engine), where every feature's share can be had exactly."""
        detector = self._mode.detector
        if self._healthy is not None:
            return self._healthy.values(row[None, :])[0], AttributionMethod.TREE_INTERVENTIONAL, Engine.KERNEL
        if self._stream is not None:
            return self._stream.values(row), AttributionMethod.TREE_PATH_DEPENDENT, Engine.KERNEL
        if isinstance(detector, LightGbmTrees) and not self._interventional:
            values = detector.contributions(row[None, :])[0]
            return values, AttributionMethod.TREE_PATH_DEPENDENT, Engine.LIGHTGBM
        if isinstance(detector, LogisticRegression):
            return self._terms(row), AttributionMethod.INTERVENTIONAL_EXACT, Engine.MODEL
        return None

    def _terms(self, row: FloatArray) -> FloatArray:
        """Of a model without interactions: each feature against its mean over the healthy rows, and the base."""
        raw, healthy = self._mode.detector.raw, self._background
        mixed = np.tile(row, (row.size, len(healthy), 1))
        mixed[np.arange(row.size), :, np.arange(row.size)] = healthy.T
        without = raw(mixed.reshape(-1, row.size)).reshape(row.size, len(healthy)).mean(axis=1)
        return np.append(raw(row[None, :])[0] - without, raw(healthy).mean())

    def _sampled(self, row: FloatArray, seed: int, budget: int) -> Shares:
        detector, enough = self._mode.detector, least_budget(len(self._players), len(self._background))
        found = sampled_shapley(
            detector.raw, row, self._background, self._players, seed=seed, budget=max(budget, enough)
        )
        by_player = np.array(found.contributions)
        by_feature = by_player if all(len(columns) == 1 for columns in self._players) else None
        return Shares(_GAMES[found.method], Engine.MODEL, found.base, by_player, by_feature, found.largest_error)
