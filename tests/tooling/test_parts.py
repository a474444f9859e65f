"""A test whose part is missing is skipped with the reason told at the end; under CI=true it fails."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.tooling import browser, parts

MARKED = """
import pytest

@pytest.mark.broker
def test_one(): pass

@pytest.mark.broker
def test_two(): pass

def test_three(): pass
"""


@pytest.fixture
def marked(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Three tests, two of which need a broker."""
    pytester.makeini("[pytest]\nmarkers = broker")
    pytester.makeconftest("from tests.conftest import pytest_runtest_setup, pytest_terminal_summary")
    pytester.makepyfile(MARKED)
    monkeypatch.delenv("CI", raising=False)
    return pytester


def without_broker(marker: str) -> str:
    return "the MQTT broker mosquitto is missing: no mosquitto. To have it: ask" if marker == "broker" else ""


def test_a_missing_part_skips_its_tests_and_is_told_once_at_the_end(
    marked: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "missing", without_broker)
    outcome = marked.runpytest_inprocess()
    outcome.assert_outcomes(passed=1, skipped=2)
    outcome.stdout.fnmatch_lines(["*could not run on this machine*", "2 tests: the MQTT broker mosquitto is missing*"])
    assert "1 passed, 2 skipped" in outcome.stdout.lines[-1]


def test_under_ci_a_missing_part_fails_its_tests(marked: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "missing", without_broker)
    monkeypatch.setenv("CI", "true")
    marked.runpytest_inprocess().assert_outcomes(passed=1, errors=2)


def test_with_the_part_there_all_run(marked: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "missing", lambda marker: "")
    outcome = marked.runpytest_inprocess()
    outcome.assert_outcomes(passed=3)
    outcome.stdout.no_fnmatch_line("*could not run*")


def test_every_part_has_a_marker_that_pytest_knows(pytestconfig: pytest.Config) -> None:
    known = {line.partition(":")[0] for line in pytestconfig.getini("markers")}
    assert {part.marker for part in parts.PARTS} <= known


def test_the_data_folder_is_the_one_that_the_variable_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAULTLENS_DATA", str(tmp_path / "absent"))
    parts.missing.cache_clear()
    assert str(tmp_path / "absent") in parts.missing("data")
    monkeypatch.setenv("FAULTLENS_DATA", str(tmp_path))
    parts.missing.cache_clear()
    assert parts.missing("data") == ""
    parts.missing.cache_clear()


def test_bringing_parts_never_fails_and_says_what_it_could_not_bring(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = parts.Part("broker", "the broker", lambda: "none", lambda: "there is no apt-get here", "ask")
    monkeypatch.setattr(parts, "PARTS", (absent,))
    parts.bring_all()
    assert "the broker could not be brought: there is no apt-get here" in capsys.readouterr().out


@pytest.mark.browser
def test_the_browser_draws_webgl_without_a_graphics_card(chromium: str | None) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        page = playwright.chromium.launch(**browser.launch_options(chromium)).new_page()
        page.set_content("<canvas id='c'></canvas>")
        context = "document.getElementById('c').getContext('webgl2')"
        assert page.evaluate(f"{context} !== null")


@pytest.mark.broker
def test_the_broker_answers(broker_program: str) -> None:
    # It has no option for its version; its help begins with it.
    said = subprocess.run([broker_program, "-h"], capture_output=True, text=True, check=False).stdout
    assert said.startswith("mosquitto version")


@pytest.mark.desktop
def test_open3d_has_a_driver_to_draw_with() -> None:
    assert parts.missing("desktop") == ""
