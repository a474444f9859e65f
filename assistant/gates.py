"""May this person say now that this step is done? Decided here, on the server, whatever a screen shows."""

from collections.abc import Collection, Sequence

from assistant import words
from assistant.overlay import next_step
from assistant.records import Case, CauseJudged, Step, StepAcknowledged, StepKind, Verdict
from knowledge_base.records import Measurement, Person, Role

_AS_SAID = {Role.ISOLATION: "isolate energy and lock out", Role.TECHNICIAN: "do this step"}


def refusal(case: Case | None, event: StepAcknowledged, people: Sequence[Person]) -> str | None:
    """Why not, for the person who asked; None when it counts. people: as in `Plant`."""
    if case is None or case.case_id != event.case_id or case.closed is not None:
        return "This case is closed. Look at the machine's present state before you go on"
    if any(done.step_id == event.step_id and done.completes for done in case.done):
        return f"Step {event.step_id} is already acknowledged"
    step = next_step(case)
    if step is None or step.id != event.step_id:
        turn = f"Step {step.id} comes first" if step else "All steps are done"
        return f"Step {event.step_id} cannot be acknowledged now. {turn}"
    stopped = _not_safe(case, step) or _not_of_the_plant(event.actor, step.role, people)
    return stopped or _signed(case, step, event) or _value(step, event)


def judgement_refusal(
    case: Case | None, event: CauseJudged, modes: Collection[str], people: Sequence[Person]
) -> str | None:
    """Why what was said of the cause does not count; None when it does. modes: ids of all that the machine has."""
    if case is None or case.case_id != event.case_id:
        return "This case is over. Open the one that you mean"
    if event.verdict is Verdict.OTHER and event.mode_id is not None and event.mode_id not in modes:
        return f"The machine has no failure mode {event.mode_id}"
    if event.mode_id is not None and (event.verdict is not Verdict.OTHER or event.mode_id == case.mode_id):
        return "Only a cause other than the diagnosed one is named"
    if not event.words.strip():
        return "Say in a few words what was found"
    return _not_of_the_plant(event.actor, Role.TECHNICIAN, people)


def _not_safe(case: Case, step: Step) -> str | None:
    """No repair before every step that makes safe, even if a procedure had them in another order."""
    if step.kind is not StepKind.REPAIR:
        return None
    done = {acknowledgement.step_id for acknowledgement in case.done if acknowledgement.completes}
    isolating = [s for task in case.procedure.tasks for s in task.steps if s.kind is StepKind.MAKE_SAFE]
    if not isolating:
        return "The machine cannot be made safe by this procedure, so nothing of it may be repaired"
    missing = next((s.id for s in isolating if s.id not in done), None)
    return f"The machine is not made safe yet: step {missing} is not done" if missing else None


def _not_of_the_plant(actor: str, role: Role, people: Sequence[Person]) -> str | None:
    if not actor.strip():
        return "Give your name"
    if not people:
        return None
    person = next((one for one in people if one.name == actor), None)
    if person is None:
        return f"{actor} is not among the people of this plant"
    if role not in person.roles:
        able = ", ".join(one.name for one in people if role in one.roles) or "nobody of this plant"
        return f"{actor} may not {_AS_SAID[role]}. Who may: {able}"
    return None


def _signed(case: Case, step: Step, event: StepAcknowledged) -> str | None:
    signed = {_plain(done.actor) for done in case.done if done.step_id == step.id}
    if _plain(event.actor) in signed:
        return f"{event.actor} has signed step {step.id} already. A second person has to"
    return None


def _value(step: Step, event: StepAcknowledged) -> str | None:
    wanted = step.measure
    if wanted is None:
        return None if event.value is None else f"Step {step.id} takes no value"
    if event.value is None:
        return f"Measure {wanted.name} in {wanted.unit_label}, and enter it"
    if (wanted.low is not None and event.value < wanted.low) or (wanted.high is not None and event.value > wanted.high):
        found = f"{words.number(event.value)} {wanted.unit_label}"
        return f"{wanted.name} is {found}, and must be {limits(wanted)}. The next step stays closed"
    return None


def limits(wanted: Measurement) -> str:
    """`0 to 0.05 mm`, `at least 8.6 K`, `at most 3 mL/h`."""
    low, high = (None if one is None else f"{one:g}" for one in (wanted.low, wanted.high))
    if low is not None and high is not None:
        return f"{low} to {high} {wanted.unit_label}"
    return f"at most {high} {wanted.unit_label}" if low is None else f"at least {low} {wanted.unit_label}"


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
