"""Which leaves are reckoned together.

Up to eight leaves that follow each other in a tree make a group: they share most of their path, so that one row of
vectors for each feature of the group serves them all. Groups that ask few different questions are preferred, because
a table of all answers can then stand for the group. The same groups serve single rows, streams and batches, which is
why all three give the same bits.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from explain.shapley.library import KernelError
from explain.shapley.paths import MAX_FEATURES, Leaf, Literal, Test

MAX_LEAVES = 8
MAX_LITERALS = 64


@dataclass(frozen=True)
class Group:
    """leaves: one to eight. features: those on their paths, in order. tests: those that they ask, in order."""

    leaves: tuple[Leaf, ...]
    features: tuple[int, ...]
    tests: tuple[Test, ...]
    literals: frozenset[Literal]

    @property
    def points(self) -> int:
        """Quadrature points; the group has twice as many rows, the last of which may only fill up."""
        return (len(self.features) + 1) // 2


@dataclass(frozen=True)
class Chunk:
    """Groups whose tests are answered together, in one word with a bit for each literal."""

    groups: tuple[Group, ...]
    literals: frozenset[Literal]


def grouped(leaves: Sequence[Leaf]) -> list[Group]:
    """One tree's leaves in the groups that cost least together.

    Raises KernelError when a single leaf needs more than MAX_LITERALS answers.
    """
    sets = _as_sets(leaves)
    best, taken = [0.0] + [math.inf] * len(leaves), [0] * (len(leaves) + 1)
    for first in range(len(leaves)):
        features = true = false = 0
        for end in range(first + 1, min(first + MAX_LEAVES, len(leaves)) + 1):
            features, true, false = features | sets[end - 1][0], true | sets[end - 1][1], false | sets[end - 1][2]
            if features.bit_count() > MAX_FEATURES or true.bit_count() + false.bit_count() > MAX_LITERALS:
                break
            cost = best[first] + _cost((features.bit_count() + 1) // 2, (true | false).bit_count())
            if cost < best[end]:
                best[end], taken[end] = cost, end - first
    groups, end = [], len(leaves)
    while end:
        groups.append(_group(leaves[end - taken[end] : end]))
        end -= taken[end]
    return groups[::-1]


def _as_sets(leaves: Sequence[Leaf]) -> list[tuple[int, int, int]]:
    """Of each leaf: its features, the tests that must be true and those that must be false, as bits of a number."""
    features: dict[int, int] = {}
    tests: dict[Test, int] = {}
    sets = []
    for leaf in leaves:
        asked = true = false = 0
        for condition in leaf.conditions:
            asked |= 1 << features.setdefault(condition.feature, len(features))
            for test, answer in condition.literals:
                bit = 1 << tests.setdefault(test, len(tests))
                true, false = (true | bit, false) if answer else (true, false | bit)
        if true.bit_count() + false.bit_count() > MAX_LITERALS:
            raise KernelError(f"a tree's path needs more than {MAX_LITERALS} answers; grow shallower trees")
        sets.append((asked, true, false))
    return sets


def _cost(points: int, tests: int) -> float:
    """Processor cycles of a group, roughly, as measured with AVX-512, and a little for a large table."""
    return 6.0 * points**2 + 12.0 * points + 2.0 * tests + 25.0 + 0.004 * points * 2.0 ** min(tests, 12)


def _group(leaves: Sequence[Leaf]) -> Group:
    literals = frozenset(literal for leaf in leaves for c in leaf.conditions for literal in c.literals)
    features = sorted({condition.feature for leaf in leaves for condition in leaf.conditions})
    return Group(tuple(leaves), tuple(features), tuple(sorted({test for test, _ in literals})), literals)


def chunked(groups: Iterable[Group]) -> Iterator[Chunk]:
    """Groups in order, as many to a chunk as its word holds; within a chunk the small ones first."""
    together: list[Group] = []
    literals: frozenset[Literal] = frozenset()
    for group in groups:
        joined = literals | group.literals
        if together and len(joined) > MAX_LITERALS:
            yield _chunk(together, literals)
            together, joined = [], group.literals
        together.append(group)
        literals = joined
    if together:
        yield _chunk(together, literals)


def _chunk(groups: Sequence[Group], literals: frozenset[Literal]) -> Chunk:
    return Chunk(tuple(sorted(groups, key=lambda group: group.points)), literals)
