"""The whole plan as a constraint model: which option for each job, when, and by whom (OR-Tools CP-SAT).

One true option a job; in a window, persons enough with their skills, each within a slot of theirs and on one job at a
time; one job at a time on a machine; the window's capacity; no part used before it is there, none used twice.
Minimised is the expected cost in cents, whole numbers throughout.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from assistant.planning.options import JobOptions
from assistant.planning.placing import Option, Placed
from assistant.planning.proposal import OptionKind
from assistant.planning.roster import Roster, Slot

_Var = cp_model.IntVar


@dataclass(frozen=True)
class _JobVars:
    """chosen: one for each option. starts: its minute if it is chosen. on: (option, slot) → is that person on it?"""

    of: JobOptions
    chosen: tuple[_Var, ...]
    starts: tuple[_Var, ...]
    on: dict[tuple[int, Slot], _Var]

    @property
    def each(self) -> Iterator[tuple[Option, _Var, _Var]]:
        """(option, chosen, start) of each option."""
        return zip(self.of.options, self.chosen, self.starts, strict=True)


@dataclass
class PlanModel:
    """The model and its variables. Make it with `model_of`."""

    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    jobs: list[_JobVars] = field(default_factory=list)
    shifts: dict[tuple[str, int], Slot] = field(default_factory=dict)

    def hint(self, placed: Sequence[Placed]) -> None:
        """A plan to start the search from, one place a job in the order of the jobs."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools leaves this one without types
        for job, place in zip(self.jobs, placed, strict=True):
            for option, chosen, start in job.each:
                self.cp.add_hint(chosen, option is place.option)
                self.cp.add_hint(start, place.start if option is place.option else option.earliest)
            for (number, slot), on in job.on.items():
                there = job.of.options[number] is place.option and slot.technician in place.crew
                self.cp.add_hint(on, there and slot.start <= place.start and place.end <= slot.end)

    def then_earliest(self, placed: Sequence[Placed]) -> None:
        """Keep options and crews as they are, and ask for the earliest starts instead of the least cost."""
        for job, place in zip(self.jobs, placed, strict=True):
            for option, chosen, start in job.each:
                self.cp.add(chosen == int(option is place.option))
                if option is not place.option:
                    self.cp.add(start == option.earliest)
            for (number, slot), on in job.on.items():
                if job.of.options[number] is not place.option or slot.technician not in place.crew:
                    self.cp.add(on == 0)
        self.cp.minimize(sum(start for job in self.jobs for _, _, start in job.each))
        self.hint(placed)

    def placed(self, solver: cp_model.CpSolver) -> tuple[Placed, ...]:
        """The solution that was found."""
        return tuple(_placed(job, solver) for job in self.jobs)


def model_of(jobs: Sequence[JobOptions], roster: Roster) -> PlanModel:
    """The model of all jobs together."""
    model = PlanModel(shifts={(slot.technician, slot.shift): slot for slot in roster.slots})
    for number, job in enumerate(jobs):
        model.jobs.append(_job(model.cp, number, job, roster))
    _people(model)
    _load(model)
    _machines(model)
    _windows(model)
    _parts(model, roster)
    costs = [option.cost * x for job in model.jobs for option, x, _ in job.each]
    wages = [job.of.options[n].wages[s.technician] * y for job in model.jobs for (n, s), y in job.on.items()]
    model.cp.minimize(sum(costs) + sum(wages))
    return model


def _job(cp: cp_model.CpModel, number: int, job: JobOptions, roster: Roster) -> _JobVars:
    """One option is chosen; in a window, persons enough are on the job, each within a slot of theirs."""
    chosen = tuple(cp.new_bool_var(f"x{number},{i}") for i in range(len(job.options)))
    starts = tuple(cp.new_int_var(o.earliest, o.latest, f"s{number},{i}") for i, o in enumerate(job.options))
    on: dict[tuple[int, Slot], _Var] = {}
    cp.add_exactly_one(chosen)
    for i, (option, x, start) in enumerate(zip(job.options, chosen, starts, strict=True)):
        if option.kind is not OptionKind.WINDOW:
            continue
        here = {slot: cp.new_bool_var(f"y{number},{i},{slot.technician},{slot.start}") for slot in option.slots}
        on |= {(i, slot): y for slot, y in here.items()}
        for slot, y in here.items():
            if slot.start > option.earliest:
                cp.add(start >= slot.start).only_enforce_if(y)
            if slot.end < option.latest + option.minutes:
                cp.add(start <= slot.end - option.minutes).only_enforce_if(y)
        cp.add(sum(here.values()) == job.job.persons * x)
        for skill, count in job.job.skills.items():
            holders = [y for slot, y in here.items() if skill in roster.technicians[slot.technician].skills]
            cp.add(sum(holders) >= count * x)
    return _JobVars(job, chosen, starts, on)


