"""A forest laid out for the kernel: groups of leaves, their rows, and the tests that decide between them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from explain.shapley.forest import CheckedTrees, FloatArray, Forest, IntArray
from explain.shapley.groups import Chunk, Group, chunked, grouped
from explain.shapley.library import PlanStruct
from explain.shapley.paths import Literal, Test, leaves_of
from explain.shapley.quadrature import gauss_legendre

LANES = 8
_POINTS = 16


@dataclass(frozen=True, eq=False)
class Plan:
    """What `Plan` of native/plan.h points to. base: the score expected when nothing is known, by cover.

    group_row, group_test: where the rows and tests of each group begin, and where the last ones end.
    tests: a group's tests, counted from its chunk's first. need, cover: (rows, LANES), of each row's leaves.
    """

    trees: CheckedTrees
    base: float
    chunk_test: IntArray
    chunk_group: IntArray
    column: IntArray
    threshold: FloatArray
    shift: IntArray
    flip: npt.NDArray[np.uint64]
    group_row: IntArray
    points: IntArray
    literals: npt.NDArray[np.uint64]
    group_test: IntArray
    tests: IntArray
    value: FloatArray
    need: npt.NDArray[np.uint64]
    cover: FloatArray
    row_feature: IntArray

    @cached_property
    def struct(self) -> PlanStruct:
        """For the kernel. It keeps the arrays that it points to."""
        arrays = {name: value for name, value in vars(self).items() if isinstance(value, np.ndarray)}
        return PlanStruct(
            columns=self.trees.columns_struct,
            n_chunks=len(self.shift),
            n_groups=len(self.points),
            n_rows=len(self.row_feature),
            base=self.base,
            quadrature=_quadrature(),
            **arrays,
        )


def plan_of(forest: Forest) -> Plan:
    """Lays a forest out.

    Raises BundleError when it is not sound, KernelError when a path asks more than the kernel can take.
    """
    trees = forest.sound
    alone = forest.value[forest.roots[forest.feature[forest.roots] < 0]]
    parts = [forest.base, *alone.tolist()]
    # Tree after tree, so that no more than a chunk's objects are alive at a time.
    layouts = [_layout(chunk, forest.n_features) for chunk in chunked(_groups(trees, parts))]
    groups = [group for layout in layouts for group in layout.groups]
    need, cover = _cells(layouts)
    return Plan(
        trees=trees,
        base=math.fsum(parts),
        chunk_test=_starts([len(layout.tests) for layout in layouts]),
        chunk_group=_starts([len(layout.groups) for layout in layouts]),
        column=_joined([[column for column, _ in layout.tests] for layout in layouts], np.int32),
        threshold=_joined([[threshold for _, threshold in layout.tests] for layout in layouts], np.float64),
        shift=np.array([layout.shift for layout in layouts], dtype=np.int32),
        flip=np.array([layout.flip for layout in layouts], dtype=np.uint64),
        group_row=_starts([2 * group.points for group in groups]),
        points=np.array([group.points for group in groups], dtype=np.int32),
        literals=np.array([group.literals for group in groups], dtype=np.uint64),
        group_test=_starts([len(group.tests) for group in groups]),
        tests=_joined([group.tests for group in groups], np.int32),
        value=_joined([group.values for group in groups], np.float64).reshape(-1, LANES),
        need=need,
        cover=cover,
        row_feature=_joined([layout.row_feature for layout in layouts], np.int32),
    )


def _groups(trees: CheckedTrees, parts: list[float]) -> Iterator[Group]:
    """The groups of one tree after the other. parts: gets every leaf's value times its share of cover."""
    for leaves in leaves_of(trees):
        parts += [leaf.value * math.prod([c.cover for c in leaf.conditions]) for leaf in leaves]
        yield from grouped(leaves)


class _Laid(NamedTuple):
    """One group. literals: all that its leaves need; tests: counted from the chunk's first; values: of eight leaves."""

    points: int
    literals: int
    tests: list[int]
    values: list[float]


