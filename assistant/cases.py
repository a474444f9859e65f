"""When a case opens, what it is about, who did which step, and when it closes. No I/O, no clock."""

from collections.abc import Sequence
from datetime import datetime

from assistant.gates import judgement_refusal, refusal
from assistant.overlay import next_step
from assistant.procedure import compose
from assistant.records import (
    Acknowledgement,
    Case,
    CauseJudged,
    Diagnosis,
    Feedback,
    Health,
    Observation,
    Proof,
    RefusedAttempt,
    StepAcknowledged,
    StepKind,
    Verdict,
)
from knowledge_base.records import Contact, EquipmentType, Person

OPEN_AFTER = 3
"""Readings in a row that must raise the same alarm before a case opens (on-delay, ISA-18.2 clause 16)."""
CLOSE_AFTER = 60
"""Healthy readings in a row before a case that nobody has begun closes (off-delay)."""


class CaseBook:
    """The open case of one asset, if any.

    A case is about one failure mode. While nobody has acknowledged a step of it, a different alarm that lasts
    replaces it, and a healthy machine closes it. Once a person has begun, the steps under their hands do not change
    until all are done; then it closes when the repair is proved, or gives way to an alarm that has outlasted the time
    of the proof.
    """

    def __init__(self, asset_id: str) -> None:
        self._asset_id = asset_id
        self.current: Case | None = None
        self._seen: dict[str, int] = {}
        self._quiet = 0
        self._last: Case | None = None
        self._finished: datetime | None = None
        self._rejected: set[str] = set()

    def update(
        self,
        diagnosis: Diagnosis | None,
        health: Health,
        observation: Observation,
        equipment: EquipmentType,
        contact: Contact,
    ) -> list[Case]:
        """Take the finding of one instant; returns the cases that it changed, closed and opened, in that order.

        An instant of unknown condition changes nothing: silence neither opens a case nor closes one.
        """
        if health is Health.UNKNOWN:
            return []
        time = observation.time
        alarmed = {mode.mode_id for mode in diagnosis.modes if mode.alarm} if diagnosis else set()
        self._seen = {mode: self._seen.get(mode, 0) + 1 for mode in alarmed}
        self._rejected &= alarmed
        self._quiet = self._quiet + 1 if health is Health.HEALTHY else 0
        changed = self._settle(health, observation)
        if changed or diagnosis is None or health is not Health.ALARM:
            return changed
        mode = next((one.mode_id for one in diagnosis.modes if one.alarm and one.mode_id not in self._rejected), None)
        if mode is None or self._seen.get(mode, 0) < OPEN_AFTER or not self._may_open(mode, time):
            return []
        closed = [self._close(self.current, time)] if self.current is not None else []
        return [*closed, self._open(diagnosis, time, equipment, contact)]

    def acknowledge(self, event: StepAcknowledged, people: Sequence[Person]) -> Case | RefusedAttempt:
        """Record that the next step is done, or that this was refused."""
        case, reason = self.current, refusal(self.current, event, people)
        if case is None or reason is not None:
            return _refused(event, event.step_id, event.value, reason or "")
        step = next_step(case)
        signed = sum(done.step_id == event.step_id for done in case.done) + 1
        done = Acknowledgement(
            step_id=event.step_id,
            actor=event.actor,
            time=event.time,
            value=event.value,
            completes=step is not None and signed >= step.signatures,
        )
        self.current = case.model_copy(update={"done": (*case.done, done)})
        return self.current

    def judge(
        self, event: CauseJudged, equipment: EquipmentType, people: Sequence[Person]
    ) -> tuple[Feedback | RefusedAttempt | Case, ...]:
        """Record what was found. A cause that was not there closes its case, as long as nothing has been repaired for
        it, and opens none again before its alarm has gone.
        """
        case = next((one for one in (self.current, self._last) if one and one.case_id == event.case_id), None)
        reason = judgement_refusal(case, event, [mode.id for mode in equipment.failure_modes], people)
        if case is None or reason is not None:
            return (_refused(event, None, None, reason or ""),)
        confirmed = event.verdict is Verdict.CONFIRMED
        said = Feedback(
            chain_id=case.procedure.chain_id,
            asset_id=case.asset_id,
            case_id=case.case_id,
            diagnosed_mode_id=case.mode_id,
            verdict=event.verdict,
            found_mode_id=case.mode_id if confirmed else event.mode_id,
            words=event.words,
            actor=event.actor,
            time=event.time,
        )
        if confirmed or case is not self.current or _repair_begun(case):
            return (said,)
        self._rejected.add(case.mode_id)
        return said, self._close(case, event.time)

    def resume(self, case: Case) -> None:
        """Go on with a case that was open when the server stopped, at the step where it was."""
        self.current = case if case.closed is None else None

    def _settle(self, health: Health, observation: Observation) -> list[Case]:
        """Close a case that is over, or note that its proof begins or is broken."""
        case, time = self.current, observation.time
        if case is None:
            return []
        if not case.done:
            return [self._close(case, time)] if self._quiet >= CLOSE_AFTER else []
        if next_step(case) is not None:
            return []
        # By the plant's clock alone: a person's clock may go otherwise, and does in a simulation.
        self._finished = self._finished or time
        sound = health is Health.HEALTHY and _is_back(case.procedure.proof, observation)
        since = (case.proving_since or time) if sound else None
        if since is not None and (time - since).total_seconds() >= case.procedure.proof.seconds:
            return [self._close(case, time)]
        if since == case.proving_since:
            return []
        self.current = case.model_copy(update={"proving_since": since})
        return [self.current]

    def _may_open(self, mode_id: str, time: datetime) -> bool:
        case = self.current
        if case is None:
            return True
        if not case.done:
            return case.mode_id != mode_id
        if self._finished is None:
            return False
        return (time - self._finished).total_seconds() >= case.procedure.proof.seconds

    def _open(self, diagnosis: Diagnosis, time: datetime, equipment: EquipmentType, contact: Contact) -> Case:
        procedure = compose(diagnosis, equipment, contact, self._rejected)
        self.current = Case(
            case_id=f"{self._asset_id}-{diagnosis.chain_id[:12]}",
            asset_id=self._asset_id,
            mode_id=procedure.mode_id,
            opened=time,
            closed=None,
            procedure=procedure,
            done=(),
            proving_since=None,
        )
        return self.current

    def _close(self, case: Case, time: datetime) -> Case:
        self._last = closed = case.model_copy(update={"closed": time})
        self.current = self._finished = None
        self._quiet = 0
        return closed


def _refused(
    event: StepAcknowledged | CauseJudged, step_id: str | None, value: float | None, reason: str
) -> RefusedAttempt:
    return RefusedAttempt(
        asset_id=event.asset_id,
        case_id=event.case_id,
        step_id=step_id,
        actor=event.actor,
        time=event.time,
        value=value,
        reason=reason,
    )


def _repair_begun(case: Case) -> bool:
    repairs = {s.id for task in case.procedure.tasks for s in task.steps if s.kind is StepKind.REPAIR}
    return any(done.step_id in repairs for done in case.done)


def _is_back(proof: Proof, observation: Observation) -> bool:
    """Whether every watched signal is measured, and not on the side on which the fault showed."""
    now = {value.signal_id: value for value in observation.values}
    watched = [(now.get(one.signal_id), one.wrong) for one in proof.signals]
    return all(value is not None and value.value is not None and value.state is not wrong for value, wrong in watched)
