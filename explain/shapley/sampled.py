"""Shapley values of any model by asking it, exactly for few players and sampled with a stated error for many.

The game: a player is a group of columns that move together (the features of one signal, or one feature alone). The
value of a coalition is the mean raw score over the background rows, each with the coalition's columns set to those of
the row being explained: the interventional (marginal) Shapley value. A gap of the row is a value like any other: what
is asked is what the model makes of a blank sensor.

Sources: Castro, Gómez, Tejada 2009, Computers & Operations Research 36, 1726-1730 (sampling permutations); Mitchell,
Cooper, Frank, Holmes 2022, JMLR 23(43), section 4.1 (antithetic permutations); Janzing, Minorics, Blöbaum 2020 (why
the interventional game).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import factorial

import numpy as np
import numpy.typing as npt

from explain.errors import DataError
from explain.records import Record

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.intp]
Raw = Callable[[FloatArray], FloatArray]
"""(rows, features) → (rows,): a detector's raw score."""
Players = Sequence[Sequence[int]]
"""The columns of each player."""

EXACT_PLAYERS = 10
_ROWS_PER_CALL = 4096
_FEW_DRAWS = 200


class GameMethod(StrEnum):
    """How the values were computed."""

    EXACT = "interventional-exact"
    SAMPLED = "interventional-sampled"


class Stop(StrEnum):
    """Why no more was computed."""

    EXACT = "exact"
    TOLERANCE = "tolerance"
    BUDGET = "budget"


class SampledShapley(Record):
    """base + Σ contributions = raw, to rounding; one contribution a player, in the players' order.

    base: mean raw score of the background rows. standard_errors: of the sampling alone, around the exact values for
    these background rows; 0 when exact. evaluations: rows that the model was asked to score.
    """

    method: GameMethod
    stopped: Stop
    base: float
    raw: float
    contributions: tuple[float, ...]
    standard_errors: tuple[float, ...]
    largest_error: float
    evaluations: int
    background_rows: int


def sampled_shapley(
    raw: Raw,
    row: FloatArray,
    background: FloatArray,
    players: Players,
    *,
    seed: int,
    tolerance: float = 0.02,
    budget: int = 120_000,
) -> SampledShapley:
    """Shapley values of `raw` at `row`, shape (features,), against `background`, shape (rows, features).

    Up to EXACT_PLAYERS players, all coalitions are enumerated when the budget (rows to score) allows. Otherwise
    rounds of permutations are drawn until the largest standard error is at most `tolerance` times the larger of
    |raw - base| and the standard deviation of the background's scores, or until another round would exceed the budget.
    Raises DataError when the players do not share out the columns, when there is no row to compare with, when the
    budget is too small for one round, or when a score is not finite.
    """
    game = _Game(raw, np.asarray(row, dtype=np.float64), np.asarray(background, dtype=np.float64), players)
    if len(players) <= EXACT_PLAYERS and game.exact_cost <= budget:
        return _result(game, GameMethod.EXACT, Stop.EXACT, _enumerated(game), np.zeros(len(players)))
    if len(game.background) < 2:
        raise DataError("the error of sampled contributions needs at least 2 background rows")
    least = least_budget(len(players), len(background))
    if least > budget:
        raise DataError(
            f"{budget} evaluations are too few: {len(players)} players and {len(background)} background rows need "
            f"{least}. Raise the budget, or give fewer background rows"
        )
    return _sampled(game, seed, tolerance, budget)


def least_budget(players: int, background_rows: int) -> int:
    """Rows to score for one round, below which nothing can be sampled."""
    return 1 + background_rows + 2 * background_rows * (players - 1)


def owner_of_columns(players: Players, features: int) -> IntArray:
    """The player of each column, shape (features,). Raises DataError unless every column has exactly one."""
    owner = np.full(features, -1, dtype=np.intp)
    for player, columns in enumerate(players):
        for column in columns:
            if not 0 <= column < features or owner[column] >= 0:
                raise DataError(f"column {column} is not one of the {features}, or belongs to two players")
            owner[column] = player
    if (owner < 0).any():
        raise DataError(f"column {int(np.argmax(owner < 0))} belongs to no player; every column needs one")
    return owner