@dataclass
class _Layout:
    """One chunk. place, need, share: of each cell that is no filler; place = row of the chunk * LANES + leaf."""

    tests: list[Test]
    shift: int
    flip: int
    groups: list[_Laid] = field(default_factory=list)
    row_feature: list[int] = field(default_factory=list)
    place: list[int] = field(default_factory=list)
    need: list[int] = field(default_factory=list)
    share: list[float] = field(default_factory=list)


def _layout(chunk: Chunk, n_features: int) -> _Layout:
    tests, bit, flip = _word(chunk)
    asked = len(tests)
    # The word's upper part repeats the tests, whose contraries are needed there.
    shift = asked if any(place >= 1 << asked for place in bit.values()) else 0
    place_of = {test: i for i, test in enumerate(tests)}
    layout = _Layout([*tests, *[(0, math.nan)] * (-asked % LANES)], shift, flip)
    for group in chunk.groups:
        first = {feature: LANES * (len(layout.row_feature) + i) for i, feature in enumerate(group.features)}
        for lane, leaf in enumerate(group.leaves):
            layout.place += [first[c.feature] + lane for c in leaf.conditions]
            layout.need += [sum([bit[literal] for literal in c.literals]) for c in leaf.conditions]
            layout.share += [c.cover for c in leaf.conditions]
        layout.row_feature += [*group.features, *[n_features] * (2 * group.points - len(group.features))]
        values = [*(leaf.value for leaf in group.leaves), *[0.0] * (LANES - len(group.leaves))]
        literals = sum([bit[literal] for literal in group.literals])
        layout.groups.append(_Laid(group.points, literals, [place_of[test] for test in group.tests], values))
    return layout


def _word(chunk: Chunk) -> tuple[list[Test], dict[Literal, int], int]:
    """The chunk's tests, each literal's bit, and the bits that hold a test's contrary."""
    two_sided = {test for test, answer in chunk.literals if answer and (test, False) in chunk.literals}
    one_sided = {test for test, _ in chunk.literals} - two_sided
    tests = [*sorted(two_sided), *sorted(one_sided)]
    bit: dict[Literal, int] = {}
    flip = 0
    for i, test in enumerate(tests):
        if (test, True) in chunk.literals:
            bit[test, True] = 1 << i
        if (test, False) in chunk.literals:
            bit[test, False] = 1 << (i + len(tests) if test in two_sided else i)
            flip |= bit[test, False]
    return tests, bit, flip


def _starts(counts: list[int]) -> IntArray:
    return np.array([*accumulate(counts, initial=0)], dtype=np.int32)


def _joined(parts: list[list[Any]], dtype: type) -> npt.NDArray[Any]:
    return np.array([number for part in parts for number in part], dtype=dtype)


def _cells(layouts: list[_Layout]) -> tuple[npt.NDArray[np.uint64], FloatArray]:
    """(need, cover): nothing needed and everything let through where a leaf's path asks nothing of a feature."""
    rows = np.array([len(layout.row_feature) for layout in layouts], dtype=np.int64)
    counts = np.array([len(layout.place) for layout in layouts], dtype=np.int64)
    first = LANES * (np.cumsum(rows) - rows)
    place = _joined([layout.place for layout in layouts], np.int64) + np.repeat(first, counts)
    need, cover = np.zeros(rows.sum() * LANES, dtype=np.uint64), np.ones(rows.sum() * LANES)
    need[place] = _joined([layout.need for layout in layouts], np.uint64)
    cover[place] = _joined([layout.share for layout in layouts], np.float64)
    return need.reshape(-1, LANES), cover.reshape(-1, LANES)


@cache
def _quadrature() -> FloatArray:
    """For n points, from row n: n abscissas, and `_POINTS` further their weights."""
    table = np.zeros((_POINTS + 1, 2, _POINTS))
    for points in range(1, _POINTS + 1):
        table[points, :, :points] = gauss_legendre(points)
    return table
