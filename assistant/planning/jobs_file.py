"""The JSON file of open jobs → Job records; what a job leaves out comes from planning.yaml."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import AwareDatetime, Field, ValidationError

from assistant.planning.horizon import cents
from assistant.planning.records import Breakdown, Count, Hours, Job, Life, Persons
from assistant.planning.shape import BreakdownShape, PlanningFile, unknown
from knowledge_base.errors import CatalogError, Problem
from knowledge_base.plant_files import shaped
from knowledge_base.records import Id, Plant
from knowledge_base.records.base import Record
from knowledge_base.units import UnitError, conversion
from knowledge_base.yaml_source import Location, YamlSource, read_yaml

_MAX_BYTES = 4 * 1024 * 1024
_FILLED = ("duty", "downtime_per_hour", "hours", "persons", "skills", "parts", "running_loss_per_hour", "breakdown")


class LifeShape(Record):
    """A remaining life with its interval, in `unit`; see `records.Life`."""

    median: float
    low: float
    high: float
    unit: str = "hour"
    level: float = 0.9
    capped: bool = False
    as_of: AwareDatetime | None = None


class JobShape(Record):
    """One job. What is None comes from planning.yaml: `work` of the failure mode, `assets` of the machine."""

    id: Id
    asset: Id
    failure_mode: Id
    remaining_life: LifeShape
    tasks: tuple[Id, ...] | None = None
    hours: Hours | None = None
    persons: Persons | None = None
    skills: dict[Id, Persons] | None = None
    parts: dict[Id, Count] | None = None
    duty: Annotated[float, Field(gt=0, le=1)] | None = None
    downtime_per_hour: Annotated[float, Field(ge=0, le=1e9)] | None = None
    running_loss_per_hour: Annotated[float, Field(ge=0, le=1e9)] | None = None
    breakdown: BreakdownShape | None = None


class JobsShape(Record):
    """The file."""

    jobs: tuple[JobShape, ...]


def read_jobs(file: Path, known: PlanningFile, plant: Plant) -> tuple[Job, ...]:
    """The jobs, in the file's order. Raises CatalogError with every problem, by line."""
    data = _json(file)
    try:
        return _jobs(YamlSource(file, data, {}), known, plant)
    except CatalogError:
        # Finding the lines takes long, and is needed only now.
        return _jobs(YamlSource(file, data, _lines(file)), known, plant)


@dataclass(frozen=True)
class _Reading:
    """What a job is read against; problems are added to."""

    source: YamlSource
    known: PlanningFile
    plant: Plant
    problems: list[Problem]

    def refuse(self, place: Location, what: str, remedy: str) -> None:
        """Add a problem."""
        self.problems.append(self.source.problem(place, what, remedy))

    def refuse_all(self, place: Location, error: ValidationError) -> None:
        """Add a problem for each field that a record refused."""
        for detail in error.errors():
            where = (*place, *detail["loc"])
            said = detail["msg"].removeprefix("Value error, ")
            self.refuse(where, f"{'.'.join(str(part) for part in where)}: {said}", "Correct this value")


def _jobs(source: YamlSource, known: PlanningFile, plant: Plant) -> tuple[Job, ...]:
    shape = shaped(source, JobsShape)
    reading = _Reading(source, known, plant, [])
    ids = [job.id for job in shape.jobs]
    for i, name in enumerate(ids):
        if name in ids[:i]:
            reading.refuse(("jobs", i, "id"), f"job {name!r} is there twice", "Give one of them another id")
    jobs = [_job(reading, ("jobs", i), given) for i, given in enumerate(shape.jobs)]
    if reading.problems:
        raise CatalogError(tuple(sorted(reading.problems, key=lambda problem: problem.line)))
    return tuple(job for job in jobs if job is not None)


