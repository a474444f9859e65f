"""LightGBM's model text → Forest, read strictly and without LightGBM.

LightGBM's own reader trusts its file: a damaged one crashes the process or is read as something else. This one reads
version v4 as `Tree::ToString` writes it, key by key, and refuses all that it does not know. What it accepts scores to
the same bits as `Booster.predict(raw_score=True)` (LightGBM 4.7, include/LightGBM/tree.h: `NumericalDecision`,
`CategoricalDecision`).
"""

import itertools
import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explain.errors import BundleError
from explain.shapley.forest import BoolArray, FloatArray, Forest, IntArray

# LightGBM takes every value this close to zero for zero before it compares (kZeroThreshold, a float32).
_ZERO = float(np.float32(1e-35))
_CATEGORICAL, _DEFAULT_LEFT, _MISSING_NAN = 1, 2, 8
_LARGEST = 2**31 - 1

_INTEGERS = re.compile(r"(?:-?[0-9]{1,10}(?: -?[0-9]{1,10})*)?")
# A threshold may be infinite: such a split parts gaps from all else.
_NUMBER = r"-?(?:inf|[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)"
_NUMBERS = re.compile(rf"(?:{_NUMBER}(?: {_NUMBER})*)?")

_HEADER = ("version", "num_class", "num_tree_per_iteration", "label_index", "max_feature_idx", "objective")
_HEADER_END = ("feature_names", "monotone_constraints", "feature_infos", "tree_sizes")
_OPTIONAL = frozenset({"objective", "monotone_constraints"})
_TREE = (
    *("num_leaves", "num_cat", "split_feature", "split_gain", "threshold", "decision_type", "left_child"),
    *("right_child", "leaf_value", "leaf_weight", "leaf_count", "internal_value", "internal_weight", "internal_count"),
)
_CATEGORIES = ("cat_boundaries", "cat_threshold")
_TREE_END = ("is_linear", "shrinkage")
_UNUSED = ("split_gain", "leaf_weight", "internal_value", "internal_weight")


def forest_of_text(text: str) -> Forest:
    """The trees of a single-score LightGBM model, values in its raw score's unit (log-odds for `binary`).

    Raises BundleError for a text that is damaged or asks for more than a sum of plain trees: several classes, linear
    leaves, averaged output (`boosting=rf`), or zeros taken for gaps (`zero_as_missing`).
    """
    head, trees = _sections(text)
    header = _header(head)
    n_features = _one_integer(header, "max_feature_idx") + 1
    if n_features < 1 or n_features != len(header["feature_names"].split(" ")):
        raise _damaged("max_feature_idx does not fit feature_names")
    grown = [_tree(lines, number) for number, lines in enumerate(_blocks(trees, header["tree_sizes"]))]
    forest = _joined(grown, n_features)
    forest.check()
    return forest


@dataclass(frozen=True)
class _Tree:
    """One tree, its splits first and then its leaves, children counted from the tree's first node."""

    feature: IntArray
    threshold: FloatArray
    left: IntArray
    right: IntArray
    nan_left: BoolArray
    category: IntArray
    cover: FloatArray
    value: FloatArray
    sets: list[tuple[int, ...]]


def _sections(text: str) -> tuple[str, str]:
    """The header and the trees; what follows them (importances, training parameters) scores nothing."""
    trees, ended, _ = text.partition("\nend of trees\n")
    if not ended or not text.startswith("tree\n"):
        raise _damaged("it does not begin with 'tree' or has no 'end of trees'")
    head, blank, trees = trees.partition("\n\n")
    if not blank:
        raise _damaged("no empty line follows its header")
    return head, trees + "\n"


def _header(head: str) -> dict[str, str]:
    lines = head.split("\n")[1:]
    if "average_output" in lines:
        raise BundleError("a LightGBM model that averages its trees (boosting=rf); train it with boosting=gbdt")
    header = _keyed(lines, (*_HEADER, *_HEADER_END))
    if header["version"] != "v4":
        raise BundleError(f"a LightGBM model of version {header['version']!r}, not v4; train it with LightGBM 4")
    if (header["num_class"], header["num_tree_per_iteration"]) != ("1", "1"):
        raise BundleError("a LightGBM model of several classes; train one model for each failure mode")
    return header


def _keyed(lines: list[str], keys: tuple[str, ...]) -> dict[str, str]:
    """key=value lines that hold exactly `keys`, in this order, but for the optional ones."""
    found = {}
    rest = iter(lines)
    line = next(rest, "")
    for key in keys:
        if line.startswith(f"{key}="):
            found[key] = line[len(key) + 1 :]
            line = next(rest, "")
        elif key not in _OPTIONAL:
            raise _damaged(f"{key!r} is not where it should be")
    if line or next(rest, None) is not None:
        raise _damaged(f"it goes on with {line[:40]!r}")
    return found


