"""A lock that no longer answers pyproject.toml is told apart from one that does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tooling import locks
from tests.tooling.install import LOCKS

USER = LOCKS["user"].read_text(encoding="utf-8")


def complaints(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    lock = tmp_path / "requirements.lock"
    lock.write_text(text, encoding="utf-8")
    monkeypatch.setitem(LOCKS, "user", lock)
    return list(locks.compare("user"))


def test_the_locks_of_the_project_answer_its_requirements() -> None:
    assert [*locks.compare("user"), *locks.compare("dev")] == []


def test_a_package_that_is_not_locked_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [complaint] = complaints(USER.replace("pint==", "punt=="), tmp_path, monkeypatch)
    assert "lacks pint" in complaint


def test_a_version_that_is_too_old_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [complaint] = complaints(USER.replace("pandas==", "pandas==0."), tmp_path, monkeypatch)
    assert "pandas 0." in complaint


def test_an_address_in_a_lock_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [complaint] = complaints("--index-url ftp://packages.example\n" + USER, tmp_path, monkeypatch)
    assert "address" in complaint
