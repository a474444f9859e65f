"""The JSON file of open jobs → Job records; what a job leaves out comes from planning.yaml."""

import datetime as dt
import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import AwareDatetime, Field, ValidationError

from assistant.planning.horizon import cents
from assistant.planning.records import Breakdown, Count, Hours, Job, Life, Persons
from assistant.planning.shape import AssetShape, BreakdownShape, PlanningFile, WorkShape, unknown
from knowledge_base.errors import CatalogError, Problem
from knowledge_base.plant_files import shaped
from knowledge_base.records import Id, Plant
from knowledge_base.records.base import Record
from knowledge_base.units import UnitError, conversion
from knowledge_base.yaml_source import Location, YamlSource, read_yaml

_MAX_BYTES = 4 * 1024 * 1024


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


def _jobs(source: YamlSource, known: PlanningFile, plant: Plant) -> tuple[Job, ...]:
    shape = shaped(source, JobsShape)
    problems: list[Problem] = []
    ids = [job.id for job in shape.jobs]
    jobs = []
    for i, given in enumerate(shape.jobs):
        if given.id in ids[:i]:
            problems.append(source.problem(("jobs", i, "id"), f"job {given.id!r} is there twice", "Rename one"))
        before = len(problems)
        job = _Given(source, ("jobs", i), given, known, plant, problems).job()
        if job is not None and len(problems) == before:
            jobs.append(job)
    if problems:
        raise CatalogError(tuple(sorted(problems, key=lambda problem: problem.line)))
    return tuple(jobs)


class _Given:
    """One job of the file, while its gaps are filled."""

    def __init__(
        self,
        source: YamlSource,
        place: Location,
        given: JobShape,
        known: PlanningFile,
        plant: Plant,
        problems: list[Problem],
    ) -> None:
        self._source, self._place, self._given, self._plant, self._problems = source, place, given, plant, problems
        self._work: WorkShape | None = next((w for w in known.shape.work if w.failure_mode == given.failure_mode), None)
        self._asset: AssetShape | None = next((a for a in known.shape.assets if a.id == given.asset), None)

    def job(self) -> Job | None:
        """The record; None when something is missing or wrong, which is then among the problems."""
        given, work, asset = self._given, self._work, self._asset
        tasks = self._tasks()
        hours = given.hours or (work.hours if work else None)
        per_hour = given.downtime_per_hour
        if per_hour is None and asset is not None:
            per_hour = asset.downtime_per_hour
        breakdown = given.breakdown or (work.breakdown if work else None)
        life = self._life()
        if hours is None:
            self._missing("hours", f"work of {given.failure_mode}")
        if per_hour is None:
            self._missing("downtime_per_hour", f"asset {given.asset}")
        if breakdown is None:
            self._missing("breakdown", f"work of {given.failure_mode}")
        if tasks is None or hours is None or per_hour is None or breakdown is None or life is None:
            return None
        failing = breakdown.downtime_per_hour
        values: dict[str, Any] = {
            "id": given.id,
            "asset_id": given.asset,
            "mode_id": given.failure_mode,
            "task_ids": tasks,
            "hours": hours,
            "persons": given.persons or (work.persons if work else 1),
            "skills": self._or_work("skills"),
            "parts": self._or_work("parts"),
            "life": life,
            "duty": given.duty or (asset.duty if asset else 1.0),
            "downtime_per_hour": cents(per_hour),
            "running_loss_per_hour": cents(self._running_loss()),
            "breakdown": Breakdown(
                fixed=cents(breakdown.fixed),
                hours=breakdown.hours,
                downtime_per_hour=cents(per_hour if failing is None else failing),
                consequential=cents(breakdown.consequential),
            ),
        }
        return self._checked(values)

    def _or_work(self, field: str) -> dict[str, int]:
        own: dict[str, int] | None = getattr(self._given, field)
        return own if own is not None else (getattr(self._work, field) if self._work else {})

    def _running_loss(self) -> float:
        own = self._given.running_loss_per_hour
        return own if own is not None else (self._work.running_loss_per_hour if self._work else 0.0)

    def _tasks(self) -> tuple[str, ...] | None:
        """The manual tasks; the plant's own for the failure mode where the job names none."""
        given = self._given
        assets = [asset.id for asset in self._plant.assets]
        found = list(unknown(self._source, (*self._place, "asset"), given.asset, assets, "asset"))
        if not found:
            modes = self._plant.equipment_of(self._plant.asset(given.asset)).failure_modes
            names, place = [mode.id for mode in modes], (*self._place, "failure_mode")
            found = list(unknown(self._source, place, given.failure_mode, names, "failure mode"))
            if not found:
                own = next(mode.tasks for mode in modes if mode.id == given.failure_mode)
                return own if given.tasks is None else given.tasks
        self._problems += found
        return None

    def _life(self) -> Life | None:
        given = self._given.remaining_life
        place = (*self._place, "remaining_life")
        try:
            hours = conversion(given.unit, "hour").scale
        except UnitError as error:
            self._problems.append(self._source.problem((*place, "unit"), str(error), "Write a unit of time: hour, day"))
            return None
        try:
            return Life(
                median=given.median * hours,
                low=given.low * hours,
                high=given.high * hours,
                level=given.level,
                capped=given.capped,
                as_of=given.as_of.astimezone(dt.UTC) if given.as_of else None,
            )
        except ValidationError as error:
            self._refuse(place, error)
            return None

    def _checked(self, values: dict[str, Any]) -> Job | None:
        try:
            return Job.model_validate(values)
        except ValidationError as error:
            self._refuse(self._place, error)
            return None

    def _missing(self, field: str, where: str) -> None:
        what = f"{field} is missing, and planning.yaml has none for the {where}"
        self._problems.append(self._source.problem(self._place, what, f"Add `{field}` here, or there"))

    def _refuse(self, place: Location, error: ValidationError) -> None:
        for detail in error.errors():
            where = (*place, *detail["loc"])
            what = f"{'.'.join(str(part) for part in where)}: {detail['msg'].removeprefix('Value error, ')}"
            self._problems.append(self._source.problem(where, what, "Correct this value"))


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
