import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.errors import SearchIndexError
from knowledge_base.search import vector_file
from knowledge_base.search.vector_file import Manifest, Records, State

EMPTY = Manifest(embedder="a model", dimensions=6)


class Killed(BaseException):
    """Stands for a signal that no program can catch."""


def records(number: int, rows: int = 3) -> Records:
    made = np.zeros(rows, dtype=vector_file.record_type(6))
    made["codes"] = number
    made["id"] = np.arange(rows)
    return made


def put(folder: Path, group: str, number: int, rows: int = 3) -> None:
    with vector_file.writing(folder):
        state = vector_file.load(folder, EMPTY)
        vector_file.commit(folder, vector_file.with_group(folder, state, group, records(number, rows)))


def held(state: State) -> dict[str, set[int]]:
    return {name: set(state.of(extent)["codes"].ravel().tolist()) for name, extent in state.manifest.groups.items()}


def compact(folder: Path) -> None:
    with vector_file.writing(folder):
        vector_file.commit(folder, vector_file.compacted(folder, vector_file.load(folder, EMPTY)))


def take_out(folder: Path, group: str) -> None:
    with vector_file.writing(folder):
        vector_file.commit(folder, vector_file.without_group(vector_file.load(folder, EMPTY), group))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two groups, one of them replaced."""
    for group, number in (("oven", 1), ("belt", 2), ("oven", 3)):
        put(tmp_path, group, number)
    return tmp_path


def vectors(folder: Path) -> Path:
    (path,) = folder.glob("vectors-*.i8")
    return path


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0x10
    path.write_bytes(content)


def test_what_was_written_is_read(folder: Path) -> None:
    assert held(vector_file.load(folder, EMPTY)) == {"oven": {3}, "belt": {2}}


def test_a_new_group_leaves_the_bytes_of_the_others_where_they_are(folder: Path) -> None:
    before = vectors(folder).read_bytes()
    put(folder, "conveyor", 4)
    after = vectors(folder).read_bytes()
    assert after.startswith(before)
    assert len(after) - len(before) == records(4).nbytes


def test_compaction_keeps_the_groups_and_gives_back_the_room(folder: Path) -> None:
    compact(folder)
    assert held(vector_file.load(folder, EMPTY)) == {"oven": {3}, "belt": {2}}
    assert vectors(folder).stat().st_size == 2 * records(0).nbytes


def test_what_an_unfinished_write_left_behind_is_written_over(folder: Path) -> None:
    with vectors(folder).open("ab") as file:
        file.write(b"half a record")
    (folder / "manifest.json.new").write_bytes(b"half a manifest")
    assert held(vector_file.load(folder, EMPTY)) == {"oven": {3}, "belt": {2}}
    put(folder, "conveyor", 4)
    assert held(vector_file.load(folder, EMPTY)) == {"oven": {3}, "belt": {2}, "conveyor": {4}}


def killed_at(step: int) -> Callable[[pytest.MonkeyPatch], None]:
    """Let the process die at the step-th call that changes what is on disk."""
    left = iter(range(step))

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        for owner, name in ((os, "fsync"), (Path, "replace"), (Path, "unlink"), (Path, "open")):
            monkeypatch.setattr(owner, name, dying(getattr(owner, name)))

    def dying(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **options: object) -> object:
            if next(left, None) is None:
                raise Killed
            return real(*args, **options)

        return call

    return patch


CHANGES: dict[str, tuple[Callable[[Path], None], dict[str, set[int]]]] = {
    "a group is replaced": (lambda folder: put(folder, "oven", 9), {"oven": {9}, "belt": {2}}),
    "a group is added": (lambda folder: put(folder, "lift", 9), {"oven": {3}, "belt": {2}, "lift": {9}}),
    "a group is removed": (lambda folder: take_out(folder, "oven"), {"belt": {2}}),
    "the file is written anew": (compact, {"oven": {3}, "belt": {2}}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_kill_at_any_point_leaves_the_old_state_or_the_new(
    tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    act, after = CHANGES[change]
    before = {"oven": {3}, "belt": {2}}
    seen = []
    for step in range(40):
        folder = tmp_path / str(step)
        for group, number in (("oven", 1), ("belt", 2), ("oven", 3)):
            put(folder, group, number)
        with monkeypatch.context() as patch:
            killed_at(step)(patch)
            try:
                act(folder)
                died = False
            except Killed:
                died = True
        seen.append(held(vector_file.load(folder, EMPTY)))
        put(folder, "conveyor", 5)
        assert held(vector_file.load(folder, EMPTY)) == seen[-1] | {"conveyor": {5}}
        if not died:
            break
    else:
        pytest.fail("the change never came to its end")
    assert len(seen) > 4
    assert seen[-1] == after
    changed = seen.index(after)
    assert all(state == before for state in seen[:changed])
    assert all(state == after for state in seen[changed:])


def test_vectors_and_manifest_are_on_disk_before_the_manifest_takes_its_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        nonlocal events
        number = os.fstat(descriptor).st_ino
        events += [f"sync {path.name}" for path in (folder, *folder.iterdir()) if path.stat().st_ino == number]
        real_sync(descriptor)

    def replace(path: Path, target: Path) -> Path:
        events.append(f"replace {target.name}")
        return real_replace(path, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    put(folder, "oven", 9)
    assert events == [
        "sync vectors-1.i8",
        f"sync {folder.name}",
        "sync manifest.json.new",
        "replace manifest.json",
        f"sync {folder.name}",
    ]


def test_a_reader_goes_on_with_its_state_when_the_file_is_written_anew(folder: Path) -> None:
    reader = vector_file.load(folder, EMPTY)
    put(folder, "oven", 9)
    compact(folder)
    assert held(reader) == {"oven": {3}, "belt": {2}}
    assert held(vector_file.load(folder, EMPTY, reader)) == {"oven": {9}, "belt": {2}}


def test_a_reader_goes_on_with_its_state_when_all_is_erased_and_begun_again(folder: Path) -> None:
    reader = vector_file.load(folder, EMPTY)
    vector_file.erase(folder)
    put(folder, "lift", 7)
    assert held(reader) == {"oven": {3}, "belt": {2}}
    assert held(vector_file.load(folder, EMPTY)) == {"lift": {7}}


def test_a_reader_goes_on_with_its_state_when_an_erasure_was_cut_short(folder: Path) -> None:
    reader = vector_file.load(folder, EMPTY)
    (folder / "manifest.json").unlink()
    put(folder, "lift", 7)
    assert held(reader) == {"oven": {3}, "belt": {2}}
    assert held(vector_file.load(folder, EMPTY)) == {"lift": {7}}


def test_a_reader_that_comes_while_the_file_is_written_anew_finds_the_new_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "oven", 9)
    real = vector_file._mapped
    looks: list[int] = []

    def mapped(folder: Path, manifest: Manifest) -> Records:
        looks.append(manifest.generation)
        if len(looks) == 1:
            compact(folder)
        return real(folder, manifest)

    monkeypatch.setattr(vector_file, "_mapped", mapped)
    assert held(vector_file.load(folder, EMPTY)) == {"oven": {9}, "belt": {2}}
    assert looks[0] == 1
    assert looks[-1] == 2


def test_an_unchanged_state_is_not_read_again(folder: Path) -> None:
    state = vector_file.load(folder, EMPTY)
    assert vector_file.load(folder, EMPTY, state) is state


def places_of_damage(folder: Path) -> Iterator[int]:
    """One byte of each record of a group that is in use."""
    state = vector_file.load(folder, EMPTY)
    for extent in state.manifest.groups.values():
        for row in range(extent.start, extent.start + extent.rows):
            yield row * state.records.itemsize + row % 6


def test_a_flipped_bit_in_any_record_in_use_is_found(folder: Path) -> None:
    places = list(places_of_damage(folder))
    assert len(places) == 6
    for place in places:
        flip(vectors(folder), place)
        with pytest.raises(SearchIndexError, match=r"are damaged\. Run: faultlens ingest"):
            vector_file.load(folder, EMPTY)
        flip(vectors(folder), place)
    assert held(vector_file.load(folder, EMPTY)) == {"oven": {3}, "belt": {2}}


def test_a_file_that_is_too_short_is_found(folder: Path) -> None:
    os.truncate(vectors(folder), vectors(folder).stat().st_size - 1)
    with pytest.raises(SearchIndexError, match=r"too short\. Run: faultlens ingest"):
        vector_file.load(folder, EMPTY)


def test_a_file_that_is_gone_is_missed(folder: Path) -> None:
    vectors(folder).unlink()
    with pytest.raises(SearchIndexError, match=r"vectors-1\.i8 is missing\. Run: faultlens ingest"):
        vector_file.load(folder, EMPTY)


@pytest.mark.parametrize("place", [0, 63, 64, 65, 90, -1])
def test_a_flipped_bit_anywhere_in_the_manifest_is_found(folder: Path, place: int) -> None:
    flip(folder / "manifest.json", place)
    with pytest.raises(SearchIndexError, match=r"manifest\.json is damaged\. Run: faultlens ingest"):
        vector_file.load(folder, EMPTY)


def test_a_manifest_of_another_version_is_refused(folder: Path) -> None:
    vector_file.commit(folder, vector_file.load(folder, EMPTY).manifest.model_copy(update={"format": 2}))
    with pytest.raises(SearchIndexError, match=r"another version of faultlens\. Run: faultlens ingest"):
        vector_file.load(folder, EMPTY)


@pytest.mark.parametrize("other", [{"embedder": "another"}, {"dimensions": 5}])
def test_an_index_of_another_model_is_refused(folder: Path, other: dict[str, object]) -> None:
    with pytest.raises(SearchIndexError, match=r"made with the embedding model 'a model' of 6 dimensions.*ingest"):
        vector_file.load(folder, EMPTY.model_copy(update=other))
