"""Leaves are put together without losing or mixing any."""

from itertools import pairwise

import pytest

from explain.shapley.groups import MAX_LEAVES, MAX_LITERALS, chunked, grouped
from explain.shapley.library import KernelError
from explain.shapley.paths import MAX_FEATURES, Condition, Leaf, Literal, leaves_of
from tests.explain.shapley.samples import random_forest


def leaf(*features: int, value: float = 1.0, first: int = 0) -> Leaf:
    return Leaf(value, tuple(Condition(f, 0.5, (((f, float(first)), True),)) for f in features))


@pytest.mark.parametrize("seed", range(10))
def test_every_leaf_is_in_one_group_in_order(seed: int) -> None:
    for leaves in leaves_of(random_forest(seed, features=9, trees=3, depth=8, stop=0.05).sound):
        groups = grouped(leaves)
        assert [found for group in groups for found in group.leaves] == leaves
        for group in groups:
            assert 1 <= len(group.leaves) <= MAX_LEAVES
            assert set(group.features) == {c.feature for found in group.leaves for c in found.conditions}
            assert set(group.tests) == {test for test, _ in group.literals}
            assert 2 * group.points - len(group.features) in {0, 1}


def test_leaves_about_the_same_features_go_together_and_others_apart() -> None:
    alike = [leaf(0, 1, first=i) for i in range(MAX_LEAVES)]
    assert [len(group.leaves) for group in grouped(alike)] == [MAX_LEAVES]
    apart = [leaf(*range(10 * i, 10 * i + 10)) for i in range(4)]
    assert [len(group.leaves) for group in grouped(apart)] == [1, 1, 1, 1]


def test_a_group_never_asks_about_more_features_than_the_kernel_takes() -> None:
    wide = [leaf(*range(i, i + MAX_FEATURES - 1)) for i in range(4)]
    assert all(len(group.features) <= MAX_FEATURES for group in grouped(wide))


def test_a_leaf_that_needs_more_answers_than_a_word_holds_is_refused() -> None:
    many: list[Literal] = [((column, 0.0), True) for column in range(MAX_LITERALS)]
    fits = Leaf(1.0, (Condition(0, 0.5, tuple(many)),))
    assert len(grouped([fits])) == 1
    beyond = Leaf(1.0, (Condition(0, 0.5, (*many, ((99, 0.0), False))),))
    with pytest.raises(KernelError, match="64 answers"):
        grouped([beyond])


@pytest.mark.parametrize("seed", range(10))
def test_a_chunk_takes_groups_in_order_until_its_word_is_full(seed: int) -> None:
    trees = leaves_of(random_forest(seed, features=9, trees=6, depth=8, stop=0.05).sound)
    groups = [group for tree in trees for group in grouped(tree)]
    chunks = list(chunked(groups))
    found = [group for chunk in chunks for group in sorted(chunk.groups, key=groups.index)]
    assert found == groups
    for chunk in chunks:
        assert chunk.literals == frozenset().union(*(group.literals for group in chunk.groups))
        assert len(chunk.literals) <= MAX_LITERALS
    for chunk, following in pairwise(chunks):
        first = min(following.groups, key=groups.index)
        assert len(chunk.literals | first.literals) > MAX_LITERALS
