"""Random forests of every kind, and Shapley values by definition, over every subset of the features."""

from collections.abc import Callable
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np
import numpy.typing as npt

from explain.shapley import library
from explain.shapley.forest import FloatArray, Forest

Generator = np.random.Generator


class Grower:
    """Grows random trees node by node."""

    def __init__(self, rng: Generator, features: int, *, sets: tuple[tuple[int, ...], ...] = ()) -> None:
        self.rng, self.features, self.sets = rng, features, sets
        self.roots: list[int] = []
        self.nodes: list[dict[str, float]] = []

    def leaf(self, cover: float) -> int:
        self.nodes.append(
            {"feature": -1, "threshold": 0, "left": -1, "right": -1, "nan_left": False, "category": -1}
            | {"cover": cover, "value": float(self.rng.normal())}
        )
        return len(self.nodes) - 1

    def tree(self, depth: int, cover: float, stop: float = 0.2) -> int:
        if depth == 0 or self.rng.random() < stop or cover < 1:
            return self.leaf(cover)
        node = self.leaf(cover)
        categorical = bool(self.sets) and self.rng.random() < 0.3
        # Now and then all rows go one way, so that the other branch has no cover.
        part = float(self.rng.choice([0.0, 1.0])) if self.rng.random() < 0.1 else float(self.rng.random())
        share = float(np.round(cover * part))
        self.nodes[node] = {
            "feature": int(self.rng.integers(self.features)),
            "threshold": 0.0 if categorical else float(np.round(self.rng.normal(), 1)),
            "nan_left": not categorical and bool(self.rng.random() < 0.5),
            "category": int(self.rng.integers(len(self.sets))) if categorical else -1,
            "cover": cover,
            "value": 0.0,
            "left": self.tree(depth - 1, share, stop),
            "right": self.tree(depth - 1, cover - share, stop),
        }
        return node

    def forest(self) -> Forest:
        def column(name: str, dtype: npt.DTypeLike = np.int32) -> npt.NDArray[Any]:
            return np.array([node[name] for node in self.nodes], dtype=dtype)

        return Forest(
            n_features=self.features,
            base=float(self.rng.normal()),
            roots=np.array(self.roots, dtype=np.int32),
            feature=column("feature"),
            threshold=column("threshold", np.float64),
            left=column("left"),
            right=column("right"),
            nan_left=column("nan_left", np.bool_),
            category=column("category"),
            cover=column("cover", np.float64),
            value=column("value", np.float64),
            category_sets=self.sets,
        )


def variants() -> list[str]:
    """The variants of the kernel that run here."""
    names = ["baseline", "avx2", "avx512"]
    return names[: names.index(library.kernel_name() or "") + 1]


SETS = ((0, 2), (1, 2, 3, 40), (3,))


def random_forest(
    seed: int, *, features: int = 5, trees: int = 4, depth: int = 5, categorical: bool = True, stop: float = 0.2
) -> Forest:
    """A checked forest with gaps, categories, branches without cover and trees of one leaf."""
    rng = np.random.default_rng(seed)
    grower = Grower(rng, features, sets=SETS if categorical else ())
    for _ in range(trees):
        grower.roots.append(grower.tree(depth, float(rng.integers(2, 100)), stop))
    forest = grower.forest()
    forest.check()
    return forest


def random_rows(seed: int, rows: int, features: int) -> FloatArray:
    """Rows on, between and beyond the thresholds of `random_forest`, categories among them, some cells empty."""
    rng = np.random.default_rng(seed)
    x = np.round(rng.normal(size=(rows, features)), 1)
    whole = rng.random(x.shape) < 0.3
    x[whole] = rng.integers(-1, 5, size=int(whole.sum()))
    x[rng.random(x.shape) < 0.15] = np.nan
    x[rng.random(x.shape) < 0.03] = np.inf
    x[rng.random(x.shape) < 0.03] = -np.inf
    return x


def goes_left(forest: Forest, node: int, row: FloatArray) -> bool:
    """Where a row goes, by the words of Forest's documentation."""
    value = row[forest.feature[node]]
    value = np.float64(np.float32(value)) if forest.single_precision else value
    if forest.category[node] >= 0:
        members = forest.category_sets[forest.category[node]]
        return bool(np.isfinite(value)) and bool(np.trunc(value) in members)
    return bool(forest.nan_left[node]) if np.isnan(value) else bool(value <= forest.threshold[node])


def by_definition(features: int, worth: Callable[[frozenset[int]], float]) -> list[float]:
    """Shapley 1953, and last the worth of knowing nothing."""
    shares = []
    for feature in range(features):
        others = [k for k in range(features) if k != feature]
        share = 0.0
        for size in range(features):
            weight = factorial(size) * factorial(features - size - 1) / factorial(features)
            for known in map(frozenset, combinations(others, size)):
                share += weight * (worth(known | {feature}) - worth(known))
        shares.append(share)
    return [*shares, worth(frozenset())]


def path_dependent_worth(forest: Forest, row: FloatArray) -> Callable[[frozenset[int]], float]:
    """What the forest answers when only some features are known, the rest by the cover of the branches."""

    def below(node: int, known: frozenset[int]) -> float:
        if forest.feature[node] < 0:
            return float(forest.value[node])
        left, right = int(forest.left[node]), int(forest.right[node])
        if int(forest.feature[node]) in known:
            return below(left if goes_left(forest, node, row) else right, known)
        a, b = forest.cover[left], forest.cover[right]
        return float((a * below(left, known) if a else 0.0) + (b * below(right, known) if b else 0.0)) / float(a + b)

    return lambda known: forest.base + sum(below(int(root), known) for root in forest.roots)


def interventional_worth(forest: Forest, row: FloatArray, background: FloatArray) -> Callable[[frozenset[int]], float]:
    """The mean score of the background rows with the known features taken from `row`."""

    def worth(known: frozenset[int]) -> float:
        mixed = background.copy()
        mixed[:, sorted(known)] = row[sorted(known)]
        return float(np.mean([walked(forest, r) for r in mixed]))

    return worth


def walked(forest: Forest, row: FloatArray) -> float:
    """The score of one row, node by node."""
    total = forest.base
    for root in forest.roots:
        node = int(root)
        while forest.feature[node] >= 0:
            node = int(forest.left[node] if goes_left(forest, node, row) else forest.right[node])
        total += float(forest.value[node])
    return total