def _blocks(trees: str, sizes: str) -> list[list[str]]:
    """The lines of each tree, cut where the header says that it ends, as LightGBM itself cuts them."""
    blocks, at = [], 0
    for number, size in enumerate(_integers(sizes, "tree_sizes")):
        block = trees[at : at + int(size)]
        start, end = f"Tree={number}\n", "\n\n\n"
        if size < 1 or not block.isascii() or not block.startswith(start) or not block.endswith(end):
            raise _damaged(f"tree {number} does not end where tree_sizes says")
        blocks.append(block[len(start) : -len(end)].split("\n"))
        at += int(size)
    if trees[at:].strip("\n"):
        raise _damaged("it holds more trees than tree_sizes says")
    return blocks


def _tree(lines: list[str], number: int) -> _Tree:
    if "is_linear=0" not in lines:
        raise BundleError("a LightGBM model with linear leaves; train it without linear_tree")
    has_sets = any(line.startswith("cat_boundaries=") for line in lines)
    fields = _keyed(lines, (*_TREE, *(_CATEGORIES if has_sets else ()), *_TREE_END))
    leaves = _one_integer(fields, "num_leaves")
    _refuse_other_than_numbers(fields["shrinkage"], "shrinkage", 1)
    if leaves < 1 or has_sets != (_one_integer(fields, "num_cat") > 0):
        raise _damaged(f"tree {number} has {leaves} leaves, or categories that do not fit num_cat")
    if leaves == 1:
        return _one_leaf(fields)
    splits = leaves - 1
    for key in _UNUSED:
        _refuse_other_than_numbers(fields[key], key, splits + key.startswith("leaf"))
    decision = _integers(fields["decision_type"], "decision_type", splits)
    threshold = _numbers(fields["threshold"], "threshold", splits)
    categorical = (decision & _CATEGORICAL) != 0
    _refuse_unknown_decisions(decision, categorical)
    sets = _category_sets(fields) if has_sets else []
    cover = _covers(fields, leaves)
    left, right = (_children(fields, side, leaves) for side in ("left_child", "right_child"))
    if (cover[:splits] != cover[left[:splits]] + cover[right[:splits]]).any():
        raise _damaged(f"the row counts of tree {number} do not add up")
    nan_left = np.where(decision & _MISSING_NAN != 0, decision & _DEFAULT_LEFT != 0, threshold >= 0) & ~categorical
    return _Tree(
        feature=_then(_integers(fields["split_feature"], "split_feature", splits), leaves),
        threshold=np.concatenate([np.where(categorical, 0.0, _around_zero(threshold)), np.zeros(leaves)]),
        left=left,
        right=right,
        nan_left=np.concatenate([nan_left, np.zeros(leaves, dtype=np.bool_)]),
        category=_then(_set_indices(threshold, categorical, len(sets)), leaves),
        cover=cover,
        value=np.concatenate([np.zeros(splits), _numbers(fields["leaf_value"], "leaf_value", leaves)]),
        sets=sets,
    )


def _one_leaf(fields: dict[str, str]) -> _Tree:
    """A tree that found no split: it adds the same to every row."""
    none, gap = np.array([-1], dtype=np.int32), np.zeros(1, dtype=np.bool_)
    value = _numbers(fields["leaf_value"], "leaf_value", 1)
    # A tree that LightGBM made constant afterwards says nothing about its rows.
    cover = np.zeros(1) if not fields["leaf_count"] else _covers(fields, 1)
    if fields["split_feature"] or fields["left_child"] or fields["right_child"]:
        raise _damaged("a tree of one leaf has splits")
    return _Tree(none, np.zeros(1), none, none, gap, none, cover, value, [])


def _refuse_unknown_decisions(decision: IntArray, categorical: BoolArray) -> None:
    missing = decision & ~(_CATEGORICAL | _DEFAULT_LEFT)
    if (~categorical & (missing == 4)).any():
        raise BundleError("a LightGBM model that takes zeros for gaps; train it without zero_as_missing")
    if ((missing != 0) & (missing != 4) & (missing != _MISSING_NAN)).any():
        raise _damaged("a decision_type that no LightGBM writes")


def _around_zero(threshold: FloatArray) -> FloatArray:
    """Thresholds that treat everything within `_ZERO` as LightGBM does, which puts zero in its place first."""
    moved = np.where((threshold >= 0) & (threshold <= _ZERO), _ZERO, threshold)
    return np.where((threshold < 0) & (threshold >= -_ZERO), np.nextafter(-_ZERO, -1.0), moved)


def _covers(fields: dict[str, str], leaves: int) -> FloatArray:
    inside = _integers(fields["internal_count"], "internal_count", leaves - 1)
    return np.concatenate([inside, _integers(fields["leaf_count"], "leaf_count", leaves)]).astype(np.float64)


