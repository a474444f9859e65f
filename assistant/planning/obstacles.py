"""What kept a job out of a window that would have been cheaper, and what would help."""

from collections.abc import Iterator, Sequence

from assistant.planning.options import Blocked, JobOptions
from assistant.planning.placing import Option, Placed, place
from assistant.planning.proposal import Obstacle, ObstacleKind, OptionKind
from assistant.planning.records import Job, Planning
from assistant.planning.roster import Roster, moment, opens
from assistant.planning.words import called, crew_wanted, length, listed, when

_WORTH = 1000
"""Cents from which a saving is worth a word."""
_MOST = 3
_SHARED = {
    ObstacleKind.PERSONS: "the people are on {others} then",
    ObstacleKind.PART: "{others} takes the parts",
    ObstacleKind.MACHINE: "{others} is done on the machine then",
    ObstacleKind.WINDOW: "{others} fills the window",
}


def obstacles_of(
    job: JobOptions, placed: Placed, others: Sequence[Placed], planning: Planning, roster: Roster
) -> tuple[Obstacle, ...]:
    """For each kind of obstacle the window that would have saved most, the largest saving first.

    That machines run through a window is said only where no window at all was left.
    """
    found = [
        *(_alone(job.job, blocked, placed, planning, roster) for blocked in job.blocked),
        *_beside(job, placed, others, planning, roster),
    ]
    worth = sorted((o for o in found if o.saving >= _WORTH), key=lambda o: -o.saving)
    windowless = not any(option.kind is OptionKind.WINDOW for option in job.options)
    if not (windowless and all(o.kind is ObstacleKind.MACHINE for o in worth)):
        worth = [o for o in worth if o.kind is not ObstacleKind.MACHINE]
    first = {o.kind: o for o in reversed(worth)}
    return tuple(sorted(first.values(), key=lambda o: -o.saving))[:_MOST]


def _alone(job: Job, blocked: Blocked, placed: Placed, planning: Planning, roster: Roster) -> Obstacle:
    text, remedy = _words(job, blocked, planning, roster)
    return Obstacle(
        kind=blocked.kind,
        window_id=blocked.window.id,
        text=f"{called(blocked.window, planning)}: {text}",
        remedy=remedy,
        saving=placed.cost - blocked.cost,
    )


def _words(job: Job, blocked: Blocked, planning: Planning, roster: Roster) -> tuple[str, str]:
    window, subject = blocked.window, blocked.subject
    match blocked.kind:
        case ObstacleKind.MACHINE:
            return f"{subject} runs through it", f"Stop {subject} then too"
        case ObstacleKind.WINDOW:
            start, end = opens(window, planning.now)
            short = job.hours - (end - start) / 60
            text = f"{length((end - start) / 60)} are open and the work takes {length(job.hours)}"
            return text, f"Make it {length(short)} longer, or split the work"
        case ObstacleKind.PART:
            return _part_words(job, blocked, planning)
        case ObstacleKind.SKILL:
            have = sum(subject in person.skills for person in planning.technicians)
            text = f"the work takes {job.skills[subject]} with the skill {subject}, and {have or 'nobody'} has it"
            return text, f"Hire {job.skills[subject] - have} with it for that time"
        case _:
            wanted = crew_wanted(job)
            text = f"{wanted} for {length(job.hours)} together are not at work in it"
            names = sorted(person.name for person in roster.skilled(job))
            return text, f"Have {wanted} at work then; fit for it: {listed(names)}" if names else f"Hire {wanted}"


def _part_words(job: Job, blocked: Blocked, planning: Planning) -> tuple[str, str]:
    number, window = blocked.subject, blocked.window
    part, count = planning.part(number), job.parts[number]
    if part is None:
        return f"part {number} is in no list", f"Say in planning.yaml how many of {number} there are"
    if blocked.ready is None:
        text = f"{count} of {part.name} ({number}) are needed, {part.in_stock} in stock, and no more can be had"
        return text, "Find a supplier, and write its lead time into planning.yaml"
    comes = when(moment(blocked.ready, planning.now), planning.time_zone)
    opened, end = opens(window, planning.now)
    latest = max(opened, end - round(job.hours * 60))
    by = when(moment(latest, planning.now), planning.time_zone)
    return f"{part.name} ({number}) is there from {comes}", f"Have it delivered by {by}"


def _beside(
    job: JobOptions, placed: Placed, others: Sequence[Placed], planning: Planning, roster: Roster
) -> Iterator[Obstacle]:
    """Windows that it would fit in alone, at less cost, and in which other jobs are in the way."""
    for option in job.options:
        if option.window is None or option is placed.option or option.least >= placed.cost:
            continue
        here = place(job.job, option, others, roster)
        alone = place(job.job, option, (), roster)
        if alone is None or alone.cost >= placed.cost or (here is not None and here.cost <= alone.cost):
            continue
        yield Obstacle(
            kind=ObstacleKind.OTHER_JOBS,
            window_id=option.window.id,
            text=f"{called(option.window, planning)}: {_who_else(job.job, option, alone, others, roster)}",
            remedy="Move the other work, where that costs less than it saves here",
            saving=placed.cost - alone.cost,
        )


def _who_else(job: Job, option: Option, alone: Placed, others: Sequence[Placed], roster: Roster) -> str:
    """What of the other jobs is in the way: the first thing without which the job would be placed as if alone."""
    for kind, words in _SHARED.items():
        free = place(job, option, others, roster, ignore=(kind,))
        if free is not None and free.cost <= alone.cost:
            near = [o.job.id for o in others if _touches(kind, o, option, job)]
            return words.format(others=listed(near) if near else "another job")
    return "other jobs are in the way"


def _touches(kind: ObstacleKind, other: Placed, option: Option, job: Job) -> bool:
    if kind is ObstacleKind.PART:
        return other.option.takes_parts and bool(set(other.job.parts) & set(job.parts))
    then = other.start < option.latest + option.minutes and other.end > option.earliest
    if not then or other.option.kind is not OptionKind.WINDOW:
        return False
    return kind is not ObstacleKind.MACHINE or other.job.asset_id == job.asset_id