@dataclass
class _Game:
    """The model, the row and the background, and how often the model was asked."""

    raw: Raw
    row: FloatArray
    background: FloatArray
    players: Players
    asked: int = 0
    owner: IntArray = field(init=False)
    score: float = field(init=False)
    background_scores: FloatArray = field(init=False)

    def __post_init__(self) -> None:
        if self.row.ndim != 1 or self.background.ndim != 2 or self.background.shape[1] != len(self.row):
            raise DataError("the row and the background rows must have the same features")
        if not len(self.background):
            raise DataError("there is no background row to compare with; healthy training rows are needed")
        self.owner = owner_of_columns(self.players, len(self.row))
        scores = self._ask(np.vstack([self.row, self.background]))
        self.score, self.background_scores = float(scores[0]), scores[1:]

    @property
    def exact_cost(self) -> int:
        return self.asked + ((1 << len(self.players)) - 2) * len(self.background)

    @property
    def round_cost(self) -> int:
        return 2 * len(self.background) * (len(self.players) - 1)

    def values(self, background: IntArray, coalitions: BoolArray) -> FloatArray:
        """Score of background row b with the coalition's columns of the row, for each b; coalitions: (n, players)."""
        out = np.empty(len(background))
        for start in range(0, len(background), _ROWS_PER_CALL):
            part = slice(start, start + _ROWS_PER_CALL)
            mixed = np.where(coalitions[part][:, self.owner], self.row, self.background[background[part]])
            out[part] = self._ask(mixed)
        return out

    def _ask(self, rows: FloatArray) -> FloatArray:
        self.asked += len(rows)
        scores = np.asarray(self.raw(rows), dtype=np.float64)
        if scores.shape != (len(rows),) or not np.isfinite(scores).all():
            raise DataError("the model gave no finite score for a mixture of this row and healthy rows")
        return scores


def _enumerated(game: _Game) -> FloatArray:
    """Shapley's formula over all 2^n coalitions, shape (players,)."""
    n, rows = len(game.players), len(game.background)
    code = np.arange(1 << n)
    member = (code[:, None] >> np.arange(n)) & 1 == 1
    value = np.empty(1 << n)
    value[0], value[-1] = game.background_scores.mean(), game.score
    inner = member[1:-1]
    if len(inner):
        asked = game.values(np.tile(np.arange(rows), len(inner)), np.repeat(inner, rows, axis=0))
        value[1:-1] = asked.reshape(len(inner), rows).mean(axis=1)
    weight = np.array([factorial(s) * factorial(n - s - 1) / factorial(n) for s in range(n)])
    size = member.sum(axis=1)
    shares = np.empty(n)
    for player in range(n):
        without = code[~member[:, player]]
        shares[player] = weight[size[without]] @ (value[without | (1 << player)] - value[without])
    return shares


def _sampled(game: _Game, seed: int, tolerance: float, budget: int) -> SampledShapley:
    """Rounds until good enough. A round gives every background row one permutation and its reverse.

    Each background row is a stratum of its own with as many draws as any other, so the walks of a round begin at
    scores whose mean is the base and end at the row's: the sum of the contributions is exact after every round.
    """
    draw = np.random.default_rng(seed)
    wanted = tolerance * max(abs(game.score - game.background_scores.mean()), float(game.background_scores.std()))
    rounds: list[FloatArray] = []
    while True:
        rounds.append(_round(game, draw))
        errors = _standard_errors(rounds)
        good_enough = bool(errors.max() <= wanted)
        if good_enough or game.asked + game.round_cost > budget:
            stop = Stop.TOLERANCE if good_enough else Stop.BUDGET
            return _result(game, GameMethod.SAMPLED, stop, np.mean(rounds, axis=(0, 1)), errors)


def _round(game: _Game, draw: np.random.Generator) -> FloatArray:
    """Contributions by one permutation and its reverse for each background row, shape (background rows, players)."""
    rows, n = len(game.background), len(game.players)
    place = draw.permuted(np.tile(np.arange(n), (rows, 1)), axis=1)
    return np.asarray(np.mean([_walk(game, place), _walk(game, n - 1 - place)], axis=0))


def _walk(game: _Game, place: IntArray) -> FloatArray:
    """What each player adds when they join in the order of `place`, shape (background rows, players)."""
    rows, n = place.shape
    joined = place[:, None, :] < np.arange(1, n)[None, :, None]
    score = np.empty((rows, n + 1))
    score[:, 0], score[:, -1] = game.background_scores, game.score
    if n > 1:
        asked = game.values(np.repeat(np.arange(rows), n - 1), joined.reshape(-1, n))
        score[:, 1:-1] = asked.reshape(rows, n - 1)
    return np.take_along_axis(np.diff(score, axis=1), place, axis=1)


def _standard_errors(rounds: list[FloatArray]) -> FloatArray:
    """Standard error of the mean over rounds and background rows, shape (players,).

    By the variance within each background row (stratified sampling). Of few draws that variance is often far too
    small, when none of them met a rare interaction; then the variance across background rows is counted as well,
    and the error is rather stated too large.
    """
    drawn = np.asarray(rounds)
    draws = drawn.shape[0] * drawn.shape[1]
    if len(drawn) == 1 or draws < _FEW_DRAWS:
        return np.asarray(drawn.std(axis=(0, 1), ddof=1) / np.sqrt(draws))
    return np.asarray(np.sqrt(drawn.var(axis=0, ddof=1).mean(axis=0) / draws))


def _result(game: _Game, method: GameMethod, stop: Stop, shares: FloatArray, errors: FloatArray) -> SampledShapley:
    return SampledShapley(
        method=method,
        stopped=stop,
        base=float(game.background_scores.mean()),
        raw=game.score,
        contributions=tuple(shares.tolist()),
        standard_errors=tuple(errors.tolist()),
        largest_error=float(errors.max(initial=0.0)),
        evaluations=game.asked,
        background_rows=len(game.background),
    )
