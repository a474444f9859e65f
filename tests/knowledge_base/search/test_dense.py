import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from numpy.typing import NDArray

from knowledge_base.errors import SearchIndexError
from knowledge_base.search import dense
from knowledge_base.search.dense import DenseIndex

FloatArray = NDArray[np.float32]
SIZE = 24


def unit_vectors(seed: int, rows: int, size: int = SIZE) -> FloatArray:
    """Vectors in some clusters, so that many are near to each other."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(3, size))
    vectors = centres[rng.integers(0, 3, rows)] + rng.normal(size=(rows, size)) * rng.choice([0.05, 1], (rows, 1))
    made: FloatArray = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return made


def opened(folder: Path, size: int = SIZE) -> DenseIndex:
    return DenseIndex(folder, "a model", size)


def found(index: DenseIndex) -> set[tuple[str, int]]:
    """All that the index can find."""
    return {(group, row) for group, row, _ in index.nearest(unit_vectors(0, 1)[0], 10_000)}


def filled(folder: Path, groups: dict[str, FloatArray], size: int = SIZE) -> DenseIndex:
    index = opened(folder, size)
    for group, vectors in groups.items():
        index.replace(group, None, vectors)
    return index


def kept(vectors: FloatArray) -> NDArray[np.float64]:
    """The vectors as 8 bits can hold them, worked out apart from the index."""
    rounded = np.round(vectors / np.max(np.abs(vectors), axis=1)[:, None] * 127).astype(np.float64)
    return np.asarray(rounded / np.sqrt((rounded**2).sum(axis=1))[:, None])


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    sizes=st.lists(st.sampled_from([0, 1, 3, 70, 200, 600]), min_size=1, max_size=6),
    k=st.integers(1, 30),
    chosen=st.none() | st.sets(st.integers(0, 6)),
    size=st.sampled_from([SIZE, 1, 5, 384]),
)
def test_the_nearest_are_those_of_all_cosines(
    tmp_path_factory: pytest.TempPathFactory, seed: int, sizes: list[int], k: int, chosen: set[int] | None, size: int
) -> None:
    groups = {f"manual-{n}": unit_vectors(seed + n, rows, size) for n, rows in enumerate(sizes)}
    index = filled(tmp_path_factory.mktemp("index"), groups, size)
    query = unit_vectors(seed + 99, 1, size)[0]
    wanted = None if chosen is None else {f"manual-{n}" for n in chosen}
    searched = {name: vectors for name, vectors in groups.items() if wanted is None or name in wanted}
    answer = index.nearest(query, k, wanted)
    exact = {(name, row): cosine for name, v in searched.items() for row, cosine in enumerate(kept(v) @ query)}
    assert len(answer) == len({(name, row) for name, row, _ in answer}) == min(k, len(exact))
    assert [cosine for _, _, cosine in answer] == pytest.approx(sorted(exact.values(), reverse=True)[:k], abs=2e-6)
    for name, row, cosine in answer:
        assert cosine == pytest.approx(exact[name, row], abs=2e-6)
        assert cosine == pytest.approx(float(searched[name][row] @ query), abs=0.01)


def test_among_many_that_are_nearly_equal_the_nearest_are_found(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    near = unit_vectors(1, 1) + rng.normal(size=(3000, SIZE)) * 0.01
    vectors = (near / np.linalg.norm(near, axis=1, keepdims=True)).astype(np.float32)
    index = filled(tmp_path, {"oven": vectors})
    for query in unit_vectors(1, 1) + unit_vectors(2, 20) * np.float32(0.1):
        direction = query / np.linalg.norm(query)
        best = np.sort(kept(vectors) @ direction)[::-1][:50]
        assert [cosine for _, _, cosine in index.nearest(direction, 50)] == pytest.approx(best, abs=2e-6)


def test_equal_vectors_come_in_order_of_group_and_number(tmp_path: Path) -> None:
    same = np.repeat(unit_vectors(1, 1), 300, axis=0)
    index = opened(tmp_path)
    for group in ("lift", "belt", "oven"):
        index.replace(group, range(999, 699, -1), same)
    answer = index.nearest(same[0], 301)
    assert [(group, row) for group, row, _ in answer] == [("belt", n) for n in range(700, 1000)] + [("lift", 700)]


def test_without_numkong_the_answers_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = filled(tmp_path, {"oven": unit_vectors(1, 700), "belt": unit_vectors(2, 900)})
    queries = unit_vectors(3, 20)
    fast = [index.nearest(query, 9) for query in queries]
    assert dense._products is not dense._products_with_numpy
    monkeypatch.setattr(dense, "_products", dense._products_with_numpy)
    assert [index.nearest(query, 9) for query in queries] == fast


def test_an_index_that_was_never_written_finds_nothing_and_writes_nothing(tmp_path: Path) -> None:
    index = opened(tmp_path / "index")
    assert index.nearest(unit_vectors(1, 1)[0], 5) == []
    assert index.groups() == ()
    index.remove("oven")
    assert not (tmp_path / "index").exists()


def test_none_wanted_or_no_known_group_asked_finds_nothing(tmp_path: Path) -> None:
    index = filled(tmp_path, {"oven": unit_vectors(1, 5)})
    query = unit_vectors(2, 1)[0]
    assert index.nearest(query, 0) == []
    assert index.nearest(query, 5, []) == []
    assert index.nearest(query, 5, ["lift"]) == []


def test_the_same_vectors_again_are_not_written_again(tmp_path: Path) -> None:
    index = filled(tmp_path, {"oven": unit_vectors(1, 5), "belt": unit_vectors(2, 5)})
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    index.replace("oven", None, unit_vectors(1, 5))
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir() if path.name != "lock"} == {
        name: time for name, time in before.items() if name != "lock"
    }


@pytest.mark.parametrize(
    ("ids", "vectors"),
    [
        (None, unit_vectors(1, 3) * 1.02),
        (None, unit_vectors(1, 3) * np.float32(np.nan)),
        (None, np.zeros((3, SIZE), dtype=np.float32)),
        (None, unit_vectors(1, 3)[:, :-1]),
        (None, unit_vectors(1, 3)[0]),
        ([1, 2], unit_vectors(1, 3)),
        ([1, 2, 2], unit_vectors(1, 3)),
        ([1, 2, -3], unit_vectors(1, 3)),
        ([1, 2, 2**32], unit_vectors(1, 3)),
    ],
)
def test_vectors_and_numbers_that_cannot_be_kept_are_refused(
    tmp_path: Path, ids: list[int] | None, vectors: FloatArray
) -> None:
    index = filled(tmp_path, {"oven": unit_vectors(1, 3)})
    with pytest.raises(ValueError, match=r"vector|number"):
        index.replace("oven", ids, vectors)
    assert found(index) == {("oven", 0), ("oven", 1), ("oven", 2)}


@pytest.mark.parametrize("query", [unit_vectors(1, 1)[0] * 2, unit_vectors(1, 1), unit_vectors(1, 1)[0][1:]])
def test_a_query_of_another_shape_or_length_is_refused(tmp_path: Path, query: FloatArray) -> None:
    with pytest.raises(ValueError, match="vector"):
        filled(tmp_path, {"oven": unit_vectors(1, 3)}).nearest(query, 1)


def test_another_model_is_refused_until_the_index_is_erased(tmp_path: Path) -> None:
    filled(tmp_path, {"oven": unit_vectors(1, 3)})
    with pytest.raises(SearchIndexError, match=r"'a model' of 24 dimensions, not with 'another' of 24"):
        DenseIndex(tmp_path, "another", SIZE)
    DenseIndex.erase(tmp_path)
    assert DenseIndex(tmp_path, "another", SIZE).groups() == ()


class ManyChanges(RuleBasedStateMachine):
    """Whatever is replaced and removed, whoever looks: what is found is what was put in last."""

    root: Path
    """Where the indexes lie, each in a folder of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = self.root / str(len(list(self.root.iterdir())))
        self.folder.mkdir()
        self.index, self.reader = opened(self.folder), opened(self.folder)
        self.expected: dict[str, dict[int, FloatArray]] = {}

    @rule(group=st.sampled_from("ABCD"), ids=st.lists(st.integers(0, 99), max_size=12, unique=True), seed=st.integers())
    def replace(self, group: str, ids: list[int], seed: int) -> None:
        vectors = unit_vectors(abs(seed), len(ids))
        self.index.replace(group, ids, vectors)
        self.expected[group] = dict(zip(ids, vectors, strict=True))

    @rule(group=st.sampled_from("ABCD"))
    def remove(self, group: str) -> None:
        self.index.remove(group)
        self.expected.pop(group, None)

    @rule()
    def reopen(self) -> None:
        self.index = opened(self.folder)

    @rule()
    def another_writes(self) -> None:
        self.index, self.reader = self.reader, self.index
        self.index.refresh()

    @invariant()
    def all_and_only_what_was_put_in_is_found(self) -> None:
        query = unit_vectors(5, 1)[0]
        expected = {(group, row): float(v @ query) for group, rows in self.expected.items() for row, v in rows.items()}
        self.reader.refresh()
        for index in (self.index, self.reader):
            answer = index.nearest(query, 1000)
            assert {(group, row) for group, row, _ in answer} == set(expected)
            assert all(abs(cosine - expected[group, row]) < 0.01 for group, row, cosine in answer)
            assert index.groups() == tuple(sorted(self.expected))
            assert len(index) == len(expected)


