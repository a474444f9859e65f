"""What a leaf's path asks of each feature."""

from dataclasses import replace

import numpy as np
import pytest

from explain.shapley.forest import FloatArray, Forest
from explain.shapley.library import KernelError
from explain.shapley.paths import MAX_FEATURES, Condition, leaves_of
from tests.explain.shapley.samples import goes_left, random_forest, random_rows


def holds(condition: Condition, columns: FloatArray) -> bool:
    return all(bool(columns[column] <= threshold) is answer for (column, threshold), answer in condition.literals)


@pytest.mark.parametrize("seed", range(25))
def test_a_row_fulfils_a_condition_exactly_when_every_split_of_the_feature_lets_it_through(seed: int) -> None:
    forest = replace(random_forest(seed, features=3, trees=3, depth=9), single_precision=bool(seed % 2))
    x = random_rows(seed, 40, 3)
    columns = forest.sound.columns(x)
    for leaves, splits in zip(leaves_of(forest.sound), splits_above_leaves(forest), strict=True):
        assert len(leaves) == len(splits)
        for leaf, above in zip(leaves, splits, strict=True):
            assert {c.feature for c in leaf.conditions} == {int(forest.feature[node]) for node, _ in above}
            for condition in leaf.conditions:
                own = [(node, left) for node, left in above if forest.feature[node] == condition.feature]
                for row, seen in zip(x, columns, strict=True):
                    passes = all(goes_left(forest, node, row) is left for node, left in own)
                    assert holds(condition, seen) is passes


@pytest.mark.parametrize("seed", range(5))
def test_cover_is_the_product_of_the_shares_at_the_features_splits(seed: int) -> None:
    forest = random_forest(seed, features=3, trees=3, depth=9)
    for leaves, splits in zip(leaves_of(forest.sound), splits_above_leaves(forest), strict=True):
        for leaf, above in zip(leaves, splits, strict=True):
            for condition in leaf.conditions:
                expected = 1.0
                for node, left in above:
                    if forest.feature[node] == condition.feature:
                        covers = forest.cover[forest.left[node]], forest.cover[forest.right[node]]
                        expected *= covers[0 if left else 1] / sum(covers)
                assert condition.cover == pytest.approx(expected, rel=1e-15)


def splits_above_leaves(forest: Forest) -> list[list[list[tuple[int, bool]]]]:
    """Of each tree, of each leaf from left to right: (split, whether the path goes left)."""

    def below(node: int, above: list[tuple[int, bool]]) -> list[list[tuple[int, bool]]]:
        if forest.feature[node] < 0:
            return [above] if above else []
        left, right = int(forest.left[node]), int(forest.right[node])
        return [*below(left, [*above, (node, True)]), *below(right, [*above, (node, False)])]

    return [below(int(root), []) for root in forest.roots]


def chain(features: int) -> Forest:
    """One path on which every split asks about another feature."""
    inner, leaf = np.arange(features), np.full(features + 1, -1)
    nodes = 2 * features + 1
    return Forest(
        n_features=features,
        base=0.0,
        roots=np.zeros(1, dtype=np.int32),
        feature=np.concatenate([inner, leaf]).astype(np.int32),
        threshold=np.zeros(nodes),
        left=np.concatenate([inner[1:], [2 * features], leaf]).astype(np.int32),
        right=np.concatenate([features + inner, leaf]).astype(np.int32),
        nan_left=np.zeros(nodes, dtype=np.bool_),
        category=np.full(nodes, -1, dtype=np.int32),
        cover=np.ones(nodes),
        value=np.concatenate([np.zeros(features), np.arange(1.0, features + 2)]),
    )


def test_a_path_about_more_features_than_the_kernel_takes_is_refused() -> None:
    assert max(len(leaf.conditions) for leaf in next(leaves_of(chain(MAX_FEATURES).sound))) == MAX_FEATURES
    with pytest.raises(KernelError, match="32 features"):
        list(leaves_of(chain(MAX_FEATURES + 1).sound))