def _people(model: PlanModel) -> None:
    """Nobody on two jobs at a time. A slot lies within one shift, so shifts are looked at one by one."""
    intervals: defaultdict[tuple[str, int], list[cp_model.IntervalVar]] = defaultdict(list)
    for job in model.jobs:
        for (i, slot), y in job.on.items():
            interval = _interval(model.cp, job.starts[i], job.of.options[i], y)
            intervals[slot.technician, slot.shift].append(interval)
    for several in intervals.values():
        model.cp.add_no_overlap(several)


def _load(model: PlanModel) -> None:
    """No more work than time: in a person's shift, in a person's part of a window, in a window, on a machine in it.

    All of it follows from the other rules, but the linear relaxation does not see those.
    """
    room: dict[tuple[str, ...], int] = {}
    load: defaultdict[tuple[str, ...], list[tuple[int, _Var]]] = defaultdict(list)

    def enter(key: tuple[str, ...], minutes: int, length: int, var: _Var) -> None:
        room[key] = max(room.get(key, 0), length)
        load[key].append((minutes, var))

    for job in model.jobs:
        for option, x, _ in job.each:
            if option.window is None:
                continue
            length = option.latest + option.minutes - option.earliest
            enter(("machine", job.of.job.asset_id, option.window.id), option.minutes, length, x)
            if option.window.capacity is not None:
                enter(("window", option.window.id), option.minutes, option.window.capacity * length, x)
        for (i, slot), y in job.on.items():
            option = job.of.options[i]
            shift = model.shifts[slot.technician, slot.shift]
            enter(("shift", slot.technician, str(slot.shift)), option.minutes, shift.end - shift.start, y)
            window = option.window.id if option.window else ""
            enter(("slot", slot.technician, str(slot.shift), window), option.minutes, slot.end - slot.start, y)
    for key, entries in load.items():
        if sum(minutes for minutes, _ in entries) > room[key]:
            model.cp.add(sum(minutes * y for minutes, y in entries) <= room[key])


def _machines(model: PlanModel) -> None:
    """One job at a time on a machine."""
    by_machine: defaultdict[str, list[cp_model.IntervalVar]] = defaultdict(list)
    for job in model.jobs:
        for option, x, start in job.each:
            if option.window is not None:
                by_machine[job.of.job.asset_id].append(_interval(model.cp, start, option, x))
    for intervals in by_machine.values():
        model.cp.add_no_overlap(intervals)


def _windows(model: PlanModel) -> None:
    """No more jobs at a time in a window than it takes."""
    inside: defaultdict[str, list[cp_model.IntervalVar]] = defaultdict(list)
    capacity: dict[str, int] = {}
    for job in model.jobs:
        for option, x, start in job.each:
            if option.window is not None and option.window.capacity is not None:
                capacity[option.window.id] = option.window.capacity
                inside[option.window.id].append(_interval(model.cp, start, option, x))
    for window, intervals in inside.items():
        if len(intervals) > capacity[window]:
            model.cp.add_cumulative(intervals, [1] * len(intervals), capacity[window])


def _interval(cp: cp_model.CpModel, start: _Var, option: Option, there: _Var) -> cp_model.IntervalVar:
    return cp.new_optional_fixed_size_interval_var(start, option.minutes, there, "")


def _parts(model: PlanModel, roster: Roster) -> None:
    """For each time at which more of a part comes: what starts before it takes no more than there is."""
    for number, supply in roster.supplies.items():
        users = [job for job in model.jobs if number in job.of.job.parts]
        for before, amount in supply.limits:
            if sum(job.of.job.parts[number] for job in users) <= amount:
                continue
            taken = [job.of.job.parts[number] * _starts_before(model.cp, job, before) for job in users]
            model.cp.add(sum(taken) <= amount)


def _starts_before(cp: cp_model.CpModel, job: _JobVars, before: int | None) -> _Var:
    """Is the work of this job done in the horizon, from before this minute?"""
    early = cp.new_bool_var("")
    surely = []
    for option, x, start in job.each:
        if not option.takes_parts:
            continue
        if before is None or option.latest < before:
            surely.append(x)
        elif option.earliest < before:
            cp.add(start >= before).only_enforce_if(x, early.negated())
    # One sum, and not one implication each: that is what the linear relaxation can use.
    cp.add(sum(surely) <= early)
    return early


def _placed(job: _JobVars, solver: cp_model.CpSolver) -> Placed:
    number = next(i for i, x in enumerate(job.chosen) if solver.boolean_value(x))
    option, start = job.of.options[number], solver.value(job.starts[number])
    crew = sorted(slot.technician for (i, slot), y in job.on.items() if i == number and solver.boolean_value(y))
    cost = option.cost + sum(option.wages[person] for person in crew)
    return Placed(job.of.job, option, start, start + option.minutes, tuple(crew), cost)
