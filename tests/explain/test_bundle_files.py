import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rfc8785

from explain.bundle import Bundle
from explain.bundle_files import FORMAT, load_bundle, make_bundle, save_bundle
from explain.detectors.lightgbm_trees import LightGbmTrees
from explain.errors import BundleError
from tests.explain.samples import learned_of, small_history, small_plan, trained

FILES = (
    *("manifest.json", "manifest.sha256", "card.json", "background.npy"),
    *("hot/model.txt", "open/model.txt"),
)


@pytest.fixture
def folder(small_bundle: Bundle, tmp_path: Path) -> Path:
    save_bundle(small_bundle, tmp_path / "models" / "coil")
    return tmp_path / "models" / "coil"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch, small_bundle: Bundle) -> list[str]:
    """The texts that reach the reader of models, which is not called."""
    texts: list[str] = []

    def remember(files: Mapping[str, bytes]) -> LightGbmTrees:
        texts.append(files["model.txt"].decode())
        return small_bundle.modes[0].detector  # type: ignore[return-value]  # any detector will do

    monkeypatch.setattr(LightGbmTrees, "from_files", remember)
    return texts


def rewrite_manifest(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """A manifest that somebody changed together with its digest."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    change(manifest)
    raw = rfc8785.dumps(manifest)
    (folder / "manifest.json").write_bytes(raw)
    (folder / "manifest.sha256").write_text(hashlib.sha256(raw).hexdigest())


def test_a_bundle_comes_back_from_disk_as_it_was(small_bundle: Bundle, folder: Path) -> None:
    again = load_bundle(folder)
    assert (again.plan, again.ranges, again.card) == (small_bundle.plan, small_bundle.ranges, small_bundle.card)
    assert [(m.mode_id, m.sigmoid, m.threshold) for m in again.modes] == [
        (m.mode_id, m.sigmoid, m.threshold) for m in small_bundle.modes
    ]
    history = small_history(seed=9)
    x = np.column_stack([*history.measured.values(), np.prod([*history.measured.values()], axis=0)])
    for before, after in zip(small_bundle.modes, again.modes, strict=True):
        np.testing.assert_array_equal(before.detector.raw(x), after.detector.raw(x))


def test_a_bundle_holds_these_files_and_no_others(folder: Path) -> None:
    found = [file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()]
    assert sorted(name for name in found if not name.startswith("domain-monitor/")) == sorted(FILES)
    assert any(name.startswith("domain-monitor/") for name in found)


def test_the_digest_is_that_of_the_manifest_in_memory_and_on_disk(small_bundle: Bundle, folder: Path) -> None:
    on_disk = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    assert load_bundle(folder).digest == small_bundle.digest == on_disk


def test_the_same_content_has_the_same_digest_and_other_content_another(small_bundle: Bundle) -> None:
    plan, ranges, modes, card = small_bundle.plan, small_bundle.learned, small_bundle.modes, small_bundle.card
    assert make_bundle(plan, ranges, modes, card).digest == small_bundle.digest
    assert make_bundle(plan, replace(ranges, ranges={}), modes, card).digest != small_bundle.digest
    assert make_bundle(plan, ranges, modes[::-1], card).digest != small_bundle.digest
    assert make_bundle(plan, ranges, modes, card.model_copy(update={"rows": 1})).digest != small_bundle.digest
    stricter = (replace(modes[0], threshold=0.9), modes[1])
    assert make_bundle(plan, ranges, stricter, card).digest != small_bundle.digest


def test_saving_twice_writes_the_same_bytes(small_bundle: Bundle, folder: Path) -> None:
    before = {name: (folder / name).read_bytes() for name in FILES}
    save_bundle(small_bundle, folder)
    assert {name: (folder / name).read_bytes() for name in FILES} == before


@pytest.mark.parametrize("name", FILES)
def test_a_change_of_one_byte_is_refused_before_a_model_is_read(name: str, folder: Path, parsed: list[str]) -> None:
    file, others = folder / name, {(folder / n).read_text() for n in FILES if n != name and n.endswith(".txt")}
    whole = file.read_bytes()
    rng = np.random.default_rng(7)
    places = np.unique([0, len(whole) - 1, *rng.integers(0, len(whole), 150)])
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= int(rng.choice([0x01, 0x02, 0x20, 0x80]))
        file.write_bytes(damaged)
        with pytest.raises(BundleError):
            load_bundle(folder)
    assert set(parsed) <= others
    file.write_bytes(whole)
    load_bundle(folder)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\xfe", None], ids=["empty", "other", "not text", "longer"])
def test_another_content_is_refused(name: str, damage: bytes | None, folder: Path, parsed: list[str]) -> None:
    file = folder / name
    file.write_bytes(file.read_bytes() + b"\n" if damage is None else damage)
    with pytest.raises(BundleError, match="rain it again"):
        load_bundle(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named_with_what_to_do(name: str, folder: Path) -> None:
    (folder / name).unlink()
    with pytest.raises(BundleError, match=rf"{name}.*Train the model again"):
        load_bundle(folder)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="cannot read"):
        load_bundle(tmp_path / "nowhere")


def test_a_file_of_another_format_is_refused_though_its_digest_is_right(folder: Path, parsed: list[str]) -> None:
    rewrite_manifest(folder, lambda manifest: manifest.update(format=FORMAT + 1))
    with pytest.raises(BundleError, match="another version"):
        load_bundle(folder)
    assert parsed == []


def test_a_manifest_with_other_fields_is_refused_though_its_digest_is_right(folder: Path, parsed: list[str]) -> None:
    rewrite_manifest(folder, lambda manifest: manifest.update(pickle="model.pkl"))
    with pytest.raises(BundleError, match="not a model of this version"):
        load_bundle(folder)
    assert parsed == []


def test_a_manifest_that_is_not_canonical_is_refused_though_its_digest_is_right(folder: Path) -> None:
    raw = json.dumps(json.loads((folder / "manifest.json").read_bytes()), indent=1).encode()
    (folder / "manifest.json").write_bytes(raw)
    (folder / "manifest.sha256").write_text(hashlib.sha256(raw).hexdigest())
    with pytest.raises(BundleError, match="was changed"):
        load_bundle(folder)


@pytest.mark.parametrize("mode_id", ["../evil", "/tmp/evil", "a/b", "..", "", "a\\b", "evil\n", "a" * 81])
def test_a_mode_id_that_could_be_a_path_is_refused(mode_id: str, folder: Path, parsed: list[str]) -> None:
    shutil.copytree(folder / "hot", folder.parent / "evil")

    def rename(manifest: dict[str, Any]) -> None:
        manifest["modes"][0]["mode_id"] = mode_id

    rewrite_manifest(folder, rename)
    with pytest.raises(BundleError, match="not the id of a failure mode"):
        load_bundle(folder)
    assert parsed == []


def test_a_mode_id_that_could_be_a_path_is_not_written(small_bundle: Bundle, tmp_path: Path) -> None:
    odd = replace(small_bundle, modes=(trained("../evil", 1.0, 1.0, 1.0),))
    with pytest.raises(BundleError, match="not the id of a failure mode"):
        save_bundle(odd, tmp_path / "models" / "coil")
    assert list(tmp_path.iterdir()) == []


def fail_on_call(number: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, but its call of that number (from 1) finds the disk full."""
    calls = iter(range(1, 1000))

    def failing(*args: Any, **kwargs: Any) -> Any:
        if next(calls) == number:
            raise OSError(28, "No space left on device")
        return function(*args, **kwargs)

    return failing


@pytest.mark.parametrize(
    ("owner", "name", "call"),
    [
        (os, "fsync", 1),
        (os, "fsync", 4),
        (Path, "open", 1),
        (Path, "open", 5),
        (Path, "rename", 1),
        (Path, "rename", 2),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_disk_that_fails_while_writing_leaves_the_old_bundle_whole(
    owner: Any, name: str, call: int, small_bundle: Bundle, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = make_bundle(small_plan(), learned_of(small_plan()), small_bundle.modes, small_bundle.card)
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, fail_on_call(call, getattr(owner, name)))
        with pytest.raises(BundleError, match=r"No space left.*Free some space"):
            save_bundle(newer, folder)
    assert load_bundle(folder).digest == small_bundle.digest
    assert [path.name for path in folder.parent.iterdir()] == ["coil"]


def test_a_place_that_cannot_be_a_folder_is_refused(small_bundle: Bundle, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("in the way")
    with pytest.raises(BundleError, match="cannot write the model"):
        save_bundle(small_bundle, tmp_path / "models" / "coil")
    with pytest.raises(BundleError, match="cannot write the model"):
        save_bundle(small_bundle, tmp_path / "models" / "pump" / "coil")


def test_a_newer_bundle_takes_the_place_of_the_older_and_leaves_nothing_behind(
    small_bundle: Bundle, folder: Path
) -> None:
    newer = make_bundle(small_plan(), learned_of(small_plan()), small_bundle.modes[:1], small_bundle.card)
    save_bundle(newer, folder)
    assert load_bundle(folder).digest == newer.digest
    assert not (folder / "open").exists()
    assert [path.name for path in folder.parent.iterdir()] == ["coil"]
