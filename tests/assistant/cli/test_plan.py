"""`faultlens plan`: a plan to read and a plan for machines, and clear words for what cannot be planned."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from assistant.cli.plan import plan
from assistant.errors import AssistantError, UsageError
from assistant.planning.proposal import Plan
from knowledge_base.errors import CatalogError

JOBS = {
    "jobs": [
        {
            "id": "J-1",
            "asset": "P-101",
            "failure_mode": "bearing_de_wear",
            "remaining_life": {"median": 410, "low": 180, "high": 700},
        },
        {
            "id": "J-2",
            "asset": "P-102",
            "failure_mode": "motor_overheating",
            "remaining_life": {"median": 30, "low": 8, "high": 60},
        },
    ]
}
NOW = "2026-11-23T07:00Z"
app = typer.Typer()
app.command()(plan)


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("FAULTLENS_HOME", str(tmp_path / "home"))


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    file = tmp_path / "jobs.json"
    file.write_text(json.dumps(JOBS), encoding="utf-8")
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in arguments])


def error_of(*arguments: object) -> BaseException:
    outcome = run(*arguments)
    assert outcome.exit_code == 1
    assert outcome.output == ""
    assert outcome.exception is not None
    return outcome.exception


def test_a_planner_reads_when_who_why_and_what_else(jobs: Path) -> None:
    said = run("pump-skid", "--jobs", jobs, "--now", NOW).output
    assert "2 jobs, until Monday 21 Dec 08:00 (Europe/Berlin)" in said
    assert "Saturday 28 Nov 06:00 to 14:30, Saturday stop" in said
    assert "Deep-groove ball bearing 6309 C3 (PS-80-2101) is there from Thursday 26 Nov 08:00" in said
    assert "Ines Farrow" in said
    assert "No plan costs less (proved)." in said
    assert said.index("J-2") < said.index("J-1")  # in the order of the work


def test_machines_get_the_whole_record(jobs: Path) -> None:
    outcome = run("pump-skid", "--jobs", jobs, "--now", NOW, "--json")
    found = Plan.model_validate_json(outcome.output)
    assert [choice.job_id for choice in found.choices] == ["J-1", "J-2"]
    assert found.optimal
    assert json.loads(outcome.output)["now"] == "2026-11-23T07:00:00Z"


def test_the_horizon_can_be_given(jobs: Path) -> None:
    found = Plan.model_validate_json(run("pump-skid", "--jobs", jobs, "--now", NOW, "--days", "3", "--json").output)
    assert str(found.until) == "2026-11-26 07:00:00+00:00"


def test_without_a_time_it_is_now(jobs: Path) -> None:
    found = Plan.model_validate_json(run("pump-skid", "--jobs", jobs, "--json").output)
    assert found.now.second == 0
    assert found.choices


def test_without_jobs_the_plan_is_empty(tmp_path: Path) -> None:
    none = tmp_path / "none.json"
    none.write_text('{"jobs": []}', encoding="utf-8")
    outcome = run("pump-skid", "--jobs", none, "--now", NOW)
    assert outcome.exit_code == 0
    assert "0 jobs" in outcome.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("pump-skid", "--now", "tomorrow"), "--now tomorrow is not a time"),
        (("pump-skid", "--now", "2026-11-23T07:00"), "names no time zone"),
        (("milling-cell", "--now", NOW), "has no planning.yaml"),
    ],
)
def test_what_cannot_be_planned_is_said(jobs: Path, arguments: tuple[str, ...], said: str) -> None:
    error = error_of(*arguments, "--jobs", jobs)
    assert isinstance(error, UsageError)
    assert said in str(error)


def test_a_mistake_in_the_jobs_is_told_by_line(jobs: Path) -> None:
    spoiled: Any = json.loads(json.dumps(JOBS))
    spoiled["jobs"][1]["asset"] = "P-109"
    jobs.write_text(json.dumps(spoiled, indent=1), encoding="utf-8")
    error = error_of("pump-skid", "--jobs", jobs, "--now", NOW)
    assert isinstance(error, CatalogError)
    (told,) = str(error).splitlines()
    assert "jobs.json:15: unknown asset 'P-109'" in told


def test_a_life_of_the_future_is_refused_with_its_job(jobs: Path) -> None:
    spoiled: Any = json.loads(json.dumps(JOBS))
    spoiled["jobs"][0]["remaining_life"]["as_of"] = "2026-12-24T00:00Z"
    jobs.write_text(json.dumps(spoiled), encoding="utf-8")
    error = error_of("pump-skid", "--jobs", jobs, "--now", NOW)
    assert isinstance(error, AssistantError)
    assert "job J-1" in str(error)
