"""When a case opens, what it is about, who did which step, and when it closes. No I/O, no clock."""

from collections.abc import Sequence
from datetime import datetime

from assistant.gates import refusal
from assistant.overlay import next_step
from assistant.procedure import compose
from assistant.records import (
    Acknowledgement,
    Case,
    Diagnosis,
    Health,
    Observation,
    Proof,
    RefusedAttempt,
    StepAcknowledged,
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
        self._quiet = self._quiet + 1 if health is Health.HEALTHY else 0
        changed = self._settle(health, observation)
        if changed or diagnosis is None or health is not Health.ALARM:
            return changed
        mode = diagnosis.acted_on.mode_id
        if self._seen.get(mode, 0) < OPEN_AFTER or not self._may_open(mode, time):
            return []
        closed = [self._close(self.current, time)] if self.current is not None else []
        return [*closed, self._open(diagnosis, time, equipment, contact)]

    def acknowledge(self, event: StepAcknowledged, people: Sequence[Person]) -> Case | RefusedAttempt:
        """Record that the next step is done, or that this was refused."""
        case, reason = self.current, refusal(self.current, event, people)
        if case is None or reason is not None:
            return RefusedAttempt(
                asset_id=event.asset_id,
                case_id=event.case_id,
                step_id=event.step_id,
                actor=event.actor,
                time=event.time,
                value=event.value,
                reason=reason or "",
            )
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
        waited = (time - case.done[-1].time).total_seconds()
        return next_step(case) is None and waited >= case.procedure.proof.seconds

    def _open(self, diagnosis: Diagnosis, time: datetime, equipment: EquipmentType, contact: Contact) -> Case:
        procedure = compose(diagnosis, equipment, contact)
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
        closed = case.model_copy(update={"closed": time})
        self.current = None
        self._quiet = 0
        return closed


def _is_back(proof: Proof, observation: Observation) -> bool:
    """Whether every watched signal is measured, and not on the side on which the fault showed."""
    now = {value.signal_id: value for value in observation.values}
    watched = [(now.get(one.signal_id), one.wrong) for one in proof.signals]
    return all(value is not None and value.value is not None and value.state is not wrong for value, wrong in watched)