def _children(fields: dict[str, str], side: str, leaves: int) -> IntArray:
    """A leaf is written as -1 - its number; leaves follow the splits here."""
    child = _integers(fields[side], side, leaves - 1).astype(np.int64)
    place = np.where(child < 0, leaves - 2 - child, child)
    if ((place < 0) | (place > 2 * leaves - 2) | ((child >= 0) & (child >= leaves - 1))).any():
        raise _damaged(f"{side} leads out of its tree")
    return _then(place.astype(np.int32), leaves)


def _category_sets(fields: dict[str, str]) -> list[tuple[int, ...]]:
    """One set for each categorical split, from words of 32 bits, the lowest category first."""
    count = _one_integer(fields, "num_cat")
    words = [int(word) for word in fields["cat_threshold"].split(" ") if re.fullmatch("[0-9]{1,10}", word)]
    bounds = _integers(fields["cat_boundaries"], "cat_boundaries", count + 1)
    if bounds[0] != 0 or bounds[-1] != len(words) or (np.diff(bounds) < 1).any() or any(w >= 2**32 for w in words):
        raise _damaged("cat_boundaries do not fit cat_threshold")
    if len(words) != len(fields["cat_threshold"].split(" ")):
        raise _damaged("cat_threshold holds something else than numbers")
    sets = []
    for first, last in itertools.pairwise(bounds):
        bits = np.array(words[first:last], dtype="<u4").view(np.uint8)
        sets.append(tuple(np.flatnonzero(np.unpackbits(bits, bitorder="little")).tolist()))
    return sets


def _set_indices(threshold: FloatArray, categorical: BoolArray, sets: int) -> IntArray:
    """At a categorical split the threshold is the number of its set."""
    chosen = threshold[categorical]
    if ((chosen != np.floor(chosen)) | (chosen < 0) | (chosen >= sets)).any():
        raise _damaged("a categorical split has no set")
    return np.where(categorical, threshold, -1.0).astype(np.int32)


def _joined(trees: list[_Tree], n_features: int) -> Forest:
    sizes = np.array([len(tree.feature) for tree in trees], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]) if trees else np.empty(0, dtype=np.int64)
    first_set = np.cumsum([0, *(len(tree.sets) for tree in trees)])
    if sizes.sum() > _LARGEST:
        raise BundleError("a LightGBM model of more than two thousand million nodes; train a smaller one")

    def shifted(name: str, by: npt.NDArray[np.int64]) -> IntArray:
        parts = [getattr(tree, name) for tree in trees]
        moved = [np.where(part < 0, part, part + step) for part, step in zip(parts, by, strict=False)]
        return np.concatenate([np.empty(0, dtype=np.int32), *moved]).astype(np.int32)

    def floats(name: str) -> FloatArray:
        return np.concatenate([np.empty(0), *(getattr(tree, name) for tree in trees)])

    return Forest(
        n_features=n_features,
        base=0.0,
        roots=starts.astype(np.int32),
        feature=shifted("feature", np.zeros(len(trees), dtype=np.int64)),
        threshold=floats("threshold"),
        left=shifted("left", starts),
        right=shifted("right", starts),
        nan_left=np.concatenate([np.empty(0, dtype=np.bool_), *(tree.nan_left for tree in trees)]),
        category=shifted("category", first_set),
        cover=floats("cover"),
        value=floats("value"),
        category_sets=tuple(members for tree in trees for members in tree.sets),
    )


def _then(splits: IntArray, leaves: int) -> IntArray:
    """The splits' numbers, then -1 for every leaf."""
    return np.concatenate([splits, np.full(leaves, -1, dtype=np.int32)])


def _one_integer(fields: dict[str, str], key: str) -> int:
    return int(_integers(fields[key], key, 1)[0])


def _integers(text: str, key: str, count: int | None = None) -> IntArray:
    if not _INTEGERS.fullmatch(text):
        raise _damaged(f"{key} holds something else than whole numbers")
    numbers = [int(word) for word in text.split(" ")] if text else []
    if count is not None and len(numbers) != count:
        raise _damaged(f"{key} holds {len(numbers)} numbers instead of {count}")
    if any(not -_LARGEST <= number <= _LARGEST for number in numbers):
        raise _damaged(f"{key} holds a number that is too large")
    return np.array(numbers, dtype=np.int32)


def _numbers(text: str, key: str, count: int) -> FloatArray:
    _refuse_other_than_numbers(text, key, count)
    return np.array([float(word) for word in text.split(" ")] if text else [])


def _refuse_other_than_numbers(text: str, key: str, count: int) -> None:
    if not _NUMBERS.fullmatch(text):
        raise _damaged(f"{key} holds something else than numbers")
    if (text.count(" ") + 1 if text else 0) != count:
        raise _damaged(f"{key} does not hold {count} numbers")


def _damaged(what: str) -> BundleError:
    return BundleError(f"this LightGBM model text is damaged: {what}. Train the model again")
