"""Set-up installs what is out of date and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tooling import install, process

SetUp = Callable[[str], list[str]]


@pytest.fixture
def set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SetUp:
    """Set-up in a copy of the project where uv only writes down what it is asked."""
    for name in ("pyproject.toml", "hatch_build.py", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(install.ROOT / name, tmp_path)
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(install, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(install, "WEB", tmp_path / "web")
    (tmp_path / "shapley" / "native").mkdir(parents=True)
    (tmp_path / "shapley" / "native" / "kernel.c").write_text("int kernel;", encoding="ascii")
    (tmp_path / "shapley" / "_kernel.so").touch()
    monkeypatch.setattr(install, "KERNEL", tmp_path / "shapley" / "native")
    monkeypatch.setattr(install, "LOCKS", {level: tmp_path / path.name for level, path in install.LOCKS.items()})
    monkeypatch.setattr(install, "find_uv", lambda: Path("uv"))
    monkeypatch.setattr(
        install, "make_venv", lambda uv: (tmp_path / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
    )
    calls: list[list[str]] = []

    def call(command: list[str]) -> None:
        calls.append(command)
        (tmp_path / ".venv" / "bin" / "faultlens").touch()

    monkeypatch.setattr(install, "call", call)

    def run(level: str) -> list[str]:
        calls.clear()
        install.set_up(level)
        return [f"{'sync' if 'sync' in command else 'install'} {Path(command[-1]).name}" for command in calls]

    return run


def test_a_fresh_tree_gets_the_lock_and_then_the_project(set_up: SetUp, tmp_path: Path) -> None:
    assert set_up("user") == ["sync requirements.lock", f"install {tmp_path.name}"]


def test_a_second_call_does_nothing(set_up: SetUp) -> None:
    set_up("dev")
    assert set_up("dev") == []


def test_the_demo_after_the_tests_keeps_what_the_tests_need(set_up: SetUp) -> None:
    set_up("dev")
    assert set_up("user") == []


def test_the_tests_after_the_demo_add_what_they_need(set_up: SetUp, tmp_path: Path) -> None:
    set_up("user")
    assert set_up("dev") == ["sync requirements-dev.lock", f"install {tmp_path.name}"]


def test_a_changed_build_installs_the_project_alone(set_up: SetUp, tmp_path: Path) -> None:
    set_up("dev")
    (tmp_path / "hatch_build.py").write_text("changed", encoding="utf-8")
    assert set_up("dev") == [f"install {tmp_path.name}"]


def test_a_web_client_that_was_removed_is_built_again(set_up: SetUp, tmp_path: Path) -> None:
    (tmp_path / "web" / "dist").mkdir(parents=True)
    (tmp_path / "web" / "package.json").touch()
    (tmp_path / "web" / "dist" / "index.html").touch()
    set_up("dev")
    (tmp_path / "web" / "dist" / "index.html").unlink()
    assert set_up("dev") == [f"install {tmp_path.name}"]


def test_a_kernel_that_was_removed_or_changed_is_built_again(set_up: SetUp, tmp_path: Path) -> None:
    set_up("dev")
    (tmp_path / "shapley" / "_kernel.so").unlink()
    assert set_up("dev") == [f"install {tmp_path.name}"]
    (tmp_path / "shapley" / "_kernel.so").touch()
    (tmp_path / "shapley" / "native" / "kernel.c").write_text("long kernel;", encoding="ascii")
    assert set_up("dev") == [f"install {tmp_path.name}"]


def test_the_pin_of_the_installer_carries_its_hashes() -> None:
    first, *hashes = install.pin_of("uv").splitlines()
    assert first.startswith("uv==")
    assert len(hashes) > 3
    assert all(line.strip().startswith("--hash=sha256:") for line in hashes)


def test_a_version_managers_stub_for_a_missing_python_is_passed_over(tmp_path: Path) -> None:
    stub = tmp_path / "python3.13"
    stub.write_text("#!/bin/sh\necho 'pyenv: python3.13: command not found' >&2\nexit 127\n", encoding="ascii")
    stub.chmod(0o755)
    assert not process.runs(str(stub), "-c", "pass")
    assert not process.runs(str(tmp_path / "absent"))
