"""The file of jobs: what it leaves out comes from planning.yaml, and what is wrong is told by line."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from assistant.planning.jobs_file import read_jobs
from assistant.planning.records import Job
from assistant.planning.shape import PlanningFile
from knowledge_base.errors import CatalogError
from knowledge_base.records import Plant
from tests.assistant.planning.test_shape import GOOD, read

LIFE = {"median": 100, "low": 40, "high": 200}
BARE = {"id": "J-1", "asset": "P-101", "failure_mode": "cavitation", "remaining_life": LIFE}


@pytest.fixture
def known(tmp_path: Path, plant: Plant) -> PlanningFile:
    return read(tmp_path, GOOD, plant)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "jobs.json"


def jobs_of(file: Path, known: PlanningFile, plant: Plant, *given: dict[str, Any]) -> tuple[Job, ...]:
    file.write_text(json.dumps({"jobs": given}), encoding="utf-8")
    return read_jobs(file, known, plant)


def refused(file: Path, known: PlanningFile, plant: Plant, text: str) -> str:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        read_jobs(file, known, plant)
    return str(caught.value)


def test_a_job_that_only_says_what_fails_is_filled_from_the_plant(
    file: Path, known: PlanningFile, plant: Plant
) -> None:
    (job,) = jobs_of(file, known, plant, BARE)
    assert (job.hours, job.persons, job.skills, job.parts) == (4, 1, {"fitter": 1}, {"gasket": 1})
    assert job.task_ids == ("PS-T-250",)
    assert (job.downtime_per_hour, job.duty) == (24_000, 1.0)
    assert job.breakdown.cost == 90_000 + 12 * 24_000


def test_what_a_job_says_itself_counts(file: Path, known: PlanningFile, plant: Plant) -> None:
    own = {
        "hours": 1,
        "persons": 2,
        "skills": {},
        "parts": {},
        "tasks": ["PS-T-240"],
        "duty": 0.5,
        "downtime_per_hour": 0,
        "running_loss_per_hour": 1.5,
        "breakdown": {"fixed": 10, "hours": 2, "downtime_per_hour": 7, "consequential": 1},
    }
    (job,) = jobs_of(file, known, plant, BARE | own)
    assert (job.hours, job.persons, job.skills, job.parts, job.task_ids) == (1, 2, {}, {}, ("PS-T-240",))
    assert (job.downtime_per_hour, job.duty, job.running_loss_per_hour) == (0, 0.5, 150)
    assert job.breakdown.cost == 1_000 + 2 * 700 + 100


def test_a_life_may_be_in_days_and_of_an_earlier_time(file: Path, known: PlanningFile, plant: Plant) -> None:
    life = {"median": 4, "low": 1, "high": 9, "unit": "day", "as_of": "2026-11-23T08:00:00+01:00"}
    (job,) = jobs_of(file, known, plant, BARE | {"remaining_life": life})
    assert (job.life.low, job.life.median, job.life.high) == (24, 96, 216)
    assert job.life.as_of == dt.datetime(2026, 11, 23, 7, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"asset": "P-1O1"}, "unknown asset 'P-1O1'. Did you mean 'P-101'?"),
        ({"failure_mode": "cavitatoin"}, "Did you mean 'cavitation'?"),
        ({"failure_mode": "impeller_wear"}, "hours is missing, and planning.yaml has none for impeller_wear"),
        ({"asset": "P-102"}, "downtime_per_hour is missing"),
        ({"remaining_life": LIFE | {"low": 150}}, "must rise"),
        ({"remaining_life": LIFE | {"unit": "kg"}}, "Write a unit of time"),
        ({"remaining_life": LIFE | {"unit": "parsnip"}}, "Write a unit of time"),
        ({"remaining_life": LIFE | {"as_of": "2026-11-23T08:00:00"}}, "timezone"),
        ({"skills": {"fitter": 3}}, "more persons must hold a skill"),
        ({"hour": 3}, "Did you mean `hours`?"),
        ({"hours": 0}, "greater than 0"),
        ({"hours": "long"}, "valid number"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    file: Path, known: PlanningFile, plant: Plant, change: dict[str, Any], said: str
) -> None:
    text = '{"jobs": [\n' + json.dumps(BARE) + ",\n" + json.dumps(BARE | {"id": "J-2"} | change) + "\n]}"
    told = refused(file, known, plant, text)
    assert f"{file}:3: " in told
    assert said in told


def test_a_job_that_is_there_twice_is_told(file: Path, known: PlanningFile, plant: Plant) -> None:
    assert "job 'J-1' is there twice" in refused(file, known, plant, json.dumps({"jobs": [BARE, BARE]}))


def test_of_a_file_with_tabs_the_field_is_named(file: Path, known: PlanningFile, plant: Plant) -> None:
    told = refused(file, known, plant, json.dumps({"jobs": [BARE | {"hours": -1}]}, indent="\t"))
    assert "jobs.0.hours" in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not valid JSON"),
        ('{"jobs": [1,\n]}', "jobs.json:2: is not valid JSON"),
        ('{"jobs": [], "jobs": []}', "'jobs' stands twice"),
        ('{"jobs": NaN}', "NaN is not a number"),
        ('{"jobs": -Infinity}', "-Infinity is not a number"),
        ("[]", "must hold fields"),
        ("3", "must hold fields"),
        ('{"jobs": {}}', "jobs"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_jobs_file_is_no_crash(file: Path, known: PlanningFile, plant: Plant, text: str, said: str) -> None:
    assert said in refused(file, known, plant, text)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, known: PlanningFile, plant: Plant) -> None:
    with pytest.raises(CatalogError, match="cannot be read"):
        read_jobs(tmp_path / "none.json", known, plant)
    binary = tmp_path / "jobs.json"
    binary.write_bytes(b"\xff\xfe")
    with pytest.raises(CatalogError, match="UTF-8"):
        read_jobs(binary, known, plant)
    binary.write_bytes(b" " * (4 * 1024 * 1024 + 1))
    with pytest.raises(CatalogError, match="4 MiB"):
        read_jobs(binary, known, plant)
