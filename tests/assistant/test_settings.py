"""Where Faultlens keeps what it makes is said by the environment, and nothing else moves it."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.settings import Settings


def test_the_environment_says_where_the_home_and_the_data_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FAULTLENS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("FAULTLENS_DATA", str(tmp_path / "data"))
    assert Settings() == Settings(home=tmp_path / "home", data=tmp_path / "data")


def test_without_the_environment_the_home_is_the_users_own_and_there_is_no_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("FAULTLENS_HOME", "FAULTLENS_DATA", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    settings = Settings()
    assert settings.home.name == "faultlens"
    assert settings.home.is_relative_to(Path.home())
    assert settings.data is None


def test_making_settings_writes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FAULTLENS_HOME", str(tmp_path / "home"))
    Settings()
    assert list(tmp_path.iterdir()) == []


def test_settings_do_not_change_under_way(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings(home=tmp_path).home = tmp_path / "other"  # type: ignore[misc]  # that it is refused is the test
