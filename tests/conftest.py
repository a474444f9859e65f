"""What all tests share: markers for parts that a machine may lack, and the way to those parts."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.tooling import browser, parts

browser.start_with_our_node()


def require(marker: str) -> None:
    """Skip the running test where the part is missing; under CI=true fail it."""
    reason = parts.missing(marker)
    if reason and parts.under_ci():
        pytest.fail(f"{reason} (under CI=true nothing is skipped for a missing part)", pytrace=False)
    if reason:
        pytest.skip(reason)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Ask for the parts that a test's markers name, before any fixture is made."""
    for part in parts.PARTS:
        if item.get_closest_marker(part.marker):
            require(part.marker)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Say last, in one line for each missing part, how many tests could not run and why."""
    yield
    reasons = Counter(skip_reason(report) for report in terminalreporter.stats.get("skipped", []))
    told = [reason for part in parts.PARTS for reason in reasons if reason.startswith(f"{part.name} is missing")]
    if told:
        terminalreporter.section("could not run on this machine")
    for reason in told:
        tests = "1 test" if reasons[reason] == 1 else f"{reasons[reason]} tests"
        terminalreporter.write_line(f"{tests}: {reason}")


def skip_reason(report: Any) -> str:
    """The reason in the report of a skipped test."""
    where = report.longrepr
    return str(where[2]).removeprefix("Skipped: ") if isinstance(where, tuple) else ""


@pytest.fixture(scope="session")
def data_root() -> Path:
    """The folder of the public data sets, one folder for each of them."""
    require("data")
    return parts.data_folder()


@pytest.fixture(scope="session")
def manuals_root(data_root: Path) -> Path:
    """The folder of real manuals beside the data sets, one folder for each of them."""
    return data_root.parent / "manuals"


@pytest.fixture(scope="session")
def chromium() -> str | None:
    """Path of the browser to start; None for the one that Playwright brought."""
    require("browser")
    return browser.installed()


@pytest.fixture(scope="session")
def launch_options(chromium: str | None) -> dict[str, Any]:
    """Keyword arguments for Playwright's `chromium.launch`."""
    return browser.launch_options(chromium)


@pytest.fixture(scope="session")
def broker_program() -> str:
    """Path of the MQTT broker."""
    require("broker")
    program = parts.broker_program()
    assert program is not None
    return program


@pytest.fixture(scope="session")
def pump_home(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A FAULTLENS_HOME with the pump skid's model, trained once a run of the tests by the command itself."""
    own = tmp_path_factory.getbasetemp()
    home = (own.parent if hasattr(request.config, "workerinput") else own) / "pump-home"
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.is_dir():
            program = Path(sys.executable).parent / "faultlens"
            environment = {**os.environ, "FAULTLENS_HOME": str(home)}
            trained = subprocess.run(
                [program, "train", "pump-skid"], env=environment, capture_output=True, text=True, check=False
            )
            assert trained.returncode == 0, trained.stderr
    return home