def test_what_is_found_is_what_was_put_in_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # With so few vectors, the file would otherwise never be written anew.
    monkeypatch.setattr(dense, "_FEW", 4)
    monkeypatch.setattr(ManyChanges, "root", tmp_path, raising=False)
    run_state_machine_as_test(ManyChanges, settings=settings(max_examples=25, stateful_step_count=15, deadline=None))


def test_a_file_half_of_which_nobody_owns_is_written_anew(tmp_path: Path) -> None:
    index = opened(tmp_path)
    for seed in range(12):
        index.replace("oven", None, unit_vectors(seed, 500))
    (file,) = tmp_path.glob("vectors-*.i8")
    assert file.stat().st_size < 12 * 500 * 32 / 2
    assert found(index) == found(opened(tmp_path)) == {("oven", row) for row in range(500)}


def while_running(act: Callable[[], None], look: Callable[[], None]) -> None:
    """Call `look` again and again for as long as `act` takes."""
    thread = threading.Thread(target=act)
    thread.start()
    while thread.is_alive():
        look()
    thread.join()


def test_a_reader_sees_a_group_as_it_was_or_as_it_is(tmp_path: Path) -> None:
    writer = filled(tmp_path, {"belt": unit_vectors(9, 400), "oven": unit_vectors(0, 300)})
    reader = opened(tmp_path)
    query = unit_vectors(5, 1)[0]
    states = set()

    def write() -> None:
        for turn in range(1, 41):
            start = turn % 2 * 1000
            writer.replace("oven", range(start, start + 300), unit_vectors(turn, 300))

    def read() -> None:
        reader.refresh()
        rows = {row for _, row, _ in reader.nearest(query, 1000, ["oven"])}
        states.add(min(rows))
        assert rows in (set(range(300)), set(range(1000, 1300)))

    while_running(write, read)
    assert states == {0, 1000}


