"""`faultlens approve PLANT MANUAL… --by NAME`: a named engineer allows a revision to be followed."""

from typing import Annotated

import typer

from assistant.cli.options import PlantArgument


def approve(
    plant: PlantArgument,
    manuals: Annotated[
        list[str] | None, typer.Argument(metavar="[MANUAL…]", help="Ids of manuals that wait; see faultlens ingest.")
    ] = None,
    by: Annotated[str, typer.Option(metavar="NAME", help="First and last name of the engineer who approves.")] = "",
    every: Annotated[bool, typer.Option("--all", help="All manuals that wait.")] = False,
) -> None:
    """Allow the steps of a manual's revision to be shown. The digests of what was approved are kept with the name.

    Example: faultlens approve ./my-plant PUMP-MM-1 --by "Ada Brand"
    """
    from datetime import UTC, datetime

    from assistant.cli.progress import progress_bar
    from assistant.errors import UsageError
    from assistant.libraries import open_from_library
    from assistant.settings import Settings
    from knowledge_base.approvals import approve as give
    from knowledge_base.catalog import find_plant

    folder = find_plant(plant)
    with progress_bar("Reading") as progress:
        opened = open_from_library(folder, Settings(), progress)
    waiting = {r.manual.id: r for shelved in opened.readings.values() for r in shelved.pending}
    wanted = list(waiting) if every else list(dict.fromkeys(manuals or ()))
    if not wanted and not every:
        raise UsageError(f"name the manuals to approve, or --all. Waiting: {', '.join(waiting) or 'none'}")
    known = {r.manual.id for shelved in opened.readings.values() for r in shelved.in_force}
    for name in wanted:
        if name not in waiting and name not in known:
            raise UsageError(f"there is no manual {name!r} here. Waiting: {', '.join(waiting) or 'none'}")
    given = give(folder, [waiting[name] for name in wanted if name in waiting], by, datetime.now(UTC).date())
    for approval in given:
        print(f"{approval.manual}, revision {approval.revision}, approved by {approval.approved_by}")
    if not given:
        print("Nothing to approve: all of these are in force.")
