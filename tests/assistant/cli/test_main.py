"""The command answers at once, documents itself, and turns errors into one line and an exit code."""

import re
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer

from assistant.errors import UsageError
from explain.errors import BundleError
from knowledge_base.errors import UnknownPlant
from tests.assistant.cli.program import PROGRAM, environment, faultlens, faultlens_here

subject = import_module("assistant.cli.main")
"""The module; the package shows the function of that name."""

COMMANDS = (
    "demo",
    "check",
    "train",
    "diagnose",
    "explain",
    "drift",
    "plan",
    "feedback",
    "serve",
    "view",
    "bench",
    "emit-types",
)
HEAVY = (
    "numpy",
    "pandas",
    "lightgbm",
    "sklearn",
    "scipy",
    "fastapi",
    "uvicorn",
    "pint",
    "pydantic",
    "open3d",
    "shap",
    "ortools",
)


def commands() -> dict[str, Any]:
    """Every command of this package as the library sees it."""
    group: Any = typer.main.get_command(subject.app)
    return dict(group.commands)


def test_help_answers_in_under_a_third_of_a_second(tmp_path: Path) -> None:
    best = float("inf")
    for _ in range(15):
        began = time.perf_counter()
        subprocess.run([PROGRAM, "--help"], env=environment(tmp_path), capture_output=True, check=True)
        best = min(best, time.perf_counter() - began)
        if best < 0.34:
            return
    pytest.fail(f"the best of fifteen took {best:.2f} s")


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, assistant.cli.main; print(*(n for n in sys.argv[1:] if n in sys.modules))"
    outcome = subprocess.run([sys.executable, "-c", code, *HEAVY], capture_output=True, text=True, check=True)
    assert outcome.stdout.split() == []


def test_help_names_every_command_of_the_contract(tmp_path: Path) -> None:
    said = faultlens("--help", home=tmp_path).stdout
    assert re.findall(r"^  ([a-z][a-z-]*) {2,}\S", said.partition("Commands:")[2], re.MULTILINE) == [
        "demo",
        "check",
        "train",
        "diagnose",
        "explain",
        "drift",
        "ingest",
        "approve",
        "search",
        "manual",
        "plan",
        "feedback",
        "serve",
        "bench",
        "emit-types",
        "view",
    ]
    assert "faultlens demo" in said


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "view"])
def test_every_command_and_every_option_explains_itself(command: str) -> None:
    known = commands()[command]
    assert known.help is not None
    assert f"Example: faultlens {command}" in known.help
    for parameter in known.params:
        assert getattr(parameter, "help", None), f"{command}: {parameter.name} has no help"


def test_the_flags_of_the_contract_are_there() -> None:
    flags = {
        name: {option for parameter in command.params for option in parameter.opts}
        for name, command in commands().items()
    }
    assert flags["train"] >= {"--data"}
    assert flags["diagnose"] >= {"--data", "--row", "--last", "--json"}
    assert flags["plan"] >= {"--jobs", "--now", "--days", "--effort", "--json"}
    assert flags["feedback"] >= {"--log", "--json"}
    assert flags["serve"] >= {"--host", "--port"}
    for command in ("check", "train", "diagnose", "plan", "feedback", "serve"):
        assert commands()[command].params[0].name == "plant"


def test_without_a_command_the_help_is_shown(tmp_path: Path) -> None:
    outcome = faultlens(home=tmp_path)
    assert outcome.returncode == 2
    assert "Commands:" in outcome.stdout + outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonsense",), "No such command 'nonsense'"),
        (("check",), "Missing argument 'PLANT'"),
        (("check", "pump-skid", "--colour"), "No such option: --colour"),
        (("diagnose", "pump-skid"), "Missing option '--data'"),
        (("diagnose", "pump-skid", "--data", "x.csv", "--row", "three"), "Invalid value for '--row'"),
        (("serve", "pump-skid", "--port", "70000"), "Invalid value for '--port'"),
    ],
)
def test_wrong_usage_is_told_with_exit_code_two(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    outcome = faultlens_here(*arguments, home=tmp_path)
    assert outcome.returncode == 2
    assert said in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert list(tmp_path.iterdir()) == []


def run_main(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    """The exit code of the program when its command raises this."""

    def fail() -> None:
        raise error

    monkeypatch.setattr(subject, "app", fail)
    monkeypatch.setattr(subject, "entry_points", lambda group: [])
    with pytest.raises(SystemExit) as caught:
        subject.main()
    assert isinstance(caught.value.code, int)
    return caught.value.code


@pytest.mark.parametrize("error", [UsageError("do this"), BundleError("do this"), UnknownPlant("do this")])
def test_an_error_of_ours_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    assert run_main(monkeypatch, error) == 1
    assert capsys.readouterr().err == "Error: do this\n"


def test_an_interruption_is_no_crash(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_main(monkeypatch, KeyboardInterrupt()) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_an_error_of_the_program_itself_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError):
        run_main(monkeypatch, ZeroDivisionError())


def test_a_reader_that_stops_early_is_no_crash(tmp_path: Path) -> None:
    with subprocess.Popen(
        [PROGRAM, "check", "pump-skid"], env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read().decode()
    assert "Traceback" not in said
