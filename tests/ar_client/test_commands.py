"""`faultlens view` as typed: its help, and what it answers to what cannot work."""

import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from ar_client.commands import view


def run(*arguments: str) -> Result:
    app = typer.Typer()
    app.command("view")(view)
    return CliRunner().invoke(app, list(arguments))


def test_help_shows_an_example_and_every_option() -> None:
    told = run("--help").output
    assert "faultlens view http://127.0.0.1:8010" in told
    for option in ("--snapshot", "--asset", "--wait-for-alarm", "--size"):
        assert option in told


@pytest.mark.parametrize("size", ["big", "1600", "1600x", "10x10", "9000x9000", "-800x600"])
def test_a_size_that_is_none_is_refused(size: str) -> None:
    outcome = run("127.0.0.1:1", f"--size={size}")
    assert outcome.exit_code == 2


def test_waiting_for_an_alarm_without_a_snapshot_is_refused() -> None:
    assert run("127.0.0.1:1", "--wait-for-alarm", "5").exit_code == 2


def test_a_bad_address_ends_with_one_line_and_exit_code_1(tmp_path: Path) -> None:
    outcome = run("ftp://host", "--snapshot", str(tmp_path / "a.png"))
    assert outcome.exit_code == 1
    assert "Error: ftp:// is not a scheme" in outcome.output


def test_where_nothing_answers_no_file_is_written(tmp_path: Path) -> None:
    outcome = run("127.0.0.1:9", "--snapshot", str(tmp_path / "a.png"))
    assert outcome.exit_code == 1
    assert "Nothing answers" in outcome.output
    assert list(tmp_path.iterdir()) == []


def test_loading_the_command_loads_nothing_heavy() -> None:
    code = (
        "import sys, ar_client.commands; "
        "print([m for m in ('numpy', 'open3d', 'trimesh', 'PIL', 'websockets', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
