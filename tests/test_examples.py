"""The numbered examples run, and end with what they promise."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"


def run(name: str, home: Path, *arguments: str) -> str:
    """The output of an example."""
    command = [sys.executable, str(EXAMPLES / name), *arguments]
    environment = {**os.environ, "FAULTLENS_HOME": str(home)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=EXAMPLES.parent)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_a_fault_grows_and_the_first_step_is_quoted(pump_home: Path) -> None:
    said = run("01_watch_a_fault_grow.py", pump_home)
    assert "P-102: Suction strainer blockage" in said
    assert "first task PS-T-115" in said
    assert "SHA-256" in said


def test_a_machine_nobody_has_seen_works_from_its_folder_alone(tmp_path: Path) -> None:
    said = run("02_bring_your_own_machine.py", tmp_path / "home", str(tmp_path))
    assert "0 problems" in said
    assert "Filter clogged" in said
    assert said.rstrip().endswith("F-T-3.1: Unlock the isolator of the motor and turn it to ON.")
    assert (tmp_path / "fan-hall" / "models" / "fan" / "manifest.json").is_file()


def test_every_example_is_run_here() -> None:
    ours = Path(__file__).read_text(encoding="utf-8")
    assert [file.name for file in EXAMPLES.glob("*.py") if f'"{file.name}"' not in ours] == []
