"""When the Shapley kernel is compiled during installation, and what is said when it cannot be."""

from __future__ import annotations

import ctypes
import importlib.util
import platform
import shutil
import sys
from pathlib import Path
from typing import Any, cast

import pytest

import hatch_build
from hatch_build import (
    BuildHook,
    KernelBuildError,
    build_kernel,
    digest_of_kernel,
    library_in,
    machine,
    reason_not_to_compile,
    wheel_platform,
)
from tests.tooling.install import ROOT

SHAPLEY = ROOT / "explain" / "shapley"


@pytest.fixture
def shapley(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sources."""
    monkeypatch.delenv("FAULTLENS_SKIP_KERNEL", raising=False)
    shutil.copytree(SHAPLEY / "native", tmp_path / "native")
    return tmp_path


def pretend_built(shapley: Path) -> None:
    library_in(shapley).write_bytes(b"\x7fELF " + digest_of_kernel(shapley).encode() + b" end")


def test_sources_without_a_library_are_compiled(shapley: Path) -> None:
    assert reason_not_to_compile(shapley) == ""


def test_a_library_of_the_same_sources_is_kept(shapley: Path) -> None:
    pretend_built(shapley)
    assert reason_not_to_compile(shapley) == "up to date"


def test_a_changed_source_and_another_way_to_compile_each_call_for_a_new_library(
    shapley: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_built(shapley)
    monkeypatch.setattr(hatch_build, "COMPILE", ["-O0"])
    assert reason_not_to_compile(shapley) == ""
    monkeypatch.undo()
    assert reason_not_to_compile(shapley) == "up to date"
    with (shapley / "native" / "plan.h").open("a", encoding="ascii") as source:
        source.write("// changed\n")
    assert reason_not_to_compile(shapley) == ""


def test_the_library_in_use_was_made_from_the_sources_beside_it() -> None:
    assert reason_not_to_compile(SHAPLEY) == "up to date"


def test_the_variable_leaves_the_kernel_out(shapley: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAULTLENS_SKIP_KERNEL", "1")
    assert "FAULTLENS_SKIP_KERNEL" in reason_not_to_compile(shapley)
    monkeypatch.setenv("FAULTLENS_SKIP_KERNEL", "0")
    assert reason_not_to_compile(shapley) == ""


def test_a_processor_that_it_is_not_made_for_installs_without_it(
    shapley: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert "riscv64" in reason_not_to_compile(shapley)


def test_one_processor_has_one_name_on_all_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    for said, name in (("AMD64", "x86_64"), ("x86_64", "x86_64"), ("arm64", "aarch64"), ("aarch64", "aarch64")):
        monkeypatch.setattr(platform, "machine", lambda said=said: said)
        assert machine() == name


@pytest.mark.skipif(importlib.util.find_spec("ziglang") is None, reason="the C compiler ziglang is not installed")
def test_the_sources_compile_to_a_library_with_every_variant(shapley: Path) -> None:
    build_kernel(shapley)
    library = ctypes.CDLL(str(library_in(shapley)))
    assert library.faultlens_abi() == 1
    for name, *_ in hatch_build.VARIANTS[machine()]:
        assert hasattr(library, f"faultlens_row_{name}")
    assert reason_not_to_compile(shapley) == "up to date"
    assert {path.name for path in shapley.iterdir()} == {"native", library_in(shapley).name}


@pytest.mark.skipif(importlib.util.find_spec("ziglang") is None, reason="the C compiler ziglang is not installed")
def test_what_does_not_compile_is_told_in_the_compilers_words(shapley: Path) -> None:
    (shapley / "native" / "processor.c").write_text("int broken(", encoding="ascii")
    with pytest.raises(KernelBuildError, match=r"exit code 1.*processor\.c"):
        build_kernel(shapley)
    assert not library_in(shapley).exists()


def test_a_missing_compiler_is_told_with_the_way_to_get_it(shapley: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(KernelBuildError, match="pip install ziglang"):
        build_kernel(shapley)


class Notes:
    """Hatchling's app, as far as a hook uses it."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def display_info(self, text: str) -> None:
        self.said.append(text)

    def abort(self, text: str) -> None:
        raise SystemExit(text)


def hook(root: Path) -> tuple[BuildHook, Notes]:
    notes, nothing = Notes(), cast("Any", None)
    return BuildHook(str(root), {}, nothing, nothing, str(root), "wheel", cast("Any", notes)), notes


def test_a_wheel_with_the_kernel_names_the_platform_and_one_without_is_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAULTLENS_SKIP_WEB", "1")
    monkeypatch.setenv("FAULTLENS_SKIP_KERNEL", "1")
    (tmp_path / "explain" / "shapley").mkdir(parents=True)
    bare: dict[str, Any] = {}
    made, notes = hook(tmp_path)
    made.initialize("standard", bare)
    assert bare == {}
    assert any("FAULTLENS_SKIP_KERNEL" in said for said in notes.said)
    library_in(tmp_path / "explain" / "shapley").write_bytes(b"")
    full: dict[str, Any] = {}
    made.initialize("standard", full)
    assert full == {"pure_python": False, "tag": f"py3-none-{wheel_platform()}"}
    if sys.platform == "linux":
        assert wheel_platform().startswith(("manylinux_2_17_", "linux_"))


def test_a_failing_part_stops_the_build_with_a_way_round_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAULTLENS_SKIP_WEB", "1")
    monkeypatch.delenv("FAULTLENS_SKIP_KERNEL", raising=False)
    (tmp_path / "explain" / "shapley" / "native").mkdir(parents=True)
    with pytest.raises(SystemExit, match=r"Shapley kernel could not be built.*FAULTLENS_SKIP_KERNEL=1"):
        hook(tmp_path)[0].initialize("standard", {})