def _job(reading: _Reading, place: Location, given: JobShape) -> Job | None:
    """The record; None when something is missing or wrong, which is then among the problems."""
    tasks, life = _tasks(reading, place, given), _life(reading, place, given.remaining_life)
    filled = _filled(reading.known, given)
    for field in ("hours", "downtime_per_hour", "breakdown"):
        if tasks is not None and field not in filled:
            what = f"{field} is missing, and planning.yaml has none for {given.failure_mode} or {given.asset}"
            reading.refuse(place, what, f"Add `{field}` here, or there")
    if tasks is None or life is None or reading.problems:
        return None
    per_hour, breakdown = filled.pop("downtime_per_hour"), filled.pop("breakdown")
    failing = breakdown.downtime_per_hour
    try:
        return Job(
            id=given.id,
            asset_id=given.asset,
            mode_id=given.failure_mode,
            task_ids=tasks,
            life=life,
            downtime_per_hour=cents(per_hour),
            running_loss_per_hour=cents(filled.pop("running_loss_per_hour", 0.0)),
            breakdown=Breakdown(
                fixed=cents(breakdown.fixed),
                hours=breakdown.hours,
                downtime_per_hour=cents(per_hour if failing is None else failing),
                consequential=cents(breakdown.consequential),
            ),
            **filled,
        )
    except ValidationError as error:
        reading.refuse_all(place, error)
        return None


def _filled(known: PlanningFile, given: JobShape) -> dict[str, Any]:
    """The job's own fields, else those of the work of its failure mode and of its machine; None is left out."""
    work = next((w for w in known.shape.work if w.failure_mode == given.failure_mode), None)
    asset = next((a for a in known.shape.assets if a.id == given.asset), None)
    filled: dict[str, Any] = {}
    for source in (asset, work, given):
        own = {field: getattr(source, field, None) for field in _FILLED}
        filled |= {field: value for field, value in own.items() if value is not None}
    return filled


def _tasks(reading: _Reading, place: Location, given: JobShape) -> tuple[str, ...] | None:
    """The manual tasks; the plant's own for the failure mode where the job names none."""
    assets = [asset.id for asset in reading.plant.assets]
    found = tuple(unknown(reading.source, (*place, "asset"), given.asset, assets, "asset"))
    if not found:
        modes = reading.plant.equipment_of(reading.plant.asset(given.asset)).failure_modes
        names = [mode.id for mode in modes]
        found = tuple(unknown(reading.source, (*place, "failure_mode"), given.failure_mode, names, "failure mode"))
        if not found:
            own = next(mode.tasks for mode in modes if mode.id == given.failure_mode)
            return own if given.tasks is None else given.tasks
    reading.problems.extend(found)
    return None


def _life(reading: _Reading, place: Location, given: LifeShape) -> Life | None:
    place = (*place, "remaining_life")
    try:
        hours = conversion(given.unit, "hour").scale
        return Life(
            median=given.median * hours,
            low=given.low * hours,
            high=given.high * hours,
            level=given.level,
            capped=given.capped,
            as_of=given.as_of.astimezone(dt.UTC) if given.as_of else None,
        )
    except UnitError as error:
        reading.refuse((*place, "unit"), str(error), "Write a unit of time, such as hour or day")
    except ValidationError as error:
        reading.refuse_all(place, error)
    return None


def _json(file: Path) -> Any:
    """The parsed file; raises CatalogError where it cannot be read or is not strict JSON."""

    def refuse(line: int, what: str, remedy: str) -> CatalogError:
        return CatalogError((Problem(file, line, what, remedy),))

    try:
        raw = file.read_bytes()
    except OSError as error:
        raise refuse(1, f"cannot be read ({error.strerror})", "Create the file or correct its name") from error
    if len(raw) > _MAX_BYTES:
        raise refuse(1, "is larger than 4 MiB", "Plan fewer jobs at once")
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise refuse(1, f"is not UTF-8 text (byte {error.start})", "Save it as UTF-8") from error
    except json.JSONDecodeError as error:
        raise refuse(error.lineno, f"is not valid JSON: {error.msg}", "Check commas, quotes and brackets") from error
    except RecursionError as error:
        raise refuse(1, "is nested too deeply", "Write it flatter") from error
    except ValueError as error:
        raise refuse(1, f"is not valid JSON: {error}", "Correct this value") from error


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(n for n in names if names.count(n) > 1)!r} stands twice in one place")
    return found


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def _lines(file: Path) -> dict[Location, int]:
    """Where each value stands. JSON is nearly YAML; where it is not (tabs), only the field is named."""
    try:
        return read_yaml(file).lines
    except CatalogError:
        return {}
