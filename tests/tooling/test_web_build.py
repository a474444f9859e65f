"""When the web client is built during installation, and what is said when it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from hatch_build import DIGEST_FILE, WebBuildError, build_web, digest_of_sources, reason_not_to_build, run_npm


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("FAULTLENS_SKIP_WEB", raising=False)
    for name in ("package.json", "src/main.ts", "node_modules/three/index.js"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", encoding="ascii")
    return tmp_path


def pretend_built(web: Path) -> None:
    (web / "dist").mkdir()
    (web / "dist" / DIGEST_FILE).write_text(digest_of_sources(web) + "\n", encoding="ascii")


def test_sources_without_a_build_are_built(web: Path) -> None:
    assert reason_not_to_build(web) == ""


def test_a_build_of_the_same_sources_is_kept(web: Path) -> None:
    pretend_built(web)
    assert reason_not_to_build(web) == "up to date"


def test_a_changed_an_added_and_a_renamed_source_each_call_for_a_new_build(web: Path) -> None:
    pretend_built(web)
    source = web / "src" / "main.ts"
    source.write_text("{};", encoding="ascii")
    assert reason_not_to_build(web) == ""
    source.write_text("{}", encoding="ascii")
    assert reason_not_to_build(web) == "up to date"
    source.rename(web / "src" / "start.ts")
    assert reason_not_to_build(web) == ""


def test_installed_packages_and_the_build_itself_are_not_sources(web: Path) -> None:
    pretend_built(web)
    (web / "node_modules" / "three" / "index.js").write_text("changed", encoding="ascii")
    (web / "dist" / "index.html").write_text("changed", encoding="ascii")
    assert reason_not_to_build(web) == "up to date"


def test_the_variable_leaves_the_web_client_out(web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAULTLENS_SKIP_WEB", "1")
    assert "FAULTLENS_SKIP_WEB" in reason_not_to_build(web)
    monkeypatch.setenv("FAULTLENS_SKIP_WEB", "0")
    assert reason_not_to_build(web) == ""


def test_a_tree_without_a_web_client_installs_all_the_same(tmp_path: Path) -> None:
    assert "package.json" in reason_not_to_build(tmp_path)


def test_a_missing_lock_file_is_named(web: Path) -> None:
    with pytest.raises(WebBuildError, match=r"package-lock\.json is missing"):
        build_web(web)


def test_a_failing_npm_is_told_with_its_command_and_its_exit_code(web: Path) -> None:
    with pytest.raises(WebBuildError, match=r"'npm run nothing' in .* ended with exit code 1"):
        run_npm(web, "run", "nothing")
