"""The leaves of a forest, each with what its path asks of every feature on it."""

from collections.abc import Iterator
from typing import NamedTuple

from explain.shapley.forest import CheckedTrees
from explain.shapley.library import KernelError

MAX_FEATURES = 32
"""The kernel takes paths with at most so many different features, of which a path of a useful tree has a few."""

Test = tuple[int, float]
"""(column, threshold): column <= threshold, false for a gap."""

Literal = tuple[Test, bool]
"""A test and the answer that is needed."""


class Condition(NamedTuple):
    """What a path asks of one feature. cover: share of the training rows that it lets through."""

    feature: int
    cover: float
    literals: tuple[Literal, ...]


class Leaf(NamedTuple):
    """A leaf that lies below at least one split."""

    value: float
    conditions: tuple[Condition, ...]


class _Bounds(NamedTuple):
    """All splits of a path on one feature. low, high: the tightest, as tests; others: memberships of sets.

    gap: whether a gap passes all of them.
    """

    cover: float = 1.0
    low: Test | None = None
    high: Test | None = None
    others: tuple[Literal, ...] = ()
    gap: bool = True


def leaves_of(trees: CheckedTrees) -> Iterator[list[Leaf]]:
    """The leaves of one tree after the other, from left to right; none for a tree of one leaf.

    A split's share of cover is a child's cover over both children's. Raises KernelError when a path asks about more
    than MAX_FEATURES features.
    """
    nodes = _Nodes(trees)
    for root in trees.forest.roots.tolist():
        yield nodes.leaves_below(root)


class _Nodes:
    """The forest as lists, which single steps read faster than arrays."""

    def __init__(self, trees: CheckedTrees) -> None:
        forest = trees.forest
        self.feature, self.value = forest.feature.tolist(), forest.value.tolist()
        self.left, self.right = forest.left.tolist(), forest.right.tolist()
        self.cover = forest.cover.tolist()
        self.tests: list[Test] = list(zip(trees.column.tolist(), trees.threshold.tolist(), strict=True))
        self.kind = [*trees.kind.tolist(), 0]

    def leaves_below(self, root: int) -> list[Leaf]:
        leaves = []
        pending: list[tuple[int, dict[int, _Bounds]]] = [(root, {})]
        while pending:
            node, path = pending.pop()
            feature = self.feature[node]
            if feature < 0:
                if path:
                    leaves.append(Leaf(self.value[node], tuple(self._condition(f, b) for f, b in path.items())))
                continue
            bounds = path.get(feature, _Bounds())
            if len(path) == MAX_FEATURES and feature not in path:
                raise KernelError(f"a tree's path asks about more than {MAX_FEATURES} features; grow shallower trees")
            left, right = self.left[node], self.right[node]
            both = self.cover[left] + self.cover[right]
            pending.append((right, {**path, feature: self._narrowed(bounds, node, False, self.cover[right] / both)}))
            pending.append((left, {**path, feature: self._narrowed(bounds, node, True, self.cover[left] / both)}))
        return leaves

    def _narrowed(self, bounds: _Bounds, node: int, left: bool, share: float) -> _Bounds:
        test = self.tests[node]
        kind = self.kind[test[0]]
        cover = bounds.cover * share
        if kind >= CheckedTrees.FIRST_SET:
            literals = bounds.others if (test, left) in bounds.others else (*bounds.others, (test, left))
            return _Bounds(cover, bounds.low, bounds.high, literals, bounds.gap)
        gap = bounds.gap and (kind == CheckedTrees.GAP_IS_LOW) == left
        if left:
            tighter = bounds.high is None or test[1] < bounds.high[1]
            return _Bounds(cover, bounds.low, test if tighter else bounds.high, bounds.others, gap)
        tighter = bounds.low is None or test[1] > bounds.low[1]
        return _Bounds(cover, test if tighter else bounds.low, bounds.high, bounds.others, gap)

    def _condition(self, feature: int, bounds: _Bounds) -> Condition:
        low, high = bounds.low, bounds.high
        if not bounds.gap:
            # A gap must fail one of the tests that are left, though the split that stopped it may have been replaced.
            stopped = (high is not None and self.kind[high[0]] == CheckedTrees.AS_IT_IS) or (
                low is not None and self.kind[low[0]] == CheckedTrees.GAP_IS_LOW
            )
            if not stopped and high is not None:
                high = (high[0] - 1, high[1])
            elif not stopped and low is not None:
                low = (low[0] + 1, low[1])
        literals = [*bounds.others]
        literals += [(high, True)] if high is not None else []
        literals += [(low, False)] if low is not None else []
        return Condition(feature, bounds.cover, tuple(literals))
