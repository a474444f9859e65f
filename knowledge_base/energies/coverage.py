"""Whether the steps of a lock-out control each energy that a machine declares, and in the order that the law wants."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.energies.controls import controls_of, undone_by
from knowledge_base.energies.records import Control, Coverage, Energy, EnergyCoverage, OrderProblem, Phase


@dataclass(frozen=True)
class Need:
    """What an energy needs: a step of one of these phases. source: where that is said."""

    one_of: tuple[Phase, ...]
    source: str


_ISOLATE = Need((Phase.ISOLATE,), "OSHA 1910.147(d)(3)")
_LOCK = Need((Phase.LOCK,), "OSHA 1910.147(d)(4)")
_VERIFY = Need((Phase.VERIFY,), "OSHA 1910.147(d)(6)")
NEEDS = {
    Energy.ELECTRICAL: (_ISOLATE, _LOCK, _VERIFY),
    Energy.PRESSURE: (_ISOLATE, _LOCK, _VERIFY),
    Energy.ROTATION: (Need((Phase.VERIFY,), "EN ISO 14118, 6.4: what runs on has come to a standstill"),),
    Energy.GRAVITY: (
        Need((Phase.ISOLATE,), "ISO 12100, 6.3.5.4: lowered, blocked or supported"),
        Need((Phase.VERIFY,), "ISO 12100, 6.3.5.4 d)"),
    ),
    # A time to cool down says nothing of the temperature: only a temperature does.
    Energy.THERMAL: (Need((Phase.VERIFY,), "OSHA 1910.147(d)(5), ISO 13732-1: cooled down to a temperature"),),
    Energy.CHEMICAL: (
        Need((Phase.ISOLATE, Phase.RELEASE), "OSHA 1910.147(d)(3), (d)(5): shut off, drained, flushed, neutralised"),
        _VERIFY,
    ),
    Energy.SPRING: (
        Need((Phase.RELEASE,), "OSHA 1910.147(d)(5), ISO 12100, 6.3.5.4 c)"),
        Need((Phase.VERIFY,), "ISO 12100, 6.3.5.4 d)"),
    ),
    Energy.RADIATION: (_ISOLATE, _LOCK, _VERIFY),
}
"""What each energy needs before anybody may reach into the machine."""

_CODE = re.compile(r"\b[A-Z]{1,4}-?\d{1,4}\b")


@dataclass(frozen=True)
class _Step:
    id: str
    controls: frozenset[Control]
    codes: frozenset[str]
    undoes: bool

    def does(self, phase: Phase, energy: Energy | None) -> bool:
        return any(control.phase is phase and control.energy is energy for control in self.controls)


def coverage(steps: Sequence[tuple[str, str]], language: str, energies: Sequence[Energy]) -> Coverage:
    """How these steps control these energies. steps: id and text of each, in the order in which they are done."""
    read = [
        _Step(step_id, controls_of(text, language), frozenset(_CODE.findall(text)), undone_by(text, language))
        for step_id, text in steps
    ]
    declared = tuple(dict.fromkeys(energies))
    problems = [problem for energy in declared for problem in _out_of_order(read, energy)]
    return Coverage(
        energies=tuple(_covered(read, energy) for energy in declared),
        order_problems=(*problems, *_late_shut_down(read), *_undone(read)),
    )


def _covered(steps: Sequence[_Step], energy: Energy) -> EnergyCoverage:
    done = {phase: tuple(step.id for step in steps if step.does(phase, energy)) for phase in Phase}
    missing = [need.one_of[0] for need in NEEDS[energy] if not any(done[phase] for phase in need.one_of)]
    if _LOCK in NEEDS[energy] and Phase.LOCK not in missing and _without_lock(steps, energy):
        missing.append(Phase.LOCK)
    return EnergyCoverage(
        energy=energy,
        isolate=done[Phase.ISOLATE],
        lock=done[Phase.LOCK],
        release=done[Phase.RELEASE],
        verify=done[Phase.VERIFY],
        missing=tuple(sorted(missing, key=list(Phase).index)),
    )


def _without_lock(steps: Sequence[_Step], energy: Energy) -> bool:
    """Whether a device that is isolated by its code ("Q2") is locked by no step, though each names its codes."""
    locks = [step.codes for step in steps if step.does(Phase.LOCK, energy)]
    if not all(locks):
        return False
    locked = frozenset[str]().union(*locks)
    return any(step.codes and not step.codes & locked for step in steps if step.does(Phase.ISOLATE, energy))


def _out_of_order(steps: Sequence[_Step], energy: Energy) -> Iterator[OrderProblem]:
    """What stands before that which must come first (OSHA 1910.147(d)(3) to (6))."""
    places = {phase: [at for at, step in enumerate(steps) if step.does(phase, energy)] for phase in Phase}
    isolated = places[Phase.ISOLATE]
    for at in places[Phase.LOCK]:
        if isolated and _locks_too_early(steps, at, isolated):
            yield OrderProblem(step_id=steps[at].id, energy=energy, what="locked before it is isolated")
    for at in places[Phase.RELEASE]:
        if isolated and at < isolated[0]:
            yield OrderProblem(step_id=steps[at].id, energy=energy, what="released before it is isolated")
    before = [*isolated, *places[Phase.LOCK], *places[Phase.RELEASE]]
    verified = places[Phase.VERIFY]
    if verified and before and verified[-1] < max(before):
        yield OrderProblem(
            step_id=steps[verified[-1]].id, energy=energy, what="verified before it is isolated, locked and released"
        )


def _locks_too_early(steps: Sequence[_Step], at: int, isolated: Sequence[int]) -> bool:
    """A lock before the isolation of the device whose code it names, or before any at all."""
    before = [steps[place].codes for place in isolated if place <= at]
    later = [steps[place].codes for place in isolated if place > at]
    named = steps[at].codes
    too_early = any(named & codes for codes in later) and not any(named & codes for codes in before)
    return not before or too_early


def _late_shut_down(steps: Sequence[_Step]) -> Iterator[OrderProblem]:
    """Shut down first, then isolate (OSHA 1910.147(d)(2), (d)(3)): a switch is not to be opened under load."""
    stops = [at for at, step in enumerate(steps) if step.does(Phase.SHUT_DOWN, None)]
    isolated = [at for at, step in enumerate(steps) if step.does(Phase.ISOLATE, Energy.ELECTRICAL)]
    if stops and isolated and stops[0] > isolated[0]:
        yield OrderProblem(step_id=steps[stops[0]].id, energy=Energy.ELECTRICAL, what="shut down after it is isolated")


def _undone(steps: Sequence[_Step]) -> Iterator[OrderProblem]:
    """A lock-out holds until the work is done (OSHA 1910.147(e)): none of its steps gives energy back."""
    held = False
    for step in steps:
        if step.undoes and held:
            yield OrderProblem(step_id=step.id, energy=None, what="gives energy back")
        held = held or any(control.phase in {Phase.ISOLATE, Phase.LOCK} for control in step.controls)