def write_groups(folder: Path, name: str, groups: int) -> None:
    index = opened(folder)
    for number in range(groups):
        index.replace(f"{name}-{number}", None, unit_vectors(number, 5))


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_groups, args=(tmp_path, name, 25)) for name in ("one", "two")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert set(opened(tmp_path).groups()) == {f"{name}-{number}" for name in ("one", "two") for number in range(25)}


def write_without_end(folder: Path) -> None:
    index = opened(folder)
    for turn in range(10**6):
        index.replace("oven", range(turn, turn + 300), unit_vectors(turn, 300))


def test_a_writer_that_is_killed_leaves_a_whole_index(tmp_path: Path) -> None:
    filled(tmp_path, {"oven": unit_vectors(0, 300)})
    for wait in (0.02, 0.033, 0.051):
        writer = multiprocessing.get_context("spawn").Process(target=write_without_end, args=(tmp_path,))
        before = (tmp_path / "manifest.json").stat().st_mtime_ns
        writer.start()
        while (tmp_path / "manifest.json").stat().st_mtime_ns == before:
            time.sleep(0.002)
        time.sleep(wait)
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        rows = sorted(row for _, row in found(opened(tmp_path)))
        assert rows == list(range(rows[0], rows[0] + 300))
    filled(tmp_path, {"lift": unit_vectors(1, 3)})
    assert opened(tmp_path).groups() == ("lift", "oven")
