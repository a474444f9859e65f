"""`faultlens plan PLANT --jobs FILE`: for each open job when to do it, why, and what waiting costs."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import JsonOption, PlantArgument


def plan(
    plant: PlantArgument,
    jobs: Annotated[Path, typer.Option("--jobs", metavar="FILE", help="The open jobs, a JSON file.")],
    now: Annotated[
        str | None, typer.Option("--now", metavar="TIME", help="Plan from this time, such as 2026-11-23T07:00Z.")
    ] = None,
    days: Annotated[
        float | None, typer.Option("--days", min=0.01, max=366.0, help="How far to plan, instead of planning.yaml's.")
    ] = None,
    effort: Annotated[
        float, typer.Option("--effort", min=0.01, max=600.0, help="Limit of the search, in seconds of a fast machine.")
    ] = 3.0,
    json_output: JsonOption = False,
) -> None:
    """Propose for each open job the window that costs least in expectation, for all machines together.

    FILE holds the jobs, their remaining lives in hours: {"jobs": [{"id": "J-1", "asset": "P-101", "failure_mode":
    "bearing_de_wear", "remaining_life": {"median": 410, "low": 180, "high": 700}}]}

    Example: faultlens plan pump-skid --jobs jobs.json
    """
    from assistant.libraries import load_from_library
    from assistant.planning.horizon import planning_at
    from assistant.planning.jobs_file import read_jobs
    from assistant.planning.shape import read_planning
    from assistant.planning.solve import solve
    from assistant.settings import Settings
    from knowledge_base.catalog import find_plant

    folder = find_plant(plant)
    moment = _moment(now)
    loaded = load_from_library(folder, Settings())
    known = read_planning(folder, loaded)
    calendar = planning_at(known, moment, days)
    proposed = solve(read_jobs(jobs, known, loaded), calendar, effort)
    if json_output:
        print(proposed.model_dump_json(indent=2))
        return
    from assistant.cli.plan_table import print_plan

    print_plan(proposed, calendar, loaded)


def _moment(now: str | None) -> datetime:
    """The time to plan from, UTC, to the minute: the clock's when none is given."""
    from datetime import UTC

    from assistant.errors import UsageError

    if now is None:
        return datetime.now(UTC).replace(second=0, microsecond=0)
    try:
        given = datetime.fromisoformat(now)
    except ValueError as error:
        raise UsageError(f"--now {now} is not a time. Write it as 2026-11-23T07:00Z") from error
    if given.tzinfo is None:
        raise UsageError(f"--now {now} names no time zone. Write it in UTC, as {now}Z")
    return given.astimezone(UTC)
