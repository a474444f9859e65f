import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from knowledge_base.search.detail import Detail, DetailStore, detail_of

FloatArray = NDArray[np.float32]
SIZE = 16


def vectors(seed: int, rows: int, size: int = SIZE) -> FloatArray:
    drawn = np.random.default_rng(seed).normal(size=(rows, size))
    made: FloatArray = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return made


def detail(seed: int, windows: int = 2, tokens: int = 3, size: int = SIZE) -> Detail:
    bits = np.random.default_rng(seed).integers(0, 256, (tokens, (size + 7) // 8), dtype=np.uint8)
    return detail_of(vectors(seed, windows, size), bits)


def equal(one: Detail, other: Detail) -> bool:
    return np.array_equal(one.windows, other.windows) and np.array_equal(one.tokens, other.tokens)


def opened(folder: Path, name: str = "a model", size: int = SIZE) -> DetailStore:
    return DetailStore(folder / "details", name, size)


def only_file(folder: Path) -> Path:
    (file,) = (folder / "details").iterdir()
    return file


@given(seed=st.integers(0, 10**6), rows=st.integers(1, 9), size=st.sampled_from([1, 5, 16, 384]))
def test_the_cosines_of_windows_are_nearly_those_of_their_vectors(seed: int, rows: int, size: int) -> None:
    windows, query = vectors(seed, rows, size), vectors(seed + 1, 1, size)[0]
    found = detail_of(windows, np.zeros((0, 1), dtype=np.uint8)).cosines(query)
    assert found == pytest.approx(windows @ query, abs=0.01)


def test_what_is_beyond_the_most_that_can_be_counted_is_left_out(tmp_path: Path) -> None:
    many = np.ones((2**16 + 5, 1), dtype=np.float32)
    large = detail_of(many, many.astype(np.uint8))
    assert len(large.windows) == len(large.tokens) == 2**16 - 1
    store = opened(tmp_path, size=1)
    store.write("oven", [large])
    assert equal(store.read({"oven": [0]})["oven", 0], large)


@settings(max_examples=30)
@given(
    shapes=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9)), max_size=6),
    size=st.sampled_from([1, 7, 16, 384]),
)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, shapes: list[tuple[int, int]], size: int
) -> None:
    folder = tmp_path_factory.mktemp("store")
    given_details = [detail(n, windows, tokens, size) for n, (windows, tokens) in enumerate(shapes)]
    opened(folder, size=size).write("oven", given_details)
    found = opened(folder, size=size).read({"oven": range(len(shapes))})
    assert set(found) == {("oven", row) for row in range(len(shapes))}
    for row, one in enumerate(given_details):
        assert equal(found["oven", row], one)


