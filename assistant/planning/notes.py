"""What a plan leaves out of account, said beside it."""

from collections.abc import Iterator, Sequence

from assistant.planning.placing import Placed
from assistant.planning.proposal import OptionKind
from assistant.planning.records import Planning
from assistant.planning.roster import overdue
from assistant.planning.words import listed


def notes_of(placed: Sequence[Placed], planning: Planning) -> tuple[str, ...]:
    """Deliveries that are overdue, and machines on which a stop at once meets other work."""
    return (*_overdue(planning), *_stopped_twice(placed))


def _overdue(planning: Planning) -> Iterator[str]:
    for part in planning.parts:
        if overdue(part, planning.now):
            name = f"{part.name} ({part.number})"
            yield f"A delivery of {name} is overdue. It is not counted until it is booked into stock"


def _stopped_twice(placed: Sequence[Placed]) -> Iterator[str]:
    """A stop at once is planned for each job alone: nothing else in the plan knows that the machine stands."""
    for asset in dict.fromkeys(place.job.asset_id for place in placed):
        on_it = [place for place in placed if place.job.asset_id == asset and place.option.kind is not OptionKind.NEVER]
        stopped = [place for place in on_it if place.option.kind is OptionKind.NOW]
        if not stopped:
            continue
        left_standing = any(place.option.minutes == 0 for place in stopped)
        until = max(place.end for place in stopped)
        while_it_stands = [p for p in on_it if p in stopped or p.start < until or left_standing]
        if len(while_it_stands) > 1:
            jobs = listed([place.job.id for place in while_it_stands])
            yield (
                f"{asset} is stopped at once, and {jobs} are planned on it while it stands. Do them one after the "
                "other; what is lost while it stands is counted for each, so together they cost less than shown"
            )