def test_only_the_rows_that_are_wanted_are_read(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.write("oven", [detail(n) for n in range(5)])
    store.write("belt", [detail(n) for n in range(5, 8)])
    found = store.read({"oven": [3, 1], "belt": [2]})
    assert set(found) == {("oven", 1), ("oven", 3), ("belt", 2)}
    assert equal(found["belt", 2], detail(7))


def test_rows_and_groups_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    store = opened(tmp_path)
    assert store.read({"oven": [0]}) == {}
    store.write("oven", [detail(0)])
    assert set(store.read({"oven": [-1, 0, 1, 2**40], "belt": [0], "../oven": [0]})) == {("oven", 0)}


def test_a_group_that_is_written_again_is_replaced(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.write("oven", [detail(0), detail(1)])
    store.write("oven", [detail(2)])
    found = store.read({"oven": [0, 1]})
    assert set(found) == {("oven", 0)}
    assert equal(found["oven", 0], detail(2))


def test_only_the_groups_that_are_kept_stay(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.keep(["oven"])
    for group in ("oven", "belt", "lift"):
        store.write(group, [detail(0)])
    store.keep(["belt", "never there"])
    assert [group for group in ("oven", "belt", "lift") if store.holds(group)] == ["belt"]
    assert set(store.read({"oven": [0], "belt": [0]})) == {("belt", 0)}
    assert len(list((tmp_path / "details").iterdir())) == 1


def test_the_details_of_another_model_are_not_taken_for_those_of_this(tmp_path: Path) -> None:
    opened(tmp_path).write("oven", [detail(0)])
    for other in (opened(tmp_path, "another"), opened(tmp_path, size=8)):
        assert not other.holds("oven")
        assert other.read({"oven": [0]}) == {}


@pytest.mark.parametrize("group", ["../../oven", "a/b", "x" * 5000, "\n", "öfen", "."])
def test_any_name_of_a_group_is_only_a_name(tmp_path: Path, group: str) -> None:
    store = opened(tmp_path)
    store.write(group, [detail(0)])
    assert store.holds(group)
    assert [path.name for path in tmp_path.iterdir()] == ["details"]
    assert only_file(tmp_path).is_file()


def test_of_a_file_that_is_cut_only_whole_rows_are_believed(tmp_path: Path) -> None:
    store, rows = opened(tmp_path), [detail(n, 1 + n % 2, n) for n in range(3)]
    store.write("oven", rows)
    file = only_file(tmp_path)
    content = file.read_bytes()
    for length in range(len(content)):
        file.write_bytes(content[:length])
        found = store.read({"oven": range(3)})
        assert len(found) < 3
        for (_, row), one in found.items():
            assert equal(one, rows[row])


def test_a_row_with_a_flipped_bit_is_left_out_and_no_other(tmp_path: Path) -> None:
    store, rows = opened(tmp_path), [detail(n, 1 + n % 2, n) for n in range(3)]
    store.write("oven", rows)
    file = only_file(tmp_path)
    content = file.read_bytes()
    for at in range(len(content)):
        file.write_bytes(content[:at] + bytes([content[at] ^ 0x04]) + content[at + 1 :])
        found = store.read({"oven": range(3)})
        assert len(found) < 3
        for (_, row), one in found.items():
            assert equal(one, rows[row])


def test_a_row_is_never_taken_for_another(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.write("oven", [detail(0), detail(1)])
    file = only_file(tmp_path)
    content = file.read_bytes()
    first, middle, end = (int.from_bytes(content[at : at + 8], "little") for at in (14, 22, 30))
    file.write_bytes(content[:first] + content[middle:end] + content[first:middle])
    assert store.read({"oven": [0, 1]}) == {}


def test_a_group_that_is_damaged_counts_as_missing_once_it_is_seen_so_that_it_is_written_again(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.write("oven", [detail(0), detail(1)])
    store.write("belt", [detail(2)])
    store.read({"oven": [0, 1, 9], "belt": [0, 7]})
    assert store.holds("oven")
    for file in (tmp_path / "details").iterdir():
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    assert set(store.read({"oven": [0]})) == {("oven", 0)}
    assert store.holds("oven")
    assert set(store.read({"oven": [0, 1], "belt": [0]})) == {("oven", 0)}
    assert not store.holds("oven")
    assert not store.holds("belt")
    store.write("oven", [detail(0), detail(1)])
    assert set(store.read({"oven": [0, 1]})) == {("oven", 0), ("oven", 1)}


def test_what_a_writer_left_that_was_killed_is_cleared_away(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.write("oven", [detail(0)])
    kept = only_file(tmp_path)
    kept.with_suffix(".new").write_bytes(b"half")
    (tmp_path / "details" / f"{'0' * 32}.new").write_bytes(b"of a group that is not there any more")
    (tmp_path / "details" / "README").write_text("not ours")
    store.keep(["oven"])
    assert sorted(path.name for path in (tmp_path / "details").iterdir()) == sorted([kept.name, "README"])


@pytest.mark.parametrize("content", [b"", b"not details", b"x" * 500, b"FLDETAIL2\n" + bytes(200)])
def test_a_file_of_something_else_is_left_out(tmp_path: Path, content: bytes) -> None:
    store = opened(tmp_path)
    store.write("oven", [detail(0)])
    store.write("belt", [detail(1)])
    before = {path: path.read_bytes() for path in (tmp_path / "details").iterdir()}
    for path in before:
        path.write_bytes(content)
    assert store.read({"oven": [0, 1], "belt": [0]}) == {}


def test_a_file_that_was_half_written_is_never_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(tmp_path)
    store.write("oven", [detail(0)])

    def killed(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        store.write("oven", [detail(1)])
    with pytest.raises(KeyboardInterrupt):
        store.write("belt", [detail(1)])
    monkeypatch.undo()
    assert equal(store.read({"oven": [0]})["oven", 0], detail(0))
    assert not store.holds("belt")
    store.write("oven", [detail(1)])
    assert equal(store.read({"oven": [0]})["oven", 0], detail(1))
